"""Sources' own columns to those of a raw row."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from framing.ingest import surveys

ALIASES = {
    "text": "text body content article full_text fulltext article_text article_body articlebody"
    " maintext main_text html raw_html body_html story",
    "title": "title headline heading head article_title",
    "outlet": "outlet source publisher newspaper publication source_name sitename site_name site"
    " media medium journal paper publication_name news_outlet media_name",
    "authors": "authors author byline by writer writers creator author_name author_names",
    "date": "date pub_date published publish_date published_at publication_date pubdate"
    " date_published datepublished date_publish created_at published_on datetime posted",
    "url": "url link href source_url article_url permalink web_url canonical_url",
    "id": "id article_id doc_id document_id uid guid uuid stories_id story_id",
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
    """What one source held: raw rows without their source, and what was not used or assumed.

    `wanted` are rows that have an address (`url`) and no text: whoever may, fetches them.
    """

    rows: list[dict[str, Any]]
    refusals: list[Refusal]
    wanted: Sequence[dict[str, Any]] = ()


def field_of(name: str) -> str | None:
    """The raw column a source's own column name means; case and punctuation do not matter."""
    return _field(name)[0]


def _field(name: str) -> tuple[str | None, int]:
    survey = surveys.here()
    if survey and (asked := survey.field_asked(name)):
        return asked, -1
    words = re.findall(r"[^\W_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower())
    return FIELDS.get("_".join(words)) or FIELDS.get("".join(words)) or (None, 0)


def require_text(columns: Iterable[str]) -> list[Refusal]:
    """Raise FormatError, naming the columns found, where none holds a text or its address.

    Where only the address is there, a note says so.
    """
    found = list(dict.fromkeys(columns))
    if survey := surveys.here():
        survey.see_columns(found)
        if survey.is_trial:
            return []
    fields = {field_of(name) for name in found}
    if "text" in fields:
        return []
    shown = ", ".join((name[:40] or "(no name)") for name in found[:20])
    if "url" in fields:
        return [note(f"no column with the article's text, only addresses; found: {shown}")]
    raise FormatError(
        f"no column with the article's text; found: {shown}; name one of them text, body or content"
        ", or say which it is: text=COLUMN"
    )


def raw(pairs: Iterable[tuple[Any, Any]], number: int) -> dict[str, Any]:
    """One article's raw row; of several columns for one thing the best filled one counts."""
    found: dict[str, tuple[int, list[str]]] = {}
    cells = [(str(name), value) for name, value in pairs]
    survey = surveys.here()
    if survey:
        survey.see_row(cells)
    for name, value in cells:
        field, rank = _field(name)
        if field is None or not (strings := _strings(value)):
            continue
        if rank >= 0 and survey and survey.is_settled(field, [column for column, _ in cells]):
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


def note(text: str) -> Refusal:
    """A remark on a whole source."""
    return Refusal(None, "note", text, None)
