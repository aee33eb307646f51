"""The words of the run as the Language page reads them; beside shared.py, which knows the rest.

Cached functions are keyed by run and selection, and read both from shared.py.
"""

# ruff: noqa: ARG001 - arguments that key a cache

from time import monotonic

import polars as pl
import streamlit as st

from framing import concordance, language, views
from framing.concordance import Found, Query
from framing.selection import Selection
from pages import shared

PATIENCE = 3.0  # seconds that a search may take

Where = tuple[str, bool, bool, bool]  # what is looked for, is it a pattern, case, whole words


def _run() -> tuple[str, str, Selection]:
    """What every cache is keyed by."""
    return str(shared.folder()), shared.run().fingerprint, shared.selection()


@st.cache_resource(show_spinner=False, max_entries=32)
def _keywords(path: str, fingerprint: str, chosen: Selection, by: str) -> pl.DataFrame:
    return language.group_keywords(shared.tables(), chosen, by)


def keywords(by: str) -> pl.DataFrame:
    """Keywords of each group."""
    return _keywords(*_run(), by)


def keyword_articles(by: str, group: str, term: str) -> pl.DataFrame:
    """The articles that a keyword's number counts."""
    return language.keyword_articles(
        shared.tables(), shared.selection(), by=by, group=group, term=term
    )


@st.cache_resource(show_spinner="Comparing every word …", max_entries=32)
def _key_terms(path: str, fingerprint: str, chosen: Selection, by: str) -> pl.DataFrame:
    return language.key_terms(shared.term_index(), shared.tables(), chosen, by)


def key_terms(by: str) -> pl.DataFrame:
    """What each group says more and less than all others."""
    return _key_terms(*_run(), by)


def term_places(by: str, group: str, term: str, *, rest: bool) -> pl.DataFrame:
    """Every place that a key term's count counts."""
    return language.term_places(
        shared.term_index(),
        shared.tables(),
        shared.selection(),
        by=by,
        group=group,
        term=term,
        rest=rest,
    )


@st.cache_resource(show_spinner="Searching …", max_entries=16)
def _search(
    path: str, fingerprint: str, chosen: Selection, where: tuple[str, bool, bool, bool]
) -> Found:
    here = shared.selected()
    end = monotonic() + PATIENCE
    query = Query(where[0], is_pattern=where[1], match_case=where[2], whole_words=where[3])
    return concordance.search(
        here["sentence"], here["article"], query, is_over=lambda: monotonic() > end
    )


def search(where: Where) -> Found:
    """Every place of a wording or pattern in the selection. Raises PatternError."""
    return _search(*_run(), where)


@st.cache_resource(show_spinner=False, max_entries=32)
def _tone_words(
    path: str,
    fingerprint: str,
    chosen: Selection,
    by: str,
    group: str,
    against: str,
) -> pl.DataFrame:
    return language.tone_words(
        shared.tables(), chosen, shared.instrument(), by=by, group=group, against=against
    )


def tone_words(by: str, group: str, against: str) -> pl.DataFrame:
    """Which words make a group sound darker or brighter than another."""
    return _tone_words(*_run(), by, group, against)


@st.cache_resource(show_spinner=False, max_entries=32)
def _tone_gap(
    path: str,
    fingerprint: str,
    chosen: Selection,
    by: str,
    group: str,
    against: str,
) -> pl.DataFrame:
    return views.head_to_head(
        shared.tables(), chosen, shared.instrument(), by, (group, against), ("tone",)
    )


def tone_gap(by: str, group: str, against: str) -> pl.DataFrame:
    """The difference in tone with its interval: one row of CONTRAST."""
    return _tone_gap(*_run(), by, group, against)


def tones(by: str, group: str, against: str) -> tuple[float | None, float | None]:
    """The tone of the group and of the other side, whose difference is explained."""
    sides = language.sides(
        shared.tables(),
        shared.selection(),
        shared.instrument(),
        by=by,
        group=group,
        against=against,
    )
    return language.tone(sides[0]), language.tone(sides[1])


def word_sentences(by: str, group: str, against: str, word: str) -> list[pl.DataFrame]:
    """The sentences of the group, and of the other side, that a word pushes."""
    tables = shared.tables()
    both = language.sides(
        tables, shared.selection(), shared.instrument(), by=by, group=group, against=against
    )
    return [language.word_sentences(side, tables, word) for side in both]
