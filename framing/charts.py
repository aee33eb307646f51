"""Estimates to charts: colours from the codebook, and a shape or a sign wherever there is colour."""

from typing import Any

import altair as alt
import polars as pl

from framing.codebook import Codebook
from framing.measures import MEASURES

SHAPES = ("circle", "diamond", "square", "triangle-up", "cross", "triangle-down")
GREY, GREY_DARK = "#6B6F73", "#9AA1A8"
INK, INK_DARK = "#1E2226", "#E8E6E1"
PAPER, PAPER_DARK = "#FDFCFA", "#15191D"
STEP = 30  # pixels for each row of a chart
MAX_NAME = 150  # pixels for the name of a row
SIGNS = {"reject": "−", "neutral": "○", "endorse": "+"}
DODGE = 7  # pixels between the frames of one row
SHARE_STEP = 0.25  # axes of shares end at a multiple of this, so they rarely move with a filter


def frame_colours(codebook: Codebook, *, dark: bool = False) -> dict[str, str]:
    """Frame id to its colour on a light or a dark ground; `mixed` and `none` are grey."""
    grey = GREY_DARK if dark else GREY
    coloured = {f.id: (f.colour_dark or f.colour) if dark else f.colour for f in codebook.frames}
    return coloured | {"mixed": grey, "even": grey, "none": grey}


def talk_and_stand(
    points: pl.DataFrame, codebook: Codebook, *, dark: bool = False, names: bool = True
) -> alt.LayerChart:
    """The signature picture: what each group talks about against what it stands for.

    `points` are rows of `views.side_by_side`. Both axes run from all first pole to all second
    pole; on the diagonal lies what a count of mentions assumes. Clicks select `group` as `pick`.
    Intervals are drawn where they exist; groups with too few articles are hollow.
    """
    first, second = (codebook.labels[pole] for pole in codebook.poles)
    ink, grey = (INK_DARK, GREY_DARK) if dark else (INK, GREY)
    paper = PAPER_DARK if dark else PAPER
    scale = alt.Scale(domain=[0, 1], nice=False)
    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], labelExpr=_poles_axis(first, second))
    x = alt.X("talk:Q", scale=scale, axis=axis, title="TALKS ABOUT · share of its mentions")
    y = alt.Y("stand:Q", scale=scale, axis=axis, title="STANDS FOR · where it takes a side")
    base = alt.Chart(points)
    diagonal = pl.DataFrame({"talk": [0.0, 1.0], "stand": [0.0, 1.0]})
    naive = (
        alt.Chart(diagonal)
        .mark_line(color=grey, strokeDash=[5, 4], strokeWidth=1.25)
        .encode(x=x, y=y)
    )
    note = (
        alt.Chart(diagonal.tail(1).with_columns(note=pl.lit("if every mention were support")))
        .mark_text(color=grey, align="right", dx=-26, dy=12, fontSize=11, fontStyle="italic")
        .encode(x=x, y=y, text="note:N")
    )
    middle = [
        alt.Chart(pl.DataFrame({axis: [0.5]})).mark_rule(color=grey, opacity=0.35).encode(**at)
        for axis, at in (("talk", {"x": x}), ("stand", {"y": y}))
    ]
    whiskers = [
        base.mark_rule(color=ink, opacity=0.35, strokeWidth=1.5).encode(
            x=alt.X("talk_low:Q", scale=scale), x2="talk_high:Q", y=y
        ),
        base.mark_rule(color=ink, opacity=0.35, strokeWidth=1.5).encode(
            x=x, y=alt.Y("stand_low:Q", scale=scale), y2="stand_high:Q"
        ),
    ]
    pick = alt.selection_point(name="pick", fields=["group"])
    dots = (
        base.mark_circle(size=150, stroke=ink, strokeWidth=1.5, opacity=1, cursor="pointer")
        .encode(
            x=x,
            y=y,
            fill=alt.condition("datum.few", alt.value(paper), alt.value(ink)),
            opacity=alt.condition(pick, alt.value(1), alt.value(0.45)),
            tooltip=_pair_tooltip(second),
        )
        .add_params(pick)
    )
    layers: list[Any] = [naive, note, *middle, *whiskers, dots]
    if names:
        layers.append(
            base.mark_text(align="left", dx=11, dy=-9, fontSize=12, color=ink).encode(
                x=x, y=y, text="group:N"
            )
        )
    return alt.layer(*layers).properties(height=460)


