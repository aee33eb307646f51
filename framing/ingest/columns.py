"""Sources' own columns to those of a raw row."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from framing.ingest import encodings, webpages

ALIASES = {
    "text": "text body content article full_text fulltext article_text article_body articlebody"
    " maintext main_text html raw_html body_html story",
    "title": "title headline heading head article_title",
    "outlet": "outlet source publisher newspaper publication source_name sitename site_name site"
    " media medium journal paper publication_name news_outlet",
    "authors": "authors author byline by writer writers creator author_name author_names",
    "date": "date pub_date published publish_date published_at publication_date pubdate"
    " date_published datepublished date_publish created_at published_on datetime posted",
    "url": "url link href source_url article_url permalink web_url canonical_url",
    "id": "id article_id doc_id document_id uid guid uuid",
    "genre": "genre section type category rubric kind news_desk type_of_material",
    "language": "language lang language_code",
}
# Each alias to its field and its rank there: of several columns the better name counts.
FIELDS = {
    alias: (field, rank)
    for field, aliases in ALIASES.items()
    for rank, alias in enumerate(aliases.split())
}


class FormatError(ValueError):
    """A source of which nothing can be used; says what, where and what would work."""


class Refusal(NamedTuple):
    """A row that is not used (part "row"), or a remark on the source or row (part "note")."""

    row: int | None
    part: str
    reason: str
    text: str | None


class Reading(NamedTuple):
    """What one source held: raw rows without their source, and what was not used or assumed."""

    rows: list[dict[str, Any]]
    refusals: list[Refusal]


def field_of(name: str) -> str | None:
    """The raw column a source's own column name means; case and punctuation do not matter."""
    return _field(name)[0]


def _field(name: str) -> tuple[str | None, int]:
    words = re.findall(r"[^\W_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower())
    return FIELDS.get("_".join(words)) or FIELDS.get("".join(words)) or (None, 0)


def require_text(columns: Iterable[str]) -> None:
    """Raise FormatError, naming the columns found, where none can hold the article's text."""
    found = list(dict.fromkeys(columns))
    if any(field_of(name) == "text" for name in found):
        return
    shown = ", ".join((name[:40] or "(no name)") for name in found[:20])
    raise FormatError(
        f"no column with the article's text; found: {shown}; name one of them text, body or content"
    )


def raw(pairs: Iterable[tuple[Any, Any]], number: int) -> dict[str, Any]:
    """One article's raw row; of several columns for one thing the best filled one counts."""
    found: dict[str, tuple[int, list[str]]] = {}
    for name, value in pairs:
        field, rank = _field(str(name))
        if field is None or not (strings := _strings(value)):
            continue
        if field not in found or rank < found[field][0]:
            found[field] = rank, strings
    row: dict[str, Any] = {"row": number}
    for field, (_, strings) in found.items():
        between = "\n\n" if field == "text" else ", "
        row[field] = strings if field == "authors" else between.join(strings)
    return row


def _strings(value: Any, depth: int = 3) -> list[str]:
    """What a cell or JSON value says, as strings; of an object, its name."""
    if value is None:
        return []
    if isinstance(value, Mapping) and depth:
        named = [value[key] for key in ("name", "full_name", "title", "text") if value.get(key)]
        return _strings(named[0], depth - 1) if named else []
    if isinstance(value, list | tuple) and depth:
        return [string for one in value for string in _strings(one, depth - 1)]
    text = str(value) if depth else ""
    return [text] if text.strip() else []


def finished(rows: list[dict[str, Any]], refusals: list[Refusal]) -> Reading:
    """Rows with tidied cells, those that hold HTML turned to text; what was done in notes."""
    tidied = [_tidied(row) for row in rows]
    remarks = [Refusal(row["row"], "note", text, None) for row, notes in tidied for text in notes]
    return Reading([row for row, _ in tidied], refusals + remarks)


def _tidied(row: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    tidied = dict(row)
    notes: list[str] = []
    for field, value in row.items():
        if isinstance(value, str):
            tidied[field], more = encodings.tidy(value)
            notes += [f"{field}: {remark}" for remark in more]
    if "authors" in row:
        tidied["authors"] = [encodings.tidy(author)[0] for author in row["authors"]]
    if len(webpages.TAGS.findall(tidied.get("text", ""))) > 1:
        tidied["text"] = webpages.without_tags(tidied["text"])
        notes.append("text: HTML tags removed")
    return tidied, notes


def note(text: str) -> Refusal:
    """A remark on a whole source."""
    return Refusal(None, "note", text, None)
