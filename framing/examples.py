"""A finding to the sentences that speak most strongly for it, and those that speak against it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import polars as pl

from framing.codebook import Instrument
from framing.passages import evidence_sentences
from framing.scores import evidence
from framing.selection import Selection
from framing.views import Tables, select

N = 5
PLACE = ["article_id", "sentence"]


class Examples(NamedTuple):
    """Sentences for a finding and against it, strongest first, as `evidence_sentences` has them."""

    strongest: pl.DataFrame
    contrary: pl.DataFrame


def examples(
    tables: Tables,
    selection: Selection,
    instrument: Instrument,
    finding: Mapping[str, Any],
    n: int = N,
) -> Examples:
    """The `n` strongest and the `n` most contrary sentences of a finding's group.

    `finding` is a row of CONTRAST. A sentence is strong by how surely it evokes the frame times
    how surely its author takes the stance that the measure counts; for salience by the former
    alone, and contrary is then what evokes another frame; for tone by the tone. Where the group
    has less than what it stands against, the two change places.
    """
    here = select(tables, selection, instrument)
    rows = evidence_sentences(
        tables, selection, instrument, by=finding["grouped_by"], group=finding["group"]
    ).join(
        evidence(here["sentence"]).select(*PLACE, "frame", "support"),
        on=[*PLACE, "frame"],
        how="left",
        maintain_order="left",
    )
    strength = _strength(finding["measure"], finding["frame"], instrument.codebook.poles)
    told = rows.with_columns(strength=strength).drop_nulls("strength")
    if finding["measure"].startswith("tone"):
        told = told.unique(PLACE, keep="first", maintain_order=True)
    ends = (
        told.filter(rule).sort(size, *PLACE, descending=[True, False, False]).head(n)
        for rule, size in (
            (pl.col("strength") > 0, pl.col("strength")),
            (pl.col("strength") < 0, -pl.col("strength")),
        )
    )
    more, less = ends
    return Examples(less, more) if (finding["difference"] or 0) < 0 else Examples(more, less)


def _strength(measure: str, frame: str | None, poles: tuple[str, str]) -> pl.Expr:
    """How far a row of evidence speaks for a high (+) or a low (-) value of a measure."""
    is_frame = pl.col("frame").eq_missing(pl.lit(frame, pl.String))
    stance = pl.col("stance").cast(pl.String)
    surely = pl.col("weight") * pl.col("support").abs()
    signed = pl.when(stance == "endorse").then(surely).when(stance == "reject").then(-surely)
    left_open = pl.col("weight") * (1 - pl.col("support").abs())
    undecided = pl.when(stance == "neutral").then(left_open).otherwise(-surely)
    side = pl.col("frame").replace_strict({poles[0]: -1.0, poles[1]: 1.0}, default=None)
    return {
        "salience": pl.when(is_frame).then("weight").otherwise(-pl.col("weight")),
        "endorse": pl.when(is_frame).then(signed),
        "position": undecided if frame == "mixed" else pl.when(is_frame).then(signed),
        "reject": pl.when(is_frame).then(-signed),
        "neutral": pl.when(is_frame).then(undecided),
        "lean": signed * side,
        "tone": pl.col("tone"),
        "tone_author": pl.when(pl.col("voice") == "author").then("tone"),
    }[measure]
