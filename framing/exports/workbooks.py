"""A table to an Excel workbook: text stays text, and a second sheet holds what a cell cannot."""

import io

import polars as pl
import xlsxwriter

CELL = 32_767  # characters that Excel keeps in a cell; it would cut the rest without a word
SHEET, LONG = "Table", "Long texts"


def workbook(table: pl.DataFrame) -> bytes:
    """The table as XLSX; texts longer than a cell are continued on the sheet "Long texts".

    That sheet has a row per piece: row (as in the table's sheet), column, part (from 1), text.
    What is not a number is left empty.
    """
    lists, names = pl.selectors.list(pl.selectors.string()), pl.selectors.enum()
    whole = table.with_columns(lists.list.join("; "), names.cast(pl.String))
    pieces = _pieces(whole)
    notice = f"… continued on the sheet {LONG}"
    text = pl.selectors.string()
    is_long = text.str.len_chars() > CELL
    cut = pl.when(is_long).then(text.str.head(CELL - len(notice)) + notice).otherwise(text)
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(out, options) as book:
        whole.with_columns(cut, pl.selectors.float().fill_nan(None)).write_excel(
            book, SHEET, autofit=False
        )
        if pieces.height:
            pieces.write_excel(book, LONG, autofit=False)
    return out.getvalue()


def _pieces(table: pl.DataFrame) -> pl.DataFrame:
    """Every text that is too long for a cell, whole, in parts that are not."""
    rows = [
        {"row": row + 2, "column": name, "part": part + 1, "text": text[at : at + CELL]}
        for name in table.select(pl.selectors.string()).columns
        for row, text in enumerate(table[name])
        if text is not None and len(text) > CELL
        for part, at in enumerate(range(0, len(text), CELL))
    ]
    kinds = {"row": pl.Int64, "column": pl.String, "part": pl.Int64, "text": pl.String}
    return pl.DataFrame(rows, schema=kinds, orient="row")
