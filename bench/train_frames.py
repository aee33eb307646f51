"""Reference sentences and pieces to the weights that find frames, stances and positions.

    pip install scikit-learn
    python bench/train_frames.py    # writes data/codebooks/*.lexicon.tsv, data/weights/*.json

Reads data/gold/sentences.jsonl and data/gold/train.jsonl (reference coding, synthetic texts) and
nothing else.
"""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from scipy.sparse import csr_matrix, vstack
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from framing import frames, scores, stances, store
from framing.agreement.gold import reference
from framing.codebook import Instrument
from framing.frames import lexicon
from framing.schema import SENTENCE
from framing.sentences import split
from framing.voices import add_voice
from framing.weights import Linear

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "data" / "gold"
FOLDS = 5
C_FRAMES, C_SIDES = 4.0, 1.0  # chosen on data/gold/tune.jsonl
MIN_DF = 2
EXAMPLES = 4  # how often the codebook's own examples count; "other" keeps stances out of it
DIGITS = 3
# Function words that mark a stance stay; the rest only tell one writer's habits from another's.
MARKS = {
    "no",
    "not",
    "never",
    "nor",
    "none",
    "nobody",
    "nothing",
    "neither",
    "cannot",
    "without",
    "against",
    "only",
    "must",
    "should",
    "if",
    "unless",
    "until",
    "instead",
    "rather",
    "enough",
    "too",
    "why",
    "because",
    "can",
    "will",
}
FILLERS = (set(ENGLISH_STOP_WORDS) | {"it's", "that's", "he's", "she's", "there's", "i'm"}) - MARKS


def telling(feature: str, topic: re.Pattern[str]) -> bool:
    """Whether a feature may speak: no single word that only names the topic or fills a sentence."""
    return " " in feature or not (feature in FILLERS or topic.search(feature))


class Reader:
    """Texts to weighted words, with the statistics of the training texts."""

    def __init__(self, texts: list[str], topic: re.Pattern[str]) -> None:
        counts = Counter(self._lines(texts)["feature"].to_list())
        self.words = sorted(f for f, n in counts.items() if n >= MIN_DF and telling(f, topic))
        self.idf = np.array([np.log((1 + len(texts)) / (1 + counts[w])) + 1 for w in self.words])

        # Pairs of mere function words ("of the") tell writers from each other, not sides.
        self.full = np.array([not set(w.split()) <= FILLERS for w in self.words])

    @staticmethod
    def _lines(texts: list[str]) -> pl.DataFrame:
        return lexicon.features(pl.DataFrame({"text": texts}).with_row_index("row"))

    def __call__(self, texts: list[str]) -> csr_matrix:
        """Texts to vectors of length 1, shape (texts, words)."""
        index = pl.DataFrame({"feature": self.words}).with_row_index("column")
        found = self._lines(texts).join(index, on="feature")
        columns = found["column"].to_numpy()
        shape = (len(texts), len(self.words))
        weighted = csr_matrix((self.idf[columns], (found["row"].to_numpy(), columns)), shape)
        norm = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)))
        return csr_matrix(weighted.multiply(1 / np.maximum(norm, 1e-9)))

    def table(self, models: dict[str, LogisticRegression]) -> pl.DataFrame:
        """The lexicon: every weight by its word."""
        bias = {"feature": lexicon.BIAS, "idf": 0.0}
        bias |= {f"w_{head}": float(model.intercept_[0]) for head, model in models.items()}
        weights = {f"w_{head}": model.coef_[0] for head, model in models.items()}
        words = pl.DataFrame({"feature": self.words, "idf": self.idf} | weights)
        return pl.concat([pl.DataFrame([bias]), words]).with_columns(
            pl.col(pl.Float64).round(DIGITS)
        )


def lean_of(stance: dict[str, str] | None, poles: tuple[str, str]) -> float:
    """1 where the wording is for the second pole, 0 for the first, nan for neither or both."""
    sides = {
        (frame == poles[1]) == (verdict == "endorse")
        for frame, verdict in (stance or {}).items()
        if verdict != "neutral"
    }
    return float(sides.pop()) if len(sides) == 1 else np.nan


