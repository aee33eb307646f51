"""Comma, tab or otherwise separated text to raw rows."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from framing.ingest import encodings, headers
from framing.ingest.columns import FormatError, Reading, Refusal, field_of, note, raw
from framing.ingest.rows import finished

MAX_CELL = 2**31 - 1  # characters: a file's own limit of size is the one that counts
MAX_HEADER = 500_000  # characters of a header's line that are looked at
SEPARATORS = (",", ";", "\t", "|")


def read_csv(data: bytes) -> Reading:
    """One article a row; the separator and the header's line are sniffed, all cells are text.

    Quoting is RFC 4180's; separators are those that spreadsheets write. Raises FormatError for a
    quote that never closes, with its line: nothing is imported then.
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
            refusals += headers.check(header, line)
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
    lines = [line[:MAX_HEADER] for line in stripped.split("\n", headers.HEADER_LINES)]
    above = headers.place([_names(line) for line in lines[: headers.HEADER_LINES]])
    for _ in range(above):
        stripped = stripped.partition("\n")[2]
    return _separator(lines[above]), stripped, skipped + above


def _separator(header: str) -> str:
    def worth(separator: str) -> tuple[int, int]:
        names = header.split(separator)
        return sum(field_of(name) is not None for name in names), len(names)

    return max(SEPARATORS, key=worth)


def _names(line: str) -> list[str]:
    return line.split(_separator(line))


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
