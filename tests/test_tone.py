"""Tone is VADER's compound, one sentence at a time."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from framing.schema import TONE_WORD
from framing.tone import add_tone
from framing.tone.valences import EMPHASIS


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("A wonderful, happy day.", 1),
        ("A horrible, cruel disaster.", -1),
        ("The table has four legs.", 0),
        ("It isn’t good.", -1),  # curly as straight
        ("It isn't good.", -1),
        ("", 0),
        ("…", 0),
        ("GREAT!!! 🙂", 1),
    ],
)
def test_sign(text: str, sign: int) -> None:
    tone = add_tone(pl.DataFrame({"text": [text]}))["tone"][0]
    assert (tone > 0) - (tone < 0) == sign


def test_it_is_vader_and_rows_stay() -> None:
    texts = ["A wonderful day.", "A horrible day.", "A day."] * 3
    table = add_tone(pl.DataFrame({"text": texts, "kept": range(9)}))
    analyzer = SentimentIntensityAnalyzer()
    assert table["tone"].to_list() == [analyzer.polarity_scores(t)["compound"] for t in texts]
    assert table["kept"].to_list() == list(range(9))
    assert table["tone"].is_between(-1, 1).all()


def test_no_rows() -> None:
    table = add_tone(pl.DataFrame({"text": []}, schema={"text": pl.String}))
    schema = {"text": pl.String, "tone": pl.Float64, "tone_words": pl.List(TONE_WORD)}
    assert table.schema == schema


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A horrible war.", {"horrible": -1, "war": -1}),
        ("It isn’t good.", {"good": -1}),  # negated, a bright word darkens
        ("We have no fear.", {"fear": 1}),
        ("Great!", {"great": 1, EMPHASIS: 1}),
        ("Terrible, but good.", {"terrible": -1, "good": 1}),
        ("Hope 🙂", {"hope": 1, "smiling": 1, "slightly": 0, "face": 0}),
        ("The table has four legs.", {}),
        ("", {}),
    ],
)
def test_the_words_of_a_tone(text: str, words: dict[str, int]) -> None:
    pushes = add_tone(pl.DataFrame({"text": [text]}))["tone_words"][0].to_list()
    signs = {piece["word"]: (piece["push"] > 0) - (piece["push"] < 0) for piece in pushes}
    assert signs == {word: sign for word, sign in words.items() if sign}


ANALYZER = SentimentIntensityAnalyzer()
PIECES = st.sampled_from(
    [
        *("good", "not good", "VERY bad", "war!", "peace?", "??", "but", "kind of great", "no"),
        *("never so happy", "at least", "least", "without doubt", "the bomb", "isn’t", "🙂", ":("),
        *("the", "house", "…", "GREAT", "hopes", "fears", "cut the mustard", "!!!!!!", "good-bye"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=60))
def test_the_pushes_add_up_to_vader_s_own_tone(text: str) -> None:
    row = add_tone(pl.DataFrame({"text": [text]})).row(0, named=True)
    expected = ANALYZER.polarity_scores(text.replace("’", "'"))["compound"]
    assert row["tone"] == expected
    assert sum(piece["push"] for piece in row["tone_words"]) == pytest.approx(expected, abs=1e-12)
