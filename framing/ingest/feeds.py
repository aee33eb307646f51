"""RSS, Atom and JSON Feed to raw rows."""

import io
from collections.abc import Mapping
from typing import Any

import feedparser

from framing.ingest import markup, webpages
from framing.ingest.columns import FormatError, Reading, Refusal, note
from framing.ingest.rows import finished

TEASER_WORDS = 100  # a description of fewer words announces an article and is not one
JSON_FEED = "https://jsonfeed.org/version/"


def read_feed(data: bytes) -> Reading:
    """A row an entry: RSS 0.9 to 2.0 (rssboard.org), RSS 1.0 and Atom (RFC 4287), by feedparser.

    An entry with the article's text is read; one with a teaser alone is wanted at its link.
    """
    markup.refuse_entities(data)
    feed = feedparser.parse(io.BytesIO(data))  # a stream, so that no text is taken for an address
    if not feed.entries:
        why = f" ({feed.bozo_exception})" if feed.get("bozo") else ""
        raise FormatError(f"no entries in this feed{why}; give another, or save the pages")
    remarks = [note("a feed that is not well-formed, read as far as it goes")] if feed.bozo else []
    about = {"outlet": feed.feed.get("title"), "language": feed.feed.get("language")}
    rows = [_row(entry, about, number) for number, entry in enumerate(feed.entries, start=1)]
    return _teasers_wanted(rows, remarks)


def _row(entry: Any, about: Mapping[str, Any], number: int) -> dict[str, Any]:
    contents = [content.get("value", "") for content in entry.get("content", [])]
    whole = webpages.without_tags(max([*contents, entry.get("summary", "")], key=len))
    names = [author.get("name") for author in entry.get("authors", [])] or [entry.get("author")]
    return {
        **about,
        "row": number,
        "id": entry.get("id"),
        "url": entry.get("link"),
        "title": entry.get("title"),
        "authors": [name for name in names if name],
        "date": entry.get("published") or entry.get("updated"),
        "text": whole,
    }


def is_json_feed(value: Mapping[str, Any]) -> bool:
    """Whether a JSON object says that it is a JSON Feed."""
    return str(value.get("version", "")).startswith(JSON_FEED)


def read_json_feed(feed: Mapping[str, Any], remarks: list[Refusal]) -> Reading:
    """A row an item of a JSON Feed, version 1 or 1.1 (jsonfeed.org/version/1.1)."""
    items = [item for item in feed.get("items") or [] if isinstance(item, Mapping)]
    if not items:
        raise FormatError("no items in this JSON Feed")
    rows = [_item_row(item, feed, number) for number, item in enumerate(items, start=1)]
    return _teasers_wanted(rows, remarks)


def _item_row(item: Mapping[str, Any], feed: Mapping[str, Any], number: int) -> dict[str, Any]:
    people = item.get("authors") or [item.get("author") or (feed.get("authors") or [None])[0]]
    names = [person.get("name") for person in people or [] if isinstance(person, Mapping)]
    told = {
        "id": item.get("id"),
        "url": item.get("url") or item.get("external_url"),
        "title": item.get("title"),
        "date": item.get("date_published"),
        "text": webpages.without_tags(str(item.get("content_html") or ""))
        or item.get("content_text")
        or item.get("summary"),
        "outlet": feed.get("title"),
        "language": item.get("language") or feed.get("language"),
    }
    said = {field: str(value) for field, value in told.items() if value}
    return {**said, "row": number, "authors": [str(name) for name in names if name]}


def _teasers_wanted(rows: list[dict[str, Any]], remarks: list[Refusal]) -> Reading:
    """Rows whose text is a teaser lose it, and so become wanted where they have an address."""
    reading = finished(rows, remarks)
    full = [row for row in reading.rows if len((row["text"] or "").split()) >= TEASER_WORDS]
    short = [row for row in reading.rows if len((row["text"] or "").split()) < TEASER_WORDS]
    wanted = [{**row, "text": None} for row in short if row.get("url")]
    kept = [row for row in short if not row.get("url")]
    return Reading(
        sorted([*full, *kept], key=lambda row: row["row"]),
        reading.refusals,
        sorted([*wanted, *reading.wanted], key=lambda row: row["row"]),
    )
