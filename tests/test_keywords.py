"""Keywords of an article: whole terms of the text, without nests, fragments or its own makers."""

import json
import re
import time
from pathlib import Path

import pytest
from streets import articles

from framing.keywords import TOP, keywords, terms
from framing.schema import KEYWORD

SAMPLE = Path(__file__).parent.parent / "data" / "sample" / "articles.jsonl"
PIECES = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()][:12]

STREET = (
    "The Pavel Commission’s report on the ring road came out on Monday. The Pavel Commission "
    "wants the ring road closed to lorries. Ada Pavel, who chairs the Pavel Commission, said that "
    "lorries had broken the ring road’s surface. Residents’ groups want trams. Trams, they say, "
    "carry more people than lorries’ drivers think. A tram stop on the ring road would serve the "
    "hospital. The hospital's doctors agree. The tram stop would cost little, and trams are quiet. "
) * 2


def told(text: str, *names: str) -> list[str]:
    return [term for term, _ in terms(text, names=names)]


def test_what_the_text_is_about_comes_out() -> None:
    assert {"Pavel Commission", "ring road"} <= set(told(STREET))


@pytest.mark.parametrize("text", [STREET, *(piece["text"] for piece in PIECES)])
def test_terms_can_be_read_in_the_text(text: str) -> None:
    for term in told(text):
        assert re.search(r"(?i)(?<!\w)" + r"\s+".join(map(re.escape, term.split())), text), term
        assert not re.search(r"['’]|\bs\b", term), f"a broken possessive: {term}"
        assert any(character.isalpha() for character in term)


@pytest.mark.parametrize("text", [STREET, *(piece["text"] for piece in PIECES)])
def test_no_nested_and_no_inflected_duplicates(text: str) -> None:
    found = [set(re.findall(r"[\w-]+", term.lower())) for term in told(text)]
    stems = [frozenset(word.removesuffix("s") for word in words) for words in found]
    assert len(set(stems)) == len(stems)
    assert not any(one < other for one in found for other in found)


def test_the_makers_are_dropped() -> None:
    text = "The Kerb Gazette and Bo Strand write of trams. Bo Strand likes trams. "
    text += "The Kerb Gazette too."
    assert {"Strand", "Kerb Gazette"} & set(told(text)) or "Bo Strand" in told(text)
    found = told(text, "The Kerb Gazette", "Bo Strand")
    assert not any(word in term for term in found for word in ("Kerb", "Gazette", "Strand", "Bo"))
    assert found


def test_a_maker_s_name_within_a_longer_term_stays() -> None:
    assert "Pavel Commission" in told(STREET, "Ada Pavel")


def test_scores_are_sorted_and_stable() -> None:
    scores = [score for _, score in terms(STREET)]
    assert scores == sorted(scores)
    assert terms(STREET) == terms(STREET)


HOSTILE = {
    "nothing": "",
    "white space": " \n\t ",
    "one letter": "a",
    "a 5,000-word sentence": "lane " * 5_000,
    "100,000 dots": "." * 100_000,
    "50,000 line breaks": "\n" * 50_000,
    "one long word": "x" * 100_000,
    "one long word among others": "The lane is here. " * 30 + "a" * 50_000 + "!",
    "all caps": "THE LANE IS OPEN AND THE BAY IS SHUT. " * 200,
    "emoji": "🙂🙃 " * 3_000,
    "figures": "1 2 3.5 " * 2_000,
    "another script": "中文 文字 " * 1_000,
    "quotation marks": "“‘’”\"'" * 1_000,
    "possessives only": "' ’ 's ’s s' " * 100,
    "nul and zero width": "\u200b\u200e\x00 a\x00b " * 100,
    "half a surrogate pair": "\ud800 lane",
    "markup": "<script>alert(1)</script> ![x](http://y.invalid) # $x$ :red[x] " * 50,
    "a regular expression": "(a+)+$ [ * \\ ( " * 200,
    "formulas": "=1+1 @SUM(A1) +x -y |z %a " * 50,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text(name: str) -> None:
    started = time.perf_counter()
    found = terms(HOSTILE[name], names=["(a+)+$", "*", "", "\\"])
    assert time.perf_counter() - started < 3
    assert all(term.strip() and score >= 0 for term, score in found)


def test_the_table() -> None:
    table = keywords(articles(STREET, None, "", STREET))
    assert table.schema == KEYWORD
    assert set(table["article_id"]) == {"a1", "a4"}
    one = table.filter(table["article_id"] == "a1")
    assert one["rank"].to_list() == list(range(1, one.height + 1))
    assert one.height <= TOP
    assert keywords(articles(STREET), top=2).height == 2


@pytest.mark.parametrize(("language", "some"), [("en", True), (None, True), ("de", False)])
def test_other_languages_get_none(language: str | None, *, some: bool) -> None:
    assert (keywords(articles(STREET, language=language)).height > 0) is some


def test_no_articles() -> None:
    assert keywords(articles()).schema == KEYWORD
