"""Sentences to the term ledger: which indicator fired how often, where, and what hangs on it."""

import polars as pl

from framing.codebook import Instrument
from framing.frames import EVEN_CHANCE
from framing.frames.ablation import findings
from framing.schema import LEDGER, conform


def ledger(sentences: pl.DataFrame, articles: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """One row per indicator that fired in the body of `articles`, the most frequent first.

    Shares may add up to more than 1, because several indicators can fire in one sentence.
    `precision` is unknown here; `with_precision` adds it from coded sentences.
    """
    outlets = articles.select("article_id", outlet=pl.col("outlet").fill_null("unknown"))
    body = sentences.filter(part="body").join(
        outlets, on="article_id", how="inner", maintain_order="left"
    )
    fired = findings(body, instrument).join(
        body.select("article_id", "outlet").with_row_index("row"), on="row"
    )
    totals = fired.group_by("frame").agg(total=pl.col("row").n_unique())
    return (
        fired.group_by("indicator", "frame")
        .agg(
            n_sentences=pl.len(),
            n_lost=(pl.col("without") < EVEN_CHANCE).sum(),
            n_articles=pl.col("article_id").n_unique(),
            n_outlets=pl.col("outlet").n_unique(),
            outlets=pl.col("outlet").unique().sort(),
        )
        .join(totals, on="frame", how="left")
        .with_columns(
            share=pl.col("n_sentences") / pl.col("total"),
            precision=pl.lit(None, pl.Float64),
            n_coded=pl.lit(0),
        )
        .sort("n_sentences", "indicator", descending=[True, False])
        .pipe(conform, LEDGER)
    )


def with_precision(ledger: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Add how often each indicator was right in coded sentences: precision, n_coded.

    `pairs` is what `agreement.gold.aligned` returns. Precision is null where the indicator found
    nothing there, and says little where n_coded is small.
    """
    coded = pl.col("gold_stance").list.eval(pl.element().struct.field("frame"))
    measured = (
        pairs.select("evidence", coded=coded)
        .drop_nulls("evidence")
        .explode("evidence", empty_as_null=False)
        .unnest("evidence")
        .group_by("indicator", "frame")
        .agg(
            precision=pl.col("coded").list.contains(pl.col("frame")).mean(),
            n_coded=pl.len(),
        )
    )
    return (
        ledger.drop("precision", "n_coded")
        .join(measured, on=["indicator", "frame"], how="left", maintain_order="left")
        .with_columns(pl.col("n_coded").fill_null(0))
        .pipe(conform, LEDGER)
    )
