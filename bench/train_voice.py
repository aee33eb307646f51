"""Sentences with reference labels of voice to fitted weights (JSON: class, feature, weight)."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.feature_extraction import DictVectorizer

from framing.voices import DEFAULT, features
from framing.weights import Linear

SMALLEST = 0.02  # weights nearer to 0 say nothing and are left out


def labelled(path: Path) -> tuple[pl.DataFrame, list[str]]:
    """A JSONL file of reference-coded articles to its sentence spine and their voices."""
    rows, voices = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        sentences = iter(article["sentences"])
        paragraphs = article["text"].split("\n\n")
        for number, paragraph in enumerate(paragraphs):
            rest = paragraph
            while rest:
                sentence = next(sentences)
                rows.append((article["id"], number, "body", sentence["text"]))
                voices.append(sentence["voice"])
                rest = rest[len(sentence["text"]) :].lstrip()
    return pl.DataFrame(
        rows, schema=["article_id", "paragraph", "part", "text"], orient="row"
    ), voices


def fit(
    found: Sequence[dict[str, float]],
    voices: Sequence[str],
    importance: Sequence[float],
    spread: float,
    prior: Linear = DEFAULT,
) -> dict[str, dict[str, float]]:
    """Fit a logistic regression of "other" whose L2 penalty pulls towards `prior`, not to 0.

    So what is too rare in the sample to be learnt (interviews, letters) keeps its set weight.
    `spread` is the variance of the weights around the prior. DictVectorizer is scikit-learn's.
    """
    vectorizer = DictVectorizer()
    set_by_hand = dict(prior.weights["other"])
    matrix = vectorizer.fit([*found, set_by_hand]).transform(
        [{**row, "bias": 1.0} for row in found]
    )
    names = vectorizer.get_feature_names_out()
    centre = np.array([set_by_hand.get(name, 0.0) for name in names])
    sign = np.where(np.array(voices) == "other", 1.0, -1.0)
    weight = np.asarray(importance)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (matrix @ w)
        slope = -sign * weight * expit(-margin)
        penalty = w - centre
        value = (weight * np.logaddexp(0.0, -margin)).sum() + (penalty**2).sum() / (2 * spread)
        return float(value), matrix.T @ slope + penalty / spread

    fitted = minimize(loss, centre, jac=True, method="L-BFGS-B").x
    weights = {str(n): round(float(w), 2) for n, w in zip(names, fitted, strict=True)}
    return {"other": {n: w for n, w in weights.items() if abs(w) >= SMALLEST}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, help="JSONL of reference-coded articles")
    parser.add_argument(
        "--sentences",
        type=Path,
        nargs="*",
        default=[],
        help="JSONL of single sentences: text, voice",
    )
    parser.add_argument("--spread", type=float, default=0.2, help="variance around the set weights")
    parser.add_argument("--out", type=Path, default=Path("data/weights/voice.json"))
    options = parser.parse_args()
    spine, voices = labelled(options.gold)
    found = features(spine)
    importance = [1.0] * len(found)
    for path in options.sentences:
        singles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        rows = [(f"{path.name}:{i}", 0, "body", s["text"]) for i, s in enumerate(singles)]
        found += features(pl.DataFrame(rows, schema=spine.columns, orient="row"))
        voices += [single["voice"] for single in singles]
        importance += [0.5] * len(singles)  # without an article around them: worth less
    weights = fit(found, voices, importance, options.spread)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(
        json.dumps(weights, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    print(f"{len(found)} sentences, {len(weights['other'])} weights -> {options.out}")


if __name__ == "__main__":
    main()
