"""Reference sentences and pieces to the weights that find frames, stances and positions.

    pip install scikit-learn
    python bench/train_frames.py    # writes data/codebooks/*.lexicon.tsv, data/weights/*.json

Reads data/gold/sentences.jsonl and data/gold/train.jsonl (reference coding, synthetic texts) and
nothing else. `--across` instead fits without each of the writers of train.jsonl in turn and prints
how the pieces of that writer are then read: what to expect of writers never seen.
"""

import argparse
import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from framing import agreement, frames, scores, stances, store
from framing.agreement.gold import reference
from framing.codebook import Codebook, Instrument
from framing.frames import lexicon
from framing.schema import SENTENCE
from framing.sentences import split
from framing.stances.attitudes import article_signs, pulls
from framing.stances.signs import signs
from framing.voices import add_voice
from framing.weights import Linear

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "data" / "gold"
FOLDS = 5
# Chosen by reading each writer of train.jsonl without having learnt from him (`--across`): the
# penalties of the two models whose mean a head is, for frames and for sides.
C_FRAMES, C_SIDES = (4.0, 2.0), (1.0, 1.0)
MIN_DF = 3
# The first pieces (ids tr-…) are essays that avoid the debate's words or borrow the other side's,
# more often than writers do: of sides, not of frames, they teach less.
ESSAYS, ESSAY_WEIGHT = "tr", 0.4
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


Document = dict[str, Any]


def telling(feature: str, topic: re.Pattern[str]) -> bool:
    """Whether a feature may speak: no single word that only names the topic or fills a sentence."""
    word = feature.removeprefix(lexicon.STEM)
    return " " in word or not (word in FILLERS or topic.search(word))


class Reader:
    """Texts to weighted features, with the statistics of the training texts."""

    def __init__(self, texts: list[str], topic: re.Pattern[str]) -> None:
        counts = Counter(self._lines(texts)["feature"].to_list())
        self.words = sorted(f for f, n in counts.items() if n >= MIN_DF and telling(f, topic))
        self.idf = np.array([np.log((1 + len(texts)) / (1 + counts[w])) + 1 for w in self.words])
        # Pairs of mere function words ("of the") tell writers from each other, not sides.
        parts = [set(w.removeprefix(lexicon.STEM).split()) - {"_"} for w in self.words]
        self.full = np.array([not part <= FILLERS for part in parts])

    @staticmethod
    def _lines(texts: list[str]) -> pl.DataFrame:
        return lexicon.features(pl.DataFrame({"text": texts}).with_row_index("row"))

    def __call__(self, texts: list[str]) -> csr_matrix:
        """Texts to vectors of length 1, shape (texts, features)."""
        index = pl.DataFrame({"feature": self.words}).with_row_index("column")
        found = self._lines(texts).join(index, on="feature")
        columns = found["column"].to_numpy()
        shape = (len(texts), len(self.words))
        weighted = csr_matrix((self.idf[columns], (found["row"].to_numpy(), columns)), shape)
        norm = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)))
        return csr_matrix(weighted.multiply(1 / np.maximum(norm, 1e-9)))

    def table(self, heads: dict[str, "Head"]) -> pl.DataFrame:
        """The lexicon: every weight by its feature; features without any weight are left out."""
        bias = {"feature": lexicon.BIAS, "idf": 0.0}
        bias |= {f"w_{name}": head.bias for name, head in heads.items()}
        weights = {f"w_{name}": head.weights for name, head in heads.items()}
        words = pl.DataFrame({"feature": self.words, "idf": self.idf} | weights)
        return pl.concat([pl.DataFrame([bias]), words]).with_columns(
            pl.col(pl.Float64).round(DIGITS)
        )


@dataclass(frozen=True)
class Head:
    """What every feature adds to the log-odds of one thing."""

    weights: np.ndarray
    bias: float

    def __call__(self, x: csr_matrix) -> np.ndarray:
        """Log-odds of each text."""
        return np.asarray(x @ self.weights + self.bias)


