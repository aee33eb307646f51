"""Sentences to quotations short enough to be shared: the ones that decide an article's position."""

from collections.abc import Iterator

import polars as pl

from framing.scores import pulls

WORDS = 25  # of a quotation or a headline
SIGNS = 200  # of a quotation: some languages write no spaces
PART = 5  # all quotations of an article are at most a fifth of its words
EACH = 5  # quotations of an article
SHORTEST = 5  # words; less says nothing

QUOTE = {
    "article_id": pl.String,
    "sentence": pl.Int32,
    "frame": pl.String,
    "stance": pl.String,
    "voice": pl.String,
    "quote": pl.String,
}


def quotes(articles: pl.DataFrame, sentences: pl.DataFrame, poles: tuple[str, str]) -> pl.DataFrame:
    """Up to five quotations of each article, those that pull its position most first.

    Columns of QUOTE. A quotation is the beginning of a sentence; together they stay within a fifth
    of the article's words.
    """
    body = sentences.filter(pl.col("part") == "body")
    place = ["article_id", "sentence"]
    pull = (pl.col("side") * pl.col("weight")).abs()
    decisive = (
        pulls(sentences, poles)
        .filter(pl.col("stance").is_in(["endorse", "reject"]))
        .sort(pull, "sentence", "frame", descending=[True, False, False])
        .unique(place, keep="first", maintain_order=True)
        .join(body.select(*place, "text"), on=place, how="inner", maintain_order="left")
        .join(articles.select("article_id", "n_words"), on="article_id", maintain_order="left")
        .group_by("article_id", maintain_order=True)
        .head(EACH)
        .sort("article_id", maintain_order=True)
    )
    parts = decisive.partition_by("article_id", maintain_order=True)
    rows = [row for part in parts for row in _within(part)]
    return pl.DataFrame(rows, schema=QUOTE, orient="row")


def _within(part: pl.DataFrame) -> Iterator[dict[str, object]]:
    """One article's quotations, as far as its words allow."""
    left = (part["n_words"][0] or 0) // PART
    for row in part.iter_rows(named=True):
        quote = clipped(row["text"], min(left, WORDS))
        n = len((quote or "").split())
        if n < SHORTEST:
            return
        left -= n
        yield {name: row.get(name) for name in QUOTE} | {"quote": quote}


def clipped(text: str | None, words: int = WORDS) -> str | None:
    """The first words of a text, with an ellipsis where some are left out."""
    if text is None:
        return None
    kept = text.split()[:words]
    short = " ".join(kept)[:SIGNS]
    return short if short == " ".join(text.split()) else f"{short.rstrip()} …"
