"""Recall and precision of story clusters that were made to be found, and articles a second.

.venv/bin/python bench/duplicates.py                 # about a minute
.venv/bin/python bench/duplicates.py --articles 100000
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from framing.duplicates import mark

Paragraphs = list[str]
Change = Callable[[random.Random, Paragraphs], Paragraphs]


class Writer:
    """Texts from a made-up vocabulary with the uneven word frequencies of language (Zipf)."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        syllables = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
        self.words = ["".join(rng.choices(syllables, k=rng.randint(1, 4))) for _ in range(20_000)]
        self.weights = [1 / (rank + 3) for rank in range(len(self.words))]

    def sentence(self) -> str:
        """Six to 32 words."""
        words = self.rng.choices(self.words, self.weights, k=self.rng.randint(6, 32))
        return " ".join(words).capitalize() + "."

    def paragraph(self) -> str:
        """One to four sentences."""
        return " ".join(self.sentence() for _ in range(self.rng.randint(1, 4)))

    def story(self) -> Paragraphs:
        """Six to 20 paragraphs."""
        return [self.paragraph() for _ in range(self.rng.randint(6, 20))]


def reprinted(_: random.Random, story: Paragraphs) -> Paragraphs:
    return story


def cut(rng: random.Random, story: Paragraphs) -> Paragraphs:
    return story[: max(2, int(len(story) * rng.uniform(0.4, 0.9)))]


def advertised(rng: random.Random, story: Paragraphs) -> Paragraphs:
    place = rng.randrange(1, len(story))
    return [*story[:place], "Read more: " + WRITER.sentence(), *story[place:], WRITER.paragraph()]


def led_anew(_: random.Random, story: Paragraphs) -> Paragraphs:
    return [WRITER.paragraph(), *story[1:]]


def edited(rng: random.Random, story: Paragraphs) -> Paragraphs:
    """House style: one word in forty is another."""
    return [
        " ".join(
            WRITER.words[rng.randrange(500)] if rng.random() < 1 / 40 else word
            for word in paragraph.split(" ")
        )
        for paragraph in story
    ]


def all_of_it(rng: random.Random, story: Paragraphs) -> Paragraphs:
    return edited(rng, led_anew(rng, advertised(rng, cut(rng, story))))


CHANGES: tuple[Change, ...] = (reprinted, cut, advertised, led_anew, edited, all_of_it)


def corpus(rng: random.Random, n_articles: int) -> pl.DataFrame:
    """A third of the articles are copies; another part shares speeches and background only."""
    rows: list[tuple[str, str, Paragraphs]] = []
    speeches = [[WRITER.paragraph() for _ in range(4)] for _ in range(50)]
    while len(rows) < n_articles:
        number = f"story {len(rows)}"
        story = WRITER.story()
        kind = rng.random()
        if kind < 0.15:  # another report of a speech that others report too
            speech = rng.choice(speeches)
            story = [story[0], *speech[: rng.randint(1, 4)], *story[1:]]
        rows.append((number, "original", story))
        if kind > 0.8:
            for _ in range(rng.randint(1, 4)):
                change = rng.choice(CHANGES)
                rows.append((number, change.__name__, change(rng, story)))
    rows = rows[:n_articles]
    rng.shuffle(rows)
    return pl.DataFrame(
        {
            "article_id": [f"a{place}" for place in range(n_articles)],
            "published": [date(2024, 1, 1) + timedelta(rng.randrange(90)) for _ in rows],
            "text": ["\n\n".join(paragraphs) for _, _, paragraphs in rows],
            "story": [story for story, _, _ in rows],
            "change": [change for _, change, _ in rows],
        }
    )


def pairs(table: pl.DataFrame, *keys: str) -> int:
    """Pairs of rows that agree in all `keys`."""
    sizes = table.group_by(*keys).len()["len"].cast(pl.Int64)
    return int((sizes * (sizes - 1) // 2).sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    articles = corpus(random.Random(options.seed), options.articles)
    started = time.perf_counter()
    marked = mark(articles)
    seconds = time.perf_counter() - started
    both = pairs(marked, "story", "cluster")
    seeded, found = pairs(marked, "story"), pairs(marked, "cluster")
    print(f"{seeded:,} pairs of copies seeded in {options.articles:,} articles")
    print(f"recall {both / seeded:.4f}, precision {both / found:.4f}")
    home = marked.with_columns(
        home=pl.col("cluster").filter(pl.col("change") == "original").first().over("story")
    )
    copies = home.filter(pl.col("change") != "original").group_by("change")
    at_home = (pl.col("cluster") == pl.col("home")).mean()
    print(copies.agg(n=pl.len(), found=at_home).sort("change"))
    print(f"{seconds:.1f} s, {options.articles / seconds:,.0f} articles a second")


WRITER = Writer(random.Random(0))

if __name__ == "__main__":
    main()
