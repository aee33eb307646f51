"""Timelines to sentences that people can quote."""

import polars as pl

from framing.estimates import MIN_ARTICLES
from framing.findings import Labels, figure, interval, number
from framing.measures import MEASURES

NOUNS = {"week": "week", "month": "month", "quarter": "quarter"}


def of_timeline(series: pl.DataFrame, every: str, labels: Labels) -> str:
    """Where one series of a TIMELINE is highest and lowest, of periods with enough articles."""
    noun = NOUNS[every]
    held = series.drop_nulls("estimate")
    if held.is_empty():
        return f"There is no {noun} with something to count."
    measure = MEASURES[held["measure"][0]]
    frame = labels.get(held["frame"][0] or "", "")
    what = f"{measure.label}, {frame}" if frame else measure.label
    enough = held.filter(~pl.col("few"))
    if held.height == 1:
        return f"There is only one {noun} to show, {_said(held, 0, measure.unit)}: no course."
    if enough.height < 2:  # noqa: PLR2004 - two make a comparison
        return (
            f"No two {noun}s have {MIN_ARTICLES} articles that count: too few to speak of a "
            "course. Choose longer periods or widen the filters."
        )
    ordered = enough.sort("estimate", "begins", descending=[True, False])
    high, low = ordered.row(0, named=True), ordered.row(-1, named=True)
    apart = high["low"] is not None and low["high"] is not None and high["low"] > low["high"]
    doubt = "" if apart else " Their intervals overlap: no clear change."
    return (
        f"{what}: highest in {_said(ordered, 0, measure.unit)}, lowest in "
        f"{_said(ordered, -1, measure.unit)}.{doubt}"
    )


def _said(rows: pl.DataFrame, at: int, unit: str) -> str:
    """A period with its number: "2022-Q2 (42 %; 95 % interval 19 to 64 %; 6 articles)"."""
    row = rows.row(at, named=True)
    told = f"{row['estimate']:,.0f}" if unit == "count" else figure(row["estimate"], unit)
    return f"{row['group']} ({told}{interval(row)}; {number(row['n_articles'], 'article')})"
