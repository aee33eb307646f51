"""A measure over time: a line only where there is something to join, and n beneath."""

from collections.abc import Sequence
from datetime import date

import altair as alt
import polars as pl

from framing.charts import (
    GREY,
    GREY_DARK,
    INK,
    INK_DARK,
    PAPER,
    PAPER_DARK,
    Picture,
    axis_domain,
    frame_colours,
)
from framing.codebook import Codebook
from framing.measures import MEASURES

TALL = 360  # pixels without labels of events
FLOOR, BARS = 0.78, 0.84  # parts of the height: where the measure ends, and the bars of n begin
LABELS = 16  # for each of the rows in which labels of events stand
ROWS = 3
SHORT = 150  # days of a span that wants days on its axis
TURN = 0.7  # part of the width from which on labels stand to the left of their line

UTC = pl.Datetime("ms", "UTC")  # a day that no reader's time zone moves
Event = tuple[date, str]


def scales(table: pl.DataFrame, measure: str) -> tuple[list[float], int]:
    """What several pictures share: the domain of the measure, and the largest n."""
    domain = axis_domain(table, MEASURES[measure].unit)
    return domain, int(table["n_articles"].max() or 1)  # type: ignore[arg-type]


def timeline(
    series: pl.DataFrame,
    codebook: Codebook,
    *,
    shared: tuple[list[float], int],
    events: Sequence[Event] = (),
    dark: bool = False,
) -> Picture:
    """One series of a TIMELINE: band and line within segments, dots, n as bars, events as rules.

    `shared` are the scales of all pictures that are looked at together. Periods with few articles
    are hollow and grey, and no line reaches them. Clicks select `group`, the period, as `pick`.
    """
    measure = MEASURES[series["measure"].drop_nulls()[0]]
    frame = series["frame"].drop_nulls().first()
    grey, ink = (GREY_DARK, INK_DARK) if dark else (GREY, INK)
    colour = frame_colours(codebook, dark=dark).get(str(frame), ink)
    top = LABELS * min(len(events), ROWS)
    domain, most = shared
    first, last = series["begins"].min(), ends(series).max()
    span = alt.Scale(type="utc", domain=[_day(first), _day(last)], nice=False)
    base = alt.Chart(_drawn(series))
    form = ".0%" if measure.unit == "share" else ".2f" if measure.unit == "score" else "d"
    # Streamlit fits axes into the height, so places are parts of what is left of it.
    up = alt.Scale(domain=domain, range=[_part(FLOOR), top], nice=False)
    # Each layer has a scale of its own, and the first one's axis the grid. Dots come last, so that
    # no rule lies between them and a click.
    *drawn, dots = _measured(base, measure.label, span, up, form, colour=colour, dark=dark)
    rules = _rules(events, (first, last), ink)
    marked = [alt.layer(*rules)] if rules else []
    layers = [alt.layer(*drawn), _bars(base, most, grey), *marked, dots]
    picture: Picture = alt.layer(*layers).resolve_scale(y="independent")
    return picture.properties(height=TALL + top)


def _part(of_height: float) -> alt.ExprRef:
    return alt.ExprRef(f"height * {of_height}")


def _day(day: object) -> alt.DateTime:
    """A day as Vega-Lite knows it, whatever the time zone of the reader."""
    assert isinstance(day, date)
    return alt.DateTime(year=day.year, month=day.month, date=day.day, utc=True)


def ends(series: pl.DataFrame) -> pl.Series:
    """The first day after each period, by what its name says of its length."""
    length = pl.col("group").str.slice(5, 1).replace_strict({"W": "1w", "Q": "1q"}, default="1mo")
    return series.select(pl.col("begins").dt.offset_by(length)).to_series()


def _drawn(series: pl.DataFrame) -> pl.DataFrame:
    """The series with where a period ends and its middle, and which dots stand alone."""
    begins, after = series["begins"].cast(UTC), ends(series).cast(UTC)
    alone = pl.col("segment").is_null() | (pl.len().over("segment") == 1)
    return series.with_columns(
        begins=begins, ends=after, middle=begins + (after - begins) / 2, alone=alone
    )


