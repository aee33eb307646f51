"""Outlets, authors, genres or months side by side, on any measure, with intervals and n."""

import polars as pl
import streamlit as st

from framing import charts, findings, views
from framing.estimates import MIN_ARTICLES
from framing.marks.markup import tag
from framing.measures import MEASURES
from pages import display, shared

GROUPINGS = {"outlet": "Outlets", "author": "Authors", "genre": "Genres", "month": "Months"}
ARTICLE_MEASURES = ("position", "lean", "tone", "tone_author", "articles")
STANCES = ("endorse", "neutral", "reject")

display.banner()
display.heading(
    "Side by side",
    "Any measure for outlets, authors, genres or months, with how sure one may be.",
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

st.subheader("What authors make of what they mention")
display.note(
    "Of the sentences that evoke a frame, the share whose author rejects it (−, outlined), "
    "leaves it open (○, grey) or endorses it (+, filled)."
)
shares = pl.concat(shared.estimates(by, stance) for stance in STANCES)
for frame in codebook.frames:
    part = shares.filter(pl.col("frame") == frame.id)
    if part["estimate"].is_null().all():
        display.note(f"{frame.label}: no sentence evokes it.")
        continue
    display.show(tag("h3", frame.label))
    bars = charts.stance_bars(part, codebook, dark=dark)
    words = charts.alt_text(f"{frame.label} endorsed and rejected by {by}", "", shared.described())
    st.altair_chart(bars, key=f"bars_{by}_{frame.id}", alt=words)

st.subheader("What stands behind it")
names = table["group"].unique(maintain_order=True).to_list()
clicked = display.picked(event)
left, right = st.columns(2)
at = names.index(clicked) if clicked in names else 0
group = left.selectbox("Whose", names, index=at, key=f"who_{by}_{clicked}")
if measure in ARTICLE_MEASURES:
    rows = shared.evidence_articles(by, group)
    display.note(f"{rows.height:,} articles, newest first")
    display.export(rows, f"articles_of_{group}")
    st.stop()
frame_id = right.selectbox("Frame", codebook.frame_ids, format_func=codebook.labels.get, key="of")
rows = shared.evidence(
    by, group=group, frame=frame_id, stance=measure if measure in STANCES else None
)
display.evidence_list(rows, f"{by}_{group}_{frame_id}_{measure}")
