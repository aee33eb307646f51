"""Keyness: what each group says more, and less, than all the others."""

from functools import partial

import polars as pl
import streamlit as st

from framing.charts import words
from framing.findings.words import FALSE, of_groups, of_key_terms
from framing.keyness import MIN_ARTICLES, MIN_GROUP
from framing.marks.markup import tag
from pages import choices, display, pictures, share, shared, vocabulary

NAMED = 8  # groups that are named where they have no terms
SHOWN = 12  # terms in each direction
SIDES = {"group": "In the group", "other": "In the rest"}
METHOD = (
    "Each group against all others at once: log-odds ratio with an informative Dirichlet prior "
    "(Monroe, Colaresi and Quinn 2008), its error widened where a word crowds into few "
    "articles, q the rate of false findings (Benjamini and Hochberg) over all comparisons."
)
KINDS = {"all": "Words and pairs", "word": "Single words", "pair": "Pairs of words"}


def keep(by: str, groups: list[str]) -> None:  # noqa: ARG001 - every tab is kept alike
    """Whose terms, of which kind, and which of them is followed to where."""
    table = vocabulary.key_terms(by)
    choices.keep("who", table["group"].unique().sort())
    choices.keep("terms", KINDS)
    choices.keep("term", _shown(table)["term"])
    choices.keep("side", SIDES)


def draw(by: str, groups: list[str]) -> None:
    """A sentence for every group, the terms of one as dots, and every place of one term."""
    display.note(METHOD)
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
    group = left.selectbox("Of", compared, key="who")
    right.selectbox("Terms", list(KINDS), format_func=KINDS.get, key="terms")
    finding = of_key_terms(table, group)
    display.show(tag("p", finding, class_="fd-finding"))
    shown = _shown(table)
    if shown.is_empty():
        display.note("No term of this kind.", kind="empty")
        return
    others = [name for name in groups if name not in compared]
    without: list[str] = []
    if others:
        more = f" and {len(others) - NAMED} more" if len(others) > NAMED else ""
        without = [f"Without terms of their own: {', '.join(others[:NAMED])}{more}."]
    reading = (
        f"Lines are 95 % intervals, n the articles of the side that says it more. Grey: with q "
        f"above {FALSE:.0%} it may be chance among so many comparisons."
    )
    pictures.picture(
        partial(words.key_terms, shown),
        table,
        name=f"key_terms_by_{by}",
        caption=share.about(f"Key terms of {group}", finding, f"{METHOD} {reading}"),
        notes=(reading, *without),
        picks="term",
    )
    _places(by, group, shown)


def _shown(table: pl.DataFrame) -> pl.DataFrame:
    """The terms in the picture: of the group and kind chosen, the strongest either way."""
    is_pair = pl.col("term").str.contains(" ", literal=True)
    kinds = {"all": pl.lit(True), "word": ~is_pair, "pair": is_pair}
    whose = pl.lit(choices.chosen("who"), pl.String)  # nobody, where no group has a key term
    mine = table.filter(kinds[choices.chosen("terms")], pl.col("group") == whose)
    ways = pl.col("z") > 0, pl.col("z") < 0
    return pl.concat(mine.filter(way).head(SHOWN) for way in ways)


def _places(by: str, group: str, shown: pl.DataFrame) -> None:
    """Every place of a term, as many as its count says."""
    st.subheader("Where they say it")
    left, right = st.columns(2)
    term = left.selectbox("Term", shown["term"].to_list(), key="term")
    side = right.selectbox("Where", list(SIDES), format_func=SIDES.get, key="side")
    rows = vocabulary.term_places(by, group, term, rest=side == "other")
    display.note(display.tally(rows))
    display.concordance(rows, f"places_{by}_{group}_{term}_{side}")
