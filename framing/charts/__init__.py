"""Estimates to charts: colours from the codebook, and a shape or a sign beside every colour."""

from typing import Any

import altair as alt
import polars as pl

from framing.codebook import Codebook
from framing.measures import MEASURES

Picture = alt.LayerChart | alt.FacetChart  # what altair.layer makes

SHAPES = ("circle", "diamond", "square", "triangle-up", "cross", "triangle-down")
GREY, GREY_DARK = "#5A5E62", "#8C9298"  # far from frames for every eye: tests/test_palette.py
INK, INK_DARK = "#1E2226", "#E8E6E1"
PAPER, PAPER_DARK = "#FDFCFA", "#15191D"
STEP = 30  # pixels for each row of a chart
TALL_STEP = 40  # ... where its name stands above it
MAX_NAME = 190  # pixels for the name of a row
DIRECTIONS = {True: "same direction", False: "direction turns", None: "too few to tell"}
SIGNS = {"reject": "−", "neutral": "○", "endorse": "+"}
FURNITURE = 120  # pixels for axis and legend, which Streamlit fits into the height
DODGE = 7  # pixels between the frames of one row
SHARE_STEP = 0.25  # axes of shares end at a multiple of this, so they rarely move with a filter


def frame_colours(codebook: Codebook, *, dark: bool = False) -> dict[str, str]:
    """Frame id to its colour on a light or a dark ground; `mixed` and `none` are grey."""
    grey = GREY_DARK if dark else GREY
    coloured = {f.id: (f.colour_dark or f.colour) if dark else f.colour for f in codebook.frames}
    return coloured | {"mixed": grey, "even": grey, "none": grey}


def dots(
    estimates: pl.DataFrame,
    codebook: Codebook,
    *,
    dark: bool = False,
    domain: list[float] | None = None,
) -> Picture:
    """A measure as dots with intervals and n, one row per group, one shape and colour per frame.

    `estimates` is a table of ESTIMATE of one measure with a column `few`, in the order of display;
    groups that rest on too few articles are grey and hollow. `domain` is the axis of several
    pictures that are looked at together. Clicks select `group` as `pick`.
    """
    measure = MEASURES[estimates["measure"][0]]
    grey = GREY_DARK if dark else GREY
    paper = PAPER_DARK if dark else PAPER
    named = estimates.with_columns(label=_with_n(), frame_label=_frame_label(codebook))
    frames = named["frame_label"].unique(maintain_order=True).to_list()
    colours = frame_colours(codebook, dark=dark)
    ids = estimates["frame"].unique(maintain_order=True).to_list()
    fallback = INK_DARK if dark else INK
    hues = alt.Scale(domain=frames, range=[colours.get(i or "", fallback) for i in ids])
    shapes = alt.Scale(domain=frames, range=list(SHAPES[: len(frames)]))
    form = ".0%" if measure.unit == "share" else ".2f" if measure.unit == "score" else "d"
    x_scale = alt.Scale(domain=domain or axis_domain(estimates, measure.unit), nice=False)
    x = alt.X("estimate:Q", scale=x_scale, title=measure.label, axis=alt.Axis(format=form))
    y = alt.Y(
        "label:N",
        sort=None,
        title=None,
        axis=alt.Axis(
            labelLimit=MAX_NAME, labelOverlap=False, ticks=False, domain=False, grid=True
        ),
    )
    offset = alt.YOffset("frame_label:N", sort=frames, scale=alt.Scale(paddingOuter=0.6))
    split: dict[str, Any] = {"yOffset": offset} if len(frames) > 1 else {}
    legend = alt.Legend(orient="top", title=None, labelLimit=200) if len(frames) > 1 else None
    muted = alt.value(grey)
    colour = alt.Color("frame_label:N", scale=hues, legend=legend)
    base = alt.Chart(named)
    whisker = base.mark_rule(strokeWidth=2, opacity=0.6).encode(
        x=alt.X("low:Q", scale=x_scale),
        x2="high:Q",
        y=y,
        color=alt.condition("datum.few", muted, colour),
        **split,
    )
    pick = alt.selection_point(name="pick", fields=["group"])
    point = (
        base.mark_point(size=110, strokeWidth=2, filled=False, opacity=1, cursor="pointer")
        .encode(
            x=x,
            y=y,
            shape=alt.Shape("frame_label:N", scale=shapes, legend=legend),
            stroke=alt.condition("datum.few", muted, colour),
            fill=alt.condition("datum.few", alt.value(paper), colour),
            opacity=alt.condition(pick, alt.value(1), alt.value(0.4)),
            tooltip=_tooltip(form),
            **split,
        )
        .add_params(pick)
    )
    zero = alt.Chart(pl.DataFrame({"estimate": [0.0]})).mark_rule(color=grey).encode(x=x)
    n_rows = max(named["label"].n_unique(), 1)
    step = STEP + DODGE * (len(frames) - 1)
    return alt.layer(zero, whisker, point).properties(height=step * n_rows + FURNITURE)


