"""One sentence to VADER's compound score and the words it comes from, by the library itself."""

from functools import cache
from math import sqrt
from typing import Any

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer, SentiText

from framing.tone.valences import ALPHA, EMPHASIS, Scored


class _Analyzer(SentimentIntensityAnalyzer):  # type: ignore[misc]
    """VADER, which also says what each word does to the compound score."""

    def score_valence(self, sentiments: list[float], text: str) -> dict[str, Any]:
        """The scores with `words`: (word, push) of each word that has a valence here."""
        scores: dict[str, Any] = super().score_valence(sentiments, text)
        if not any(sentiments):
            return scores | {"words": []}
        plain = sum(sentiments)
        emphasis = self._punctuation_emphasis(text) * ((plain > 0) - (plain < 0))
        whole = plain + emphasis
        part = scores["compound"] / whole if whole else 1 / sqrt(ALPHA)
        words = [word.lower() for word in SentiText(text).words_and_emoticons]
        pieces = [*zip(words, sentiments, strict=True), (EMPHASIS, emphasis)]
        return scores | {"words": [(word, part * valence) for word, valence in pieces if valence]}


@cache
def _analyzer() -> _Analyzer:
    return _Analyzer()


def scored(text: str) -> Scored:
    """A sentence's compound score, and what each of its words does to it."""
    scores = _analyzer().polarity_scores(text)
    return float(scores["compound"]), scores["words"]
