"""Sentences to sentences with tone: VADER's compound score, and the words it comes from.

Its parts, which no other step imports: valences, library.
"""

from collections.abc import Callable
from functools import cache
from importlib.metadata import version

import polars as pl

from framing.schema import TONE_WORD
from framing.tone import library, valences
from framing.tone.valences import Scored

FLAT = {"row": pl.UInt32, "word": pl.String, "push": pl.Float64}
KNOWN = "3.3.2"  # the vaderSentiment of which `valences` has been shown to give the numbers


@cache
def scorer(installed: str = version("vaderSentiment")) -> Callable[[str], Scored]:
    """What scores a sentence: `valences`, or with another vaderSentiment the library itself."""
    return valences.scored if installed == KNOWN else library.scored


def note(installed: str = version("vaderSentiment")) -> str | None:
    """What is to be said of the installed library, if anything."""
    if installed == KNOWN:
        return None
    return (
        f"vaderSentiment {installed} is installed, not {KNOWN}: tone is its own, and takes about "
        "four times as long"
    )


def add_tone(sentences: pl.DataFrame) -> pl.DataFrame:
    """Add `tone` and `tone_words` to each sentence.

    `tone` is VADER's compound score in -1 (darkest) … +1 (brightest), sentence by sentence because
    that of a whole op-ed saturates near ±1 whatever it says. Tone says how a text sounds, never
    what it stands for. `tone_words` says which words it comes from: the pushes of a sentence add
    up to its tone, and a negated word pushes the other way.
    Source: Hutto & Gilbert (2014), VADER, ICWSM; vaderSentiment.
    """
    score = scorer()
    scores = [score(text.replace("’", "'")) for text in sentences["text"]]
    pieces = [(row, *piece) for row, (_, pushes) in enumerate(scores) for piece in pushes]
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
        pl.Series("tone", [compound for compound, _ in scores], dtype=pl.Float64),
        words["tone_words"],
    )
