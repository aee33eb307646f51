"""Named weights to probabilities, by hand."""

import math

import polars as pl
import pytest

from framing.weights import Linear, WeightsError

TWO = Linear({"yes": {"bias": 1.0, "a": 2.0}, "no": {"b": 1.0}})
ONE = Linear({"yes": {"bias": -1.0, "a": 0.5}})


def test_logits_by_hand() -> None:
    table = pl.DataFrame({"a": [0.0, 1.0], "b": [3, -1], "unused": ["x", "y"]})
    assert TWO.logits(table).tolist() == [[1.0, 3.0], [3.0, -1.0]]


def test_two_classes_share_one() -> None:
    chances = TWO.probabilities(pl.DataFrame({"a": [True, False], "b": [2.0, 2.0]}))
    assert chances.columns == ["yes", "no"]
    assert chances["yes"].to_list() == pytest.approx(
        [math.e**3 / (math.e**3 + math.e**2), math.e / (math.e + math.e**2)]
    )
    assert chances.sum_horizontal().to_list() == pytest.approx([1, 1])


def test_one_class_is_a_sigmoid() -> None:
    chances = ONE.probabilities(pl.DataFrame({"a": [2.0, 4.0, -1e9, 1e9]}))["yes"].to_list()
    assert chances[:2] == pytest.approx([0.5, 1 / (1 + math.exp(-1))])
    assert chances[2:] == pytest.approx([0, 1], abs=1e-12)


def test_huge_logits_do_not_overflow() -> None:
    chances = TWO.probabilities(pl.DataFrame({"a": [1e6], "b": [-1e6]}))
    assert chances.row(0) == (1.0, 0.0)


@pytest.mark.parametrize("linear", [TWO, ONE, Linear({"yes": {"bias": 1.0}})])
def test_rows_stay(linear: Linear) -> None:
    table = pl.DataFrame({"a": [1.0, 2.0, 3.0], "b": [0.0, 0.0, 0.0]})
    assert linear.probabilities(table).height == 3
    assert linear.probabilities(table.clear()).height == 0


def test_each_row_is_scored_by_itself_to_the_last_bit() -> None:
    table = pl.DataFrame({"a": [i / 7 for i in range(50)], "b": [i / 3 for i in range(50)]})
    parts = [TWO.probabilities(part) for part in table.iter_slices(3)]
    assert pl.concat(parts).equals(TWO.probabilities(table))


def test_missing_features_are_named() -> None:
    with pytest.raises(WeightsError, match=r"a, b"):
        TWO.probabilities(pl.DataFrame({"c": [1.0]}))


def test_from_json() -> None:
    linear = Linear.from_json('{"yes": {"bias": 1, "a": 2.0}, "no": {"b": 1}}')
    assert linear == TWO
    assert linear.classes == ("yes", "no")
    assert linear.features == ("a", "b")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "3",
        "{",
        '{"yes": 3}',
        '{"yes": []}',
        '{"yes": {"a": "x"}}',
        '{"yes": {"a": null}}',
    ],
)
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(WeightsError, match="not a table of weights"):
        Linear.from_json(text)
