"""Outlets, authors, genres or months side by side, on any measure, with intervals and n."""

from functools import partial

import polars as pl
import streamlit as st

from framing import charts, findings, views
from framing.estimates import MIN_ARTICLES
from framing.marks.markup import tag
from framing.measures import MEASURES
from pages import choices, display, pictures, share, shared

GROUPINGS = {"outlet": "Outlets", "author": "Authors", "genre": "Genres", "month": "Months"}
ARTICLE_MEASURES = ("position", "lean", "tone", "tone_author", "articles")
STANCES = ("endorse", "neutral", "reject")

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

display.banner()
display.heading(
    "Side by side",
    "Any measure for outlets, authors, genres or months, with how sure one may be.",
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

st.subheader("What authors make of what they mention")
key = (
    "Of the sentences that evoke a frame, the share whose author rejects it (−, outlined), "
    "leaves it open (○, grey) or endorses it (+, filled)."
)
display.note(key)
shares = pl.concat(shared.estimates(by, stance) for stance in STANCES)
for frame in codebook.frames:
    part = shares.filter(pl.col("frame") == frame.id)
    if part["estimate"].is_null().all():
        display.note(f"{frame.label}: no sentence evokes it.")
        continue
    display.show(tag("h3", frame.label))
    pictures.picture(
        partial(charts.stance_bars, part, codebook),
        part,
        name=f"stances_to_{frame.id}_by_{by}",
        caption=share.about(f"{frame.label} endorsed and rejected by {by}", "", key),
    )

st.subheader("What stands behind it")
left, right = st.columns(2)
group = left.selectbox("Whose", names, key="who")
if measure in ARTICLE_MEASURES:
    rows = shared.evidence_articles(by, group)
    display.note(f"{rows.height:,} articles, newest first")
    display.export(rows, f"articles_of_{group}")
    st.stop()
frame_id = right.selectbox(
    "Frame", list(codebook.labels), format_func=codebook.labels.get, key="frame"
)
rows = shared.evidence(
    by, group=group, frame=frame_id, stance=measure if measure in STANCES else None
)
display.evidence_list(rows, f"{by}_{group}_{frame_id}_{measure}")
