"""Files given, kept on disk, looked through, and scored: the way of articles into a corpus."""

import streamlit as st

from framing.codebook import CodebookError
from framing.corpora import additions, imports, locks, places
from framing.corpora.shelf import Entry
from framing.ingest.formats import BY_SUFFIX
from framing.marks.markup import tag
from framing.store import StoreError
from pages import display, shared
from pages.corpus import checking, columns
from pages.corpus.attempts import attempt

WHERE = ("Add to this corpus", "Make a new corpus")
TEMPLATE = "id,outlet,authors,date,title,url,genre,text\n"
EVERY = 1.0  # seconds between two looks at the work


def offer(entry: Entry | None) -> None:
    """A place to put files, for the corpus that is shown or for a new one."""
    st.subheader("Bring articles")
    may_add = entry is not None and entry.record is not None and not entry.is_readonly
    where = WHERE[1]
    if may_add:
        where = st.radio("Where to", WHERE, horizontal=True, key="where_to")
    corpus = entry.id if entry and may_add and where == WHERE[0] else None
    _uploader(None, corpus)
    with st.expander("What can I bring?"):
        display.note(f"Files of these kinds, up to 50 MB each: {', '.join(BY_SUFFIX)}.")
        display.note(
            "Tables have one article a row. A column for the text is needed; outlet, authors, date "
            "(2022-03-04), title, url and genre are used where they are there. Columns may have "
            "other names: you can say which is which."
        )
        st.download_button(
            "Download an empty table", TEMPLATE, "articles.csv", "text/csv", on_click="ignore"
        )


def _uploader(draft: imports.Import | None, corpus: str | None) -> None:
    """What is put here is on disk before it is said to be accepted."""
    turn = st.session_state.setdefault("_uploads", 0)
    given = st.file_uploader(
        "Files", accept_multiple_files=True, key=f"files_{turn}", label_visibility="collapsed"
    )
    for line in st.session_state.pop("_refused", []):
        display.note(f"Not taken: {line}", kind="warning")
    if not given:
        return
    home = places.home()
    try:
        draft = draft or imports.begin(home, corpus=corpus)
        draft, refused = imports.accept(home, draft, ((f.name, f.getvalue()) for f in given))
    except StoreError as error:
        display.note(f"Nothing was taken: {error}", kind="warning")
        return
    st.session_state["_uploads"] = turn + 1
    st.session_state["_refused"] = refused
    if draft.documents:
        st.query_params["import"] = draft.id
    else:
        imports.forget(home, draft.id)
    st.rerun()


def go_on(import_id: str, entries: list[Entry]) -> None:
    """An import on its way: its files, what they are like, and the button that adds them."""
    home = places.home()
    try:
        draft = imports.load(home, import_id)
    except StoreError as error:
        _arrive(import_id)
        display.note(str(error), kind="warning")
        st.query_params.pop("import", None)
        return
    target = next((one for one in entries if one.id == draft.corpus), None)
    if draft.state != "draft":
        at_work(draft, entries)
        return
    title = f"Files for {target.name}" if target else "Files for a new corpus"
    display.show(tag("h2", f"Read again for {title[10:]}" if draft.replaces else title))
    _files(draft)
    if not draft.documents:
        return
    tables = shared.looked(draft)
    columns.ask(draft, tables)
    st.subheader("What is in them")
    checking.show(shared.findings_of_import(draft), "import")
    _decide(draft, is_empty=tables["article"].is_empty(), is_new=target is None)


def _files(draft: imports.Import) -> None:
    """The files that were accepted, and a place for more."""
    rows = [f"{one.name} ({one.size / 1e6:,.1f} MB)" for one in draft.documents[:20]]
    more = len(draft.documents) - len(rows)
    n = len(draft.documents)
    display.note(f"{n:,} {'file' if n == 1 else 'files'} accepted and kept; nothing is scored yet:")
    display.show(tag("ul", [tag("li", row) for row in rows], class_="fd-files"))
    if more > 0:
        display.note(f"… and {more:,} more.")
    if not draft.replaces:
        with st.expander("Add more files to these", expanded=not draft.documents):
            _uploader(draft, None)


