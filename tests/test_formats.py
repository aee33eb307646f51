"""Formats: what is read from files that are made here, of invented text."""
# ruff: noqa: E501 - a specimen stays on its line

from datetime import date
from pathlib import Path

import made_exports as exports
import made_files as files
import polars as pl
import pytest
from made_files import BODY, PAGE, PROSE

from framing import articles, ingest
from framing.ingest.guards import Guard
from framing.schema import DISCARD, RAW

HEADER = ["id", "title", "author", "outlet", "date", "text"]


@pytest.fixture(autouse=True)
def one_process(guard: Guard) -> None:
    OPTIONS["guard"] = guard


OPTIONS: dict[str, Guard] = {}


def read(
    name: str, data: bytes, folder: Path, **options: object
) -> tuple[pl.DataFrame, pl.DataFrame]:
    (folder / name).write_bytes(data)
    rows, unused = ingest.read([str(folder / name)], **OPTIONS, **options)
    assert rows.schema == pl.Schema(RAW)
    assert unused.schema == pl.Schema(DISCARD)
    return rows, unused


def reasons(unused: pl.DataFrame) -> list[str]:
    return unused["reason"].to_list()


PASTED = "\n\n".join(["Harbours and quays", "By Ann Moe", "4 March 2022", *BODY])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", PASTED.encode()),
        ("a.docx", files.word(PASTED.split("\n\n"))),
        ("a.rtf", files.rich_text(PASTED)),
        ("a.pdf", files.pdf([[line for n, part in enumerate(PASTED.split("\n\n")) for line in files.column([part], top=740 - 30 * n, size=8)]])),
        ("a.eml", files.newsletter(PASTED)),
    ],
)  # fmt: skip
def test_the_same_article_from_every_kind_of_document(
    name: str, data: bytes, tmp_path: Path
) -> None:
    rows, _ = read(name, data, tmp_path)
    [row] = rows.to_dicts()
    assert (row["title"], row["authors"], row["row"]) == ("Harbours and quays", ["Ann Moe"], 1)
    article, discards = articles.clean(rows)
    assert article["published"].to_list() == [date(2022, 3, 4)]
    assert article["text"].item().split("\n\n") == BODY
    assert discards.filter(part="row").is_empty()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", exports.factiva_coded().encode()),
        ("a.txt", exports.factiva_coded("  ").encode()),
        ("a.txt", exports.factiva_coded("\n").encode()),
        ("a.rtf", files.rich_text(exports.factiva_coded())),
        ("a.rtf", files.rich_text(exports.factiva_coded("|"))),
        ("a.txt", exports.factiva_plain().encode()),
        ("a.rtf", files.rich_text(exports.factiva_plain())),
        ("a.html", exports.factiva_page(coded=True).encode()),
        ("a.html", exports.factiva_page(coded=False).encode()),
        ("a.docx", files.word(exports.nexis_paragraphs())),
        ("a.rtf", files.rich_text("\n".join(exports.nexis_paragraphs()))),
        ("a.txt", "\n".join(exports.nexis_paragraphs()).encode()),
        ("a.txt", exports.nexis_classic().encode()),
    ],
)  # fmt: skip
def test_a_batch_of_a_database(name: str, data: bytes, tmp_path: Path) -> None:
    rows, unused = read(name, data, tmp_path)
    assert rows["title"].to_list() == list(exports.TITLES)
    assert rows["outlet"].to_list() == ["The Courier"] * 2
    assert rows["row"].to_list() == [1, 2]
    article, _ = articles.clean(rows)
    assert article["published"].dt.month().to_list() == [3, 3]
    assert article["authors"].to_list()[0] == [exports.AUTHORS[0]]
    assert [text.split("\n\n") for text in article["text"]] == list(exports.BODIES)
    assert unused.filter(pl.col("part").is_in(["file", "row"])).is_empty()


def test_what_a_database_says_beside_the_text_is_kept_apart(tmp_path: Path) -> None:
    rows, unused = read("a.txt", exports.factiva_coded().encode(), tmp_path)
    assert rows.select("id", "language", "genre").row(0) == (
        "COUR000020220303ei3400013",
        "English",
        "Opinion",
    )
    assert unused.select("row", "part", "text").rows()[:2] == [
        (1, "boilerplate", "CO quayco : Quay Company\nNS gpol : Politics"),
        (1, "caption", "The quay at noon. Photo: nobody."),
    ]
    assert "Search Summary" in unused["text"].to_list()[-1]
    _, unused = read("b.docx", files.word(exports.nexis_paragraphs()), tmp_path)
    assert ("caption", "The quay at noon.") in unused.select("part", "text").rows()
    assert "Job Number: 12345" in unused["text"].to_list()[0]


