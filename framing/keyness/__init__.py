"""Terms to keyness: which words set each group apart from all the others."""

from dataclasses import dataclass
from math import erfc, sqrt
from statistics import NormalDist

import numpy as np
import polars as pl

from framing.estimates import MIN_ARTICLES as MIN_GROUP
from framing.estimates.contrasts import benjamini_hochberg
from framing.keyness.index import MIN_ARTICLES, VOICES, Floats, Index, Ints, index, sums
from framing.measures import UNKNOWN, membership
from framing.schema import KEYNESS, conform

__all__ = ["MIN_ARTICLES", "MIN_GROUP", "VOICES", "Index", "compared", "index", "keyness"]

# Terms that the prior adds, as a part of the mean group's. bench/keyness.py: with groups drawn by
# lot p < .05 stays below .05; less would find more, but nothing that one group alone says.
PRIOR = 0.3
MIN_Z = 1.96  # p of .05: what is not even that without correction is not listed
TOP = 60  # terms listed of each group and direction
MOST_GROUPS = 30


@dataclass(frozen=True, slots=True, eq=False)
class _Layer:
    """The bin of each article of an index, and the voice whose terms count.

    Bins are groups, then one for the rest that is no group, then one for what is left out. An
    article with two authors is in two layers; only the first is `whole`, with every article once.
    """

    bins: Ints
    voice: str | None
    whole: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class _Counts:
    """Terms × groups: times and articles of the group and of the rest; per term, the dispersion."""

    times: Floats
    rest: Floats
    articles: Floats
    articles_rest: Floats
    of: Floats  # all terms of as many words, of the group ...
    of_rest: Floats
    dispersion: Floats


def keyness(
    found: Index,
    articles: pl.DataFrame,
    *,
    by: str,
    voice: str | None = None,
    level: float = 0.95,
    top: int = TOP,
) -> pl.DataFrame:
    """Each group against all other selected articles, most telling terms first: a KEYNESS table.

    `articles` are the selected rows of ARTICLE; `by` is a grouping of measures, or "voice". For
    each term the log-odds ratio with informative Dirichlet prior (Monroe, Colaresi & Quinn 2008,
    Political Analysis 16, eq. 16-22), group against the rest, the prior being the selection's own
    frequencies. Words repeat within an article, so its variance is widened by `dispersion`, the
    variance-to-mean ratio over the articles of a group. q corrects p for every term and group that
    was looked at (Benjamini and Hochberg 1995). Terms in fewer than MIN_ARTICLES articles of the
    selection are not looked at; those in fewer of the side that says them more, or with p above
    .05, are not listed. Groups that `compared` does not name are part of the rest only.
    """
    members = None if by == "voice" else membership(articles, by, bylines=False)
    names = list(VOICES) if members is None else _large(members)
    if not names or not len(found.terms):
        return pl.DataFrame(schema=KEYNESS)
    ids = pl.DataFrame({"article_id": found.ids}).with_row_index("at")
    bins = np.full(len(ids), len(names) + 1)  # left out, unless selected
    bins[ids.join(articles, on="article_id", how="semi")["at"].to_numpy()] = len(names)
    layers = (
        _voices(bins)
        if members is None
        else _groups(members.join(ids, on="article_id"), names, bins, voice)
    )
    counts = _counts(found, layers, len(names))
    often = (counts.articles + counts.articles_rest)[:, :1] >= MIN_ARTICLES
    seen = often & (counts.of > 0) & (counts.of_rest > 0)
    log_odds, error = _log_odds(counts, PRIOR)
    with np.errstate(invalid="ignore"):
        z = np.where(seen, log_odds / error, 0)
    term, group = np.nonzero(seen & (np.abs(z) >= MIN_Z))
    at = term, group
    p = list(map(erfc, (np.abs(z[at]) / sqrt(2)).tolist()))
    n = int(seen.sum())
    says_more = np.where(z[at] > 0, counts.articles[at], counts.articles_rest[at])
    half = NormalDist().inv_cdf((1 + level) / 2)
    listed = (
        pl.DataFrame({"t": term, "g": group, "z": z[at], "p": p, "n": says_more})
        .with_columns(q=benjamini_hochberg(pl.col("p"), n), size=pl.col("z").abs())
        .filter(pl.col("n") >= MIN_ARTICLES)
        .sort("g", "size", "t", descending=[False, True, False])
        .group_by("g", more=pl.col("z") > 0, maintain_order=True)
        .head(top)
        .sort("g", "size", "t", descending=[False, True, False])
    )
    at = listed["t"].to_numpy(), listed["g"].to_numpy()
    whole = {
        "count": counts.times,
        "of": counts.of,
        "count_rest": counts.rest,
        "of_rest": counts.of_rest,
        "n_articles": counts.articles,
        "n_articles_rest": counts.articles_rest,
    }
    return listed.with_columns(
        grouped_by=pl.lit(by),
        group=pl.Series(names, dtype=pl.String).gather(listed["g"]),
        term=found.terms.gather(listed["t"]),
        log_odds=pl.Series(log_odds[at]),
        low=pl.Series(log_odds[at] - half * error[at]),
        high=pl.Series(log_odds[at] + half * error[at]),
        level=pl.lit(level),
        n_compared=pl.lit(n),
        dispersion=pl.Series(counts.dispersion[at[0]]),
        **{name: pl.Series(values[at]).round().cast(pl.Int64) for name, values in whole.items()},
    ).pipe(conform, KEYNESS)


