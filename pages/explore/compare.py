"""Outlets, authors, genres or months side by side, on any measure, with intervals and n."""

from functools import partial

import polars as pl
import streamlit as st

from framing import charts, findings, views
from framing.estimates import MIN_ARTICLES
from framing.marks.markup import tag
from framing.measures import MEASURES
from pages import choices, display, pictures, share, shared
from pages.tabs import evidence, panels, speakers, stances, versus

GROUPINGS = {
    "outlet": "Outlets",
    "author": "Authors",
    "genre": "Genres",
    "length": "Quarters by length",
    "month": "Months",
    "voice": "Authors’ own voice and quoted voices",
}
TABS = {  # what each lets choose, besides whose and which frame, and what it shows
    "What stands behind it": (None, evidence.draw),
    "Endorsed and rejected": (stances.keep, stances.draw),
    "All shares": (None, panels.draw),
    "Head to head": (versus.keep, versus.draw),
    "Who is quoted": (speakers.keep, speakers.draw),
}
ORDERS = {"name": "By name", "value": "By value"}

choices.keep("by", GROUPINGS)
choices.keep("measure", {name: MEASURES[name].label for name in MEASURES})
choices.keep("order", ORDERS)
by, measure = choices.chosen("by"), choices.chosen("measure")
codebook = shared.instrument().codebook
here = shared.selected()
names = views.groups(here, by)
choices.keep("who", names)
choices.keep("frame", codebook.labels)
choices.keep("compare_tab", TABS.keys())
keep, _ = TABS[choices.chosen("compare_tab")]
if keep and names:
    keep(by, names)

display.banner()
display.heading(
    "Side by side",
    "Any measure for outlets, authors, genres, months or voices, with how sure one may be.",
)
left, middle, right = st.columns(3)
left.selectbox("Compare", list(GROUPINGS), format_func=GROUPINGS.get, key="by")
middle.selectbox(
    "Measure", list(MEASURES), format_func=lambda name: MEASURES[name].label, key="measure"
)
order = right.selectbox("Order", list(ORDERS), format_func=ORDERS.get, key="order")
display.note(MEASURES[measure].definition)

table = shared.estimates(by, measure)
shown = table.drop_nulls("estimate")
if shown.is_empty():
    display.note(f"Nothing to compare: there are no {MEASURES[measure].denominator}.", kind="empty")
    st.stop()
if order == "value" and by != "month":
    shown = views.ranked(shown)
contrasts = shared.contrasts(by, measure)
finding = findings.of_contrast(views.widest(contrasts), codebook.labels) if len(contrasts) else ""
display.show(tag("p", finding, class_="fd-finding"))
missing = table.filter(pl.col("estimate").is_null())["group"].unique().sort().to_list()
lines = (
    f"Dots are estimates, lines 95 % intervals, n articles. Hollow and grey: fewer than "
    f"{MIN_ARTICLES} articles, too few to compare."
)
pictures.picture(
    partial(charts.dots, shown, codebook),
    table,
    name=f"{measure}_by_{by}",
    caption=share.about(
        f"{MEASURES[measure].label} by {by}", finding, f"{MEASURES[measure].definition} {lines}"
    ),
    notes=(
        lines,
        *(
            [f"Not shown, no {MEASURES[measure].denominator}: {', '.join(missing)}."]
            if missing
            else []
        ),
    ),
    picks="who",
)

opened = st.tabs(list(TABS), key="compare_tab", on_change="rerun")
for tab, (_, draw) in zip(opened, TABS.values(), strict=True):
    if tab.open:  # what is not looked at is not computed
        with tab:
            draw(by)
