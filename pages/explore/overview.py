"""What is in the corpus, and what each outlet or author talks about against what it stands for."""

import streamlit as st

from framing import charts, views
from framing.charts import signature
from framing.marks.markup import tag
from pages import display, shared

COUNTED = ("articles", "outlets", "authors", "sentences")
NOUNS = {"outlet": "outlets", "author": "authors", "genre": "genres"}

display.banner()
display.heading(
    "What is talked about, and what is stood for",
    "Mentioning an idea is not supporting it. This page sets the two side by side.",
)
here = shared.selected()
codebook = shared.instrument().codebook
first, second = (codebook.labels[pole] for pole in codebook.poles)
n = views.counts(here)
figures = {
    **{noun if n[noun] != 1 else noun[:-1]: n[noun] for noun in COUNTED},
    "of them quoting or reporting others": n["quoted"],
}
display.show(
    tag(
        "ul",
        *[tag("li", tag("strong", f"{v:,}"), tag("span", name)) for name, v in figures.items()],
        class_="fd-figures",
    )
)
dated = f"{n['since']} to {n['until']}" if n["since"] else "no dates"
display.note(f"{dated}; {n['undated']:,} undated. Frames: {', '.join(codebook.labels.values())}.")

by = st.selectbox(
    "Compare", list(NOUNS), format_func=NOUNS.get, key="by", bind="query-params", width=260
)
pairs = shared.estimates(by, views.TALK)
points = views.side_by_side(pairs)
finding = shared.finding(by)
display.show(tag("p", finding, class_="fd-finding"))

if points.is_empty():
    display.note(f"No {by} can be placed: none both mentions a frame and takes a side.")
    st.stop()
picture = signature.talk_and_stand(points, codebook, dark=display.is_dark())
alt = charts.alt_text(f"Each {by} by its talk and its stand", finding, shared.described())
event = st.altair_chart(picture, key=f"talk_{by}", on_select="rerun", alt=alt)
display.note(
    f"Right of the middle: mentions more {second} than {first}. Above it: where it takes a side, "
    f"more often {second}’s. On the dashed line stands whoever supports just what they mention. "
    "Lines are 95 % intervals. Hollow: too few articles to compare."
)
missing = views.unplaced(pairs)
if missing:
    display.note(f"Not shown, takes no side anywhere: {', '.join(missing)}.")

names = points["group"].to_list()
clicked = display.picked(event)
st.subheader("The sentences behind it")
left, right = st.columns(2)
group = left.selectbox(
    "Whose", names, index=names.index(clicked) if clicked in names else 0, key=f"who_{clicked}_{by}"
)
what = right.selectbox("Frame", list(codebook.poles), format_func=codebook.labels.get, key="frame")
rows = shared.evidence(by, group=group, frame=what)
display.evidence_list(rows, f"evidence_{by}_{group}_{what}")
with st.expander("Table behind the picture"):
    display.export(points, f"talk_and_stand_by_{by}")
