"""A selection applies itself and says itself in words."""

from datetime import date

import polars as pl
import pytest

from framing.schema import GENRE
from framing.selection import Selection

ARTICLES = pl.DataFrame(
    {
        "article_id": ["1", "2", "3", "4"],
        "outlet": ["Kerb", "Kerb", "Lane", None],
        "authors": [["Ada", "Bo"], [], ["Bo"], None],
        "genre": ["news", "opinion", "opinion", "unknown"],
        "published": [date(2023, 1, 1), date(2023, 2, 1), None, date(2023, 3, 1)],
        "is_canonical": [True, False, True, True],
    },
    schema_overrides={"genre": GENRE, "authors": pl.List(pl.String)},
)


@pytest.mark.parametrize(
    ("selection", "ids", "words"),
    [
        (Selection(), "1234", "the whole corpus"),
        (Selection(outlets=("Kerb",)), "12", "Kerb"),
        (Selection(outlets=("Nowhere",)), "", "Nowhere"),
        (Selection(authors=("Bo",)), "13", "Bo"),
        (Selection(authors=("Ada", "Bo")), "13", "Ada, Bo"),
        (Selection(genres=("opinion",)), "23", "opinion"),
        (Selection(since=date(2023, 2, 1)), "24", "since 2023-02-01"),
        (Selection(until=date(2023, 2, 1)), "12", "until 2023-02-01"),
        (
            Selection(since=date(2023, 2, 1), until=date(2023, 2, 1)),
            "2",
            "2023-02-01 to 2023-02-01",
        ),
        (Selection(since=date(2024, 1, 1), until=date(2023, 1, 1)), "", "2024-01-01 to 2023-01-01"),
        (Selection(one_per_story=True), "134", "one copy per story"),
        (Selection(voice="author"), "1234", "authors' own voice"),
        (
            Selection(outlets=("Kerb",), genres=("news",), voice="other"),
            "1",
            "Kerb · news · quoted voices",
        ),
        (Selection(outlets=("A", "B", "C", "D")), "", "A, B and 2 more outlets"),
    ],
)
def test_selection(selection: Selection, ids: str, words: str) -> None:
    assert "".join(selection.articles(ARTICLES)["article_id"]) == ids
    assert selection.describe() == words


@pytest.mark.parametrize(("voice", "rows"), [(None, 3), ("author", 1), ("other", 1)])
def test_voice(voice: str | None, rows: int) -> None:
    sentences = pl.DataFrame({"voice": ["author", "other", None]})
    assert Selection(voice=voice).sentences(sentences).height == rows


def test_a_selection_can_key_a_cache() -> None:
    assert len({Selection(outlets=("A",)), Selection(outlets=("A",)), Selection()}) == 2


def test_an_empty_corpus() -> None:
    everything = Selection(
        ("A",), ("B",), ("news",), date(2023, 1, 1), date(2023, 2, 1), "other", True
    )
    assert everything.articles(ARTICLES.clear()).is_empty()
