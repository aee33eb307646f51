"""Words and weights to log-odds, by hand."""

import math

import polars as pl
import pytest

from framing.frames.lexicon import add_logits, features, heads, telling_words

LEXICON = pl.DataFrame(
    {
        "feature": ["<bias>", "lane", "~bike lane", "car"],
        "idf": [0.0, 3.0, 4.0, 1.0],
        "w_for": [-1.0, 1.0, 2.0, -2.0],
    }
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bike lane!", ["bike", "lane", "~bike", "~lane", "~bike lane"]),
        ("bike, lane", ["bike", "lane", "~bike", "~lane", "~bike lane"]),
        ("The cat’s", ["the", "cat's", "~the", "~cat'", "~the cat'"]),
        ("lane lane lane", ["lane", "~lane", "~lane lane", "~lane _ lane"]),
        (
            "Conceding negotiated settlements",
            [
                *("conceding", "negotiated", "settlements", "~conced", "~negotiat", "~settle"),
                *("~conced negotiat", "~negotiat settle", "~conced _ settle"),
            ],
        ),
        ("used", ["used", "~used"]),  # four letters have to stay
        ("", []),
        ("… 123 —", []),
    ],
)
def test_features(text: str, expected: list[str]) -> None:
    found = features(pl.DataFrame({"row": [0], "text": [text]}))
    assert sorted(found["feature"]) == sorted(expected)


def test_pairs_do_not_cross_rows() -> None:
    found = features(pl.DataFrame({"row": [0, 1], "text": ["bike", "lane"]}))
    assert "~bike lane" not in found["feature"]


def test_heads() -> None:
    assert heads(LEXICON) == ("for",)


def test_logits_by_hand() -> None:
    table = pl.DataFrame(
        {"text": ["A bike lane.", "The car.", "Nothing known.", ""], "kept": [1, 2, 3, 4]}
    )
    scored = add_logits(table, LEXICON)
    assert scored.columns == ["text", "kept", "logit_for"]
    assert scored["logit_for"].to_list() == pytest.approx(
        [-1 + (3 * 1 + 4 * 2) / math.hypot(3, 4), -1 - 2, -1, -1]
    )


def test_without_a_lexicon_the_table_stays() -> None:
    table = pl.DataFrame({"text": ["A bike lane."]})
    assert add_logits(table, None) is table


def test_no_rows() -> None:
    table = pl.DataFrame({"text": []}, schema={"text": pl.String})
    assert add_logits(table, LEXICON).columns == ["text", "logit_for"]


def test_telling_words_are_those_that_speak_for_it() -> None:
    texts = pl.DataFrame({"row": [4, 5], "text": ["A bike lane for a car.", "The car."]})
    told = telling_words(texts, LEXICON, "for")
    assert told["row"].to_list() == [4]  # nothing in row 5 speaks for it
    assert told["words"].to_list() == [["bike lane", "lane"]]
    assert telling_words(texts, LEXICON, "for", most=1)["words"].to_list() == [["bike lane"]]
