"""Terms to an index: the sparse table of a run as arrays, counted in a moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

MIN_ARTICLES = 3  # a term in fewer articles is no finding, and is only counted into the totals
PER_ARTICLES = 5_000  # in a large corpus a term must stand in one of so many articles
BLOCK = 1 << 17  # entries counted at a time: what a processor's cache holds
VOICES = ("author", "other")

Ints = NDArray[np.integer[Any]]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Who says what how often: one entry per term and article, in the order of terms.

    `starts[t]` to `starts[t + 1]` are the entries of term t; `article` points into `ids`; `times`
    is how often the article says it, `author` how often in the author's own voice.
    `totals[v, n - 1, a]` is how many terms of n words article a has in voice v, rare ones too.
    """

    least: int  # articles that a term of the index stands in at least
    ids: pl.Series
    terms: pl.Series
    starts: Ints
    article: Ints
    times: Ints
    author: Ints
    totals: Floats

    @property
    def lengths(self) -> Ints:
        """Words of each term: 1 or 2."""
        return self.terms.str.count_matches(" ").to_numpy() + 1

    def articles_with(self, term: str, voice: str | None = None) -> pl.Series:
        """Ids of the articles that say a term; none for one that is not in the index."""
        at = self.terms.search_sorted(term)
        if at >= len(self.terms) or self.terms[at] != term:
            return self.ids.clear()
        entries = slice(self.starts[at], self.starts[at + 1])
        return self.ids.gather(self.article[entries][self.spoken(entries, voice) > 0])

    def spoken(self, entries: slice, voice: str | None) -> Ints:
        """Times that some entries' terms are said in one voice, or in both together."""
        times, author = self.times[entries], self.author[entries]
        return {None: times, "author": author, "other": times - author}[voice]


def index(terms: pl.DataFrame) -> Index:
    """A table of TERM, rows of an article side by side, to an index of its frequent terms."""
    ids = terms["article_id"].unique(maintain_order=True).cast(pl.String)
    article = terms["article_id"].rle_id().to_numpy().astype(np.int32)
    code = terms["term"].to_physical().to_numpy()
    n_articles = np.bincount(code)
    known = terms["term"].unique()
    vocabulary = pl.DataFrame({"term": known.cast(pl.String), "code": known.to_physical()})
    vocabulary = vocabulary.with_columns(words=1 + pl.col("term").str.count_matches(" "))
    words = np.zeros(len(n_articles), dtype=np.int8)
    words[vocabulary["code"].to_numpy()] = vocabulary["words"].to_numpy()
    author, other = (terms[name].to_numpy() for name in ("n_author", "n_other"))
    totals = np.stack([_totals(words[code], article, said, len(ids)) for said in (author, other)])
    least = max(MIN_ARTICLES, len(ids) // PER_ARTICLES)
    often = vocabulary["code"].is_in(np.flatnonzero(n_articles >= least))
    vocabulary = vocabulary.filter(often).sort("term")
    number = np.full(len(n_articles), -1, dtype=np.int32)
    number[vocabulary["code"].to_numpy()] = np.arange(vocabulary.height)
    term = number[code]
    kept = term >= 0
    term, article = term[kept], article[kept]
    by_term = np.argsort(term, kind="stable")
    starts = np.zeros(vocabulary.height + 1, dtype=np.int64)
    np.cumsum(np.bincount(term, minlength=vocabulary.height), out=starts[1:])
    times, author = (_narrow(said)[kept][by_term] for said in (author + other, author))
    return Index(least, ids, vocabulary["term"], starts, article[by_term], times, author, totals)


def _totals(words: Ints, article: Ints, said: Ints, n: int) -> Floats:
    """Times that each article says terms of one and of two words: 2 × articles."""
    return np.stack(
        [np.bincount(article, weights=said * (words == length), minlength=n) for length in (1, 2)]
    )


def _narrow(counts: Ints) -> Ints:
    """The same numbers in the fewest bytes that hold them."""
    return counts.astype(np.min_scalar_type(int(counts.max(initial=0))))


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Per bin and term: times said, articles that say it; per term: squared times."""

    times: Floats
    articles: Floats
    squares: Floats


def sums(found: Index, bins: Ints, n_bins: int, voice: str | None) -> Sums:
    """Count each term in each bin; `bins` has one per article, n_bins for those left out."""
    wide, size = n_bins + 1, len(found.terms)
    articles, more = np.zeros(size * wide), np.zeros(size * wide)
    squares = np.zeros(size)
    bins = bins.astype(np.int64)
    for first, cell, said in _blocks(found, bins, wide, voice):
        _add(articles, first * wide, np.bincount(cell if voice is None else cell[said > 0]))
        often = np.flatnonzero(said > 1)
        repeated, times = cell[often], said[often].astype(np.float64)
        _add(more, first * wide, np.bincount(repeated, weights=times - 1))
        term, at = np.divmod(repeated, wide)
        _add(squares, first, np.bincount(term, weights=(times**2 - 1) * (at < n_bins)))
    by_bin = articles.reshape(size, wide)[:, :n_bins]
    return Sums(
        times=more.reshape(size, wide)[:, :n_bins] + by_bin,
        articles=by_bin,
        squares=squares + by_bin.sum(axis=1),
    )


def _add(sums: Floats, first: int, counted: Floats | Ints) -> None:
    sums[first : first + len(counted)] += counted


def _blocks(
    found: Index, bins: Ints, wide: int, voice: str | None
) -> Iterator[tuple[int, Ints, Ints]]:
    """Entries a block at a time: the first term, each entry's cell from it on, and its times."""
    for begin in range(0, len(found.article), BLOCK):
        entries = slice(begin, min(begin + BLOCK, len(found.article)))
        first = int(np.searchsorted(found.starts, begin, side="right")) - 1
        last = int(np.searchsorted(found.starts, entries.stop, side="left"))
        edges = found.starts[first : last + 1].clip(begin, entries.stop)
        cell = np.repeat(np.arange(0, (last - first) * wide, wide), np.diff(edges))
        cell += bins[found.article[entries]]
        yield first, cell, found.spoken(entries, voice)
