"""Tone and keywords come out of our own, faster ways just as out of the libraries."""

import importlib.metadata
import json
import re
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

import pytest
import yake
from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
)

from framing import keywords, tone
from framing.keywords.candidates import candidates
from framing.tone import library as by_library
from framing.tone.valences import scored

ROOT = Path(__file__).parent.parent
N_ADVERSARIAL = 50_000
N_WORDS = 120  # of a document: YAKE itself takes a minute for all of their words

PINNED = {"vaderSentiment": tone.KNOWN, **keywords.KNOWN}


@pytest.mark.parametrize("name", PINNED)
def test_the_pinned_libraries_are_the_ones_that_are_known(name: str) -> None:
    assert importlib.metadata.version(name) == PINNED[name]


def documents() -> Iterator[str]:
    """Every reference and sample piece, and made ones."""
    files = [*(f"gold/{part}.jsonl" for part in ("train", "tune", "test")), "sample/articles.jsonl"]
    for name in files:
        for line in (ROOT / "data" / name).read_text(encoding="utf-8").split("\n"):
            if line:
                yield json.loads(line)["text"]
    sys.path.insert(0, str(ROOT / "bench"))
    import corpus  # noqa: PLC0415

    for article in corpus.articles(40):
        yield str(article["text"])


DOCUMENTS = list(documents())
PIECES = [" ".join(text.split(" ")[:N_WORDS]) for text in DOCUMENTS] + DOCUMENTS[::25]


NAMED = re.findall(
    r"\S+", "no or nor never so this without doubt least at very kind of sort just enough but"
)
PLAIN = ["the", "city", "of", "people", "is", "not", "was", "a", "and"]
SIGNS = ["!", "?", "...", ":)", ":-(", "“", "”", "—", "’s", "n't", "é", "İ", "ß", "1,5"]
HARD = re.findall(
    r"[^ ]+",
    """don't rock'n'roll U.S. U.K e.g. Dr. 3.5 1,000 COVID-19 x's s' 's a.b.c http://a.example/b,
    me@a.example &amp; &#39; (see [1]) … ... ?! ." .) war raw War's WAR wars, ;:, ,, Ünal ÉTAT C.
    http://user:a@b.example/x?y=1#z “So,” co-operate re-\r\nread İstanbul ﬁne naïve 中文 A B. 12.
    4 Jan. 2022 et al. (Nature et al. ) is. of by. μ ½ x² H₂O a_b _ -- -""",
)


def adversarial(count: int, seed: int) -> Iterator[str]:
    """Sentences in which VADER's rules meet more often than anywhere: what it lists, and noise."""
    random = Random(seed)
    lexicon = sorted(SentimentIntensityAnalyzer().lexicon)
    emojis = sorted(SentimentIntensityAnalyzer().emojis)
    phrases = [*SPECIAL_CASES, *(word for word in BOOSTER_DICT if " " in word)]
    pools = [
        *(lexicon, lexicon, NAMED, NAMED, sorted(BOOSTER_DICT), sorted(NEGATE), phrases),
        *(PLAIN, SIGNS, emojis),
    ]
    spaces = [" "] * 20 + ["  ", "\t", "\n", "\u00a0", "", "\x1c", "\u2028"]
    edges = [""] * 12 + [",", ".", "!", "??", "!!!!!", "(", ")", "'", '"', "*"]
    for _ in range(count):
        parts = []
        for _ in range(random.randrange(14)):
            word = random.choice(random.choice(pools))
            case = random.randrange(8)
            word = word.upper() if case == 0 else word.title() if case == 1 else word
            parts += [random.choice(edges), word, random.choice(edges), random.choice(spaces)]
        yield "".join(parts)


def test_tone_of_adversarial_sentences() -> None:
    library = SentimentIntensityAnalyzer().polarity_scores
    other = [
        text
        for text in adversarial(N_ADVERSARIAL, seed=7)
        if scored(text)[0] != library(text)["compound"]
    ]
    assert other == []


def test_tone_of_documents_and_the_words_it_comes_from() -> None:
    sentences = {sentence for piece in DOCUMENTS for sentence in piece.split(". ")}
    assert len(sentences) > 5_000
    other = []
    for text in sentences:
        (ours, pushes), (theirs, words) = scored(text), by_library.scored(text)
        if ours != theirs or not alike(pushes, words):
            other.append(text)
    assert other == []


def alike(ours: list[tuple[str, float]], theirs: list[tuple[str, float]]) -> bool:
    same_words = [word for word, _ in ours] == [word for word, _ in theirs]
    return same_words and [p for _, p in ours] == pytest.approx([p for _, p in theirs], abs=1e-9)


@pytest.fixture(scope="module")
def library() -> yake.KeywordExtractor:
    return yake.KeywordExtractor(lan="en", n=3, dedup_lim=0.9, top=keywords.CANDIDATES)


def test_keywords_of_documents(library: yake.KeywordExtractor) -> None:
    assert len(PIECES) >= 500
    other = [
        text
        for text in PIECES
        if candidates(text, keywords.CANDIDATES) != library.extract_keywords(text)
    ]
    assert other == []


def test_keywords_of_adversarial_texts(library: yake.KeywordExtractor) -> None:
    """Hard tokens among words that come again; some texts are but a few characters long."""
    random = Random(11)
    words = [word for piece in islice(PIECES, 4) for word in piece.split()]
    other = []
    for _ in range(400):
        count = random.choice([1, 3, 10, 40, 90])
        chosen = random.choices(random.sample(words, 12) + random.sample(HARD, 12), k=count)
        spaces = random.choices([" ", " ", " ", ". ", "\n", "  "], k=count)
        text = "".join(map("".join, zip(chosen, spaces, strict=True)))
        if candidates(text, 30) != library.extract_keywords(text)[:30]:
            other.append(text)
    assert other == []


def test_with_another_library_the_library_itself_is_asked() -> None:
    ours, theirs = (tone.scorer(version) for version in (tone.KNOWN, "3.4.0"))
    assert ours is scored
    assert theirs is by_library.scored
    assert theirs("A wonderful day!") == ours("A wonderful day!")
    assert tone.note(tone.KNOWN) is None
    assert "vaderSentiment 3.4.0 is installed, not 3.3.2" in (tone.note("3.4.0") or "")
    ours, theirs = (keywords.extractor(is_known=known) for known in (True, False))
    assert theirs(PIECES[0]) == ours(PIECES[0])
    assert keywords.note(keywords.KNOWN) is None
    assert "yake 0.8.0 and segtok 1.5.11" in (
        keywords.note({**keywords.KNOWN, "yake": "0.8.0"}) or ""
    )
