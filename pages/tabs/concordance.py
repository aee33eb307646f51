"""Keyword in context: every place of a wording or a pattern."""

import streamlit as st

from framing import concordance
from framing.concordance import LONGEST, PatternError
from pages import choices, display, vocabulary

SORTS = {
    "newest": "Newest first",
    "right": "By the words after it",
    "left": "By the words before it",
}


def keep(by: str, groups: list[str]) -> None:  # noqa: ARG001 - every tab is kept alike
    """What is looked for, and how."""
    choices.keep_text("find", LONGEST)
    choices.keep("find_sort", SORTS)
    choices.keep("find_pattern", [False, True])
    choices.keep("find_whole", [True, False])
    choices.keep("find_case", [False, True])


def draw(by: str, groups: list[str]) -> None:  # noqa: ARG001 - every tab is drawn alike
    """A search field and the lines that it finds, sorted to the left or to the right."""
    wide, narrow = st.columns([3, 2], vertical_alignment="bottom")
    wanted = wide.text_input(
        "Look for",
        key="find",
        max_chars=LONGEST,
        placeholder="a word, some words, or a regular expression",
    )
    sort = narrow.selectbox("Order", list(SORTS), format_func=SORTS.get, key="find_sort")
    first, second, third = st.columns(3)
    is_pattern = first.toggle("Regular expression", key="find_pattern")
    whole = second.toggle("Whole words", key="find_whole")
    case = third.toggle("Match capitals", key="find_case")
    if not (wanted or "").strip():
        display.note("Every place of what you look for is shown with the words around it.")
        return
    try:
        found = vocabulary.search((wanted, is_pattern, case, whole))
    except PatternError as error:
        display.note(str(error), kind="warning")
        return
    if found.stopped:
        told = {"time": "the search took too long", "hits": "there are more than can be read"}
        display.note(
            f"Stopped after {found.n_searched:,} of {found.n_sentences:,} sentences, because "
            f"{told[found.stopped]}: look for something rarer, or filter.",
            kind="warning",
        )
    if found.lines.is_empty():
        display.note(
            f"Not found in {found.n_sentences:,} sentences: “{wanted.strip()}”.", kind="empty"
        )
        return
    display.note(display.tally(found.lines))
    lines = concordance.arranged(found.lines, sort)
    display.concordance(lines, "find")
    with st.expander("All lines as a table"):
        display.export(display.flat(lines), "concordance")
