"""Articles to articles with their stories: reprints and wire copy found and one copy marked.

Two articles are copies when the shorter one's four-word shingles are mostly in the longer one
(containment, Broder 1997), which a changed headline, a cut ending, an added teaser or a new first
paragraph leaves true. MinHash proposes the pairs, the shingles themselves decide.
"""

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rensa import RMinHash

MIN_WORDS = 25  # shorter texts share their few shingles by accident
SHINGLE = 4  # words; bench/duplicates.py: 5 finds fewer of the edited copies, and no surer
CONTAINED = 0.45  # of the shorter text; at .55 recall falls from .96 to .93 (bench/duplicates.py)
MIN_RATIO = 0.25  # shorter to longer: a brief inside a long round-up is no copy of the round-up
PERMUTATIONS = 128
ROWS = 2  # per band: 64 bands propose a pair of Jaccard similarity .25 with probability .98
MIN_AGREEING = 5  # of 128; the weakest copies (Jaccard similarity .11) agree in 14 on average
BATCH = 2_000  # articles whose words are in memory at once

Hashes = NDArray[np.uint64]
Pairs = NDArray[np.int64]


def mark(articles: pl.DataFrame, *, seed: int = 0) -> pl.DataFrame:
    """Set `cluster` and `is_canonical`; every row stays in its place.

    `articles` needs article_id, published and text. A cluster is named after its canonical copy:
    the earliest dated one, then the longest text, then the first in the table. An article without
    copies is its own cluster; so is every article of fewer than 25 words.
    """
    shingles = _Shingles(articles["text"])
    signatures = _signatures(shingles, seed)
    cluster = _clusters(articles.height, _candidates(signatures), shingles)
    order = (
        articles.select("published", n_words=pl.col("text").fill_null("").str.count_matches(r"\w+"))
        .with_row_index("row")
        .with_columns(cluster=pl.Series(cluster, dtype=pl.UInt32))
        .sort("published", "n_words", "row", descending=[False, True, False], nulls_last=True)
    )
    canonical = pl.col("row").first().over("cluster")
    rows = order.with_columns(canonical=canonical).sort("row")["canonical"]
    return articles.with_columns(
        cluster=articles["article_id"].gather(rows),
        is_canonical=rows == pl.Series(range(articles.height), dtype=pl.UInt32),
    )


class _Shingles:
    """Each text's shingles, computed again when asked for: 100,000 texts' would fill the memory."""

    def __init__(self, texts: pl.Series) -> None:
        self.texts = texts
        self.sets: dict[int, Hashes] = {}

    def batches(self) -> Iterator[tuple[Hashes, NDArray[np.int64]]]:
        """Shingles of all texts of a batch in one array, and where each text's begin and end."""
        for start in range(0, len(self.texts), BATCH):
            yield _shingles(self.texts.slice(start, BATCH))

    def of(self, row: int) -> Hashes:
        if row not in self.sets:
            self.sets[row] = np.unique(_shingles(self.texts.slice(row, 1))[0])
        return self.sets[row]

    def containment(self, row: int, other: int) -> float:
        """Share of the shorter text's shingles that the longer one has; 0 if it is far longer."""
        short, long = sorted((self.of(row), self.of(other)), key=len)
        if not len(short) or len(short) < MIN_RATIO * len(long):
            return 0.0
        return len(np.intersect1d(short, long, assume_unique=True)) / len(short)


def _shingles(texts: pl.Series) -> tuple[Hashes, NDArray[np.int64]]:
    """Hashes of every run of four words within a text; texts that are too short have none."""
    words = texts.fill_null("").str.to_lowercase().str.extract_all(r"[\p{L}\p{N}]+")
    n_words = words.list.len().to_numpy().astype(np.int64)
    hashes = words.explode(empty_as_null=False).hash(seed=0).to_numpy()
    text = np.repeat(np.arange(len(texts)), n_words)
    n_windows = max(0, len(hashes) - SHINGLE + 1)
    windows = np.zeros(n_windows, np.uint64)
    for place in range(SHINGLE):
        factor = np.uint64(0x9E3779B97F4A7C15 + 2 * place)  # odd, so no word is lost; order matters
        windows = windows * factor + hashes[place : place + n_windows]
    whole = (text[:n_windows] == text[SHINGLE - 1 :]) & (n_words[text[:n_windows]] >= MIN_WORDS)
    counts = np.where(n_words >= MIN_WORDS, n_words - SHINGLE + 1, 0)
    return windows[whole], np.concatenate([[0], np.cumsum(counts)])


def _signatures(shingles: _Shingles, seed: int) -> NDArray[np.uint32]:
    """MinHash signatures, shape (articles, permutations); rows of zeros for texts without any."""
    parts = [np.zeros((0, PERMUTATIONS), np.uint32)]
    for hashes, offsets in shingles.batches():
        matrix = RMinHash.digest_matrix_from_flat_token_hashes(hashes, offsets, PERMUTATIONS, seed)
        digests = np.array(matrix.to_rows(), np.uint32).reshape(len(offsets) - 1, PERMUTATIONS)
        digests[np.diff(offsets) == 0] = 0
        parts.append(digests)
    return np.concatenate(parts)


def _candidates(signatures: NDArray[np.uint32]) -> Pairs:
    """Pairs of rows that agree in a band and in enough permutations, shape (pairs, 2)."""
    rows = np.flatnonzero(signatures.any(axis=1))
    found = [np.zeros((0, 2), np.int64)]
    for band in range(0, PERMUTATIONS, ROWS):
        keys = np.ascontiguousarray(signatures[rows, band : band + ROWS]).view(np.uint64).ravel()
        order = np.argsort(keys, kind="stable")
        same = np.flatnonzero(keys[order][1:] == keys[order][:-1])
        firsts = np.searchsorted(keys[order], keys[order][same])
        # Not every pair of a crowded band: each member with the one before and with the first.
        found += [rows[order[[same, same + 1]]].T, rows[order[[firsts, same + 1]]].T]
    pairs = np.unique(np.sort(np.concatenate(found), axis=1), axis=0)
    agreeing = [
        (signatures[part[:, 0]] == signatures[part[:, 1]]).sum(axis=1)
        for part in np.array_split(pairs, len(pairs) // 100_000 + 1)
    ]
    return pairs[np.concatenate(agreeing) >= MIN_AGREEING]


def _clusters(n_rows: int, candidates: Pairs, shingles: _Shingles) -> list[int]:
    """For each row the longest text of its cluster.

    The surest pairs come first. Two clusters become one only when their longest texts are copies
    too: else reports that share a speech would chain all their copies together.
    """
    contained = [(shingles.containment(*pair), *pair) for pair in candidates.tolist()]
    copies = sorted((pair for pair in contained if pair[0] >= CONTAINED), reverse=True)
    parent = list(range(n_rows))

    def longest(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    for _, row, other in copies:
        roots = {longest(row), longest(other)}
        if len(roots) > 1 and shingles.containment(*roots) >= CONTAINED:
            short, long = sorted(roots, key=lambda root: len(shingles.of(root)))
            parent[short] = long
    return [longest(row) for row in range(n_rows)]
