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
MEMORY = 400  # MB


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
            run = folder / "run"
            return command(
                PYTHON, "-m", "framing", "score", *many, "--out", run, "--afresh", *options
            )

        def naive(*options: str) -> Spent:
            script = ROOT / "bench" / "naive.py"
            return command(PYTHON, script, *few, "--out", folder / "naive.csv", *options)

        def without() -> Spent:
            return ours("--keywords", "later")

        def alone() -> Spent:
            return ours("--keywords", "later", "--workers", "1")

        def bare() -> Spent:
            return naive("--without-keywords")

        spent = list(map(middle, alternately(given.rounds, without, alone, bare, ours, naive)))
        manifest = json.loads((folder / "run" / "run.json").read_text(encoding="utf-8"))
    late, one, poor, whole, peer = spent
    n, n_peer = given.articles, min(NAIVE, given.articles)
    keep(
        f"throughput-{given.articles}",
        [
            rate(f"full scoring, {n:,} articles", n / whole.seconds, n_peer / peer.seconds, 150, 5),
            rate(f"without keywords, {n:,} articles", n / late.seconds, n_peer / poor.seconds, 500),
            {
                "figure": f"two processes against one, without keywords, {n:,} articles",
                "target": "",
                "measured": f"{one.seconds / late.seconds:.2f} ×",
                "peer": f"one process {n / one.seconds:.0f} articles/s",
                "met": None,
            },
            {
                "figure": f"peak memory at {n:,} articles",
                "target": "≤ 400 MB, parent and each worker",
                "measured": f"{whole.peak_mb:.0f} MB, {whole.workers_mb:.0f} MB",
                "peer": f"naive script {peer.peak_mb:.0f} MB at {n_peer}",
                "met": max(whole.peak_mb, whole.workers_mb) <= MEMORY,
                "reached": MEMORY / max(whole.peak_mb, whole.workers_mb),
            },
        ],
        cores=os.cpu_count(),
        articles=given.articles,
        cpu_per_article=whole.cpu / given.articles,
        seconds_by_stage=manifest["seconds"],
    )


def rate(figure: str, ours: float, peer: float, target: int, times: int = 0) -> dict[str, object]:
    """A row of RESULTS.md for articles a second, which are to be `times` the peer's, too."""
    return {
        "figure": figure,
        "target": f"≥ {target} articles/s"
        + (f" and ≥ {times} × the naive script" if times else ""),
        "measured": f"{ours:.0f} articles/s, {ours / peer:.1f} ×",
        "peer": f"naive script {peer:.0f} articles/s",
        "met": ours >= target and ours >= times * peer,
        "reached": min(ours / target, ours / peer / times if times else ours / target),
    }


if __name__ == "__main__":
    main()
