"""PDF files with a text layer to raw rows."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium
from pypdfium2 import raw as c

from framing.ingest import encodings, layouts, plaintext
from framing.ingest.columns import FormatError, Reading, Refusal, note
from framing.ingest.layouts import Line

START = b"%PDF-"
END = b"%%EOF"
TAIL = 2048  # bytes at the end, in which readers look for its mark
MAX_PAGES = 500
MIN_LETTERS = 20  # a page: a scan has none, but for a stamp
WIDE_GAP = 1.5  # line heights: words of one line are nearer to each other
EDGE_LINES = 2  # at the top and at the foot of a page, where running heads stand
MIN_REPEATED = 0.5  # of the pages have a running head
PARAGRAPH_GAP = 1.45  # times the usual distance of lines
WIDEST_PITCH = 2.0  # line heights: manuscripts are double-spaced
SHORT_LINE = 0.85  # of a column's width: a paragraph's last line is shorter
TITLE_HEIGHT = 1.2  # times that of the text below it
INDENT = 0.8  # line heights
PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD
HYPHEN = re.compile(
    "[\x02\u00ad\ufffe]$"
)  # PDFium's mark for one at a line's end, Unicode's soft one
HEAD_WORDS = 15  # a running head has no more
COMPOUNDS = re.compile(
    r"(?i)\b(?:off|ex|non|anti|pro|self|co|post|pre|semi|well|ill|so|cross|counter|quasi|vice|ever"
    r"|face|cease|long|short|high|low|far|near|hard|half|all|cold|two|three|four|five|six|ten)-$"
)


def read_pdf(data: bytes) -> Reading:
    """The text layer of a PDF: one article, or a batch that a database exported.

    ISO 32000 by way of PDFium. Lines are put in reading order, column by column; words broken at
    a line's end are joined, and heads that run over the pages are set aside. Raises FormatError
    for files that want a password, have no text layer, or are cut off.
    """
    if END not in data[-TAIL:]:
        raise FormatError("a truncated PDF file, its end is missing; download it again")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD_ERROR or "assword" in str(error):
            raise FormatError(
                "a PDF file with a password; open it and print it to a new PDF without one"
            ) from error
        raise FormatError("a broken PDF file; download or print it again") from error
    if len(document) > MAX_PAGES:
        raise FormatError(f"a PDF file of {len(document)} pages; at most {MAX_PAGES}: split it")
    pages = [layouts.reading_order(list(_pieces(page))) for page in document]
    letters = sum(sum(map(str.isalpha, line.text)) for lines in pages for line in lines)
    if letters < MIN_LETTERS * max(len(pages), 1):
        raise FormatError(
            f"no text layer in the {len(pages)} pages of this PDF, it is a scan; run text "
            "recognition on it (for instance ocrmypdf) and give the result"
        )
    kept, heads = _without_heads(pages)
    text, notes = encodings.tidy(_text(kept))
    return plaintext.rows_of(text, [*map(note, notes), *heads])


def _pieces(page: pdfium.PdfPage) -> Iterator[Line]:
    """Runs of characters on one line without a wide gap, in the file's own order."""
    text = page.get_textpage()
    run: list[tuple[str, tuple[float, float, float, float]]] = []
    for index in range(text.count_chars()):
        character = chr(c.FPDFText_GetUnicode(text, index))
        box = text.get_charbox(index, loose=True)
        # PDFium says nothing of a line's end where it takes the last sign for a hyphen.
        if character in "\r\n" or (run and _parted(run[-1][1], box)):
            yield from _piece(run)
            run = []
        if character not in "\r\n":
            run.append((character, box))
    yield from _piece(run)


def _parted(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    height = max(one[3] - one[1], other[3] - other[1])
    is_below = other[3] > other[1] and min(one[3], other[3]) <= max(one[1], other[1])
    return is_below or other[0] - one[2] > WIDE_GAP * height > 0


def _piece(run: Sequence[tuple[str, tuple[float, float, float, float]]]) -> Iterator[Line]:
    text = HYPHEN.sub("-", "".join(character for character, _ in run).strip())
    boxes = [box for character, box in run if not character.isspace() and box[3] > box[1]]
    if text and boxes:
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        yield Line(text, min(lefts), min(bottoms), max(rights), max(tops))


def _without_heads(pages: list[list[Line]]) -> tuple[list[list[Line]], list[Refusal]]:
    """Pages without the lines at their edges that most of them have, digits aside."""
    times = Counter(key for lines in pages for key in set(map(_key, _edges(lines))))
    least = max(2, MIN_REPEATED * len(pages))
    running = {key for key, n in times.items() if n >= least}
    running |= {"#", "page #", "page # of #", "#/#", "- # -"}
    kept, heads = [], []
    for lines in pages:
        edges = [line for line in _edges(lines) if _key(line) in running]
        kept.append([line for line in lines if line not in edges])
        heads += [line.text for line in edges]
    refusals = [Refusal(1, "boilerplate", "heads that run over the pages", "\n".join(heads))]
    return kept, refusals if heads else []


def _edges(lines: list[Line]) -> list[Line]:
    """The topmost and lowest lines of a page, if they are short."""
    by_height = sorted(lines, key=lambda line: -line.top)
    edges = [*by_height[:EDGE_LINES], *by_height[EDGE_LINES:][-EDGE_LINES:]]
    return [line for line in edges if len(line.text.split()) <= HEAD_WORDS]


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", " ".join(line.text.lower().split()))


def _text(pages: list[list[Line]]) -> str:
    """The lines as paragraphs, those that go on in the next column or page as one."""
    lines = [line for page in pages for line in page]
    words = Counter(re.findall(r"[\w-]+", " ".join(line.text for line in lines).lower()))
    pitch = _pitch(lines)
    paragraphs: list[str] = []
    for before, line in zip([None, *lines[:-1]], lines, strict=True):
        if before is None or _begins(before, line, pitch):
            paragraphs.append(line.text)
        else:
            paragraphs[-1] = _continued(paragraphs[-1], line.text, words)
    return "\n\n".join(paragraphs)


def _pitch(lines: Sequence[Line]) -> float:
    steps = [one.bottom - two.bottom for one, two in pairwise(lines)]
    return median([step for step in steps if step > 0] or [0.0])


def _begins(before: Line, line: Line, pitch: float) -> bool:
    """Whether a line begins a paragraph after the line before it."""
    ends = before.text.endswith((".", "!", "?", "”", '"', ":", "’"))
    step = before.bottom - line.bottom
    if step <= 0 or line.left > before.right or step > 4 * pitch:  # the next column or page
        is_title = line.text[:1].isupper() and before.height > TITLE_HEIGHT * line.height
        return ends or is_title
    usual = min(pitch, WIDEST_PITCH * line.height)
    if step > PARAGRAPH_GAP * usual or abs(before.height - line.height) > 0.35 * line.height:
        return True
    indented = line.left - before.left > INDENT * line.height
    return indented or (ends and before.right - before.left < SHORT_LINE * (line.right - line.left))


def _continued(text: str, line: str, words: Counter[str]) -> str:
    """A paragraph and its next line; of a word broken between them, one word."""
    if not re.search(r"[^\W\d_]-$", text) or not line[:1].isalpha():
        return f"{text} {line}"
    first, second = re.findall(r"[\w-]+$", text)[0].lower(), re.findall(r"^[\w-]+", line)[0].lower()
    whole, hyphened = words[first[:-1] + second], words[first + second]
    is_compound = hyphened > whole or (hyphened == whole and COMPOUNDS.search(text))
    return text + line if is_compound or line[0].isupper() else text[:-1] + line