def _poles_axis(first: str, second: str) -> str:
    """A label expression: pole names at the ends, percentages of the nearer pole between."""
    ends = {0: f"all {first}", 0.5: "half and half", 1: f"all {second}"}
    words = "".join(
        f"datum.value == {value} ? {_quoted(word)} : " for value, word in ends.items()
    )
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
    ]


def dots(estimates: pl.DataFrame, codebook: Codebook, *, dark: bool = False) -> alt.LayerChart:
    """A measure as dots with intervals and n, one row per group, one shape and colour per frame.

    `estimates` is a table of ESTIMATE of one measure with a column `few`, in the order of display;
    groups that rest on too few articles are grey and hollow. Clicks select `group` as `pick`.
    """
    measure = MEASURES[estimates["measure"][0]]
    grey = GREY_DARK if dark else GREY
    paper = PAPER_DARK if dark else PAPER
    named = estimates.with_columns(label=_with_n(), frame_label=_frame_label(codebook))
    frames = named["frame_label"].unique(maintain_order=True).to_list()
    colours = frame_colours(codebook, dark=dark)
    ids = estimates["frame"].unique(maintain_order=True).to_list()
    fallback = INK_DARK if dark else INK
    domain = alt.Scale(domain=frames, range=[colours.get(i or "", fallback) for i in ids])
    shapes = alt.Scale(domain=frames, range=list(SHAPES[: len(frames)]))
    form = ".0%" if measure.unit == "share" else ".2f" if measure.unit == "score" else "d"
    x_scale = alt.Scale(domain=axis_domain(estimates, measure.unit), nice=False)
    x = alt.X("estimate:Q", scale=x_scale, title=measure.label, axis=alt.Axis(format=form))
    y = alt.Y(
        "label:N",
        sort=None,
        title=None,
        axis=alt.Axis(labelLimit=MAX_NAME + 30, ticks=False, domain=False, grid=True),
    )
    offset = alt.YOffset("frame_label:N", sort=frames, scale=alt.Scale(paddingOuter=0.6))
    split: dict[str, Any] = {"yOffset": offset} if len(frames) > 1 else {}
    legend = alt.Legend(orient="top", title=None, labelLimit=200) if len(frames) > 1 else None
    muted = alt.value(grey)
    colour = alt.Color("frame_label:N", scale=domain, legend=legend)
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
    return alt.layer(zero, whisker, point).properties(height=step * n_rows + 40)


def stance_bars(shares: pl.DataFrame, codebook: Codebook, *, dark: bool = False) -> alt.LayerChart:
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
        "label:N", sort=None, title=None, axis=alt.Axis(labelLimit=MAX_NAME + 30, ticks=False)
    )
    base = alt.Chart(named)
    bars = base.mark_bar(strokeWidth=1.5, height=alt.RelativeBandSize(0.62)).encode(
        x=alt.X(
            "begin:Q",
            scale=x_scale,
            title=f"of its sentences that evoke {codebook.labels[frame]}",
            axis=alt.Axis(format="+.0%", labelExpr="format(abs(datum.value), '.0%')"),
        ),
        x2="finish:Q",
        y=y,
        fill=alt.Fill("stance:N", scale=scale, legend=alt.Legend(orient="top", title=None)),
        stroke=alt.Stroke("stance:N", scale=strokes, legend=None),
        opacity=alt.condition("datum.few", alt.value(0.45), alt.value(1)),
        tooltip=_tooltip(".0%"),
    )
    wide = base.transform_filter("datum.finish - datum.begin > 0.16")
    on_colour = PAPER_DARK if dark else "#FFFFFF"
    texts = wide.mark_text(fontSize=11, fontWeight="bold").encode(
        x=alt.X("middle:Q", scale=x_scale),
        y=y,
        text="sign:N",
        color=alt.condition("datum.measure == 'endorse'", alt.value(on_colour), alt.value(ink)),
    )
    n_rows = max(rows["group"].n_unique(), 1)
    return alt.layer(bars, texts).properties(height=STEP * n_rows + 70)


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
