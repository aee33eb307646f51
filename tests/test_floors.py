"""The figures of the sealed test part do not sink below their floors."""

import json

from framing import agreement, store
from framing.agreement import gold


def test_no_figure_sinks() -> None:
    articles, sentences = gold.reference(store.gold([store.GOLD / "test.jsonl"]))
    table, _, _ = agreement.validate(articles, sentences, store.instrument())
    assert store.below_floors(table) == []


def test_a_sunken_figure_is_told() -> None:
    articles, sentences = gold.reference(store.gold([store.GOLD / "tune.jsonl"]))
    instrument = store.instrument()
    mute = type(instrument)(instrument.codebook)  # without its weights it reads by rules alone
    table, _, _ = agreement.validate(articles, sentences, mute)
    assert any("frame, macro-F1" in line for line in store.below_floors(table))


def test_floors_name_figures_that_exist() -> None:
    floors = json.loads((store.GOLD / "floors.json").read_text(encoding="utf-8"))
    assert {"voice", "frame", "stance", "position"} <= set(floors)
