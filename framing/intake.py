"""Inputs to articles with copies marked, and to all that is known about how they were read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812 - `date` is an option's name
from typing import BinaryIO

import polars as pl

from framing import articles, duplicates, ingest
from framing.fetching.pages import Fetch
from framing.schema import DISCARD, conform


@dataclass(frozen=True, slots=True)
class Reading:
    """What people say of their inputs."""

    columns: Mapping[str, str] = field(default_factory=dict)  # field to the column that holds it
    columns_of: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # of one source alone
    orders: Mapping[str, str] = field(default_factory=dict)  # source (or "", all) to day or month
    outlet: str | None = None  # of articles whose source does not say it; the same below
    author: str | None = None
    date: str | None = None
    encoding: str | None = None  # of texts that do not tell it themselves

    def given(self) -> dict[str, object]:
        """Field to what holds where a source is silent."""
        authors = [self.author] if self.author else None
        return {"outlet": self.outlet, "authors": authors, "date": self.date}

    def asked(self, source: str) -> dict[str, str]:
        """Field to the column that holds it, in one source."""
        return {**self.columns, **self.columns_of.get(source, {})}


def read(
    inputs: Sequence[str],
    reading: Reading,
    *,
    today: Date | None = None,
    stdin: BinaryIO | None = None,
    urls: Sequence[str] = (),
    fetch: Fetch | None = None,
    names: Mapping[str, str] | None = None,
) -> dict[str, pl.DataFrame]:
    """Files, folders or "-" to the tables raw, article, discard, origin and column.

    Addresses are fetched by `fetch`, and not at all without it; `urls` are files whose addresses
    are to be fetched. Dates after `today` are not believed. `names` maps an input to the name it
    is told by.
    """
    found = ingest.examine(
        inputs,
        urls=urls,
        given=reading.given(),
        stdin=stdin,
        fetch=fetch,
        columns=reading.columns,
        columns_of=reading.columns_of,
        names=names,
        encoding=reading.encoding,
    )
    cleaned = articles.cleaned(found.raw, orders=reading.orders, today=today)
    return {
        "raw": found.raw,
        "article": duplicates.mark(cleaned.article),
        "discard": conform(pl.concat([found.discard, cleaned.discard]), DISCARD),
        "origin": cleaned.origin,
        "column": found.column,
    }
