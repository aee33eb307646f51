"""Keyness over ten outlets: how long it takes, and how often it errs.

    python bench/keyness.py [ARTICLES]    100,000 unless told

Speed: a term table of a generated corpus (650 words an article, as many different terms as real
articles have; frequencies fall as Zipf and Mandelbrot say) is read, indexed and compared over ten
outlets. The peer, in the same run, is what everybody writes first: a group-by over the table.

Errors: the reference pieces are dealt into six groups by lot, so every finding is false.
"""

import resource
import sys
import tempfile
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import numpy as np
import polars as pl

from framing import store
from framing.keyness import index, keyness
from framing.schema import ARTICLE, TERM, conform
from framing.terms import count_terms

ROUNDS, GROUPS, LOTS = 5, 10, 20
# Terms said an article, and how their frequencies fall: words, then pairs of words.
KINDS = ((272, 150_000, 25, 1.05, "word{}"), (122, 3_000_000, 400, 1.0, "pair of{}"))
AGAIN = 0.28  # times that an article says a word of its own again


def generated(n_articles: int) -> pl.DataFrame:
    """A term table with names as numbers, article by article."""
    rng = np.random.default_rng(0)
    parts = []
    for kind, (n, size, shift, power, name) in enumerate(KINDS):
        weight = (np.arange(size) + shift) ** -power
        ends = np.cumsum(weight / weight.sum())
        for begin in range(0, n_articles, 5_000):
            rows = min(5_000, n_articles - begin)
            drawn = np.searchsorted(ends, rng.random((rows, n)))
            cell, said = np.unique(np.arange(rows)[:, None] * size + drawn, return_counts=True)
            terms = pl.Series(cell % size).cast(pl.String)
            before, _, after = name.partition("{}")
            parts.append(
                pl.DataFrame(
                    {
                        "a": cell // size + begin,
                        "n": said + rng.poisson(AGAIN, len(said)) * (1 - kind),
                    }
                ).with_columns(
                    term=(before + terms + after).cast(pl.Categorical), kind=pl.lit(kind)
                )
            )
    table = pl.concat(parts).sort("a", "kind", maintain_order=True)
    quoted = table["n"] // 2 * (table["a"] % 3 == 0)
    return table.select(
        article_id=pl.col("a").cast(pl.String).cast(pl.Categorical),
        term="term",
        n_author=pl.col("n") - quoted,
        n_other=quoted,
    ).pipe(conform, TERM)


def articles(n: int) -> pl.DataFrame:
    """Articles of ten outlets and as many authors as a newsroom has."""
    rng = np.random.default_rng(1)
    return conform(
        pl.DataFrame(
            {
                "article_id": [str(i) for i in range(n)],
                "outlet": [f"Outlet {i}" for i in rng.integers(0, GROUPS, n)],
                "authors": [[f"Author {i}"] for i in rng.integers(0, 400, n)],
            }
        ).with_columns(
            pl.lit(None, dtype).alias(c)
            for c, dtype in ARTICLE.items()
            if c not in ("article_id", "outlet", "authors")
        ),
        ARTICLE,
    )


def group_by(terms: pl.DataFrame, here: pl.DataFrame) -> pl.DataFrame:
    """The counts alone, as a group-by: no log-odds, no error, no correction."""
    outlets = here.select(pl.col("article_id").cast(pl.Categorical), "outlet")
    return (
        terms.join(outlets, on="article_id")
        .group_by("outlet", "term")
        .agg(n=(pl.col("n_author") + pl.col("n_other")).sum(), n_articles=pl.len())
    )


def seconds(rounds: int, step, *arguments, **options) -> tuple[float, float]:
    """Medians: seconds on the clock, and of processor time, which other work does not stretch."""
    spent = []
    for _ in range(rounds):
        start, busy = perf_counter(), process_time()
        step(*arguments, **options)
        spent.append((perf_counter() - start, process_time() - busy))
    return median(clock for clock, _ in spent), median(busy for _, busy in spent)


def write(n: int, path: Path) -> None:
    generated(n).write_parquet(path)


def speed(n: int) -> None:
    here = articles(n)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "term.parquet"
        writer = get_context("spawn").Process(target=write, args=(n, path))
        writer.start()  # apart, so that its memory is not counted here
        writer.join()
        size = path.stat().st_size
        start = perf_counter()
        terms = pl.read_parquet(path)
        read = perf_counter() - start
    start = perf_counter()
    found = index(terms)
    built = perf_counter() - start
    print(
        f"{n:,} articles, {terms.height:,} rows ({terms.height / n:.0f} an article), {size:,} bytes"
    )
    print(
        f"read {read:.2f} s, indexed {built:.2f} s, once a run: {len(found.terms):,} terms, "
        f"{len(found.article):,} entries"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    peer, _ = seconds(3, group_by, terms, here)
    del terms
    for by, voice in (("outlet", None), ("outlet", "author"), ("voice", None), ("author", None)):
        spent, busy = seconds(ROUNDS, keyness, found, here, by=by, voice=voice)
        print(
            f"keyness by {by:7} {voice or 'all voices':10} {spent:6.3f} s, {busy:6.3f} s of "
            f"processor time, {spent / peer:5.2f} x group-by"
        )
    print(f"group-by alone {peer:.3f} s; peak memory until indexed {peak:,.0f} MB")


def errors() -> None:
    documents = store.gold([store.GOLD / f"{part}.jsonl" for part in ("train", "tune", "test")])
    sentences = pl.DataFrame(
        [
            {
                "article_id": str(i),
                "part": "body",
                "voice": sentence["voice"],
                "text": sentence["text"],
            }
            for i, document in enumerate(documents)
            for sentence in document["sentences"]
        ]
    )
    here = articles(len(documents)).with_columns(language=pl.lit("en"))
    found = index(count_terms(sentences, here, "en"))
    rng = np.random.default_rng(2)
    listed, false = [], []
    for _ in range(LOTS):
        lot = [f"Lot {i}" for i in rng.integers(0, 6, len(documents))]
        table = keyness(found, here.with_columns(outlet=pl.Series(lot)), by="outlet", top=10**6)
        listed.append(table.filter(pl.col("p") < 0.05).height / table["n_compared"][0])
        false.append(table.filter(pl.col("q") < 0.05).height)
    print(
        f"{len(documents)} pieces in six groups by lot, {LOTS} times: p < .05 in "
        f"{100 * np.mean(listed):.1f} % of terms, q < .05 in {np.mean(false):.2f} terms a time"
    )
    position = pl.Series([document["position"] for document in documents])
    table = keyness(found, here.with_columns(outlet=position), by="outlet", top=10**6)
    print(f"by their position: q < .05 in {table.filter(pl.col('q') < 0.05).height} terms")


if __name__ == "__main__":
    errors()
    speed(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
