"""Articles to every table: the same in any batching, and nothing where nothing can be said."""

import json
import time
from functools import cache
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from streets import articles, instrument

from framing import store
from framing.articles import clean
from framing.codebook import Instrument
from framing.duplicates import mark
from framing.ingest import read as ingested
from framing.pipeline import Scored, misread_examples, score
from framing.schema import TABLES, SchemaError

SAMPLE = Path(__file__).parent.parent / "data" / "sample" / "articles.jsonl"
N = 8  # articles of the sample, spread over it


@cache
def trained() -> Instrument:
    return store.instrument()


@cache
def sample() -> pl.DataFrame:
    raw, _ = ingested([str(SAMPLE)])
    kept, _ = clean(raw)
    return mark(kept).gather_every(kept.height // N).head(N)


@cache
def whole() -> Scored:
    return score(sample(), trained())


@settings(max_examples=3, deadline=None)
@given(st.sets(st.integers(1, N - 1)))
@example({N // 2})
@example(set(range(1, N)))  # one by one
def test_score_is_the_same_in_any_batching(cuts: set[int]) -> None:
    edges = [0, *sorted(cuts), N]
    parts = [
        score(sample().slice(start, end - start), trained()).tables()
        for start, end in pairwise(edges)
    ]
    for name, table in whole().tables().items():
        # Polars divides a column of one row by another rule: 1e-16.
        assert_frame_equal(pl.concat([part[name] for part in parts]), table, rel_tol=1e-12)


def test_a_step_keeps_order_and_columns() -> None:
    scored = whole()
    ids = sample()["article_id"]
    assert scored.article.equals(sample())
    assert scored.sentence["article_id"].unique(maintain_order=True).equals(ids)
    assert scored.article_score["article_id"].equals(ids)
    for name, table in scored.tables().items():
        assert table.schema == TABLES[name]


def test_the_sentences_behind_a_count_are_as_many_as_it_says() -> None:
    body = (
        whole().sentence.filter(pl.col("part") == "body").explode("evidence").drop_nulls("evidence")
    )
    counted = (
        body.with_columns(frame=pl.col("evidence").struct.field("frame"))
        .unique(["article_id", "sentence", "frame"])
        .group_by("article_id", "frame")
        .agg(counted=pl.len())
    )
    table = whole().article_frame.join(counted, on=["article_id", "frame"], how="left")
    assert table.filter(pl.col("n_evoking") != pl.col("counted").fill_null(0)).is_empty()
    assert table["n_evoking"].sum() > 0


def test_the_order_of_articles_does_not_matter() -> None:
    turned = score(sample().reverse(), trained())
    assert_frame_equal(
        turned.article_score.sort("article_id"),
        whole().article_score.sort("article_id"),
        rel_tol=1e-12,
    )


ENGLISH = "The city needs bike lanes. “A bike lane saves lives,” said the mayor. It is wonderful."


@pytest.mark.parametrize(("language", "scored"), [("en", True), (None, True), ("de", False)])
def test_another_language_gets_sentences_but_no_tone_and_no_frames(
    language: str | None, *, scored: bool
) -> None:
    result = score(articles(ENGLISH, title="Bike lanes", language=language), instrument())
    assert result.sentence.height == 4
    assert (result.sentence["tone"].null_count() == 0) is scored
    assert (result.sentence["evidence"].list.len().sum() > 0) is scored
    assert (result.article_frame["n_evoking"].sum() > 0) is scored
    [row] = result.article_score.to_dicts()
    assert (row["tone"] is not None, row["position"] != "none") == (scored, scored)
    assert result.keyword.is_empty() is not scored


def test_a_foreign_article_does_not_blank_its_neighbours() -> None:
    both = pl.concat([articles(ENGLISH), articles("", ENGLISH, language="de").tail(1)])
    result = score(both, instrument())
    assert result.article_score["position"].to_list()[1] == "none"
    assert result.article_score.head(1).equals(score(articles(ENGLISH), instrument()).article_score)


@pytest.mark.parametrize("text", [None, "", " \n ", "…"])
def test_an_article_without_sentences_remains(text: str | None) -> None:
    result = score(articles(ENGLISH, text, ENGLISH), instrument())
    assert result.article["article_id"].to_list() == ["a1", "a2", "a3"]
    ids = result.sentence["article_id"].unique(maintain_order=True).to_list()
    assert ids == (["a1", "a2", "a3"] if text == "…" else ["a1", "a3"])
    alone = score(articles(text), instrument())
    assert alone.article.height == 1
    assert alone.keyword.is_empty()


def test_no_articles() -> None:
    result = score(articles(), trained())
    for name, table in result.tables().items():
        assert table.is_empty()
        assert table.schema == TABLES[name]


def test_a_table_that_is_none() -> None:
    with pytest.raises(SchemaError, match="'title' is missing"):
        score(articles(ENGLISH).drop("title"), instrument())


HOSTILE = {
    "a 5,000-word sentence": "the lane " * 2_500 + "is open",
    "a quotation mark never closed": "“The lane is open. " + "It rains. " * 300,
    "all caps": "THE CITY NEEDS A BIKE LANE. “NO,” SAID THE MAYOR. " * 50,
    "no punctuation": "the city needs a bike lane and the mayor says no\n" * 100,
    "signs only": "?!… — “” ()[] " * 300,
    "markup": "<script>alert(1)</script> ![x](http://y.invalid) $x$ :red[x] bike lane. " * 30,
    "emoji and zero width": "🙂 bike lane\u200b \u202ebike lane\u202c. " * 100,
    "line separators": "A bike lane.\u2028A bike lane.\x85A bike lane.\x0cEnd. " * 30,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text(name: str) -> None:
    started = time.perf_counter()
    result = score(articles(HOSTILE[name], title=HOSTILE[name][:300]), trained())
    assert time.perf_counter() - started < 5
    assert result.article_score.height == 1
    assert result.sentence["voice"].null_count() == 0
    for row in result.sentence.explode("evidence").drop_nulls("evidence").to_dicts():
        assert row["start"] <= row["evidence"]["start"] <= row["evidence"]["end"] <= row["end"]


def test_one_missing_quotation_mark_does_not_turn_the_rest_into_a_quotation() -> None:
    text = "“The lane is open, said the mayor.\n\n" + "The council built the lane in May.\n\n" * 20
    voices = score(articles(text), instrument()).sentence["voice"].to_list()
    assert voices[2:] == ["author"] * len(voices[2:])


def test_misread_examples_are_named() -> None:
    book = instrument()
    assert misread_examples(book) == []
    wrong = book.codebook.frames[1].model_copy(
        update={"examples": ("It rains.",), "counterexamples": ("A bike lane.",)}
    )
    changed = book.codebook.model_copy(update={"frames": (book.codebook.frames[0], wrong)})
    complaints = misread_examples(Instrument(changed))
    assert len(complaints) == 2
    assert "the example 'It rains.' does not evoke it" in complaints[0]
    assert "the counterexample 'A bike lane.' evokes it" in complaints[1]


@pytest.mark.parametrize(
    ("text", "position"),
    [
        (
            (
                "Ukraine must win this war. Appeasement only invites the next invasion. We must "
                "send the tanks that Kyiv needs to win. Nuclear blackmail must not pay. Russia "
                "must be defeated."
            ),
            "victory",
        ),
        (
            (
                "This war cannot be won. We should press Kyiv and Moscow to open talks now. A "
                "negotiated settlement is the only way to stop the killing. Offer Putin a way out "
                "before the war ends in nuclear escalation. A compromise is necessary."
            ),
            "off_ramp",
        ),
    ],
)
def test_the_built_in_instrument_reads_what_nobody_could_misread(text: str, position: str) -> None:
    [row] = score(articles(text), trained()).article_score.to_dicts()
    assert row["position"] == position
    assert (row["lean"] > 0) is (position == trained().codebook.poles[1])


def test_the_sample_is_read_whole() -> None:
    lines = [line for line in SAMPLE.read_text(encoding="utf-8").split("\n") if line]
    raw, unread = ingested([str(SAMPLE)])
    assert raw.height == len([json.loads(line) for line in lines])
    assert unread.is_empty()


def test_articles_about_something_else_evoke_nothing() -> None:
    text = (
        "The new off-ramp at junction nine opened on Tuesday. Drivers who leave the motorway reach "
        "the park in four minutes. Negotiations with the landowner had lasted three years, and a "
        "compromise was reached only in spring. The mayor called it a victory for the town. "
        "The captain of the side said that it would not surrender the title. Two trees were lost."
    )
    scored = score(articles(text), trained())
    assert scored.sentence["evidence"].list.len().sum() == 0
    assert scored.article_score["position"].to_list() == ["none"]
