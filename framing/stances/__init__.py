"""Evidence to evidence with the author's stance, by composition and not by tone."""

import polars as pl

from framing.codebook import Instrument
from framing.schema import EVIDENCE, STANCES
from framing.stances import operators
from framing.stances.attitudes import article_signs, pulls
from framing.stances.signs import signs
from framing.weights import Linear

# What each sign adds to the log-odds of a stance when no trained weights are given. Signs near
# the wording count more than signs elsewhere in the sentence.
LOCAL = Linear(
    {
        "endorse": {
            "bias": -0.4,
            "word_endorse": 0.4,
            "rival_reject": 0.3,
            "claim": 1.2,
            "near_favourable": 0.8,
            "near_obligation": 0.9,
            "any_favourable": 0.3,
            "any_obligation": 0.4,
        },
        "reject": {
            "bias": -0.6,
            "word_reject": 0.4,
            "rival_endorse": 0.3,
            "near_negation": 0.9,
            "near_unfavourable": 1.0,
            "near_prohibition": 0.8,
            "near_distance": 0.8,
            "any_unfavourable": 0.5,
            "any_distance": 0.4,
            "scare": 0.9,
            "question": 0.3,
        },
        "neutral": {"bias": 0.5, "other": 0.8},
    }
)
ATTITUDE = Linear(
    {
        "first": {"lean_evidence": -4.0, "pull": -4.0},
        "second": {"lean_evidence": 4.0, "pull": 4.0},
        "mixed": {"bias": -0.5, "reportage": 2.0},
    }
)
CONTEXT = Linear(
    {
        "endorse": {"local_endorse": 2.0, "attitude": 0.8, "other_attitude": 1.6, "approved": 1.2},
        "reject": {"local_reject": 2.0, "attitude": -0.8, "other_attitude": -1.6, "rebutted": 1.2},
        "neutral": {"local_neutral": 2.0, "reportage": 1.2},
    }
)


