"""Evidence to evidence with the author's stance, by composition and not by tone."""

from collections.abc import Mapping

import polars as pl

from framing.codebook import Instrument
from framing.schema import EVIDENCE, STANCES
from framing.stances import operators
from framing.weights import Linear

SHRINKAGE = 2.0  # sentences' worth of nothing in every mean over an article's sentences
EDGE = 0.25  # the share of sentences that is an article's opening, and its closing
LOGIT_CAP = 5.0  # of log-odds from the lexicon
WINDOW = 70  # characters on either side of the wording within which an operator reaches it

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
ATTITUDE = Linear({"second": {"lean_evidence": 5.0, "lean_words": 2.0}})
CONTEXT = Linear(
    {
        "endorse": {"local_endorse": 2.0, "attitude": 0.8, "other_attitude": 1.6, "approved": 1.2},
        "reject": {"local_reject": 2.0, "attitude": -0.8, "other_attitude": -1.6, "rebutted": 1.2},
        "neutral": {"local_neutral": 2.0, "reportage": 1.2},
    }
)


def add_stances(sentences: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """Fill stance and operator of every piece of evidence.

    Two passes: the sentence's own wording gives each evoked frame a local stance; the author's
    unambiguous sentences then set what to expect of the ones that are quoted or unclear.
    A frame has one stance per sentence. Row order and number stay.
    """
    numbered = sentences.with_row_index("row")
    found = numbered.explode("evidence").drop_nulls("evidence")
    if found.is_empty():
        return sentences
    found = found.with_columns(pl.col("evidence").struct.unnest().name.prefix("evidence_"))
    pairs = signs(found, instrument)
    pairs = with_local(pairs, instrument.combiners.get("stance_local", LOCAL))
    attitude = instrument.combiners.get("attitude", ATTITUDE)
    pairs = with_context(pairs, numbered, instrument.codebook.poles, attitude)
    pairs = _decided(pairs, instrument.combiners.get("stance", CONTEXT))
    return _nested(numbered, found, pairs)


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


def with_local(pairs: pl.DataFrame, linear: Linear) -> pl.DataFrame:
    """Add local_endorse, local_reject, local_neutral: chances by the sentence's own wording."""
    chances = linear.probabilities(pairs)
    return pairs.with_columns(chances.rename({c: f"local_{c}" for c in chances.columns}))


def article_signs(
    pairs: pl.DataFrame, numbered: pl.DataFrame, poles: tuple[str, str]
) -> pl.DataFrame:
    """One row per article with sentences: what its author's own words say of the two poles.

    Each feature leans from the first pole (below 0) to the second (above 0). lean_words: the mean
    over the author's sentences of what the lexicon's head `leaning` says of their wording, each
    weighted by how likely it evokes a pole; lean_opening, lean_closing and lean_headline: the same
    there; lean_chances: the plain mean of the chances of endorsing and rejecting either pole;
    lean_evidence: the local stances of evoking sentences. Means are shrunk by `SHRINKAGE`
    sentences that say nothing.
    """
    side = pl.col("frame").replace_strict({poles[0]: -1.0, poles[1]: 1.0}, default=0.0)
    evident = (
        pairs.filter(~pl.col("other"))
        .group_by("article_id")
        .agg(
            lean_evidence=(side * (pl.col("local_endorse") - pl.col("local_reject"))).sum()
            / (pl.len() + SHRINKAGE)
        )
    )
    towards = {(poles[1], "endorse"): 1, (poles[0], "reject"): 1}
    towards |= {(poles[0], "endorse"): -1, (poles[1], "reject"): -1}
    logits = {
        f"logit_{frame}:{verdict}": sign
        for (frame, verdict), sign in towards.items()
        if f"logit_{frame}:{verdict}" in numbered.columns
    }
    zero = pl.lit(0.0)
    known = set(numbered.columns)
    chances = sum((sign * _chance(name) for name, sign in logits.items()), zero)
    silent = [1 - _chance(f"logit_{pole}") for pole in poles if f"logit_{pole}" in known]
    own = pl.col("voice").eq_missing(pl.lit("author"))
    said = numbered.select(
        "article_id",
        "part",
        own=own,
        place=pl.col("sentence") / pl.col("sentence").max().clip(1).over("article_id"),
        words=pl.col("logit_leaning") if "logit_leaning" in known else zero,
        chances=chances,
        evoking=1 - silent[0] * silent[1] if len(silent) > 1 else zero,
    )

    def mean(value: str, weight: pl.Expr) -> pl.Expr:
        return (pl.col(value) * weight).sum() / (weight.sum() + SHRINKAGE)

    likely = pl.col("own") * pl.col("evoking")
    return (
        said.group_by("article_id", maintain_order=True)
        .agg(
            lean_words=mean("words", likely),
            lean_opening=mean("words", likely * (pl.col("place") < EDGE)),
            lean_closing=mean("words", likely * (pl.col("place") > 1 - EDGE)),
            lean_headline=mean("words", pl.col("evoking") * (pl.col("part") == "headline")),
            lean_chances=mean("chances", pl.col("own").cast(pl.Float64)),
            reportage=(~pl.col("own")).mean(),
        )
        .join(evident, on="article_id", how="left", maintain_order="left")
        .with_columns(pl.col("lean_evidence").fill_null(0.0))
    )


def _chance(logit: str) -> pl.Expr:
    return 1 / (1 + (-pl.col(logit)).exp())


def with_context(
    pairs: pl.DataFrame, numbered: pl.DataFrame, poles: tuple[str, str], linear: Linear
) -> pl.DataFrame:
    """Add what the rest of the article says of the author's attitude to each evoked frame.

    `attitude` in -1…+1: how surely the author, by all of his own words, is for this frame (+1) or
    against it (-1); 0 for a frame that is no pole. `plain` is 1 less its size.
    """
    side = pl.col("frame").replace_strict({poles[0]: -1.0, poles[1]: 1.0}, default=0.0)
    articles = article_signs(pairs, numbered, poles)
    chance = linear.probabilities(articles).select(lean=2 * pl.col("second") - 1)
    articles = articles.select("article_id", "reportage").hstack(chance)
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
            plain=1 - pl.col("lean").abs(),
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
