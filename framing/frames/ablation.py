"""Evidence to the evidence there would be without one indicator, or without the trained words."""

import polars as pl

from framing.codebook import Instrument
from framing.frames import BY_RULE, EVEN_CHANCE, MODEL, WEIGHT_CAP, combiner
from framing.schema import EVIDENCE

_PAIR = ["row", "frame"]


def findings(sentences: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """One row per finding: row, the evidence's fields, `without`.

    `without` in 0…1 is how surely the frame would still be evoked if this finding's indicator were
    not in the codebook. An indicator's weight was added to the log-odds and is taken out of them,
    so the chance is the one that coding again would give. Without the trained words ("model") the
    codebook's own rule decides; what another coder found stands or falls alone.
    """
    found = (
        sentences.with_row_index("row")
        .select("row", "evidence")
        .explode("evidence", empty_as_null=False, keep_nulls=False)
        .unnest("evidence")
    )
    weights = {i.id: i.weight for frame in instrument.codebook.frames for i in frame.indicators}
    own = pl.col("indicator").replace_strict(weights, default=None, return_dtype=pl.Float64)
    total = own.fill_null(0.0).sum().over(_PAIR)
    pull = combiner(instrument).weights["evokes"].get("indicator", 0.0)
    lost = pull * (total.clip(0, WEIGHT_CAP) - (total - own).clip(0, WEIGHT_CAP))
    chance = pl.col("weight").clip(1e-9, 1 - 1e-9)
    alone = pl.len().over(_PAIR) == 1
    return found.with_columns(
        without=pl.when(pl.col("indicator") == MODEL)
        .then(_by_rule(total))
        .when(own.is_null())
        .then(pl.when(alone).then(0.0).otherwise("weight"))
        .otherwise(_sigmoid((chance / (1 - chance)).log() - lost)),
        by_rule=_by_rule(total),
    )


def _by_rule(total: pl.Expr) -> pl.Expr:
    rule = BY_RULE.weights["evokes"]
    return _sigmoid(rule["bias"] + rule["indicator"] * total.clip(0, WEIGHT_CAP))


def _sigmoid(log_odds: pl.Expr) -> pl.Expr:
    return 1 / (1 + (-log_odds).exp())


def without(sentences: pl.DataFrame, indicator: str, instrument: Instrument) -> pl.DataFrame:
    """The sentences with the evidence there would be without an indicator, or without "model".

    A frame that would no longer be evoked goes; one that the trained words still find alone keeps
    a finding of theirs, without a wording. Stances stay as they were found.
    """
    found = findings(sentences, instrument)
    named = pl.col("indicator") == indicator
    if indicator == MODEL:
        found = found.filter(~named).with_columns(weight="by_rule")
    else:
        hit = pl.col("without").filter(named).first().over(_PAIR)
        found = (
            found.with_columns(weight=pl.coalesce(hit, "weight"))
            .filter(~named | (pl.len().over(_PAIR) == 1))
            .with_columns(
                indicator=pl.when(named).then(pl.lit(MODEL)).otherwise("indicator"),
                wording=pl.when(named).then(pl.lit("")).otherwise("wording"),
                end=pl.when(named).then("start").otherwise("end"),
            )
        )
    fields = [field.name for field in EVIDENCE.fields]
    kept = (
        found.filter(pl.col("weight") >= EVEN_CHANCE)
        .select("row", evidence=pl.struct(fields))
        .group_by("row", maintain_order=True)
        .agg("evidence")
    )
    return (
        sentences.drop("evidence")
        .with_row_index("row")
        .join(kept, on="row", how="left", maintain_order="left")
        .with_columns(
            pl.col("evidence").cast(pl.List(EVIDENCE)).fill_null(pl.lit([], pl.List(EVIDENCE)))
        )
        .select(sentences.columns)
    )
