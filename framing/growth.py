"""Batches of cleaned articles to one corpus: new, changed and repeated articles told apart.

A batch is what one import brought. Batches are joined in the order in which they came, and joining
the same ones again gives the same corpus: nothing else says what is in it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import polars as pl

from framing.articles import identities
from framing.articles.asides import plain
from framing.metadata import addresses
from framing.schema import ARTICLE, DISCARD, ORIGIN

MIN_SHARED = 0.3  # of the shorter text's four-word sequences: a later version of the same article
SHINGLE = 4
DESCRIBED = ("url", "outlet", "authors", "published", "title", "genre", "language")
BATCHED = {**DISCARD, "batch": pl.String}  # a discard and the batch that it came in

Row = dict[str, Any]


class Batch(NamedTuple):
    """What one import brought: its name and three tables of schema.py.

    `article` has one column more: `row`, the article's row in its source.
    """

    name: str
    article: pl.DataFrame
    discard: pl.DataFrame
    origin: pl.DataFrame


class Grown(NamedTuple):
    """A corpus: articles and origins, discards with their batch, and how each batch changed it."""

    article: pl.DataFrame
    discard: pl.DataFrame
    origin: pl.DataFrame
    counts: dict[str, dict[str, int]]  # batch to new, changed, repeated


@dataclass(slots=True)
class _Corpus:
    """What has been joined so far."""

    articles: dict[str, Row] = field(default_factory=dict)  # by id, in order
    by_text: dict[bytes, list[str]] = field(default_factory=dict)
    by_url: dict[str, str] = field(default_factory=dict)
    discards: list[Row] = field(default_factory=list)
    origins: dict[str, list[Row]] = field(default_factory=dict)


def join(batches: Iterable[Batch]) -> Grown:
    """Batches to one corpus.

    An article of a later batch that has the same text and outlet as one that is here is repeated:
    it is left out, with the reason. One with the same address, or the same id and much the same
    text, is a changed one: it takes the other's place and id. Everything else is new; an id that
    is taken is replaced. Of every row that is not used a discard of part "row" says why.
    """
    corpus = _Corpus()
    counts = {batch.name: _join(corpus, batch) for batch in batches}
    article = pl.DataFrame(
        [{name: row[name] for name in ARTICLE} for row in corpus.articles.values()], schema=ARTICLE
    )
    origins = [one for rows in corpus.origins.values() for one in rows]
    return Grown(
        article,
        pl.DataFrame(corpus.discards, schema=BATCHED),
        pl.DataFrame(origins, schema=ORIGIN),
        counts,
    )


def _join(corpus: _Corpus, batch: Batch) -> dict[str, int]:
    """Join one batch; its articles are compared with what was here before it, not with itself."""
    before = set(corpus.articles)
    ids: dict[str, str | None] = {}
    verdicts = {"new": 0, "changed": 0, "repeated": 0}
    for row in _numbered(batch):
        verdict, here = _verdict(corpus, row, before)
        verdicts[verdict] += 1
        ids[row["article_id"]] = _enter(corpus, row, verdict, here)
    for one in batch.discard.iter_rows(named=True):
        owner = ids.get(one["article_id"]) if one["article_id"] is not None else None
        at = one["at"] if owner is not None else None
        corpus.discards.append({**one, "article_id": owner, "at": at, "batch": batch.name})
    for one in batch.origin.iter_rows(named=True):
        if owner := ids.get(one["article_id"]):
            corpus.origins.setdefault(owner, []).append({**one, "article_id": owner})
    return verdicts


def with_rows(articles: pl.DataFrame, raw: pl.DataFrame, discards: pl.DataFrame) -> pl.DataFrame:
    """Cleaned articles with the row of each, for a Batch: the rows that were not discarded.

    `articles` and `discards` are what cleaning made of `raw`, in its order.
    """
    dropped = discards.filter(part="row").select("source", "row")
    kept = raw.select("source", "row").join(
        dropped, on=["source", "row"], how="anti", maintain_order="left"
    )
    return articles.with_columns(row=kept["row"])


def _numbered(batch: Batch) -> Iterator[Row]:
    """Articles with what tells them apart."""
    for row in batch.article.iter_rows(named=True):
        text = identities.digest(plain(row["text"]))
        yield {**row, "digest": text, "key": _key(row["url"]), "batch": batch.name}


def _key(url: str | None) -> str | None:
    found = addresses.key(url) or ""
    return found if "/" in found.strip("/") else None  # a site's front page is no article's


def _verdict(corpus: _Corpus, row: Row, before: set[str]) -> tuple[str, str | None]:
    """New, changed or repeated, and the article that is here already."""
    for article_id in corpus.by_text.get(row["digest"], []):
        here = corpus.articles[article_id]
        if article_id in before and _one_outlet(here, row):
            return ("changed" if _says_more(here, row) else "repeated"), article_id
    same_page = corpus.by_url.get(row["key"] or "")
    if same_page in before:
        return "changed", same_page
    named = row["article_id"]
    if named in before and _is_version(corpus.articles[named], row):
        return "changed", named
    return "new", None


def _one_outlet(one: Row, other: Row) -> bool:
    return len({plain(row["outlet"]) for row in (one, other) if row["outlet"]}) <= 1


def _says_more(here: Row, row: Row) -> bool:
    """Whether the same text comes with facts that are missing or different here."""
    nothing: tuple[object, ...] = (None, [], "unknown")
    return any(row[name] not in nothing and row[name] != here[name] for name in DESCRIBED)


def _is_version(here: Row, row: Row) -> bool:
    """Whether two articles of one id are an outlet's versions of one text, or of one title."""
    if not _one_outlet(here, row):
        return False
    if row["title"] and plain(row["title"]) == plain(here["title"] or ""):
        return True
    one, two = (_shingles(text["text"]) for text in (here, row))
    return len(one & two) >= MIN_SHARED * max(1, min(len(one), len(two)))


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = plain(text).split()
    return {tuple(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1)}