def fitted(name: str, x: csr_matrix, y: np.ndarray, weight: np.ndarray, full: np.ndarray) -> Head:
    """The mean of a logistic regression and of one on features scaled by their log-count ratio.

    The second is NB-SVM's scaling (Wang & Manning 2012, ACL). A frame learns from every feature, a
    side from `full` ones alone.
    """
    sided = name == "leaning" or ":" in name
    plain, scaled = C_SIDES if sided else C_FRAMES
    use = full if sided else np.ones_like(full)
    weight = weight if sided else np.ones_like(weight)
    balance = "balanced" if name == "leaning" else None
    options = {"solver": "liblinear", "class_weight": balance, "random_state": 0}
    x = x[:, use]
    present = (x > 0).astype(float)
    yes, no = weight * y, weight * (1 - y)
    of, against = present.T @ yes + 1, present.T @ no + 1
    ratio = np.log((of / (yes.sum() + 1)) / (against / (no.sum() + 1)))
    one = LogisticRegression(C=plain, **options).fit(x, y, weight)
    two = LogisticRegression(C=scaled, **options).fit(csr_matrix(x.multiply(ratio)), y, weight)
    weights = np.zeros(len(full))
    weights[use] = (one.coef_[0] + ratio * two.coef_[0]) / 2
    return Head(weights, float(one.intercept_[0] + two.intercept_[0]) / 2)


def lean_of(stance: dict[str, str] | None, poles: tuple[str, str]) -> float:
    """1 where the wording is for the second pole, 0 for the first, nan for neither or both."""
    sides = {
        (frame == poles[1]) == (verdict == "endorse")
        for frame, verdict in (stance or {}).items()
        if verdict != "neutral"
    }
    return float(sides.pop()) if len(sides) == 1 else np.nan


def weighed(x: np.ndarray, y: np.ndarray, c: float) -> LogisticRegression:
    """A combiner of a few named features."""
    return LogisticRegression(C=c, max_iter=8000).fit(x, y)


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


def alone(sentences: list[Document]) -> pl.DataFrame:
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
        schema_overrides={k: v for k, v in SENTENCE.items() if k in ("part", "voice")},
    )


@dataclass(frozen=True)
class Lesson:
    """What is learnt from: sentences as the machine splits them, and their labels."""

    book: Codebook
    documents: list[Document]
    singles: list[Document]
    machine: pl.DataFrame  # sentences of the documents, with voice
    labels: list[dict[str, str] | None]  # frame to stance; None where nothing was coded

    @property
    def texts(self) -> list[str]:
        """Single sentences first, then those of the documents."""
        return [s["text"] for s in self.singles] + self.machine["text"].to_list()

    @property
    def groups(self) -> np.ndarray:
        """Who wrote each text: an author, or one of twenty parts of the single sentences."""
        authors = {d["id"]: d["author"] for d in self.documents}
        single = [f"sentences {i % 20}" for i in range(len(self.singles))]
        return np.array(single + [authors[a] for a in self.machine["article_id"]])

    @property
    def weight(self) -> np.ndarray:
        """How much each text counts where sides are learnt."""
        essays = [writer_of({"id": a}) == ESSAYS for a in self.machine["article_id"]]
        return np.r_[np.ones(len(self.singles)), np.where(essays, ESSAY_WEIGHT, 1.0)]

    def heads(self) -> dict[str, np.ndarray]:
        """Labels of every text for every head: 1, 0, or nan where it is not learnt from."""
        stance = [s["stance"] for s in self.singles] + self.labels
        voice = [s["voice"] for s in self.singles] + self.machine["voice"].cast(str).to_list()
        # What the wording does with a frame is learnt where the author speaks, and there alone.
        own = [s if v == "author" else None for s, v in zip(stance, voice, strict=True)]

        def column(labels: list[dict[str, str] | None], frame: str, *of: str) -> np.ndarray:
            return np.array([np.nan if s is None else float(s.get(frame) in of) for s in labels])

        found = {f: column(stance, f, "endorse", "reject", "neutral") for f in self.book.frame_ids}
        found |= {
            f"{f}:{verdict}": column(own, f, verdict)
            for f in self.book.frame_ids
            for verdict in ("endorse", "reject")
        }
        return found | {"leaning": np.array([lean_of(s, self.book.poles) for s in own])}


