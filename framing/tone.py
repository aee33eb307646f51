"""Sentences to sentences with tone: VADER's compound score, and the words it comes from."""

from functools import cache
from math import sqrt
from typing import Any

import polars as pl
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer, SentiText

from framing.schema import TONE_WORD

ALPHA = 15  # of VADER's normalisation: compound = sum / sqrt(sum^2 + 15)
FLAT = {"row": pl.UInt32, "word": pl.String, "push": pl.Float64}
EMPHASIS = "! ?"  # stands for what exclamation and question marks add


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


def add_tone(sentences: pl.DataFrame) -> pl.DataFrame:
    """Add `tone` and `tone_words` to each sentence.

    `tone` is VADER's compound score in -1 (darkest) … +1 (brightest), sentence by sentence because
    that of a whole op-ed saturates near ±1 whatever it says. Tone says how a text sounds, never
    what it stands for. `tone_words` says which words it comes from: the pushes of a sentence add
    up to its tone, and a negated word pushes the other way.
    Source: Hutto & Gilbert (2014), VADER, ICWSM; vaderSentiment.
    """
    polarity = _analyzer().polarity_scores
    scores = [polarity(text.replace("’", "'")) for text in sentences["text"]]
    pieces = [(row, *piece) for row, score in enumerate(scores) for piece in score["words"]]
    lists = (
        pl.DataFrame(pieces, schema=FLAT, orient="row")
        .group_by("row", maintain_order=True)
        .agg(tone_words=pl.struct("word", "push"))
    )
    rows = pl.DataFrame({"row": range(len(scores))}, schema={"row": FLAT["row"]})
    words = rows.join(lists, on="row", how="left", maintain_order="left").select(
        pl.col("tone_words").fill_null(pl.lit([], pl.List(TONE_WORD)))
    )
    return sentences.with_columns(
        pl.Series("tone", [score["compound"] for score in scores], dtype=pl.Float64),
        words["tone_words"],
    )
