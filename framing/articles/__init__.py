"""Raw rows to articles, and to everything that was not used with the reason.

Its parts, which no other step imports: bodies (with heads and clutter), dates, facts, identities.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import polars as pl

from framing.articles import bodies, facts, identities
from framing.articles.asides import Row, discard, dropped, note, said
from framing.articles.facts import n_words
from framing.metadata import authors
from framing.schema import ARTICLE, DISCARD, ORIGIN, RAW, conform, migrated

MIN_WORDS = 5  # cookie pages, "read more" stubs and bare headlines are shorter


class Cleaned(NamedTuple):
    """Raw rows cleaned: three tables of schema.py."""

    article: pl.DataFrame
    discard: pl.DataFrame
    origin: pl.DataFrame


Each = Callable[[Callable[[Row], Row], list[Row]], Iterable[Row]]  # as `map` does it


def clean(
    raw: pl.DataFrame,
    *,
    orders: Mapping[str, str] | None = None,
    today: date | None = None,
    each: Each = map,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Raw rows to an article table and a discard table; `cleaned` says also where facts are from.

    Every row becomes one article or one discard of part "row". A discard with an article_id is a
    part of that article: every word of a row's text is in the article's text or in one of these.
    A discard of part "note" says what was assumed or could not be read; nothing was dropped.
    """
    done = cleaned(raw, orders=orders, today=today, each=each)
    return done.article, done.discard


def cleaned(
    raw: pl.DataFrame,
    *,
    orders: Mapping[str, str] | None = None,
    today: date | None = None,
    keep: identities.Keep = (),
    each: Each = map,
) -> Cleaned:
    """Raw rows to articles, discards and origins, in the order of the rows.

    `orders` maps a source (or "", every source) to "day" or "month": which comes first in its
    dates; dates after `today` are not believed. Rows in `keep` (source, row) become articles,
    uncut, however short they are or like another one. `each` cuts every row's body, in order.
    """
    rows = [{**row, "place": n} for n, row in enumerate(_raw(raw).to_dicts())]
    discards: list[Row] = []
    for stage in (
        partial(_cut_bodies, keep=keep, each=each),
        partial(_sift, keep=keep),
        _tell_broken,
        facts.tell_authors,
        partial(facts.date_all, given=orders or {}, today=today),
        partial(identities.fold_repeats, keep=keep),
        identities.identify,
        facts.describe,
    ):
        rows, more = stage(rows)
        discards += more
    discards = _own_parts(rows) + discards
    ids = {row["place"]: row["article_id"] for row in rows}
    ordered = sorted(discards, key=lambda one: one["place"])
    return Cleaned(
        _table(rows, ARTICLE),
        _table([{**one, "article_id": ids.get(one["place"])} for one in ordered], DISCARD),
        _table(facts.origins(rows), ORIGIN),
    )


def _raw(raw: pl.DataFrame) -> pl.DataFrame:
    return conform(migrated(raw, "raw"), RAW)


def _cut_bodies(rows: list[Row], keep: identities.Keep, each: Each) -> tuple[list[Row], list[Row]]:
    """1. The author's body, apart from what a page puts around it."""
    return list(each(partial(_with_body, keep=keep), rows)), []


def _with_body(row: Row, keep: identities.Keep) -> Row:
    uncut = (row["source"], row["row"]) in keep
    title = " ".join((row["title"] or "").split()) or None
    names = authors.names(row["authors"] or [])
    marked = {one["paragraph"]: (one["part"], one["reason"]) for one in row["marked"] or []}
    body = bodies.body(row["text"] or "", title=title, authors=names, marked=marked)
    head = asdict(body.head)
    return {
        **row,
        "whole": row["text"],
        "title": title or body.head.title or None,
        "text": "\n\n".join(bodies.paragraphs(row["text"] or "")) if uncut else body.text,
        "authors": names or body.head.authors,
        "stated": ", ".join(author for author in row["authors"] or [] if author),
        "date": row["date"] or body.head.date,
        "genre": row["genre"] or body.head.genre,
        "outlet": said(row["outlet"] or body.head.outlet),
        "url": facts.url(row["url"] or body.head.url),
        "cuts": [] if uncut else body.cuts,
        "broken": body.broken,
        "facts": facts.found(row, head),
    }


def _sift(rows: list[Row], keep: identities.Keep) -> tuple[list[Row], list[Row]]:
    """2. Rows without enough text to read anything in."""
    reasons = [None if (r["source"], r["row"]) in keep else _too_little(r) for r in rows]
    discards = [
        dropped(row, why) for row, why in zip(rows, reasons, strict=True) if why is not None
    ]
    return [row for row, why in zip(rows, reasons, strict=True) if why is None], discards


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


def _tell_broken(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """3. Texts that look cut off stay, and are told: their shares are those of a beginning."""
    return rows, [
        note(
            row,
            f"only {len(row['text'])} characters, looks cut off: {row['broken']}",
            row["text"].rsplit("\n\n", 1)[-1],
        )
        for row in rows
        if row["broken"]
    ]


def _own_parts(rows: Iterable[Row]) -> list[Row]:
    return [
        discard(row, cut.part, cut.reason, cut.text, cut.at) for row in rows for cut in row["cuts"]
    ]


def _table(rows: Iterable[Row], schema: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([{name: row[name] for name in schema} for row in rows], schema=schema)