def compared(articles: pl.DataFrame, *, by: str) -> list[str]:
    """The groups that are large enough to be compared, in order; the largest if they are many."""
    return list(VOICES) if by == "voice" else _large(membership(articles, by, bylines=False))


def _large(members: pl.DataFrame) -> list[str]:
    sizes = members.group_by("group").agg(n=pl.len())
    large = sizes.filter((pl.col("n") >= MIN_GROUP) & (pl.col("group") != UNKNOWN))
    most = large.sort("n", "group", descending=[True, False]).head(MOST_GROUPS)
    return most["group"].sort().to_list()


def _voices(bins: Ints) -> list[_Layer]:
    """The authors' own voice as the first group, quoted voices as the second."""
    chosen = bins == len(VOICES)
    return [_Layer(np.where(chosen, number, bins), name) for number, name in enumerate(VOICES)]


def _groups(members: pl.DataFrame, names: list[str], bins: Ints, voice: str | None) -> list[_Layer]:
    """Articles by group; `bins` says which are selected, `members` has `at`, their place."""
    numbers = pl.DataFrame({"group": names}).with_row_index("number")
    placed = members.join(numbers, on="group").with_columns(
        turn=pl.int_range(pl.len()).over("at") if members["at"].is_duplicated().any() else 0
    )
    layers = []
    for turn in range(max(placed["turn"].n_unique(), 1)):
        mine = placed.filter(turn=turn)
        within = bins.copy() if turn == 0 else np.full(len(bins), len(names) + 1)
        within[mine["at"].to_numpy()] = mine["number"].to_numpy()
        layers.append(_Layer(within, voice, whole=turn == 0))
    return layers


def _counts(found: Index, layers: list[_Layer], n_groups: int) -> _Counts:
    """Add the layers up; the rest of a group is the whole without it."""
    shape, long = (len(found.terms), n_groups + 1), found.lengths - 1
    times, articles, squares = np.zeros(shape), np.zeros(shape), np.zeros(shape[0])
    all_times, all_articles, expected = np.zeros(shape), np.zeros(shape), np.zeros(shape[0])
    of, all_of = np.zeros((2, shape[1])), np.zeros((2, shape[1]))
    for layer in layers:
        counted = sums(found, layer.bins, shape[1], layer.voice)
        size, size_squared = _sizes(found, layer, shape[1])
        times += counted.times
        articles += counted.articles
        of += size
        if layer.whole:
            all_times += counted.times
            all_articles += counted.articles
            all_of += size
            squares += counted.squares
            # What the squares come to where words fall into a group's articles by lot.
            share = np.divide(1, size, out=np.zeros_like(size), where=size > 0)
            expected += (counted.times**2 * (size_squared * share**2)[long]).sum(axis=1)
    total = all_times.sum(axis=1)
    ratio = np.divide(squares - expected, total, out=np.ones_like(total), where=total > 0)
    groups = slice(0, n_groups)
    return _Counts(
        times=times[:, groups],
        rest=total[:, None] - times[:, groups],
        articles=articles[:, groups],
        articles_rest=all_articles.sum(axis=1)[:, None] - articles[:, groups],
        of=of[long, groups],
        of_rest=(all_of.sum(axis=1)[:, None] - of[:, groups])[long],
        dispersion=np.maximum(ratio, 1),
    )


def _sizes(found: Index, layer: _Layer, n_bins: int) -> tuple[Floats, Floats]:
    """All terms of one and of two words in each bin, and the squares of each article's number."""
    voices = [0, 1] if layer.voice is None else [VOICES.index(layer.voice)]
    per_article = found.totals[voices].sum(axis=0)

    def binned(numbers: Floats) -> Floats:
        rows = [np.bincount(layer.bins, weights=n, minlength=n_bins)[:n_bins] for n in numbers]
        return np.stack(rows).astype(np.float64)

    return binned(per_article), binned(per_article**2)


def _log_odds(counts: _Counts, prior: float) -> tuple[Floats, Floats]:
    """Log-odds of the group less those of the rest, and the error of that; terms × groups."""
    total, of = counts.times[:, :1] + counts.rest[:, :1], counts.of[:, :1] + counts.of_rest[:, :1]
    weight = prior * of / counts.times.shape[1]  # how many terms the prior stands for
    alpha = np.divide(weight * total, of, out=np.zeros_like(of), where=of > 0)
    says, rest = counts.times + alpha, counts.rest + alpha
    with np.errstate(divide="ignore", invalid="ignore"):  # terms that nobody selected says
        odds = says * (counts.of_rest + weight - rest) / (rest * (counts.of + weight - says))
        error = np.sqrt((1 / says + 1 / rest) * counts.dispersion[:, None])
        return np.log(odds), error
