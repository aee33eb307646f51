"""Sentences to sentences with tone: VADER's compound score of each one."""

from functools import cache

import polars as pl
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer


@cache
def _analyzer() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()


def add_tone(sentences: pl.DataFrame) -> pl.DataFrame:
    """Add `tone`, VADER's compound score in -1 (darkest) … +1 (brightest), one per sentence.

    Sentence by sentence because the compound score of a whole op-ed saturates near ±1 whatever it
    says. Tone says how a text sounds, never what it stands for.
    Source: Hutto & Gilbert (2014), VADER, ICWSM; vaderSentiment.
    """
    polarity = _analyzer().polarity_scores
    tones = [polarity(text.replace("’", "'"))["compound"] for text in sentences["text"]]
    return sentences.with_columns(pl.Series("tone", tones, dtype=pl.Float64))
