"""Pieces of text on a page to lines in the order in which they are read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

SAME_LINE = 0.5  # of the smaller height: pieces that overlap by more stand on one line
GUTTER = 0.6  # of a line's height: columns are further apart than that
MIN_SIDE = 4  # lines on each side of a gutter; fewer are a table's cells or a caption
MAX_CROSSING = 0.3  # of all lines may cross a gutter: titles over the columns do
MIN_FACING = 0.5  # of the shorter side's lines have a neighbour on the other side


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of text and its box, in points from the page's lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """The box's height in points."""
        return self.top - self.bottom

    def faces(self, other: "Line") -> bool:
        """Whether two pieces stand at the same height."""
        shared = min(self.top, other.top) - max(self.bottom, other.bottom)
        return shared > SAME_LINE * min(self.height, other.height)


def reading_order(pieces: Sequence[Line]) -> list[Line]:
    """Lines from top to bottom, and column by column where a gutter parts the page.

    A recursive cut (Nagy and Seth's X-Y cut), in which lines that cross a gutter part what is
    above them from what is below: a title across two columns comes before both.
    """
    gutter = _gutter(pieces)
    if gutter is None:
        return _joined(pieces)
    ordered: list[Line] = []
    band: list[Line] = []
    for line in sorted(pieces, key=lambda piece: -piece.top):
        if line.left < gutter < line.right:
            ordered += [*_sides(band, gutter), line]
            band = []
        else:
            band.append(line)
    return [*ordered, *_sides(band, gutter)]


def _sides(band: Sequence[Line], gutter: float) -> list[Line]:
    left = [line for line in band if line.right <= gutter]
    right = [line for line in band if line.left >= gutter]
    return [*reading_order(left), *reading_order(right)]


def _gutter(pieces: Sequence[Line]) -> float | None:
    """Where columns are parted: the place that the fewest lines cross, if there is one."""
    if len(pieces) < 2 * MIN_SIDE:
        return None
    height = median(piece.height for piece in pieces)
    places = []
    for edge in sorted({round(piece.right, 1) for piece in pieces}):
        place = edge + GUTTER * height / 2
        left = [piece for piece in pieces if piece.right <= edge + 0.1]
        right = [piece for piece in pieces if piece.left >= edge + GUTTER * height]
        crossing = len(pieces) - len(left) - len(right)
        if (
            min(len(left), len(right)) >= MIN_SIDE
            and crossing <= MAX_CROSSING * len(pieces)
            and _face(left, right)
        ):
            places.append((crossing, place))
    return min(places)[1] if places else None


def _face(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether two sides stand beside each other, rather than one above the other."""
    fewer, more = sorted((left, right), key=len)
    facing = sum(any(line.faces(other) for other in more) for line in fewer)
    return facing >= MIN_FACING * len(fewer)


def _joined(pieces: Iterable[Line]) -> list[Line]:
    """Pieces that stand on one line as one, from top to bottom."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda one: -one.top):
        if rows and rows[-1][0].faces(piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_one(row) for row in rows]


def _one(row: Sequence[Line]) -> Line:
    return Line(
        " ".join(line.text for line in sorted(row, key=lambda line: line.left)),
        min(line.left for line in row),
        min(line.bottom for line in row),
        max(line.right for line in row),
        max(line.top for line in row),
    )
