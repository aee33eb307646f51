"""Something done to a corpus from a button: where it does not work, the page says why."""

from collections.abc import Callable

import streamlit as st

from framing.corpora.locks import Busy
from framing.store import StoreError
from pages import display

LONGEST = 60  # characters of a text that stands for a change


def attempt(change: Callable[[], object]) -> None:
    """Do it; what goes wrong is remembered in words, for `tell` at the next drawing."""
    try:
        change()
    except Busy as error:
        st.session_state["_trouble"] = f"Not now: {error}"
    except StoreError as error:
        st.session_state["_trouble"] = f"It was not done: {error}"


def tell() -> None:
    """What went wrong since the page was last drawn."""
    if trouble := st.session_state.pop("_trouble", None):
        display.note(trouble, kind="warning")


def short(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
