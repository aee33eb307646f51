"""A sitemap's addresses to the rows that are wanted from them."""

from typing import Any

from lxml import etree

from framing.ingest import markup
from framing.ingest.columns import FormatError, Reading
from framing.ingest.rows import is_address

FIELDS = {"title": "title", "publication_date": "date", "name": "outlet", "language": "language"}


def read_sitemap(data: bytes) -> Reading:
    """A wanted row an address (sitemaps.org/protocol); metadata as in a news sitemap.

    Of an index of sitemaps the sitemaps themselves are wanted. The date of the last change says
    nothing of when an article appeared, and is not read.
    """
    root = markup.tree_of(data, "sitemap")
    rows = [_row(entry, number) for number, entry in enumerate(root, start=1)]
    wanted = [row for row in rows if is_address(row.get("url", ""))]
    if not wanted:
        raise FormatError("no addresses in this sitemap")
    return Reading([], [], wanted)


def _row(entry: etree._Element, number: int) -> dict[str, Any]:
    row: dict[str, Any] = {"row": number, "authors": []}
    for element in entry.iter("{*}*"):
        name, text = etree.QName(element).localname, (element.text or "").strip()
        if name == "loc" and element.getparent() is entry:
            row["url"] = text
        elif name in FIELDS and text:
            row.setdefault(FIELDS[name], text)
    return row
