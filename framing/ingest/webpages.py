"""A page's or cell's HTML to the text of its article."""

import html
import re

import trafilatura
from trafilatura.settings import Document

MAX_HTML_BYTES = 2_000_000  # trafilatura takes 20 s for 10 MB
MIN_WORDS = 5  # a page whose only text is "Home" has no article
MAX_HTML_TAGS = 30_000  # tags that are never closed make deep trees, and those take minutes

TAGS = re.compile(r"(?i)<(?:p|br|div|span|article|h[1-6]|ul|blockquote|html|body)\b[^<>]*>")
PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def without_tags(markup: str) -> str:
    """The text of a cell of HTML: the article in a whole page, all text of a fragment."""
    if PAGE.match(markup) and (document := extracted(markup)):
        return str(document.text)
    text = re.sub(r"(?is)<(script|style)\b.*?</\1\s*>|<!--.*?-->", "", markup)
    text = re.sub(r"(?i)<(?:br|/?p|/?div|/?h\d|/?li|/?tr|/?blockquote)\b[^<>]*>", "\n\n", text)
    return html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", text))


def extracted(page: str) -> Document | None:
    """The document that trafilatura finds, or None where it finds no article or gives up."""
    if len(page) > MAX_HTML_BYTES or page.count("<") > MAX_HTML_TAGS:
        return None
    try:
        document = trafilatura.bare_extraction(
            page,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None  # lxml and trafilatura give up on some broken pages
    if not isinstance(document, Document) or len((document.text or "").split()) < MIN_WORDS:
        return None
    return document


def declared_charset(data: bytes) -> str | None:
    """The encoding that a page names in its <meta> element, or None."""
    match = re.search(rb"(?i)<meta[^>]{0,200}charset=[\"']?\s*([\w-]{2,30})", data[:4096])
    return match[1].decode("ascii") if match else None
