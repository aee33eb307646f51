"""Copies of one story are found, other articles are left alone, and one copy stands for all."""

import random
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.duplicates import mark

WORDS = [f"w{number}" for number in range(3000)]


def story(seed, n_paragraphs=10):
    rng = random.Random(seed)
    return [" ".join(rng.choices(WORDS, k=40)) for _ in range(n_paragraphs)]


def table(*texts, dates=None):
    texts = ["\n\n".join(text) if isinstance(text, list) else text for text in texts]
    return pl.DataFrame(
        {
            "article_id": [f"a{row}" for row in range(len(texts))],
            "published": dates or [date(2024, 1, 1)] * len(texts),
            "text": texts,
        },
        schema={"article_id": pl.String, "published": pl.Date, "text": pl.String},
    )


@pytest.mark.parametrize(
    ("change", "is_copy"),
    [
        pytest.param(lambda s: s, True, id="the same"),
        pytest.param(lambda s: s[:4], True, id="cut after four of ten paragraphs"),
        pytest.param(lambda s: [story(9, 1)[0], *s[1:]], True, id="a new first paragraph"),
        pytest.param(lambda s: [*s[:3], *story(9, 1), *s[3:]], True, id="a teaser inside"),
        pytest.param(lambda s: [p.upper() for p in s], True, id="capitals"),
        pytest.param(lambda s: [p.replace(" ", ",  ") for p in s], True, id="punctuation"),
        pytest.param(lambda s: [*story(9, 1), *s[1:6], *story(8, 1)], True, id="all of it"),
        pytest.param(lambda _: story(9), False, id="another story"),
        pytest.param(lambda s: [*s[:3], *story(9, 7)], False, id="the same speech quoted"),
        pytest.param(lambda s: s[:1], False, id="a tenth of it"),
        pytest.param(
            lambda s: [" ".join(sorted(p.split())) for p in s], False, id="the same words only"
        ),
    ],
)
def test_copies(change, is_copy):
    marked = mark(table(story(1), change(story(1))))
    assert (marked["cluster"].n_unique() == 1) is is_copy
    assert marked["is_canonical"].sum() == 2 - is_copy


def test_canonical_copy_is_earliest_then_longest_then_first():
    full, short = story(1), story(1)[:7]
    early, late = date(2024, 1, 1), date(2024, 1, 2)
    for texts, dates, expected in [
        ((full, short), (late, early), "a1"),
        ((short, full), (early, early), "a1"),
        ((full, full), (early, early), "a0"),
        ((full, short), (None, late), "a1"),
        ((short, full), (None, None), "a1"),
    ]:
        marked = mark(table(*texts, dates=list(dates)))
        assert marked["cluster"].to_list() == [expected] * 2
        assert marked.filter("is_canonical")["article_id"].to_list() == [expected]


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param([], id="none"),
        pytest.param([None, None, "", ""], id="no text"),
        pytest.param(["Breaking news follows."] * 3, id="fewer than 25 words"),
        pytest.param(["one two three"], id="one short"),
    ],
)
def test_too_little_text_is_never_a_copy(texts):
    marked = mark(table(*texts))
    assert marked["cluster"].to_list() == marked["article_id"].to_list()
    assert marked["is_canonical"].all()


def test_a_thousand_copies_are_one_story():
    marked = mark(table(*[story(1)] * 1000))
    assert marked["cluster"].unique().to_list() == ["a0"]
    assert marked["is_canonical"].sum() == 1


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(5, 10)), max_size=12))
def test_every_cluster_has_one_canonical_copy_and_rows_stay(pieces):
    articles = table(*[story(seed)[:n] for seed, n in pieces])
    marked = mark(articles)
    assert marked.select(articles.columns).equals(articles)
    per_cluster = marked.group_by("cluster").agg(pl.col("is_canonical").sum())
    assert (per_cluster["is_canonical"] == 1).all()
    stories = [seed for seed, _ in pieces]
    assert marked["cluster"].n_unique() == len(set(stories))
    shuffled = mark(articles.reverse()).reverse()
    same = [[a == b for b in marked["cluster"]] for a in marked["cluster"]]
    assert same == [[a == b for b in shuffled["cluster"]] for a in shuffled["cluster"]]
