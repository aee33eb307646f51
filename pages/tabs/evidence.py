"""The sentences, or the articles, that a number of the comparison counts."""

import streamlit as st

from framing import views
from pages import choices, display, shared

ARTICLE_MEASURES = ("position", "lean", "tone", "tone_author", "articles")
STANCES = ("endorse", "neutral", "reject")


def draw(by: str) -> None:
    """What stands behind one group's number on the measure chosen."""
    measure, names = choices.chosen("measure"), views.groups(shared.selected(), by)
    left, right = st.columns(2)
    group = left.selectbox("Whose", names, key="who")
    if measure in ARTICLE_MEASURES:
        rows = shared.evidence_articles(by, group)
        display.note(f"{display.number(rows.height, 'article')}, newest first")
        display.export(rows, f"articles_of_{group}")
        return
    codebook = shared.instrument().codebook
    frame = right.selectbox(
        "Frame", list(codebook.labels), format_func=codebook.labels.get, key="frame"
    )
    rows = shared.evidence(
        by, group=group, frame=frame, stance=measure if measure in STANCES else None
    )
    display.evidence_list(rows, f"{by}_{group}_{frame}_{measure}")
