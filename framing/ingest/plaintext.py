"""A text as pasted, or as a database exported it, to raw rows."""

from typing import Any

from framing.articles import clutter, heads
from framing.ingest import addresses, encodings, factiva, nexis, webpages
from framing.ingest.columns import FormatError, Reading, Refusal, note

HEAD_LINES = 200  # in which a title, a byline and a date are looked for


def read_text(data: bytes) -> Reading:
    """A pasted article, a database's export of many (nexis, factiva), or a list of addresses.

    Of a pasted article title, byline and date are looked for in its first lines. The lines stay in
    the text as well: cleaning takes them out, with the reason for each.
    """
    text, notes = encodings.decode(data)
    remarks = [note(remark) for remark in notes]
    if webpages.PAGE.match(text):
        reading = webpages.read_html(data)
        return reading._replace(refusals=[*reading.refusals, note("an HTML page, read as such")])
    if wanted := addresses.listed(text):
        return Reading([], remarks, wanted)
    return rows_of(text, remarks)


def rows_of(text: str, remarks: list[Refusal]) -> Reading:
    """The articles of a text from whatever file: a database's, or one that was pasted."""
    if not text.strip():
        raise FormatError("no text in it, only white space")
    exported = factiva.articles(text) or nexis.articles(text)
    if exported:
        return exported._replace(refusals=[*remarks, *exported.refusals])
    return Reading([{**pasted(text), "row": 1}], remarks)


def pasted(text: str) -> dict[str, Any]:
    """One article's row, with what its first lines say of it."""
    lines = [line.strip() for line in text.split("\n", HEAD_LINES)][:HEAD_LINES]
    head = heads.read(["" if _is_aside(line) else line for line in lines])
    return {
        "title": head.title,
        "authors": head.authors,
        "date": head.date,
        "genre": head.genre,
        "outlet": head.outlet,
        "url": head.url,
        "text": text,
    }


def _is_aside(line: str) -> bool:
    kind = clutter.of(line)
    return kind is not None and kind.part not in ("byline", "dateline")
