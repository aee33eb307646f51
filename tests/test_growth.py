"""Batches to one corpus: what is new, changed or repeated, and that no row is lost."""
# ruff: noqa: E501 - a specimen stays on its line

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_articles import PROSE, raw

from framing import articles, growth
from framing.schema import ARTICLE, ORIGIN

OTHER = "The council met again on Thursday and decided, after four hours, that it would meet again."
LATER = PROSE + " Later the mayor said that the ice had gone and that the pilots were ready."


def batch(name: str, *rows: dict[str, object]) -> growth.Batch:
    table = raw(*({"outlet": "The Courier", "source": f"{name}.csv", **row} for row in rows))
    done = articles.cleaned(table)
    return growth.Batch(
        name, growth.with_rows(done.article, table, done.discard), done.discard, done.origin
    )


def join(*batches: growth.Batch) -> growth.Grown:
    grown = growth.join(batches)
    assert grown.article.schema == pl.Schema(ARTICLE)
    assert grown.origin.schema == pl.Schema(ORIGIN)
    assert grown.article["article_id"].is_unique().all()
    rows = sum(one.article.height + one.discard.filter(part="row").height for one in batches)
    assert grown.article.height + grown.discard.filter(part="row").height == rows
    owners = grown.discard["article_id"].drop_nulls()
    assert owners.is_in(grown.article["article_id"].implode()).all()
    return grown


def test_one_batch_is_the_corpus():
    one = batch("one", {"text": PROSE}, {"text": OTHER}, {"text": "Short"})
    grown = join(one)
    assert grown.article.equals(one.article.drop("row"))
    assert grown.discard.drop("batch").equals(one.discard)
    assert grown.counts == {"one": {"new": 2, "changed": 0, "repeated": 0}}


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ({"text": PROSE}, {"text": PROSE.upper()}, "repeated"),
        ({"text": PROSE}, {"text": PROSE, "outlet": None}, "repeated"),
        ({"text": PROSE}, {"text": PROSE, "outlet": "Other"}, "new"),
        ({"text": PROSE}, {"text": OTHER}, "new"),
        ({"text": PROSE, "id": "1"}, {"text": LATER, "id": "1"}, "changed"),
        ({"text": PROSE, "id": "1"}, {"text": OTHER, "id": "1"}, "new"),
        ({"text": PROSE, "id": "1", "title": "Ice"}, {"text": OTHER, "id": "1", "title": "ICE"}, "changed"),
        ({"text": PROSE, "url": "https://x.example/a"}, {"text": OTHER, "url": "http://m.x.example/a?utm_id=1"}, "changed"),
        ({"text": PROSE, "url": "https://x.example/"}, {"text": OTHER, "url": "https://x.example"}, "new"),
        ({"text": PROSE}, {"text": PROSE, "authors": ["Ann Moe"]}, "changed"),
        ({"text": PROSE, "authors": ["Ann Moe"]}, {"text": PROSE}, "repeated"),
    ],
)  # fmt: skip
def test_new_changed_or_repeated(first, second, verdict):
    grown = join(batch("one", first), batch("two", second))
    assert grown.counts["two"] == {"new": 0, "changed": 0, "repeated": 0} | {verdict: 1}
    assert grown.article.height == (2 if verdict == "new" else 1)


def test_a_changed_article_keeps_its_id_and_the_old_text_is_set_aside():
    one = batch("one", {"text": f"{PROSE}\n\nRead more: the ferry", "url": "https://x.example/a"})
    two = batch("two", {"text": LATER, "url": "https://x.example/a", "id": "new-id"})
    grown = join(one, two)
    assert grown.article["article_id"].to_list() == one.article["article_id"].to_list()
    assert grown.article["text"].to_list() == [LATER]
    old = grown.discard.filter(part="row").row(0, named=True)
    assert (old["text"], old["reason"]) == (PROSE, "a newer version came in two.csv")
    cut = grown.discard.filter(pl.col("part") != "row")
    assert cut["article_id"].to_list() == [None]  # a part of a text that is no longer here
    assert set(grown.origin["article_id"]) == set(grown.article["article_id"])


def test_the_same_text_with_more_about_it_keeps_what_only_the_old_said():
    one = batch("one", {"text": PROSE, "date": "2022-03-04", "title": "Ice"})
    two = batch("two", {"text": PROSE, "authors": ["Ann Moe"], "title": "Ice at last"})
    row = join(one, two).article.row(0, named=True)
    assert (row["title"], row["authors"], str(row["published"])) == (
        "Ice at last", ["Ann Moe"], "2022-03-04",
    )  # fmt: skip


def test_ids_of_other_articles_are_not_taken_for_versions():
    one = batch("one", {"text": PROSE, "id": "1"}, {"text": LATER, "id": "2"})
    two = batch("two", {"text": OTHER, "id": "1"}, {"text": f"{OTHER} {OTHER} Again.", "id": "3"})
    assert join(one, two).article["article_id"].to_list() == ["1", "2", "1-2", "3"]


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "text": st.sampled_from(
                [PROSE, OTHER, LATER, "Short", f"{PROSE}\n\nRead more: the ferry"]
            )
        },
        optional={
            "id": st.sampled_from(["1", "2"]),
            "url": st.sampled_from(["https://x.example/a", "https://x.example/b"]),
            "outlet": st.sampled_from(["The Courier", "Other", None]),
            "authors": st.sampled_from([[], ["Ann Moe"]]),
        },
    ),
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=4))
def test_no_row_is_lost_and_joining_again_gives_the_same(batches: list[list[dict[str, object]]]):
    made = [batch(f"b{n}", *rows) for n, rows in enumerate(batches) if rows]
    if not made:
        return
    grown = join(*made)
    again = growth.join(made)
    assert grown.article.equals(again.article)
    assert grown.discard.equals(again.discard)
    twice = growth.join([*made, *(one._replace(name=f"{one.name}'") for one in made)])
    assert twice.article.height <= grown.article.height + sum(one.article.height for one in made)
