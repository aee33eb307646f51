"""Reference against machine: figures by hand."""

import math
from typing import Any

import numpy as np
import polars as pl
import pytest
from streets import instrument

from framing import agreement, store
from framing.agreement import between_coders, validate
from framing.agreement.gold import GoldError, aligned, judged, reference
from framing.schema import AGREEMENT
from framing.store import StoreError, below_floors

# What the machine makes of each sentence by the rules of the small codebook is plain to see:
# a bike lane evokes cycling, a parking bay parking.
TEXTS = {
    "a": [
        ("The city must build bike lanes.", "author", {"cycling": "endorse"}),  # right
        ("The bike lane is a dangerous illusion.", "author", {"cycling": "reject"}),  # right
        ("It rains here.", "author", {"cycling": "neutral"}),  # missed
        ("A bike lane is three kilometres long.", "author", {}),  # false alarm
    ],
    "b": [
        ("The city must keep its parking bays.", "author", {"parking": "reject"}),  # wrong stance
        ("“It rains in the city,” said the mayor.", "other", {}),
        ("The parking bay is long.", "other", {"parking": "neutral"}),  # voice missed
    ],
}


def document(name: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "text": " ".join(text for text, _, _ in TEXTS[name]),
        "position": "cycling" if name == "a" else "parking",
        "salience": "cycling" if name == "a" else "parking",
        "sentences": [
            {"text": text, "voice": voice, "frames": list(stances), "stance": stances}
            for text, voice, stances in TEXTS[name]
        ],
    } | more


@pytest.fixture(scope="module")
def figures() -> dict[tuple[str, str, str], dict[str, Any]]:
    articles, gold = reference([document("a"), document("b")])
    table, _, _ = validate(articles, gold, instrument())
    assert table.schema == AGREEMENT
    return {(r["layer"], r["pair"], r["coefficient"]): r for r in table.to_dicts()}


@pytest.mark.parametrize(
    ("layer", "coefficient", "value", "n"),
    [
        ("frame", "precision cycling", 2 / 3, 3),
        ("frame", "recall cycling", 2 / 3, 3),
        ("frame", "F1 cycling", 2 / 3, 3),
        ("frame", "precision parking", 1, 2),
        ("frame", "recall parking", 1, 2),
        ("frame", "macro-F1", (2 / 3 + 1) / 2, 5),
        ("voice", "F1 author", 2 * 5 / (2 * 5 + 1), 7),
        ("voice", "F1 other", 2 * 1 / (2 * 1 + 1), 7),
        ("voice", "macro-F1", (10 / 11 + 2 / 3) / 2, 7),
        ("voice", "recall of other without quotes", 0, 1),
        ("voice", "precision of other without quotes", None, 1),  # the machine found none
        # endorse: 1 of 1, and one that was reject; reject: 1 of 2; neutral: 1 of 2, one unseen
        ("stance", "F1 endorse end to end", 2 / 3, 5),
        ("stance", "F1 reject end to end", 2 / 3, 5),
        ("stance", "F1 neutral end to end", 2 / 3, 5),
        ("stance", "macro-F1 end to end", 2 / 3, 5),
        ("stance", "F1 neutral where both see the frame", 1, 4),
        ("stance", "macro-F1 where both see the frame", (2 / 3 + 2 / 3 + 1) / 3, 4),
    ],
)
def test_by_hand(
    figures: dict[tuple[str, str, str], dict[str, Any]],
    layer: str,
    coefficient: str,
    value: float | None,
    n: int,
) -> None:
    row = figures[layer, "machine/reference", coefficient]
    assert row["value"] == (None if value is None else pytest.approx(value))
    assert row["n"] == n
    if row["low"] is not None and value is not None:
        assert row["low"] <= value + 1e-9
        assert row["high"] >= value - 1e-9


