"""One corpus counted in eight ways: quotations, wire copy and negation in or out."""

from itertools import product

import polars as pl

from framing.codebook import Instrument
from framing.estimates import MIN_ARTICLES, estimate
from framing.schema import EVIDENCE, SWITCH, conform
from framing.scores import article_frames, sides
from framing.stances.signs import signs

SWITCHES = {  # what each lets in, in words; all of them on is how Framing Desk counts
    "quotes": "quotations",
    "wire": "wire copy",
    "negation": "negation",
}
UNCLEAR = "unclear"
HALF = 0.5  # the share at which neither pole has more
CUES = ("near_negation", "near_prohibition")  # what a count of words alone does not see
OTHER_SIGNS = ("near_unfavourable", "near_distance", "scare")  # rejecting, whatever the negation


def switches(
    articles: pl.DataFrame,
    sentences: pl.DataFrame,
    scores: pl.DataFrame,
    instrument: Instrument,
    *,
    by: str,
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> pl.DataFrame:
    """Which pole each group stands for, counted in eight ways: a table of SWITCH.

    One row per group × quotes × wire × negation, the way with all three on first. `articles`,
    `sentences` and `scores` (article_score) are those of the selection. Without quotes only the
    authors' own sentences count; without wire, one copy per story; without negation, findings are
    read by `without_negation`. A group stands for a pole where the interval lies on its side of
    one half and there are MIN_ARTICLES articles; with fewer, nothing is said.
    Raises ValueError for an unknown grouping.
    """
    poles = instrument.codebook.poles
    readings = {True: sentences, False: without_negation(sentences, instrument)}
    tables = []
    for negation, quotes in product((True, False), repeat=2):
        spoken = pl.lit(True) if quotes else pl.col("voice") == "author"
        frames = article_frames(readings[negation].filter(spoken), instrument.codebook.frame_ids)
        counted = sides(frames, poles).select(
            "article_id", frame=pl.lit(poles[1]), n_evoking="n_for_second", n_sentences="n_sided"
        )
        for wire in (True, False):
            kept = articles if wire else articles.filter(pl.col("is_canonical").fill_null(True))
            # A share of a count of sentences, so the estimator of salience serves.
            found = estimate(
                kept,
                counted,
                scores,
                by=by,
                measure="salience",
                level=level,
                draws=draws,
                seed=seed,
            )
            way = {"quotes": quotes, "wire": wire, "negation": negation}
            tables.append(found.with_columns(pl.lit(on).alias(name) for name, on in way.items()))
    return _judged(_complete(pl.concat(tables)), poles)


def _complete(table: pl.DataFrame) -> pl.DataFrame:
    """A row for every group in every way: a group of copies alone is missing without them."""
    ways = pl.DataFrame(product((True, False), repeat=len(SWITCHES)), list(SWITCHES), orient="row")
    groups = table.select("grouped_by", "group").unique(maintain_order=True).sort("group")
    return (
        groups.join(ways, how="cross", maintain_order="left_right")
        .join(table, on=["grouped_by", "group", *SWITCHES], how="left", maintain_order="left")
        .with_columns(pl.col("n_articles").fill_null(0))
        .sort("group", *SWITCHES, descending=[False, True, True, True])
    )


def _judged(table: pl.DataFrame, poles: tuple[str, str]) -> pl.DataFrame:
    """Add stands_for, and flips: whether it is the other pole than in the group's first way."""
    enough = (pl.col("n_articles") >= MIN_ARTICLES) & pl.col("low").is_not_null()
    stands = (
        pl.when(enough & (pl.col("low") > HALF))
        .then(pl.lit(poles[1]))
        .when(enough & (pl.col("high") < HALF))
        .then(pl.lit(poles[0]))
        .when(enough)
        .then(pl.lit(UNCLEAR))
    )
    told = stands.is_in(poles)
    judged = table.with_columns(stands_for=stands, told=told)
    first, was_told = (pl.col(name).first().over("group") for name in ("stands_for", "told"))
    flips = pl.when(pl.col("told") & was_told).then(pl.col("stands_for") != first)
    return judged.with_columns(flips=flips).pipe(conform, SWITCH)


def without_negation(sentences: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """The sentences read as if words of negation were not there.

    A finding that is rejected, near whose wording stands a negation or a prohibition ("no
    off-ramp", "must not yield") and no other sign of rejection, is read as endorsed; its support
    changes sign. Everything else, and which frames are evoked, stays as it was found. This is what
    a count of words does that does not look at the words before.
    """
    numbered = sentences.with_row_index("row")
    found = numbered.select(
        "row", "article_id", "sentence", "part", "voice", "text", "start", "evidence"
    )
    found = found.explode("evidence", empty_as_null=False, keep_nulls=False)
    found = found.with_columns(pl.col("evidence").struct.unnest().name.prefix("evidence_"))
    turned = (
        signs(found.filter(pl.col("evidence_stance") == "reject"), instrument)
        .filter(pl.any_horizontal(CUES) & ~pl.any_horizontal(OTHER_SIGNS))
        .select("row", pl.col("frame").alias("evidence_frame"), turned=pl.lit(True))
    )
    fields = {field.name: pl.col(f"evidence_{field.name}") for field in EVIDENCE.fields}
    is_turned = pl.col("turned").fill_null(False)
    fields["stance"] = (
        pl.when(is_turned)
        .then(pl.lit("endorse"))
        .otherwise(pl.col("evidence_stance").cast(pl.String))
    )
    fields["support"] = pl.when(is_turned).then(-fields["support"]).otherwise(fields["support"])
    read = (
        found.join(turned, on=["row", "evidence_frame"], how="left", maintain_order="left")
        .select(
            "row",
            evidence=pl.struct(value.alias(name) for name, value in fields.items()).cast(EVIDENCE),
        )
        .group_by("row", maintain_order=True)
        .agg("evidence")
    )
    return (
        numbered.drop("evidence")
        .join(read, on="row", how="left", maintain_order="left")
        .with_columns(pl.col("evidence").fill_null(pl.lit([], pl.List(EVIDENCE))))
        .select(sentences.columns)
    )
