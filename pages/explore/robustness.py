"""Whether a finding hangs on wire copy, quotations, one outlet, one author or one word."""

from functools import partial

import streamlit as st

from framing import charts, findings, views
from framing.estimates.contrasts import REST
from framing.marks.markup import tag
from framing.measures import MEASURES
from pages import choices, display, pictures, share, shared

GROUPINGS = {"outlet": "Outlets", "author": "Authors", "genre": "Genres"}
COMPARABLE = {name: measure.label for name, measure in MEASURES.items() if measure.unit != "count"}
choices.keep("by", GROUPINGS)
by = choices.chosen("by")
names = views.groups(shared.selected(), by)
codebook = shared.instrument().codebook
choices.keep("who", names)
choices.keep("measure", COMPARABLE)
choices.keep("frame", codebook.labels)

display.banner()
display.heading(
    "Does it hold?",
    "One difference, found again without each thing on which it might hang.",
)
first, second, third, fourth = st.columns(4)
first.selectbox("Compare", list(GROUPINGS), format_func=GROUPINGS.get, key="by")
group = second.selectbox("Group", names, key="who")
measure = third.selectbox("Measure", list(COMPARABLE), format_func=COMPARABLE.get, key="measure")
frame = None
if MEASURES[measure].per_frame:
    frame = fourth.selectbox(
        "Frame", list(codebook.labels), format_func=codebook.labels.get, key="frame"
    )
if len(names) < 2:  # noqa: PLR2004 - a comparison needs two sides
    display.nothing_to_compare(by, names[0], GROUPINGS)
    st.stop()
display.note(f"{group} against {REST} of the selection. {MEASURES[measure].definition}")
table = shared.perturbations(by, group, measure, frame)
finding = findings.of_perturbations(table)
display.show(tag("p", finding, class_="fd-finding"))
told = table.drop_nulls("estimate")
unit = MEASURES[measure].unit
if told.height:
    about = f"{MEASURES[measure].label} {codebook.labels[frame] if frame else ''}".strip()
    pictures.picture(
        partial(charts.perturbations, told, unit),
        table,
        name="robustness",
        unit=unit,
        caption=share.about(
            f"{about}: {group} against {REST}, as found and under each change",
            finding,
            f"{MEASURES[measure].definition} Lines are 95 % intervals of the difference.",
        ),
    )
else:
    display.export(table, "robustness", unit)

st.subheader("Which words carry the numbers")
display.note(
    "What finds the frames: how many sentences each set of words found, and how many would no "
    "longer evoke the frame without it. “Right, where coded”: how many of its findings in the "
    "reference coding (its tuning part) are right, which is called precision."
)
display.export(shared.ledger(), "term_ledger")
