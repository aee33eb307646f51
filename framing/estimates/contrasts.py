"""Scored articles to contrasts: how far a group is from another, or from the rest of the corpus."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from framing.estimates.intervals import Share, difference, p_value, share
from framing.measures import MEASURES, frame_ids, membership, observations, sampled_units
from framing.schema import CONTRAST, conform

REST = "the rest"


def contrasts(
    articles: pl.DataFrame,
    frames: pl.DataFrame,
    scores: pl.DataFrame,
    *,
    by: str,
    measure: str,
    pairs: Sequence[tuple[str, str]] | None = None,
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> pl.DataFrame:
    """One row per pair of groups and frame: a table of CONTRAST.

    `pairs` name two groups each, the second may be "the rest": all articles outside the first.
    Without `pairs`, every group stands against the rest. p is two-sided and belongs to the
    interval: below .05 when the 95 % interval leaves out 0. q corrects p for the number of rows
    (Benjamini and Hochberg 1995). A side without articles, or with one, leaves bounds, p and q
    null. Raises ValueError for an unknown grouping, and for the measure "articles".
    """
    if MEASURES.get(measure, MEASURES["articles"]).unit == "count":
        raise ValueError(f"{measure!r} cannot be contrasted; use a share or a score")
    observed = observations(articles, frames, scores, by=by, measure=measure)
    if pairs is None:
        groups = membership(articles, by)["group"].unique().sort()
        pairs = [(group, REST) for group in groups]
    options = {"alike": MEASURES[measure].alike, "draws": draws, "seed": seed}
    rows = []
    for frame in frame_ids(frames, measure):
        here = observed.filter(pl.col("frame").eq_missing(pl.lit(frame, pl.String)))
        for group, against in pairs:
            first, second = (
                _side(part, options)
                for part in (here.filter(group=group), _other(here, by, group, against))
            )
            row = {"grouped_by": by, "group": group, "against": against, "measure": measure}
            row |= {"frame": frame, "level": level} | _row(first, second, level)
            if MEASURES[measure].unit == "score":
                row |= _as_scores(row)
            rows.append(row)
    table = pl.DataFrame(rows, schema=CONTRAST, orient="row")
    return table.with_columns(q=benjamini_hochberg(pl.col("p"), table["p"].count())).pipe(
        conform, CONTRAST
    )


def _other(observed: pl.DataFrame, by: str, group: str, against: str) -> pl.DataFrame:
    if against != REST:
        return observed.filter(group=against)
    rest = observed.filter(pl.col("group") != group)
    if by != "author":
        return rest
    # By author an article may be in several groups; among the rest it counts once.
    inside = observed.filter(group=group)
    return rest.join(inside, on="article_id", how="anti").unique("article_id", maintain_order=True)


def _side(observed: pl.DataFrame, options: dict[str, Any]) -> tuple[Share | None, int, str]:
    if observed.is_empty():
        return None, 0, ""
    units, drawn = sampled_units(observed)
    sums = units["numerator"].to_numpy(), units["denominator"].to_numpy()
    return share(*sums, **options), observed.height, drawn


def _row(
    first: tuple[Share | None, int, str], second: tuple[Share | None, int, str], level: float
) -> dict[str, Any]:
    one, n_one, drawn_one = first
    two, n_two, drawn_two = second
    row: dict[str, Any] = {"n_articles": n_one, "n_against": n_two, "method": "none"}
    if one is None or two is None:
        return row
    low, high = difference(one, two, level) or (None, None)
    row |= {"difference": one.value - two.value, "low": low, "high": high, "p": p_value(one, two)}
    if low is not None:
        drawn = drawn_one if drawn_one == drawn_two else f"{drawn_one} against {drawn_two}"
        row["method"] = f"from both intervals, {drawn}"
    return row


def _as_scores(row: dict[str, Any]) -> dict[str, Any]:
    """Differences of shares in 0…1 as differences of scores in -1…+1."""
    names = ("difference", "low", "high")
    return {name: 2 * row[name] for name in names if row.get(name) is not None}


def benjamini_hochberg(p: pl.Expr, n: int) -> pl.Expr:
    """Smallest false discovery rate at which each row would be called different; nulls stay.

    `n` comparisons were made; those that are not rows have a larger p than all rows.
    """
    largest_first = p.rank("ordinal", descending=True)
    rate = (p * n / p.rank("max")).sort_by(p, descending=True, nulls_last=True)
    q = rate.cum_min().clip(upper_bound=1.0).gather(largest_first.fill_null(1) - 1)
    return pl.when(p.is_not_null()).then(q)
