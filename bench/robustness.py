"""Seconds of the robustness panel on copies of the sample, against one of its differences.

python bench/robustness.py [--articles 5000] [--rounds 5]
"""

import argparse
from statistics import median
from time import perf_counter

import polars as pl

from framing import articles, ingest, pipeline, store
from framing.estimates.contrasts import REST, contrasts
from framing.robustness import perturb


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    raw, _ = ingest.read([str(store.DATA / "sample" / "articles.jsonl")])
    kept, _ = articles.clean(raw)
    instrument = store.instrument()
    scored = pipeline.score(kept, instrument)
    copies = -(-given.articles // kept.height)

    def copied(table: pl.DataFrame) -> pl.DataFrame:
        return pl.concat(
            [table.with_columns(pl.col("article_id") + f"/{i}") for i in range(copies)]
        )

    many = copied(scored.article).head(given.articles)
    sentences, scores, frames = map(
        copied, (scored.sentence, scored.article_score, scored.article_frame)
    )
    group = many["outlet"][0]
    asked = {"by": "outlet", "measure": "endorse"}
    panel, single = [], []
    for _ in range(given.rounds):
        start = perf_counter()
        table = perturb(many, sentences, scores, instrument, group=group, frame="off_ramp", **asked)
        panel.append(perf_counter() - start)
        start = perf_counter()
        contrasts(many, frames, scores, pairs=[(group, REST)], **asked)
        single.append(perf_counter() - start)
    print(
        f"{many.height:,} articles, {table.height} rows: panel {median(panel):.2f} s, "
        f"{median(panel) / median(single):.1f} x one difference"
    )


if __name__ == "__main__":
    main()
