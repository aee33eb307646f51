"""Reference labels against the machine's: precision, recall, calibration, with intervals."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import polars as pl

from framing.codebook import Codebook, Instrument
from framing.frames import by_indicators
from framing.pipeline import read
from framing.schema import AGREEMENT, ARTICLE, STANCES, conform
from framing.scores import article_scores

DRAWS, LEVEL, SEED = 2_000, 0.95, 0
SURE = 0.8  # a position at or above this confidence is called sure

Counts = Callable[[np.ndarray], np.ndarray]


class GoldError(ValueError):
    """A gold file cannot be used; the message says which document and why."""


def reference(documents: Iterable[Mapping[str, Any]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Gold documents to an article table and a table of their labelled sentences.

    Each document needs id, text and sentences, and each sentence text, voice, frames and stance;
    `title_frames`, outlet, author, date and genre are optional. The article table has two columns
    besides: gold_position and gold_salience. The sentence table: article_id, start, end, voice and
    stance (frame to stance), in order. Raises GoldError when a sentence is not in its text.
    """
    articles, sentences = [], []
    for document in documents:
        try:
            articles.append(_article(document))
            sentences += _located(document)
        except KeyError as error:
            name = document.get("id", "a document without id")
            raise GoldError(f"{name}: the key {error} is missing") from None
    table = pl.DataFrame(articles, infer_schema_length=None)
    extra = table.select("gold_position", "gold_salience")
    table = table.with_columns(pl.col("published").str.to_date(strict=False)).pipe(conform, ARTICLE)
    return table.hstack(extra), pl.DataFrame(sentences, infer_schema_length=None)


def _article(document: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "article_id": document["id"],
        "url": None,
        "outlet": document.get("outlet"),
        "authors": [document["author"]] if document.get("author") else [],
        "published": document.get("date"),
        "title": document.get("title"),
        "text": document["text"],
        "genre": document.get("genre", "unknown"),
        "language": "en",
        "n_words": len(document["text"].split()),
        "cluster": document["id"],
        "is_canonical": True,
        "source": "gold",
        "gold_position": document.get("position"),
        "gold_salience": document.get("salience"),
    }


def _located(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows, begin = [], 0
    for number, sentence in enumerate(document["sentences"]):
        start = document["text"].find(sentence["text"], begin)
        if start < 0:
            raise GoldError(
                f"{document['id']}: sentence {number} is not in the text, or not in order"
            )
        begin = start + len(sentence["text"])
        rows.append(
            {
                "article_id": document["id"],
                "gold": number,
                "start": start,
                "end": begin,
                "gold_voice": sentence["voice"],
                "quoted": any(mark in sentence["text"] for mark in '“”"«»'),
                "gold_stance": [
                    {"frame": frame, "stance": sentence.get("stance", {}).get(frame, "neutral")}
                    for frame in sentence["frames"]
                ],
            }
        )
    return rows


def aligned(gold: pl.DataFrame, machine: pl.DataFrame) -> pl.DataFrame:
    """Each gold sentence with the machine's body sentence that shares most characters with it.

    Adds voice and evidence; both are null where the machine has no sentence there.
    """
    body = machine.filter(pl.col("part") == "body").select(
        "article_id", "voice", "evidence", "sentence", begin="start", finish="end"
    )
    shared = pl.min_horizontal("end", "finish") - pl.max_horizontal("start", "begin")
    best = (
        gold.join(body, on="article_id")
        .with_columns(shared=shared)
        .filter(pl.col("shared") > 0)
        .sort("shared", "sentence", descending=[True, False])
        .unique(["article_id", "gold"], keep="first")
        .select("article_id", "gold", "sentence", "voice", "evidence")
    )
    return gold.join(best, on=["article_id", "gold"], how="left", maintain_order="left")


def judged(pairs: pl.DataFrame, frame_ids: tuple[str, ...]) -> pl.DataFrame:
    """One row per gold sentence and frame: gold and machine stance, null where not evoked."""
    gold = (
        pairs.select("article_id", "gold", "gold_stance")
        .explode("gold_stance", empty_as_null=True)
        .drop_nulls("gold_stance")
        .unnest("gold_stance")
        .rename({"stance": "gold_stance"})
    )
    found = (
        pairs.select("article_id", "gold", "evidence")
        .explode("evidence", empty_as_null=True)
        .drop_nulls("evidence")
        .unnest("evidence")
        .group_by("article_id", "gold", "frame")
        .agg(pl.col("stance").first().cast(pl.String))
    )
    keys = ["article_id", "gold", "frame"]
    return (
        pairs.select("article_id", "gold")
        .join(pl.DataFrame({"frame": frame_ids}), how="cross")
        .join(gold, on=keys, how="left")
        .join(found, on=keys, how="left")
        .sort(keys)
    )


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


# One row of counts per article; figures are ratios of their sums, so that a bootstrap of articles
# is one product of a matrix of weights and the matrix of counts.


def _row(
    layer: str, pair: str, name: str, counts: np.ndarray, figure: Counts, n: int
) -> dict[str, Any]:
    weights = np.random.default_rng(SEED).multinomial(
        len(counts), np.full(len(counts), 1 / len(counts)), DRAWS
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
        "value": value,
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
        indirect, pl.col("gold_voice") == "other", pl.col("voice").cast(pl.String) == "other"
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
