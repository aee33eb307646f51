"""A concordance shows every place of what is looked for, in its surroundings, and no other."""

import re
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.concordance import (
    AROUND,
    LONGEST,
    PatternError,
    Query,
    arranged,
    places_of_term,
    search,
)
from framing.schema import ARTICLE, CONCORDANCE, SENTENCE
from framing.terms import count_terms


def corpus(*texts: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Sentences and articles; the first sentence of each article is its headline."""
    articles, sentences = [], []
    for number, lines in enumerate(texts):
        row = dict.fromkeys(ARTICLE) | {"article_id": f"a{number}", "outlet": "A", "language": "en"}
        articles.append(
            row | {"authors": ["Ann"], "published": date(2024, 1, 1) + timedelta(days=number)}
        )
        for place, text in enumerate(lines):
            said = {"article_id": f"a{number}", "sentence": place, "text": text}
            said |= {"voice": "author", "part": "headline" if place == 0 else "body"}
            sentences.append(dict.fromkeys(SENTENCE) | said)
    return (
        pl.DataFrame(sentences, schema=SENTENCE, orient="row"),
        pl.DataFrame(articles, schema=ARTICLE, orient="row"),
    )


def hits(text: str, query: Query) -> list[str]:
    return search(*corpus([text]), query).lines["hit"].to_list()


@pytest.mark.parametrize(
    ("wanted", "text", "found"),
    [
        ("war", "War, a war; warfare and post-war", ["War", "war", "war"]),
        ("cease fire", "to cease  fire", ["cease  fire"]),
        ("don't", "I don’t and don't", ["don’t", "don't"]),
        ("U.S.", "the U.S. and the Uxsy", ["U.S."]),
        ("перемога", "Перемога!", ["Перемога"]),
        ("(", "a ( b", ["("]),
        ("$1 \\1", "costs $1 \\1 now", ["$1 \\1"]),
        ("peace", "", []),
    ],
)
def test_words_are_found_as_they_are_written(wanted: str, text: str, found: list[str]) -> None:
    assert hits(text, Query(wanted)) == found


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"negotiat\w+", "Negotiating a negotiated end", ["Negotiating", "negotiated"]),
        (r"peace|talks", "peace talks", ["peace", "talks"]),
        (r"a+", "banana aab", ["a", "a", "a", "aa"]),
        (r"(\w)x(\d)", "axb ax1", ["ax1"]),
        (r"\p{Lu}\w+", "the Kremlin", ["Kremlin"]),
        (r"(a|aa)+$", "a" * 3000 + "b", []),  # other engines never come back from this
    ],
)
def test_patterns_are_rust_s(pattern: str, text: str, found: list[str]) -> None:
    query = Query(pattern, is_pattern=True, whole_words=False, match_case="Lu" in pattern)
    assert hits(text, query) == found


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("", "Nothing to look for"),
        ("  ", "Nothing to look for"),
        ("(war", "unclosed group"),
        ("[a", "unclosed character class"),
        ("*", "repetition operator missing expression"),
        (r"\p{Nonsense}", "property not found"),
        ("(?=war)", "look-around"),
        (r"(\w)\1", "backreferences are not supported"),
        (r"\w{1,500}{1,500}", "fewer repetitions"),
        ("a*", "write + in place"),
        (r"\b", "without any letter"),
        ("^|x", "write + in place"),
        ("x" * (LONGEST + 1), "Longer than"),
    ],
)
def test_a_bad_pattern_says_what_is_wrong(pattern: str, reason: str) -> None:
    with pytest.raises(PatternError, match=re.escape(reason)) as caught:
        hits("war and peace", Query(pattern, is_pattern=True, whole_words=False))
    assert "\n" not in str(caught.value)


def test_a_line_says_where_it_stands() -> None:
    sentences, articles = corpus(["Peace at last?", "So they say.", "There is no peace, none."])
    lines = search(sentences, articles, Query("peace")).lines
    assert lines.schema == pl.DataFrame(schema=CONCORDANCE).schema
    first, second = lines.to_dicts()
    assert (first["left"], first["hit"], first["right"], first["part"]) == (
        *("", "Peace", " at last?"),
        "headline",
    )
    assert second["left"] == "So they say. There is no "
    assert (second["sentence"], second["right"], second["outlet"]) == (2, ", none.", "A")
    text = sentences["text"][2]
    assert text[second["start"] : second["end"]] == "peace"


def test_surroundings_are_cut_between_words() -> None:
    sentences, articles = corpus([f"{'word ' * 40}peace {'word ' * 40}"])
    (line,) = search(sentences, articles, Query("peace")).lines.to_dicts()
    for side in (line["left"], line["right"]):
        assert set(side.split()) == {"word"}
        assert AROUND - 6 < len(side) <= AROUND


@pytest.mark.parametrize(
    ("sort", "order"),
    [("newest", ["c", "b", "a"]), ("right", ["b", "c", "a"]), ("left", ["c", "a", "b"])],
)
def test_lines_are_arranged(sort: str, order: list[str]) -> None:
    """By the words after the hit, or by those before it, the nearest first."""
    corpus_ = corpus(["a beta peace zulu"], ["b zeta peace alpha"], ["c delta alpha peace mike"])
    lines = arranged(search(*corpus_, Query("peace")).lines, sort)
    assert [left.split()[0] for left in lines["left"]] == order


def test_a_search_stops_when_time_is_over_and_says_how_far_it_came() -> None:
    sentences, articles = corpus(*[["war"]] * 2000)
    looks = iter([False, True])
    found = search(sentences, articles, Query("war"), is_over=lambda: next(looks))
    assert found.stopped == "time"
    assert found.n_searched == found.lines.height == 256 + 512
    assert found.n_sentences == 2000


def test_a_search_keeps_no_more_than_can_be_read() -> None:
    sentences, articles = corpus(*[["war war"]] * 300)
    found = search(sentences, articles, Query("war"), most=100)
    assert (found.stopped, found.lines.height) == ("hits", 100)
    everything = search(sentences, articles, Query("war"), most=600)
    assert (everything.stopped, everything.lines.height) == ("", 600)


TEXT = st.text(st.sampled_from("aAbB é’'-.1 \n\U0001f600"), max_size=30)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(TEXT, min_size=1, max_size=6), st.sampled_from(["a", "a b", "b'a", "é", "b-a", "."])
)
def test_every_place_is_found_and_reproduced(texts: list[str], wanted: str) -> None:
    sentences, articles = corpus(texts)
    lines = search(sentences, articles, Query(wanted, whole_words=False)).lines
    expected = re.escape(wanted).replace(r"\ ", r"\s+").replace("'", "['’]")
    assert lines["hit"].to_list() == [
        hit for text in texts for hit in re.findall(expected, text, re.IGNORECASE)
    ]
    for line in lines.to_dicts():
        text = texts[line["sentence"]]
        assert text[line["start"] : line["end"]] == line["hit"]
        assert text[: line["start"]].endswith(
            line["left"][-line["start"] :] if line["start"] else ""
        )


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(TEXT, max_size=4), min_size=1, max_size=4))
def test_a_term_has_as_many_places_as_it_is_counted(texts: list[list[str]]) -> None:
    sentences, articles = corpus(*[["", *lines] for lines in texts])
    body = sentences.filter(part="body")
    counted = count_terms(sentences, articles, "en")
    for term in counted["term"].cast(pl.String).unique():
        places = places_of_term(body, articles, term)
        n = counted.filter(pl.col("term").cast(pl.String) == term)["n_author"].sum()
        assert places.height == n
        for hit in places["hit"]:
            assert hit.lower().replace("’", "'").removesuffix("'s").split() == term.split()