def add_stances(sentences: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """Fill stance and operator of every piece of evidence, and add `pull` to every sentence.

    Two passes: the sentence's own wording gives each evoked frame a local stance; the author's
    unambiguous sentences then set what to expect of the ones that are quoted or unclear.
    A frame has one stance per sentence. Row order and number stay.
    """
    numbered = sentences.with_row_index("row")
    found = numbered.explode("evidence").drop_nulls("evidence")
    found = found.with_columns(pl.col("evidence").struct.unnest().name.prefix("evidence_"))
    pairs = signs(found, instrument)
    pairs = with_local(pairs, instrument.combiners.get("stance_local", LOCAL))
    poles = instrument.codebook.poles
    numbered = numbered.join(
        pulls(numbered, pairs, poles), on="row", how="left", maintain_order="left"
    )
    if found.is_empty():
        return numbered.drop("row")
    attitude = instrument.combiners.get("attitude", ATTITUDE)
    pairs = with_context(pairs, numbered, poles, attitude)
    pairs = _decided(pairs, instrument.combiners.get("stance", CONTEXT))
    return _nested(numbered, found, pairs)


def with_local(pairs: pl.DataFrame, linear: Linear) -> pl.DataFrame:
    """Add local_endorse, local_reject, local_neutral: chances by the sentence's own wording."""
    chances = linear.probabilities(pairs)
    return pairs.with_columns(chances.rename({c: f"local_{c}" for c in chances.columns}))


def with_context(
    pairs: pl.DataFrame, numbered: pl.DataFrame, poles: tuple[str, str], linear: Linear
) -> pl.DataFrame:
    """Add what the rest of the article says of the author's attitude to each evoked frame.

    `attitude` in -1…+1: how surely the author, by all of his own words, is for this frame (+1) or
    against it (-1); 0 for a frame that is no pole. `undecided` in 0…1: how surely he is neither.
    """
    side = pl.col("frame").replace_strict({poles[0]: -1.0, poles[1]: 1.0}, default=0.0)
    articles = article_signs(numbered, pairs, poles)
    chances = linear.probabilities(articles)
    lean = chances["second"] - chances["first"]
    articles = articles.select("article_id", "reportage").with_columns(
        lean=lean, undecided=chances["mixed"]
    )
    around = numbered.select(
        "row",
        next_text=pl.col("text").shift(-1).over("article_id"),
        next_voice=pl.col("voice").cast(pl.String).shift(-1).over("article_id"),
    )
    turned = pl.col("next_text").fill_null("").str.contains(operators.pattern(operators.TURN))
    refuted = pl.col("next_text").fill_null("").str.contains(operators.pattern(operators.REBUTTAL))
    return (
        pairs.join(around, on="row", how="left", maintain_order="left")
        .join(articles, on="article_id", how="left", maintain_order="left")
        .with_columns(
            attitude=pl.col("lean") * side,
            rebutted=(turned | refuted) & (pl.col("next_voice") == "author"),
            approved=pl.col("text").str.contains(operators.pattern(operators.APPROVAL)),
            conceded=pl.col("text").str.contains(operators.pattern(operators.CONCESSION)),
        )
        .with_columns(
            pl.col("rebutted").fill_null(False),
            other_attitude=pl.col("attitude") * pl.col("other").cast(pl.Float64),
            own_attitude=pl.col("attitude") * (~pl.col("other")).cast(pl.Float64),
        )
    )


def _decided(pairs: pl.DataFrame, linear: Linear) -> pl.DataFrame:
    """Add the likeliest stance and, in words, the sign that speaks most for it."""
    chances = linear.probabilities(pairs)
    best = pl.concat_list(STANCES).list.arg_max()
    pairs = pairs.with_columns(chances.select(STANCES)).with_columns(
        stance=best.replace_strict(dict(enumerate(STANCES)), return_dtype=pl.String),
        support=pl.col("endorse") - pl.col("reject"),
    )
    against = ("negation", "prohibition", "unfavourable", "distance")
    towards = ("favourable", "obligation")
    words = {
        stance: pl.coalesce(
            *(pl.col(f"operator_{name}") for name in names), pl.lit(None, pl.String)
        )
        for stance, names in (("reject", against), ("endorse", towards))
    }
    on = pl.format("'{}' on '{}'", pl.coalesce(words["reject"], pl.lit("")), "wording")
    on_towards = pl.format("'{}' on '{}'", pl.coalesce(words["endorse"], pl.lit("")), "wording")
    why = (
        pl.when((pl.col("stance") == "reject") & words["reject"].is_not_null())
        .then(on)
        .when((pl.col("stance") == "endorse") & words["endorse"].is_not_null())
        .then(on_towards)
        .when((pl.col("stance") == "reject") & pl.col("rebutted"))
        .then(pl.lit("rebutted in the next sentence"))
        .when((pl.col("stance") == "endorse") & pl.col("claim") & ~pl.col("other"))
        .then(pl.lit("asserted in the author's own voice"))
        .when(pl.col("stance") == "neutral")
        .then(pl.lit("reported without taking a side"))
        .otherwise(pl.lit("from the author's other sentences"))
    )
    return pairs.with_columns(operator=why)


def _nested(numbered: pl.DataFrame, found: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    stances = pairs.select("row", "stance", "operator", "support", evidence_frame="frame")
    lists = (
        found.join(stances, on=["row", "evidence_frame"], how="left", maintain_order="left")
        .select(
            "row",
            pl.struct(
                *(
                    name
                    if name in ("stance", "operator", "support")
                    else pl.col(f"evidence_{name}").alias(name)
                    for name in (f.name for f in EVIDENCE.fields)
                )
            )
            .cast(EVIDENCE)
            .alias("evidence"),
        )
        .group_by("row", maintain_order=True)
        .agg("evidence")
    )
    return (
        numbered.drop("evidence")
        .join(lists, on="row", how="left", maintain_order="left")
        .with_columns(pl.col("evidence").fill_null(pl.lit([], pl.List(EVIDENCE))))
        .drop("row")
    )
