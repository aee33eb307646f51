"""Scored articles to estimates: a number for each group, never without its interval and its n."""

from typing import Any

import polars as pl

from framing.estimates.intervals import share
from framing.measures import MEASURES, Measure, frame_ids, membership, observations, sampled_units
from framing.schema import ESTIMATE, conform

__all__ = ["MEASURES", "MIN_ARTICLES", "estimate"]

# data/method/coverage.json: the truth is inside as often with five articles, but with three only
# because the intervals span half the scale, which compares nothing.
MIN_ARTICLES = 5


def estimate(
    articles: pl.DataFrame,
    frames: pl.DataFrame,
    scores: pl.DataFrame,
    *,
    by: str,
    measure: str,
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> pl.DataFrame:
    """One row per group and frame, groups in order: a table of ESTIMATE.

    `articles`, `frames` (article_frame) and `scores` (article_score) are joined on article_id;
    only rows of `articles` count. A group whose articles add nothing to the denominator keeps a
    row with null estimate and n_articles 0; fewer than two articles give no interval.
    Raises ValueError for an unknown grouping or measure.
    """
    observed = observations(articles, frames, scores, by=by, measure=measure)
    parts = observed.partition_by("group", "frame", as_dict=True, maintain_order=True)
    groups = membership(articles, by)["group"].unique().sort()
    nothing = observed.clear()
    rows = [
        {
            "grouped_by": by,
            "group": group,
            "measure": measure,
            "frame": frame,
            "level": level,
            **_row(parts.get((group, frame), nothing), MEASURES[measure], level, draws, seed),
        }
        for group in groups
        for frame in frame_ids(frames, measure)
    ]
    return pl.DataFrame(rows, schema=ESTIMATE, orient="row").pipe(conform, ESTIMATE)


def _row(
    observed: pl.DataFrame, measure: Measure, level: float, draws: int, seed: int
) -> dict[str, Any]:
    """Estimate, interval and numbers of one group and one frame."""
    row: dict[str, Any] = {
        "estimate": None,
        "low": None,
        "high": None,
        "count": None,
        "of": int(observed["denominator"].sum()),
        "n_articles": observed.height,
        "n_authors": observed["authors"].explode(empty_as_null=False).drop_nulls().n_unique(),
        "method": "none",
    }
    if measure.unit == "count":
        return row | {"estimate": observed.height, "count": observed.height, "method": "count"}
    if observed.is_empty():
        return row
    units, drawn = sampled_units(observed)
    found = share(
        units["numerator"].to_numpy(),
        units["denominator"].to_numpy(),
        alike=measure.alike,
        draws=draws,
        seed=seed,
    )
    low, high = found.bounds(level) or (None, None)
    row |= {"estimate": found.value, "low": low, "high": high}
    if low is not None:
        row["method"] = f"{found.method}, {drawn}"
    if measure.unit == "share":
        return row | {"count": int(observed["numerator"].sum())}
    return row | {name: _as_score(row[name]) for name in ("estimate", "low", "high")}


def _as_score(part: float | None) -> float | None:
    """A share in 0…1 back to a score in -1…+1."""
    return None if part is None else 2 * part - 1
