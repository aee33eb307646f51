"""Sentences to what their author, by all of his own words, makes of the two poles."""

import polars as pl

SHRINKAGE = 2.0  # sentences' worth of nothing in every mean over an article's sentences
EDGE = 0.25  # the share of sentences that is an article's opening, and its closing
PULL_CAP = 1.0


def pulls(numbered: pl.DataFrame, pairs: pl.DataFrame, poles: tuple[str, str]) -> pl.DataFrame:
    """Which way each sentence's own wording pulls: row, pull in -1 (first pole) … +1 (second).

    With trained words, the chance that the wording endorses the second pole or rejects the first,
    less the chance of the opposite. Without, what the operators say of each evoked pole.
    """
    towards = {f"logit_{poles[1]}:endorse": 1, f"logit_{poles[0]}:reject": 1}
    towards |= {f"logit_{poles[0]}:endorse": -1, f"logit_{poles[1]}:reject": -1}
    if towards.keys() <= set(numbered.columns):
        pull = sum((sign * _chance(name) for name, sign in towards.items()), pl.lit(0.0))
        return numbered.select("row", pull=pull.clip(-PULL_CAP, PULL_CAP))
    pull = _side(poles) * (pl.col("local_endorse") - pl.col("local_reject")) * pl.col("weight")
    found = pairs.group_by("row").agg(pull=pull.sum().clip(-PULL_CAP, PULL_CAP))
    return (
        numbered.select("row")
        .join(found, on="row", how="left", maintain_order="left")
        .with_columns(pl.col("pull").fill_null(0.0))
    )


def article_signs(
    numbered: pl.DataFrame, pairs: pl.DataFrame, poles: tuple[str, str]
) -> pl.DataFrame:
    """One row per article: the named features that tell its author's attitude.

    Signed, below 0 for the first pole and above 0 for the second: pull, the mean over the author's
    body sentences, pull_opening, pull_closing and pull_headline there; lean_words, what the
    lexicon's head `leaning` says of them, each weighted by how likely it evokes a pole;
    lean_evidence, the local stances of evoking sentences. Unsigned: size, pull without its sign;
    strength, how much the author's sentences take any side; evoking, how likely body sentences
    evoke a pole; reportage, the share of body sentences in another's voice. Means are shrunk by
    `SHRINKAGE` sentences that say nothing.
    """
    known = set(numbered.columns)
    zero = pl.lit(0.0)
    silent = [1 - _chance(f"logit_{pole}") for pole in poles if f"logit_{pole}" in known]
    own = pl.col("voice").eq_missing(pl.lit("author"))
    said = numbered.select(
        "article_id",
        "pull",
        own=own & (pl.col("part") == "body"),
        body=pl.col("part") == "body",
        place=pl.col("sentence") / pl.col("sentence").max().clip(1).over("article_id"),
        words=(pl.col("logit_leaning") / 2).tanh() if "logit_leaning" in known else zero,
        evoking=1 - silent[0] * silent[1] if len(silent) > 1 else zero,
    )

    def mean(value: pl.Expr, weight: pl.Expr) -> pl.Expr:
        return (value * weight).sum() / (weight.sum() + SHRINKAGE)

    pull, mine = pl.col("pull"), pl.col("own").cast(pl.Float64)
    local = _side(poles) * (pl.col("local_endorse") - pl.col("local_reject"))
    evident = (
        pairs.filter(~pl.col("other"))
        .group_by("article_id")
        .agg(lean_evidence=local.sum() / (pl.len() + SHRINKAGE))
    )
    return (
        said.group_by("article_id", maintain_order=True)
        .agg(
            pull=mean(pull, mine),
            pull_opening=mean(pull, mine * (pl.col("place") < EDGE)),
            pull_closing=mean(pull, mine * (pl.col("place") > 1 - EDGE)),
            pull_headline=mean(pull, 1.0 - pl.col("body")),
            lean_words=mean(pl.col("words"), mine * pl.col("evoking")),
            size=mean(pull, mine).abs(),
            strength=mean(pull.abs(), mine),
            evoking=mean(pl.col("evoking"), pl.col("body").cast(pl.Float64)),
            reportage=mean(1.0 - pl.col("own"), pl.col("body").cast(pl.Float64)),
        )
        .join(evident, on="article_id", how="left", maintain_order="left")
        .with_columns(pl.col("lean_evidence").fill_null(0.0))
    )


def _side(poles: tuple[str, str]) -> pl.Expr:
    return pl.col("frame").replace_strict({poles[0]: -1.0, poles[1]: 1.0}, default=0.0)


def _chance(logit: str) -> pl.Expr:
    return 1 / (1 + (-pl.col(logit)).exp())
