"""Words as pictures: what a group says more, what makes it sound darker, who is quoted."""

import altair as alt
import polars as pl

from framing.charts import (
    GREY,
    GREY_DARK,
    INK,
    INK_DARK,
    MAX_NAME,
    PAPER,
    PAPER_DARK,
    Picture,
    frame_colours,
)
from framing.codebook import Codebook

ROW = 24  # pixels for each word
FOOT = 60  # for the axis
KEY = 30  # for a legend
FEW = 3  # articles that a word of tone should stand in
FALSE = 0.05  # terms with a q above are grey: among so many they may be chance
OTHERS = "all other words"


def names(limit: int = MAX_NAME) -> alt.Y:
    """The rows of a picture, by `label`, in the order of the table."""
    axis = alt.Axis(labelLimit=limit, labelOverlap=False, ticks=False, domain=False, grid=False)
    return alt.Y("label:N", sort=None, title=None, axis=axis)


def inks(*, dark: bool) -> tuple[str, str, str]:
    """Ink, grey and paper."""
    return (INK_DARK, GREY_DARK, PAPER_DARK) if dark else (INK, GREY, PAPER)


def zero(field: str, x: alt.X, colour: str) -> alt.Chart:
    """The line at 0 of a field."""
    chart: alt.Chart = alt.Chart(pl.DataFrame({field: [0.0]})).mark_rule(color=colour)
    return chart.encode(x=x)


def drawn_in(sure: pl.Expr, filled: pl.Expr, *, dark: bool) -> dict[str, pl.Expr]:
    """Columns stroke and fill: ink where sure, else grey; paper inside where not filled."""
    ink, grey, paper = inks(dark=dark)
    stroke = pl.when(sure).then(pl.lit(ink)).otherwise(pl.lit(grey))
    return {"stroke": stroke, "fill": pl.when(filled).then(stroke).otherwise(pl.lit(paper))}


def key_terms(rows: pl.DataFrame, *, dark: bool = False) -> Picture:
    """Rows of KEYNESS of one group, in the order of display: log-odds with intervals and n.

    Filled circles are said more than by the rest, hollow squares less; grey where q is above .05.
    Clicks select the term as `group` of `pick`.
    """
    ink, grey, _paper = inks(dark=dark)
    more = pl.col("z") > 0
    named = rows.with_columns(
        group="term",
        label=pl.concat_str("term", pl.lit("  (n = "), _articles_that_say(), pl.lit(")")),
        way=pl.when(more).then(pl.lit("says more")).otherwise(pl.lit("says less")),
        **drawn_in(pl.col("q") < FALSE, more, dark=dark),
    )
    reach = max((abs(value) for name in ("low", "high") for value in named[name]), default=1.0)
    scale = alt.Scale(domain=[-reach, reach], nice=True)
    x = alt.X("log_odds:Q", scale=scale, title="Log-odds against the rest (0: as often)")
    y, base = names(), alt.Chart(named)
    stroke = alt.Stroke("stroke:N", scale=None)
    shapes = alt.Scale(domain=["says more", "says less"], range=["circle", "square"])
    legend = alt.Legend(
        orient="top", title=None, symbolStrokeColor=ink, symbolFillColor="transparent"
    )
    whisker = base.mark_rule(strokeWidth=2, opacity=0.5).encode(
        x=alt.X("low:Q", scale=scale), x2="high:Q", y=y, stroke=stroke
    )
    pick = alt.selection_point(name="pick", fields=["group"])
    dot = (
        base.mark_point(size=90, strokeWidth=2, cursor="pointer")
        .encode(
            x=x,
            y=y,
            shape=alt.Shape("way:N", scale=shapes, legend=legend),
            stroke=stroke,
            fill=alt.Fill("fill:N", scale=None),
            opacity=alt.condition(pick, alt.value(1), alt.value(0.4)),
            tooltip=[
                alt.Tooltip("group:N", title="term"),
                alt.Tooltip("log_odds:Q", title="log-odds", format="+.2f"),
                alt.Tooltip("low:Q", title="from", format="+.2f"),
                alt.Tooltip("high:Q", title="to", format="+.2f"),
                alt.Tooltip("q:Q", format=".3f"),
                alt.Tooltip("count:Q", title="times"),
                alt.Tooltip("n_articles:Q", title="articles"),
                alt.Tooltip("count_rest:Q", title="times in the rest"),
                alt.Tooltip("n_articles_rest:Q", title="articles of the rest"),
            ],
        )
        .add_params(pick)
    )
    height = ROW * rows.height + FOOT + KEY
    return alt.layer(zero("log_odds", x, grey), whisker, dot).properties(height=height)


def _articles_that_say() -> pl.Expr:
    """Articles of the side that says a term more."""
    return pl.when(pl.col("z") > 0).then("n_articles").otherwise("n_articles_rest")


