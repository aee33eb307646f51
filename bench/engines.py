"""Two workers of a Dask cluster on this machine against two processes of the pool.

    python bench/engines.py [--articles 1000] [--rounds 3]

The cluster is there already, as it is where somebody uses one; without keywords.
"""

import argparse
import tempfile
from pathlib import Path

import corpus
from distributed import Client, LocalCluster
from measure import PYTHON, Spent, alternately, command, keep, middle

WORKERS, TARGET = 2, 0.85


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as name,
        LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster),
    ):
        files = corpus.write(Path(name) / "input", given.articles)

        def score(*options: object) -> Spent:
            return command(
                *(PYTHON, "-m", "framing", "score", *files, "--out", Path(name) / "run"),
                *("--keywords", "later", "--afresh", *options),
            )

        def dask() -> Spent:
            return score("--engine", "dask", "--scheduler", cluster.scheduler_address)

        def pool() -> Spent:
            return score("--workers", str(WORKERS))

        ours, peer = map(middle, alternately(given.rounds, dask, pool))
    share = peer.seconds / ours.seconds
    keep(
        "engines",
        [
            {
                "figure": f"Dask, {WORKERS} workers, {given.articles:,} articles",
                "target": f"≥ {TARGET:.0%} of the process pool",
                "measured": f"{share:.0%}",
                "peer": f"process pool {given.articles / peer.seconds:.0f} articles/s",
                "met": share >= TARGET,
                "reached": share / TARGET,
            }
        ],
    )


if __name__ == "__main__":
    main()
