"""A corpus as a thing: what it was made of, its name, its undoing, its copy, its end."""

import streamlit as st

from framing.corpora import additions, building, changes, exports, places, shelf
from framing.corpora.shelf import Entry
from framing.store import open_run
from pages import display
from pages.corpus.attempts import attempt

NAMED = 5  # files of an import that are named
STEPS = 10  # of the history that are shown


def show(entry: Entry) -> None:
    """Imports, history, name, export and deletion of the corpus that is shown."""
    _imports(entry)
    if not entry.is_readonly:
        _history(entry)
        _outdated(entry)
    st.subheader("Name, copy and end")
    if not entry.is_readonly:
        with st.form("rename", border=False):
            name = st.text_input("Name", entry.name, key=f"rename_{entry.id}", max_chars=80)
            if st.form_submit_button("Rename"):
                attempt(lambda: changes.rename(places.home(), entry.id, name))
                st.rerun()
    st.download_button(
        "Download it as one file",
        lambda: exports.archive(entry),
        f"{entry.id}.zip",
        "application/zip",
        on_click="ignore",
    )
    display.note("A zip archive: the articles, every table, and what was decided.")
    if entry.record and not entry.is_readonly:
        st.button("Delete this corpus", on_click=_delete, args=(entry.id,), key="delete")
        display.note("It can be brought back, below, until it is deleted for good.")


def _imports(entry: Entry) -> None:
    st.subheader("What it was made of")
    if entry.record is None:
        display.note(f"A run of the command line: {entry.folder}. It can be looked at alone.")
        return
    for number, told in enumerate(shelf.origin_of(entry)):
        names = [one["name"] for one in told["documents"]]
        more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
        shown = ", ".join(names[:NAMED]) + more
        display.note(f"{told['at']}: {shown or told.get('trouble')}")
        if not entry.is_readonly and names:
            st.button(
                "Read these files in another way",
                key=f"again_{number}",
                on_click=_again,
                args=(entry.id, told["batch"]),
            )


def _again(corpus: str, batch: str) -> None:
    def again() -> None:
        st.query_params["import"] = additions.read_again(places.home(), corpus, batch).id

    attempt(again)


def _history(entry: Entry) -> None:
    steps = entry.record.history if entry.record else ()
    if not steps:
        return
    st.subheader("What was done")
    for step in steps[::-1][:STEPS]:
        display.note(f"{step.at}: {step.did}")
    st.button("Undo the last one", on_click=_undo, args=(entry.id,), key="undo")


def _outdated(entry: Entry) -> None:
    """Scores of another version of the program or the codebook: said, and made anew on demand."""
    if entry.run is None or entry.record is None:
        return
    manifest = open_run(entry.run).manifest
    if manifest.get("version") != building.version():
        display.note(f"It was scored by version {manifest.get('version')} of this program.")
        st.button("Score it again", on_click=_rescore, args=(entry.id,), key="rescore")


def _rescore(corpus: str) -> None:
    attempt(lambda: changes.rescore(places.home(), corpus))


def _undo(corpus: str) -> None:
    attempt(lambda: changes.undo(places.home(), corpus))


def _delete(corpus: str) -> None:
    attempt(lambda: changes.delete(places.home(), corpus))


def deleted() -> None:
    """Corpora that were put away: each can be brought back, or taken off the disk."""
    home = places.home()
    gone = [one for one in shelf.listing(home) if one.is_deleted]
    if not gone:
        return
    with st.expander("Deleted corpora"):
        for one in gone:
            count = (one.counts or {}).get("article", 0)
            when = one.record.plan.deleted if one.record else ""
            display.note(f"{one.name}, {count:,} articles, deleted {when}")
            left, right = st.columns([1, 3])
            left.button("Bring back", key=f"back_{one.id}", on_click=_bring, args=(one.id,))
            right.button(
                "Delete for good", key=f"good_{one.id}", on_click=_for_good, args=(one.id,)
            )


def _bring(corpus: str) -> None:
    attempt(lambda: changes.restore(places.home(), corpus))


def _for_good(corpus: str) -> None:
    attempt(lambda: changes.delete_for_good(places.home(), corpus))