def fitted(head: str, x: csr_matrix, y: np.ndarray, full: np.ndarray) -> LogisticRegression:
    """A head of the lexicon: a frame learns from every feature, a side from `full` ones alone."""
    if head != "leaning" and ":" not in head:
        return LogisticRegression(C=C_FRAMES, solver="liblinear", random_state=0).fit(x, y)
    balance = "balanced" if head == "leaning" else None
    model = LogisticRegression(C=C_SIDES, solver="liblinear", class_weight=balance, random_state=0)
    model.fit(x[:, full], y)
    weights = np.zeros((1, x.shape[1]))
    weights[:, full] = model.coef_
    model.coef_, model.n_features_in_ = weights, x.shape[1]
    return model


def weighed(x: np.ndarray, y: np.ndarray, c: float) -> LogisticRegression:
    """A combiner of a few named features."""
    return LogisticRegression(C=c, max_iter=4000).fit(x, y)


def linear(model: LogisticRegression, names: list[str], classes: list[str] | None = None) -> Linear:
    """A scikit-learn model as named weights; binary models keep the one positive class."""
    rows = zip(classes or model.classes_, model.coef_, model.intercept_, strict=True)
    return Linear(
        {
            str(c): {"bias": round(float(b), DIGITS)}
            | {n: round(float(w), DIGITS) for n, w in zip(names, row, strict=True)}
            for c, row, b in rows
        }
    )


