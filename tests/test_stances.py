"""The author's stance by composition: a small codebook, rules alone."""

import polars as pl
import pytest
from streets import instrument, voiced

from framing.codebook import Instrument
from framing.frames import code
from framing.schema import STANCES
from framing.stances import add_stances
from framing.stances.operators import (
    APPROVAL,
    CONCESSION,
    NEGATION,
    OPERATORS,
    PROHIBITION,
    REBUTTAL,
    TURN,
    pattern,
)


def judged(*texts: str, book: Instrument | None = None) -> pl.DataFrame:
    book = book or instrument()
    return add_stances(code(voiced(*texts), book), book)


def stances(text: str) -> list[dict[str, str]]:
    return [{e["frame"]: e["stance"] for e in evidence} for evidence in judged(text)["evidence"]]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The council must build bike lanes now.", "endorse"),
        ("Bike lanes are the wise and sensible choice.", "endorse"),
        ("Here the streets are safer.", "endorse"),  # a claim, in the author's own voice
        ("Bike lanes are a dangerous illusion.", "reject"),
        ("So-called bike lanes are an absurd fantasy.", "reject"),
        ("We do not need bike lanes.", "reject"),
        ("We don’t need bike lanes.", "reject"),
        ("A bike lane would be a foolish mistake.", "reject"),
        ("The bike lane is three kilometres long.", "neutral"),
        ("The mayor said that bike lanes would open in May.", "neutral"),
        ("“Bike lanes open in May,” said the mayor.", "neutral"),
    ],
)
def test_one_sentence(text: str, stance: str) -> None:
    assert stances(text) == [{"cycling": stance}]


def test_tone_does_not_decide() -> None:
    assert stances("We must build bike lanes after this horrible, cruel death.") == [
        {"cycling": "endorse"}
    ]


def test_each_frame_has_its_own_stance() -> None:
    assert stances("Keep the parking spaces we must; bike lanes are a dangerous illusion.")[0] == {
        "parking": "endorse",
        "cycling": "reject",
    }


def test_what_is_quoted_and_then_rebutted_is_rejected() -> None:
    text = (
        "“Bike lanes are coming,” the mayor said. But this is nonsense. "
        "Bike lanes are a dangerous illusion. A bike lane would be a disaster."
    )
    table = judged(text)
    assert table["voice"].to_list()[0] == "other"
    assert [s.get("cycling") for s in stances(text)] == ["reject", None, "reject", "reject"]
    assert "rebutted" in table["evidence"][0][0]["operator"]


def test_the_same_quotation_takes_the_author_s_side() -> None:
    quoted = "“A bike lane is planned,” the council said. "
    against = "Bike lanes are a dangerous illusion. " * 6
    towards = "We must build bike lanes. " * 6
    supports = [judged(quoted + own)["evidence"][0][0]["support"] for own in (against, towards)]
    assert supports[0] < 0 < supports[1]


def test_the_operator_is_named() -> None:
    [[one]] = judged("Bike lanes are a dangerous illusion.")["evidence"].to_list()
    assert one["operator"] == "'dangerous' on 'Bike lanes'"


def test_several_findings_of_a_frame_share_one_stance() -> None:
    [found] = judged("A bike lane saves lives.")["evidence"].to_list()
    assert len(found) == 2
    assert len({(one["stance"], one["operator"], one["support"]) for one in found}) == 1


def test_every_finding_gets_stance_operator_and_support() -> None:
    table = judged(
        "A bike lane came. Shops sell parking spaces. It rains.",
        "“Is a bike lane an absurd idea?” he asked. No. Parking bays must stay; bike lanes won’t.",
    )
    found = table["evidence"].explode().drop_nulls().struct.unnest()
    assert found.height == 5
    assert found["stance"].cast(pl.String).is_in(STANCES).all()
    assert found["operator"].str.len_chars().min() > 0
    assert found["support"].is_between(-1, 1).all()


def test_rows_order_and_other_columns_stay() -> None:
    coded = code(voiced("It rains. A bike lane came.", "A bike lane must come."), instrument())
    table = add_stances(coded, instrument())
    assert table.drop("evidence", "pull").equals(coded.drop("evidence"))
    assert table["evidence"].list.len().equals(coded["evidence"].list.len())


def test_nothing_evoked_changes_nothing() -> None:
    coded = code(voiced("It rains."), instrument())
    table = add_stances(coded, instrument())
    assert table.drop("pull").equals(coded)
    assert table["pull"].to_list() == [0.0]
    assert add_stances(coded.clear(), instrument()).is_empty()


@pytest.mark.parametrize(
    ("text", "side"),
    [("We must build bike lanes.", 1), ("Bike lanes are a dangerous illusion.", -1)],
)
def test_wording_pulls_to_the_pole_it_is_for(text: str, side: int) -> None:
    [pull] = judged(text)["pull"]
    assert 0 < side * pull <= 1


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (NEGATION, "It isn’t so", True),
        (NEGATION, "It isn't so", True),
        (NEGATION, "It is hardly so", True),
        (NEGATION, "A notable canteen", False),
        (PROHIBITION, "They mustn’t", True),
        (CONCESSION, "True, he came", True),
        (CONCESSION, "Yes, he came", True),
        (CONCESSION, "To be sure, he came", True),
        (CONCESSION, "He truly came", False),
        (TURN, "But he came", True),
        (TURN, "“However”, he came", True),
        (TURN, "He came but left", False),
        (REBUTTAL, "This is nonsense.", True),
        (REBUTTAL, "This is a lane.", False),
        (APPROVAL, "As the mayor rightly says", True),
        (APPROVAL, "As the mayor came", False),
    ],
)
def test_operator(words: str, text: str, *, found: bool) -> None:
    assert pl.Series([text]).str.contains(pattern(words))[0] is found


@pytest.mark.parametrize("name", sorted(OPERATORS))
def test_operators_match_no_plain_sentence(name: str) -> None:
    plain = pl.Series(["The lane is three kilometres long.", "", "Trams run on Monday."])
    assert not plain.str.contains(pattern(OPERATORS[name])).any()
