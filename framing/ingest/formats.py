"""A source's bytes to the reader that suits them: by their content, and then by their name."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from framing.ingest import (
    addresses,
    archives,
    encodings,
    mail,
    markup,
    warcs,
    webpages,
)
from framing.ingest.columns import FormatError, Reading, field_of
from framing.ingest.documents import read_document
from framing.ingest.feeds import read_feed
from framing.ingest.mail import read_mail
from framing.ingest.objects import read_json, read_parquet, values
from framing.ingest.pdfs import read_pdf
from framing.ingest.plaintext import read_text
from framing.ingest.richtext import read_rich_text
from framing.ingest.separated import read_csv, separator_of
from framing.ingest.sitemaps import read_sitemap
from framing.ingest.webpages import read_html
from framing.ingest.workbooks import read_workbook

Reader = Callable[[bytes], Reading]
Opener = Callable[[bytes, int], Iterator[archives.Member]]

LIGHT_BYTES = 200_000  # of HTML; a longer page is read in a process that can be ended
SNIFFED = 100_000  # characters in which a table's header is looked for


class Format(NamedTuple):
    """A kind of file: its name with an article, its endings, and how it is read.

    `opener` is for archives: it yields the files in them. What is `guarded` is read in a process
    of its own, with limits of time and memory.
    """

    name: str
    suffixes: tuple[str, ...]
    reader: Reader | None = None
    opener: Opener | None = None
    guarded: bool = False


TEXT = Format("a text", (".txt", ".text", ".md"), read_text)
HTML = Format("an HTML page", (".html", ".htm", ".xhtml"), read_html)
CSV = Format("a table", (".csv", ".tsv"), read_csv)
JSON = Format("JSON", (".jsonl", ".ndjson", ".json"), read_json)
PARQUET = Format("a Parquet file", (".parquet",), read_parquet)
WORKBOOK = Format(
    "a workbook", (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), read_workbook, guarded=True
)
DOCUMENT = Format("a Word document", (".docx",), read_document, guarded=True)
RICH_TEXT = Format("an RTF file", (".rtf",), read_rich_text, guarded=True)
PDF = Format("a PDF file", (".pdf",), read_pdf, guarded=True)
FEED = Format("a feed", (".rss", ".atom", ".xml"), read_feed, guarded=True)
SITEMAP = Format("a sitemap", (), read_sitemap, guarded=True)
MAIL = Format("a saved page or e-mail", (".mhtml", ".mht", ".eml"), read_mail, guarded=True)
ZIP = Format("a zip archive", (".zip",), opener=archives.members)
WARC = Format("a web archive", (".warc", ".warc.gz"), opener=warcs.members)

FORMATS = (
    *(TEXT, HTML, CSV, JSON, PARQUET, WORKBOOK, DOCUMENT, RICH_TEXT, PDF, FEED, SITEMAP, MAIL),
    *(ZIP, WARC),
)
BY_NAME = {one.name: one for one in FORMATS}
BY_SUFFIX = {suffix: one for one in FORMATS for suffix in one.suffixes}
TOLD_BY_CONTENT = (PARQUET, WORKBOOK, DOCUMENT, RICH_TEXT, PDF, ZIP, WARC)
WHAT_IS_READ = f"give one of {', '.join(BY_SUFFIX)}"

ZIPPED = (b"PK\x03\x04", b"PK\x05\x06")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Microsoft's compound files, [MS-CFB]
ROOTS = {
    **dict.fromkeys(("rss", "feed", "rdf"), FEED),
    **dict.fromkeys(("urlset", "sitemapindex"), SITEMAP),
    **dict.fromkeys(("html", "head", "body"), HTML),
}
OTHER_ZIPS = {
    "content.xml": ("an OpenDocument text", "save it as .docx or .txt"),
    "META-INF/container.xml": ("an e-book", "save its text as .txt"),
    "ppt/presentation.xml": ("a presentation", "copy its text into a .txt file"),
}


def format_of(data: bytes, suffix: str) -> tuple[Format, str | None]:
    """The format of a source, and a remark where its name says another.

    `suffix` is the end of its name in lower case, "" where it has none. Raises FormatError for
    formats that are not read, and for names that promise what the content is not.
    """
    named = BY_SUFFIX.get(suffix)
    found = _by_signature(data) or _by_root(data)
    if found is ZIP and named in (WORKBOOK, DOCUMENT) and not archives.names_in(data):
        return named, None  # cut off, and its reader can say of what
    if found is None and named in TOLD_BY_CONTENT:
        encodings.refuse_binary(data)
        raise FormatError(f"named {suffix}, but not {named.name}; save it again as {suffix}")
    if named is FEED and found is None:
        root = markup.root_of(data) or "no element"
        raise FormatError(f"XML, but no feed and no sitemap; it begins with <{root[:40]}>")
    if found is None:
        return (named or _by_trial(data)), None
    is_expected = named in (None, found) or (named is FEED and found is SITEMAP)
    return found, None if is_expected else f"{found.name}, read as such"


def is_known(head: bytes) -> bool:
    """Whether the first bytes tell a format that is read, whatever the name."""
    return head.startswith((*ZIPPED, OLE)) or (_by_signature(head) or _by_root(head)) is not None


def _by_signature(data: bytes) -> Format | None:
    if data.startswith(ZIPPED):
        return _zipped(data)
    if data.startswith(OLE):
        return _compound(data)
    signs = (
        (b"%PDF-" in data[:1024], PDF),
        (data.startswith(b"{\\rtf"), RICH_TEXT),
        (data.startswith(b"PAR1"), PARQUET),
        (warcs.is_warc(data), WARC),
        (mail.is_mail(data), MAIL),
    )
    return next((found for applies, found in signs if applies), None)


def _zipped(data: bytes) -> Format:
    """What a zip archive is, by the files in it."""
    names = archives.names_in(data)
    if "word/document.xml" in names:
        return DOCUMENT
    if any(name.startswith("xl/workbook.") for name in names):
        return WORKBOOK
    if "content.xml" in names and b"opendocument.spreadsheet" in data[:200]:
        return WORKBOOK
    for name, (kind, cure) in OTHER_ZIPS.items():
        if name in names:
            raise FormatError(f"this is {kind}; {cure}")
    return ZIP


def _compound(data: bytes) -> Format:
    """What an OLE compound file is, by the streams that its directory names in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise FormatError("an Office file with a password; open it and save it without one")
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book\0")):
        return WORKBOOK
    raise FormatError("an old Office file; save it as .docx or .txt")


def _by_root(data: bytes) -> Format | None:
    """What XML or HTML is, by its root element."""
    root = markup.root_of(data)
    return ROOTS.get(root) if root else None


def _by_trial(data: bytes) -> Format:
    """The format of bytes whose name tells nothing, such as standard input."""
    text, _ = encodings.decode(data)
    if webpages.PAGE.match(text):
        return HTML
    if text.lstrip()[:1] in ("{", "[") and any(not trouble for *_, trouble in values(text)):
        return JSON
    if addresses.listed(text):
        return TEXT
    separator, rest, _ = separator_of(text[:SNIFFED])
    fields = {field_of(name) for name in rest.split("\n", 1)[0].split(separator)} - {None}
    is_table = fields & {"text", "url"} and len(fields) > 1 and "\n" in text.strip()
    return CSV if is_table else TEXT
