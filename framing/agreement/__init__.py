"""Reference labels against the machine's: precision, recall, calibration, with intervals."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import polars as pl

from framing.agreement.gold import GoldError, aligned, judged
from framing.codebook import Codebook, Instrument
from framing.frames import by_indicators
from framing.pipeline import read
from framing.schema import AGREEMENT, STANCES, conform
from framing.scores import article_scores

DRAWS, LEVEL, SEED = 2_000, 0.95, 0
SURE = 0.8  # a position at or above this confidence is called sure

Counts = Callable[[np.ndarray], np.ndarray]


def validate(
    articles: pl.DataFrame, gold: pl.DataFrame, instrument: Instrument
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Score reference pieces and compare: (agreement table, article rows, sentence rows).

    Every figure has a 95 % interval from a bootstrap of whole articles.
    """
    book = instrument.codebook
    machine = read(articles.drop("gold_position", "gold_salience"), instrument)
    scores = article_scores(machine, instrument)
    pairs = aligned(gold, machine)
    verdicts = judged(pairs, book.frame_ids)
    positions = articles.join(scores, on="article_id").join(
        naive(articles, machine, instrument), on="article_id"
    )
    rows = [
        *_voice_rows(pairs),
        *_frame_rows(verdicts, book),
        *_stance_rows(verdicts),
        *_position_rows(positions, book.poles),
    ]
    return conform(pl.DataFrame(rows, orient="row"), AGREEMENT), positions, pairs


