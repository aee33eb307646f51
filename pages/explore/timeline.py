"""A measure over time, with intervals, gaps, n beneath, and one's own events."""

from functools import partial

import polars as pl
import streamlit as st

from framing import timeline
from framing.charts import timeline as drawing
from framing.estimates import MIN_ARTICLES
from framing.findings.timeline import of_timeline
from framing.marks.markup import tag
from framing.measures import MEASURES, PERIODS, WHOLE
from pages import choices, display, pictures, share, shared

SPLITS = {"corpus": "Nothing", "outlet": "Outlets", "author": "Authors", "genre": "Genres"}
NAMES = {"week": "Weeks", "month": "Months", "quarter": "Quarters"}
ARTICLE_MEASURES = ("position", "lean", "tone", "tone_author", "articles")
STANCES = ("endorse", "neutral", "reject")
EVENTS = 1000  # characters, as a link may hold
MOST, AT_FIRST = 6, 4  # pictures that can be looked at together

here = shared.selected()
codebook = shared.instrument().codebook
fitting = timeline.fitting_period(shared.tables()["article"])
choices.keep("measure", {name: MEASURES[name].label for name in MEASURES})
choices.keep("frame", codebook.labels)
choices.keep("period", {p: NAMES[p] for p in sorted(PERIODS, key=lambda p: p != fitting)})
choices.keep("split", SPLITS)
measure, every, split = (choices.chosen(name) for name in ("measure", "period", "split"))
options = timeline.series(here, split) if split != "corpus" else []
if options:
    choices.keep_several("shown", options, options[:AT_FIRST], MOST)
choices.keep_text("events", EVENTS)
chosen = choices.chosen("shown") if options else []
frame = choices.chosen("frame") if MEASURES[measure].per_frame else None
table = shared.timeline(every, split, measure, frame, tuple(chosen))
drawn = table.drop_nulls("estimate")
names = [name for name in table["series"].unique(maintain_order=True) if name in drawn["series"]]
if split != "corpus":
    choices.keep("who", names)
whose = WHOLE if split == "corpus" else choices.chosen("who")
periods = drawn.filter(pl.col("series") == whose)["group"].to_list()
choices.keep("when", periods)

display.banner()
display.heading(
    "Over time",
    "Any measure by week, month or quarter. No line is drawn where there is nothing to join.",
)
first, second, third, fourth = st.columns(4)
first.selectbox(
    "Measure", list(MEASURES), format_func=lambda name: MEASURES[name].label, key="measure"
)
if MEASURES[measure].per_frame:
    second.selectbox("Frame", list(codebook.labels), format_func=codebook.labels.get, key="frame")
third.selectbox("Period", list(PERIODS), format_func=NAMES.get, key="period")
fourth.selectbox("Split by", list(SPLITS), format_func=SPLITS.get, key="split")
if split != "corpus":
    if not options:
        display.note(f"No article has a known {split}: nothing to split by.", kind="empty")
        st.stop()
    st.multiselect("Shown", options, key="shown", max_selections=MOST)
display.note(MEASURES[measure].definition)
undated = here["article"]["published"].null_count()
if undated:
    verb = "has" if undated == 1 else "have"
    display.note(f"{display.number(undated, 'article')} {verb} no date and cannot be shown here.")
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
        max_chars=EVENTS,
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
columns = st.columns(2) if len(names) > 1 else [st.container()]
reading = (
    f"Bands and lines at dots are 95 % intervals, bars the number of articles. Hollow and grey: "
    f"fewer than {MIN_ARTICLES} articles, to which no line is drawn."
)
for number, name in enumerate(names):
    series = table.filter(pl.col("series") == name)
    finding = of_timeline(series, every, codebook.labels)
    title = " ".join(filter(None, [MEASURES[measure].label, codebook.labels.get(frame or "")]))
    with columns[number % len(columns)]:
        if split == "corpus":
            display.show(tag("p", finding, class_="fd-finding"))
        else:
            display.show(tag("h3", name))
        pictures.picture(
            partial(drawing.timeline, series, codebook, shared=scales, events=days),
            series.drop("segment"),
            name=f"{measure}_by_{every}_{split}_{number + 1}",
            caption=share.about(
                f"{title} by {every}{'' if split == 'corpus' else f': {name}'}",
                finding,
                f"{MEASURES[measure].definition} {reading}",
            ),
            notes=() if split == "corpus" else (finding,),
            picks="when",
            also={} if split == "corpus" else {"who": name},
            tabled=False,
        )
display.note(reading)
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
if split != "corpus":
    right.selectbox("Whose", names, key="who")
period = left.selectbox("When", periods, key="when")
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
