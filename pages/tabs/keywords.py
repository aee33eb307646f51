"""YAKE's keywords of each group."""

import polars as pl
import streamlit as st

from framing import charts
from framing.charts import words
from framing.findings.words import of_keywords
from framing.marks.markup import tag
from pages import display, shared, vocabulary

SHOWN = 15  # keywords in the picture


def draw(by: str, groups: list[str]) -> None:
    """The keywords of one group as bars, those of all as a table, and the articles of one word."""
    display.note(
        "Keywords are the words that YAKE finds most telling within each article. Counted are "
        "the articles of a group that have a word among their keywords."
    )
    if by == "voice":
        display.note(
            "Keywords belong to whole articles, whoever speaks: choose outlets, authors or genres, "
            "or see Key terms for the words of voices.",
            kind="empty",
        )
        return
    group = st.selectbox("Of", groups, key=f"keywords_of_{by}")
    table = vocabulary.keywords(by)
    mine = table.filter(pl.col("group") == group)
    finding = of_keywords(table, group)
    display.show(tag("p", finding, class_="fd-finding"))
    if mine.is_empty():
        return
    picture = words.keywords(mine.head(SHOWN), dark=display.is_dark())
    alt = charts.alt_text(f"Keywords of {group}", finding, shared.described())
    event = st.altair_chart(picture, key=f"keywords_{by}", on_select="rerun", alt=alt)
    with st.expander("Keywords of all groups"):
        display.export(table, f"keywords_by_{by}")
    terms = mine["term"].to_list()
    key = f"keyword_{by}"
    display.follow(key, terms, display.picked(event))
    term = st.selectbox("Articles with the keyword", terms, key=key)
    rows = vocabulary.keyword_articles(by, group, term)
    display.note(f"{display.number(rows.height, 'article')}, newest first")
    display.articles(rows, f"keyword_articles_{by}")
