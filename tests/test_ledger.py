"""Taking an indicator out gives what coding without it gives, and the ledger counts that."""

from dataclasses import replace

import polars as pl
import pytest

from framing import store
from framing.agreement.gold import aligned, reference
from framing.frames import MODEL, code
from framing.frames.ablation import without
from framing.frames.lexicon import add_logits
from framing.ledger import ledger, with_precision
from framing.pipeline import read
from framing.schema import LEDGER, SENTENCE, conform

BUILT_IN = store.instrument()


@pytest.fixture(scope="module")
def coded():
    """Reference pieces of the tune part, as the machine reads them."""
    articles, gold = reference(store.gold([store.GOLD / "tune.jsonl"]))
    return articles, gold, read(articles.drop("gold_position", "gold_salience"), BUILT_IN)


def without_in_codebook(indicator):
    """The built-in instrument as it were if its codebook lacked an indicator."""
    book = BUILT_IN.codebook
    frames = [
        f.model_copy(update={"indicators": tuple(i for i in f.indicators if i.id != indicator)})
        for f in book.frames
    ]
    return replace(BUILT_IN, codebook=book.model_copy(update={"frames": tuple(frames)}))


def evoked(sentences):
    """Which frames are evoked where, and how surely."""
    return (
        sentences.select("article_id", "sentence", "evidence")
        .explode("evidence", empty_as_null=False)
        .unnest("evidence")
        .group_by("article_id", "sentence", "frame")
        .agg(pl.col("weight").max().round(6))
        .sort("article_id", "sentence", "frame")
    )


def frequent(coded, n):
    articles, _, sentences = coded
    fired = ledger(sentences, articles, BUILT_IN).filter(pl.col("indicator") != MODEL)
    return fired["indicator"].head(n).to_list()


def test_removal_gives_what_coding_without_the_indicator_gives(coded):
    articles, _, sentences = coded
    bare = add_logits(sentences.drop("evidence"), BUILT_IN.lexicon)
    before = evoked(sentences)
    changed = 0
    for indicator in frequent(coded, 5):
        again = evoked(code(bare, without_in_codebook(indicator)))
        removed = without(sentences, indicator, BUILT_IN)
        assert evoked(removed).equals(again), indicator
        assert conform(removed, SENTENCE).drop("evidence").equals(sentences.drop("evidence"))
        lost = before.height - again.height
        row = ledger(sentences, articles, BUILT_IN).filter(indicator=indicator).row(0, named=True)
        headline = sentences.filter(part="headline")
        fewer = evoked(headline).height - evoked(without(headline, indicator, BUILT_IN)).height
        assert row["n_lost"] == lost - fewer
        changed += not again.equals(before)
    assert changed == 5


def test_without_the_model_stands_what_the_codebooks_rule_finds(coded):
    _, _, sentences = coded
    left = evoked(without(sentences, MODEL, BUILT_IN))
    plain = evoked(code(sentences.drop("evidence"), replace(BUILT_IN, lexicon=None)))
    assert left.join(plain, on=["article_id", "sentence", "frame"], how="anti").is_empty()
    assert 0 < left.height < evoked(sentences).height


def test_an_unknown_indicator_changes_nothing(coded):
    _, _, sentences = coded
    assert without(sentences, "no such", BUILT_IN).equals(sentences)


def test_another_coders_findings_stand_or_fall_alone(coded):
    _, _, sentences = coded
    one = sentences.filter(pl.col("evidence").list.len() == 1).head(1)
    foreign = pl.element().struct.with_fields(indicator=pl.lit("embedding"))
    one = one.with_columns(pl.col("evidence").list.eval(foreign))
    assert without(one, "embedding", BUILT_IN)["evidence"].to_list() == [[]]


def test_the_ledger_counts_each_finding_once_and_its_precision_on_coded_sentences(coded):
    articles, gold, sentences = coded
    book = ledger(sentences, articles, BUILT_IN)
    body = sentences.filter(part="body")["evidence"].list.len().sum()
    assert book["n_sentences"].sum() == body
    assert book["n_lost"].le(book["n_sentences"]).all()
    measured = with_precision(book, aligned(gold, sentences))
    assert measured.schema == pl.Schema(LEDGER)
    told = measured.drop_nulls("precision")
    assert told["precision"].is_between(0, 1).all()
    right = (told["precision"] * told["n_coded"]).sum()
    assert 0 < right < told["n_coded"].sum()
    assert told["n_coded"].sum() == pytest.approx(body, rel=0.1)  # split a little differently
