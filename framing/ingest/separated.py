"""Comma, tab or otherwise separated text to raw rows."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from framing.ingest import encodings
from framing.ingest.columns import (
    FormatError,
    Reading,
    Refusal,
    field_of,
    finished,
    note,
    raw,
    require_text,
)

MAX_CELL = 2**31 - 1  # characters: a file's own limit of size is the one that counts
SEPARATORS = (",", ";", "\t", "|")


def read_csv(data: bytes) -> Reading:
    """One article a row; the separator is sniffed and everything is read as text.

    Raises FormatError for a quote that never closes, with its line: nothing is imported then.
    """
    text, notes = encodings.decode(data)
    separator, text, skipped = separator_of(text)
    header: list[str] | None = None
    rows: list[dict[str, Any]] = []
    refusals = [note(remark) for remark in notes]
    if separator != ",":
        refusals.append(note(f"columns separated by {separator!r}"))
    number = 0
    for line, cells in _records(text, separator, skipped):
        if header is None:
            header = cells
            refusals += _check_header(header)
            continue
        number += 1
        if len(cells) != len(header):
            reason = f"line {line}: {len(cells)} cells where the header has {len(header)}"
            refusals.append(Refusal(number, "row", reason, separator.join(cells)))
            continue
        rows.append(raw(zip(header, cells, strict=True), number))
    if not rows and not any(refusal.part == "row" for refusal in refusals):
        raise FormatError("no rows: a header line and nothing below it")
    return finished(rows, refusals)


def separator_of(text: str) -> tuple[str, str, int]:
    """The separator of the header, the text from the header on, and how many lines precede it."""
    stripped = text.lstrip("\n")
    skipped = len(text) - len(stripped)
    if match := re.match(r"(?i)\"?sep=(.)\"?[^\n]*\n", stripped):
        return match[1], stripped[match.end() :], skipped + 1
    first = stripped.split("\n", 1)[0][:100_000]

    def worth(separator: str) -> tuple[int, int]:
        names = first.split(separator)
        return sum(field_of(name) is not None for name in names), len(names)

    return max(SEPARATORS, key=worth), stripped, skipped


def _records(text: str, separator: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins on; blank lines are none."""
    csv.field_size_limit(MAX_CELL)  # the module's own limit of 131 072 is less than a long text
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise FormatError(_quote_trouble(text, separator, line, skipped)) from error
        if any(cell.strip() for cell in cells):
            yield line + skipped + 1, cells


def _quote_trouble(text: str, separator: str, before: int, skipped: int) -> str:
    """Where the record after line `before` opens the quote that spoils it."""
    at = sum(len(line) + 1 for line in text.split("\n")[:before])
    cell = re.compile(rf'(?:"(?:[^"]++|"")*+"|(?!")[^{re.escape(separator)}\n]*)')
    while match := cell.match(text, at):
        if match.end() >= len(text) or text[match.end()] not in (separator, "\n"):
            break
        at = match.end() + 1
    line = text.count("\n", 0, at) + 1 + skipped
    if match is None:
        return f"line {line}: a quote opens there and never closes; close it or double it"
    return f"line {line}: the quote within a quoted cell there is not doubled; double it"


def _check_header(header: Sequence[str]) -> list[Refusal]:
    names = [name.strip() for name in header]
    blank = [str(n) for n, name in enumerate(names, start=1) if not name]
    fields = [field_of(name) or name.lower() for name in names if name]
    double = sorted({name for name in fields if fields.count(name) > 1})
    require_text(names)
    notes = []
    if blank:
        notes.append(note(f"columns without a name, not used: number {', '.join(blank)}"))
    for field in double:
        same = [name for name in names if (field_of(name) or name.lower()) == field]
        notes.append(
            note(f"several columns for {field}: {', '.join(same)}; the best filled one counts")
        )
    return notes