def test_tracked_changes(tmp_path: Path) -> None:
    rows, unused = read("a.docx", files.tracked_word(), tmp_path)
    assert rows["text"].item().split("\n\n") == [
        "Harbours and quays",
        f"{PROSE} It was mild, they said.",
        "A cell of a table.",
    ]
    assert unused.select("part", "reason", "text").rows() == [
        (
            "note",
            "tracked changes read as accepted: 1 insertions in, 2 deletions out",
            "quite cold\nelsewhere",
        )
    ]


def test_links_in_rich_text_are_not_text(tmp_path: Path) -> None:
    link = b'{\\field{\\*\\fldinst HYPERLINK "http://courier.invalid/"}{\\fldrslt here}}'
    data = files.rich_text(PASTED).replace(b"By Ann", b"By " + link + b" Ann")
    rows, _ = read("a.rtf", data, tmp_path)
    assert "courier.invalid" not in rows["text"].item()
    assert "By here Ann Moe" in rows["text"].item()


ROW = ["007", "Harbours", "Ann Moe", "The Courier", "2022-03-04", PROSE]


@pytest.mark.parametrize(
    ("sheets", "options", "notes"),
    [
        ({"Sheet1": [HEADER, ROW]}, {}, []),
        ({"Sheet1": [["Export of Friday"], [], HEADER, ROW]}, {}, ["the header is in line 3; the lines above it are not used"]),
        ({"Sheet1": [HEADER, [*ROW[:4], date(2022, 3, 4), PROSE]]}, {}, []),
        ({"Sheet1": [HEADER, [*ROW[:4], 44624, PROSE]]}, {}, ["1 dates are plain numbers, read as Excel counts days"]),
        ({"Sheet1": [HEADER, [("=1", "007"), *ROW[1:5], ('=A1&"x"', PROSE)]]}, {}, []),
        ({"Sheet1": [HEADER, ROW], "Secret": [HEADER, ROW]}, {"hidden": ["Secret"]}, ["sheet 'Secret' is hidden; not read"]),
        ({"Sheet1": [HEADER, ROW], "Sums": [["n", "m"], [1, 2]]}, {}, ["sheet 'Sums': no column with the article's text; found: n, m; name one of them text, body or content, or say which it is: text=COLUMN; not used"]),
        ({"Sheet1": [HEADER, ROW], "Empty": []}, {}, ["sheet 'Empty': nothing in it; not used"]),
    ],
)  # fmt: skip
def test_a_workbook(
    sheets: dict[str, list[list[object]]],
    options: dict[str, object],
    notes: list[str],
    tmp_path: Path,
) -> None:
    rows, unused = read("a.xlsx", files.workbook(sheets, **options), tmp_path)
    assert rows.select("id", "title", "authors", "outlet", "date", "text").rows() == [
        ("007", "Harbours", ["Ann Moe"], "The Courier", "2022-03-04", PROSE)
    ]
    assert reasons(unused) == notes


def test_merged_cells_all_have_the_value(tmp_path: Path) -> None:
    rows = [["outlet", "text"], ["", f"{PROSE} a"], ["", f"{PROSE} b"], ["B", f"{PROSE} c"]]
    data = files.workbook({"S": rows}, merged=[("S", "A2:A3", "The Courier")])
    read_rows, _ = read("a.xlsx", data, tmp_path)
    assert read_rows["outlet"].to_list() == ["The Courier", "The Courier", "B"]


def test_numbers_stay_as_a_person_writes_them(tmp_path: Path) -> None:
    data = files.workbook({"S": [["id", "text"], [7, PROSE], [7.5, PROSE], [True, PROSE]]})
    rows, _ = read("a.xlsx", data, tmp_path)
    assert rows["id"].to_list() == ["7", "7.5", "True"]


def test_rows_of_several_sheets_are_numbered_on(tmp_path: Path) -> None:
    data = files.workbook({"A": [HEADER, ROW], "B": [HEADER, ROW]})
    rows, unused = read("a.xlsx", data, tmp_path)
    assert rows["row"].to_list() == [2, 4]
    assert reasons(unused) == ["sheet 'B': its row 1 is numbered 3"]


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a.html", "a.txt"])
def test_a_saved_web_archive(name: str, tmp_path: Path) -> None:
    rows, unused = read(name, files.web_archive(PAGE), tmp_path)
    [row] = rows.to_dicts()
    assert (row["title"], row["outlet"], row["date"]) == ("Harbours", "The Courier", "2022-03-04")
    assert row["url"] == "https://courier.invalid/harbours"
    assert row["text"].count(PROSE) == 8
    assert "1 pictures, styles or attachments in it, not opened" in reasons(unused)


