"""TOML to a codebook: the phrase language, and every complaint at once with its place."""

import time

import polars as pl
import pytest
from streets import STREETS, codebook

from framing.codebook import MAX_PATTERNS, CodebookError, parse, phrase_pattern


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("bike lane", "A Bike Lane.", "Bike Lane"),
        ("bike lane", "a bike\nlane", "bike\nlane"),
        ("bike lane", "bike-lane", "bike-lane"),
        ("bike lane", "motorbike lane", None),
        ("bike lane", "bike lanes", None),
        ("bike-lane", "bikelane bike lane", "bikelane"),
        ("lane*", "lanes", "lanes"),
        ("lane*", "Lane", "Lane"),
        ("lane*", "planes", None),
        ("(bike|tram) lane", "the tram lane", "tram lane"),
        ("no (purely )?painted lane", "no painted lane", "no painted lane"),
        ("no (purely )?painted lane", "no purely painted lane", "no purely painted lane"),
        ("park _ car", "park car", "park car"),
        ("park _ car", "park his very big red car", "park his very big red car"),
        ("park _ car", "park his very, big red old car", None),  # five words between
        ("let them keep _", "let them keep parking there", "let them keep parking"),
        ("let them keep _", "let them keep.", None),  # nothing follows
        ("council's plan", "the council’s plan", "council’s plan"),
        ("council’s plan", "the council's plan", "council's plan"),
        ("what now?", "What now? Nothing.", "What now?"),
        ("c++", "in c++ here", "c++"),  # signs of the engine's own language are plain signs
        ("a.c", "abc", None),
    ],
)
def test_phrase(phrase: str, text: str, found: str | None) -> None:
    assert pl.Series([text]).str.extract(f"(?i){phrase_pattern(phrase)}", 0)[0] == found


def changed(*swaps: tuple[str, str]) -> str:
    text = STREETS
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize(
    ("swaps", "complaints"),
    [
        ([('kind = "claim"', 'kind = "assertion"')], ["frame 'parking', indicator 'trade', kind"]),
        ([('kind = "claim"', 'stance = "endorse"')], ["stance: unknown key"]),
        ([('id = "safer"', 'id = "space"')], ["indicator id 'space' is used 2 times"]),
        ([('id = "cycling"', 'id = "parking"')], ["frame id 'parking' is used 2 times"]),
        ([('patterns = ["(?:', 'patterns = ["(((')], ["can be run", "unclosed group"]),
        ([('["bike-lane*", "cycle track*"]', '["bike (lane"]')], ["not a regular expression"]),
        ([('["bike-lane*", "cycle track*"]', '[" * "]')], ["an empty phrase"]),
        ([('["bike-lane*", "cycle track*"]', '["(a|)"]')], ["would match everywhere"]),
        ([('["bike-lane*", "cycle track*"]', "[]")], ["at least one phrase or pattern"]),
        ([('"(?:saves?|saving) (?:children\'s )?lives"', "'\\b'")], ["would match everywhere"]),
        ([('"(?:saves?|saving) (?:children\'s )?lives"', "'x*'")], ["would match everywhere"]),
        ([('"(?:saves?|saving) (?:children\'s )?lives"', "'(?=x)y'")], ["look-around"]),
        (
            [('"(?:saves?|saving) (?:children\'s )?lives"', "'(?P<n>ab)', '(?P<n>cd)'")],
            ["indicator 'safer'", "not a regular expression"],
        ),
        ([('poles = ["parking", "cycling"]', 'poles = ["parking", "trams"]')], ["pole 'trams'"]),
        ([('poles = ["parking", "cycling"]', 'poles = ["parking", "parking"]')], ["two poles"]),
        ([('poles = ["parking", "cycling"]', "")], ["poles: field required"]),
        ([('colour = "#D55E00"', 'colour = "red"')], ["frame 'cycling', colour"]),
        ([('id = "cycling"', 'id = "mixed"')], ["'mixed' is reserved"]),
        ([('id = "safer"', 'id = "safer"\n  weight = -1')], ["indicator 'safer', weight"]),
        ([('id = "safer"', 'id = "safer"\n  weight = nan')], ["indicator 'safer', weight"]),
        ([('version = "1"', 'version = "1"\nversoin = "2"')], ["versoin: unknown key"]),
        ([('version = "1"', "version = ")], ["not valid TOML", "line 2"]),
    ],
)
def test_complaint(swaps: list[tuple[str, str]], complaints: list[str]) -> None:
    text = changed(*swaps)
    with pytest.raises(CodebookError) as caught:
        parse(text, "streets.toml")
    for complaint in complaints:
        assert complaint in str(caught.value)
    assert all(line.startswith("streets.toml") for line in str(caught.value).splitlines())


def test_every_complaint_at_once_with_its_line() -> None:
    text = changed(
        ('colour = "#0072B2"', 'colour = "blue"'),
        ('kind = "claim"', 'kind = "guess"'),
        ('id = "lane"', 'id = "space"'),
        ("(?:saves?", "(saves?"),
        ("lives", "lives)("),
    )
    with pytest.raises(CodebookError) as caught:
        parse(text, "streets.toml")
    lines = str(caught.value).splitlines()
    assert len(lines) == 4
    number = text.splitlines().index('  id = "trade"') + 1
    assert any(line.startswith(f"streets.toml:{number}: frame 'parking'") for line in lines)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "frame = 3",
        "frame = [1, 2]",
        "[frame]\nid = 1",
        "[[frame]]",
        "poles = 1",
        "x = " + "[" * 5000,
    ],
)
def test_nonsense_is_refused_in_words(text: str) -> None:
    with pytest.raises(CodebookError):
        parse(text)


def test_a_frame_without_indicators_is_refused() -> None:
    head = STREETS.split('  [[frame.indicator]]\n  id = "lane"')[0]
    with pytest.raises(CodebookError, match="frame 'cycling', indicator: field required"):
        parse(head)


def test_too_many_patterns_are_refused() -> None:
    many = ", ".join(f'"word{i}"' for i in range(MAX_PATTERNS + 1))
    with pytest.raises(CodebookError, match=f"at most {MAX_PATTERNS}"):
        parse(changed(('"bike-lane*", "cycle track*"', many)))


def test_the_fingerprint_changes_with_anything_and_with_nothing_else() -> None:
    book = codebook()
    assert book.fingerprint == codebook(STREETS + "\n# a comment\n").fingerprint
    assert len(book.fingerprint) == 12
    for old, new in [
        ("bike-lane*", "bike lane*"),
        ('version = "1"', 'version = "2"'),
        ("#D55E00", "#D55E01"),
    ]:
        assert codebook(changed((old, new))).fingerprint != book.fingerprint


def test_a_catastrophic_pattern_stays_linear() -> None:
    book = codebook(changed(('"(?:saves?|saving) (?:children\'s )?lives"', '"(a+)+$"')))
    pattern = book.frame("cycling").indicators[1].pattern
    started = time.perf_counter()
    assert not pl.Series(["a" * 200_000 + "!"]).str.contains(pattern)[0]
    assert time.perf_counter() - started < 2
