"""Who is quoted for which frame."""

from functools import partial

import polars as pl
import streamlit as st

from framing import quoted
from framing.charts import words
from framing.findings.words import of_speakers
from framing.marks.markup import tag
from pages import choices, display, pictures, share, shared

SHOWN = 12  # speakers in the picture
ALL = "All together"


METHOD = (
    "Sentences in another’s voice that evoke a frame, by who speaks, as the articles name "
    "them. What a speaker evokes is not what the author makes of it: that is in the table."
)


def keep(by: str, names: list[str]) -> None:  # noqa: ARG001 - every tab is kept alike
    """Whose speakers, and which of them is followed to the sentences."""
    choices.keep("quoted_by", [ALL, *_groups(by)])
    choices.keep("speaker", _named(_speakers(by)))


def _table(by: str) -> pl.DataFrame:
    """Speakers by group; voices are no groups here, since all are quoted ones."""
    return shared.speakers("corpus" if by == "voice" else by)


def _groups(by: str) -> list[str]:
    return [] if by == "voice" else _table(by)["group"].unique().sort().to_list()


def _speakers(by: str) -> pl.DataFrame:
    """The speakers of the group chosen, or of all together."""
    whose = choices.chosen("quoted_by")
    return shared.speakers("corpus") if whose == ALL else _table(by).filter(group=whose)


def _named(speakers: pl.DataFrame) -> list[str]:
    """Their names, those without one last."""
    names = speakers["speaker"].unique(maintain_order=True).to_list()
    return sorted(names, key=lambda name: name == quoted.NOT_NAMED)


def draw(by: str) -> None:
    """The most quoted speakers of a group as bars by frame, all as a table, and their sentences."""
    display.note(METHOD)
    if shared.selection().voice == "author":
        display.note("Only the authors’ own voice is selected: nobody is quoted.", kind="empty")
        return
    table = _table(by)
    if table.is_empty():
        display.note("No sentence in another’s voice evokes a frame.", kind="empty")
        return
    whose = st.selectbox("Quoted by", [ALL, *_groups(by)], key="quoted_by", width=380)
    mine = _speakers(by)
    shown = quoted.most_quoted(mine, SHOWN)
    codebook = shared.instrument().codebook
    finding = of_speakers(shown, codebook.labels)
    display.show(tag("p", finding, class_="fd-finding"))
    nameless = mine.filter(pl.col("speaker") == quoted.NOT_NAMED)["n_sentences"].sum()
    if nameless:
        display.note(
            f"Besides, by speakers without a name: {display.number(nameless, 'sentence')}."
        )
    if shown.height:
        pictures.picture(
            partial(words.speakers, shown, codebook),
            shown,
            name=f"speakers_by_{by}",
            caption=share.about("Who is quoted for which frame", finding, METHOD),
            picks="speaker",
            tabled=False,
        )
    with st.expander("Table of all speakers"):
        display.export(table, f"all_speakers_by_{by}")
    left, right = st.columns(2)
    speaker = left.selectbox("Sentences of", _named(mine), key="speaker")
    frame = right.selectbox(
        "Frame", list(codebook.labels), format_func=codebook.labels.get, key="frame"
    )
    grouping, group = "corpus" if by == "voice" else by, None if whose == ALL else whose
    rows = shared.speaker_sentences(grouping, group, speaker, frame)
    display.evidence_list(rows, f"speaker_{by}_{whose}_{speaker}_{frame}")
