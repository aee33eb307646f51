"""Reading: formats, columns, encodings and options."""
# ruff: noqa: E501 - a specimen stays on its line

import io
import json
from itertools import product
from pathlib import Path

import ftfy
import polars as pl
import pytest

from framing import articles, ingest
from framing.ingest import columns, encodings
from framing.schema import DISCARD, RAW

PROSE = "The harbour was closed for the winter, and the boats lay on the quay until March."
TABLE = f"id,headline,body,byline,pub_date\n007,Harbours,{PROSE.replace(',', '')},By Ann Moe,2022-03-04\n"


def read(name: str, data: bytes, folder: Path, **options: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    path = folder / name
    path.write_bytes(data)
    return ingest.read([str(path)], **options)


def parquet(**data: list[object]) -> bytes:
    buffer = io.BytesIO()
    pl.DataFrame(data).write_parquet(buffer)
    return buffer.getvalue()


PAGE = f"""<!DOCTYPE html><html><head><title>Harbours – The Courier</title>
<meta property="og:site_name" content="The Courier"><meta name="author" content="Ann Moe">
<meta property="article:published_time" content="2022-03-04T10:00:00Z">
<meta property="og:title" content="Harbours"></head><body><nav><a href="/">Home</a></nav><article>
<h1>Harbours</h1>{"".join(f"<p>{PROSE} Day {n} was no different from the others.</p>" for n in range(8))}
</article><div id="comments"><p>I disagree with all of this, and so does my aunt.</p></div></body></html>"""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", TABLE.encode()),
        ("a.csv", TABLE.replace(",", ";").encode()),
        ("a.tsv", TABLE.replace(",", "\t").encode()),
        ("a.csv", TABLE.replace(",", "|").encode()),
        ("a.csv", ("sep=;\n" + TABLE.replace(",", ";")).encode()),
        ("a.csv", TABLE.encode("utf-8-sig")),
        ("a.csv", TABLE.encode("utf-16")),
        ("a.csv", TABLE.encode("utf-32")),
        ("a.csv", TABLE.replace("\n", "\r\n").encode()),
        ("a.csv", TABLE.replace("\n", "\r").encode()),
        (
            "a.jsonl",
            json.dumps(
                {"id": "007", "title": "Harbours", "content": PROSE.replace(",", ""), "author": "By Ann Moe", "date": "2022-03-04"}
            ).encode(),
        ),
        (
            "a.json",
            json.dumps(
                {"articles": [{"articleId": "007", "Headline": "Harbours", "text": [PROSE.replace(",", "")], "authors": [{"name": "By Ann Moe"}], "published_at": "2022-03-04"}]}
            ).encode(),
        ),
        (
            "a.parquet",
            parquet(Article_ID=["007"], TITLE=["Harbours"], full_text=[PROSE.replace(",", "")], authors=[["By Ann Moe"]], Published=["2022-03-04"]),
        ),
    ],
)  # fmt: skip
def test_the_same_row_from_every_format(name: str, data: bytes, tmp_path: Path):
    rows, unused = read(name, data, tmp_path)
    assert rows.schema == pl.Schema(RAW)
    assert unused.schema == pl.Schema(DISCARD)
    assert unused.filter(pl.col("part") != "note").is_empty()
    expected = (1, "007", "Harbours", PROSE.replace(",", ""), ["By Ann Moe"], "2022-03-04")
    assert rows.select("row", "id", "title", "text", "authors", "date").rows() == [expected]


def test_html(tmp_path: Path):
    rows, _ = read("a.html", PAGE.encode(), tmp_path)
    row = rows.row(0, named=True)
    assert (row["title"], row["outlet"], row["authors"], row["date"]) == (
        "Harbours", "The Courier", ["Ann Moe"], "2022-03-04",
    )  # fmt: skip
    assert row["text"].count(PROSE) == 8
    article, discards = articles.clean(rows)
    assert "my aunt" not in article["text"].item()
    assert "my aunt" in discards.filter(part="comment")["text"].item()


def test_html_in_a_cell_and_under_another_name(tmp_path: Path):
    cell = json.dumps({"text": f"<p>{PROSE}</p><p>Salt &amp; tar.</p><script>alert(1)</script>"})
    rows, notes = read("a.jsonl", cell.encode(), tmp_path)
    assert [line for line in rows["text"].item().split("\n") if line] == [PROSE, "Salt & tar."]
    assert notes["reason"].to_list() == ["text: HTML tags removed"]
    rows, notes = read("a.txt", PAGE.encode(), tmp_path)
    assert rows["title"].to_list() == ["Harbours"]
    assert "an HTML page, read as such" in notes["reason"].to_list()


