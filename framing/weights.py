"""Named features and readable weights to probabilities: the one small linear combiner."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl


class WeightsError(ValueError):
    """A weights file cannot be used."""


@dataclass(frozen=True, slots=True)
class Linear:
    """A multinomial logistic model whose every weight has a name.

    `weights[class][feature]` is what one unit of the feature adds to the log-odds of the class;
    the feature "bias" is always 1. A model of one class is binary: its probability is a sigmoid.
    """

    weights: Mapping[str, Mapping[str, float]]

    @classmethod
    def from_json(cls, text: str) -> "Linear":
        """Read `{"class": {"feature": weight}}`. Raises WeightsError."""
        try:
            content = json.loads(text)
            return cls({c: {f: float(w) for f, w in row.items()} for c, row in content.items()})
        except (ValueError, AttributeError, TypeError) as error:
            raise WeightsError(f"not a table of weights by class and feature: {error}") from None

    @property
    def classes(self) -> tuple[str, ...]:
        """What the model decides between, in the order of its columns."""
        return tuple(self.weights)

    @property
    def features(self) -> tuple[str, ...]:
        """Names of the columns that it needs."""
        return tuple(sorted({f for row in self.weights.values() for f in row} - {"bias"}))

    def logits(self, features: pl.DataFrame) -> np.ndarray:
        """Log-odds, shape (rows, classes). `features` has a number column per feature, no nulls.

        Raises WeightsError that names the features which are missing.
        """
        missing = [name for name in self.features if name not in features.columns]
        if missing:
            raise WeightsError(f"the table lacks the features {', '.join(missing)}")
        names = self.features
        matrix = np.array([[row.get(f, 0.0) for f in names] for row in self.weights.values()])
        bias = np.array([row.get("bias", 0.0) for row in self.weights.values()])
        values = features.select(pl.col(names).cast(pl.Float64)).to_numpy()
        values = values.reshape(features.height, 1, len(names))
        # Row by row: a product of matrices would round differently in another batch.
        return np.asarray((values * matrix).sum(axis=2) + bias)

    def probabilities(self, features: pl.DataFrame) -> pl.DataFrame:
        """One column per class with its probability in 0…1; rows as in `features`."""
        logits = self.logits(features)
        if len(self.classes) == 1:
            shares = 1.0 / (1.0 + np.exp(-np.clip(logits, -50, 50)))
        else:
            powers = np.exp(logits - logits.max(axis=1, keepdims=True))
            shares = powers / powers.sum(axis=1, keepdims=True)
        return pl.DataFrame({c: shares[:, i] for i, c in enumerate(self.classes)})
