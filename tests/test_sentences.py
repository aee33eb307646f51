"""Sentences: where they end, that their offsets reproduce the text, hostile text."""

import time

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from streets import articles

from framing.sentences import MAX_CHARACTERS, spans, split


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The lane is open.", "The bay is shut."],
        ["Is it open?", "It is!", "Good."],
        ["Mr. Pavel came at 5 p.m. on Tuesday.", "He left."],
        ["The U.S. council met.", "It voted."],
        ["It is the end of the month.", "Trams win.", "So Poland.", "“Trams win.”", "Trams run."],
        ["Bring lamps, bells etc. for Messrs. Pavel and Sons on Thurs. May 4.", "He nodded."],
        ["It costs $3.5 million.", "That is a lot."],
        ["“The lane is open,” she said.", "He nodded."],
        ["“The lane is open.”", "He nodded."],
        ["“Is it open?” she asked.", "He nodded."],
        ["The lane (it was opened in May. Nobody came.) is empty.", "He nodded."],
        ["He waited . . . and nodded.", "Then he left."],
        ["No full stop here"],
    ],
)
def test_specimen(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences


def test_the_headline_comes_first_and_paragraphs_are_counted() -> None:
    table = split(articles("One here. Two here.\n\nThree here.", title="A lane"))
    assert table.select("sentence", "paragraph", "part", "text").rows() == [
        (0, None, "headline", "A lane"),
        (1, 0, "body", "One here."),
        (2, 0, "body", "Two here."),
        (3, 1, "body", "Three here."),
    ]


@pytest.mark.parametrize("text", [None, "", "   ", "\n\n", " \n "])
@pytest.mark.parametrize("title", [None, "", "  ", "***"])
def test_nothing_to_read_has_no_rows(text: str | None, title: str | None) -> None:
    assert split(articles(text, title=title)).is_empty()


def reproduces(texts: list[str], title: str | None) -> None:
    """Offsets give each sentence; sentences follow each other; only white space is between."""
    table = split(articles(*texts, title=title))
    for number, text in enumerate(texts, start=1):
        rows = table.filter(pl.col("article_id") == f"a{number}")
        assert rows["sentence"].to_list() == list(range(rows.height))
        reached = 0
        for part, start, end, sentence in rows.select("part", "start", "end", "text").iter_rows():
            whole = title if part == "headline" else text
            assert whole is not None
            assert whole[start:end] == sentence != ""
            if part == "body":
                assert text[reached:start].strip() == ""
                reached = end
        assert text[reached:].strip() == ""


PIECES = st.sampled_from(
    [
        *" \n.!?,;:()[]“”‘’\"'—–…*#éİß中🙂\u200b\u00a0\u2028",
        *("\n\n", "The lane", "he said", "Mr.", "U.S.", "i.e.", "5.30", "lane", "A"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(PIECES, max_size=30).map("".join), max_size=3),
    st.none() | st.text(max_size=20),
)
@example(["a" * 7000], None)
@example(["(" * 50 + "A b. " * 50], "“")
def test_offsets_reproduce_the_text(texts: list[str], title: str | None) -> None:
    reproduces(texts, title)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_offsets_reproduce_any_text(text: str) -> None:
    reproduces([text], None)


HOSTILE = {
    "5,000 words without a stop": "word " * 5_000,
    "200,000 dots": "." * 200_000,
    "50,000 line breaks": "\n" * 50_000,
    "one character, no space": "x" * 100_000,
    "all caps": "THE LANE IS OPEN. THE BAY IS SHUT. " * 500,
    "brackets never closed": "The lane (it is. " * 5_000,
    "quotation never closed": "“The lane. " * 5_000,
    "lower case after every stop": "The lane. and so. " * 5_000,
    "one letter": "A. " * 20_000,
    "signs only": "!? " * 20_000,
    "emoji": "🙂🙃 " * 10_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_cut_in_time(name: str) -> None:
    text = HOSTILE[name]
    started = time.perf_counter()
    table = split(articles(text))
    assert time.perf_counter() - started < 3
    assert all(len(sentence) <= MAX_CHARACTERS for sentence in table["text"])
    reproduces([text], None)


def test_all_caps_are_cut_like_other_text() -> None:
    assert len(cut("THE LANE IS OPEN. THE BAY IS SHUT. NOBODY CAME.")) == 3
