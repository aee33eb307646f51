"""Word shift: which words make one group sound darker than another."""

import polars as pl
import streamlit as st

from framing import charts, wordshift
from framing.charts import words
from framing.estimates.contrasts import REST
from framing.findings.words import of_word_shift
from framing.marks import lines
from framing.marks.markup import tag
from pages import display, shared, vocabulary

SHOWN = 20  # words in the picture


def draw(by: str, groups: list[str]) -> None:
    """The difference in tone of two sides, split among words, and the sentences of one word."""
    display.note(
        "Tone is VADER’s: how a text sounds, not what it stands for. The difference between two "
        "sides is split among the words that push it, so that the bars add up to it "
        "(generalised word shift, Gallagher et al. 2021)."
    )
    if len(groups) < 2:  # noqa: PLR2004 - a comparison needs two sides
        display.note("There is only one group: nothing to compare it with.", kind="empty")
        return
    left, right = st.columns(2)
    group = left.selectbox("Of", groups, key=f"shift_of_{by}")
    others = [name for name in groups if name != group]
    others = others if by == "voice" else [REST, *others]
    against = right.selectbox("Against", others, key=f"shift_against_{by}")
    shift = vocabulary.tone_words(by, group, against)
    gap = vocabulary.tone_gap(by, group, against)
    tones = vocabulary.tones(by, group, against)
    finding = of_word_shift(shift, gap.row(0, named=True) if gap.height else None, tones)
    display.show(tag("p", finding, class_="fd-finding"))
    if shift.is_empty():
        return
    short = wordshift.shortened(shift, SHOWN)
    alt = charts.alt_text(f"Words of the tone of {group}", finding, shared.described())
    picture = words.word_shift(short, dark=display.is_dark())
    event = st.altair_chart(picture, key=f"shift_{by}", on_select="rerun", alt=alt)
    display.note(
        f"Filled: dark words (−), outlined: bright ones (+). ↑ used more by {group}, ↓ used less. "
        f"A dark word used less makes it sound brighter. Grey: in fewer than {words.FEW} articles."
    )
    with st.expander("Table behind the picture"):
        display.export(shift, f"word_shift_by_{by}")
    _sentences(by, group, against, short, display.picked(event))


def _sentences(by: str, group: str, against: str, short: pl.DataFrame, clicked: str | None) -> None:
    """The sentences in which a word pushes the tone, of either side."""
    st.subheader("The sentences behind a word")
    told = short["word"].drop_nulls().to_list()
    key = f"shift_word_{by}"
    display.follow(key, told, clicked)
    left, right = st.columns(2)
    word = left.selectbox("Word", told, key=key)
    side = right.selectbox("Whose", [group, against], key=f"shift_side_{by}")
    both = vocabulary.word_sentences(by, group, against, word)
    rows = both[side == against]
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