def test_a_zip_of_pages(tmp_path: Path) -> None:
    data = files.archive(
        {
            "pages/a.html": PAGE.encode(),
            "pages/a_files/style.css": b"p {}",
            "pages/a_files/x.png": b"\x89PNG",
            "b.txt": PASTED.encode(),
            "c.docx": files.word(PASTED.split("\n\n")),
            "empty.txt": b"",
            ".DS_Store": b"x",
        }
    )
    rows, unused = read("a.zip", data, tmp_path)
    names = [Path(source).relative_to(tmp_path).as_posix() for source in rows["source"]]
    assert names == ["a.zip/b.txt", "a.zip/c.docx", "a.zip/pages/a.html"]
    said = {
        Path(source).name: reason
        for source, reason in unused.select("source", "reason").iter_rows()
    }
    assert said == {
        ".DS_Store": "a hidden file; not read",
        "empty.txt": "empty (0 bytes), skipped",
        "a.zip": "pictures, styles and scripts, not looked into: 1 .css, 1 .png",
    }


def test_a_folder_of_saved_pages(tmp_path: Path) -> None:
    (tmp_path / "a_files").mkdir()
    (tmp_path / "a_files" / "x.js").write_text("1")
    (tmp_path / "a_files" / "y.PNG").write_text("1")
    (tmp_path / "a.html").write_text(PAGE)
    rows, unused = ingest.read([str(tmp_path)])
    assert rows["title"].to_list() == ["Harbours"]
    assert reasons(unused) == ["pictures, styles and scripts, not looked into: 1 .js, 1 .png"]


@pytest.mark.parametrize(
    ("name", "zipped"), [("a.warc", False), ("a.warc.gz", True), ("a.gz", True)]
)
def test_a_crawl(name: str, *, zipped: bool, tmp_path: Path) -> None:
    pages = {
        "https://courier.invalid/a": ("200 OK", PAGE.encode()),
        "https://courier.invalid/b": ("404 Not Found", PAGE.encode()),
        "https://courier.invalid/c": ("200 OK", b"<html><body><p>Home</p></body></html>"),
    }
    rows, unused = read(name, files.crawl(pages, zipped=zipped), tmp_path)
    assert rows["source"].to_list() == [f"{tmp_path / name}/https://courier.invalid/a"]
    assert unused["source"].to_list() == [f"{tmp_path / name}/https://courier.invalid/c"]