def _enter(corpus: _Corpus, row: Row, verdict: str, here: str | None) -> str | None:
    """Put an article in its place; the id it goes by here, or None where it is left out."""
    if verdict == "repeated" and here is not None:
        other = corpus.articles[here]
        corpus.discards.append(_left_out(row, f"the same text came before, in {other['source']}"))
        return None
    if here is None:
        article_id = _free(row["article_id"], corpus.articles)
    else:
        article_id = here
        _replace(corpus, here, row)
    corpus.articles[article_id] = {**row, "article_id": article_id, "cluster": article_id}
    corpus.by_text.setdefault(row["digest"], []).append(article_id)
    if row["key"]:
        corpus.by_url[row["key"]] = article_id
    return article_id


def _replace(corpus: _Corpus, article_id: str, row: Row) -> None:
    """Take out what a newer version replaces; of the same text it keeps what only the old says."""
    old = corpus.articles[article_id]
    corpus.by_text[old["digest"]].remove(article_id)
    corpus.origins.pop(article_id, None)
    for discard in corpus.discards:
        if discard["article_id"] == article_id:
            discard |= {"article_id": None, "at": None}
    if old["digest"] == row["digest"]:
        row |= {name: old[name] for name in DESCRIBED if row[name] in (None, [], "unknown")}
        reason = f"the same text came again, with more about it, in {row['source']}"
    else:
        reason = f"a newer version came in {row['source']}"
    corpus.discards.append(_left_out(old, reason))


def _left_out(row: Row, reason: str) -> Row:
    place = {"source": row["source"], "row": row["row"], "batch": row["batch"]}
    return {
        **place,
        "article_id": None,
        "part": "row",
        "reason": reason,
        "text": row["text"],
        "at": None,
    }


def _free(article_id: str, taken: Mapping[str, Row]) -> str:
    numbers = (f"{article_id}-{n}" for n in range(2, len(taken) + 3))
    return article_id if article_id not in taken else next(i for i in numbers if i not in taken)