def positions(*rows: tuple[str, str, str, float]) -> pl.DataFrame:
    """(gold position, gold salience, machine's position, confidence)."""
    return pl.DataFrame(
        rows, schema=["gold_position", "gold_salience", "position", "confidence"], orient="row"
    ).with_columns(naive="gold_salience")


TEN = positions(
    *[("cycling", "cycling", "cycling", 0.9)] * 4,
    ("cycling", "parking", "cycling", 0.9),
    ("cycling", "parking", "parking", 0.9),
    *[("parking", "parking", "parking", 0.5)] * 2,
    ("parking", "cycling", "mixed", 0.5),
    ("mixed", "even", "mixed", 0.5),
)


@pytest.mark.parametrize(
    ("pair", "coefficient", "value", "n"),
    [
        ("machine/reference", "accuracy", 0.8, 10),
        ("keyword count/reference", "accuracy", 0.6, 10),
        ("machine/reference", "accuracy, salience ≠ position", 1 / 3, 3),
        ("keyword count/reference", "accuracy, salience ≠ position", 0, 3),
        ("machine/reference", "accuracy at confidence ≥ 0.8", 5 / 6, 6),
        ("machine/reference", "share at confidence ≥ 0.8", 0.6, 10),
        ("machine/reference", "error rate on cycling pieces", 1 / 6, 6),
        ("machine/reference", "error rate on parking pieces", 1 / 3, 3),
        # six at .9 of which 5 are right, four at .5 of which 3 are right
        ("machine/reference", "expected calibration error", (abs(5.4 - 5) + abs(2 - 3)) / 10, 10),
    ],
)
def test_positions_by_hand(pair: str, coefficient: str, value: float, n: int) -> None:
    rows = agreement._position_rows(TEN, ("parking", "cycling"))
    [row] = [r for r in rows if (r["pair"], r["coefficient"]) == (pair, coefficient)]
    assert row["value"] == pytest.approx(value)
    assert row["n"] == n


def test_a_confidence_of_one_has_a_bin() -> None:
    sure = positions(*[("cycling", "cycling", "cycling", 1.0)] * 3)
    [row] = agreement._calibration(sure, pl.col("position") == pl.col("gold_position"))
    assert row["value"] == 0


def test_the_interval_is_of_whole_articles() -> None:
    same = np.array([[3.0, 4.0]] * 5)
    row = agreement._row("position", "a/b", "x", same, agreement._share, 20)
    assert (row["value"], row["low"], row["high"]) == (0.75, 0.75, 0.75)
    apart = np.array([[4.0, 4.0]] * 5 + [[0.0, 4.0]] * 5)
    row = agreement._row("position", "a/b", "x", apart, agreement._share, 40)
    assert row["value"] == 0.5
    assert row["low"] == pytest.approx(0.2)  # binomial of ten articles, not of forty sentences
    assert row["high"] == pytest.approx(0.8)


def test_nothing_to_count_is_null() -> None:
    for counts in (np.zeros((0, 3)), np.zeros((4, 3))):
        row = agreement._row("frame", "a/b", "x", counts, agreement._f1, 0)
        assert (row["value"], row["low"], row["high"]) == (None, None, None)


def test_a_piece_that_evokes_nothing_can_be_validated() -> None:
    text = "“It rains in the city,” said the mayor."
    quoted = {"text": text, "voice": "other", "frames": [], "stance": {}}
    articles, gold = reference([document("a", text=text, sentences=[quoted])])
    table, _, _ = validate(articles, gold, instrument())
    assert not table["value"].is_nan().any()


def test_gold_meets_the_machine_s_sentence_that_shares_most() -> None:
    gold = pl.DataFrame(
        {"article_id": ["a"] * 3, "gold": [0, 1, 2], "start": [0, 12, 90], "end": [10, 40, 95]}
    )
    machine = pl.DataFrame(
        {
            "article_id": ["a"] * 3,
            "part": ["headline", "body", "body"],
            "voice": ["other", "author", "other"],
            "evidence": [[], [], []],
            "sentence": [0, 1, 2],
            "start": [0, 0, 15],
            "end": [50, 15, 40],
        }
    )
    pairs = aligned(gold, machine)
    assert pairs["gold"].to_list() == [0, 1, 2]
    assert pairs["sentence"].to_list() == [1, 2, None]


