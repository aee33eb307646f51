"""For a class: eight ways to count one corpus, and which conclusions flip."""

from dataclasses import replace

import streamlit as st

from framing import address
from framing.estimates import MIN_ARTICLES
from framing.findings.switches import of_switch, of_switches
from framing.marks.markup import tag
from framing.marks.switches import switches
from framing.selection import Selection
from pages import choices, display, shared

GROUPINGS = {"outlet": "Outlets", "author": "Authors"}
EXERCISES = {  # per switch: a title, a question, what the two links say, and what the second adds
    "quotes": (
        "Whose voice?",
        "Count only what the writers say themselves. For whom does it matter who is quoted?",
        ("with quotations", "without them"),
        {"voice": "author"},
    ),
    "wire": (
        "Who wrote it?",
        "Count a reprinted story once, where it appeared first. Whose position was it?",
        ("with copies", "one copy per story"),
        {"one_per_story": True},
    ),
    "negation": (
        "What does a “no” do?",
        "Read “no off-ramp” as if it said “off-ramp”. Which sentences change sides?",
        ("what is endorsed", "what is rejected"),
        {},
    ),
}
HEADINGS = {
    "grouped_by": None,
    "group": "Group",
    "quotes": "Quotations",
    "wire": "Wire copy",
    "negation": "Negation",
    "estimate": "Share",
    "low": "From",
    "high": "To",
    "n_articles": "Articles",
    "stands_for": "Stands for",
    "flips": "Flips",
}


def compare(chosen: Selection, by: str, measure: str) -> str:
    """A link to the Compare page with other filters than those of the sidebar."""
    kept = st.query_params.get(address.KEPT)
    here = [(address.KEPT, kept)] if kept else []
    return address.link("compare", here, address.pairs(chosen), [("by", by), ("measure", measure)])


def exercise(switch: str, by: str, said: str) -> None:
    """One switch: what it changes here, a question, and where to look."""
    title, question, (first, second), without = EXERCISES[switch]
    whole = replace(shared.selection(), voice=None, one_per_story=False)
    measures = ("endorse", "reject") if switch == "negation" else ("endorse", "endorse")
    links = (
        compare(whole, by, measures[0]),
        compare(replace(whole, **without), by, measures[1]),
    )
    display.show(
        tag(
            "section",
            tag("h2", title),
            tag("p", said),
            tag("p", question, class_="fd-note"),
            tag(
                "p",
                "Compare: ",
                tag("a", first, href=links[0]),
                " · ",
                tag("a", second, href=links[1]),
                class_="fd-note",
            ),
            class_="fd-exercise",
        )
    )


choices.keep("by", GROUPINGS)
by = choices.chosen("by")
labels = shared.instrument().codebook.labels
second_pole = labels[shared.instrument().codebook.poles[1]]

display.banner()
display.heading(
    "Eight ways to count",
    "The same articles, with quotations, wire copy and negation counted or not. "
    "Which conclusions hang on it?",
)
st.columns(3)[0].selectbox("Compare", list(GROUPINGS), format_func=GROUPINGS.get, key="by")
table = shared.switches(by)
display.show(tag("p", of_switches(table, labels), class_="fd-finding"))
chosen = shared.selection()
if chosen.voice or chosen.one_per_story:
    display.note("The filters for voice and copies are two of the switches: they are off here.")
display.note(
    f"Each number: of the sentences in which the author takes a side, the share that comes down "
    f"on the side of {second_pole}, with its 95 % interval. A frame is named where the whole "
    f"interval is on one side of 50 %, “unclear” is said where it is not, and “too few” below "
    f"{MIN_ARTICLES} articles."
)
display.show(switches(table, display.ink(), GROUPINGS[by].removesuffix("s")))
for switch in EXERCISES:
    exercise(switch, by, of_switch(table, switch, labels))
with st.expander("The numbers as a table"):
    display.export(table, "eight_ways", HEADINGS)
