"""Sentences and an instrument to evidence: which frame a sentence evokes, by which words, where."""

import re
from string import ascii_lowercase, ascii_uppercase
from typing import Protocol

import polars as pl

from framing.codebook import Codebook, Frame, Indicator, Instrument
from framing.frames.lexicon import telling_words
from framing.schema import EVIDENCE, STANCE, Columns, conform
from framing.weights import Linear

MIN_TOPICAL = 5  # sentences; a shorter text need not name the subject before it can evoke a frame
MODEL = "model"  # the indicator of evidence that rests on the lexicon and not on a phrase
UNKNOWN = -2.0  # log-odds of a neighbour that is not there: about what any sentence has
LOGIT_CAP = 5.0
WEIGHT_CAP = 2.0
EVEN_CHANCE = 0.5

# Without trained weights a frame is evoked when its indicators' weights add up to about 1.
BY_RULE = Linear({"evokes": {"bias": -3.5, "indicator": 4.0}})

_PLAIN = str.maketrans(ascii_uppercase + "’", ascii_lowercase + "'")
_LETTER = re.compile("[a-z]")
_WORDLIKE = re.compile("[a-z0-9_]")

_FOUND: Columns = {
    "row": pl.UInt32,
    "frame": pl.String,
    "indicator": pl.String,
    "wording": pl.String,
    "start": pl.Int32,
    "end": pl.Int32,
    "weight": pl.Float64,
}


