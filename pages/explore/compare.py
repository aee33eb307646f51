"""Outlets, authors, genres or months side by side, on any measure, with intervals and n."""

from functools import partial

import polars as pl
import streamlit as st

from framing import charts, findings, views
from framing.estimates import MIN_ARTICLES
from framing.marks.markup import tag
from framing.measures import MEASURES
from pages import display, shared
from pages.tabs import evidence, panels, speakers, stances, versus

GROUPINGS = {
    "outlet": "Outlets",
    "author": "Authors",
    "genre": "Genres",
    "month": "Months",
    "voice": "Authors’ own voice and quoted voices",
}
TABS = (
    "What stands behind it",
    "Endorsed and rejected",
    "All shares",
    "Head to head",
    "Who is quoted",
)

display.banner()
display.heading(
    "Side by side",
    "Any measure for outlets, authors, genres, months or voices, with how sure one may be.",
)
here = shared.selected()
codebook, dark = shared.instrument().codebook, display.is_dark()
left, middle, right = st.columns(3)
by = left.selectbox(
    "Compare", list(GROUPINGS), format_func=GROUPINGS.get, key="by", bind="query-params"
)
measure = middle.selectbox(
    "Measure",
    list(MEASURES),
    format_func=lambda name: MEASURES[name].label,
    key="measure",
    bind="query-params",
)
order = right.selectbox("Order", ["By name", "By value"], key="order", bind="query-params")
display.note(MEASURES[measure].definition)

table = shared.estimates(by, measure)
shown = table.drop_nulls("estimate")
if shown.is_empty():
    display.note(f"Nothing to compare: there are no {MEASURES[measure].denominator}.", kind="empty")
    st.stop()
if order == "By value" and by != "month":
    shown = views.ranked(shown)
contrasts = shared.contrasts(by, measure)
finding = findings.of_contrast(views.widest(contrasts), codebook.labels) if len(contrasts) else ""
display.show(tag("p", finding, class_="fd-finding"))
picture = charts.dots(shown, codebook, dark=dark)
alt = charts.alt_text(f"{MEASURES[measure].label} by {by}", finding, shared.described())
event = st.altair_chart(picture, key=f"dots_{by}_{measure}", on_select="rerun", alt=alt)
display.note(
    f"Dots are estimates, lines 95 % intervals, n articles. Hollow and grey: fewer than "
    f"{MIN_ARTICLES} articles, too few to compare."
)
missing = table.filter(pl.col("estimate").is_null())["group"].unique().sort().to_list()
if missing:
    display.note(f"Not shown, no {MEASURES[measure].denominator}: {', '.join(missing)}.")
with st.expander("Table behind the picture"):
    display.export(table, f"{measure}_by_{by}")

names = table["group"].unique(maintain_order=True).to_list()
drawn = (
    partial(evidence.draw, by, measure, names, display.picked(event)),
    partial(stances.draw, by),
    partial(panels.draw, by),
    partial(versus.draw, by),
    partial(speakers.draw, by),
)
opened = st.tabs(TABS, key="compare_tab", on_change="rerun", bind="query-params")
for tab, draw in zip(opened, drawn, strict=True):
    if tab.open:  # what is not looked at is not computed
        with tab:
            draw()
