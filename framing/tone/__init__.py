"""Sentences to sentences with tone: VADER's compound score of each one.

Its part, which no other step imports: valences.
"""

from collections.abc import Callable
from functools import cache
from importlib.metadata import version

import polars as pl
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from framing.tone.valences import compound

KNOWN = "3.3.2"  # the vaderSentiment of which `compound` has been shown to give the numbers


@cache
def scorer(installed: str = version("vaderSentiment")) -> Callable[[str], float]:
    """What scores a sentence: `compound`, or with another vaderSentiment the library itself."""
    if installed == KNOWN:
        return compound
    polarity = SentimentIntensityAnalyzer().polarity_scores
    return lambda text: float(polarity(text)["compound"])


def note(installed: str = version("vaderSentiment")) -> str | None:
    """What is to be said of the installed library, if anything."""
    if installed == KNOWN:
        return None
    return (
        f"vaderSentiment {installed} is installed, not {KNOWN}: tone is its own, and takes about "
        "four times as long"
    )


def add_tone(sentences: pl.DataFrame) -> pl.DataFrame:
    """Add `tone`, VADER's compound score in -1 (darkest) … +1 (brightest), one per sentence.

    Sentence by sentence because the compound score of a whole op-ed saturates near ±1 whatever it
    says. Tone says how a text sounds, never what it stands for.
    Source: Hutto & Gilbert (2014), VADER, ICWSM; vaderSentiment.
    """
    score = scorer()
    tones = [score(text.replace("’", "'")) for text in sentences["text"]]
    return sentences.with_columns(pl.Series("tone", tones, dtype=pl.Float64))
