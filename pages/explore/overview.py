"""What is in the corpus, and what each outlet or author talks about against what it stands for."""

from functools import partial

import streamlit as st

from framing import views
from framing.charts import signature
from framing.marks.markup import tag
from pages import choices, display, pictures, share, shared, welcome

COUNTED = ("articles", "outlets", "authors", "sentences")
NOUNS = {"outlet": "outlets", "author": "authors", "genre": "genres"}

codebook = shared.instrument().codebook
poles = {pole: codebook.labels[pole] for pole in codebook.poles}
choices.keep("by", NOUNS)
by = choices.chosen("by")
pairs = shared.estimates(by, views.TALK)
points = views.side_by_side(pairs)
names = points["group"].to_list()
choices.keep("who", names)
choices.keep("frame", poles)

display.banner()
display.heading(
    "What is talked about, and what is stood for",
    "Mentioning an idea is not supporting it. This page sets the two side by side.",
)
if shared.is_synthetic():
    welcome.guide()
here = shared.selected()
first, second = poles.values()
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

st.selectbox("Compare", list(NOUNS), format_func=NOUNS.get, key="by", width=260)
finding = shared.finding(by)
display.show(tag("p", finding, class_="fd-finding"))

if points.is_empty():
    display.note(f"No {by} can be placed: none both mentions a frame and takes a side.")
    st.stop()
missing = views.unplaced(pairs)
reading = (
    f"Right of the middle: mentions more {second} than {first}. Above it: where it takes a side, "
    f"more often {second}’s. On the dashed line stands whoever supports just what they mention. "
    "Lines are 95 % intervals. Hollow: too few articles, or too few that take a side, to compare."
)
pictures.picture(
    partial(signature.talk_and_stand, points, codebook),
    points,
    name=f"talk_and_stand_by_{by}",
    caption=share.about(
        f"Each {by} by its talk and its stand",
        finding,
        reading,
    ),
    notes=(
        reading,
        *([f"Not shown, takes no side anywhere: {', '.join(missing)}."] if missing else []),
    ),
    picks="who",
)

st.subheader("The sentences behind it")
left, right = st.columns(2)
group = left.selectbox("Whose", names, key="who")
what = right.selectbox("Frame", list(poles), format_func=poles.get, key="frame")
rows = shared.evidence(by, group=group, frame=what)
display.evidence_list(rows, f"evidence_{by}_{group}_{what}")
