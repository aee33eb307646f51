"""Your articles: brought in, checked before any score, mended, and kept."""

import streamlit as st

from framing.marks.markup import tag
from framing.store import StoreError
from pages import choices, display, shared
from pages.corpus import asides, attempts, bringing, checking, keeping, naming

VIEWS = {"check": "Check", "aside": "Set aside", "names": "Names", "keep": "Keep"}

entries = shared.corpora()
try:
    entry = shared.corpus()
except StoreError:
    entry = None
counts = (entry.counts or {}) if entry else {}
display.show(
    tag(
        "header",
        tag("h1", "Your articles"),
        tag(
            "p",
            "Bring articles in, see what is wrong with them before anything is scored, and keep "
            "them.",
            class_="fd-lead",
        ),
        tag(
            "p",
            tag("span", "Showing ", class_="fd-quiet"),
            f"{entry.name}: {counts.get('article', 0):,} articles" if entry else "no corpus yet",
            class_="fd-selected",
        ),
        class_="fd-heading",
    )
)
attempts.tell()
arrived = st.session_state.pop("_arrived", None)
if arrived and entry and entry.id == arrived:
    display.note(shared.arrival(entry), kind="banner")

import_id = st.query_params.get("import")
if import_id:
    bringing.go_on(import_id, entries)
    st.stop()
bringing.unfinished(entries)
bringing.offer(entry)
if entry and entry.run:
    choices.keep("corpus_view", VIEWS)
    choices.write()
    st.subheader("The corpus shown")
    view = st.segmented_control(
        "View",
        list(VIEWS),
        format_func=VIEWS.get,
        required=True,
        key="corpus_view",
        label_visibility="collapsed",
    )
    if view == "check":
        checking.show(shared.findings_of_data(), "corpus")
    elif view == "aside":
        asides.show(entry)
    elif view == "names":
        naming.show(entry)
    else:
        keeping.show(entry)
keeping.deleted()
