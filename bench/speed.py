"""Sentences per second of reading (voice, tone, frames, stance) on one core, against VADER alone.

    python bench/speed.py

The peer runs in the same process, on the same sentences: vaderSentiment's own loop.
"""

import os

os.environ["POLARS_MAX_THREADS"] = "1"

from statistics import median
from time import process_time

import polars as pl
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from framing import articles, ingest, pipeline, store
from framing.scores import article_scores

ROUNDS, COPIES = 5, 10
POLARITY = SentimentIntensityAnalyzer().polarity_scores


def vader(sentences: pl.DataFrame) -> list[float]:
    """The peer."""
    return [POLARITY(text)["compound"] for text in sentences["text"]]


def main() -> None:
    raw, _ = ingest.read([str(store.DATA / "sample" / "articles.jsonl")])
    kept, _ = articles.clean(raw)
    many = pl.concat([kept.with_columns(pl.col("article_id") + f"/{i}") for i in range(COPIES)])
    instrument = store.instrument()
    seconds: dict[str, list[float]] = {}

    def watch(step, arguments):
        start = process_time()
        result = step(*arguments)
        seconds.setdefault(step.__name__, []).append(process_time() - start)
        return result

    for _ in range(ROUNDS):
        start = process_time()
        sentences = pipeline.read(many, instrument, watch)
        watch(article_scores, (sentences, instrument))
        seconds.setdefault("all of it", []).append(process_time() - start)
        watch(vader, (sentences,))
    n = sentences.height
    peer = median(seconds["vader"])
    print(f"{n} sentences, {ROUNDS} rounds, medians of CPU seconds")
    for name, spent in seconds.items():
        print(
            f"{name:16} {n / median(spent):10,.0f} sentences/s {median(spent) / peer:6.2f} x VADER"
        )


if __name__ == "__main__":
    main()
