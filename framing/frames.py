"""Sentences and a codebook to evidence: which frame a sentence evokes, by which words, where."""

from typing import Protocol

import polars as pl

from framing.codebook import Codebook, Frame, Indicator, Instrument
from framing.schema import EVIDENCE, STANCE

MIN_TOPICAL = 5  # sentences; a shorter text need not name the subject before it can evoke a frame

_FOUND = {
    "row": pl.UInt32,
    "frame": pl.String,
    "indicator": pl.String,
    "wording": pl.String,
    "start": pl.Int32,
    "end": pl.Int32,
    "weight": pl.Float64,
}


class Coder(Protocol):
    """Anything that finds frames: rules, the linear model, an embedding, a language model."""

    def __call__(self, sentences: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
        """Sentences with a `row` column to evidence: one row per finding, columns `_FOUND`."""
        ...


def code(
    sentences: pl.DataFrame, instrument: Instrument, coders: tuple[Coder, ...] | None = None
) -> pl.DataFrame:
    """Add `evidence`, a list per sentence, empty where it evokes nothing; stances still unknown.

    A frame is evoked when its findings' weights add up to at least 1.
    """
    numbered = sentences.with_row_index("row")
    topical = _on_topic(numbered, instrument.codebook)
    found = pl.concat([coder(topical, instrument) for coder in coders or (by_indicators,)])
    evoked = found.filter(pl.col("weight").sum().over("row", "frame") >= 1 - 1e-9)
    lists = (
        evoked.join(numbered.select("row", offset="start"), on="row", how="left")
        .sort("row", "frame", "start", "indicator")
        .select(
            "row",
            pl.struct(
                "frame",
                "indicator",
                "wording",
                start=pl.col("start") + pl.col("offset"),
                end=pl.col("end") + pl.col("offset"),
                stance=pl.lit(None, STANCE),
                operator=pl.lit(None, pl.String),
                weight="weight",
            )
            .cast(EVIDENCE)
            .alias("evidence"),
        )
        .group_by("row", maintain_order=True)
        .agg("evidence")
    )
    return (
        numbered.join(lists, on="row", how="left", maintain_order="left")
        .with_columns(pl.col("evidence").fill_null(pl.lit([], pl.List(EVIDENCE))))
        .drop("row")
    )


def _on_topic(sentences: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    if not codebook.topic.pattern:
        return sentences
    names_it = pl.col("text").str.contains(codebook.topic.pattern).any().over("article_id")
    return sentences.filter(names_it | (pl.len().over("article_id") < MIN_TOPICAL))


def by_indicators(sentences: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """Evidence by the codebook's own phrases and patterns: the first match of each indicator."""
    found = [
        _matches(sentences, frame, indicator)
        for frame in instrument.codebook.frames
        for indicator in frame.indicators
    ]
    return pl.concat(found)


def _matches(sentences: pl.DataFrame, frame: Frame, indicator: Indicator) -> pl.DataFrame:
    text = pl.col("text")
    matching = text.str.contains(indicator.pattern)
    if indicator.required:
        matching &= text.str.contains(indicator.required)
    if indicator.excluded:
        matching &= ~text.str.contains(indicator.excluded)
    return (
        sentences.filter(matching)
        .with_columns(
            wording=text.str.extract(indicator.pattern, 0),
            # Polars finds bytes; text offsets everywhere else are characters.
            byte=text.str.find(indicator.pattern),
        )
        .with_columns(
            start=text.cast(pl.Binary).bin.slice(0, "byte").cast(pl.String).str.len_chars()
        )
        .select(
            "row",
            frame=pl.lit(frame.id),
            indicator=pl.lit(indicator.id),
            wording="wording",
            start=pl.col("start").cast(pl.Int32),
            end=(pl.col("start") + pl.col("wording").str.len_chars()).cast(pl.Int32),
            weight=pl.lit(indicator.weight),
        )
        .cast(_FOUND)
    )
