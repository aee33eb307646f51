"""The sidebar's filters, bound to the address, to a Selection."""

from datetime import date
from urllib.parse import urlencode

import streamlit as st

from framing import address
from framing.selection import Selection
from pages import display, share, shared


def corpus() -> None:
    """Choose the corpus that is shown; its id travels in the address.

    The address is written at every run, since going to another page takes from it what no widget
    is bound to. An id in it that is not the last one we wrote is a link that somebody followed.
    """
    here = shared.corpora()
    names = {one.id: one.name for one in here}
    asked = st.query_params.get(address.KEPT)
    if asked is not None and asked != st.session_state.get("_corpus_written"):
        if asked in names:
            _turn_to(asked)
        else:
            st.session_state["_corpus_in_vain"] = asked[:80]
    if vain := st.session_state.get("_corpus_in_vain"):  # said until another one is chosen
        display.note(f"The link’s corpus “{vain}” is not here.", kind="warning")
    if st.session_state.get("_corpus") not in names:
        st.session_state["_corpus"] = next(iter(names), None)
    chosen = st.session_state["_corpus"]
    if len(names) > 1:
        st.session_state["corpus_chosen"] = chosen
        with st.sidebar:
            st.selectbox(
                "Corpus",
                list(names),
                format_func=names.get,
                key="corpus_chosen",
                on_change=_choose,
            )
    _write(None if chosen == next(iter(names), None) else chosen)


def _choose() -> None:
    """Turn to what the widget says; what a link said of its corpus is of another one."""
    share.go_on()
    _turn_to(st.session_state["corpus_chosen"])


def _turn_to(corpus_id: str) -> None:
    """Show another corpus: filters of the one before mean nothing there."""
    if st.session_state.get("_corpus") not in (None, corpus_id):
        shared.reset()
        st.session_state.pop("chosen", None)
    st.session_state["_corpus"] = corpus_id
    st.session_state.pop("_corpus_in_vain", None)
    _write(corpus_id)


def _write(corpus_id: str | None) -> None:
    st.session_state["_corpus_written"] = corpus_id
    if corpus_id is None:
        st.query_params.pop(address.KEPT, None)
    elif st.query_params.get(address.KEPT) != corpus_id:
        st.query_params[address.KEPT] = corpus_id


def filters() -> None:
    """Draw the filters and remember what they say, and what the address asked for in vain."""
    articles = shared.tables()["article"]
    options = address.names(articles)
    outlets, authors, genres = options.values()
    asked = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
    _, _, notices = address.read(urlencode(asked), articles)
    _drop_unknown(options)
    bound = {"bind": "query-params"}
    with st.sidebar:
        st.subheader("Filters")
        chosen = {
            "outlets": st.multiselect(
                "Outlets", outlets, key="outlets", placeholder="all", **bound
            ),
            "authors": st.multiselect(
                "Authors", authors, key="authors", placeholder="all", **bound
            ),
            "genres": st.multiselect("Genre", genres, key="genres", placeholder="all", **bound),
        }
        since, until = _dates(articles["published"].min(), articles["published"].max())
        voice = st.selectbox(
            "Voice",
            list(address.VOICES),
            format_func=address.VOICES.get,
            key="voice",
            help="Whose sentences count: the writers’ own, or those of the people they quote.",
            **bound,
        )
        copies = st.toggle(
            "One copy per story",
            key="copies",
            help="Reprints and wire copy count once, where they appeared first.",
            **bound,
        )
        st.button("Reset filters", on_click=shared.reset, width="stretch")
    selection = Selection(
        **{name: tuple(values) for name, values in chosen.items()},
        since=since,
        until=until,
        voice=None if voice == "all" else voice,
        one_per_story=copies,
    )
    if notices or selection != st.session_state.get("_selection"):
        st.session_state["_notices"] = notices
    st.session_state["_selection"] = selection


def _dates(first: date | None, last: date | None) -> tuple[date | None, date | None]:
    """First and last day; the wrong way round, they are turned."""
    if first is None or last is None:
        return None, None
    limits = {"min_value": first, "max_value": last, "format": "YYYY-MM-DD"}
    # One below the other: side by side, the sidebar cuts the day off.
    since = st.date_input("From", value=None, key="since", bind="query-params", **limits)
    until = st.date_input("Until", value=None, key="until", bind="query-params", **limits)
    if since and until and since > until:
        display.note("The dates were the wrong way round and have been turned.")
        return until, since
    return since, until


def _drop_unknown(options: dict[str, list[str]]) -> None:
    """What another corpus had, or a merge has renamed, is no choice here."""
    for name, known in options.items():
        chosen = st.session_state.get(name)
        if chosen and not set(chosen) <= set(known):
            st.session_state[name] = [value for value in chosen if value in known]
