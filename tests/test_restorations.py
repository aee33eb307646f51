"""A discard goes back into its article, in its place, and nothing else moves."""

import dirty_pages
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_articles import PROSE, TEXTS, raw

from framing import articles, restorations
from framing.articles import bodies
from framing.schema import ARTICLE, DISCARD

PAGE = "\n\n".join(
    [
        "By Ann Moe",
        PROSE,
        "Read more: the ferry",
        PROSE.replace("harbour", "valley"),
        "Subscribe to our newsletter",
        PROSE.replace("harbour", "bridge"),
        "Photograph: Tom Roe/Agency",
    ]
)


def cleaned(*texts: str) -> articles.Cleaned:
    return articles.cleaned(raw(*({"text": text, "title": "A harbour"} for text in texts)))


def back(done: articles.Cleaned, *texts: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    names = restorations.keys(done.discard)
    chosen = names.filter(done.discard["text"].is_in(list(texts)))
    return restorations.restore(done.article, done.discard, set(chosen))


@pytest.mark.parametrize(
    ("chosen", "place"),
    [
        ("By Ann Moe", 0),
        ("Read more: the ferry", 1),
        ("Subscribe to our newsletter", 2),
        ("Photograph: Tom Roe/Agency", 3),
    ],
)
def test_a_paragraph_goes_back_to_its_place(chosen: str, place: int):
    done = cleaned(PAGE)
    before = done.article["text"].item().split("\n\n")
    whole, left = back(done, chosen)
    after = whole["text"].item().split("\n\n")
    assert after == [*before[:place], chosen, *before[place:]]
    assert left.height == done.discard.height - 1
    assert chosen not in left["text"].to_list()
    assert whole["n_words"].item() == articles.n_words(whole["text"].item())


def test_all_go_back_and_only_into_their_article():
    done = cleaned(PAGE, PROSE.upper())
    whole, left = restorations.restore(
        done.article, done.discard, set(restorations.keys(done.discard))
    )
    assert whole["text"].to_list() == [PAGE, PROSE.upper()]
    assert left.is_empty()
    assert (whole.schema, left.schema) == (pl.Schema(ARTICLE), pl.Schema(DISCARD))
    assert whole["article_id"].equals(done.article["article_id"])


def test_a_dateline_goes_back_into_the_line():
    done = cleaned(f"By Ann Moe\n\nKYIV (AP) — {PROSE}\n\n{PROSE.upper()}")
    whole, _ = restorations.restore(
        done.article, done.discard, set(restorations.keys(done.discard))
    )
    assert whole["text"].item() == f"By Ann Moe\n\nKYIV (AP) — {PROSE}\n\n{PROSE.upper()}"
    whole, _ = back(done, "KYIV (AP) —")
    assert whole["text"].item() == f"KYIV (AP) — {PROSE}\n\n{PROSE.upper()}"


def test_unknown_keys_and_whole_rows_change_nothing():
    done = cleaned(PAGE, "Too short")
    row = restorations.keys(done.discard).filter(done.discard["part"] == "row").item()
    whole, left = restorations.restore(done.article, done.discard, {row, "0" * 16})
    assert whole.equals(done.article)
    assert left.equals(done.discard)


def test_keys_are_unique_and_the_same_again():
    done = cleaned(PAGE + "\n\nRead more: the ferry", PAGE.upper())
    names = restorations.keys(done.discard)
    assert names.is_unique().all()
    again = cleaned(PAGE + "\n\nRead more: the ferry", PAGE.upper())
    assert names.equals(restorations.keys(again.discard))


PASTED = [one for one in dirty_pages.pages("early", "tuning") if not one.is_html]


@pytest.mark.parametrize("pasted", PASTED, ids=lambda one: one.name)
def test_whatever_was_cut_of_a_page_can_go_back(pasted: dirty_pages.Page):
    page = pasted.source
    done = cleaned(page)
    whole, _ = restorations.restore(
        done.article, done.discard, set(restorations.keys(done.discard))
    )
    assert whole["text"].item().split() == page.split()
    if not {"where it was written", "when it is said"} & set(done.discard["reason"]):  # in a line
        assert whole["text"].item().split("\n\n") == bodies.paragraphs(page)


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_nothing_is_lost_on_the_way_back(text: str):
    done = articles.cleaned(raw({"text": text}))
    whole, _ = restorations.restore(
        done.article, done.discard, set(restorations.keys(done.discard))
    )
    if whole.height:
        assert whole["text"].item().split() == text.split()


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.data())
def test_what_is_restored_is_in_the_order_of_the_page(text: str, data: st.DataObject):
    done = articles.cleaned(raw({"text": text}))
    if done.article.is_empty():
        return
    names = restorations.keys(done.discard).to_list()
    chosen = data.draw(st.sets(st.sampled_from(names))) if names else set()
    whole, _ = restorations.restore(done.article, done.discard, chosen)
    words = iter(text.split())
    assert all(word in words for word in whole["text"].item().split())
