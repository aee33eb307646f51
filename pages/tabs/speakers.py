"""Who is quoted for which frame."""

import polars as pl
import streamlit as st

from framing import charts, quoted
from framing.charts import words
from framing.findings.words import of_speakers
from framing.marks.markup import tag
from pages import display, shared

SHOWN = 12  # speakers in the picture
ALL = "All together"


def draw(by: str) -> None:
    """The most quoted speakers of a group as bars by frame, all as a table, and their sentences."""
    display.note(
        "Sentences in another’s voice that evoke a frame, by who speaks, as the articles name "
        "them. What a speaker evokes is not what the author makes of it: that is in the table."
    )
    if shared.selection().voice == "author":
        display.note("Only the authors’ own voice is selected: nobody is quoted.", kind="empty")
        return
    grouping = "corpus" if by == "voice" else by
    table = shared.speakers(grouping)
    if table.is_empty():
        display.note("No sentence in another’s voice evokes a frame.", kind="empty")
        return
    groups = table["group"].unique().sort().to_list() if grouping != "corpus" else []
    whose = st.selectbox("Quoted by", [ALL, *groups], key=f"speakers_of_{by}", width=380)
    group = None if whose == ALL else whose
    mine = shared.speakers("corpus") if group is None else table.filter(pl.col("group") == group)
    shown = quoted.most_quoted(mine, SHOWN)
    codebook = shared.instrument().codebook
    finding = of_speakers(shown, codebook.labels)
    display.show(tag("p", finding, class_="fd-finding"))
    nameless = mine.filter(pl.col("speaker") == quoted.NOT_NAMED)["n_sentences"].sum()
    if nameless:
        display.note(
            f"Besides, by speakers without a name: {display.number(nameless, 'sentence')}."
        )
    clicked = None
    if shown.height:
        alt = charts.alt_text("Who is quoted for which frame", finding, shared.described())
        picture = words.speakers(shown, codebook, dark=display.is_dark())
        event = st.altair_chart(picture, key=f"speakers_{by}", on_select="rerun", alt=alt)
        clicked = display.picked(event)
    with st.expander("Table of all speakers"):
        display.export(table, f"speakers_by_{grouping}")
    named = mine["speaker"].unique(maintain_order=True).to_list()
    names = sorted(named, key=lambda name: name == quoted.NOT_NAMED)
    key = f"speaker_{by}"
    display.follow(key, names, clicked)
    left, right = st.columns(2)
    speaker = left.selectbox("Sentences of", names, key=key)
    frame = right.selectbox(
        "Frame", codebook.frame_ids, format_func=codebook.labels.get, key="speaker_frame"
    )
    rows = shared.speaker_sentences(grouping, group, speaker, frame)
    display.evidence_list(rows, f"speaker_{by}_{whose}_{speaker}_{frame}")
