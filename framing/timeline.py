"""Scored articles to a timeline: a measure by period, gaps kept as gaps; and one's own events."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from framing import estimates as estimating
from framing.codebook import Instrument
from framing.estimates import MIN_ARTICLES
from framing.measures import MEASURES, PERIODS, WHOLE, membership, period
from framing.schema import TIMELINE, conform
from framing.selection import Selection
from framing.views import Tables, select

STEPS = {"week": "1w", "month": "1mo", "quarter": "1q"}
SELECTABLE = {"outlet": "outlets", "author": "authors", "genre": "genres"}  # fields of a Selection
MOST_EVENTS = 20
LONGEST_LABEL = 60  # characters
_EVENT = re.compile(r"(\d{4}-\d{2}-\d{2})\s*[,:;|]?\s*(.*)")


def timeline(
    tables: Tables,
    selection: Selection,
    instrument: Instrument,
    *,
    every: str,
    measure: str,
    frame: str | None,
    by: str = "corpus",
    groups: Sequence[str] = (),
) -> pl.DataFrame:
    """One row per series and period, in order: a table of TIMELINE.

    Series are the whole selection, or its `groups` of the grouping `by` (outlet, author, genre).
    Every period between the first and the last article of the selection has a row, also those
    without articles, so that nothing is drawn across a gap. `segment` numbers the runs of periods
    that may be joined by a line: next to each other and each with at least MIN_ARTICLES articles;
    elsewhere it is null. Undated articles are in no period.
    """
    dated = selection.articles(tables["article"])["published"]
    calendar = _calendar(dated.min(), dated.max(), every)  # type: ignore[arg-type]
    chosen = (
        [(WHOLE, selection)]
        if by == "corpus"
        else [(group, within(selection, by, group)) for group in groups]
    )
    parts = [
        _series(tables, narrowed, instrument, every, measure, frame).pipe(
            _on_calendar, calendar, name, by
        )
        for name, narrowed in chosen
    ]
    return conform(pl.concat(parts), TIMELINE) if parts else pl.DataFrame(schema=TIMELINE)


def within(selection: Selection, by: str, group: str) -> Selection:
    """The selection narrowed to one group of outlet, author or genre."""
    narrowing: dict[str, Any] = {SELECTABLE[by]: (group,)} if by in SELECTABLE else {}
    return replace(selection, **narrowing)


def series(tables: Tables, by: str) -> list[str]:
    """Groups that a timeline may be drawn for, those with most articles first.

    Only named ones: a selection cannot name the unknown.
    """
    articles = tables["article"]
    column = pl.col("genre").cast(pl.String) if by == "genre" else pl.col("outlet")
    if by == "author":
        column = pl.col("authors").list.unique()
    names = articles.select(group=column)
    if by == "author":
        names = names.explode("group", empty_as_null=False, keep_nulls=False)
    counts = names.drop_nulls().filter(pl.col("group") != "").group_by("group").len()
    return counts.sort("len", "group", descending=[True, False])["group"].to_list()


def fitting_period(articles: pl.DataFrame) -> str:
    """The finest period of which half have enough articles to be compared, else the coarsest."""
    for every in PERIODS:
        sizes = membership(articles, every, bylines=False).group_by("group").len()["len"]
        if len(sizes) and (sizes >= MIN_ARTICLES).mean() >= 0.5:  # type: ignore[operator] # noqa: PLR2004
            return every
    return "quarter"


def _series(
    tables: Tables,
    selection: Selection,
    instrument: Instrument,
    every: str,
    measure: str,
    frame: str | None,
) -> pl.DataFrame:
    """Estimates by period, of one frame; periods without articles have no row."""
    here = select(tables, selection, instrument)
    frames = here["article_frame"]
    if MEASURES[measure].per_frame and frame in instrument.codebook.frame_ids:
        frames = frames.filter(pl.col("frame") == frame)
    table = estimating.estimate(
        here["article"], frames, here["article_score"], by=every, measure=measure
    )
    kept = pl.col("frame").eq_missing(pl.lit(frame if MEASURES[measure].per_frame else None))
    begins = here["article"].select(
        group=period(every), begins=pl.col("published").dt.truncate(STEPS[every])
    )
    return table.filter(kept).join(begins.unique(), on="group", how="left", maintain_order="left")


def _calendar(first: date | None, last: date | None, every: str) -> pl.DataFrame:
    """Every period from the first day's to the last day's: its label and its first day."""
    if first is None or last is None:
        return pl.DataFrame(schema={"group": pl.String, "begins": pl.Date})
    days = pl.date_range(
        pl.lit(first).dt.truncate(STEPS[every]), pl.lit(last), STEPS[every], eager=False
    )
    begins = pl.select(published=days)
    return begins.select(group=period(every), begins=pl.col("published"))


def _on_calendar(
    estimates: pl.DataFrame, calendar: pl.DataFrame, name: str, by: str
) -> pl.DataFrame:
    """The estimates with a row for every period of the calendar, and the segments of the line."""
    rows = calendar.join(
        estimates.drop("begins"), on="group", how="left", maintain_order="left"
    ).with_columns(
        pl.col("n_articles", "n_authors", "of").fill_null(0),
        pl.col("method").fill_null("none"),
        series=pl.lit(name),
        grouped_by=pl.lit(by),
        few=pl.col("n_articles").fill_null(0) < MIN_ARTICLES,
    )
    drawn = pl.col("estimate").is_not_null() & ~pl.col("few")
    return rows.with_columns(segment=pl.when(drawn).then(drawn.rle_id().cast(pl.Int64)))


@dataclass(frozen=True, slots=True)
class Event:
    """A day with a label, put into the picture by the reader."""

    day: date
    label: str


def events(text: str) -> tuple[list[Event], list[str]]:
    """Events of a text, one a line ("2022-11-11 Kherson is free"), by day; and what is wrong.

    A line that cannot be read is told and left out; of more than MOST_EVENTS the first are kept.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found, complaints = [], []
    for line in lines[:MOST_EVENTS]:
        match = _EVENT.fullmatch(line)
        try:
            day = date.fromisoformat(match[1] if match else "")
        except ValueError:
            complaints.append(f"“{line[:LONGEST_LABEL]}” does not begin with a day like 2022-11-11")
            continue
        found.append(Event(day, (match[2] if match else "")[:LONGEST_LABEL] or day.isoformat()))
    if len(lines) > MOST_EVENTS:
        complaints.append(f"only the first {MOST_EVENTS} of {len(lines)} events are shown")
    return sorted(found, key=lambda event: (event.day, event.label)), complaints