def lesson(documents: list[Document], singles: list[Document], base: Instrument) -> Lesson:
    """Reference documents and sentences, with the codebook's own examples among the latter."""
    book = base.codebook
    examples = [
        {"text": text, "voice": "other", "stance": {frame.id: "neutral"} if evokes else {}}
        for frame in book.frames
        for evokes, texts in ((True, frame.examples), (False, frame.counterexamples))
        for text in texts
    ]
    articles, gold = reference(documents)
    machine = add_voice(
        split(articles.select("article_id", "title", "text")), base.combiners.get("voice")
    )
    titles = {d["id"]: d.get("title_frames", {}) for d in documents}
    labels = [
        titles[article] if part == "headline" else label
        for article, part, label in zip(
            machine["article_id"], machine["part"], labels_of(machine, gold), strict=True
        )
    ]
    return Lesson(book, documents, singles + EXAMPLES * examples, machine, labels)


def labels_of(machine: pl.DataFrame, gold: pl.DataFrame) -> list[dict[str, str] | None]:
    """For each machine sentence the stance labels of the gold sentence it shares most with."""
    spans = gold.select("article_id", "gold_stance", begin="start", finish="end")
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


def fit(taught: Lesson, base: Instrument) -> Instrument:
    """Everything that is learnt, in the order in which it is used."""
    table, logits = fit_lexicon(taught)
    n = len(taught.singles)
    singles = alone(taught.singles).with_columns(
        **{k: pl.Series(k, v[:n]) for k, v in logits.items()}
    )
    machine = taught.machine.with_columns(**{k: pl.Series(k, v[n:]) for k, v in logits.items()})
    armed = Instrument(taught.book, table, {"voice": base.combiners["voice"]})
    for name, step in (
        ("evokes", fit_evokes),
        ("stance_local", fit_local),
        ("attitude", fit_attitude),
        ("stance", fit_stance),
        ("position", fit_position),
    ):
        found = step(taught, machine, singles, armed)
        armed = replace(armed, combiners={**armed.combiners, name: found})
    return armed


def fit_lexicon(taught: Lesson) -> tuple[pl.DataFrame, dict[str, np.ndarray]]:
    """The lexicon, and log-odds of every text from models that have not seen its author."""
    reader = Reader(taught.texts, re.compile(taught.book.topic.pattern))
    x, groups, weight = reader(taught.texts), taught.groups, taught.weight
    heads, logits = {}, {}
    for name, y in taught.heads().items():
        out = np.zeros(len(y))
        for inside, outside in GroupKFold(FOLDS).split(x, groups=groups):
            labelled = inside[~np.isnan(y[inside])]
            head = fitted(name, x[labelled], y[labelled], weight[labelled], reader.full)
            out[outside] = head(x[outside])
        logits[f"logit_{name}"] = out
        known = ~np.isnan(y)
        heads[name] = fitted(name, x[known], y[known], weight[known], reader.full)
    return reader.table(heads), logits


def fit_evokes(taught: Lesson, machine: pl.DataFrame, _: pl.DataFrame, armed: Instrument) -> Linear:
    """How indicators, words and what stands around add up to evoking a frame."""
    numbered = machine.with_row_index("row")
    found = frames.evocation_signs(numbered, frames.by_indicators(numbered, armed), armed)
    labels = [taught.labels[row] for row in found["row"]]
    truth = np.array(
        [np.nan if k is None else f in k for k, f in zip(labels, found["frame"], strict=True)],
        dtype=float,
    )
    names = [c for c in found.columns if c not in ("row", "frame")]
    use = ~np.isnan(truth)
    x = found.select(names).to_numpy().astype(float)[use]
    model = weighed(x, truth[use], 1.0)
    # Half-way means as many sentences as there really are, so that shares come out unbiased.
    model.intercept_ = model.intercept_ - np.quantile(
        model.decision_function(x), 1 - truth[use].mean()
    )
    return linear(model, names, ["evokes"])


