"""Articles per second of whole scoring against the tutorial's script, in the same run.

    python bench/throughput.py [--articles 1000] [--rounds 3]

Per stage too, in processor time per article.
"""

import argparse
import json
import os
import tempfile
from pathlib import Path

import corpus
from measure import PYTHON, ROOT, Spent, alternately, command, keep, middle

NAIVE = 300  # articles that the naive script gets: it costs the same for each
START = 1  # article: what a run costs before it scores anything


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        many = corpus.write(folder / "many", given.articles)
        few = corpus.write(folder / "few", min(NAIVE, given.articles))

        def ours(*options: str) -> Spent:
            return command(
                PYTHON,
                "-m",
                "framing",
                "score",
                *many,
                "--out",
                folder / "run",
                "--afresh",
                *options,
            )

        def naive(*options: str) -> Spent:
            script = ROOT / "bench" / "naive.py"
            return command(PYTHON, script, *few, "--out", folder / "naive.csv", *options)

        whole, peer = map(middle, alternately(given.rounds, ours, naive))
        manifest = json.loads((folder / "run" / "run.json").read_text(encoding="utf-8"))
    rate, peer_rate = given.articles / whole.seconds, min(NAIVE, given.articles) / peer.seconds
    keep(
        f"throughput-{given.articles}",
        [
            {
                "figure": f"full scoring, {given.articles:,} articles",
                "target": "≥ 150 articles/s and ≥ 5 × the naive script",
                "measured": f"{rate:.0f} articles/s, {rate / peer_rate:.1f} ×",
                "peer": f"naive script {peer_rate:.0f} articles/s",
                "met": rate >= 150 and rate >= 5 * peer_rate,
                "reached": min(rate / 150, rate / peer_rate / 5),
            }
        ],
        cores=os.cpu_count(),
        articles=given.articles,
        cpu_per_article=whole.cpu / given.articles,
        seconds_by_stage=manifest["seconds"],
    )


if __name__ == "__main__":
    main()