def _decide(draft: imports.Import, *, is_empty: bool, is_new: bool) -> None:
    """Score and keep, or forget."""
    name = ""
    if is_new:
        name = st.text_input("Name of the new corpus", key=f"name_{draft.id}", max_chars=80)
    left, right = st.columns([1, 1])
    if left.button("Score and keep", type="primary", disabled=is_empty, key="add"):
        _start(draft, name)
    right.button("Forget these files", on_click=forget, args=(draft.id,), key="forget")
    if is_empty:
        display.note("There is no article in these files yet; see above for what to do.")


def _start(draft: imports.Import, name: str) -> None:
    home = places.home()
    try:
        if draft.corpus is None:
            draft = imports.save(home, draft.model_copy(update={"name": places.checked_name(name)}))
        additions.start(home, draft.id)
    except (StoreError, CodebookError) as error:
        display.note(f"It was not begun: {error}", kind="warning")
    else:
        st.rerun()


def forget(import_id: str) -> None:
    """Take an import back, files and all."""
    attempt(lambda: additions.take_back(places.home(), import_id))
    if st.query_params.get("import") == import_id:
        st.query_params.pop("import")


def unfinished(entries: list[Entry]) -> None:
    """Imports that were begun and are not done: at work, stopped, failed, or cut off."""
    here = st.query_params.get("import")
    for one in imports.unfinished(places.home()):
        if one.id != here:
            display.note(
                f"An import of {len(one.documents):,} files for “{name_of(one, entries)}”, begun "
                f"{one.at}, is not finished.",
                kind="warning",
            )
            st.button("Go on with it", on_click=_turn_to, args=(one.id,), key=f"go_on_{one.id}")


def name_of(draft: imports.Import, entries: list[Entry]) -> str:
    """What the corpus of an import is called."""
    return next((one.name for one in entries if one.id == draft.corpus), draft.name)


def _turn_to(import_id: str) -> None:
    st.query_params["import"] = import_id


def at_work(draft: imports.Import, entries: list[Entry]) -> None:
    """How far an import is, and what to do where it stopped."""
    display.show(tag("h2", f"Scoring for {name_of(draft, entries)}"))
    st.session_state["_adding"] = draft.id, str(draft.corpus)
    _progress(draft.id, str(draft.corpus))


def _arrive(import_id: str) -> None:
    """Where an import that this visitor watched is gone, it was added: show its corpus."""
    adding, corpus = st.session_state.pop("_adding", (None, None))
    if adding == import_id:
        st.session_state["_arrived"] = st.session_state["_corpus"] = corpus
        st.query_params.pop("import", None)
        st.rerun()


@st.fragment(run_every=EVERY)
def _progress(import_id: str, corpus: str) -> None:
    home = places.home()
    work = locks.at_work(home, corpus)
    try:
        now = imports.load(home, import_id)
    except StoreError:
        _arrive(import_id)
        return
    if work and now.state == "running":
        share = work.done / work.total if work.total else 0.0
        st.progress(value=min(share, 1.0))
        left = work.total - work.done
        display.note(
            f"{work.done:,} of {work.total:,} articles scored, {left:,} left. You may leave this "
            "page: it goes on, and this address leads back here."
            if work.total
            else "Reading and cleaning the articles …"
        )
        st.button("Stop", on_click=imports.ask_to_stop, args=(home, import_id), key="stop")
        return
    _stopped(now, work)


def _stopped(now: imports.Import, work: locks.Work | None) -> None:
    """Why nothing goes on, and the two ways out."""
    told = {
        "stopped": "It was stopped. What is scored is kept.",
        "failed": f"It did not work: {now.trouble}.",
        "running": "It was cut off, perhaps because the program was closed. Nothing is lost.",
    }
    display.note(told.get(now.state, "It waits."), kind="warning")
    if work:
        display.note(f"Somebody else is writing this corpus now: {work.describe()}.")
    left, right = st.columns(2)
    if left.button("Go on", type="primary", key="resume"):
        _start(now, now.name)
    if right.button("Forget these files", key="forget_stopped"):
        forget(now.id)
        st.rerun()
