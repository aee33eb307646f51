"""Tone is VADER's compound, one sentence at a time."""

import polars as pl
import pytest
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from framing.tone import add_tone


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
    assert table.schema == {"text": pl.String, "tone": pl.Float64}