def _measured(
    base: alt.Chart,
    title: str,
    span: alt.Scale,
    up: alt.Scale,
    form: str,
    *,
    colour: str,
    dark: bool,
) -> list[alt.Chart]:
    """Band, line, whiskers of single dots, and dots."""
    grey, paper = (GREY_DARK, PAPER_DARK) if dark else (GREY, PAPER)
    x = alt.X("middle:T", scale=span, title=None, axis=_days_axis(span))
    y = alt.Y(
        "estimate:Q", scale=up, title=title, axis=alt.Axis(format=form, tickCount=5, orient="left")
    )
    low, joined = alt.Y("low:Q", scale=up), base.transform_filter("isValid(datum.segment)")
    band = joined.mark_area(opacity=0.2, color=colour).encode(
        x=x, y=low, y2="high:Q", detail="segment:N"
    )
    line = joined.mark_line(color=colour, strokeWidth=2).encode(x=x, y=y, detail="segment:N")
    few = alt.condition("datum.few", alt.value(grey), alt.value(colour))
    whisker = (
        base.transform_filter("datum.alone && isValid(datum.low)")
        .mark_rule(strokeWidth=2, opacity=0.5)
        .encode(x=x, y=low, y2="high:Q", color=few)
    )
    pick = alt.selection_point(name="pick", fields=["group"])
    dot = (
        base.transform_filter("isValid(datum.estimate)")
        .mark_point(size=70, strokeWidth=2, opacity=1, cursor="pointer")
        .encode(
            x=x,
            y=alt.Y("estimate:Q", scale=up, axis=None),
            stroke=few,
            fill=alt.condition("datum.few", alt.value(paper), alt.value(colour)),
            opacity=alt.condition(pick, alt.value(1), alt.value(0.4)),
            tooltip=[
                alt.Tooltip("group:N", title="period"),
                alt.Tooltip("estimate:Q", title="estimate", format=form),
                alt.Tooltip("low:Q", title="from", format=form),
                alt.Tooltip("high:Q", title="to", format=form),
                alt.Tooltip("count:Q", title="count"),
                alt.Tooltip("of:Q", title="of"),
                alt.Tooltip("n_articles:Q", title="articles"),
                alt.Tooltip("method:N", title="interval"),
            ],
        )
        .add_params(pick)
    )
    return [band, line, whisker, dot]


def _days_axis(span: alt.Scale) -> alt.Axis:
    """Labels of two lines: month (and day, where the span is short), and year."""
    first, last = (date(d["year"], d["month"], d["date"]) for d in span.to_dict()["domain"])
    form = "%d %b" if (last - first).days < SHORT else "%b"
    words = f"[utcFormat(datum.value, '{form}'), utcFormat(datum.value, '%Y')]"
    return alt.Axis(labelExpr=words, labelOverlap=True, grid=False, tickCount=8)


def _bars(base: alt.Chart, most: int, grey: str) -> alt.Chart:
    """How many articles each period has, beneath."""
    across = alt.Scale(domain=[0, most], range=[_part(1), _part(BARS)], nice=False)
    axis = alt.Axis(values=[0, most], format="d", grid=False, orient="left")
    bars: alt.Chart = base.mark_bar(color=grey, opacity=0.75, binSpacing=0)
    return bars.encode(
        x=alt.X("begins:T", title=None),
        x2="ends:T",
        y=alt.Y("n_articles:Q", scale=across, title="n", axis=axis),
        y2=alt.value("height"),
        tooltip=[
            alt.Tooltip("group:N", title="period"),
            alt.Tooltip("n_articles:Q", title="articles"),
        ],
    )


def _rules(events: Sequence[Event], span: tuple[object, object], ink: str) -> list[alt.Chart]:
    """A dashed rule for each event within the span, its label above, by turns in three rows."""
    first, last = span
    if not isinstance(first, date) or not isinstance(last, date):
        return []
    rows = [
        {"day": day, "label": label, "row": LABELS * (turn % ROWS) + 6}
        | {"turned": (day - first) > TURN * (last - first)}
        for turn, (day, label) in enumerate(events)
        if first <= day < last
    ]
    if not rows:
        return []
    chart = alt.Chart(pl.DataFrame(rows).with_columns(pl.col("day").cast(UTC)))
    x = alt.X("day:T", title=None)
    pixels = alt.Scale(domain=[0, 1000], range=[0, 1000], nice=False)
    y = alt.Y("row:Q", scale=pixels, axis=None)
    rule = chart.mark_rule(color=ink, strokeDash=[3, 3], opacity=0.7).encode(
        x=x, y=y, y2=alt.value("height")
    )
    texts = [
        chart.transform_filter(f"{'' if turned else '!'}datum.turned")
        .mark_text(align="right" if turned else "left", dx=-4 if turned else 4, color=ink)
        .encode(x=x, y=y, text="label:N")
        for turned in (False, True)
    ]
    return [rule, *texts]