def stance_bars(shares: pl.DataFrame, codebook: Codebook, *, dark: bool = False) -> Picture:
    """Of the sentences that evoke one frame: rejected to the left, endorsed to the right.

    `shares` are rows of ESTIMATE of the measures endorse, neutral and reject for one frame, with
    `few`. Those that are left open stand in the middle, so each bar is 100 % of its sentences.
    """
    frame = shares["frame"][0]
    colour = frame_colours(codebook, dark=dark)[frame]
    grey, paper = (GREY_DARK, PAPER_DARK) if dark else (GREY, PAPER)
    ink = INK_DARK if dark else INK
    rows = _stacked(shares).with_columns(label=_with_n())
    kinds = ["reject", "neutral", "endorse"]
    words = ["− rejects", "○ leaves open", "+ endorses"]
    scale = alt.Scale(domain=words, range=[paper, _tint(grey, paper), colour])
    strokes = alt.Scale(domain=words, range=[colour, grey, colour])
    named = rows.with_columns(
        stance=pl.col("measure").replace_strict(dict(zip(kinds, words, strict=True)))
    )
    x_scale = alt.Scale(domain=[-1, 1], nice=False)
    y = alt.Y(
        "label:N",
        sort=None,
        title=None,
        axis=alt.Axis(labelLimit=MAX_NAME, labelOverlap=False, ticks=False),
    )
    base = alt.Chart(named)
    bars = base.mark_bar(strokeWidth=1.5, height=alt.RelativeBandSize(0.62)).encode(
        x=alt.X(
            "begin:Q",
            scale=x_scale,
            title=None,
            axis=alt.Axis(format="+.0%", labelExpr="format(abs(datum.value), '.0%')"),
        ),
        x2="finish:Q",
        y=y,
        fill=alt.Fill("stance:N", scale=scale, legend=None),
        stroke=alt.Stroke("stance:N", scale=strokes, legend=None),
        opacity=alt.condition("datum.few", alt.value(0.45), alt.value(1)),
        tooltip=_tooltip(".0%"),
    )
    wide = base.transform_filter("(datum.finish - datum.begin) * width / 2 > 44")
    on_colour = PAPER_DARK if dark else "#FFFFFF"
    texts = wide.mark_text(fontSize=11, fontWeight="bold").encode(
        x=alt.X("middle:Q", scale=x_scale),
        y=y,
        text="sign:N",
        color=alt.condition(
            "datum.measure == 'endorse' && !datum.few", alt.value(on_colour), alt.value(ink)
        ),
    )
    n_rows = max(rows["group"].n_unique(), 1)
    return alt.layer(bars, texts).properties(height=STEP * n_rows + 70)


