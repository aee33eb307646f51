"""Tables for the eye: heads and names in words, shares in per cent, no digits beyond meaning."""

import polars as pl
import pytest

from framing import agreement, store
from framing.agreement import gold
from framing.readable import coefficient, readable

LABELS = {"off_ramp": "Off-ramp", "victory": "Victory"}


def row(measure: str, estimate: float, frame: str | None = "off_ramp") -> dict[str, object]:
    return {
        "group": "The Ledger",
        "measure": measure,
        "frame": frame,
        "estimate": estimate,
        "level": 0.95,
        "n_articles": 7,
    }


def test_shares_are_read_in_per_cent_and_names_in_words() -> None:
    (shown,) = readable(pl.DataFrame([row("salience", 0.123456)]), LABELS).to_dicts()
    assert shown == {
        "Group": "The Ledger",
        "Measure": "Talked about",
        "Frame": "Off-ramp",
        "Estimate (%)": 12.3,
        "Articles": 7,
    }


def test_mixed_units_stay_as_they_are() -> None:
    table = pl.DataFrame([row("salience", 0.123456), row("lean", -0.987654, None)])
    shown = readable(table, LABELS)
    assert shown["Estimate"].to_list() == [0.123, -0.988]
    assert shown["Measure"].to_list() == ["Talked about", "Lean"]


def test_the_unit_may_be_told() -> None:
    table = pl.DataFrame({"perturbation": ["opinion only"], "estimate": [0.5], "holds": [None]})
    (shown,) = readable(table, LABELS, "share").to_dicts()
    assert shown == {"Change": "opinion only", "Estimate (%)": 50.0, "Direction": "cannot be told"}


def test_indicators_are_no_ids() -> None:
    table = pl.DataFrame({"indicator": ["model", "ukraine_wins"], "frame": ["off_ramp", "victory"]})
    shown = readable(table, LABELS)
    assert shown["Words for"].to_list() == ["trained word weights", "ukraine wins"]
    assert shown["Frame"].to_list() == ["Off-ramp", "Victory"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("F1 neutral end to end", "Found and right together (F1): left open end to end"),
        ("recall off_ramp", "Found, of those there are (recall): Off-ramp"),
        ("error rate on victory pieces", "Read wrongly (error rate): Victory pieces"),
        ("macro-F1", "Found and right, all kinds alike (macro-F1)"),
        (
            "macro-F1 end to end",
            "Found and right, all kinds alike (macro-F1) end to end",
        ),
        ("kappa", "kappa"),
    ],
)
def test_a_coefficient_is_said_in_words(name: str, words: str) -> None:
    assert coefficient(name, LABELS) == words


def test_no_coefficient_of_the_validation_page_is_bare() -> None:
    articles, sentences = gold.reference(store.gold([store.GOLD / "tune.jsonl"]))
    few = articles.head(4)
    here = sentences.join(few, on="article_id", how="semi")
    table, _, _ = agreement.validate(few, here, store.instrument())
    told = [coefficient(name, LABELS) for name in table["coefficient"]]
    assert all("(" in words for words in told), told
    assert not any("_" in words for words in told)
