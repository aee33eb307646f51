"""Tone comes out of our own, faster way just as out of the library."""

import importlib.metadata
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
)

from framing import tone
from framing.tone import library as by_library
from framing.tone.valences import scored

ROOT = Path(__file__).parent.parent
N_ADVERSARIAL = 50_000


def test_the_pinned_library_is_the_one_that_is_known() -> None:
    assert importlib.metadata.version("vaderSentiment") == tone.KNOWN


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


NAMED = re.findall(
    r"\S+", "no or nor never so this without doubt least at very kind of sort just enough but"
)
PLAIN = ["the", "city", "of", "people", "is", "not", "was", "a", "and"]
SIGNS = ["!", "?", "...", ":)", ":-(", "“", "”", "—", "’s", "n't", "é", "İ", "ß", "1,5"]


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


def test_with_another_library_the_library_itself_is_asked() -> None:
    ours, theirs = (tone.scorer(version) for version in (tone.KNOWN, "3.4.0"))
    assert ours is scored
    assert theirs is by_library.scored
    assert theirs("A wonderful day!") == ours("A wonderful day!")
    assert tone.note(tone.KNOWN) is None
    assert "vaderSentiment 3.4.0 is installed, not 3.3.2" in (tone.note("3.4.0") or "")
