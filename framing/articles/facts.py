"""Rows to what is known of their articles: who, when, what kind, which language, and from where.

A row's `facts` map a field to what the source states, where it does, and what speaks against it.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import py3langid

from framing.articles import dates
from framing.articles.asides import Row, note, said
from framing.metadata import addresses
from framing.metadata.genres import genre

MIN_LANGUAGE = 200  # characters: py3langid errs on shorter texts
LANGUAGE_SAMPLE = 5_000  # characters: more changes nothing
LANGUAGES = {"english": "en", "german": "de", "french": "fr", "ukrainian": "uk", "russian": "ru"}
FIELDS = ("outlet", "authors", "date", "genre", "language", "url", "text")
COLUMN, HEAD = "the source", "its first lines"
ORDERS = {"day": True, "month": False}


def found(row: Row, head: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Field to what is stated of it, and where: by the reader, by the source, in the first lines.

    `head` is what the first lines of the text say.
    """
    told = {fact["field"]: fact for fact in row["origins"] or []}
    facts = {}
    for field in FIELDS:
        value = row[field] if field != "authors" else ", ".join(filter(None, row["authors"] or []))
        in_head = head.get(field)
        here = told.get(field) or {"origin": None, "doubt": None}
        origin = here["origin"] or (HEAD if not value or value == in_head else COLUMN)
        if field == "text":
            value, in_head = None, here["doubt"]
        if value or in_head:
            stated = value or (", ".join(in_head) if isinstance(in_head, list) else in_head)
            facts[field] = {"stated": stated, "origin": origin, "doubt": here["doubt"]}
    return facts


def tell_authors(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """Authors became names with the body; those that hold no name are told."""
    nameless = [row for row in rows if row["stated"].strip() and not row["authors"]]
    return rows, [note(row, "no author's name in this", row["stated"]) for row in nameless]


def date_all(
    rows: list[Row], given: Mapping[str, str], today: date | None
) -> tuple[list[Row], list[Row]]:
    """Dates, in the order given for a source ("day" or "month" first) or shown by its other dates.

    What cannot be read, or lies after `today`, leaves an article undated.
    """
    stated: dict[str, list[str]] = {}
    for row in rows:
        stated.setdefault(row["source"], []).append(row["date"] or "")
    shown = {source: dates.day_comes_first(texts) for source, texts in stated.items()}
    notes, dated = [], []
    for row in rows:
        asked = given.get(row["source"]) or given.get("")
        order = ORDERS[asked] if asked else shown[row["source"]]
        published = dates.read(row["date"], day_first=bool(order)) if row["date"] else None
        doubt = _doubt(row["date"], published, order, is_asked=bool(asked), today=today)
        if doubt:
            notes.append(note(row, doubt, row["date"]))
        if published and today and published > today:
            published = None
        dated.append(_doubted({**row, "published": published}, "date", doubt))
    return dated, notes


def _doubt(
    text: str | None,
    published: date | None,
    order: bool | None,  # noqa: FBT001 - day first, month first, unknown
    *,
    is_asked: bool,
    today: date | None,
) -> str | None:
    if not text:
        return None
    if published is None:
        return "cannot be read as a date, kept as undated"
    if today and published > today:
        return f"a date in the future ({published}), kept as undated"
    if dates.is_ambiguous(text) and not is_asked:
        why = "assumed month first" if order is None else "in the order of its source's dates"
        return f"ambiguous date read as {published}, {why}"
    return None


def _doubted(row: Row, field: str, doubt: str | None) -> Row:
    facts = row["facts"]
    if not doubt or field not in facts:
        return row
    before = facts[field]["doubt"]
    both = f"{before}; {doubt}" if before else doubt
    return {**row, "facts": facts | {field: {**facts[field], "doubt": both}}}


def describe(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """What is read off an article: its genre, language and length."""
    described, notes = [], []
    for row in rows:
        kind = genre(
            row["genre"], title=row["title"], url=row["url"], authors=tuple(row["authors"])
        )
        language, language_fact = _language(row)
        facts = {**row["facts"]}
        if kind.reason:
            stated = facts.get("genre", {}).get("stated")
            facts["genre"] = {"stated": stated, "origin": kind.reason, "doubt": kind.doubt}
        elif facts.pop("genre", None) and not _from_page(row, "genre"):
            notes.append(note(row, "a genre that is not known", row["genre"]))
        if language_fact:
            facts["language"] = language_fact
        described.append(
            {
                **row,
                "facts": facts,
                "genre": kind.genre,
                "language": language,
                "n_words": n_words(row["text"]),
                "cluster": row["article_id"],  # duplicates.py finds the true clusters
                "is_canonical": True,
            }
        )
    return described, notes


def _from_page(row: Row, field: str) -> bool:
    return str(row["facts"].get(field, {}).get("origin")).startswith("page:")


def _language(row: Row) -> tuple[str | None, dict[str, Any] | None]:
    """Two letters, and where they come from: a page's own word counts less than its text."""
    own = (said(row["language"]) or "").lower()
    stated = own[:2] if re.fullmatch(r"[a-z]{2}(?:[-_].*)?", own) else LANGUAGES.get(own)
    is_long = len(row["text"]) >= MIN_LANGUAGE
    seen = str(py3langid.classify(row["text"][:LANGUAGE_SAMPLE])[0]) if is_long else None
    fact = row["facts"].get("language")
    if stated and fact and (seen in (None, stated) or not _from_page(row, "language")):
        doubt = f"its text looks like {seen!r}" if seen not in (None, stated) else None
        return stated, {**fact, "doubt": doubt}
    if seen:
        doubt = f"the page says {own!r}" if stated and seen != stated else None
        return seen, {"stated": own or None, "origin": "its text", "doubt": doubt}
    return None, None


def n_words(text: str) -> int:
    """How many white-space separated pieces of `text` hold a letter or a digit."""
    return sum(any(map(str.isalnum, piece)) for piece in text.split())


def origins(rows: list[Row]) -> Iterator[Row]:
    """Rows of the origin table: each fact of each article that anything is known of."""
    for row in rows:
        used = {
            "outlet": row["outlet"],
            "authors": ", ".join(row["authors"]) or None,
            "date": row["published"].isoformat() if row["published"] else None,
            "genre": row["genre"],
            "language": row["language"],
            "url": row["url"],
            "text": None,
        }
        for field, fact in row["facts"].items():
            yield {"article_id": row["article_id"], "field": field, "value": used[field], **fact}


def url(text: str | None) -> str | None:
    """An address in its canonical spelling."""
    return addresses.canonical(said(text))
