"""What people choose to look at: a frozen value that applies itself and says itself in words."""

from dataclasses import dataclass
from datetime import date

import polars as pl

MOST_NAMED = 3  # names in a row that a caption can hold


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters on articles and on the voice of sentences. Empty means everything."""

    outlets: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    voice: str | None = None
    one_per_story: bool = False

    def articles(self, articles: pl.DataFrame) -> pl.DataFrame:
        """The selected rows of an article table. Undated articles fail every date filter."""
        keep = pl.lit(True)
        if self.outlets:
            keep &= pl.col("outlet").is_in(self.outlets)
        if self.authors:
            keep &= pl.col("authors").list.eval(pl.element().is_in(self.authors)).list.any()
        if self.genres:
            keep &= pl.col("genre").cast(pl.String).is_in(self.genres)
        if self.since:
            keep &= pl.col("published").ge(self.since).fill_null(False)
        if self.until:
            keep &= pl.col("published").le(self.until).fill_null(False)
        if self.one_per_story:
            keep &= pl.col("is_canonical")
        return articles.filter(keep)

    def sentences(self, sentences: pl.DataFrame) -> pl.DataFrame:
        """The rows of a table with article_id and voice that are in the selected voice."""
        return sentences.filter(pl.col("voice") == self.voice) if self.voice else sentences

    def describe(self) -> str:
        """The selection in words: "The Ledger, Courier · opinion · since 2023-01-01 · …"."""
        words = [
            _listed(self.outlets, "outlets"),
            _listed(self.authors, "authors"),
            _listed(self.genres, "genres"),
            _dates(self.since, self.until),
            {"author": "authors' own voice", "other": "quoted voices"}.get(self.voice or "", ""),
            "one copy per story" if self.one_per_story else "",
        ]
        return " · ".join(word for word in words if word) or "the whole corpus"


def _listed(names: tuple[str, ...], noun: str) -> str:
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    return f"{', '.join(names[:2])} and {len(names) - 2} more {noun}"


def _dates(since: date | None, until: date | None) -> str:
    if since and until:
        return f"{since} to {until}"
    if since:
        return f"since {since}"
    return f"until {until}" if until else ""
