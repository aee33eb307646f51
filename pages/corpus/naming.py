"""Names that may be one outlet's or one author's: shown with the reason, merged when confirmed."""

from typing import Any

import streamlit as st

from framing.corpora import changes, places
from framing.corpora.records import Merge
from framing.corpora.shelf import Entry
from pages import display, shared
from pages.corpus.attempts import attempt

MOST = 20  # suggestions shown at once


def show(entry: Entry) -> None:
    """Suggestions, each to be confirmed or refused; what was merged, to be taken back."""
    display.note(
        "One outlet may be written in several ways. Nothing is merged unless you say so; merges "
        "are remembered for what you add later, and can be taken back."
    )
    found = shared.suggested_names()
    if found.is_empty():
        display.note("No two names here look like one.", kind="empty")
    for number, row in enumerate(found.head(MOST).to_dicts()):
        _suggestion(entry, row, number)
    if found.height > MOST:
        display.note(f"… and {found.height - MOST:,} more; they come up as these are answered.")
    _by_hand(entry)
    _merged(entry)


def _suggestion(entry: Entry, row: dict[str, Any], number: int) -> None:
    told = ", ".join(f"“{n}” ({c:,})" for n, c in zip(row["names"], row["n_each"], strict=True))
    display.note(f"{row['field']}: {told}: {row['reason']}", kind="question")
    if entry.is_readonly:
        return
    left, right = st.columns([2, 1])
    mark = f"{number}_{'|'.join(row['names'])}"
    names = left.multiselect("Which of them", row["names"], row["names"], key=f"which_{mark}")
    into = right.text_input("Use the name", row["into"], key=f"into_{mark}", max_chars=80)
    one, two = st.columns([1, 3])
    one.button(
        "Merge", key=f"merge_{mark}", on_click=_merge, args=(entry.id, row["field"], names, into)
    )
    two.button("Keep apart", key=f"apart_{mark}", on_click=_apart, args=(entry.id, row["names"]))


def _by_hand(entry: Entry) -> None:
    """Any names whatever, for what no rule sees."""
    if entry.is_readonly:
        return
    with st.expander("Merge other names"), st.form("merge_by_hand", border=False):
        outlets = shared.tables()["article"]["outlet"].drop_nulls().unique().sort().to_list()
        names = st.multiselect("Outlets that are one", outlets, key="hand_names")
        into = st.text_input("Name to use", key="hand_into", max_chars=80)
        if st.form_submit_button("Merge these"):
            if names and into.strip():
                _merge(entry.id, "outlet", names, into)
                st.rerun()
            display.note("Choose the names, and give the one to use.", kind="warning")


def _merged(entry: Entry) -> None:
    plan = entry.record.plan if entry.record else None
    if plan is None or not plan.merges:
        return
    st.subheader("Merged")
    for number, merge in enumerate(plan.merges):
        display.note(f"{merge.field}: {', '.join(merge.names)} → {merge.into}")
        if not entry.is_readonly:
            st.button(
                "Take back", key=f"unmerge_{number}", on_click=_unmerge, args=(entry.id, merge)
            )


def _merge(corpus: str, field: str, names: list[str], into: str) -> None:
    attempt(lambda: changes.merge(places.home(), corpus, field, names, into))


def _apart(corpus: str, names: list[str]) -> None:
    attempt(lambda: changes.decline(places.home(), corpus, names))


def _unmerge(corpus: str, merge: Merge) -> None:
    attempt(lambda: changes.unmerge(places.home(), corpus, merge))
