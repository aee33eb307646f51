"""The sidebar's filters, bound to the address, to a Selection."""

from datetime import date
from urllib.parse import urlencode

import streamlit as st

from framing import address
from framing.selection import Selection
from pages import display, shared


def filters() -> None:
    """Draw the filters and remember what they say, and what the address asked for in vain."""
    articles = shared.tables()["article"]
    outlets, authors, genres = address.names(articles).values()
    asked = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
    _, _, notices = address.read(urlencode(asked), articles)
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
    left, right = st.columns(2)
    since = left.date_input("From", value=None, key="since", bind="query-params", **limits)
    until = right.date_input("Until", value=None, key="until", bind="query-params", **limits)
    if since and until and since > until:
        display.note("The dates were the wrong way round and have been turned.")
        return until, since
    return since, until
