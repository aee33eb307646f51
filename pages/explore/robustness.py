"""Whether a finding hangs on wire copy, quotations, one outlet, one author or one word."""

import streamlit as st

from framing import charts, findings, views
from framing.estimates.contrasts import REST
from framing.marks.markup import tag
from framing.measures import MEASURES
from pages import display, shared

GROUPINGS = {"outlet": "Outlets", "author": "Authors", "genre": "Genres"}
COMPARABLE = [name for name, measure in MEASURES.items() if measure.unit != "count"]

display.banner()
display.heading(
    "Does it hold?",
    "One difference, found again without each thing on which it might hang.",
)
here = shared.selected()
codebook = shared.instrument().codebook
first, second, third, fourth = st.columns(4)
by = first.selectbox("Compare", list(GROUPINGS), format_func=GROUPINGS.get, key="hold_by")
names = views.groups(here, by)
group = second.selectbox("Group", names, key=f"hold_group_{by}")
measure = third.selectbox(
    "Measure", COMPARABLE, format_func=lambda name: MEASURES[name].label, key="hold_measure"
)
frame = None
if MEASURES[measure].per_frame:
    frame = fourth.selectbox(
        "Frame", codebook.frame_ids, format_func=codebook.labels.get, key="hold_frame"
    )
if len(names) < 2:  # noqa: PLR2004 - a comparison needs two sides
    display.note(f"There is only one group: nothing to compare {names[0]} with.", kind="empty")
    st.stop()
display.note(f"{group} against {REST} of the selection. {MEASURES[measure].definition}")
table = shared.perturbations(by, group, measure, frame)
finding = findings.of_perturbations(table)
display.show(tag("p", finding, class_="fd-finding"))
told = table.drop_nulls("estimate")
if told.height:
    alt = charts.alt_text("The difference under each change", finding, shared.described())
    picture = charts.perturbations(told, MEASURES[measure].unit, dark=display.is_dark())
    st.altair_chart(picture, key="hold", alt=alt)
with st.expander("Table behind the picture"):
    display.export(table, "robustness")

st.subheader("Which words carry the numbers")
display.note(
    "Each indicator, how many sentences it found, and how many would no longer evoke the frame "
    "without it. “model” stands for the trained word weights."
)
display.export(shared.ledger(), "term_ledger")
