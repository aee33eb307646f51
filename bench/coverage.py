"""How often a nominal 95 % interval holds the truth, in simulated corpora whose truth is known.

.venv/bin/python bench/coverage.py            # about four minutes on two cores; writes the table
.venv/bin/python bench/coverage.py --corpora 100 --out -    # quick and rough, prints only
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path

import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from framing.estimates.intervals import difference, share, t_quantile
from framing.measures import MEASURES, sampled_units

OUT = Path(__file__).resolve().parent.parent / "data" / "method" / "coverage.json"
SIZES = (3, 5, 10, 20, 50, 200)
TWO_SIZES = ((5, 5), (10, 10), (20, 20), (20, 200), (50, 50), (200, 200))
TWO_TRUTHS = ((0.02, 0.02), (0.05, 0.15), (0.15, 0.15), (0.15, 0.3), (0.5, 0.5), (0.5, 0.6))
TRUTHS = (0.02, 0.05, 0.15, 0.5, 0.95)
MEANS = {"tone": 0.1, "lean": 0.4, "lean, mostly 0": 0.1}
LEVEL = 0.95

Draw = Callable[[np.random.Generator, int, float], pl.DataFrame]
# What a group's articles look like, one row each: byline, story, numerator, denominator.


def lengths(rng: np.random.Generator, n: int) -> np.ndarray:
    """Sentences per article: log-normal, median 30, the longest tenth more than twice that."""
    return np.maximum(3, np.exp(rng.normal(np.log(30), 0.7, n))).astype(int)


def salience(likeness: float) -> Draw:
    """Beta-binomial counts of evoking sentences; `likeness` is the intraclass correlation."""

    def draw(rng: np.random.Generator, n: int, truth: float) -> pl.DataFrame:
        sentences = lengths(rng, n)
        concentration = 1 / likeness - 1
        own = rng.beta(truth * concentration, (1 - truth) * concentration, n)
        return corpus(rng.binomial(sentences, own), sentences)

    return draw


def by_few_authors(n_authors: int) -> Draw:
    """As salience, and half of the heterogeneity is between authors, one writing most."""

    def draw(rng: np.random.Generator, n: int, truth: float) -> pl.DataFrame:
        sentences = lengths(rng, n)
        author = np.concatenate([np.arange(n_authors), rng.integers(0, n_authors, n)])[:n]
        theirs = rng.beta(truth * 19, (1 - truth) * 19, n_authors)[author].clip(1e-9, 1 - 1e-9)
        own = rng.beta(theirs * 19, (1 - theirs) * 19)
        return corpus(rng.binomial(sentences, own), sentences, author)

    return draw


def positions(rng: np.random.Generator, n: int, truth: float) -> pl.DataFrame:
    """One yes or no per article."""
    return corpus(rng.random(n) < truth, np.ones(n))


def means(name: str) -> Draw:
    """Scores in -1…+1, as parts of the way from -1 to +1."""

    def draw(rng: np.random.Generator, n: int, truth: float) -> pl.DataFrame:
        if name == "tone":
            scores = rng.normal(truth, 0.25, n).clip(2 * truth - 1, 1)
        elif name == "lean":
            scores = 2 * rng.beta(0.7, 0.3, n) - 1
        else:  # a third of the articles say something, mostly for one side
            scores = np.where(rng.random(n) < 1 / 3, 2 * rng.beta(1.3, 0.7, n) - 1, 0.0)
        return corpus((1 + scores) / 2, np.ones(n))

    return draw


def corpus(counts: np.ndarray, of: np.ndarray, author: np.ndarray | None = None) -> pl.DataFrame:
    names = [str(number) for number in range(len(of))]
    return pl.DataFrame(
        {
            "byline": names if author is None else [f"author {a}" for a in author],
            "story": names,
            "numerator": np.asarray(counts, float),
            "denominator": np.asarray(of, float),
        }
    )


SCENES: dict[str, tuple[str, Draw, tuple[float, ...]]] = {
    "share of sentences": ("salience", salience(0.1), TRUTHS),
    "share of sentences, very unlike articles": ("salience", salience(0.3), TRUTHS),
    "share of sentences, 8 authors": ("salience", by_few_authors(8), (0.05, 0.15, 0.5)),
    "share of sentences, 4 authors": ("salience", by_few_authors(4), (0.05, 0.15, 0.5)),
    "share of sentences, 3 authors": ("salience", by_few_authors(3), (0.05, 0.15, 0.5)),
    "share of articles": ("position", positions, TRUTHS),
    **{f"mean {name}": ("lean", means(name), (truth,)) for name, truth in MEANS.items()},
}


def cell(task: tuple[str, float, int, int]) -> dict[str, object]:
    """Coverage and mean width in one scene at one truth and size, ours beside two plain methods."""
    scene, truth, n, n_corpora = task
    measure, draw, _ = SCENES[scene]
    target = (1 + truth) / 2 if scene.startswith("mean") else truth
    rng = np.random.default_rng([n, int(1000 * truth), len(scene)])
    inside = {"ours": 0, "percentile bootstrap": 0, "sentences as independent": 0}
    width = 0.0
    for seed in range(n_corpora):
        articles = draw(rng, n, truth)
        units, _ = sampled_units(articles)
        sums = units["numerator"].to_numpy(), units["denominator"].to_numpy()
        found = share(*sums, alike=MEASURES[measure].alike, draws=1000, seed=seed)
        low, high = found.bounds(LEVEL) or (0.0, 1.0)
        width += high - low
        inside["ours"] += low <= target <= high
        per_article = articles["numerator"].to_numpy(), articles["denominator"].to_numpy()
        low, high = percentile(*per_article, rng)
        inside["percentile bootstrap"] += low <= target <= high
        low, high = independent(*per_article)
        inside["sentences as independent"] += low <= target <= high
    coverage = {name: round(count / n_corpora, 4) for name, count in inside.items()}
    return {"scene": scene, "truth": truth, "n": n, "corpora": n_corpora, **coverage,
            "width": round(width / n_corpora, 4)}  # fmt: skip


def two_groups(task: tuple[str, tuple[float, float], tuple[int, int], int]) -> dict[str, object]:
    """Coverage of the interval of a difference, and how often it leaves out 0."""
    scene, truths, sizes, n_corpora = task
    measure, draw, _ = SCENES[scene]
    rng = np.random.default_rng([*sizes, *(int(1000 * truth) for truth in truths), len(scene)])
    inside = clear = 0
    for seed in range(n_corpora):
        sides = []
        for truth, n in zip(truths, sizes, strict=True):
            units, _ = sampled_units(draw(rng, n, truth))
            sums = units["numerator"].to_numpy(), units["denominator"].to_numpy()
            sides.append(share(*sums, alike=MEASURES[measure].alike, draws=1000, seed=seed))
        low, high = difference(*sides, LEVEL) or (-1.0, 1.0)
        inside += low <= truths[0] - truths[1] <= high
        clear += low > 0 or high < 0
    names = {"truths": " and ".join(map(str, truths)), "n": " and ".join(map(str, sizes))}
    figures = {"coverage": round(inside / n_corpora, 4), "clear": round(clear / n_corpora, 4)}
    return {"scene": scene, **names, "corpora": n_corpora, **figures}


def percentile(num: np.ndarray, den: np.ndarray, rng: np.random.Generator) -> tuple[float, float]:
    """The plain bootstrap over articles."""
    weights = rng.multinomial(len(num), np.full(len(num), 1 / len(num)), 400).astype(float)
    low, high = np.quantile((weights @ num) / (weights @ den), [0.025, 0.975])
    return float(low), float(high)


def independent(num: np.ndarray, den: np.ndarray) -> tuple[float, float]:
    """Wilson's interval with every sentence (or article) counted as independent."""
    n, value, z = den.sum(), num.sum() / den.sum(), t_quantile(0.975, 10**6)
    middle = (value + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(value * (1 - value) / n + z * z / (4 * n * n))
    return middle - half, middle + half


def measured(pool: ProcessPoolExecutor, corpora: int) -> pl.DataFrame:
    """Coverage of one group's interval in every scene, printed."""
    started = time.perf_counter()
    tasks = [
        (scene, truth, n, corpora)
        for scene, (_, _, truths) in SCENES.items()
        for truth, n in product(truths, SIZES)
    ]
    rows = pl.DataFrame(list(pool.map(cell, tasks)))
    shown = rows.with_columns(pl.col("n").cast(pl.String))
    for value in ("ours", "percentile bootstrap", "sentences as independent", "width"):
        print(value)
        print(shown.pivot("n", index=["scene", "truth"], values=value))
    enough = rows.filter(pl.col("n") >= 20)
    held = enough.filter(pl.col("ours").is_between(0.93, 0.97))
    print(
        f"n >= 20: {held.height} of {enough.height} cells within 93-97 %; mean "
        f"{enough['ours'].mean():.3f}, least {enough['ours'].min():.3f}, most "
        f"{enough['ours'].max():.3f}; plain bootstrap {enough['percentile bootstrap'].mean():.3f}, "
        f"sentences as independent {enough['sentences as independent'].mean():.3f}; "
        f"{time.perf_counter() - started:.0f} s"
    )
    return rows


def measured_differences(pool: ProcessPoolExecutor, corpora: int) -> pl.DataFrame:
    """Coverage of the interval of a difference, printed."""
    tasks = [
        (scene, truths, sizes, corpora)
        for scene in ("share of sentences", "share of articles")
        for truths, sizes in product(TWO_TRUTHS, TWO_SIZES)
    ]
    rows = pl.DataFrame(list(pool.map(two_groups, tasks)))
    for value in ("coverage", "clear"):
        print(f"differences: {value}")
        print(rows.pivot("n", index=["scene", "truths"], values=value))
    large = rows.filter(~pl.col("n").is_in(["5 and 5", "10 and 10"]))
    near = large.filter(pl.col("coverage").is_between(0.93, 0.97))
    print(
        f"differences, n >= 20 each: {near.height} of {large.height} cells within 93-97 %; mean "
        f"{large['coverage'].mean():.3f}, least {large['coverage'].min():.3f}, most "
        f"{large['coverage'].max():.3f}"
    )
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpora", type=int, default=1000)
    parser.add_argument("--out", default=str(OUT), help="JSON file, or - to print only")
    parser.add_argument(
        "--only-differences", action="store_true", help="leave the file's other table as it is"
    )
    options = parser.parse_args()
    path = Path(options.out)
    content = {"level": LEVEL, "corpora": options.corpora}
    with (
        ProcessPoolExecutor() as pool,
        pl.Config(tbl_rows=-1, tbl_width_chars=160, fmt_str_lengths=60, tbl_cols=-1),
    ):
        if options.only_differences:
            content = json.loads(path.read_text(encoding="utf-8"))
        else:
            content["rows"] = measured(pool, options.corpora).to_dicts()
        content["differences"] = measured_differences(pool, options.corpora).to_dicts()
    if options.out != "-":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