def perturbations(table: pl.DataFrame, unit: str, *, dark: bool = False) -> Picture:
    """One difference as found and under each change: hollow squares where its direction turns.

    `table` is a table of PERTURBATION with the row "as found" first.
    """
    ink, grey = (INK_DARK, GREY_DARK) if dark else (INK, GREY)
    paper = PAPER_DARK if dark else PAPER
    words = list(DIRECTIONS.values())
    rows = table.with_columns(
        sign=pl.col("holds").cast(pl.Boolean).replace_strict(DIRECTIONS, return_dtype=pl.String),
        label=pl.concat_str("perturbation", pl.lit("  (n = "), "n_articles", pl.lit(")")),
    )
    reach = [abs(v) for c in ("estimate", "low", "high") for v in table[c].drop_nulls()]
    half = SHARE_STEP * max(-(-max(reach, default=0.0) // SHARE_STEP), 1.0)
    scale = alt.Scale(domain=[-half, half], nice=False)
    form = "+.0%" if unit == "share" else "+.2f"
    x = alt.X("estimate:Q", scale=scale, **difference_axis(unit))
    # Names stand above their rows: a phone has no room beside the picture.
    y = alt.Y("label:N", sort=None, title=None, axis=alt.Axis(labels=False, ticks=False, grid=True))
    base = alt.Chart(rows)
    zero = alt.Chart(pl.DataFrame({"estimate": [0.0]})).mark_rule(color=grey).encode(x=x)
    name = base.mark_text(align="left", dy=-14, fontSize=12, color=ink, limit=330).encode(
        x=alt.value(2), y=y, text="label:N"
    )
    whisker = base.mark_rule(strokeWidth=2, opacity=0.5, color=ink).encode(
        x=alt.X("low:Q", scale=scale), x2="high:Q", y=y
    )
    dot = base.mark_point(size=100, strokeWidth=2, opacity=1).encode(
        x=x,
        y=y,
        shape=alt.Shape(
            "sign:N",
            scale=alt.Scale(domain=words, range=["circle", "square", "cross"]),
            legend=alt.Legend(orient="top", title=None),
        ),
        fill=alt.Fill(
            "sign:N", scale=alt.Scale(domain=words, range=[ink, paper, paper]), legend=None
        ),
        stroke=alt.value(ink),
        tooltip=[
            alt.Tooltip("perturbation:N", title="change"),
            alt.Tooltip("estimate:Q", title="difference", format=form),
            alt.Tooltip("low:Q", title="from", format=form),
            alt.Tooltip("high:Q", title="to", format=form),
            alt.Tooltip("n_articles:Q", title="articles"),
        ],
    )
    return alt.layer(zero, whisker, dot, name).properties(height=TALL_STEP * rows.height + 70)


def difference_axis(unit: str) -> dict[str, Any]:
    """Axis and title of a difference: points of 100 for shares, else the scale's own steps."""
    if unit == "share":
        points = "datum.value == 0 ? '0' : format(100 * datum.value, '+.0f')"
        axis = alt.Axis(tickCount=6, labelExpr=points)
        return {"title": "Difference, in points of 100", "axis": axis}
    axis = alt.Axis(tickCount=6, format="+.2f")
    return {"title": "Difference, on a scale of −1 to +1", "axis": axis}


def reliability(bins: pl.DataFrame, *, dark: bool = False) -> Picture:
    """Share right against confidence, a dot per range, sized by n, with the ideal diagonal.

    `bins` has confidence and right in 0…1 and n, as calibration.reliability gives them.
    """
    ink, grey = (INK_DARK, GREY_DARK) if dark else (INK, GREY)
    whole = alt.Scale(domain=[0, 1])
    ideal = alt.Chart(pl.DataFrame({"confidence": [0.0, 1.0], "right": [0.0, 1.0]}))
    percent = alt.Axis(format=".0%")
    x = alt.X("confidence:Q", scale=whole, axis=percent, title="Confidence of the position")
    y = alt.Y("right:Q", scale=whole, axis=percent, title="Share right")
    size = alt.Size("n:Q", title="Pieces", legend=alt.Legend(orient="right"))
    line = ideal.mark_line(strokeDash=[4, 4], color=grey).encode(x=x, y=y)
    dots_ = alt.Chart(bins).mark_point(filled=True, color=ink, opacity=1)
    return alt.layer(line, dots_.encode(x=x, y=y, size=size)).properties(height=320)


def _stacked(shares: pl.DataFrame) -> pl.DataFrame:
    """Where each bar begins and ends, the ones that are left open astride zero."""
    share = pl.col("estimate").fill_null(0.0)
    wide = {m: share.filter(pl.col("measure") == m).sum().over("group") for m in SIGNS}
    half = wide["neutral"] / 2
    is_reject, is_neutral = pl.col("measure") == "reject", pl.col("measure") == "neutral"
    percent = (100 * pl.col("estimate")).round().cast(pl.Int64, strict=False).cast(pl.String)
    return (
        shares.filter(pl.col("estimate").is_not_null())
        .with_columns(
            begin=pl.when(is_reject)
            .then(-half - wide["reject"])
            .when(is_neutral)
            .then(-half)
            .otherwise(half),
        )
        .with_columns(
            finish=pl.col("begin") + share,
            sign=pl.concat_str(
                pl.col("measure").replace_strict(SIGNS), pl.lit(" "), percent, pl.lit(" %")
            ),
        )
        .with_columns(middle=(pl.col("begin") + pl.col("finish")) / 2)
    )


def axis_domain(estimates: pl.DataFrame, unit: str) -> list[float]:
    """The axis of a measure: -1…+1 for scores; shares and counts from 0 to a round number."""
    if unit == "score":
        return [-1.0, 1.0]
    tops = [
        float(top)
        for name in ("estimate", "high")
        if isinstance(top := estimates[name].max(), (int, float))
    ]
    top = max(tops, default=0.0)
    step = SHARE_STEP if unit == "share" else 10.0
    reached = step * -(-top // step) or step
    return [0.0, min(reached, 1.0) if unit == "share" else reached]


def _with_n() -> pl.Expr:
    """A row's name with its n: no number without it."""
    too_few = pl.when("few").then(pl.lit(", too few")).otherwise(pl.lit(""))
    return pl.concat_str("group", pl.lit("  (n = "), "n_articles", too_few, pl.lit(")"))


def _frame_label(codebook: Codebook) -> pl.Expr:
    """The label that people see, for the frame of a row."""
    return pl.col("frame").fill_null("all").replace(codebook.labels)


def _tooltip(form: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("group:N", title="group"),
        alt.Tooltip("frame:N", title="frame"),
        alt.Tooltip("measure:N", title="measure"),
        alt.Tooltip("estimate:Q", title="estimate", format=form),
        alt.Tooltip("low:Q", title="from", format=form),
        alt.Tooltip("high:Q", title="to", format=form),
        alt.Tooltip("count:Q", title="count"),
        alt.Tooltip("of:Q", title="of"),
        alt.Tooltip("n_articles:Q", title="articles"),
        alt.Tooltip("method:N", title="interval"),
    ]


def _tint(colour: str, paper: str, part: float = 0.3) -> str:
    """`part` of a colour on paper."""
    mixed = (
        round(part * int(colour[i : i + 2], 16) + (1 - part) * int(paper[i : i + 2], 16))
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02X}" for channel in mixed)


def alt_text(chart: str, finding: str, selection: str) -> str:
    """What a chart says to those who do not see it: its kind, its finding, what was selected."""
    return f"{chart}. {finding} Shown: {selection}. The table behind it follows."
