"""Lists of addresses to the rows that are wanted from them."""

from typing import Any

from framing.ingest.rows import is_address

COMMENT = "#"
HEADERS = ("url", "urls", "link", "links", "address", "addresses")  # a list's own first line


def listed(text: str) -> list[dict[str, Any]]:
    """A row for each address of a text that holds nothing else, one to a line; else no row.

    Blank lines and lines that begin with # do not count, nor does a first line that says "url".
    """
    lines = [line.strip().strip("\"',;").strip() for line in text.split("\n")]
    lines = [line for line in lines if line and not line.startswith(COMMENT)]
    if lines and lines[0].lower() in HEADERS:
        del lines[0]
    if not lines or not all(map(is_address, lines)):
        return []
    return [{"row": number, "url": line} for number, line in enumerate(lines, start=1)]
