"""Positions and their confidence against reference labels: what a reader may rely on."""

import polars as pl


def reliability(positions: pl.DataFrame, bins: int = 5) -> pl.DataFrame:
    """How often positions of a confidence were right: low, high, confidence, right, n per bin.

    `positions` has confidence, position and gold_position, as `validate` returns them.
    """
    width = 1 / bins
    number = (pl.col("confidence") / width).floor().clip(0, bins - 1)
    return (
        positions.drop_nulls(["confidence", "gold_position"])
        .group_by(bin=number)
        .agg(
            confidence=pl.col("confidence").mean(),
            right=(pl.col("position") == pl.col("gold_position")).mean(),
            n=pl.len(),
        )
        .sort("bin")
        .select(
            low=pl.col("bin") * width,
            high=(pl.col("bin") + 1) * width,
            confidence="confidence",
            right="right",
            n="n",
        )
    )


def risk_coverage(positions: pl.DataFrame) -> pl.DataFrame:
    """Error rate among the surest pieces, from the surest alone to all: coverage, risk, n.

    Source: El-Yaniv & Wiener (2010), JMLR 11.
    """
    wrong = (pl.col("position") != pl.col("gold_position")).cast(pl.Float64)
    n = pl.int_range(1, pl.len() + 1)
    return (
        positions.filter(pl.col("gold_position").is_not_null())
        .sort(pl.col("confidence").fill_null(0.0), "article_id", descending=[True, False])
        .select(coverage=n / pl.len(), risk=wrong.cum_sum() / n, n=n)
    )


def confusion(positions: pl.DataFrame) -> pl.DataFrame:
    """How many pieces of each reference position got which position: wide, one row each."""
    return (
        positions.filter(pl.col("gold_position").is_not_null())
        .group_by("gold_position", "position")
        .len()
        .pivot("position", index="gold_position", values="len", sort_columns=True)
        .fill_null(0)
        .sort("gold_position")
    )
