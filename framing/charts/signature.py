"""The signature picture: what each group talks about against what it stands for."""

import altair as alt
import polars as pl

from framing.charts import GREY, GREY_DARK, INK, INK_DARK, PAPER, PAPER_DARK, Picture
from framing.codebook import Codebook

HEIGHT = 480  # pixels
MARGIN = 0.6  # the right margin for names, as a part of the width
NAME_GAP = 0.045  # between two names, as a part of the height
TICKS = [0, 0.25, 0.5, 0.75, 1]
PLACE = {"talk": pl.Float64, "stand": pl.Float64}


def talk_and_stand(points: pl.DataFrame, codebook: Codebook, *, dark: bool = False) -> Picture:
    """The signature picture: what each group talks about against what it stands for.

    `points` are rows of `views.side_by_side`. Both axes run from all first pole to all second
    pole; on the diagonal lies what a count of mentions assumes. Clicks select `group` as `pick`.
    Intervals are drawn where they exist; groups with too few articles are hollow. Names stand in
    the right margin, so that they do not cover each other.
    """
    first, second = (codebook.labels[pole] for pole in codebook.poles)
    ink, grey = (INK_DARK, GREY_DARK) if dark else (INK, GREY)
    paper = PAPER_DARK if dark else PAPER
    words = _poles_axis(first, second)
    across = alt.Scale(domain=[0, 1 + MARGIN], nice=False)
    up = alt.Scale(domain=[0, 1], nice=False)
    shared_axis = {"values": TICKS, "labelExpr": words, "labelLimit": 110, "grid": False}
    x = alt.X(
        "talk:Q",
        scale=across,
        axis=alt.Axis.from_dict(shared_axis | {"titleAnchor": "start"}),
        title="→ What it talks about: share of its mentions",
    )
    # Names of the ticks stand inside the picture, and the title above it: a phone is narrow.
    inside = {"labelAlign": "left", "labelPadding": -6, "labelBaseline": "bottom", "ticks": False}
    above = {"titleAngle": 0, "titleAlign": "left", "titleX": 0, "titleY": -24}
    y = alt.Y(
        "stand:Q",
        scale=up,
        axis=alt.Axis.from_dict(shared_axis | inside | above | {"values": TICKS[1:]}),
        title="↑ What it stands for: where it takes a side",
    )
    pick = alt.selection_point(name="pick", fields=["group"])
    base = alt.Chart(points.with_columns(at=_spread(points["stand"]), margin=pl.lit(1.05)))
    frame = [
        _line((0, 0), (1, 1), x, y).mark_line(color=grey, strokeDash=[5, 4], strokeWidth=1.5),
        _line((0, 0.5), (1, 0.5), x, y).mark_line(color=grey, opacity=0.4, strokeWidth=1),
        _line((0.5, 0), (0.5, 1), x, y).mark_line(color=grey, opacity=0.4, strokeWidth=1),
        _line((1, 0), (1, 1), x, y).mark_line(color=grey, opacity=0.4, strokeWidth=1),
    ]
    whiskers = [
        base.mark_rule(color=ink, opacity=0.3, strokeWidth=1.5).encode(
            x=alt.X("talk_low:Q", scale=across), x2="talk_high:Q", y=y
        ),
        base.mark_rule(color=ink, opacity=0.3, strokeWidth=1.5).encode(
            x=x, y=alt.Y("stand_low:Q", scale=up), y2="stand_high:Q"
        ),
    ]
    leader = base.mark_rule(color=grey, opacity=1, strokeWidth=1, strokeDash=[3, 2]).encode(
        x=x, y=y, x2="margin:Q", y2="at:Q"
    )
    points_drawn = (
        base.mark_circle(size=150, stroke=ink, strokeWidth=2, opacity=1, cursor="pointer")
        .encode(
            x=x,
            y=y,
            fill=alt.condition("datum.few", alt.value(paper), alt.value(ink)),
            opacity=alt.condition(pick, alt.value(1), alt.value(0.45)),
            tooltip=_pair_tooltip(second),
        )
        .add_params(pick)
    )
    names = base.mark_text(align="left", dx=4, fontSize=11.5, color=ink, limit=130).encode(
        x=alt.X("margin:Q", scale=across), y=alt.Y("at:Q", scale=up), text="group:N"
    )
    return alt.layer(*frame, *whiskers, leader, points_drawn, names).properties(height=HEIGHT)


def _poles_axis(first: str, second: str) -> str:
    """A label expression: pole names at the ends, percentages of the nearer pole between."""
    ends = {0: f"all {first}", 0.5: "half and half", 1: f"all {second}"}
    words = "".join(f"datum.value == {value} ? {_quoted(word)} : " for value, word in ends.items())
    return f"{words}(datum.value < 0.5 ? '75 % ' + {_quoted(first)} : '75 % ' + {_quoted(second)})"


def _quoted(text: str) -> str:
    """A string literal of Vega's expression language."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _pair_tooltip(second: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("group:N", title="group"),
        alt.Tooltip("talk:Q", title=f"mentions that are {second}", format=".0%"),
        alt.Tooltip("stand:Q", title=f"sides taken for {second}", format=".0%"),
        alt.Tooltip("talk_of:Q", title="mentions"),
        alt.Tooltip("stand_of:Q", title="sides taken"),
        alt.Tooltip("n_articles:Q", title="articles"),
        alt.Tooltip("n_sided:Q", title="of them, that take a side"),
    ]


def _line(start: tuple[float, float], end: tuple[float, float], x: alt.X, y: alt.Y) -> alt.Chart:
    """A straight line of the picture's own."""
    ends = pl.DataFrame([start, end], schema=PLACE, orient="row")
    return alt.Chart(ends).encode(x=x, y=y)


def _spread(places: pl.Series) -> pl.Series:
    """Heights for names in the margin: near their points, but never over each other."""
    gap = min(NAME_GAP, 1 / max(len(places), 1))
    order = places.arg_sort()
    heights = [0.0] * len(places)
    floor = 0.0
    for rank, row in enumerate(order):
        ceiling = 1 - gap * (len(places) - 1 - rank)
        wanted = float(places[row]) - gap * 0.5
        heights[row] = min(max(wanted, floor), ceiling)
        floor = heights[row] + gap
    return pl.Series(heights, dtype=pl.Float64)
