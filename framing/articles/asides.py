"""What a row of the input leaves behind: a discard, with its reason and its place."""

import re
from typing import Any

Row = dict[str, Any]  # a raw row on its way to an article; `place` is its number in the table


def dropped(row: Row, reason: str) -> Row:
    """A row that becomes no article."""
    return discard(row, "row", reason, row["whole"])


def note(row: Row, reason: str, text: str) -> Row:
    """What was assumed of a row, or could not be read; nothing was dropped."""
    return discard(row, "note", reason, text)


def discard(row: Row, part: str, reason: str, text: str | None, at: int | None = None) -> Row:
    """A row of the discard table; `at` is the offset in the article's text where it stood."""
    where = {name: row[name] for name in ("place", "source", "row")}
    return {**where, "part": part, "reason": reason, "text": text, "at": at}


def said(text: str | None) -> str | None:
    """Text with single spaces, or None where it says nothing."""
    return " ".join((text or "").split()) or None


def plain(text: str) -> str:
    """The words of a text alone."""
    return " ".join(re.findall(r"\w+", text.casefold()))
