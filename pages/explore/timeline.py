"""A measure over time, with intervals, gaps, n beneath, and one's own events."""

import polars as pl
import streamlit as st

from framing import charts, timeline
from framing.charts import timeline as drawing
from framing.estimates import MIN_ARTICLES
from framing.findings.timeline import of_timeline
from framing.marks.markup import tag
from framing.measures import MEASURES, PERIODS, WHOLE
from pages import display, shared

SPLITS = {"corpus": "Nothing", "outlet": "Outlets", "author": "Authors", "genre": "Genres"}
NAMES = {"week": "Weeks", "month": "Months", "quarter": "Quarters"}
ARTICLE_MEASURES = ("position", "lean", "tone", "tone_author", "articles")
STANCES = ("endorse", "neutral", "reject")
MOST, AT_FIRST = 6, 4  # pictures that can be looked at together

display.banner()
display.heading(
    "Over time",
    "Any measure by week, month or quarter. No line is drawn where there is nothing to join.",
)
here = shared.selected()
codebook = shared.instrument().codebook
first, second, third, fourth = st.columns(4)
measure = first.selectbox(
    "Measure",
    list(MEASURES),
    format_func=lambda name: MEASURES[name].label,
    key="time_measure",
    bind="query-params",
)
frame = None
if MEASURES[measure].per_frame:
    frame = second.selectbox(
        "Frame",
        codebook.frame_ids,
        format_func=codebook.labels.get,
        key="time_frame",
        bind="query-params",
    )
every = third.selectbox(
    "Period",
    list(PERIODS),
    index=PERIODS.index(timeline.fitting_period(shared.tables()["article"])),
    format_func=NAMES.get,
    key="time_period",
    bind="query-params",
)
split = fourth.selectbox(
    "Split by", list(SPLITS), format_func=SPLITS.get, key="time_split", bind="query-params"
)
chosen: list[str] = []
if split != "corpus":
    options = timeline.series(here, split)
    if not options:
        display.note(f"No article has a known {split}: nothing to split by.", kind="empty")
        st.stop()
    chosen = st.multiselect(
        "Shown", options, options[:AT_FIRST], key=f"time_of_{split}", max_selections=MOST
    )
display.note(MEASURES[measure].definition)
undated = here["article"]["published"].null_count()
if undated:
    verb = "has" if undated == 1 else "have"
    display.note(f"{display.number(undated, 'article')} {verb} no date and cannot be shown here.")
table = shared.timeline(every, split, measure, frame, tuple(chosen))
drawn = table.drop_nulls("estimate")
if drawn.is_empty():
    reason = (
        "no article of the selection has a date"
        if undated == here["article"].height
        else "choose at least one group"
        if split != "corpus" and not chosen
        else f"there are no {MEASURES[measure].denominator}"
    )
    display.note(f"Nothing to show over time: {reason}.", kind="empty")
    st.stop()

with st.expander("Mark events of your own"):
    text = st.text_area(
        "One event a line: a day and its name. They are part of the address, so they travel in "
        "links.",
        key="events",
        placeholder="2022-11-11 Kherson is free",
        max_chars=2000,
        bind="query-params",
    )
marked, complaints = timeline.events(text or "")
for complaint in complaints:
    display.note(f"An event is left out: {complaint}.", kind="warning")
span = table["begins"].min(), drawing.ends(table).max()
outside = [event.label for event in marked if not span[0] <= event.day < span[1]]
if outside:
    display.note(f"Not within the time shown: {', '.join(outside)}.")

scales = drawing.scales(table, measure)
days = [(event.day, event.label) for event in marked]
names = [name for name in table["series"].unique(maintain_order=True) if name in drawn["series"]]
columns = st.columns(2) if len(names) > 1 else [st.container()]
clicked, clicked_in = None, None
for number, name in enumerate(names):
    series = table.filter(pl.col("series") == name)
    finding = of_timeline(series, every, codebook.labels)
    with columns[number % len(columns)]:
        if split == "corpus":
            display.show(tag("p", finding, class_="fd-finding"))
        else:
            display.show(tag("h3", name))
        alt = charts.alt_text(f"{MEASURES[measure].label} by {every}", finding, shared.described())
        picture = drawing.timeline(
            series, codebook, shared=scales, events=days, dark=display.is_dark()
        )
        event = st.altair_chart(picture, key=f"time_{split}_{number}", on_select="rerun", alt=alt)
        if split != "corpus":
            display.note(finding)
    if display.picked(event):
        clicked, clicked_in = display.picked(event), name
display.note(
    f"Bands and lines at dots are 95 % intervals, bars the number of articles. Hollow and grey: "
    f"fewer than {MIN_ARTICLES} articles, to which no line is drawn."
)
gaps = table.filter(pl.col("n_articles") == 0)
if gaps.height:
    display.note(f"Without articles, and so a gap: {display.number(gaps.height, every)}.")
nobody = [name for name in chosen if name not in names]
if nobody:
    display.note(f"Not shown, no {MEASURES[measure].denominator}: {', '.join(nobody)}.")
with st.expander("Table behind the picture"):
    display.export(table.drop("segment"), f"{measure}_by_{every}")

st.subheader("What stands behind a period")
left, right = st.columns(2)
if split == "corpus":
    whose = WHOLE
else:
    display.follow("time_whose", names, clicked_in)
    whose = right.selectbox("Whose", names, key="time_whose")
periods = drawn.filter(pl.col("series") == whose)["group"].to_list()
display.follow("time_at", periods, clicked)
period = left.selectbox("When", periods, key="time_at")
narrowed = timeline.within(shared.selection(), split, whose)
if measure in ARTICLE_MEASURES:
    rows = shared.evidence_articles(every, period, chosen=narrowed)
    display.note(f"{display.number(rows.height, 'article')}, newest first")
    display.export(rows, f"articles_of_{period}")
    st.stop()
rows = shared.evidence(
    every,
    chosen=narrowed,
    group=period,
    frame=frame,
    stance=measure if measure in STANCES else None,
)
display.evidence_list(rows, f"time_{split}_{whose}_{period}_{frame}_{measure}")
