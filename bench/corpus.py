"""Seeded articles of realistic length for the benchmarks: `python bench/corpus.py 1000 --out DIR`.

Nothing in them is anybody's: sentences of the reference corpus, which was invented for this
project, are drawn again with their names and a part of their words exchanged, so that no sentence
comes twice and the vocabulary keeps growing, as it does in a real corpus.
"""

import argparse
import json
import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, islice
from pathlib import Path
from random import Random

ROOT = Path(__file__).parent.parent
WORDS = (600, 800)  # of an article
EXCHANGED = 0.2  # of the long words of a sentence
COINED = 0.08  # of the exchanged ones are new to the language
REPRINTED = 0.03  # of the articles carry the text of an earlier one under another title
RUN = (2, 4)  # sentences that stay together
PER_FILE = 2_000  # articles
SECTIONS = ("news", "news", "analysis", "opinion", "opinion")

_LONG = re.compile(r"\b[a-z]{5,}\b")
_NAME = re.compile(r"\b[A-Z][a-z]{3,}(?: [A-Z][a-z]{3,})+\b")
_ENDING = re.compile(r"(?:ing|ed|ly|tion|ment|ness|ous|ive|able|al|s)$")
_ONSETS = re.findall(
    r"\w+", "b br c ch cl d dr f fr g gr h j k kr l m n p pl pr r s sh st t tr v z"
)
_VOWELS = re.findall(r"\w+", "a e i o u ai ea ee ia io oa ou")
_CODAS = re.findall(r"\w+", "b ck d l ll m n nd ng nt r rd rn s sk st t th v x")


def articles(count: int, *, seed: int = 0) -> Iterator[dict[str, object]]:
    """`count` articles with id, outlet, author, date, title, genre and text; the same for a seed.

    >>> [article["id"] for article in articles(2)]
    ['b-0-000000', 'b-0-000001']
    """
    outlets = [f"The {_coined(Random(f'outlet {i}')).title()} Post" for i in range(10)]
    for number in range(count):
        random = Random(f"{seed} {number}")
        outlet = random.randrange(len(outlets))
        yield {
            "id": f"b-{seed}-{number:06}",
            "outlet": outlets[outlet],
            "author": _person(Random(f"author {outlet} {int(random.paretovariate(1)) % 40}")),
            "date": str(date(2022, 3, 1) + timedelta(days=random.randrange(900))),
            "title": _changed(random.choice(_titles()), random),
            "genre": random.choice(SECTIONS),
            "text": _text(seed, number),
        }


def write(
    folder: Path, count: int, *, seed: int = 0, first: int = 0, per_file: int = PER_FILE
) -> list[Path]:
    """Write articles `first` to `count` into JSONL files; returns the files, in order."""
    folder.mkdir(parents=True, exist_ok=True)
    made = islice(articles(count, seed=seed), first, None)
    paths = []
    while part := list(islice(made, per_file)):
        paths.append(folder / f"articles-{seed}-{first + len(paths) * per_file:06}.jsonl")
        lines = (json.dumps(article, ensure_ascii=False) + "\n" for article in part)
        paths[-1].write_text("".join(lines), encoding="utf-8")
    return paths


def sentences(count: int, *, seed: int = 0) -> Iterator[str]:
    """Single sentences as they stand in the articles."""
    for number in range(count):
        random = Random(f"sentence {seed} {number}")
        yield _changed(random.choice(random.choice(_paragraphs())), random)


def _text(seed: int, number: int) -> str:
    random = Random(f"text {seed} {number}")
    if number and random.random() < REPRINTED:
        return _text(seed, number - random.randint(1, min(number, 500)))
    wanted = random.randint(*WORDS)
    paragraphs: list[str] = []
    while wanted > 0:
        source = random.choice(_paragraphs())
        start = random.randrange(len(source))
        kept = [_changed(s, random) for s in source[start : start + random.randint(*RUN)]]
        paragraphs.append(" ".join(kept))
        wanted -= len(paragraphs[-1].split())
    return "\n\n".join(paragraphs)


@cache
def _documents() -> tuple[dict[str, str], ...]:
    lines = (ROOT / "data" / "gold" / "train.jsonl").read_text(encoding="utf-8").split("\n")
    return tuple(json.loads(line) for line in lines if line)


@cache
def _titles() -> tuple[str, ...]:
    return tuple(document["title"] for document in _documents())


@cache
def _paragraphs() -> tuple[tuple[str, ...], ...]:
    """Paragraphs of the reference pieces as tuples of sentences."""
    return tuple(
        tuple(re.split(r"(?<=[.!?”])\s+(?=[A-Z“])", paragraph))
        for document in _documents()
        for paragraph in document["text"].split("\n\n")
        if paragraph.strip()
    )


@cache
def _vocabulary() -> dict[str, tuple[list[str], list[int]]]:
    """Long words by their ending, and how often they and all before them come: to draw by."""
    counts = Counter(
        word
        for paragraph in _paragraphs()
        for sentence in paragraph
        for word in _LONG.findall(sentence)
    )
    by_ending: dict[str, list[str]] = defaultdict(list)
    for word in sorted(counts):
        by_ending[_ending(word)].append(word)
    return {
        ending: (words, list(accumulate(counts[word] for word in words)))
        for ending, words in by_ending.items()
    }


def _ending(word: str) -> str:
    found = _ENDING.search(word)
    return found.group() if found else ""


def _changed(sentence: str, random: Random) -> str:
    """A sentence with other names, and with some of its long words exchanged for their like."""

    def other(found: re.Match[str]) -> str:
        if random.random() > EXCHANGED:
            return found.group()
        ending = _ending(found.group())
        if random.random() < COINED:
            return _coined(random) + ending
        words, reach = _vocabulary()[ending]
        return words[bisect(reach, random.random() * reach[-1])]

    sentence = _NAME.sub(lambda _: _person(random), sentence)
    return _LONG.sub(other, sentence)


def _person(random: Random) -> str:
    return f"{_coined(random).title()} {_coined(random).title()}"


def _coined(random: Random) -> str:
    """A word that no language has."""
    return "".join(
        random.choice(part) for part in (_ONSETS, _VOWELS, _CODAS, _ONSETS, _VOWELS, _CODAS)
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    for path in write(given.out, given.count, seed=given.seed):
        print(path)
