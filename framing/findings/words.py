"""Key terms, word shifts, keywords and speakers to sentences that people can quote."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from framing.findings import Labels, Row, interval, listed, number

FALSE = 0.05  # the rate of false findings that is put up with
NAMED = 3  # terms that a sentence can hold


def of_key_terms(table: pl.DataFrame, group: str) -> str:
    """What one group of a KEYNESS table says more than the rest, if that is no chance.

    "Open Commons says invitation, summit and talks more than the rest (in 5, 9 and 7 articles)."
    """
    mine = table.filter((pl.col("group") == group) & (pl.col("z") > 0))
    sure = mine.filter(pl.col("q") < FALSE)
    if sure.height:
        told = sure.head(NAMED)
        terms = listed([f"“{term}”" for term in told["term"]])
        n = listed([f"{n:,}" for n in told["n_articles"]])
        more = sure.height - told.height
        besides = f", and {number(more, 'other term')}" if more else ""
        return f"{group} says {terms} more than the rest (in {n} articles){besides}."
    if mine.is_empty():
        return f"No term sets {group} apart from the rest."
    first = mine.row(0, named=True)
    return (
        f"No term sets {group} apart from the rest beyond chance: “{first['term']}” comes nearest "
        f"(in {number(first['n_articles'], 'article')}), but of 100 terms as clear among "
        f"{first['n_compared']:,} comparisons {100 * first['q']:.0f} would be chance "
        f"(q = {first['q']:.2f})."
    )


def of_groups(table: pl.DataFrame) -> str:
    """How many groups of a KEYNESS table have terms of their own."""
    sure = table.filter((pl.col("z") > 0) & (pl.col("q") < FALSE))
    groups = sure["group"].n_unique()
    if not groups:
        return "No term sets any group apart beyond chance."
    return f"{number(sure.height, 'term')} set {number(groups, 'group')} apart."


def of_word_shift(
    shift: pl.DataFrame, contrast: Row | None, tones: tuple[float | None, float | None]
) -> str:
    """Which word is the largest part of a difference in tone; `contrast` is its row of CONTRAST.

    "Meridian Post sounds 0.03 brighter than Open Commons (-0.02 against -0.06). …"
    """
    mine, theirs = tones
    if contrast is None or contrast["difference"] is None or mine is None or theirs is None:
        return "There is no difference in tone to explain: one side has nothing to read."
    gap = contrast["difference"]
    way = "brighter" if gap > 0 else "darker"
    said = (
        f"{contrast['group']} sounds {abs(gap):.2f} {way} than {contrast['against']} "
        f"({mine:+.2f} against {theirs:+.2f})"
    )
    doubt = ""
    if contrast["low"] is None or contrast["low"] <= 0 <= contrast["high"]:
        doubt = f", no clear difference{interval(contrast)}"
    helping = shift.filter(pl.col("shift") * gap > 0)
    if helping.is_empty():
        return f"{said}{doubt}."
    row = helping.row(0, named=True)
    return f"{said}{doubt}. The largest part of it is {_why(row)} ({row['shift']:+.3f})."


def _why(row: Mapping[str, Any]) -> str:
    """A word and how the group uses it, as compared with the other."""
    if abs(row["by_context"]) > abs(row["by_use"]):
        how = "in other company"
    else:
        how = "used more" if row["by_use"] * row["push"] > 0 else "used less"
    return f"“{row['word']}”, {how}"


def of_speakers(table: pl.DataFrame, labels: Labels) -> str:
    """Who is quoted most in rows of QUOTED, ordered by quoted.most_quoted, and for which frame."""
    if table.is_empty():
        return "Nobody who is named is quoted for a frame."
    mine = table.filter(pl.col("speaker") == table["speaker"][0])
    parts = [
        f"{number(row['n_sentences'], 'sentence')} for {labels.get(row['frame'], row['frame'])} "
        f"in {number(row['n_articles'], 'article')}"
        for row in mine.iter_rows(named=True)
    ]
    return f"{table['speaker'][0]} is quoted most: {listed(parts)}."


def of_keywords(table: pl.DataFrame, group: str) -> str:
    """The commonest keyword of one group of a GROUP_KEYWORD table."""
    mine = table.filter(pl.col("group") == group)
    if mine.is_empty():
        return f"{group} has no keywords."
    row = mine.row(0, named=True)
    n = f"{row['n_articles']:,} of {row['of']:,} articles"
    return f"“{row['term']}” is a keyword of {n} of {group}."
