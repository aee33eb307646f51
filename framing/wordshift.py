"""Sentences to a word shift: which words make one side sound darker than the other."""

import polars as pl

from framing.schema import WORD_SHIFT, conform


def word_shift(side: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """Split the difference in tone, side less other, by words: WORD_SHIFT, the largest first.

    Both are rows of SENTENCE. The tone of a side is the mean over its articles of the mean over
    their body sentences, as everywhere, and `shift` adds up to the difference exactly: a word
    stands for its pushes (tone.add_tone), negated and intensified ones included. `by_use` and
    `by_context` are the two terms of a generalised word shift (Gallagher et al. 2021, EPJ Data
    Science 10:4, eq. 6, with the reference 0 of the compound score): (p - p')(v + v') / 2 and
    (v - v')(p + p') / 2, for p a word's uses a sentence and v its mean push.
    """
    names = ("use", "push", "n_sentences", "n_articles")
    both = _pushes(side).join(
        _pushes(other), on="word", how="full", coalesce=True, suffix="_other", maintain_order="left"
    )
    both = both.with_columns(pl.col(n, f"{n}_other").fill_null(0) for n in names)
    mine = pl.col("push") / pl.col("use")
    theirs = pl.col("push_other") / pl.col("use_other")
    # A word that one side lacks has no other context there.
    here, there = (
        pl.when(pl.col(use) > 0).then(own).otherwise(others)
        for use, own, others in (("use", mine, theirs), ("use_other", theirs, mine))
    )
    use, use_other = pl.col("use"), pl.col("use_other")
    return (
        both.select(
            "word",
            "n_sentences",
            "n_articles",
            "n_sentences_other",
            "n_articles_other",
            shift=pl.col("push") - pl.col("push_other"),
            by_use=(use - use_other) * (here + there) / 2,
            by_context=(here - there) * (use + use_other) / 2,
            push=(here + there) / 2,
        )
        .sort(pl.col("shift").abs(), "word", descending=[True, False])
        .pipe(conform, WORD_SHIFT)
    )


def _pushes(sentences: pl.DataFrame) -> pl.DataFrame:
    """One row per word: uses and push a sentence, both as means over articles, and counts."""
    body = sentences.filter((pl.col("part") == "body") & pl.col("tone").is_not_null())
    n_articles = body["article_id"].n_unique()
    weight = 1 / (pl.len().over("article_id") * n_articles)
    return (
        body.select("article_id", "sentence", "tone_words", weight=weight)
        .explode("tone_words", empty_as_null=False, keep_nulls=False)
        .unnest("tone_words")
        .group_by("word", maintain_order=True)
        .agg(
            use=pl.col("weight").sum(),
            push=(pl.col("weight") * pl.col("push")).sum(),
            n_sentences=pl.struct("article_id", "sentence").n_unique(),
            n_articles=pl.col("article_id").n_unique(),
        )
    )


def shortened(shift: pl.DataFrame, top: int) -> pl.DataFrame:
    """The `top` words, and one row for all others: word null, so that the sum stays."""
    rest = shift.slice(top)
    if rest.is_empty():
        return shift
    sums = ("shift", "by_use", "by_context")
    return pl.concat([shift.head(top), rest.select(pl.col(*sums).sum())], how="diagonal").select(
        shift.columns
    )