def save(name: str, model: Linear) -> None:
    store.WEIGHTS.mkdir(exist_ok=True)
    text = json.dumps({c: dict(row) for c, row in model.weights.items()}, indent=1)
    (store.WEIGHTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    print(name, text)


def alone(sentences: list[dict[str, Any]]) -> pl.DataFrame:
    """Reference sentences as articles of one sentence each, in the voice that was coded."""
    return pl.DataFrame(
        {
            "article_id": [f"single {i}" for i in range(len(sentences))],
            "sentence": 0,
            "paragraph": 0,
            "part": "body",
            "start": 0,
            "end": [len(s["text"]) for s in sentences],
            "text": [s["text"] for s in sentences],
            "voice": [s["voice"] for s in sentences],
        },
        schema_overrides=SENTENCE,
    )


def labelled_pairs(
    coded: pl.DataFrame, labels: list[dict[str, str] | None], instrument: Instrument
) -> tuple[pl.DataFrame, np.ndarray]:
    """Sentence and frame pairs that the machine finds: their signs, and their coded stances."""
    found = coded.with_row_index("row").explode("evidence").drop_nulls("evidence")
    found = found.with_columns(pl.col("evidence").struct.unnest().name.prefix("evidence_"))
    pairs = stances.signs(found, instrument)
    coded_as = [(labels[r] or {}).get(f) for r, f in pairs.select("row", "frame").iter_rows()]
    return pairs, np.array(coded_as, dtype=object)


def gold_of(machine: pl.DataFrame, gold: pl.DataFrame) -> list[dict[str, str] | None]:
    """For each machine sentence the stance labels of the gold sentence it shares most with."""
    spans = gold.select("article_id", "gold_stance", "gold_voice", begin="start", finish="end")
    shared = pl.min_horizontal("end", "finish") - pl.max_horizontal("start", "begin")
    best = (
        machine.with_row_index("row")
        .filter(pl.col("part") == "body")
        .join(spans, on="article_id")
        .with_columns(shared=shared)
        .filter(pl.col("shared") > 0)
        .sort("shared", descending=True)
        .unique("row", keep="first")
    )
    labels: list[dict[str, str] | None] = [None] * machine.height
    for row, stance in best.select("row", "gold_stance").iter_rows():
        labels[row] = {entry["frame"]: entry["stance"] for entry in stance}
    return labels


def main() -> None:
    instrument = store.instrument()
    book = instrument.codebook
    poles = book.poles
    sentences = store.gold([GOLD / "sentences.jsonl"])
    sentences += EXAMPLES * [
        {"text": text, "voice": "other", "stance": {frame.id: "neutral"} if evokes else {}}
        for frame in book.frames
        for evokes, texts in ((True, frame.examples), (False, frame.counterexamples))
        for text in texts
    ]
    documents = store.gold([GOLD / "train.jsonl"])
    articles, gold = reference(documents)
    authors = dict(zip(articles["article_id"], articles["authors"].list.first(), strict=True))
    machine = add_voice(
        split(articles.select("article_id", "title", "text")), instrument.combiners.get("voice")
    )
    labels = gold_of(machine, gold)
    titles = {d["id"]: d.get("title_frames", {}) for d in documents}
    labels = [
        titles[article] if part == "headline" else label
        for article, part, label in zip(machine["article_id"], machine["part"], labels, strict=True)
    ]
    texts = [s["text"] for s in sentences]
    reader = Reader(texts + machine["text"].to_list(), re.compile(book.topic.pattern))
    x_refs, x_gold = reader(texts), reader(machine["text"].to_list())
    groups = np.array([authors[a] for a in machine["article_id"]])
    voice = machine["voice"].cast(pl.String).to_list()

    heads: dict[
        str, tuple[np.ndarray, np.ndarray]
    ] = {}  # name: labels of references, of gold; nan = unused
    for frame in book.frame_ids:
        heads[frame] = (
            np.array([float(frame in s["stance"]) for s in sentences]),
            np.array([np.nan if label is None else float(frame in label) for label in labels]),
        )
    # What the wording does with each frame is learnt where the author speaks, and there alone.
    own = [s["stance"] if s["voice"] == "author" else None for s in sentences]
    gold_own = [label if v == "author" else None for label, v in zip(labels, voice, strict=True)]
    for frame in book.frame_ids:
        for verdict in ("endorse", "reject"):
            heads[f"{frame}:{verdict}"] = tuple(
                np.array([np.nan if k is None else float(k.get(frame) == verdict) for k in part])
                for part in (own, gold_own)
            )

    leans = [lean_of(k, poles) for k in own], [lean_of(k, poles) for k in gold_own]
    heads["leaning"] = tuple(np.array(part, dtype=float) for part in leans)

    # Log-odds of every sentence from models that have not seen its author (or, for single
    # sentences, its twentieth), for whatever is learnt on top of them.
    x = vstack([x_refs, x_gold]).tocsr()
    who = np.r_[[f"sentences {i % 20}" for i in range(len(texts))], groups]
    models, logits = {}, {}
    for head, parts in heads.items():
        y = np.concatenate(parts)
        out = np.zeros(len(y))
        for inside, outside in GroupKFold(FOLDS).split(x, groups=who):
            labelled = inside[~np.isnan(y[inside])]
            model = fitted(head, x[labelled], y[labelled], reader.full)
            out[outside] = model.decision_function(x[outside])
        logits[f"logit_{head}"] = out
        models[head] = fitted(head, x[~np.isnan(y)], y[~np.isnan(y)], reader.full)
    table = reader.table(models)
    path = store.CODEBOOKS / f"{book.id}.lexicon.tsv"
    header = f"# Word weights for {book.id}, by bench/train_frames.py from reference coding.\n"
    path.write_text(header + table.write_csv(separator="\t", quote_style="never"), encoding="utf-8")
    print(path.name, table.height, "features", path.stat().st_size // 1024, "kB")

    # Second floor: what stands around, learnt on log-odds that were predicted out of fold.
    n = len(texts)
    machine = machine.with_columns(**{k: pl.Series(k, v[n:]) for k, v in logits.items()})
    single = alone(sentences).with_columns(**{k: pl.Series(k, v[:n]) for k, v in logits.items()})
    armed = Instrument(book, table, {})
    numbered = machine.with_row_index("row")
    hits = frames.by_indicators(numbered, armed)
    signs = frames.evocation_signs(numbered, hits, armed)
    truth = np.array(
        [
            np.nan if labels[r] is None else float(f in labels[r])
            for r, f in signs.select("row", "frame").iter_rows()
        ]
    )
    names = [c for c in signs.columns if c not in ("row", "frame")]
    use = ~np.isnan(truth)
    model = weighed(signs.select(names).to_numpy().astype(float)[use], truth[use], 1.0)
    # Half-way means as many sentences as there really are, so that shares come out unbiased.
    chance = model.decision_function(signs.select(names).to_numpy().astype(float)[use])
    cut = np.quantile(chance, 1 - truth[use].mean())
    model.intercept_ = model.intercept_ - cut
    evokes = linear(model, names, ["evokes"])
    save("evokes", evokes)

    # Stances: on what the machine finds, and on what it should have found.
    armed = Instrument(book, table, {"evokes": evokes})
    coded = frames.code(machine, armed)
    pairs, y = labelled_pairs(coded, labels, armed)
    keep = np.array([label is not None for label in y])
    others, z = labelled_pairs(frames.code(single, armed), [s["stance"] for s in sentences], armed)
    known = np.array([label is not None for label in z])
    local_names = [
        c
        for c in pairs.columns
        if c.startswith(("near_", "any_"))
        or c
        in (
            "claim",
            "scare",
            "question",
            "word_endorse",
            "word_reject",
            "word_side",
            "rival_endorse",
            "rival_reject",
            "other",
        )
    ]
    numbers = pl.col(local_names).cast(pl.Float64)
    x = np.vstack(
        [pairs.select(numbers).to_numpy()[keep], others.select(numbers).to_numpy()[known]]
    )
    local = linear(weighed(x, np.r_[y[keep], z[known]].astype(str), 0.3), local_names)
    save("stance_local", local)
    pairs = stances.with_local(pairs, local)
    numbered = coded.with_row_index("row")
    towards = stances.article_signs(pairs, numbered, poles)
    order = {d["id"]: d["position"] for d in documents}
    signed = [c for c in towards.columns if c.startswith("lean_")]
    sided = towards.filter(pl.col("article_id").replace_strict(order).is_in(poles))
    leans = sided.select(signed).to_numpy()
    is_second = np.array([order[a] == poles[1] for a in sided["article_id"]])
    # Balanced, so that neither camp is expected before anything is read.
    model = LogisticRegression(C=0.5, class_weight="balanced").fit(leans, is_second)
    attitude = linear(model, signed, ["second"])
    save("attitude", attitude)
    pairs = stances.with_context(pairs, numbered, poles, attitude)
    context_names = [
        "plain",
        "local_endorse",
        "local_reject",
        "local_neutral",
        "attitude",
        "other_attitude",
        "own_attitude",
        "approved",
        "rebutted",
        "conceded",
        "reportage",
        "other",
    ]
    x = pairs.select(pl.col(context_names).cast(pl.Float64)).to_numpy()
    stance = linear(weighed(x[keep], y[keep].astype(str), 0.5), context_names)
    save("stance", stance)

    armed = Instrument(
        book,
        table,
        {"evokes": evokes, "stance_local": local, "attitude": attitude, "stance": stance},
    )
    read = stances.add_stances(coded, armed).with_columns(tone=pl.lit(0.0))
    features = scores.position_features(read, poles)
    signed = ["lean", "lean_author", "lean_headline", "lean_opening", "lean_closing"]
    even = ["lean_size", "reportage", "undecided", "evidence"]
    y = np.array(
        [
            {poles[0]: "first", poles[1]: "second"}.get(order[a], "mixed")
            for a in features["article_id"]
        ]
    )
    x = features.select(signed + even).to_numpy().astype(float)
    mirror = np.array([{"first": "second", "second": "first"}.get(v, v) for v in y])
    flipped = np.hstack([-x[:, : len(signed)], x[:, len(signed) :]])
    position = linear(weighed(np.vstack([x, flipped]), np.r_[y, mirror], 0.5), signed + even)
    save("position", position)


if __name__ == "__main__":
    main()
