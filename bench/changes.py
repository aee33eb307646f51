"""What a change costs: one article in a hundred new, another codebook; against a whole run.

    python bench/changes.py [--articles 2000]

All three in the same minutes, without keywords: those would make the whole run three times as
long, and the shares as much smaller.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

import corpus
from measure import PYTHON, Spent, command, keep

from framing import store

NEW, AGAIN = 0.02, 0.25  # of a whole run: the most that each may cost
OTHER = store.CODEBOOKS / f"{store.DEFAULT_CODEBOOK}.toml"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=2_000)
    n = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = corpus.write(folder / "old", n)
        new = corpus.write(folder / "new", n + n // 100, first=n)
        codebook = folder / "other.toml"
        codebook.write_text(another(OTHER.read_text(encoding="utf-8")), encoding="utf-8")
        run = folder / "run"

        def score(*options: object) -> Spent:
            return command(
                PYTHON, "-m", "framing", "score", *options, "--out", run, "--keywords", "later"
            )

        whole = score(*files)
        shutil.copytree(run, folder / "kept")
        added = score(*files, *new)
        shutil.rmtree(run)
        (folder / "kept").rename(run)
        again = score(*files, "--codebook", codebook)
    peer = f"the whole run {whole.seconds:.1f} s"
    keep(
        f"changes-{n}",
        [
            share(f"1 % new articles in {n:,}", added.seconds / whole.seconds, NEW, peer),
            share(f"another codebook on {n:,}", again.seconds / whole.seconds, AGAIN, peer),
        ],
    )


def another(codebook: str) -> str:
    """A codebook with another fingerprint that asks for the same work."""
    return codebook.replace("weight = 2.0", "weight = 1.9", 1)


def share(figure: str, measured: float, target: float, peer: str) -> dict[str, object]:
    """A row of RESULTS.md for a share of a whole run."""
    return {
        "figure": figure,
        "target": f"≤ {target:.0%} of a whole run",
        "measured": f"{measured:.1%}",
        "peer": peer,
        "met": measured <= target,
        "reached": target / measured,
    }


if __name__ == "__main__":
    main()