def word_shift(shift: pl.DataFrame, *, dark: bool = False) -> Picture:
    """Rows of WORD_SHIFT in the order of display: what each word does to the difference.

    To the left what makes the group sound darker. Dark words (−) are filled, bright ones (+)
    outlined; ↑ is a word that the group uses more often than the other, ↓ one that it uses less.
    Grey is what stands in fewer than FEW articles, and the row without a word, which stands for all
    others. Clicks select the word as `group` of `pick`.
    """
    grey = inks(dark=dark)[1]
    sign = pl.when(pl.col("push") < 0).then(pl.lit("−")).otherwise(pl.lit("+"))
    arrow = pl.when(pl.col("by_use") * pl.col("push") >= 0).then(pl.lit("↑")).otherwise(pl.lit("↓"))
    known = pl.col("word").is_not_null()
    named = shift.with_columns(
        group="word",
        label=pl.when(known)
        .then(pl.format("{}  {} {}", pl.col("word"), sign, arrow))
        .otherwise(pl.lit(OTHERS)),
        **drawn_in(
            known & (pl.sum_horizontal("n_articles", "n_articles_other") >= FEW),
            pl.col("push").fill_null(-1.0) < 0,
            dark=dark,
        ),
    )
    x = alt.X(
        "shift:Q",
        title="← sounds darker · sounds brighter →",
        axis=alt.Axis(format="+.3f", tickCount=6),
    )
    pick = alt.selection_point(name="pick", fields=["group"])
    bars = (
        alt.Chart(named)
        .mark_bar(strokeWidth=1.5, height=alt.RelativeBandSize(0.62), cursor="pointer")
        .encode(
            x=x,
            y=names(),
            stroke=alt.Stroke("stroke:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            opacity=alt.condition(pick, alt.value(1), alt.value(0.4)),
            tooltip=[
                alt.Tooltip("label:N", title="word"),
                alt.Tooltip("shift:Q", title="adds to the difference", format="+.4f"),
                alt.Tooltip("by_use:Q", title="by use", format="+.4f"),
                alt.Tooltip("by_context:Q", title="by context", format="+.4f"),
                alt.Tooltip("n_sentences:Q", title="sentences"),
                alt.Tooltip("n_articles:Q", title="articles"),
                alt.Tooltip("n_sentences_other:Q", title="sentences of the other"),
                alt.Tooltip("n_articles_other:Q", title="articles of the other"),
            ],
        )
        .add_params(pick)
    )
    return alt.layer(zero("shift", x, grey), bars).properties(height=ROW * shift.height + FOOT)


def speakers(quoted: pl.DataFrame, codebook: Codebook, *, dark: bool = False) -> Picture:
    """Rows of QUOTED in the order of display: sentences of each speaker that evoke each frame.

    Clicks select the speaker as `group` of `pick`.
    """
    colours = frame_colours(codebook, dark=dark)
    ink = inks(dark=dark)[0]
    labels = codebook.labels
    domain = alt.Scale(domain=list(labels.values()), range=[colours[frame] for frame in labels])
    named = quoted.with_columns(
        group="speaker",
        label="speaker",
        frame_label=pl.col("frame").replace(labels),
        said=pl.format("{} in {}", "n_sentences", "n_articles"),
    )
    base = alt.Chart(named)
    most = int(named["n_sentences"].max() or 1)  # type: ignore[arg-type]
    x = alt.X(
        "n_sentences:Q",
        title="Sentences (in articles)",
        scale=alt.Scale(domain=[0, most * 1.25], nice=False),
        axis=alt.Axis(format="d", tickMinStep=1),
    )
    offset = alt.YOffset("frame_label:N", sort=list(labels.values()))
    pick = alt.selection_point(name="pick", fields=["group"])
    bars = (
        base.mark_bar(cursor="pointer", strokeWidth=1.5)
        .encode(
            x=x,
            y=names(),
            yOffset=offset,
            fill=alt.Fill(
                "frame_label:N", scale=domain, legend=alt.Legend(orient="top", title=None)
            ),
            opacity=alt.condition(pick, alt.value(1), alt.value(0.4)),
            tooltip=[
                alt.Tooltip("speaker:N"),
                alt.Tooltip("frame_label:N", title="frame"),
                alt.Tooltip("n_sentences:Q", title="sentences"),
                alt.Tooltip("n_articles:Q", title="articles"),
                alt.Tooltip("n_endorse:Q", title="the author endorses"),
                alt.Tooltip("n_reject:Q", title="the author rejects"),
                alt.Tooltip("n_neutral:Q", title="left open"),
            ],
        )
        .add_params(pick)
    )
    texts = base.mark_text(align="left", dx=4, fontSize=11, color=ink).encode(
        x=x, y=names(), yOffset=offset, text="said:N"
    )
    height = 2 * ROW * max(named["speaker"].n_unique(), 1) + FOOT + KEY
    return alt.layer(bars, texts).properties(height=height)


def keywords(rows: pl.DataFrame, *, dark: bool = False) -> Picture:
    """Rows of GROUP_KEYWORD of one group, in the order of display: in how many articles.

    Clicks select the keyword as `group` of `pick`.
    """
    ink = inks(dark=dark)[0]
    named = rows.with_columns(group="term", label="term")
    most = int(rows["of"].max() or 1)  # type: ignore[arg-type]
    x = alt.X(
        "n_articles:Q",
        title="Articles that have it among their keywords",
        scale=alt.Scale(domain=[0, most], nice=False),
        axis=alt.Axis(format="d", tickMinStep=1),
    )
    pick = alt.selection_point(name="pick", fields=["group"])
    bars = (
        alt.Chart(named)
        .mark_bar(color=ink, height=alt.RelativeBandSize(0.62), cursor="pointer")
        .encode(
            x=x,
            y=names(),
            opacity=alt.condition(pick, alt.value(0.8), alt.value(0.3)),
            tooltip=[
                alt.Tooltip("term:N", title="keyword"),
                alt.Tooltip("n_articles:Q", title="articles"),
                alt.Tooltip("of:Q", title="of"),
                alt.Tooltip("rank:Q", title="mean rank", format=".1f"),
            ],
        )
        .add_params(pick)
    )
    return alt.layer(bars).properties(height=ROW * rows.height + FOOT)
