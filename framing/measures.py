"""Scored articles to observations: what each one adds to a measure, and to which group."""

from dataclasses import dataclass
from typing import Literal

import polars as pl

GROUPINGS = ("outlet", "author", "quarter", "month", "week", "genre", "length", "corpus")
PERIODS = ("week", "month", "quarter")  # from the finest
UNKNOWN = "unknown"  # the group of articles without outlet, author or genre
VOICE_GROUPS = {"author": "Authors’ own voice", "other": "Quoted voices"}  # grouped by voice
WHOLE = "corpus"  # the one group when the whole corpus is described
MIN_AUTHORS = 3  # with two, an interval over authors spans nearly the whole scale


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that can be estimated for a group of articles.

    `alike` in 0…1 is how alike the denominator's members within one article are at worst: their
    intraclass correlation when a share is so near 0 or 1 that it cannot be estimated.
    """

    label: str
    unit: Literal["share", "score", "count"]
    definition: str
    denominator: str
    per_frame: bool = False
    alike: float = 1.0


def _stance(verb: str, label: str) -> Measure:
    return Measure(
        label,
        "share",
        f"Of the sentences that evoke the frame, the share whose author {verb} it.",
        "body sentences that evoke the frame",
        per_frame=True,
    )


MEASURES: dict[str, Measure] = {
    "salience": Measure(
        "Talked about",
        "share",
        "Share of the articles' body sentences that evoke the frame, whoever speaks.",
        "body sentences",
        per_frame=True,
        alike=0.5,
    ),
    "endorse": _stance("endorses", "Endorsed"),
    "reject": _stance("rejects", "Rejected"),
    "neutral": _stance("takes no side on", "Left open"),
    "position": Measure(
        "Position",
        "share",
        "Share of the articles that take a position whose position is this frame, or mixed.",
        "articles that evoke a frame",
        per_frame=True,
    ),
    "lean": Measure(
        "Lean",
        "score",
        "Mean over articles of the author's lean, -1 for the first pole and +1 for the second.",
        "articles",
    ),
    "tone": Measure(
        "Tone",
        "score",
        "Mean over articles of their sentences' tone, -1 negative and +1 positive (VADER).",
        "articles with body sentences",
    ),
    "tone_author": Measure(
        "Tone in the author's voice",
        "score",
        "As tone, over the sentences in the author's own voice only.",
        "articles with sentences in the author's voice",
    ),
    "articles": Measure("Articles", "count", "Number of articles.", "articles"),
}


def observations(
    articles: pl.DataFrame, frames: pl.DataFrame, scores: pl.DataFrame, *, by: str, measure: str
) -> pl.DataFrame:
    """One row per group, article and frame (null where the measure has none).

    Columns: group, frame, article_id, authors, byline (null when unsigned), story, numerator and
    denominator (> 0); within a group and frame in the order of the articles. An article that adds
    nothing to the denominator has no row. Scores in -1…+1 come as shares in 0…1. Raises
    ValueError for an unknown grouping or measure.
    """
    if measure not in MEASURES:
        raise ValueError(f"unknown measure {measure!r}; use one of {', '.join(MEASURES)}")
    return (
        membership(articles, by)
        .join(
            _parts(articles, frames, scores, measure).filter(pl.col("denominator") > 0),
            on="article_id",
            how="inner",
            maintain_order="left_right",
        )
        .sort("group", "frame", maintain_order=True)
    )


def membership(articles: pl.DataFrame, by: str, *, bylines: bool = True) -> pl.DataFrame:
    """Which article belongs to which group: article_id, authors, group, byline, story.

    By author, an article belongs to each of its authors, and the byline stays empty, because
    within an author there are no authors to draw; without `bylines` it is always empty. Undated
    articles belong to no period. By length, groups are quarters of just these articles.
    """
    if by not in GROUPINGS:
        raise ValueError(f"unknown grouping {by!r}; use one of {', '.join(GROUPINGS)}")
    articles = articles.with_columns(_signed(articles)) if bylines or by == "author" else articles
    story = pl.coalesce("cluster", "article_id") if "cluster" in articles.columns else "article_id"
    group = {
        "outlet": pl.col("outlet"),
        "author": pl.col("authors"),
        **{every: period(every) for every in PERIODS},
        "genre": pl.col("genre").cast(pl.String),
        "length": length_quarter(),
        "corpus": pl.lit(WHOLE),
    }[by]
    table = articles.select(
        "article_id",
        "authors",
        group=group,
        byline=pl.lit(None, pl.String) if by == "author" or not bylines else "byline",
        story=story,
    )
    if by == "author":
        table = table.explode("group", empty_as_null=True, keep_nulls=True)
    if by in PERIODS:
        return table.drop_nulls("group")
    return table.with_columns(
        group=pl.when(pl.col("group").str.strip_chars() != "")
        .then(pl.col("group"))
        .otherwise(pl.lit(UNKNOWN))
    )


def _signed(articles: pl.DataFrame) -> list[pl.Series]:
    """`authors` without doubles and nulls, and `byline`, who signed; each list is read but once."""
    authors = pl.col("authors").list.drop_nulls().list.unique(maintain_order=True)
    read = (
        articles.select("authors")
        .unique()
        .with_columns(own=authors)
        .with_columns(
            byline=pl.when(pl.col("own").list.len() > 0).then(
                pl.col("own").list.sort().list.join(" & ")
            )
        )
    )
    signed = articles.select("authors").join(
        read, on="authors", how="left", nulls_equal=True, maintain_order="left"
    )
    return [signed["own"].alias("authors"), signed["byline"]]


def length_quarter() -> pl.Expr:
    """The quarter of the articles, by their words, that an article is in: "1st: 210 to 480 words".

    Articles of one length stay together, so quarters of few articles differ in size.
    """
    words = pl.col("n_words")
    rank = (words.rank("min") - 1) / pl.len()
    quarter = (4 * rank).floor().cast(pl.Int64)
    named = (quarter + 1).replace_strict({1: "1st", 2: "2nd", 3: "3rd", 4: "4th"}, default=None)
    return pl.format(
        "{}: {} to {} words", named, words.min().over(quarter), words.max().over(quarter)
    )


def period(every: str) -> pl.Expr:
    """The name of the period of `published`: 2024-W09 (of ISO 8601), 2024-02 or 2024-Q1."""
    published = pl.col("published")
    if every == "quarter":
        return pl.format("{}-Q{}", published.dt.year(), published.dt.quarter())
    return published.dt.strftime({"week": "%G-W%V", "month": "%Y-%m"}[every])


def frame_ids(frames: pl.DataFrame, measure: str) -> list[str | None]:
    """The frames a measure has a number for, in the order of `frames`; [None] if it has none."""
    if not MEASURES[measure].per_frame:
        return [None]
    ids = frames["frame"].unique(maintain_order=True).to_list()
    return [*ids, "mixed"] if measure == "position" else ids


def _parts(
    articles: pl.DataFrame, frames: pl.DataFrame, scores: pl.DataFrame, measure: str
) -> pl.DataFrame:
    """One row per article and frame: article_id, frame, numerator, denominator."""
    if measure == "position":
        ids = pl.DataFrame({"frame": frame_ids(frames, measure)}, schema={"frame": pl.String})
        table = scores.join(ids, how="cross")
        numerator, denominator = pl.col("position") == pl.col("frame"), pl.col("position") != "none"
    elif measure == "salience":
        table, numerator, denominator = frames, pl.col("n_evoking"), pl.col("n_sentences")
    elif MEASURES[measure].per_frame:
        table, numerator, denominator = frames, pl.col(f"n_{measure}"), pl.col("n_evoking")
    elif measure == "articles":
        table = articles.with_columns(frame=pl.lit(None, pl.String))
        numerator, denominator = pl.lit(1), pl.lit(1)
    else:
        table = scores.with_columns(frame=pl.lit(None, pl.String))
        numerator, denominator = (1 + pl.col(measure)) / 2, pl.col(measure).is_finite()
    return table.select(
        "article_id",
        "frame",
        numerator=numerator.cast(pl.Float64),
        denominator=denominator.cast(pl.Float64).fill_null(0.0),
    )


def sampled_units(observed: pl.DataFrame) -> tuple[pl.DataFrame, str]:
    """Sums by what is drawn again to see how far chance reaches, and its name.

    `observed` holds the observations of one group and one frame. Drawn are its authors with all
    they wrote, because one author's articles resemble each other; copies of one unsigned story
    go together too. What one or two authors wrote is drawn by article, and then the interval
    speaks for these authors only.
    """
    by_author = observed.with_columns(unit=pl.coalesce("byline", "story"))
    n_units = by_author["unit"].n_unique()
    if n_units == observed.height or n_units >= MIN_AUTHORS:
        chosen, name = by_author, "articles" if n_units == observed.height else "authors"
        if name == "authors" and observed["byline"].null_count() == observed.height:
            name = "stories"
    else:
        chosen, name = observed.with_columns(unit=pl.col("story")), "articles"
    sums = chosen.group_by("unit").agg(pl.col("numerator", "denominator").sum()).sort("unit")
    return sums, name
