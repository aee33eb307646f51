"""YAKE's keywords of each group."""

from functools import partial

import polars as pl
import streamlit as st

from framing import runs
from framing.charts import words
from framing.findings.words import of_keywords
from framing.marks.markup import tag
from pages import choices, display, pictures, share, shared, vocabulary

SHOWN = 15  # keywords in the picture


METHOD = (
    "Keywords are the words that YAKE finds most telling within each article. Counted are "
    "the articles of a group that have a word among their keywords."
)


def keep(by: str, groups: list[str]) -> None:
    """Whose keywords, and which of them is followed to its articles."""
    choices.keep("who", groups)
    if by != "voice":
        choices.keep("keyword", _of_group(by)["term"])


def _of_group(by: str) -> pl.DataFrame:
    return vocabulary.keywords(by).filter(pl.col("group") == choices.chosen("who"))


def draw(by: str, groups: list[str]) -> None:
    """The keywords of one group as bars, those of all as a table, and the articles of one word."""
    display.note(METHOD)
    if by == "voice":
        display.note(
            "Keywords belong to whole articles, whoever speaks: choose outlets, authors or genres, "
            "or see Key terms for the words of voices.",
            kind="empty",
        )
        return
    if not runs.has_keywords(shared.run()):
        display.note(
            "The keywords of these articles were left for later. The command that scored them "
            "reads them when it is given again without “--keywords later”; the rest is kept.",
            kind="empty",
        )
        return
    group = st.selectbox("Of", groups, key="who")
    table = vocabulary.keywords(by)
    mine = _of_group(by)
    finding = of_keywords(table, group)
    display.show(tag("p", finding, class_="fd-finding"))
    if mine.is_empty():
        return
    pictures.picture(
        partial(words.keywords, mine.head(SHOWN)),
        table,
        name=f"keywords_by_{by}",
        caption=share.about(f"Keywords of {group}", finding, METHOD),
        picks="keyword",
    )
    term = st.selectbox("Articles with the keyword", mine["term"].to_list(), key="keyword")
    rows = vocabulary.keyword_articles(by, group, term)
    display.note(f"{display.number(rows.height, 'article')}, newest first")
    display.articles(rows, f"keyword_articles_{by}")
