"""Spreadsheets to raw rows: Excel's .xlsx, .xlsb and .xls, and OpenDocument's .ods."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine as calamine

from framing.ingest import archives, headers
from framing.ingest.columns import FormatError, Reading, Refusal, field_of, note, raw
from framing.ingest.rows import finished

MAX_ROWS = 1_048_576  # Excel's own
DAYS = range(10_000, 100_000)  # of 1927 to 2173: a number in a column of dates is a day
FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel's days have no zone
ZIP = b"PK"


def read_workbook(data: bytes) -> Reading:
    """One article a row, on each sheet that is shown; the header may stand further down.

    ECMA-376 part 1 (SpreadsheetML) by way of calamine: of a formula its last result is read, dates
    are dates, and merged cells all have the value of the first. Raises FormatError for workbooks
    with a password, broken ones, and those that unpack to too much.
    """
    if data.startswith(ZIP):
        archives.check_declared(data, "workbook")
    try:
        book = calamine.load_workbook(io.BytesIO(data))
        sheets = [
            (sheet.name, sheet.visible is calamine.SheetVisibleEnum.Visible)
            for sheet in book.sheets_metadata
            if sheet.typ is calamine.SheetTypeEnum.WorkSheet
        ]
        return _together([_sheet(book, name) for name, shown in sheets if shown], _hidden(sheets))
    except calamine.PasswordError as error:
        raise FormatError("a workbook with a password; open it and save it without one") from error
    except FormatError:
        raise
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise FormatError(f"a broken workbook ({str(error)[:80]}); save it again") from error


def _hidden(sheets: list[tuple[str, bool]]) -> list[Refusal]:
    return [note(f"sheet {name!r} is hidden; not read") for name, shown in sheets if not shown]


Sheet = tuple[str, list[dict[str, Any]], list[Refusal], str | None]  # and why it has no articles


def _sheet(book: Any, name: str) -> Sheet:
    """A sheet's rows, numbered as in the sheet, remarks, and what is wrong with it, if anything."""
    sheet = book.get_sheet_by_name(name)
    first = (sheet.start or (0, 0))[0] + 1
    lines = list(_lines(sheet))
    filled = [(n, cells) for n, cells in enumerate(lines, first) if any(_said(c) for c in cells)]
    if not filled:
        return name, [], [], "nothing in it"
    at = headers.place(
        [[_said(cell) for cell in cells] for _, cells in filled[: headers.HEADER_LINES]]
    )
    names = [_said(cell) for cell in filled[at][1]]
    try:
        remarks = headers.check(names, filled[at][0])
    except FormatError as error:
        return name, [], [], str(error)
    days = [n for n, column in enumerate(names) if field_of(column) == "date"]
    rows, counted = [], 0
    for number, cells in filled[at + 1 :]:
        counted += sum(_is_day(cells[n]) for n in days)
        said = [_dated(c) if n in days else _said(c) for n, c in enumerate(cells)]
        rows.append(raw(zip(names, said, strict=True), number))
    if counted:
        remarks.append(note(f"{counted} dates are plain numbers, read as Excel counts days"))
    return name, rows, remarks, None if rows else "no rows: a header line and nothing below it"


def _lines(sheet: Any) -> Iterator[list[Any]]:
    """Each row's cells; those of a merged range all have the value of its first."""
    rows = sheet.to_python(skip_empty_area=True, nrows=MAX_ROWS)
    top, left = sheet.start or (0, 0)
    for (up, west), (down, east) in sheet.merged_cell_ranges or []:
        if not (0 <= up - top < len(rows) and 0 <= west - left < len(rows[0])):
            continue
        value = rows[up - top][west - left]
        for line in rows[up - top : down - top + 1]:
            line[west - left : east - left + 1] = [value] * len(line[west - left : east - left + 1])
    yield from rows


def _together(sheets: list[Sheet], remarks: list[Refusal]) -> Reading:
    """The sheets' rows as one; their numbers go on from sheet to sheet."""
    good = [sheet for sheet in sheets if sheet[1]]
    if not good:
        told = [f"{trouble} (sheet {name!r})" for name, _, _, trouble in sheets if trouble]
        raise FormatError((told or ["no sheet with rows in this workbook"])[0])
    remarks += [
        note(f"sheet {name!r}: {trouble}; not used")
        for name, rows, _, trouble in sheets
        if not rows
    ]
    rows: list[dict[str, Any]] = []
    for name, own, notes, _ in good:
        before = rows[-1]["row"] if rows else 0
        label = f"sheet {name!r}: " if len(good) > 1 else ""
        rows += [{**row, "row": row["row"] + before} for row in own]
        remarks += [one._replace(reason=f"{label}{one.reason}") for one in notes]
        if before:
            remarks.append(note(f"sheet {name!r}: its row 1 is numbered {before + 1}"))
    return finished(rows, remarks)


def _said(cell: Any) -> str:
    """A cell as a person would write it: 7 and not 7.0, dates as in ISO 8601."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return "" if cell is None else str(cell).strip()


def _is_day(cell: Any) -> bool:
    return isinstance(cell, float | int) and not isinstance(cell, bool) and int(cell) in DAYS


def _dated(cell: Any) -> str:
    return _said(FIRST_DAY + timedelta(days=int(cell))) if _is_day(cell) else _said(cell)
