"""The files of a share bundle to its tables: whoever made it is not trusted."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from framing.bundle import ABOUT, ARTICLES, CODEBOOK, FORMAT, MANIFEST, NUMBERS, BundleError
from framing.schema import VOICES

COMPARED = (*ABOUT, "title", "n_words")  # of what a bundle says about an article
STORY = ("cluster", "is_canonical")  # which articles carry one story


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that was read: what it is of, its article table, and its tables of numbers."""

    manifest: Mapping[str, Any]
    voice: str | None
    is_whole: bool  # of a whole corpus
    codebook: str
    articles: pl.DataFrame
    numbers: Mapping[str, pl.DataFrame]


def read(files: Mapping[str, bytes], tables: Mapping[str, pl.DataFrame]) -> Bundle:
    """The files of a bundle and its tables, all columns text. Raises BundleError for any other."""
    try:
        manifest = _manifest(files[MANIFEST])
        voice, is_whole = _selection(manifest.get("selection"))
        return Bundle(
            manifest,
            voice,
            is_whole,
            files[CODEBOOK].decode(),
            _articles(tables[ARTICLES]),
            {name: _with(tables[name], keys) for name, keys in NUMBERS.items()},
        )
    except (ValueError, RecursionError, pl.exceptions.PolarsError) as error:
        reason = str(error).partition("\n")[0][:200]
        raise BundleError(f"this is no share bundle that can be read ({reason})") from None


def _manifest(content: bytes) -> dict[str, Any]:
    manifest = json.loads(content)
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ValueError(f"{MANIFEST} is not of format {FORMAT}; use the version that made it")
    return manifest


def _with(table: pl.DataFrame, columns: Iterable[str]) -> pl.DataFrame:
    missing = [name for name in columns if name not in table.columns]
    if missing:
        raise ValueError(f"column {missing[0]!r} is missing")
    return table


def _articles(listed: pl.DataFrame) -> pl.DataFrame:
    table = _with(listed, ("article_id", "digest", "url", *COMPARED, *STORY))
    if table["article_id"].is_duplicated().any() or table["article_id"].null_count():
        raise ValueError("an article's id is missing or used twice")
    authors = [_names(text) for text in table["authors"]]
    return table.with_columns(
        pl.Series("authors", authors, dtype=pl.List(pl.String)),
        pl.col("published").str.to_date("%Y-%m-%d", strict=False),
    )


def _selection(said: Any) -> tuple[str | None, bool]:
    """Which voice a bundle is of, and whether of a whole corpus."""
    if not isinstance(said, dict) or said.get("voice") not in (None, *VOICES):
        raise ValueError(f"{MANIFEST} names no selection that there is")
    return said.get("voice"), said.get("whole") is True


def _names(text: str | None) -> list[str]:
    names = json.loads(text or "[]")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError("authors are no list of names")
    return names
