"""Findings to the signs in their own sentence: which operators reach the wording, and which not."""

from collections.abc import Mapping

import polars as pl

from framing.codebook import Instrument
from framing.stances import operators

LOGIT_CAP = 5.0  # of log-odds from the lexicon
WINDOW = 70  # characters on either side of the wording within which an operator reaches it


def signs(found: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """One row per sentence and evoked frame: the signs in its own wording, as named features."""
    return (
        found.with_columns(
            *_wordings(found.columns, instrument.codebook.frame_ids),
            _sided(found.columns, instrument.codebook.poles),
        )
        .pipe(_operators, instrument.codebook.kinds)
        .pipe(_per_frame)
    )


def _wordings(columns: list[str], frame_ids: tuple[str, ...]) -> list[pl.Expr]:
    """What the lexicon says of the sentence's wording: word_endorse … rival_reject, log-odds.

    "rival" is the strongest of the other frames. 0 where no lexicon has spoken.
    """

    def logit(frame: str, verdict: str) -> pl.Expr:
        name = f"logit_{frame}:{verdict}"
        return pl.col(name).clip(-LOGIT_CAP, LOGIT_CAP) if name in columns else pl.lit(0.0)

    def chosen(name: str, verdict: str, *, own: bool) -> pl.Expr:
        return pl.coalesce(
            pl.when(pl.col("evidence_frame") == frame).then(
                logit(frame, verdict)
                if own
                else pl.max_horizontal(logit(f, verdict) for f in frame_ids if f != frame)
            )
            for frame in frame_ids
        ).alias(name)

    return [
        chosen(f"{whose}_{verdict}", verdict, own=own)
        for whose, own in (("word", True), ("rival", False))
        for verdict in ("endorse", "reject")
    ]


def _sided(columns: list[str], poles: tuple[str, str]) -> pl.Expr:
    """word_side: the wording's leaning, above 0 where it is towards the evoked frame's own pole."""
    if "logit_leaning" not in columns:
        return pl.lit(0.0).alias("word_side")
    side = pl.col("evidence_frame").replace_strict({poles[0]: -1.0, poles[1]: 1.0}, default=0.0)
    return (pl.col("logit_leaning").clip(-LOGIT_CAP, LOGIT_CAP) * side).alias("word_side")


def _operators(found: pl.DataFrame, kinds: Mapping[str, str]) -> pl.DataFrame:
    """One row per finding: which operators stand near its wording, and which anywhere."""
    claims = [indicator for indicator, kind in kinds.items() if kind == "claim"]
    begin = pl.col("evidence_start") - pl.col("start")
    length = pl.col("evidence_end") - pl.col("evidence_start")
    found = found.with_columns(
        before=pl.col("text").str.slice(
            pl.max_horizontal(begin - WINDOW, 0), pl.min_horizontal(begin, WINDOW)
        ),
        after=pl.col("text").str.slice(begin + length, WINDOW),
    ).with_columns(
        # An operator does not reach over a semicolon, a dash or a turn of the sentence.
        before=pl.col("before")
        .str.extract(r"(?i)([^;:—–]*)$", 1)
        .str.replace(r"(?i)^.*\bbut\b", ""),
        after=pl.col("after").str.extract(r"(?i)^([^;:—–]*)", 1).str.replace(r"(?i)\bbut\b.*$", ""),
    )
    near = [
        expression
        for name, words in operators.OPERATORS.items()
        for expression in (
            pl.coalesce(
                # Negation and obligation govern what follows them.
                pl.col("before").str.extract(operators.pattern(words), 0),
                pl.lit(None, pl.String)
                if name == "negation"
                else pl.col("after").str.extract(operators.pattern(words), 0),
            ).alias(f"operator_{name}"),
            pl.col("text").str.contains(operators.pattern(words)).alias(f"any_{name}"),
        )
    ]
    return found.with_columns(
        *near,
        claim=pl.col("evidence_indicator").is_in(claims),
        scare=pl.col("before").str.contains(r"[“\"‘]\w*$|[“\"‘](?:\w+\s)?$")
        & pl.col("after").str.contains(r"^\W{0,2}(?:\w+\W)?[”\"’]"),
        question=pl.col("text").str.contains(r"\?[”\"’)]*$"),
    ).with_columns(
        *(
            pl.col(f"operator_{name}").is_not_null().alias(f"near_{name}")
            for name in operators.OPERATORS
        )
    )


def _per_frame(found: pl.DataFrame) -> pl.DataFrame:
    """One row per sentence and frame: a sign counts if any of its findings has it."""
    flags = [c for c in found.columns if c.startswith(("near_", "any_"))]
    flags += ["claim", "scare", "question"]
    return (
        found.group_by("row", "evidence_frame", maintain_order=True)
        .agg(
            pl.col("article_id", "sentence", "part", "voice", "text").first(),
            pl.col("word_endorse", "word_reject", "word_side").first(),
            pl.col("rival_endorse", "rival_reject").first(),
            pl.col("evidence_weight").max().alias("weight"),
            pl.col("evidence_wording").first().alias("wording"),
            *(pl.col(flag).any() for flag in flags),
            *(pl.col(f"operator_{name}").drop_nulls().first() for name in operators.OPERATORS),
        )
        .rename({"evidence_frame": "frame"})
        .with_columns(other=pl.col("voice").eq_missing(pl.lit("other")))
    )
