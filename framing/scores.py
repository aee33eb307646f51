"""Sentences to what they add up to: article_frame and article_score."""

import polars as pl

from framing.codebook import Instrument
from framing.schema import ARTICLE_FRAME, ARTICLE_SCORE, conform
from framing.weights import Linear

HEADLINE = 2.0  # how many sentences' worth of position a headline carries
EDGE = 0.2  # the share of sentences that is an article's opening, and its closing
OPENING = 1.5
CLOSING = 2.0  # columns end on what they want
SHRINKAGE = 2.0  # sentences' worth of nothing added to every article: little evidence stays small
QUOTED = 0.5  # what somebody else says counts half, by the author's stance towards it

POSITION = Linear(
    {
        "first": {"lean": -7.0, "bias": -1.4},
        "second": {"lean": 7.0, "bias": -1.4},
        "mixed": {"reportage": 2.0, "bias": 0.0},
    }
)


def evidence(sentences: pl.DataFrame) -> pl.DataFrame:
    """One row per sentence and evoked frame: the unit that every count of frames counts."""
    return (
        sentences.select("article_id", "sentence", "part", "voice", "evidence")
        .explode("evidence")
        .drop_nulls("evidence")
        .unnest("evidence")
        .group_by("article_id", "sentence", "part", "voice", "frame", maintain_order=True)
        .agg(pl.col("stance", "support").first(), pl.col("weight").max())
    )


def article_frames(sentences: pl.DataFrame, frame_ids: tuple[str, ...]) -> pl.DataFrame:
    """Count, for each article and frame, the body sentences that evoke it, by voice and stance.

    Every article of `sentences` has a row for every frame. `salience` is the share of the
    article's body sentences that evoke the frame, in 0…1 (null without body sentences).
    """
    body = pl.col("part") == "body"
    articles = sentences.group_by("article_id", maintain_order=True).agg(
        n_sentences=body.sum().cast(pl.Int64)
    )
    count = pl.len().cast(pl.Int64)
    counts = (
        evidence(sentences)
        .filter(body)
        .group_by("article_id", "frame")
        .agg(
            n_evoking=count,
            n_evoking_author=(pl.col("voice") == "author").sum().cast(pl.Int64),
            n_evoking_other=(pl.col("voice") == "other").sum().cast(pl.Int64),
            n_endorse=(pl.col("stance") == "endorse").sum().cast(pl.Int64),
            n_reject=(pl.col("stance") == "reject").sum().cast(pl.Int64),
            n_neutral=(pl.col("stance") == "neutral").sum().cast(pl.Int64),
        )
    )
    return (
        articles.join(pl.DataFrame({"frame": frame_ids}), how="cross", maintain_order="left_right")
        .join(counts, on=["article_id", "frame"], how="left", maintain_order="left")
        .with_columns(pl.col("^n_.*$").fill_null(0))
        .with_columns(
            salience=pl.when(pl.col("n_sentences") > 0).then(
                pl.col("n_evoking") / pl.col("n_sentences")
            )
        )
        .pipe(conform, ARTICLE_FRAME)
    )


def sides(frames: pl.DataFrame, poles: tuple[str, str]) -> pl.DataFrame:
    """Count, for each article, the mentions of the two poles, and which pole they come down on.

    `frames` are rows of ARTICLE_FRAME. Columns: article_id; n_mentions; n_second, those of the
    second pole; n_sided, those in which the author takes a side; n_for_second, of these the ones
    that endorse the second pole or reject the first.
    """
    is_second = pl.col("frame") == poles[1]
    return (
        frames.filter(pl.col("frame").is_in(poles))
        .group_by("article_id", maintain_order=True)
        .agg(
            n_mentions=pl.col("n_evoking").sum(),
            n_second=pl.col("n_evoking").filter(is_second).sum(),
            n_sided=(pl.col("n_endorse") + pl.col("n_reject")).sum(),
            n_for_second=pl.when(is_second).then("n_endorse").otherwise("n_reject").sum(),
        )
    )


