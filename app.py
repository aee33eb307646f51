"""The picture frame: sidebar filters to a Selection, the menu, and the page that was chosen."""

import gc
import importlib

import streamlit as st

SLOW = ("pandas", "pyarrow", "polars", "altair", "pages.display", "pages.sidebar")


@st.cache_resource(show_spinner="Starting …")
def warm_up() -> tuple[str, ...]:
    """Import what takes long, once: simultaneous first visitors wait here instead of racing."""
    for name in SLOW:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()  # the libraries live for ever: never look through them again
    return SLOW


warm_up()

from framing.store import StoreError  # noqa: E402 - after the warm-up, see there
from pages import choices, display, shared, sidebar  # noqa: E402

PAGES = [
    st.Page("pages/explore/overview.py", title="Overview", default=True),
    st.Page("pages/explore/compare.py", title="Compare"),
    st.Page("pages/explore/timeline.py", title="Timeline"),
    st.Page("pages/explore/language.py", title="Language"),
    st.Page("pages/explore/read.py", title="Read"),
    st.Page("pages/explore/robustness.py", title="Robustness"),
    st.Page("pages/study/corpus.py", title="Corpus"),
    st.Page("pages/study/codebook.py", title="Codebook"),
    st.Page("pages/study/validation.py", title="Validation"),
    st.Page("pages/study/classroom.py", title="Class", url_path="class"),
    st.Page("pages/study/method.py", title="Method"),
]

st.set_page_config("Framing Desk", page_icon="data/icon.svg", layout="wide")
page = st.navigation(PAGES, position="top")
display.style()
shared.tidy_once()
choices.arrive(page.url_path)
sidebar.corpus()
try:
    shared.tables()
except StoreError as error:
    if page.title != "Corpus":  # there, one may be made
        display.no_run(str(error))
        st.stop()
else:
    display.damage()
    sidebar.filters()
page.run()