def labelled_pairs(
    coded: pl.DataFrame, labels: list[dict[str, str] | None], armed: Instrument
) -> tuple[pl.DataFrame, np.ndarray]:
    """Sentence and frame pairs that the machine finds: their signs, and their coded stances."""
    found = coded.with_row_index("row").explode("evidence").drop_nulls("evidence")
    found = found.with_columns(pl.col("evidence").struct.unnest().name.prefix("evidence_"))
    pairs = signs(found, armed)
    coded_as = [(labels[r] or {}).get(f) for r, f in pairs.select("row", "frame").iter_rows()]
    return pairs, np.array(coded_as, dtype=object)


def fit_local(
    taught: Lesson, machine: pl.DataFrame, singles: pl.DataFrame, armed: Instrument
) -> Linear:
    """Stances by the sentence's own wording, on what the machine finds."""
    parts = [
        labelled_pairs(frames.code(machine, armed), taught.labels, armed),
        labelled_pairs(frames.code(singles, armed), [s["stance"] for s in taught.singles], armed),
    ]
    flags = ("claim", "scare", "question", "other", "word_side")
    names = [
        c
        for c in parts[0][0].columns
        if c.startswith(("near_", "any_", "word_", "rival_")) or c in flags
    ]
    known = [np.array([label is not None for label in y]) for _, y in parts]
    x = [pairs.select(pl.col(names).cast(pl.Float64)).to_numpy() for pairs, _ in parts]
    return linear(
        weighed(
            np.vstack([rows[k] for rows, k in zip(x, known, strict=True)]),
            np.concatenate([y[k] for (_, y), k in zip(parts, known, strict=True)]).astype(str),
            0.3,
        ),
        names,
    )


def side_of(taught: Lesson, ids: pl.Series) -> np.ndarray:
    """Positions of articles as first, second or mixed."""
    poles = taught.book.poles
    names = {poles[0]: "first", poles[1]: "second"}
    return np.array([names.get(p, "mixed") for p in ids.replace_strict(positions(taught))])


def positions(taught: Lesson) -> dict[str, str]:
    return {d["id"]: d["position"] for d in taught.documents}


def mirrored(table: pl.DataFrame, y: np.ndarray, signed: list[str], even: list[str]) -> Linear:
    """A model of the sides that treats the two poles alike: every article is seen both ways."""
    x = table.select(signed + even).to_numpy().astype(float)
    size = np.sqrt((x**2).mean(axis=0)).clip(1e-6)  # so that the penalty weighs all alike
    turned = np.hstack([-x[:, : len(signed)], x[:, len(signed) :]])
    other = np.array([{"first": "second", "second": "first"}.get(v, v) for v in y])
    model = weighed(np.vstack([x, turned]) / size, np.r_[y, other], 0.5)
    model.coef_ = model.coef_ / size
    return linear(model, signed + even)


def fit_attitude(
    taught: Lesson, machine: pl.DataFrame, _: pl.DataFrame, armed: Instrument
) -> Linear:
    """What the author's own words, together, make of the poles."""
    coded = frames.code(machine, armed)
    pairs, _ = labelled_pairs(coded, taught.labels, armed)
    pairs = stances.with_local(pairs, armed.combiners["stance_local"])
    numbered = coded.with_row_index("row")
    poles = taught.book.poles
    numbered = numbered.join(pulls(numbered, pairs, poles), on="row", maintain_order="left")
    towards = article_signs(numbered, pairs, poles)
    even = ["size", "strength", "evoking", "reportage"]
    signed = [c for c in towards.columns if c not in (*even, "article_id")]
    return mirrored(towards, side_of(taught, towards["article_id"]), signed, even)