def article_scores(sentences: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """Tone, salient frame, lean, position and confidence of each article, in order.

    tone is the mean of VADER's compound over body sentences; `lean` in -1 (first pole) … +1
    (second pole) is the weighted mean of the author's stances, shrunk when evidence is little.
    """
    first, second = instrument.codebook.poles
    features = position_features(sentences, (first, second))
    chances = instrument.combiners.get("position", POSITION).probabilities(features)
    names = {"first": first, "second": second, "mixed": "mixed"}
    best = pl.concat_list("first", "second", "mixed")
    silent = pl.col("n_evidence") == 0
    return (
        features.with_columns(chances)
        .with_columns(
            salient=pl.when(silent)
            .then(pl.lit("none"))
            .when(pl.col("n_first") > pl.col("n_second"))
            .then(pl.lit(first))
            .when(pl.col("n_first") < pl.col("n_second"))
            .then(pl.lit(second))
            .otherwise(pl.lit("even")),
            position=pl.when(silent)
            .then(pl.lit("none"))
            .otherwise(
                best.list.arg_max().replace_strict(
                    dict(enumerate(names.values())), return_dtype=pl.String
                )
            ),
            confidence=pl.when(~silent).then(best.list.max()),
        )
        .pipe(conform, ARTICLE_SCORE)
    )


def pulls(sentences: pl.DataFrame, poles: tuple[str, str]) -> pl.DataFrame:
    """Evidence on the two poles with what it does to its article's lean: side, weight, place.

    `side` in -1…+1 is towards which pole the author's stance pulls, and how surely; `weight` how
    many plain sentences it counts for, by how surely it evokes and by its place and voice.
    """
    side = pl.col("frame").replace_strict({poles[0]: -1.0, poles[1]: 1.0}, default=0.0)
    last = sentences.group_by("article_id").agg(last=pl.col("sentence").max())
    return (
        evidence(sentences)
        .filter(side != 0)
        .with_columns(side=side * pl.col("support").fill_null(0.0))
        .join(last, on="article_id", how="left", maintain_order="left")
        .with_columns(place=(pl.col("sentence") + 1) / (pl.col("last") + 1))
        .with_columns(weight=_reach() * pl.col("weight"))
        .drop("last")
    )


def position_features(sentences: pl.DataFrame, poles: tuple[str, str]) -> pl.DataFrame:
    """One row per article: what its position is decided from.

    pull in -1…+1: the mean of the author's body sentences' own wording; pull_closing and
    pull_headline the same there. lean in -1…+1: each evoking sentence pulls towards the second
    pole by the author's stance, times how surely it evokes, times its place and voice; lean_author,
    lean_headline, lean_opening and lean_closing are the same within those. pull_size and lean_size
    are those without their sign. strength is the mean of the pulls' sizes; reportage the share of
    body sentences in another's voice; undecided the share of evidence that is neutral; evidence the
    logarithm of 1 + its number; evoking that number per body sentence; n_first and n_second the
    body sentences that evoke each pole.
    """
    body = pl.col("part") == "body"
    own = body & pl.col("voice").eq_missing(pl.lit("author"))
    place = (pl.col("sentence") + 1) / (pl.col("sentence").max() + 1)

    def pull(within: pl.Expr) -> pl.Expr:
        return pl.col("pull").filter(within).sum() / (within.sum() + SHRINKAGE)

    articles = sentences.group_by("article_id", maintain_order=True).agg(
        tone=pl.col("tone").filter(body).mean(),
        tone_author=pl.col("tone").filter(body & (pl.col("voice") == "author")).mean(),
        reportage=(pl.col("voice") == "other").filter(body).mean().fill_null(0.0),
        pull=pull(own),
        pull_closing=pull(own & (place > 1 - EDGE)),
        pull_headline=pull(~body),
        strength=pl.col("pull").abs().filter(own).sum() / (own.sum() + SHRINKAGE),
        n_body=body.sum(),
    )
    pieces = pulls(sentences, poles)

    def lean(within: pl.Expr) -> pl.Expr:
        pull = (pl.col("side") * pl.col("weight")).filter(within).sum()
        return pull / (pl.col("weight").filter(within).sum() + SHRINKAGE)

    sums = pieces.group_by("article_id").agg(
        lean=lean(pl.lit(value=True)),
        lean_author=lean(pl.col("voice") == "author"),
        lean_headline=lean(pl.col("part") == "headline"),
        lean_opening=lean(pl.col("place") <= EDGE),
        lean_closing=lean(pl.col("place") > 1 - EDGE),
        undecided=(pl.col("stance") == "neutral").mean(),
        n_first=((pl.col("frame") == poles[0]) & body).sum(),
        n_second=((pl.col("frame") == poles[1]) & body).sum(),
        n_evidence=pl.len(),
    )
    return (
        articles.join(sums, on="article_id", how="left", maintain_order="left")
        .with_columns(
            pl.col("lean", "undecided", "^lean_.*$").fill_null(0.0), pl.col("^n_.*$").fill_null(0)
        )
        .with_columns(
            lean_size=pl.col("lean").abs(),
            pull_size=pl.col("pull").abs(),
            evidence=pl.col("n_evidence").log1p(),
            evoking=(pl.col("n_first") + pl.col("n_second")) / (pl.col("n_body") + SHRINKAGE),
        )
    )


def _reach() -> pl.Expr:
    """How many plain sentences a piece of evidence is worth, by its place and voice."""
    by_place = (
        pl.when(pl.col("part") == "headline")
        .then(HEADLINE)
        .when(pl.col("place") <= EDGE)
        .then(OPENING)
        .when(pl.col("place") > 1 - EDGE)
        .then(CLOSING)
        .otherwise(1.0)
    )
    return by_place * pl.when(pl.col("voice") == "other").then(QUOTED).otherwise(1.0)
