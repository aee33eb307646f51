"""What a filter costs when a run is large: all numbers of Compare, the bootstrap, keyness.

    python bench/interactive.py [--articles 100000]

The peer, in the same run, is what everybody writes first: a group-by over the sentences of the
selection, without any interval. Seconds are those of this one process.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from time import perf_counter

import many
import polars as pl
from measure import keep, percentile

from framing import keyness, store, views
from framing.estimates.intervals import share
from framing.measures import observations, sampled_units
from framing.selection import Selection

FILTERS, ROUNDS = 20, 7
DRAWS, OUTLETS = 2_000, 10
RESAMPLED = views.COMPARABLE[:6]
COMPARE_MS, BOOTSTRAP_MS, KEYNESS_MS = 250, 150, 500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=100_000)
    n = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as folder:
        run = many.write(Path(folder), n)
        tables = {name: run.table(name) for name in store.VIEW_TABLES}
        index = keyness.index(run.table("term"))
    instrument = store.instrument()
    compare, heads, peer, words = [], [], [], []
    for chosen in islice(selections(tables["article"]), FILTERS):
        compare.append(seconds(numbers_of_compare, tables, chosen, instrument))
        heads.append(seconds(head_to_head, tables, chosen, instrument))
        peer.append(seconds(group_by, tables, chosen))
        words.append(
            seconds(keyness.keyness, index, chosen.articles(tables["article"]), by="outlet")
        )
    units = units_of(tables)
    drawn = [seconds(bootstrap, units) for _ in range(ROUNDS)]
    at = f"{n:,} articles, {tables['sentence'].height:,} sentences"
    grouping = f"a group-by over its sentences {1000 * median(peer):.0f} ms"
    keep(
        f"interactive-{n}",
        [
            row(f"filter → all numbers of Compare, p95, {at}", COMPARE_MS, compare, grouping),
            row(f"… and of its tab head to head, p95, {n:,} articles", COMPARE_MS, heads, grouping),
            row(
                f"keyness over {OUTLETS} outlets, p95, {n:,} articles", KEYNESS_MS, words, grouping
            ),
            row(
                f"bootstrap, {DRAWS:,} draws, {OUTLETS} outlets × {len(RESAMPLED)} measures, {n:,} "
                "articles, p95",
                BOOTSTRAP_MS,
                drawn,
                grouping,
            ),
        ],
    )


def row(figure: str, target: int, spent: list[float], peer: str) -> dict[str, object]:
    """A row of RESULTS.md for milliseconds that should stay below a target."""
    measured = 1000 * percentile(spent, 0.95)
    return {
        "figure": figure,
        "target": f"≤ {target} ms",
        "measured": f"{measured:.0f} ms (median {1000 * median(spent):.0f})",
        "peer": peer,
        "met": measured <= target,
        "reached": target / measured,
    }


def selections(articles: pl.DataFrame) -> Iterator[Selection]:
    """Filters as somebody tries them: one outlet away, one genre, one copy per story."""
    outlets = tuple(sorted(articles["outlet"].unique()))
    several = [
        Selection(outlets=outlets[:place] + outlets[place + 1 :]) for place in range(len(outlets))
    ]
    several += [Selection(genres=(genre,)) for genre in ("opinion", "news", "analysis")]
    several += [replace(one, one_per_story=True) for one in several]
    return cycle(several)


def numbers_of_compare(tables: views.Tables, chosen: Selection, instrument: object) -> None:
    """What the page counts when a filter has changed; what a tab shows is counted when it opens."""
    views.groups(views.select(tables, chosen, instrument), "outlet")
    views.estimates(tables, chosen, instrument, "outlet", "endorse")
    views.contrasts(tables, chosen, instrument, "outlet", "endorse")


def head_to_head(tables: views.Tables, chosen: Selection, instrument: object) -> None:
    """What the longest tab counts: two outlets on every measure."""
    names = views.groups(views.select(tables, chosen, instrument), "outlet")
    views.head_to_head(tables, chosen, instrument, "outlet", (names[0], names[1]))


def group_by(tables: views.Tables, chosen: Selection) -> pl.DataFrame:
    kept = chosen.articles(tables["article"]).select("article_id", "outlet")
    sentences = tables["sentence"].select("article_id", "tone").join(kept, on="article_id")
    return sentences.group_by("outlet").agg(pl.len(), pl.col("tone").mean())


def units_of(tables: views.Tables) -> list[pl.DataFrame]:
    """Sums by author, which are what is drawn again, of every outlet and measure."""
    numbers = tables["article"], tables["article_frame"], tables["article_score"]
    return [
        sampled_units(part)[0]
        for measure in RESAMPLED
        for part in observations(*numbers, by="outlet", measure=measure)
        .join(tables["article"].select("article_id"), on="article_id")
        .filter(pl.col("frame").is_null() | (pl.col("frame") == pl.col("frame").first()))
        .partition_by("group")
    ]


def bootstrap(units: list[pl.DataFrame]) -> None:
    """The interval of every one of them."""
    for sums in units:
        share(sums["numerator"].to_numpy(), sums["denominator"].to_numpy(), draws=DRAWS).bounds(
            0.95
        )


def seconds(function: Callable[..., object], *arguments: object, **named: object) -> float:
    start = perf_counter()
    function(*arguments, **named)
    return perf_counter() - start


if __name__ == "__main__":
    main()
