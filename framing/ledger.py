"""Sentences to the term ledger: which indicator fired how often, where, and what hangs on it."""

import polars as pl

from framing.schema import LEDGER, conform

EVOKED = 1.0 - 1e-9  # a frame is evoked when its evidence weighs at least 1


def ledger(sentences: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """One row per indicator that fired in the body of `articles`, the most frequent first.

    Shares may add up to more than 1, because several indicators can fire in one sentence.
    """
    place = ["article_id", "sentence", "frame"]
    found = (
        sentences.filter(part="body")
        .join(articles.select("article_id", "outlet"), on="article_id", how="inner")
        .select("article_id", "sentence", "outlet", "evidence")
        .explode("evidence", empty_as_null=False, keep_nulls=False)
        .unnest("evidence")
        .with_columns(pl.col("outlet").fill_null("unknown"))
    )
    fired = (
        found.group_by(*place, "indicator", "outlet")
        .agg(pl.col("weight").sum())
        .with_columns(rest=pl.col("weight").sum().over(place) - pl.col("weight"))
    )
    totals = fired.group_by("frame").agg(total=pl.struct("article_id", "sentence").n_unique())
    return (
        fired.group_by("indicator", "frame")
        .agg(
            n_sentences=pl.len(),
            n_lost=(pl.col("rest") < EVOKED).sum(),
            n_articles=pl.col("article_id").n_unique(),
            n_outlets=pl.col("outlet").n_unique(),
            outlets=pl.col("outlet").unique().sort(),
        )
        .join(totals, on="frame", how="left")
        .with_columns(share=pl.col("n_sentences") / pl.col("total"))
        .sort("n_sentences", "indicator", descending=[True, False])
        .pipe(conform, LEDGER)
    )


def without(sentences: pl.DataFrame, indicator: str) -> pl.DataFrame:
    """The sentences with the evidence there would be if an indicator were not in the codebook.

    Frames that other evidence no longer evokes go with it. Stances stay as they were found.
    """
    numbered = sentences.with_row_index("row")
    kept = (
        numbered.select("row", "evidence")
        .explode("evidence", empty_as_null=False, keep_nulls=False)
        .with_columns(pl.col("evidence").struct.unnest().name.prefix("its_"))
        .filter(pl.col("its_indicator") != indicator)
        .filter(pl.col("its_weight").sum().over("row", "its_frame") >= EVOKED)
        .group_by("row", maintain_order=True)
        .agg("evidence")
    )
    none = pl.lit([], sentences.schema["evidence"])
    return (
        numbered.drop("evidence")
        .join(kept, on="row", how="left", maintain_order="left")
        .with_columns(pl.col("evidence").fill_null(none))
        .select(sentences.columns)
    )