class Coder(Protocol):
    """Anything that finds frames: rules and words, an embedding, a language model."""

    def __call__(self, sentences: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
        """Sentences with a `row` column to findings: one row per finding, columns `_FOUND`.

        `weight` in 0…1 says how surely the sentence evokes the frame.
        """
        ...


def code(
    sentences: pl.DataFrame, instrument: Instrument, coder: Coder | None = None
) -> pl.DataFrame:
    """Add `evidence`, a list per sentence, empty where it evokes nothing; stances still unknown."""
    numbered = sentences.with_row_index("row")
    found = (coder or by_words)(_on_topic(numbered, instrument.codebook), instrument)
    evidence = pl.struct(
        "frame",
        "indicator",
        "wording",
        start=pl.col("start") + pl.col("offset"),
        end=pl.col("end") + pl.col("offset"),
        stance=pl.lit(None, STANCE),
        operator=pl.lit(None, pl.String),
        weight="weight",
        support=pl.lit(None, pl.Float64),
    ).cast(EVIDENCE)
    lists = (
        found.join(numbered.select("row", offset="start"), on="row", how="left")
        .sort("row", "frame", "start", "indicator")
        .select("row", evidence=evidence)
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


def by_words(sentences: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """The built-in coder: indicators, the lexicon and what stands around, weighed together."""
    hits = by_indicators(sentences, instrument)
    signs = evocation_signs(sentences, hits, instrument)
    linear = combiner(instrument)
    evoked = signs.with_columns(linear.probabilities(signs)["evokes"].alias("weight")).filter(
        pl.col("weight") >= EVEN_CHANCE
    )
    keys = ["row", "frame"]
    phrased = hits.drop("weight").join(evoked.select(*keys, "weight"), on=keys)
    unphrased = evoked.join(hits, on=keys, how="anti").join(
        sentences.select("row", "text"), on="row", how="left"
    )
    return pl.concat([phrased.select(list(_FOUND)), _by_lexicon(unphrased, instrument)])


def combiner(instrument: Instrument) -> Linear:
    """What weighs the signs of evocation: the trained weights, or the rule without them."""
    if instrument.lexicon is None:
        return BY_RULE
    return instrument.combiners.get("evokes", BY_RULE)


def evocation_signs(
    sentences: pl.DataFrame, hits: pl.DataFrame, instrument: Instrument
) -> pl.DataFrame:
    """One row per sentence and frame: the named features that decide whether it is evoked.

    logit, from the lexicon; indicator, the summed weight of the codebook's hits; logit_before,
    logit_after, logit_article of the sentences around; logit_rival, the highest of the other
    frames; other, in another's voice; headline.
    """
    frame_ids = instrument.codebook.frame_ids
    sentences = sentences.with_columns(
        pl.col(f"logit_{f}").clip(-LOGIT_CAP, LOGIT_CAP).alias(f"logit_{f}")
        if f"logit_{f}" in sentences.columns
        else pl.lit(0.0).alias(f"logit_{f}")
        for f in frame_ids
    )
    weights = hits.group_by("row", "frame").agg(
        indicator=pl.col("weight").sum().clip(0, WEIGHT_CAP)
    )

    def around(frame: str) -> pl.DataFrame:
        logit = pl.col(f"logit_{frame}")
        rivals = [f"logit_{f}" for f in frame_ids if f != frame]
        return sentences.select(
            "row",
            frame=pl.lit(frame),
            logit=logit,
            logit_before=logit.shift(1, fill_value=UNKNOWN).over("article_id"),
            logit_after=logit.shift(-1, fill_value=UNKNOWN).over("article_id"),
            logit_article=logit.mean().over("article_id"),
            logit_rival=pl.max_horizontal(rivals),
            other=pl.col("voice").eq_missing(pl.lit("other")).cast(pl.Float64),
            headline=(pl.col("part") == "headline").cast(pl.Float64),
        )

    return (
        pl.concat([around(frame) for frame in frame_ids])
        .join(weights, on=["row", "frame"], how="left", maintain_order="left")
        .with_columns(pl.col("indicator").fill_null(0.0))
    )


def _by_lexicon(unphrased: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """Findings that rest on the lexicon: their wording is the words that speak most for them."""
    if instrument.lexicon is None or unphrased.is_empty():
        return pl.DataFrame(schema=_FOUND)
    told = pl.concat(
        [
            telling_words(part.select("row", "text"), instrument.lexicon, frame).with_columns(
                frame=pl.lit(frame)
            )
            for (frame,), part in unphrased.partition_by("frame", as_dict=True).items()
        ]
    )
    found = unphrased.join(told, on=["row", "frame"], how="left", maintain_order="left")
    places = [
        located(text, words) if words else (0, 0)
        for text, words in found.select("text", pl.col("words").list.first()).iter_rows()
    ]
    return found.select(
        "row",
        "frame",
        indicator=pl.lit(MODEL),
        wording=pl.col("words").list.join(" · ").fill_null(""),
        start=pl.Series([start for start, _ in places], dtype=pl.Int32),
        end=pl.Series([end for _, end in places], dtype=pl.Int32),
        weight="weight",
    ).pipe(conform, _FOUND)


def located(text: str, words: str) -> tuple[int, int]:
    """Where words of the lexicon stand first in a text, in characters; (0, 0) where they do not.

    Letters as lexicon.features takes them; any signs may stand between the words of a pair. By
    hand, because a pattern for each sentence would have to be compiled for each.

    >>> located("It won’t, he said, give in: give   up!", "give up")
    (28, 37)
    """
    plain, (first, *others) = text.translate(_PLAIN), words.split(" ")
    start = plain.find(first)
    while start >= 0:
        end = start + len(first)
        for word in others:
            gap = _LETTER.search(plain, end)
            if gap is None or gap.start() == end or not plain.startswith(word, gap.start()):
                break
            end = gap.start() + len(word)
        else:
            around = plain[max(start - 1, 0) : start] + plain[end : end + 1]
            if not _WORDLIKE.search(around):
                return start, end
        start = plain.find(first, start + 1)
    return 0, 0


def _characters(text: pl.Expr, byte: pl.Expr) -> pl.Expr:
    """How many characters stand before a byte offset; Polars finds bytes."""
    return text.cast(pl.Binary).bin.slice(0, byte).cast(pl.String, strict=False).str.len_chars()


def by_indicators(sentences: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """Findings by the codebook's own phrases and patterns: the first match of each indicator."""
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
            start=_characters(text, text.str.find(indicator.pattern)),
        )
        .select(
            "row",
            frame=pl.lit(frame.id),
            indicator=pl.lit(indicator.id),
            wording="wording",
            start="start",
            end=pl.col("start") + pl.col("wording").str.len_chars(),
            weight=pl.lit(indicator.weight),
        )
        .pipe(conform, _FOUND)
    )