@pytest.mark.parametrize(
    ("data", "text", "note"),
    [
        (PROSE.encode(), PROSE, None),
        ("naïve – café".encode("cp1252"), "naïve – café", "read as cp1252 (assumed)"),
        ("déjà vu".encode("latin-1"), "déjà vu", "read as cp1252 (assumed)"),
        ("Слава і мир".encode("cp1251"), "Слава і мир", "read as cp1251 (assumed)"),
        (("Ніхто не має права вирішувати за нас. " * 9).encode("cp1251"), "Ніхто не має права вирішувати за нас. " * 9, "cp1251"),
        ("peace – мир".encode("utf-16"), "peace – мир", "utf-16-le, by its mark"),
        (PROSE.encode("utf-16-be"), PROSE, "utf-16-be, by its pattern"),
        (PROSE.encode("utf-16-le"), PROSE, "utf-16-le, by its pattern"),
        ("“Peace” – мир і спокій".encode() + b"\x92s", "“Peace” – мир і спокій’s", "1 bytes were not UTF-8"),
        ("It’s “over”".encode().decode("cp1252", "replace").replace("\ufffd", "\x9d").encode(), "It’s “over”", "mojibake repaired"),
        ("a\x00b\u200bc\u202ed\ufeff".encode(), "abcd", "4 invisible or control characters"),
        (b"one\rtwo\r\nthree\nfour", "one\ntwo\nthree\nfour", None),
    ],
)  # fmt: skip
def test_encodings(data: bytes, text: str, note: str | None):
    found, notes = encodings.decode(data)
    assert found == text
    assert [note in one for one in notes] == ([True] if note else [])


def test_line_ends_do_not_change_an_article(tmp_path: Path):
    text = f"Harbours and Their Masters\n\n{PROSE}\n{PROSE.upper()}\n\n{PROSE} Again.\n"
    ends = ("\n", "\r\n", "\r")
    tables = [
        articles.clean(read("a.txt", text.replace("\n", end).encode(), tmp_path)[0])[0]
        for end in ends
    ]
    assert tables[0].equals(tables[1])
    assert tables[0].equals(tables[2])
    assert tables[0]["text"].item().count("\n\n") == 2


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Full Text", "text"),
        ("articleBody", "text"),
        ("BODY", "text"),
        ("Author(s)", "authors"),
        ("Publish-Date", "date"),
        ("source", "outlet"),
        ("Section", "genre"),
        ("shares", None),
    ],
)
def test_columns_by_any_name(name: str, field: str | None):
    assert columns.field_of(name) == field


def test_of_several_columns_the_better_name_counts(tmp_path: Path):
    data = f"html,text,source,outlet\n<p>x</p>,{PROSE.replace(',', '')},rss,The Courier\n"
    rows, notes = read("a.csv", data.encode(), tmp_path)
    assert rows.select("text", "outlet").row(0) == (PROSE.replace(",", ""), "The Courier")
    assert [reason.split(";")[0] for reason in notes["reason"]] == [
        "several columns for outlet: source, outlet",
        "several columns for text: html, text",
    ]


def test_options_fill_only_what_is_missing(tmp_path: Path):
    data = f"text,outlet,author,date\n{PROSE[:30]},The Courier,,2022\n{PROSE[:20]},,Ann Moe,\n"
    rows, _ = read("a.csv", data.encode(), tmp_path, outlet="O", author="A", date="2020-01-01")
    assert rows["outlet"].to_list() == ["The Courier", "O"]
    assert rows["authors"].to_list() == [["A"], ["Ann Moe"]]
    assert rows["date"].to_list() == ["2022", "2020-01-01"]


@pytest.mark.parametrize(
    ("data", "n_rows", "title"),
    [
        (TABLE.encode(), 1, "Harbours"),
        (json.dumps({"title": "Harbours", "text": PROSE}).encode() + b"\n", 1, "Harbours"),
        (PAGE.encode(), 1, "Harbours"),
        (f"Harbours and quays\n\n{PROSE}".encode(), 1, "Harbours and quays"),
        (f"[Aside] {PROSE}".encode(), 1, None),
        (parquet(text=[PROSE], title=["Harbours"]), 1, "Harbours"),
    ],
)
def test_standard_input_is_sniffed(data: bytes, n_rows: int, title: str | None):
    rows, _ = ingest.read(["-"], stdin=io.BytesIO(data))
    assert rows["title"].to_list() == [title] * n_rows
    assert rows["source"].to_list() == ["-"] * n_rows


def test_folders_are_read_through_in_order(tmp_path: Path):
    for name in ("b/z.txt", "b/a.txt", "a.txt", ".hidden.txt", "notes.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{name} {PROSE}")
    rows, unused = ingest.read([str(tmp_path)])
    assert [Path(source).name for source in rows["source"]] == ["a.txt", "a.txt", "z.txt"]
    reasons = {
        Path(source).name: reason
        for source, reason in unused.select("source", "reason").iter_rows()
    }
    assert reasons == {
        ".hidden.txt": "a hidden file; not read",
        "notes.docx": "named .docx, but not a Word document; save it again as .docx",
    }


def test_what_is_not_looked_through_is_no_mojibake() -> None:
    """ASCII and the signs of printers alone are never bad to ftfy, in any neighbourhood."""
    signs = "“”‘’–—…aéZ0 .,'\"\n"
    texts = ["".join(some) for n in (1, 2, 3) for some in product(signs, repeat=n)]
    passed_over = [text for text in texts if not encodings.UNPRINTED.search(text)]
    assert len(passed_over) > len(texts) / 2
    assert not [text for text in passed_over if ftfy.badness.is_bad(text)]
    assert ftfy.badness.is_bad("â€”")
    assert encodings.UNPRINTED.search("â€”")
