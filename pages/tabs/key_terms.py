"""Keyness: what each group says more, and less, than all the others."""

import polars as pl
import streamlit as st

from framing import charts
from framing.charts import words
from framing.findings.words import FALSE, of_groups, of_key_terms
from framing.keyness import MIN_ARTICLES, MIN_GROUP
from framing.marks.markup import tag
from pages import display, shared, vocabulary

NAMED = 8  # groups that are named where they have no terms
SHOWN = 12  # terms in each direction
SIDES = {"group": "In the group", "rest": "In the rest"}
KINDS = {"all": "Words and pairs", "word": "Single words", "pair": "Pairs of words"}


def draw(by: str, groups: list[str]) -> None:
    """A sentence for every group, the terms of one as dots, and every place of one term."""
    display.note(
        "Each group against all others at once: log-odds ratio with an informative Dirichlet prior "
        "(Monroe, Colaresi and Quinn 2008), its error widened where a word crowds into few "
        "articles, q the rate of false findings (Benjamini and Hochberg) over all comparisons."
    )
    table = vocabulary.key_terms(by)
    least = shared.term_index().least
    display.note(
        f"Words and pairs of words in body sentences. Not looked at: terms in fewer than {least} "
        f"articles of the corpus, groups with fewer than {MIN_GROUP} articles. No finding: what "
        f"fewer than {MIN_ARTICLES} articles of a side say, however often."
    )
    if table.is_empty():
        display.note(
            "No term sets a group apart: there are too few groups with enough articles, or they "
            "speak alike.",
            kind="empty",
        )
        return
    compared = table["group"].unique().sort().to_list()
    display.note(f"{of_groups(table)} {table['n_compared'][0]:,} comparisons.")
    left, right = st.columns(2)
    group = left.selectbox("Of", compared, key=f"terms_of_{by}")
    kind = right.selectbox("Terms", list(KINDS), format_func=KINDS.get, key="terms_kind")
    finding = of_key_terms(table, group)
    display.show(tag("p", finding, class_="fd-finding"))
    mine = _of_kind(table.filter(pl.col("group") == group), kind)
    ways = pl.col("z") > 0, pl.col("z") < 0
    shown = pl.concat(mine.filter(way).head(SHOWN) for way in ways)
    if shown.is_empty():
        display.note("No term of this kind.", kind="empty")
        return
    picture = words.key_terms(shown, dark=display.is_dark())
    alt = charts.alt_text(f"Key terms of {group}", finding, shared.described())
    event = st.altair_chart(picture, key=f"key_terms_{by}", on_select="rerun", alt=alt)
    display.note(
        f"Lines are 95 % intervals, n the articles of the side that says it more. Grey: with q "
        f"above {FALSE:.0%} it may be chance among so many comparisons."
    )
    others = [name for name in groups if name not in compared]
    if others:
        more = f" and {len(others) - NAMED} more" if len(others) > NAMED else ""
        display.note(f"Without terms of their own: {', '.join(others[:NAMED])}{more}.")
    with st.expander("Table behind the picture"):
        display.export(table, f"key_terms_by_{by}")
    _places(by, group, shown, display.picked(event))


def _of_kind(table: pl.DataFrame, kind: str) -> pl.DataFrame:
    is_pair = pl.col("term").str.contains(" ", literal=True)
    return {"all": table, "word": table.filter(~is_pair), "pair": table.filter(is_pair)}[kind]


def _places(by: str, group: str, shown: pl.DataFrame, clicked: str | None) -> None:
    """Every place of a term, as many as its count says."""
    st.subheader("Where they say it")
    terms = shown["term"].to_list()
    key = f"term_{by}"
    display.follow(key, terms, clicked)
    left, right = st.columns(2)
    term = left.selectbox("Term", terms, key=key)
    side = right.selectbox("Where", list(SIDES), format_func=SIDES.get, key="terms_side")
    rows = vocabulary.term_places(by, group, term, rest=side == "rest")
    display.note(display.tally(rows))
    display.concordance(rows, f"places_{by}_{group}_{term}_{side}")
