"""Language: what stands behind every number about words is exactly as much as the number says."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from framing import keyness, language, quoted, store, views
from framing.codebook import Instrument
from framing.estimates.contrasts import REST
from framing.findings.words import (
    of_groups,
    of_key_terms,
    of_keywords,
    of_speakers,
    of_word_shift,
)
from framing.measures import VOICE_GROUPS
from framing.schema import GROUP_KEYWORD, KEYNESS, QUOTED, SENTENCE, WORD_SHIFT
from framing.selection import Selection
from framing.tone import add_tone
from framing.wordshift import shortened, word_shift

SELECTIONS = [
    Selection(),
    Selection(genres=("news", "opinion")),
    Selection(voice="author"),
    Selection(voice="other", outlets=("Open Commons", "Meridian Post", "Statecraft Monthly")),
    Selection(one_per_story=True),
]
LABELS = {"off_ramp": "Off-ramp", "victory": "Victory"}


@pytest.fixture(scope="module")
def tables(sample_run: Path) -> dict[str, pl.DataFrame]:
    run = store.open_run(sample_run)
    return {name: run.table(name) for name in store.RUN_TABLES}


@pytest.fixture(scope="module")
def found(tables: dict[str, pl.DataFrame]) -> keyness.Index:
    return keyness.index(tables["term"])


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    return store.instrument()


@pytest.mark.parametrize("by", ["outlet", "author", "genre", "voice"])
@pytest.mark.parametrize("selection", SELECTIONS, ids=Selection.describe)
def test_a_term_stands_in_as_many_places_as_its_counts_say(
    by: str, selection: Selection, tables: dict[str, pl.DataFrame], found: keyness.Index
) -> None:
    table = language.key_terms(found, tables, selection, by)
    assert table.schema == pl.DataFrame(schema=KEYNESS).schema
    if by == "voice":
        assert table.is_empty() == bool(selection.voice)
        assert set(table["group"]) <= set(VOICE_GROUPS.values())
    for row in table.sample(min(8, table.height), seed=1).iter_rows(named=True):
        for rest, count, n in (
            (False, "count", "n_articles"),
            (True, "count_rest", "n_articles_rest"),
        ):
            places = language.term_places(
                found,
                tables,
                selection,
                by=by,
                group=row["group"],
                term=row["term"],
                rest=rest,
            )
            assert places.height == row[count]
            assert places["article_id"].n_unique() == row[n]
            assert (places["part"] == "body").all()
            if selection.voice:
                assert set(places["voice"]) <= {selection.voice}


def test_a_group_s_own_name_is_no_key_term(
    tables: dict[str, pl.DataFrame], found: keyness.Index
) -> None:
    telling = keyness.keyness(found, tables["article"], by="outlet").filter(pl.col("z") > 0)
    group, term = telling.select("group", "term").row(0)
    name = f"The {term.title()}"  # as if the outlet were called by its own key term
    outlet = pl.col("outlet").replace({group: name})
    renamed = tables | {"article": tables["article"].with_columns(outlet)}
    with_name = keyness.keyness(found, renamed["article"], by="outlet")
    assert with_name.filter(group=name, term=term).height
    table = language.key_terms(found, renamed, Selection(), "outlet")
    assert table.filter(group=name, term=term).is_empty()
    assert table.filter(group=name).height


@pytest.mark.parametrize("by", ["outlet", "author", "genre"])
def test_a_keyword_s_articles_are_as_many_as_it_says(
    by: str, tables: dict[str, pl.DataFrame]
) -> None:
    selection = Selection(genres=("opinion", "analysis"))
    table = language.group_keywords(tables, selection, by)
    assert table.schema == pl.DataFrame(schema=GROUP_KEYWORD).schema
    assert (table["n_articles"] <= table["of"]).all()
    for row in table.sample(12, seed=0).iter_rows(named=True):
        articles = language.keyword_articles(
            tables, selection, by=by, group=row["group"], term=row["term"]
        )
        assert articles.height == row["n_articles"]
        assert articles["rank"].mean() == pytest.approx(row["rank"])


@pytest.mark.parametrize("by", ["outlet", "author", "genre", "corpus"])
@pytest.mark.parametrize("selection", SELECTIONS, ids=Selection.describe)
def test_a_speaker_s_sentences_are_as_many_as_it_says(
    by: str,
    selection: Selection,
    tables: dict[str, pl.DataFrame],
    instrument: Instrument,
) -> None:
    table = quoted.speakers(tables, selection, instrument, by)
    assert table.schema == pl.DataFrame(schema=QUOTED).schema
    assert table.is_empty() == (selection.voice == "author")
    stances = table.select(pl.sum_horizontal("n_endorse", "n_reject", "n_neutral")).to_series()
    assert (stances == table["n_sentences"]).all()
    for row in table.sample(min(8, table.height), seed=2).iter_rows(named=True):
        group = None if by == "corpus" else row["group"]
        rows = quoted.sentences(
            tables,
            selection,
            instrument,
            by=by,
            group=group,
            speaker=row["speaker"],
            frame=row["frame"],
        )
        assert rows.height == row["n_sentences"]
        assert rows["article_id"].n_unique() == row["n_articles"]
        assert rows.filter(stance="reject").height == row["n_reject"]


@pytest.mark.parametrize(
    ("named", "called"),
    [
        ("Miriam Castellane last month", "Miriam Castellane"),
        ("the upper house on Monday", "the upper house"),
        ("In Balakliia a schoolteacher", "a schoolteacher"),
        ("the foreign-affairs commentator Dale Aubrecht", "Dale Aubrecht"),
        ("plant manager Gus Thorsgaard", "Gus Thorsgaard"),
        (
            "Senator-turned-lecturer Curtis Mandeville in a widely",
            "Senator-turned-lecturer Curtis Mandeville",
        ),
        ("a spokeswoman for the White House", "a spokeswoman for the White House"),
        ("officials in the Defence Ministry", "officials in the Defence Ministry"),
        ("the United Nations", "the United Nations"),
        ("Baroness Ulrike von Tettenborn", "Baroness Ulrike von Tettenborn"),
        ("the Kremlin,", "the Kremlin"),
    ],
)
def test_a_speaker_s_name_is_trimmed(named: str, called: str) -> None:
    assert pl.select(quoted.trimmed(pl.lit(named))).item() == called


def test_all_that_is_quoted_has_a_speaker_s_row(
    tables: dict[str, pl.DataFrame], instrument: Instrument
) -> None:
    frames = tables["article_frame"]
    table = quoted.speakers(tables, Selection(), instrument, "outlet")
    for frame in ("off_ramp", "victory"):
        n = frames.filter(frame=frame)["n_evoking_other"].sum()
        assert table.filter(frame=frame)["n_sentences"].sum() == n
    best = quoted.most_quoted(table.filter(group="Open Commons"), 3)
    assert best["speaker"].n_unique() == 3
    assert quoted.NOT_NAMED not in best["speaker"]


@pytest.mark.parametrize("by", ["outlet", "author", "genre", "voice"])
@pytest.mark.parametrize("selection", SELECTIONS, ids=Selection.describe)
def test_a_word_shift_adds_up_to_the_difference_in_tone(
    by: str,
    selection: Selection,
    tables: dict[str, pl.DataFrame],
    instrument: Instrument,
) -> None:
    groups = views.groups(views.select(tables, selection, instrument), by)
    if len(groups) < 2:
        return
    pairs = [tuple(groups[:2])] if by == "voice" else [tuple(groups[:2]), (groups[-1], REST)]
    for group, against in pairs:
        which = {"by": by, "group": group, "against": against}
        shift = language.tone_words(tables, selection, instrument, **which)
        assert shift.schema == pl.DataFrame(schema=WORD_SHIFT).schema
        (gap,) = views.head_to_head(tables, selection, instrument, by, (group, against), ("tone",))[
            "difference"
        ]
        assert shift["shift"].sum() == pytest.approx(gap, abs=1e-9)
        assert shortened(shift, 10)["shift"].sum() == pytest.approx(gap, abs=1e-9)
        parts = shift["by_use"] + shift["by_context"]
        assert (parts - shift["shift"]).abs().max() < 1e-12
        sides = language.sides(tables, selection, instrument, **which)
        tones = [language.tone(side) for side in sides]
        assert tones[0] - tones[1] == pytest.approx(gap, abs=1e-9)
        for row in shift.sample(min(6, shift.height), seed=3).iter_rows(named=True):
            mine, theirs = (language.word_sentences(side, tables, row["word"]) for side in sides)
            assert (mine.height, theirs.height) == (row["n_sentences"], row["n_sentences_other"])
            assert mine["article_id"].n_unique() == row["n_articles"]


def spoken(*articles: list[str]) -> pl.DataFrame:
    """Body sentences with tone, article by article."""
    rows = [
        dict.fromkeys(SENTENCE)
        | {"article_id": f"a{number}", "sentence": place, "part": "body", "text": text}
        for number, lines in enumerate(articles)
        for place, text in enumerate(lines)
    ]
    table = pl.DataFrame(rows, schema=SENTENCE, orient="row")
    return add_tone(table.drop("tone", "tone_words"))


def test_a_word_shift_by_hand() -> None:
    """One side says "war" in one of two sentences, the other in each of its two; VADER: -0.5994.

    Uses 1/2 and 1, push -0.5994: the difference is -0.5994 / 2 less -0.5994, all of it by use.
    """
    side, other = spoken(["The war.", "The house."]), spoken(["The war.", "A war."])
    (row,) = word_shift(side, other).to_dicts()
    assert row["word"] == "war"
    assert row["shift"] == pytest.approx(0.2997)
    assert row["by_use"] == pytest.approx(0.2997)
    assert row["by_context"] == pytest.approx(0)
    assert (row["n_sentences"], row["n_sentences_other"]) == (1, 2)


def test_a_negated_word_shifts_by_its_context() -> None:
    (row,) = word_shift(spoken(["It is good."]), spoken(["It is not good."])).to_dicts()
    assert row["by_use"] == pytest.approx(0)
    assert row["by_context"] == row["shift"] > 0


TEXTS = st.lists(
    st.sampled_from(["a good war", "not good", "The house", "No!", "very bad, but great", ""]),
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, max_size=4), st.lists(TEXTS, max_size=4))
def test_any_two_sides_add_up(one: list[list[str]], two: list[list[str]]) -> None:
    side, other = spoken(*one), spoken(*two)
    shift = word_shift(side, other)
    tones = [language.tone(s) or 0.0 for s in (side, other)]
    assert shift["shift"].sum() == pytest.approx(tones[0] - tones[1], abs=1e-9)
    mirrored = word_shift(other, side)
    assert mirrored["shift"].sum() == pytest.approx(-shift["shift"].sum(), abs=1e-9)


def test_what_is_said_of_words() -> None:
    row = dict.fromkeys(KEYNESS) | {"group": "A", "z": 5.0, "n_compared": 9000}
    terms = [
        row | {"term": t, "q": q, "n_articles": n}
        for t, q, n in (("peace", 0.01, 5), ("talks", 0.02, 1200), ("war", 0.3, 9))
    ]
    table = pl.DataFrame(terms, schema=KEYNESS)
    assert (
        of_key_terms(table, "A")
        == "A says “peace” and “talks” more than the rest (in 5 and 1,200 articles)."
    )
    doubtful = of_key_terms(table[2:], "A")
    assert "“war” comes nearest (in 9 articles)" in doubtful
    assert "among 9,000 comparisons 30 would be chance (q = 0.30)" in doubtful
    assert of_key_terms(table, "B") == "No term sets B apart from the rest."
    assert of_groups(table) == "2 terms set 1 group apart."
    assert of_groups(table[2:]) == "No term sets any group apart beyond chance."
    keywords = pl.DataFrame(
        [{"group": "A", "term": "war", "n_articles": 3, "of": 7}],
        schema_overrides=GROUP_KEYWORD,
    )
    assert of_keywords(keywords, "A") == "“war” is a keyword of 3 of 7 articles of A."
    assert of_keywords(keywords, "B") == "B has no keywords."
    said = pl.DataFrame(
        [
            {"speaker": "Ann", "frame": "victory", "n_sentences": 1, "n_articles": 1},
            {"speaker": "Ann", "frame": "off_ramp", "n_sentences": 4, "n_articles": 2},
        ]
    )
    assert of_speakers(said, LABELS) == (
        "Ann is quoted most: 1 sentence for Victory in 1 article and 4 sentences for Off-ramp in "
        "2 articles."
    )
    assert "Nobody" in of_speakers(said.clear(), LABELS)


def test_what_is_said_of_a_word_shift() -> None:
    shift = word_shift(spoken(["The war.", "The house."]), spoken(["The war.", "A war."]))
    contrast = {"group": "A", "against": "B", "difference": 0.3, "low": 0.1, "high": 0.5}
    contrast |= {"measure": "tone", "level": 0.95}
    assert of_word_shift(shift, contrast, (-0.3, -0.6)) == (
        "A sounds 0.30 brighter than B (-0.30 against -0.60). The largest part of it is “war”, "
        "used less (+0.300)."
    )
    unsure = of_word_shift(shift, contrast | {"low": -0.1}, (-0.3, -0.6))
    assert "no clear difference; 95\N{NO-BREAK SPACE}% interval -0.10 to +0.50" in unsure
    assert "nothing to read" in of_word_shift(shift, None, (None, None))
    assert "nothing to read" in of_word_shift(shift, contrast | {"difference": None}, (None, -0.1))


def test_shortened_keeps_what_is_short() -> None:
    shift = word_shift(spoken(["war"]), spoken(["peace"]))
    assert_frame_equal(shortened(shift, 5), shift)
