"""Word shift: which words make one group sound darker than another."""

from functools import partial

import polars as pl
import streamlit as st

from framing import wordshift
from framing.charts import words
from framing.estimates.contrasts import REST
from framing.findings.words import of_word_shift
from framing.marks import lines
from framing.marks.markup import tag
from pages import choices, display, pictures, share, vocabulary

SHOWN = 20  # words in the picture


METHOD = (
    "Tone is VADER’s: how a text sounds, not what it stands for. The difference between two "
    "sides is split among the words that push it, so that the bars add up to it "
    "(generalised word shift, Gallagher et al. 2021)."
)


def keep(by: str, groups: list[str]) -> None:
    """Who is set against whom, and which word is followed to whose sentences."""
    choices.keep("who", groups)
    if len(groups) > 1:
        choices.keep("against", _others(by, groups))
        shift = vocabulary.tone_words(by, choices.chosen("who"), choices.chosen("against"))
        if shift.height:
            choices.keep("word", wordshift.shortened(shift, SHOWN)["word"].drop_nulls())
        choices.keep("side", ["group", "other"])


def _others(by: str, groups: list[str]) -> list[str]:
    others = [name for name in groups if name != choices.chosen("who")]
    return others if by == "voice" else [REST, *others]


def draw(by: str, groups: list[str]) -> None:
    """The difference in tone of two sides, split among words, and the sentences of one word."""
    display.note(METHOD)
    if len(groups) < 2:  # noqa: PLR2004 - a comparison needs two sides
        display.note("There is only one group: nothing to compare it with.", kind="empty")
        return
    left, right = st.columns(2)
    group = left.selectbox("Of", groups, key="who")
    against = right.selectbox("Against", _others(by, groups), key="against")
    shift = vocabulary.tone_words(by, group, against)
    gap = vocabulary.tone_gap(by, group, against)
    tones = vocabulary.tones(by, group, against)
    finding = of_word_shift(shift, gap.row(0, named=True) if gap.height else None, tones)
    display.show(tag("p", finding, class_="fd-finding"))
    if shift.is_empty():
        return
    short = wordshift.shortened(shift, SHOWN)
    reading = (
        f"Filled: dark words (−), outlined: bright ones (+). ↑ used more by {group}, ↓ used less. "
        f"A dark word used less makes it sound brighter. Grey: in fewer than {words.FEW} articles."
    )
    pictures.picture(
        partial(words.word_shift, short),
        shift,
        name=f"word_shift_by_{by}",
        caption=share.about(f"Words of the tone of {group}", finding, f"{METHOD} {reading}"),
        notes=(reading,),
        picks="word",
    )
    _sentences(by, group, against, short)


def _sentences(by: str, group: str, against: str, short: pl.DataFrame) -> None:
    """The sentences in which a word pushes the tone, of either side."""
    st.subheader("The sentences behind a word")
    told = short["word"].drop_nulls().to_list()
    left, right = st.columns(2)
    word = left.selectbox("Word", told, key="word")
    sides = {"group": group, "other": against}
    side = right.selectbox("Whose", list(sides), format_func=sides.get, key="side")
    both = vocabulary.word_sentences(by, group, against, word)
    rows = both[side == "other"]
    n = rows["article_id"].n_unique()
    display.note(
        f"{display.number(rows.height, 'sentence')} in {display.number(n, 'article')}, "
        "those it pushes most first"
    )
    shown = display.paged(rows, f"pushed_{by}_{group}_{against}_{word}_{side}")
    display.show(
        lines.pushes(
            [
                lines.pushed(row, word, byline=display.byline(row), href=display.place(row))
                for row in shown
            ]
        )
    )
