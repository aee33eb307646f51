"""No cell of a CSV or a workbook is run, and none is lost."""

import io
import string
import zipfile

import polars as pl
import pytest
from conftest import HOSTILE
from hypothesis import example, given
from hypothesis import strategies as st

from framing.exports.workbooks import CELL, workbook
from framing.schema import GENRE
from framing.spreadsheets import csv, freed, neutral


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("|cmd", "'|cmd"),
        ("%0A=1", "'%0A=1"),
        ("-cmd", "'-cmd"),
        ("-2+3", "'-2+3"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\n=x", "'\n=x"),
        (' "=x', "' \"=x"),
        ("'=x", "''=x"),
        ("\ufeff=x", "'\ufeff=x"),
        ("\u200b=x", "'\u200b=x"),
        ("＝1+1", "'＝1+1"),
        ("-2", "-2"),
        ("-0.5", "-0.5"),
        ("-1,234.5e-6", "-1,234.5e-6"),
        ("plain, text", "plain, text"),
        ("a=b", "a=b"),
        ("", ""),
        (None, None),
    ],
)
def test_spreadsheet_formulas_are_neutralised(cell: str | None, written: str | None) -> None:
    table = pl.DataFrame({"title": [cell], "lean": [-0.5]}, schema_overrides={"title": pl.String})
    back = pl.read_csv(csv(table), schema={"title": pl.String, "lean": pl.Float64})
    assert back.row(0) == (written, -0.5)
    assert back.with_columns(freed(pl.col("title")))["title"][0] == cell


BLANK = string.whitespace + "".join(map(chr, (*range(0x20), *range(0x7F, 0xA1))))


@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=1))
def test_every_text_comes_back(texts: list[str]) -> None:
    table = neutral(pl.DataFrame({"x": texts}))
    assert table.select(freed(pl.col("x"))).to_series().to_list() == texts


@given(st.text(st.characters(codec="utf-8")))
@example("\x1f=")
@example("\x00=")
def test_nothing_that_was_escaped_is_run(text: str) -> None:
    cell = neutral(pl.DataFrame({"x": [text]}))["x"][0]
    begun = cell.lstrip(BLANK)[:1]
    is_number = cell.replace(".", "").replace(",", "")[1:2].isdigit()
    assert begun not in {"=", "+", "@", "|", "%"}
    assert begun != "-" or is_number


def test_names_lists_and_closed_vocabularies_are_neutral_too() -> None:
    table = pl.DataFrame(
        {"=head": ["a"], "authors": [["=A", "B"]], "genre": ["news"], "lean": [-1.0]},
        schema_overrides={"genre": GENRE},
    )
    assert csv(table).decode() == "'=head,authors,genre,lean\na,,news,-1.0\n".replace(
        "a,,", "a,'=A; B,"
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_data(text: str) -> None:
    assert pl.read_csv(csv(pl.DataFrame({"x": [text]})))["x"][0] == text


def sheets(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


def test_a_workbook_holds_text_as_text() -> None:
    table = pl.DataFrame(
        {"x": ["=1+1", "http://tracker.invalid", *HOSTILE], "n": [float("nan"), *[-2.0] * 8]}
    )
    parts = sheets(workbook(table))
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert "xl/worksheets/sheet2.xml" not in parts
    assert "=1+1" in parts["xl/sharedStrings.xml"]
    assert "<script" not in parts["xl/sharedStrings.xml"]


def test_a_text_longer_than_a_cell_is_continued_and_not_cut() -> None:
    long = "word " * 14_000
    parts = sheets(workbook(pl.DataFrame({"id": ["a", "b"], "text": ["short", long]})))
    strings = parts["xl/sharedStrings.xml"]
    assert "xl/worksheets/sheet2.xml" in parts
    assert 'name="Long texts"' in parts["xl/workbook.xml"]
    assert "continued on the sheet Long texts" in strings
    for at in range(0, len(long), CELL):
        assert long[at : at + CELL].strip() in strings
