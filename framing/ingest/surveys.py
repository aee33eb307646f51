"""What the columns of a source are, and what they are taken for: by their names, or as asked.

Readers call `field_of`, `raw` and `require_text` whatever their format; while a survey is open
these obey what it asks for and tell it what they saw.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

LEFT_OUT = ""  # asked for a field: no column is read for it
MOST_COLUMNS = 300  # that are shown; a table may have ten thousand
SAMPLE_ROWS = 5
LONGEST = 200  # characters of a cell that is shown


@dataclass(slots=True)
class Survey:
    """What is asked for, and what has been seen since the last source was told."""

    every: Mapping[str, str]  # field to the column that holds it, or LEFT_OUT, in every source
    of: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # the same of one source
    told_as: Callable[[str], str] = str  # a source to the name by which `of` knows it
    asked: Mapping[str, str] = field(default_factory=dict)  # of the source that is being read
    is_trial: bool = False  # only looking: a table without a text column is no error
    columns: dict[str, str | None] = field(default_factory=dict)  # to the first cell that is filled
    rows: list[dict[str, str]] = field(default_factory=list)  # the first ones

    def begin(self, source: str) -> None:
        """A source is about to be read."""
        self.asked = {**self.every, **self.of.get(self.told_as(source), {})}

    def field_asked(self, column: str) -> str | None:
        """The field that a column was asked to hold, if it was."""
        wanted = _plain(column)
        return next((f for f, name in self.asked.items() if name and _plain(name) == wanted), None)

    def is_settled(self, name: str, columns: Iterable[str]) -> bool:
        """Whether a field is left out, or held by one of `columns` because that was asked."""
        if name not in self.asked:
            return False
        wanted = self.asked[name]
        return wanted == LEFT_OUT or _plain(wanted) in {_plain(column) for column in columns}

    def see_columns(self, columns: Iterable[str]) -> None:
        """Note a header."""
        for column in columns:
            if len(self.columns) < MOST_COLUMNS:
                self.columns.setdefault(column, None)

    def see_row(self, pairs: Iterable[tuple[str, Any]]) -> None:
        """Note a row: examples of its cells."""
        is_shown = len(self.rows) < SAMPLE_ROWS
        if not is_shown and all(self.columns.values()):
            return
        cells = {str(name): _shown(value) for name, value in pairs}
        self.see_columns(cells)
        for name, cell in cells.items():
            if name in self.columns and self.columns[name] is None:
                self.columns[name] = cell or None
        if is_shown:
            self.rows.append({name: cell for name, cell in cells.items() if name in self.columns})

    def missing(self) -> dict[str, str]:
        """Field to the column that was asked for and that the source does not have."""
        here = {_plain(column) for column in self.columns}
        return {
            name: column
            for name, column in self.asked.items()
            if column and self.columns and _plain(column) not in here
        }

    def question(self) -> dict[str, Any]:
        """What is asked, for a reader in another process."""
        return {"asked": dict(self.asked), "is_trial": self.is_trial}

    def told(self) -> dict[str, Any]:
        """What was seen, for the process that asked."""
        return {"columns": self.columns, "rows": self.rows}

    def hear(self, told: Mapping[str, Any]) -> None:
        """Take over what a reader in another process saw."""
        self.columns |= told.get("columns", {})
        self.rows += told.get("rows", [])

    def clear(self) -> None:
        """Begin a new source."""
        self.columns, self.rows = {}, []


_OPEN: ContextVar[Survey | None] = ContextVar("survey", default=None)


@contextmanager
def surveying(
    every: Mapping[str, str],
    *,
    of: Mapping[str, Mapping[str, str]] | None = None,
    told: Callable[[str], str] = str,
    is_trial: bool = False,
) -> Iterator[Survey]:
    """Open a survey for the sources that are read in the block.

    `every` maps a field to the column that holds it in every source, `of` the same for one, by
    the name that `told` gives it.
    """
    survey = Survey(every, of or {}, told, every, is_trial)
    token = _OPEN.set(survey)
    try:
        yield survey
    finally:
        _OPEN.reset(token)


def here() -> Survey | None:
    """The survey that is open, if any."""
    return _OPEN.get()


def _plain(column: str) -> str:
    return " ".join(column.casefold().split())


def _shown(value: Any) -> str:
    text = "" if value is None else " ".join(str(value)[:LONGEST].split())
    return text.encode("utf-8", "replace").decode()  # JSON may hold half of a surrogate pair