CONTEXT = [
    *("local_endorse", "local_reject", "local_neutral", "attitude", "other_attitude"),
    *("own_attitude", "undecided", "approved", "rebutted", "conceded", "reportage", "other"),
]


def fit_stance(taught: Lesson, machine: pl.DataFrame, _: pl.DataFrame, armed: Instrument) -> Linear:
    """Stances by wording and by what the rest of the article says."""
    coded = frames.code(machine, armed)
    pairs, y = labelled_pairs(coded, taught.labels, armed)
    pairs = stances.with_local(pairs, armed.combiners["stance_local"])
    numbered = coded.with_row_index("row")
    poles = taught.book.poles
    numbered = numbered.join(pulls(numbered, pairs, poles), on="row", maintain_order="left")
    pairs = stances.with_context(pairs, numbered, poles, armed.combiners["attitude"])
    keep = np.array([label is not None for label in y])
    x = pairs.select(pl.col(CONTEXT).cast(pl.Float64)).to_numpy()
    return linear(weighed(x[keep], y[keep].astype(str), 0.5), CONTEXT)


def fit_position(
    taught: Lesson, machine: pl.DataFrame, _: pl.DataFrame, armed: Instrument
) -> Linear:
    """Positions of articles from all that was found."""
    read = stances.add_stances(frames.code(machine, armed), armed).with_columns(tone=pl.lit(0.0))
    found = scores.position_features(read, taught.book.poles)
    signed = [
        *("pull", "pull_closing", "pull_headline"),
        *("lean", "lean_author", "lean_headline", "lean_opening", "lean_closing"),
    ]
    even = ["pull_size", "lean_size", "strength", "reportage", "undecided", "evidence", "evoking"]
    return mirrored(found, side_of(taught, found["article_id"]), signed, even)


def save(armed: Instrument) -> None:
    path = store.CODEBOOKS / f"{armed.codebook.id}.lexicon.tsv"
    header = f"# Word weights for {armed.codebook.id}, by bench/train_frames.py from gold.\n"
    table = armed.lexicon.write_csv(separator="\t", quote_style="never")
    path.write_text(header + table, encoding="utf-8")
    print(path.name, armed.lexicon.height, "features", path.stat().st_size // 1024, "kB")
    store.WEIGHTS.mkdir(exist_ok=True)
    for name, model in armed.combiners.items():
        if name == "voice":
            continue
        text = json.dumps({c: dict(row) for c, row in model.weights.items()}, indent=1)
        (store.WEIGHTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")
        print(name, text)


def writer_of(document: Document) -> str:
    """Who wrote a piece: the first part of its id."""
    return document["id"].partition("-")[0]


def across(documents: list[Document], singles: list[Document], base: Instrument) -> None:
    """Print how each writer's pieces are read by what was learnt from the others."""
    tables = []
    for writer in sorted({writer_of(d) for d in documents}):
        rest = [d for d in documents if writer_of(d) != writer]
        held = [d for d in documents if writer_of(d) == writer]
        articles, gold = reference(held)
        table, _, _ = agreement.validate(articles, gold, fit(lesson(rest, singles, base), base))
        tables.append(table.select("layer", "pair", "coefficient", pl.col("value").alias(writer)))
        print(writer, len(held), "pieces")
    joined = tables[0]
    for table in tables[1:]:
        joined = joined.join(table, on=["layer", "pair", "coefficient"], how="left")
    with pl.Config(tbl_rows=-1, tbl_cols=-1, tbl_width_chars=200, float_precision=3):
        print(joined.filter(pl.col("pair") == "machine/reference").drop("pair"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--across", action="store_true")
    base = store.instrument()
    singles = store.gold([GOLD / "sentences.jsonl"])
    documents = store.gold([GOLD / "train.jsonl"])
    if parser.parse_args().across:
        across(documents, singles, base)
    else:
        save(fit(lesson(documents, singles, base), base))


if __name__ == "__main__":
    main()
