"""Bad documents, workbooks, archives, feeds and tables: the line that each prints."""
# ruff: noqa: E501 - a specimen stays on its line

import gzip
import io
import os
import random
import time
import zipfile
from pathlib import Path

import made_exports as exports
import made_files as files
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_files import BODY, LOGIN, PAGE, PROSE

from framing import ingest
from framing.ingest import archives, headers, markup, pdfs, richtext, warcs
from framing.ingest.columns import FormatError
from framing.ingest.guards import Guard

TEXT = files.pdf([files.column(BODY, size=6)])
LONG = "<rss><channel><item><description>x</description></item></channel></rss>"
BILLION = (
    b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">%s]><rss><channel><title>&i;</title></channel></rss>"""
    % (b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(8)))
)
XXE = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>"""
TRAP = "XML that declares entities; not opened, since such files can be traps"
MORE_TEXT = "save its text as .txt"


def zip_bomb(name: str) -> bytes:
    """A file of 100 MB of nothing, packed into 100 kB, under a name of an Office file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(name, b"\0" * 100_000_000)
    return buffer.getvalue()


def many_files(number: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        for n in range(number):
            zipped.writestr(f"{n}.txt", b"")
    return buffer.getvalue()


def large_archive() -> bytes:
    """Six files that declare 100 MB each; nothing of that is in it."""
    plain = bytearray(files.archive({f"{n}.txt": b"x" * 600_000 for n in range(6)}))
    at = plain.find(b"PK\x01\x02")
    while at >= 0:
        plain[at + 24 : at + 28] = (100_000_000).to_bytes(4, "little")
        plain[at + 20 : at + 24] = (10_000_000).to_bytes(4, "little")
        at = plain.find(b"PK\x01\x02", at + 1)
    return bytes(plain)


DOCUMENTS = [
    ("a.pdf", files.pdf([files.column(BODY)], password="secret"), "a PDF file with a password; open it and print it to a new PDF without one"),
    ("a.pdf", files.pdf([[], [], []]), "no text layer in the 3 pages of this PDF, it is a scan; run text recognition on it (for instance ocrmypdf) and give the result"),
    ("a.pdf", TEXT[: len(TEXT) // 2], "a truncated PDF file, its end is missing; download it again"),
    ("a.pdf", b"%PDF-1.4\nnothing of the kind\n%%EOF", "a broken PDF file; download or print it again"),
    ("a.pdf", files.pdf([[]] * (pdfs.MAX_PAGES + 1)), "a PDF file of 501 pages; at most 500: split it"),
    ("a.pdf", b"plain", "named .pdf, but not a PDF file; save it again as .pdf"),
    ("a.docx", files.word([PROSE])[:2000], "a broken or truncated Word document; download or save it again"),
    ("a.docx", files.archive({"word/document.xml": b"<x/>"}), "a broken Word document; save it again as .docx"),
    ("a.docx", files.word([]), "no text in this Word document; if it holds pictures, give their text"),
    ("a.docx", zip_bomb("word/document.xml"), "a Word document with a file that unpacks to 100 MB from 97 kB; not unpacked, since such files can be traps"),
    ("a.docx", files.compound("EncryptedPackage", "EncryptionInfo"), "an Office file with a password; open it and save it without one"),
    ("a.doc", files.compound("WordDocument"), "an old Office file; save it as .docx or .txt"),
    ("a.odt", files.archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}), "this is an OpenDocument text; save it as .docx or .txt"),
    ("a.epub", files.archive({"META-INF/container.xml": b"<x/>"}), f"this is an e-book; {MORE_TEXT}"),
    ("a.pptx", files.archive({"ppt/presentation.xml": b"<x/>"}), "this is a presentation; copy its text into a .txt file"),
    ("a.xlsx", files.compound("EncryptedPackage", "EncryptionInfo"), "an Office file with a password; open it and save it without one"),
    ("a.xls", files.compound("EncryptedPackage"), "an Office file with a password; open it and save it without one"),
    ("a.xls", files.compound("Workbook"), "no sheet with rows in this workbook"),
    ("a.xlsx", files.workbook({"S": [["text"], [PROSE]]})[:-60], "a broken or truncated workbook; download or save it again"),
    ("a.xlsx", files.archive({"xl/workbook.xml": b"<x/>"}), "a broken workbook ("),
    ("a.xlsx", zip_bomb("xl/workbook.xml"), "a workbook with a file that unpacks to 100 MB from 97 kB; not unpacked, since such files can be traps"),
    ("a.xlsx", files.workbook({"S": [["n", "m"], [1, 2]]}), "no column with the article's text; found: n, m; name one of them text, body or content, or say which it is: text=COLUMN (sheet 'S')"),
    ("a.xlsx", files.workbook({"S": [["id", "text"]]}), "no rows: a header line and nothing below it (sheet 'S')"),
    ("a.xlsx", files.workbook({"S": []}), "nothing in it (sheet 'S')"),
    ("a.rtf", b"{\\rtf1 \\bin999 {", "no text in it, only white space"),
    ("a.rtf", b"plain", "named .rtf, but not an RTF file; save it again as .rtf"),
    ("a.rtf", b"{\\rtf1 \\pict\\bin}", "a broken RTF file (invalid literal"),
    ("a.rtf", b"{\\rtf1" + b" " * richtext.MAX_RTF_BYTES, "an RTF file of 30 MB; at most 30 MB are read: split it"),
]  # fmt: skip
ARCHIVES = [
    ("a.zip", b"PK\x05\x06" + b"\0" * 18, "an archive without files that could hold an article"),
    ("a.zip", b"PK\x03\x04" * 9, "a broken or truncated zip archive; download or save it again"),
    ("a.zip", b"plain", "named .zip, but not a zip archive; save it again as .zip"),
    ("a.zip", zip_bomb("a.txt"), "a zip archive with a file that unpacks to 100 MB from 97 kB; not unpacked, since such files can be traps"),
    ("a.zip", large_archive(), "a zip archive that unpacks to 600 MB; at most 500 MB are unpacked"),
    ("a.zip", many_files(archives.MAX_MEMBERS + 1), "a zip archive of 20001 files; at most 20000 are read"),
    ("a.zip", files.archive({"../../x.txt": PROSE.encode()}), "a name that points out of the archive; not read"),
    ("a.zip", files.archive({"/etc/x.txt": PROSE.encode()}), "a name that points out of the archive; not read"),
    ("a.zip", files.archive({"..\\x.txt": PROSE.encode()}), "a name that points out of the archive; not read"),
    ("a.zip", files.archive({"C:\\x.txt": PROSE.encode()}), "a name that points out of the archive; not read"),
    ("a.zip", files.archive({"x.txt": b"/etc/passwd"}, links=["x.txt"]), "a symbolic link in an archive; not followed"),
    ("a.zip", files.encrypted_archive("x.txt", PROSE.encode()), "protected by a password; unpack it and give the files"),
    ("a.zip", files.archive({"in.zip": files.archive({"x.txt": PROSE.encode()})}), "an archive within an archive; not looked into"),
    ("a.zip", files.archive({"x.warc": files.crawl({}, zipped=False) or b"WARC/1.0\r\n"}), "an archive within an archive; not looked into"),
    ("a.zip", files.archive({"x.exe": b"MZ"}), ".exe files are not read; give one of"),
    ("a.zip", files.archive({"x.csv": b"MZ\x90\x00\x03\x00\x00\x00" * 9}), "this is a Windows program, not text; give text"),
    ("a.zip", files.damaged_archive("x.txt", PROSE.encode()), "damaged in the archive; zip it again"),
    ("a.warc", b"WARC/1.0\r\nContent-Length: x\r\n\r\n", "an archive without files that could hold an article"),
    ("a.warc", b"plain", "named .warc, but not a web archive; save it again as .warc"),
    ("a.gz", b"\x1f\x8b\x08" + b"\0" * 20, ".gz files are not read; unpack it first"),
    ("a.mhtml", b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nx", "neither a page nor a text in this message; save the page as HTML"),
    ("a.mhtml", files.web_archive(LOGIN.decode()), "a login page, not an article; log in and save the article's own page"),
]  # fmt: skip
FEEDS = [
    ("a.rss", BILLION, TRAP),
    ("a.xml", BILLION.replace(b"rss", b"urlset"), TRAP),
    ("a.rss", XXE, TRAP),
    ("a.rss", XXE.decode().encode("utf-16"), TRAP),
    ("a.rss", b"<rss><channel/></rss>", "no entries in this feed; give another, or save the pages"),
    ("a.rss", b"<rss><channel><title>", "no entries in this feed (<unknown>:2:21: no element found)"),
    ("a.xml", b"<note>x</note>", "XML, but no feed and no sitemap; it begins with <note>"),
    ("a.xml", b"nothing", "XML, but no feed and no sitemap; it begins with <no element>"),
    ("a.xml", b"<urlset/>", "no addresses in this sitemap"),
    ("a.xml", b"<urlset><url><loc>https://x.invalid/", "broken XML in this sitemap ("),
    ("a.json", b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "no items in this JSON Feed"),
    ("a.xml", b"<rss>" + b" " * markup.MAX_XML_BYTES, "XML of 20 MB; at most 20 MB are read"),
    ("a.txt", b"https://x.invalid/a\nhttps://x.invalid/b\n", "2 addresses and no text; give it as --urls "),
    ("a.xml", b"<urlset><url><loc>https://x.invalid/a</loc></url></urlset>", "an address and no text; give it as --urls "),
    ("a.html", LOGIN, "a login page, not an article; log in and save the article's own page"),
]  # fmt: skip
TABLES = [
    ("a.txt", "“Peace” — now or “never”".encode("utf-7"), "this looks like UTF-7 ('+IBw-' for '“'); save it as UTF-8"),
    ("a.csv", b"text,id\n" + "“Peace” — now,1".encode("utf-7"), "this looks like UTF-7 ('+IBw-' for '“'); save it as UTF-8"),
    ("a.csv", b"Export\nof Friday\nid,price\n1,3\n", "no column with the article's text; found: Export; name one of them"),
    ("a.csv", ",".join(f"c{n}" for n in range(10_000)).encode() + b"\n1\n", "no column with the article's text; found: c0, c1"),
    ("a.txt", b"bplist00", "this is a Safari web archive, not text; save the page as HTML"),
    ("a.rar", b"Rar!\x1a\x07", ".rar files are not read; give one of"),
    ("a.csv", b"Rar!\x1a\x07", "this is a RAR archive, not text; unpack it first"),
    ("ftp://x.invalid/a", None, "only http and https addresses are fetched"),
    ("https://x.invalid/a", None, "an address, and nothing is fetched here"),
]  # fmt: skip


BAD = [*DOCUMENTS, *ARCHIVES, *FEEDS, *TABLES]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[int, tuple[str, str, str]]:
    """All bad files, read in one go: for each its name, what part is lost, and the line."""
    folder = tmp_path_factory.mktemp("bad")
    names = []
    for number, (name, data, _) in enumerate(BAD):
        (folder / f"{number:03}").mkdir()
        names.append(name if data is None else str(folder / f"{number:03}" / name))
        if data is not None:
            Path(names[-1]).write_bytes(data)
    (folder / "good.txt").write_text(PROSE)
    rows, unused = ingest.read([*names, str(folder / "good.txt")])
    assert rows["text"].to_list() == [PROSE]
    lines = unused.select("source", "part", "reason").rows()
    if target := os.environ.get("BAD_INPUTS"):
        said = [f"{Path(source).name}: {reason}" for source, _, reason in lines]
        Path(target).write_text("\n".join(said) + "\n", encoding="utf-8")
    assert len(lines) == len(BAD)
    return dict(enumerate(lines))


@pytest.mark.parametrize(
    ("number", "line"), [(n, line) for n, (_, _, line) in enumerate(BAD)], ids=[f"{n} {bad[0]}" for n, bad in enumerate(BAD)]
)  # fmt: skip
def test_one_line_for_every_bad_file(
    number: int, line: str, told: dict[int, tuple[str, str, str]]
) -> None:
    source, part, reason = told[number]
    assert part == "file"
    assert reason.startswith(line)
    assert "\n" not in reason
    assert "root:" not in reason + source


@pytest.mark.parametrize("name", ["word/document.xml", "xl/workbook.xml", "a.txt"])
def test_a_zip_bomb_is_refused_in_less_than_a_second(name: str) -> None:
    data = zip_bomb(name)
    start = time.perf_counter()
    with pytest.raises(FormatError, match="not unpacked"):
        archives.check_declared(data, "zip archive")
    assert time.perf_counter() - start < 1


def test_an_archive_that_lies_about_a_size_is_not_unpacked_beyond_it(tmp_path: Path) -> None:
    data = bytearray(files.archive({"a.txt": b"x " * 5_000_000}))
    for sign, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(sign) + offset
        data[at : at + 4] = (100).to_bytes(4, "little")
    (tmp_path / "a.zip").write_bytes(data)
    rows, unused = ingest.read([str(tmp_path / "a.zip")])
    assert rows.is_empty()
    assert unused["reason"].to_list() == ["damaged in the archive; zip it again"]


def test_bad_files_of_an_archive_do_not_stop_the_rest(tmp_path: Path) -> None:
    data = files.archive(
        {"a.pdf": b"%PDF-", "b.html": PAGE.encode(), "../c.txt": b"x", "d.docx": b"PK\x03\x04"}
    )
    (tmp_path / "a.zip").write_bytes(data)
    rows, unused = ingest.read([str(tmp_path / "a.zip")])
    assert rows["title"].to_list() == ["Harbours"]
    assert unused["part"].to_list() == ["file"] * 3


def test_two_encodings_in_one_file(tmp_path: Path) -> None:
    plain = PROSE.replace(",", "")
    data = (
        f"text,id\n{plain} Ukraine’s “peace”,1\n".encode()
        + f"{plain} “naïve” café’s,2\n".encode("cp1252")
    )
    (tmp_path / "a.csv").write_bytes(data)
    rows, unused = ingest.read([str(tmp_path / "a.csv")])
    assert rows["text"].to_list() == [f"{plain} Ukraine’s “peace”", f"{plain} “naïve” café’s"]
    assert unused["reason"].to_list() == [
        "mixed encodings: UTF-8, but 1 of 4 lines read as cp1252 (assumed), the first in line 3"
    ]


def test_nul_bytes_are_removed_and_counted(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(
        b"id,text\n1,The har\x00bour was clo\x00sed and nobody came there again" + b" at all" * 20
    )
    rows, unused = ingest.read([str(tmp_path / "a.csv")])
    assert rows["text"].to_list() == [
        "The harbour was closed and nobody came there again" + " at all" * 20
    ]
    assert unused["reason"].to_list() == ["2 invisible or control characters removed"]


def test_ten_thousand_columns(tmp_path: Path) -> None:
    names = [f"c{n % 5_000}" for n in range(9_998)]
    (tmp_path / "a.csv").write_text(
        ",".join([*names, "title", "text"]) + "\n" + "x," * 9_999 + PROSE.replace(",", "") + "\n"
    )
    start = time.perf_counter()
    rows, unused = ingest.read([str(tmp_path / "a.csv")])
    assert time.perf_counter() - start < 10
    assert rows["text"].to_list() == [PROSE.replace(",", "")]
    same = ", ".join(f"c{n}" for n in range(10))
    assert unused["reason"].to_list() == [
        f"columns of the same name, not used: {same} ...",
        "10000 columns, of which these are used: title, text",
    ]


def test_a_file_in_an_archive_has_the_limit_of_a_file() -> None:
    data = files.archive({"a.txt": random.Random(0).randbytes(3_000_000), "b.txt": b"y"})
    troubles = [member.trouble for member in archives.members(data, 2_000_000)]
    assert troubles == ["3 MB; at most 2 MB are read: split it", None]
    crawl = files.crawl({"https://x.invalid/a": ("200 OK", b"x" * 3_000_000)})
    assert [one.trouble for one in warcs.members(crawl, 2_000_000)] == ["more than 2 MB; not read"]


def test_a_web_archive_is_not_unpacked_beyond_its_limit() -> None:
    crawl = gzip.compress(b"WARC/1.0\r\n" + bytes(100_000_000), 1) * 6
    with pytest.raises(
        FormatError, match="a web archive that unpacks to more than 500 MB; split it"
    ):
        list(warcs.members(crawl, 1_000))


@pytest.mark.parametrize("zipped", [True, False])
def test_a_record_of_a_web_archive_without_its_address(tmp_path: Path, *, zipped: bool) -> None:
    pages = {f"https://x.invalid/{n}": ("200 OK", PAGE.encode()) for n in "abc"}
    whole = [files.crawl({address: page}, zipped=False) for address, page in pages.items()]
    whole[1] = whole[1].replace(b"WARC-Target-URI", b"WARC-Target-URX")
    (tmp_path / "a.warc").write_bytes(b"".join(map(gzip.compress, whole) if zipped else whole))
    rows, unused = ingest.read([str(tmp_path / "a.warc")])
    assert [Path(source).name for source in rows["source"]] == ["a", "c"]
    assert unused.filter(part="file")["reason"].to_list() == [
        "1 record without an address (WARC-Target-URI); not read"
    ]


def test_a_reason_stays_on_a_line(tmp_path: Path) -> None:
    """What the status line of a damaged record holds is part of warcio's message."""
    crawl = files.crawl({"https://x.invalid/a": ("200 OK", PAGE.encode())}, zipped=False)
    (tmp_path / "a.warc").write_bytes(crawl + b"WARC/1.0 \x0b or not\r\n\r\nNOTHING/1\rx\r\n\r\n")
    _, unused = ingest.read([str(tmp_path / "a.warc")])
    assert all(reason.splitlines() == [reason] for reason in unused["reason"])


@pytest.mark.parametrize(
    ("above", "is_found"), [(headers.HEADER_LINES - 1, True), (headers.HEADER_LINES, False)]
)
def test_a_header_is_looked_for_in_the_first_ten_lines(
    above: int, *, is_found: bool, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("Export\n" * above + f"id;text\n1;{PROSE}\n")
    rows, _ = ingest.read([str(tmp_path / "a.csv")])
    assert len(rows) == is_found


WHOLE = {
    "a.pdf": TEXT,
    "a.docx": files.tracked_word(),
    "a.xlsx": files.workbook(
        {"S": [["text", "date"], [PROSE, 44624]]}, merged=[("S", "A2:A3", PROSE)]
    ),
    "a.rtf": files.rich_text(PROSE),
    "a.zip": files.archive({"a.html": PAGE.encode(), "b.txt": PROSE.encode()}),
    "a.mhtml": files.web_archive(PAGE),
    "a.warc.gz": files.crawl({"https://x.invalid/a": ("200 OK", PAGE.encode())}),
    "a.rss": LONG.encode(),
    "a.txt": exports.factiva_coded().encode(),
    "b.txt": exports.nexis_classic().encode(),
    "c.txt": "\n".join(exports.nexis_paragraphs()).encode(),
}


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    name=st.sampled_from(sorted(WHOLE)),
    cut=st.floats(0, 1),
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=8),
)
def test_no_damage_makes_a_traceback(
    name: str, cut: float, changes: list[tuple[float, int]], tmp_path: Path, guard: Guard
) -> None:
    data = bytearray(WHOLE[name][: max(1, int(len(WHOLE[name]) * min(1, cut + 0.3)))])
    for place, value in changes:
        data[int(place * (len(data) - 1))] = value
    (tmp_path / name).write_bytes(data)
    rows, unused = ingest.read([str(tmp_path / name)], guard=guard)
    assert len(rows) + len(unused) > 0, "silent loss"
    assert not any("\n" in reason for reason in unused["reason"])


def test_a_pdf_bomb_is_given_up() -> None:
    bomb = files.pdf_bomb(200)
    assert len(bomb) < 2_000_000
    with Guard(seconds=3, memory=300_000_000) as guard:
        start = time.perf_counter()
        with pytest.raises(
            FormatError, match=r"^takes (longer than 3 s|more than 300 MB of memory) to read"
        ):
            guard.read("a PDF file", bomb)
        assert time.perf_counter() - start < 15
        assert guard.read("a text", PROSE.encode()).rows  # with a fresh process


def test_too_much_memory_is_given_up() -> None:
    """A text of 40 MB takes several times that to decode and tidy."""
    pytest.importorskip("resource")
    with Guard(memory=50_000_000) as guard:
        with pytest.raises(
            FormatError, match=r"^takes more than 50 MB of memory to read, or breaks its reader"
        ):
            guard.read("a text", PROSE.encode() * 500_000)
        assert guard.read("a text", PROSE.encode()).rows


def test_too_long_is_given_up() -> None:
    with (
        Guard(seconds=0.2) as guard,
        pytest.raises(FormatError, match=r"^takes longer than 0.2 s to read; split it"),
    ):
        guard.read("a text", PROSE.encode() * 500_000)


def test_a_guard_leaves_no_process() -> None:
    with Guard() as guard:
        guard.read("a text", PROSE.encode())
        process = guard._process
        assert process
        assert process.poll() is None
    assert process.poll() is not None