LONG = " ".join(BODY * 2)
RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Courier</title><language>en</language>
<item><title>Harbours</title><dc:creator>Ann Moe</dc:creator><pubDate>Fri, 04 Mar 2022 10:00:00 GMT</pubDate>
<link>https://courier.invalid/a</link><guid>7</guid><description>A teaser.</description>
<content:encoded><![CDATA[<p>{LONG}</p><script>1</script>]]></content:encoded></item>
<item><title>Quays</title><link>https://courier.invalid/b</link><description>A teaser.</description></item>
</channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Courier</title>
<entry><title>Harbours</title><author><name>Ann Moe</name></author><published>2022-03-04T10:00:00Z</published>
<link href="https://courier.invalid/a"/><id>7</id><content type="html">&lt;p&gt;{LONG}&lt;/p&gt;</content></entry>
<entry><title>Quays</title><link href="https://courier.invalid/b"/><id>8</id><summary>A teaser.</summary></entry></feed>"""
JSON_FEED = f"""{{"version": "https://jsonfeed.org/version/1.1", "title": "The Courier", "items": [
{{"id": "7", "url": "https://courier.invalid/a", "title": "Harbours", "content_html": "<p>{LONG}</p>",
"date_published": "2022-03-04T10:00:00Z", "authors": [{{"name": "Ann Moe"}}]}},
{{"id": "8", "url": "https://courier.invalid/b", "title": "Quays", "summary": "A teaser."}}]}}"""


@pytest.mark.parametrize(
    ("name", "feed"),
    [("a.rss", RSS), ("a.xml", RSS), ("a.txt", RSS), ("a.atom", ATOM), ("a.xml", ATOM), ("a.json", JSON_FEED), ("a.txt", ATOM)],
)  # fmt: skip
def test_a_feed(name: str, feed: str, tmp_path: Path) -> None:
    rows, unused = read(name, feed.encode(), tmp_path)
    assert rows.select("title", "authors", "outlet", "url", "id").rows() == [
        ("Harbours", ["Ann Moe"], "The Courier", "https://courier.invalid/a", "7")
    ]
    assert rows["text"].item().strip() == LONG
    assert articles.clean(rows)[0]["published"].to_list() == [date(2022, 3, 4)]
    assert "https://courier.invalid/b: no text but an address; --urls fetches it" in reasons(unused)


def test_columns_that_stand_beside_each_other(tmp_path: Path) -> None:
    words = [
        "The",
        "minister",
        "spoke",
        "of",
        "an",
        "off-ramp",
        "and",
        "of",
        "what",
        "the",
        "harbour",
        "would",
        "gain",
        "from",
        "it",
        "this",
        "year",
    ]
    left = [" ".join(words[n : n + 4]) for n in range(0, 16, 4)] * 3
    right = [" ".join(words[n : n + 5]).upper() for n in range(0, 15, 5)] * 4
    title = [(72, 740, 16, "Harbours and quays of the north")]
    both = [
        piece
        for pair in zip(files.column(left), files.column(right, left=330), strict=True)
        for piece in pair
    ]
    rows, _ = read("a.pdf", files.pdf([title + both]), tmp_path)
    text = " ".join(rows["text"].item().split())
    assert text == f"Harbours and quays of the north {' '.join(left)} {' '.join(right)}"


def test_words_broken_at_the_end_of_a_line(tmp_path: Path) -> None:
    lines = [
        "The harbour was closed for the win-",
        "ter, and nobody wanted an off-",
        "ramp. The interna-",
        "tional talks about a cease-",
        "fire were held by the North-",
        "South Council, as a well-known",
        "paper of the har-",
        "bour had it.",
    ]
    rows, _ = read("a.pdf", files.pdf([files.column(lines)]), tmp_path)
    assert rows["text"].item() == (
        "The harbour was closed for the winter, and nobody wanted an off-ramp. The international talks about "
        "a cease-fire were held by the North-South Council, as a well-known paper of the harbour had it."
    )


def test_running_heads_and_page_numbers_are_set_aside(tmp_path: Path) -> None:
    pages = [
        [
            (72, 760, 9, f"THE COURIER 4 March 2022, page {n}"),
            *files.column(BODY[n : n + 3], size=8),
            (300, 30, 9, str(n)),
        ]
        for n in range(1, 5)
    ]
    rows, unused = read("a.pdf", files.pdf(pages), tmp_path)
    assert "THE COURIER" not in rows["text"].item()
    [(part, text)] = (
        unused.filter(reason="heads that run over the pages").select("part", "text").rows()
    )
    assert part == "boilerplate"
    assert text.split("\n")[:2] == ["THE COURIER 4 March 2022, page 1", "1"]


def test_a_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    pages = [
        files.column(["The harbour was closed for the winter, and"]),
        files.column(["the boats lay on the quay until March."]),
    ]
    rows, _ = read("a.pdf", files.pdf(pages), tmp_path)
    assert (
        rows["text"].item()
        == "The harbour was closed for the winter, and the boats lay on the quay until March."
    )


@pytest.mark.parametrize(
    ("name", "data", "note"),
    [
        ("a.txt", files.word([PROSE]), "a Word document, read as such"),
        ("a.csv", files.workbook({"S": [["text", "id"], [PROSE, 1]]}), "a workbook, read as such"),
        ("a.doc", files.rich_text(PROSE), None),
        ("download", files.pdf([files.column([PROSE])]), None),
        ("a.php", PAGE.encode(), None),
        ("a.csv", PAGE.encode(), "an HTML page, read as such"),
        ("a.xls", files.workbook({"S": [["text", "id"], [PROSE, 1]]}), None),
        ("a.docx", files.rich_text(PROSE), "an RTF file, read as such"),
    ],
)  # fmt: skip
def test_the_content_counts_and_not_the_name(
    name: str, data: bytes, note: str | None, tmp_path: Path
) -> None:
    rows, unused = read(name, data, tmp_path)
    assert PROSE in rows["text"].item()
    assert reasons(unused) == ([note] if note else [])


def test_a_table_with_its_header_in_line_3(tmp_path: Path) -> None:
    data = f"Export of Friday\nQuery: harbour\nid;text;price\n7;{PROSE};3,50\n".encode()
    rows, unused = read("a.csv", data, tmp_path)
    assert rows.select("row", "id", "text").rows() == [(1, "7", PROSE)]
    assert reasons(unused) == [
        "columns separated by ';'",
        "the header is in line 3; the lines above it are not used",
    ]


def test_decimal_commas(tmp_path: Path) -> None:
    rows, unused = read(
        "a.csv", f"id;text;price\n7;{PROSE};3,50\n8;{PROSE};1.234,5\n".encode(), tmp_path
    )
    assert rows["text"].to_list() == [PROSE] * 2
    assert reasons(unused) == ["columns separated by ';'"]
