"""Raw rows to articles, and to everything that was not used with the reason.

Its parts, which no other step imports: bodies (with heads and clutter) and dates.
"""

import re
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

import polars as pl
import py3langid

from framing.articles import bodies, dates, heads
from framing.schema import ARTICLE, DISCARD, RAW, conform

MIN_WORDS = 5  # cookie pages, "read more" stubs and bare headlines are shorter
MIN_LANGUAGE = 200  # characters: py3langid errs on shorter texts
LANGUAGE_SAMPLE = 5_000  # characters: more changes nothing
LANGUAGES = {"english": "en", "german": "de", "french": "fr", "ukrainian": "uk", "russian": "ru"}

Row = dict[str, Any]


def clean(raw: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Raw rows to an article table and a discard table, in the order of the rows.

    Every row becomes one article or one discard of part "row". A discard with an article_id is a
    part of that article: every word of a row's text is in the article's text or in one of these.
    A discard of part "note" says what was assumed or could not be read; nothing was dropped.
    """
    rows = [{**row, "place": n} for n, row in enumerate(conform(raw, RAW).to_dicts())]
    discards: list[Row] = []
    stages = (_cut_bodies, _sift, _doubt, _name_authors, _date, _fold_repeats, _identify, _describe)
    for stage in stages:
        rows, more = stage(rows)
        discards += more
    discards = _own_parts(rows) + discards
    ids = {row["place"]: row["article_id"] for row in rows}
    ordered = sorted(discards, key=lambda discard: discard["place"])
    return (
        _table(rows, ARTICLE),
        _table([{**one, "article_id": ids.get(one["place"])} for one in ordered], DISCARD),
    )


def _cut_bodies(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """1. The author's body, apart from what a page puts around it."""
    return [_with_body(row) for row in rows], []


def _with_body(row: Row) -> Row:
    title = " ".join((row["title"] or "").split()) or None
    authors = heads.names(row["authors"] or [])
    marked = {one["paragraph"]: (one["part"], one["reason"]) for one in row["marked"] or []}
    body = bodies.body(row["text"] or "", title=title, authors=authors, marked=marked)
    return {
        **row,
        "whole": row["text"],
        "title": title or body.head.title or None,
        "text": body.text,
        "authors": authors or body.head.authors,
        "stated": ", ".join(author for author in row["authors"] or [] if author),
        "date": row["date"] or body.head.date,
        "genre": row["genre"] or body.head.genre,
        "outlet": _said(row["outlet"] or body.head.outlet),
        "url": _said(row["url"] or body.head.url),
        "cuts": body.cuts,
        "broken": body.broken,
    }


def _sift(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """2. Rows without enough text to read anything in."""
    discards = [_dropped(row, reason) for row in rows if (reason := _too_little(row))]
    return [row for row in rows if not _too_little(row)], discards


def _too_little(row: Row) -> str | None:
    whole, found = row["whole"] or "", row["text"]
    if not whole.strip():
        return "no text"
    if not re.search(r"[^\W\d_]", whole):
        return f"no letters in its {len(whole)} characters of text"
    if n_words(found) < MIN_WORDS or not re.search(r"[^\W\d_]", found):
        beside = f" beside {len(row['cuts'])} lines that are no article" if row["cuts"] else ""
        return f"only {len(found)} characters of text{beside}"
    return None


def _doubt(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """3. Texts that look cut off stay, and are told: their shares are those of a beginning."""
    return rows, [
        _note(
            row,
            f"only {len(row['text'])} characters, looks cut off: {row['broken']}",
            row["text"].rsplit("\n\n", 1)[-1],
        )
        for row in rows
        if row["broken"]
    ]


def _name_authors(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """4. Authors became names with the body; those that hold no name are told."""
    nameless = [row for row in rows if row["stated"].strip() and not row["authors"]]
    return rows, [_note(row, "no author's name in this", row["stated"]) for row in nameless]


def _date(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """5. Dates, in the order (day or month first) that the other dates of the source show."""
    stated: dict[str, list[str]] = {}
    for row in rows:
        stated.setdefault(row["source"], []).append(row["date"] or "")
    orders = {source: dates.day_comes_first(texts) for source, texts in stated.items()}
    notes = []
    dated = []
    for row in rows:
        order = orders[row["source"]]
        published = dates.read(row["date"], day_first=bool(order)) if row["date"] else None
        dated.append({**row, "published": published})
        if row["date"] and published is None:
            notes.append(_note(row, "cannot be read as a date, kept as undated", row["date"]))
        elif row["date"] and dates.is_ambiguous(row["date"]):
            why = "assumed month first" if order is None else "in the order of its source's dates"
            notes.append(_note(row, f"ambiguous date read as {published}, {why}", row["date"]))
    return dated, notes


def _fold_repeats(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """6. The same text again; in another outlet it is a reprint, which duplicates.py clusters."""
    seen: dict[bytes, list[Row]] = {}
    kept, discards = [], []
    for row in rows:
        copies = seen.setdefault(_digest(_plain(row["text"])), [])
        first = next((copy for copy in copies if _same_outlet(copy, row)), None)
        if first:
            place = "" if first["source"] == row["source"] else f" of {first['source']}"
            discards.append(_dropped(row, f"the same text as row {first['row']}{place}"))
        else:
            copies.append(row)
            kept.append(row)
    return kept, discards


def _same_outlet(one: Row, other: Row) -> bool:
    names = {_plain(row["outlet"]) for row in (one, other) if row["outlet"]}
    return len(names) <= 1


def _identify(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """7. The source's own id where it is the only one of its kind, else a digest."""
    times = Counter(_said(row["id"]) for row in rows)
    taken: set[str] = {own for own, n in times.items() if own and n == 1}
    identified, notes = [], []
    for row in rows:
        own = _said(row["id"])
        article_id = own if own and times[own] == 1 else _free_id(row, taken)
        taken.add(article_id)
        identified.append({**row, "article_id": article_id})
        if own and article_id != own:
            notes.append(_note(row, "this id is not unique", own))
    return identified, notes


def _free_id(row: Row, taken: set[str]) -> str:
    """A digest of the URL, else of the text, else of both and the row's place."""
    place = f"{row['source']}\n{row['row']}"
    bases = [row["url"], _plain(row["text"]), f"{row['url']}\n{row['text']}\n{place}"]
    digests = [_digest(base).hex() for base in bases if base]
    return next(
        digest for digest in [*digests, f"{digests[-1]}-{len(taken)}"] if digest not in taken
    )


def _describe(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """8. What is read off an article: its genre, language and length."""
    described = [
        {
            **row,
            "genre": heads.genre_of(row["genre"]),
            "language": _language(row),
            "n_words": n_words(row["text"]),
            "cluster": row["article_id"],  # duplicates.py finds the true clusters
            "is_canonical": True,
        }
        for row in rows
    ]
    notes = [
        _note(row, "a genre that is not known", was["genre"])
        for was, row in zip(rows, described, strict=True)
        if was["genre"] and row["genre"] == "unknown"
    ]
    return described, notes


def _language(row: Row) -> str | None:
    stated = (_said(row["language"]) or "").lower()
    if re.fullmatch(r"[a-z]{2}(?:[-_].*)?", stated):
        return stated[:2]
    if stated in LANGUAGES:
        return LANGUAGES[stated]
    if len(row["text"]) < MIN_LANGUAGE:
        return None
    return str(py3langid.classify(row["text"][:LANGUAGE_SAMPLE])[0])


def n_words(text: str) -> int:
    """How many white-space separated pieces of `text` hold a letter or a digit."""
    return sum(any(map(str.isalnum, piece)) for piece in text.split())


def _own_parts(rows: Iterable[Row]) -> list[Row]:
    return [_discard(row, cut.part, cut.reason, cut.text) for row in rows for cut in row["cuts"]]


def _dropped(row: Row, reason: str) -> Row:
    return _discard(row, "row", reason, row["whole"])


def _note(row: Row, reason: str, text: str) -> Row:
    return _discard(row, "note", reason, text)


def _discard(row: Row, part: str, reason: str, text: str | None) -> Row:
    where = {name: row[name] for name in ("place", "source", "row")}
    return {**where, "part": part, "reason": reason, "text": text}


def _table(rows: Iterable[Row], schema: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([{name: row[name] for name in schema} for row in rows], schema=schema)


def _said(text: str | None) -> str | None:
    return " ".join((text or "").split()) or None


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=8).digest()