def test_every_gold_sentence_and_frame_is_judged_once() -> None:
    articles, gold = reference([document("a"), document("b")])
    _, _, pairs = validate(articles, gold, instrument())
    verdicts = judged(pairs, instrument().codebook.frame_ids)
    assert verdicts.height == 7 * 2
    assert verdicts["gold_stance"].null_count() == 14 - 5


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        ({"text": "Something else."}, "a: sentence 0 is not in the text"),
        ({"sentences": list(reversed(document("a")["sentences"]))}, "not in order"),
        ({"sentences": [{"text": "It rains here."}]}, "a: the key 'voice' is missing"),
        ({"sentences": []}, "no labelled sentences"),
        ({"sentences": 3}, "a: a value is not of the kind"),
        ({"text": 3}, "a: a value is not of the kind"),
    ],
)
def test_broken_gold_is_named(broken: dict[str, Any], complaint: str) -> None:
    with pytest.raises(GoldError, match=complaint):
        reference([document("a", **broken)])


def test_no_gold_at_all() -> None:
    with pytest.raises(GoldError, match="no labelled sentences"):
        reference([])


@pytest.mark.parametrize("key", ["id", "text", "sentences"])
def test_a_missing_key_is_named(key: str) -> None:
    broken = document("a")
    del broken[key]
    with pytest.raises(GoldError, match=f"the key '{key}' is missing"):
        reference([broken])


def test_floors(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "GOLD", tmp_path)
    rows = [("F1", 0.7), ("recall", 0.7), ("error rate", 0.3), ("unknown", None), ("nan", math.nan)]
    table = pl.DataFrame(
        [("frame", "machine/reference", name, value, None, None, 1) for name, value in rows],
        schema=AGREEMENT,
        orient="row",
    )
    with pytest.raises(StoreError, match=r"floors\.json cannot be read"):
        below_floors(table)
    (tmp_path / "floors.json").write_text(
        '{"frame": {"F1": 0.7, "recall": 0.71, "error rate": 0.29,'
        ' "unknown": 0, "nan": 0, "gone": 0}}'
    )
    sunk = below_floors(table)
    assert [line.split(":")[0].removeprefix("frame, ") for line in sunk] == [
        "recall",
        "error rate",
        "unknown",
        "nan",
        "gone",
    ]


def coded_twice() -> tuple[dict[str, Any], dict[str, Any]]:
    one, two = document("a"), document("a", position="parking")
    two["sentences"] = [dict(sentence) for sentence in two["sentences"]]
    two["sentences"][2] |= {"voice": "other", "frames": [], "stance": {}}
    return one, two


def test_kappa_by_hand() -> None:
    one, two = coded_twice()
    table = between_coders([one], [two], ("parking", "cycling"))
    rows = {row["coefficient"]: row for row in table.to_dicts()}
    # cycling: one sees it in 3 of 4 sentences, two in 2; they agree on 3
    chance = 0.75 * 0.5 + 0.25 * 0.5
    assert rows["Cohen's kappa, cycling"]["value"] == pytest.approx((0.75 - chance) / (1 - chance))
    assert rows["Cohen's kappa, cycling"]["n"] == 4
    assert rows["Cohen's kappa"]["n"] in (1, 2, 4)
    assert rows["Cohen's kappa, parking"]["value"] is None  # nobody ever sees it: no kappa


def test_two_codings_of_unlike_length_are_refused() -> None:
    one, two = coded_twice()
    with pytest.raises(GoldError, match="differ in their number of sentences"):
        between_coders([one], [two | {"sentences": two["sentences"][:2]}], ("parking", "cycling"))
