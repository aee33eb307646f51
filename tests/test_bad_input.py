"""Bad inputs: each is refused in one line that says what, where and what would work."""
# ruff: noqa: E501 - a specimen stays on its line

import io
import os
import time
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from framing import articles, ingest

PROSE = "The harbour was closed for the winter and the boats lay on the quay until March."


def parquet(**data: list[object]) -> bytes:
    buffer = io.BytesIO()
    pl.DataFrame(data).write_parquet(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("a.txt", b"", "empty (0 bytes), skipped"),
        ("a.txt", b" \n\t\r\n ", "no text in it, only white space"),
        ("a.txt", b"\xef\xbb\xbf", "no text in it, only white space"),
        ("a.csv", b"", "empty (0 bytes), skipped"),
        ("a.csv", b"id,text\n", "no rows: a header line and nothing below it"),
        ("a.csv", b"id,title,price\n1,b,3\n", "no column with the article's text; found: id, title, price; name one of them text, body or content"),
        ("a.csv", b'id,text\n1,ok\n2,"opens here\n3,never\n4,closes\n', "line 3: a quote opens there and never closes; close it or double it"),
        ("a.csv", b'id,text\n1,"two\nlines"\n2,"opens here\n3,never\n', "line 4: a quote opens there and never closes; close it or double it"),
        ("a.csv", b'id,text\n1,"he said "no" twice"\n', "line 2: the quote within a quoted cell there is not doubled; double it"),
        ("a.txt", b"MZ\x90\x00\x03\x00\x00\x00" * 9, "this is a Windows program, not text; give text"),
        ("a.csv", b"MZ\x90\x00\x03\x00\x00\x00" * 9, "this is a Windows program, not text; give text"),
        ("a.txt", b"PK\x03\x04\x14\x00", "a broken or truncated zip archive; download or save it again"),
        ("a.csv", b"\x89PNG\r\n\x1a\n", "this is a PNG image, not text; give its text as .txt"),
        ("a.txt", b"%PDF-1.7\n", "a truncated PDF file, its end is missing; download it again"),
        ("a.txt", bytes(range(32)) * 20, "not text: 520 of the first 640 bytes are control codes; save it as UTF-8 text"),
        ("a.txt", b"\x00" * 50, "not text: 50 zero bytes at the start; if it is UTF-16 without its mark, save it as UTF-8"),
        ("a.txt", "мир".encode("utf-16-le") * 9 + b"\x00\x00", None),
        ("a.parquet", parquet(text=[PROSE] * 50)[:-40], "a broken or truncated Parquet file"),
        ("a.parquet", b"PAR1", "a broken or truncated Parquet file"),
        ("a.parquet", parquet(title=["x"]), "no column with the article's text; found: title"),
        ("a.parquet", parquet(text=[]), "no rows in this Parquet file"),
        ("a.json", b"{", "no article in this JSON: line 1: cannot be read (Expecting property name"),
        ("a.json", b"[]", "no article in this JSON: it is blank; one object a line is read"),
        ("a.json", b"3", "no article in this JSON: entry 1: not a JSON object but str"),
        ("a.json", b"[" * 100_000, "no article in this JSON: line 1: cannot be read (nested too deeply)"),
        ("a.jsonl", b'{"headline": "x"}\n', "no column with the article's text; found: headline"),
        ("a.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article found in this HTML page; save the article's text as .txt"),
        ("a.html", b"<html>" + b"x" * 2_000_001, "an HTML page of 2.0 MB without its scripts; at most 2 MB are read: save the article's text as .txt"),
        ("a.html", b"<html>" + b"x" * 10_000_001, "an HTML page of 10.0 MB; at most 10 MB are read: save the article's text as .txt"),
        ("a.html", b"<html><body>" + b"<div>" * 50_000, "an HTML page with more than 30000 tags; save the article's text as .txt"),
        ("a.docx", b"x", "named .docx, but not a Word document; save it again as .docx"),
        ("a.exe", b"x", ".exe files are not read; give one of .txt, "),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used(name: str, data: bytes, line: str | None, tmp_path: Path):
    (tmp_path / name).write_bytes(data)
    rows, unused = ingest.read([str(tmp_path / name)])
    if line is None:
        # Cyrillic in UTF-16 without a mark has few zero bytes: whatever comes, nothing is silent.
        assert len(rows) + len(unused) > 0
        return
    assert rows.is_empty()
    assert unused["part"].to_list() == ["file"]
    assert unused["source"].item() == str(tmp_path / name)
    assert unused["reason"].item().startswith(line)
    assert "\n" not in unused["reason"].item()


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.jsonl", "a.html", "a.parquet"])
def test_a_line_of_200_mb_is_refused_by_its_size(name: str, tmp_path: Path):
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(200_000_000)
    start = time.perf_counter()
    rows, unused = ingest.read([str(path)])
    assert time.perf_counter() - start < 1
    assert rows.is_empty()
    assert unused["reason"].item() == "200 MB; at most 50 MB are read: split it"


def test_a_long_stream_is_not_read_to_its_end():
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            return b"x" * size

    _, unused = ingest.read(["-"], stdin=Endless())
    assert unused["reason"].item() == "50 MB; at most 50 MB are read: split it"


@pytest.mark.parametrize(
    "name", ["", "nothing/here.txt", "https://example.org/a.csv", "*.csv", "a\x00b"]
)
def test_no_such_file(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    rows, unused = ingest.read([name])
    assert rows.is_empty()
    assert unused["part"].to_list() == ["file"]


def test_what_is_no_file(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    _, unused = ingest.read([str(tmp_path)])
    assert {Path(source).name: reason for source, reason in unused.select("source", "reason").iter_rows()} == {
        "pipe.txt": "not a regular file; give a file or a folder",
        "gone.txt": "cannot be read: No such file or directory",
    }  # fmt: skip


@pytest.mark.parametrize("files", [[], ["a.docx"], [".hidden"]])
def test_a_folder_with_nothing_usable(files: list[str], tmp_path: Path):
    for name in files:
        (tmp_path / name).write_text(PROSE)
    rows, unused = ingest.read([str(tmp_path)])
    assert rows.is_empty()
    assert unused["part"].to_list() == ["file"]


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(PROSE)
    (tmp_path / "c.csv").write_bytes(b"\x89PNG\r\n\x1a\n")
    rows, unused = ingest.read([str(tmp_path)])
    assert rows["text"].to_list() == [PROSE]
    assert len(unused) == 2
    again, unused = ingest.read([str(tmp_path), str(tmp_path / "b.txt")])
    assert again.equals(rows)
    assert unused["reason"].to_list()[-1] == "given twice; read once"


@pytest.mark.parametrize(
    "name", ["con.txt", "é🙂.txt", "x" * 200 + ".txt", "<b>$x$.txt", "= 1+1.txt"]
)
def test_odd_names_are_only_names(name: str, tmp_path: Path):
    (tmp_path / name).write_text(PROSE)
    rows, unused = ingest.read([str(tmp_path / name)])
    assert rows["source"].to_list() == [str(tmp_path / name)]
    assert unused.is_empty()


def test_a_name_that_is_no_unicode(tmp_path: Path):
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(PROSE.encode())
    rows, _ = ingest.read([os.fsdecode(path)])
    assert rows["source"].item().endswith("\\udcff.txt")


def test_ragged_rows_are_set_aside_with_their_number(tmp_path: Path):
    (tmp_path / "a.csv").write_text(f"id,text\n1,{PROSE}\n2\n3,{PROSE},too,many\n\n4,{PROSE}\n")
    rows, unused = ingest.read([str(tmp_path / "a.csv")])
    assert rows.select("row", "id").rows() == [(1, "1"), (4, "4")]
    assert unused.select("row", "part", "reason", "text").rows() == [
        (2, "row", "line 3: 1 cells where the header has 2", "2"),
        (3, "row", "line 4: 4 cells where the header has 2", f"3,{PROSE},too,many"),
    ]


def test_bad_lines_of_jsonl_are_set_aside(tmp_path: Path):
    (tmp_path / "a.jsonl").write_text(
        f'{{"text": "{PROSE}"}}\n{{"text": \n[1]\n"x"\n{{"text": "{PROSE} b"}}'
    )
    rows, unused = ingest.read([str(tmp_path / "a.jsonl")])
    assert rows["row"].to_list() == [1, 5]
    assert [reason.split(" (")[0] for reason in unused["reason"]] == [
        "line 2: cannot be read",
        "line 3: not a JSON object but list",
        "line 4: not a JSON object but str",
    ]


def test_odd_headers_are_named(tmp_path: Path):
    (tmp_path / "a.csv").write_text(f",text,Text,\n0,{PROSE},x,y\n")
    rows, notes = ingest.read([str(tmp_path / "a.csv")])
    assert rows["text"].to_list() == [PROSE]
    assert notes["part"].to_list() == ["note", "note"]
    assert notes["reason"].to_list() == [
        "columns without a name, not used: number 1, 4",
        "several columns for text: text, Text; the best filled one counts",
    ]


def test_ids_stay_text(tmp_path: Path):
    ids = ["007", "1" * 30, "1e5", "TRUE", "2022-03-04"]
    rows = "".join(f"{one},{PROSE} {n}\n" for n, one in enumerate(ids))
    (tmp_path / "a.csv").write_text(f"id,text\n{rows}")
    (tmp_path / "b.jsonl").write_text(f'{{"id": {"1" * 30}, "text": "{PROSE}"}}')
    raw, _ = ingest.read([str(tmp_path)])
    assert raw["id"].to_list() == [*ids, "1" * 30]


def cleaned(*lines: str, header: str = "id,date,text") -> tuple[pl.DataFrame, pl.DataFrame]:
    data = "\n".join([header, *lines, ""]).encode()
    return articles.clean(ingest.read(["-"], stdin=io.BytesIO(data))[0])


def test_a_row_without_text():
    article, discards = cleaned(f"1,,{PROSE}", "2,,", "3,,...", "4,,Sign in to read")
    assert article["article_id"].to_list() == ["1"]
    assert discards.select("row", "part", "reason", "text").rows() == [
        (2, "row", "no text", None),
        (3, "row", "no letters in its 3 characters of text", "..."),
        (
            4,
            "row",
            "only 0 characters of text beside 1 lines that are no article",
            "Sign in to read",
        ),
    ]


def test_dates_in_three_formats_and_one_impossible():
    days = ["2022-03-04", '"March 5, 2022"', "6 Mar 2022", "30/02/2022", "soon"]
    article, discards = cleaned(*(f"{n},{day},{PROSE} {n}" for n, day in enumerate(days)))
    expected = [date(2022, 3, 4), date(2022, 3, 5), date(2022, 3, 6), None, None]
    assert article["published"].to_list() == expected
    assert discards.select("part", "reason", "text").rows() == [
        ("note", "cannot be read as a date, kept as undated", day) for day in days[3:]
    ]


def test_duplicate_ids_keep_their_rows():
    article, discards = cleaned(f"1,,{PROSE} one", f"1,,{PROSE} two")
    assert len(article) == 2
    assert article["article_id"].n_unique() == 2
    assert discards["reason"].to_list() == ["this id is not unique"] * 2


def test_the_same_article_twice():
    article, discards = cleaned(f"1,,{PROSE}", f"2,,Another. {PROSE}", f'3,,"{PROSE.upper()}  "')
    assert article["article_id"].to_list() == ["1", "2"]
    assert discards.select("row", "part", "reason").rows() == [(3, "row", "the same text as row 1")]


def test_a_reprint_in_another_outlet_is_no_repetition():
    article, discards = cleaned(f"A,{PROSE}", f"B,{PROSE}", header="outlet,text")
    assert article["outlet"].to_list() == ["A", "B"]
    assert discards.is_empty()


@pytest.mark.parametrize(
    "text",
    ["." * 200000, "\n" * 50000, "a\n" * 50000, "x" * 1000000, "Comments\n" * 20000, "(" * 100000, "1. " * 60000, f"{PROSE}\n" * 900, "Ann Moe is a columnist.\n" * 2000, "🙂" * 50000, "WAR " * 50000, "- item\n" * 20000, " ." * 100000],
)  # fmt: skip
def test_monsters_take_less_than_a_second(text: str):
    articles.clean(ingest.read(["-"], stdin=io.BytesIO(PROSE.encode() * 9))[0])  # loads the models
    raw, _ = ingest.read(["-"], stdin=io.BytesIO(text.encode()))
    start = time.perf_counter()
    article, discards = articles.clean(raw)
    assert time.perf_counter() - start < 1
    assert len(raw) == len(article) + len(discards.filter(part="row"))


SUFFIXES = [".txt", ".csv", ".jsonl", ".json", ".html", ".parquet", ""]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(suffix=st.sampled_from(SUFFIXES), data=st.binary(max_size=300))
@example(suffix=".csv", data=b'text\n"')
@example(suffix=".json", data=b'{"text": "\\ud800 lone", "author": {"name": {"name": {}}}}')
@example(suffix=".json", data=b'{"articles": [null]}')
@example(suffix=".html", data=b"<html>\x00<p>")
def test_no_bytes_make_a_traceback(suffix: str, data: bytes, tmp_path: Path):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    rows, unused = ingest.read([str(path)])
    article, discards = articles.clean(rows)
    assert len(rows) + len(unused) > 0, "silent loss"
    assert len(rows) == len(article) + len(discards.filter(part="row"))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(['"', ",", "\n", "text", ";", "a b", "\t", "\r", "é"]), max_size=30)
)
def test_no_table_makes_a_traceback(pieces: list[str]):
    data = ("text,id\n" + "".join(pieces)).encode()
    rows, unused = ingest.read(["-"], stdin=io.BytesIO(data))
    assert len(rows) + len(unused) > 0