def naive(articles: pl.DataFrame, machine: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """What a keyword count says: the pole whose indicators occur more often, in anybody's voice."""
    first, second = instrument.codebook.poles
    hits = by_indicators(machine.with_row_index("row"), instrument).join(
        machine.with_row_index("row").select("row", "article_id"), on="row"
    )
    counts = hits.group_by("article_id").agg(
        n_first=(pl.col("frame") == first).sum(), n_second=(pl.col("frame") == second).sum()
    )
    return (
        articles.select("article_id")
        .join(counts, on="article_id", how="left")
        .select(
            "article_id",
            naive=pl.when(pl.col("n_first") > pl.col("n_second"))
            .then(pl.lit(first))
            .when(pl.col("n_first") < pl.col("n_second"))
            .then(pl.lit(second))
            .otherwise(pl.lit("mixed")),
        )
    )


def between_coders(
    first: Iterable[Mapping[str, Any]],
    second: Iterable[Mapping[str, Any]],
    frame_ids: tuple[str, ...],
) -> pl.DataFrame:
    """Cohen's kappa (1960) of two codings of the same documents: an agreement table.

    Documents are matched by id, sentences by their place; stance is compared where both evoke.
    Intervals are from a bootstrap of documents. Raises GoldError when sentences differ in number.
    """
    known = {document["id"]: document for document in first}
    rows: list[dict[str, Any]] = []
    for other in second:
        document = known.get(other["id"])
        if document is None:
            continue
        if len(document["sentences"]) != len(other["sentences"]):
            raise GoldError(f"{other['id']}: the two codings differ in their number of sentences")
        rows += _twice(document, other, frame_ids)
    table = pl.DataFrame(rows, schema=["layer", "what", "article_id", "one", "two"], orient="row")
    return conform(
        pl.DataFrame(
            [
                _kappa(part, *keys)
                for keys, part in table.group_by("layer", "what", maintain_order=True)
            ]
        ),
        AGREEMENT,
    )


def _twice(one: Mapping[str, Any], two: Mapping[str, Any], frame_ids: tuple[str, ...]) -> list[Any]:
    name = one["id"]
    rows = [
        ("position", "position", name, one["position"], two["position"]),
        ("position", "salience", name, one["salience"], two["salience"]),
    ]
    for a, b in zip(one["sentences"], two["sentences"], strict=True):
        rows.append(("voice", "voice", name, a["voice"], b["voice"]))
        for frame in frame_ids:
            in_a, in_b = frame in a["frames"], frame in b["frames"]
            rows.append(("frame", frame, name, str(in_a), str(in_b)))
            if in_a and in_b:
                rows.append(("stance", "stance", name, a["stance"][frame], b["stance"][frame]))
    return rows


def _kappa(part: pl.DataFrame, layer: str, what: str) -> dict[str, Any]:
    """Counts per document: agreed, total, and how often each coder used each label."""
    labels = sorted({*part["one"], *part["two"]})
    counts = part.group_by("article_id", maintain_order=True).agg(
        (pl.col("one") == pl.col("two")).sum().alias("agreed"),
        pl.len().alias("total"),
        *((pl.col("one") == label).sum().alias(f"one_{label}") for label in labels),
        *((pl.col("two") == label).sum().alias(f"two_{label}") for label in labels),
    )

    def kappa(sums: np.ndarray) -> np.ndarray:
        total = sums[:, 1]
        ones, twos = np.split(sums[:, 2:] / total[:, None], 2, axis=1)
        chance = (ones * twos).sum(axis=1)
        return np.asarray((sums[:, 0] / total - chance) / (1 - chance))

    numbers = counts.drop("article_id").to_numpy().astype(float)
    name = "Cohen's kappa" if what == layer else f"Cohen's kappa, {what}"
    return _row(layer, "coder 1/coder 2", name, numbers, kappa, part.height)


# One row of counts per article; figures are ratios of their sums, so that a bootstrap of articles
# is one product of a matrix of weights and the matrix of counts.


def _row(
    layer: str, pair: str, name: str, counts: np.ndarray, figure: Counts, n: int
) -> dict[str, Any]:
    articles = len(counts)
    draw = np.random.default_rng(SEED).multinomial
    weights = (
        draw(articles, np.full(articles, 1 / articles), DRAWS) if articles else np.zeros((1, 0))
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        value = float(figure(counts.sum(axis=0, keepdims=True))[0])
        draws = figure(weights @ counts)
    draws = draws[np.isfinite(draws)]
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(draws, [tail, 1 - tail]) if len(draws) else (None, None)
    return {
        "layer": layer,
        "pair": pair,
        "coefficient": name,
        "value": value if np.isfinite(value) else None,  # null where there is nothing to count
        "low": low,
        "high": high,
        "n": n,
    }


def _precision(counts: np.ndarray) -> np.ndarray:
    return np.asarray(counts[:, 0] / (counts[:, 0] + counts[:, 1]))


def _recall(counts: np.ndarray) -> np.ndarray:
    return np.asarray(counts[:, 0] / (counts[:, 0] + counts[:, 2]))


def _f1(counts: np.ndarray) -> np.ndarray:
    return np.asarray(2 * counts[:, 0] / (2 * counts[:, 0] + counts[:, 1] + counts[:, 2]))


def _macro_f1(counts: np.ndarray) -> np.ndarray:
    """Mean of F1 over the classes; each class has three columns of counts."""
    figures = [_f1(counts[:, i : i + 3]) for i in range(0, counts.shape[1], 3)]
    return np.asarray(np.mean(figures, axis=0))


def _share(counts: np.ndarray) -> np.ndarray:
    return np.asarray(counts[:, 0] / counts[:, 1])


def _confusions(table: pl.DataFrame, gold: pl.Expr, found: pl.Expr) -> np.ndarray:
    """True positives, false positives and false negatives per article, shape (articles, 3)."""
    counts = table.group_by("article_id", maintain_order=True).agg(
        tp=(gold & found).sum(), fp=(~gold & found).sum(), fn=(gold & ~found).sum()
    )
    return counts.select("tp", "fp", "fn").to_numpy().astype(float)


def _voice_rows(pairs: pl.DataFrame) -> list[dict[str, Any]]:
    rows, both = [], []
    for voice in ("author", "other"):
        counts = _confusions(
            pairs,
            pl.col("gold_voice") == voice,
            pl.col("voice").cast(pl.String).eq_missing(pl.lit(voice)),
        )
        both.append(counts)
        rows.append(_row("voice", "machine/reference", f"F1 {voice}", counts, _f1, pairs.height))
    macro = _row("voice", "machine/reference", "macro-F1", np.hstack(both), _macro_f1, pairs.height)
    indirect = pairs.filter(~pl.col("quoted"))
    counts = _confusions(
        indirect,
        pl.col("gold_voice") == "other",
        pl.col("voice").cast(pl.String).eq_missing(pl.lit("other")),
    )
    n = indirect.filter(pl.col("gold_voice") == "other").height
    return [
        macro,
        *rows,
        _row("voice", "machine/reference", "recall of other without quotes", counts, _recall, n),
        _row(
            "voice", "machine/reference", "precision of other without quotes", counts, _precision, n
        ),
    ]


def _frame_rows(verdicts: pl.DataFrame, book: Codebook) -> list[dict[str, Any]]:
    rows, every = [], []
    for frame in book.frame_ids:
        part = verdicts.filter(pl.col("frame") == frame)
        gold, found = pl.col("gold_stance").is_not_null(), pl.col("stance").is_not_null()
        counts = _confusions(part, gold, found)
        every.append(counts)
        n = part.filter(gold).height
        rows += [
            _row("frame", "machine/reference", f"{name} {frame}", counts, figure, n)
            for name, figure in (("precision", _precision), ("recall", _recall), ("F1", _f1))
        ]
    n = sum(row["n"] for row in rows if row["coefficient"].startswith("F1"))
    macro = _row("frame", "machine/reference", "macro-F1", np.hstack(every), _macro_f1, n)
    return [macro, *rows]


def _stance_rows(verdicts: pl.DataFrame) -> list[dict[str, Any]]:
    """Stance on pairs that the reference evokes: missed ones count as wrong, end to end."""
    evoked = verdicts.filter(pl.col("gold_stance").is_not_null())
    seen = evoked.filter(pl.col("stance").is_not_null())
    rows = []
    for name, part in (("end to end", evoked), ("where both see the frame", seen)):
        counts = [
            _confusions(
                part, pl.col("gold_stance") == stance, pl.col("stance").eq_missing(pl.lit(stance))
            )
            for stance in STANCES
        ]
        rows.append(
            _row(
                "stance",
                "machine/reference",
                f"macro-F1 {name}",
                np.hstack(counts),
                _macro_f1,
                part.height,
            )
        )
        rows += [
            _row("stance", "machine/reference", f"F1 {stance} {name}", c, _f1, part.height)
            for stance, c in zip(STANCES, counts, strict=True)
        ]
    return rows


def _position_rows(positions: pl.DataFrame, poles: tuple[str, str]) -> list[dict[str, Any]]:
    coded = positions.filter(pl.col("gold_position").is_not_null())
    conflict = coded.filter(
        pl.col("gold_salience").is_in(poles)
        & pl.col("gold_position").is_in(poles)
        & (pl.col("gold_salience") != pl.col("gold_position"))
    )
    sure = coded.filter(pl.col("confidence") >= SURE)
    right = pl.col("position") == pl.col("gold_position")
    rows = []
    for name, part in (("accuracy", coded), ("accuracy, salience ≠ position", conflict)):
        for pair, hit in (
            ("machine/reference", right),
            ("keyword count/reference", pl.col("naive") == pl.col("gold_position")),
        ):
            rows += _rate("position", pair, name, part, hit)
    rows += _rate("position", "machine/reference", f"accuracy at confidence ≥ {SURE}", sure, right)
    rows += _rate(
        "position",
        "machine/reference",
        f"share at confidence ≥ {SURE}",
        coded,
        pl.col("confidence").fill_null(0) >= SURE,
    )
    rows += [
        row
        for pole in poles
        for row in _rate(
            "position",
            "machine/reference",
            f"error rate on {pole} pieces",
            coded.filter(pl.col("gold_position") == pole),
            ~right,
        )
    ]
    return [*rows, *_calibration(coded, right)]


def _rate(
    layer: str, pair: str, name: str, part: pl.DataFrame, hit: pl.Expr
) -> list[dict[str, Any]]:
    if part.is_empty():
        return []
    counts = part.select(hit.cast(pl.Float64).alias("hit"), pl.lit(1.0).alias("of")).to_numpy()
    return [_row(layer, pair, name, counts, _share, part.height)]


def _calibration(coded: pl.DataFrame, right: pl.Expr, bins: int = 5) -> list[dict[str, Any]]:
    """Expected calibration error over equal-width bins of confidence (Guo et al., 2017, ICML)."""
    scored = coded.drop_nulls("confidence")
    if scored.is_empty():
        return []
    chance = scored["confidence"].to_numpy()
    hit = scored.select(right.cast(pl.Float64)).to_series().to_numpy()
    bin_of = np.minimum((chance * bins).astype(int), bins - 1)
    onehot = np.eye(bins)[bin_of]
    counts = np.hstack([onehot, onehot * chance[:, None], onehot * hit[:, None]])

    def error(sums: np.ndarray) -> np.ndarray:
        n, sure, hits = np.split(sums, 3, axis=1)
        return np.asarray(np.abs(sure - hits).sum(axis=1) / n.sum(axis=1))

    return [
        _row("position", "machine/reference", "expected calibration error", counts, error, len(hit))
    ]
