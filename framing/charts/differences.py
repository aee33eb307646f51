"""How far one group is from another, measure by measure."""

import altair as alt
import polars as pl

from framing.charts import Picture, difference_axis
from framing.charts.words import FALSE, FOOT, drawn_in, inks, names, zero

ROW = 28  # pixels for each measure
LONG = 230  # pixels for the name of a measure and a frame


def differences(contrasts: pl.DataFrame, *, dark: bool = False) -> Picture:
    """Rows of CONTRAST of one unit with a `label`: how far one group is from the other.

    Filled where the interval leaves out 0 and q says so too; hollow where it does not; grey where
    a side has too few articles (`few`).
    """
    grey = inks(dark=dark)[1]
    clear = (pl.col("low") * pl.col("high") > 0) & (pl.col("q") < FALSE)
    named = contrasts.with_columns(**drawn_in(~pl.col("few"), clear & ~pl.col("few"), dark=dark))
    share = contrasts["unit"][0] == "share"
    reach = max(
        (abs(v) for n in ("low", "high", "difference") for v in named[n].drop_nulls()), default=1.0
    )
    scale = alt.Scale(domain=[-reach, reach], nice=True)
    form = "+.0%" if share else "+.2f"
    x = alt.X("difference:Q", scale=scale, **difference_axis(contrasts["unit"][0]))
    base, y = alt.Chart(named), names(LONG)
    stroke = alt.Stroke("stroke:N", scale=None)
    whisker = base.mark_rule(strokeWidth=2, opacity=0.5).encode(
        x=alt.X("low:Q", scale=scale), x2="high:Q", y=y, stroke=stroke
    )
    dot = base.mark_point(size=100, strokeWidth=2, opacity=1).encode(
        x=x,
        y=y,
        stroke=stroke,
        fill=alt.Fill("fill:N", scale=None),
        tooltip=[
            alt.Tooltip("label:N", title="measure"),
            alt.Tooltip("difference:Q", format=form),
            alt.Tooltip("low:Q", title="from", format=form),
            alt.Tooltip("high:Q", title="to", format=form),
            alt.Tooltip("q:Q", format=".3f"),
            alt.Tooltip("n_articles:Q", title="articles"),
            alt.Tooltip("n_against:Q", title="against"),
        ],
    )
    height = ROW * contrasts.height + FOOT
    return alt.layer(zero("difference", x, grey), whisker, dot).properties(height=height)
