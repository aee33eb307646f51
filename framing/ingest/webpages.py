"""A page's or cell's HTML to the text of its article."""

import html
import re
from dataclasses import dataclass
from typing import Any

import trafilatura

from framing.ingest import encodings, factiva, pageparts
from framing.ingest.columns import FormatError, Reading, note
from framing.ingest.pageparts import Part
from framing.ingest.statements import with_statements

MAX_HTML_BYTES = 2_000_000  # without scripts and styles; trafilatura takes 20 s for 10 MB
MAX_SAVED_BYTES = 10_000_000  # with them: a news page of today has 3 MB of scripts and 0.2 of text
MIN_WORDS = 5  # a page whose only text is "Home" has no article
DATES = {"extensive_search": False, "original_date": True}
MAX_HTML_TAGS = 30_000  # tags that are never closed make deep trees, and those take minutes

OPENING = re.compile(r"<(script|style)\b[^<>]*>", re.IGNORECASE)
CLOSING = {name: re.compile(rf"</{name}\b[^<>]*>", re.IGNORECASE) for name in ("script", "style")}
TAGS = re.compile(r"(?i)<(?:p|br|div|span|article|h[1-6]|ul|blockquote|html|body)\b[^<>]*>")
PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)

LOGIN_FORM = re.compile(r"<input\b[^<>]*\btype\s*=\s*[\"']?password\b", re.IGNORECASE)
LOGIN_WORDS = 120  # a page with a password field and fewer words than this is no article


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of its article, and all its words in parts."""

    title: str | None
    author: str | None
    date: str | None
    sitename: str | None
    url: str | None
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The article's own paragraphs."""
        return "\n\n".join(part.text for part in self.parts if part.hint is None)

    def whole(self) -> dict[str, Any]:
        """All paragraphs as a raw row's text, and which of them are marked as something else."""
        marked = [
            {"paragraph": number, "part": part.hint.part, "reason": part.hint.reason}
            for number, part in enumerate(self.parts)
            if part.hint
        ]
        return {"text": "\n\n".join(part.text for part in self.parts), "marked": marked}


def read_html(data: bytes) -> Reading:
    """A page's article by trafilatura, without its comments; metadata as the page states them.

    What a page is: the HTML standard (html.spec.whatwg.org); its metadata are looked for in
    JSON-LD, Open Graph and <meta> elements. A page of Factiva's with many articles is read by them.
    """
    if export := _exported(data):
        return export
    if len(data) > MAX_SAVED_BYTES:
        raise FormatError(
            f"an HTML page of {len(data) / 1e6:.1f} MB; at most "
            f"{MAX_SAVED_BYTES / 1e6:.0f} MB are read: save the article's text as .txt"
        )
    page, notes = encodings.decode(data, declared=declared_charset(data))
    return read_page(page, notes)


def _exported(data: bytes) -> Reading | None:
    """The articles of a page that a database exported, however long; None where it is another."""
    if not factiva.PAGE.search(encodings.peek(data)):
        return None
    page, notes = encodings.decode(data, declared=declared_charset(data))
    reading = factiva.articles(factiva.page_text(page))
    if reading is None:
        return None
    return reading._replace(refusals=[*map(note, notes), *reading.refusals])


def read_page(page: str, notes: list[str]) -> Reading:
    """The same of a page that is decoded; `notes` say how that was done."""
    text = slimmed(page)
    if len(text) > MAX_HTML_BYTES:
        raise FormatError(
            f"an HTML page of {len(text) / 1e6:.1f} MB without its scripts; at most "
            f"{MAX_HTML_BYTES / 1e6:.0f} MB are read: save the article's text as .txt"
        )
    if text.count("<") > MAX_HTML_TAGS:
        raise FormatError(
            f"an HTML page with more than {MAX_HTML_TAGS} tags; save the article's text as .txt"
        )
    document = extracted(text)
    if LOGIN_FORM.search(page) and _n_words(document) < LOGIN_WORDS:
        raise FormatError("a login page, not an article; log in and save the article's own page")
    if document is None:
        raise FormatError("no article found in this HTML page; save the article's text as .txt")
    row = {
        "title": document.title,
        "authors": [document.author] if document.author else [],
        "date": document.date,
        "outlet": document.sitename,
        "url": document.url,
        **document.whole(),
        "row": 1,
    }
    return Reading([with_statements(row, page)], [note(remark) for remark in notes])


def _n_words(document: Page | None) -> int:
    return len(document.text.split()) if document else 0


def without_tags(markup: str) -> str:
    """The text of a cell of HTML: the article in a whole page, all text of a fragment."""
    if PAGE.match(markup) and (document := extracted(markup)):
        return document.text
    text = re.sub(r"(?is)<(script|style)\b.*?</\1\s*>|<!--.*?-->", "", markup)
    text = re.sub(r"(?i)<(?:br|/?p|/?div|/?h\d|/?li|/?tr|/?blockquote)\b[^<>]*>", "\n\n", text)
    return html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", text))


def slimmed(page: str) -> str:
    """A page without its scripts and styles, JSON-LD excepted; in linear time on any page."""
    kept: list[str] = []
    done = 0
    while opening := OPENING.search(page, done):
        closing = CLOSING[opening[1].lower()].search(page, opening.end())
        if closing is None:
            break
        is_data = "ld+json" in opening[0].lower()
        kept.append(page[done : closing.end() if is_data else opening.start()])
        done = closing.end()
    return "".join([*kept, page[done:]])


def extracted(page: str) -> Page | None:
    """A page's article and what stands around it, or None where there is no article to be found."""
    page = slimmed(page)
    if len(page) > MAX_HTML_BYTES or page.count("<") > MAX_HTML_TAGS:
        return None
    try:
        about = trafilatura.extract_metadata(page, date_config=DATES, extensive=False)
        parts = tuple(pageparts.of(page))
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None  # lxml and trafilatura give up on some broken pages
    found = Page(about.title, about.author, about.date, about.sitename, about.url, parts)
    return found if len(found.text.split()) >= MIN_WORDS else None


def declared_charset(data: bytes) -> str | None:
    """The encoding that a page names in its <meta> element, or None."""
    match = re.search(rb"(?i)<meta[^>]{0,200}charset=[\"']?\s*([\w-]{2,30})", data[:4096])
    return match[1].decode("ascii") if match else None
