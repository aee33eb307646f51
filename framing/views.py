"""A run's tables, a selection and an instrument to the tables that a page or a command shows."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from framing import estimates as estimating
from framing.codebook import Instrument
from framing.measures import MEASURES, membership
from framing.schema import ESTIMATE
from framing.scores import CLOSING, HEADLINE, OPENING, article_frames, article_scores
from framing.scores import evidence as evidence_by_sentence
from framing.selection import Selection

Tables = Mapping[str, pl.DataFrame]

TALK, STAND = "talk", "stand"  # the two measures of the signature picture
STANCE_OF = {"salience": None, "endorse": "endorse", "reject": "reject", "neutral": "neutral"}
FILTERS = {  # what each part of a selection is called where it removes everything
    "outlets": "outlets",
    "authors": "authors",
    "genres": "genre",
    "since": "the first date",
    "until": "the last date",
    "one_per_story": "one copy per story",
}


def select(tables: Tables, selection: Selection, instrument: Instrument) -> dict[str, pl.DataFrame]:
    """The selected part of a run: article, sentence, article_frame, article_score, keyword.

    With a voice selected, frames and scores are counted again from that voice's sentences alone.
    """
    articles = selection.articles(tables["article"])
    here = {
        name: tables[name].join(articles, on="article_id", how="semi", maintain_order="left")
        for name in ("sentence", "article_frame", "article_score", "keyword")
    } | {"article": articles}
    if selection.voice:
        spoken = selection.sentences(here["sentence"])
        here |= {
            "sentence": spoken,
            "article_frame": article_frames(spoken, instrument.codebook.frame_ids),
            "article_score": article_scores(spoken, instrument),
        }
    return here


def estimates(
    tables: Tables, selection: Selection, instrument: Instrument, by: str, measure: str
) -> pl.DataFrame:
    """A measure for each group of the selection: a table of ESTIMATE, groups in order."""
    here = select(tables, selection, instrument)
    return estimating.estimate(
        here["article"], here["article_frame"], here["article_score"], by=by, measure=measure
    )


def talk_and_stand(
    tables: Tables, selection: Selection, instrument: Instrument, by: str
) -> pl.DataFrame:
    """Two rows per group, a table of ESTIMATE: what it talks about, and what it stands for.

    `talk` is the share of mentions of the two poles that are of the second; `stand` is, of the
    mentions in which the author takes a side, the share that comes down on the second pole's side
    (endorses it, or rejects the first). A count that takes mention for support has them equal.
    """
    here = select(tables, selection, instrument)
    first, second = instrument.codebook.poles
    sided = here["article_frame"].filter(pl.col("frame").is_in([first, second]))
    is_second = pl.col("frame") == second
    for_second = pl.when(is_second).then("n_endorse").otherwise("n_reject")
    shown = []
    for measure, numerator, denominator in (
        (TALK, pl.when(is_second).then("n_evoking").otherwise(0), pl.col("n_evoking")),
        (STAND, for_second, pl.col("n_endorse") + pl.col("n_reject")),
    ):
        # Both are shares of a count of sentences, so the estimator of salience serves.
        frames = (
            sided.group_by("article_id", maintain_order=True)
            .agg(n_evoking=numerator.sum(), n_sentences=denominator.sum())
            .with_columns(frame=pl.lit(second))
        )
        shown.append(
            estimating.estimate(
                here["article"], frames, here["article_score"], by=by, measure="salience"
            ).with_columns(measure=pl.lit(measure), frame=pl.lit(second))
        )
    return pl.concat(shown) if shown else pl.DataFrame(schema=ESTIMATE)


def side_by_side(pairs: pl.DataFrame) -> pl.DataFrame:
    """`talk_and_stand` with one row per group: talk, talk_low, …, stand, stand_low, …, n_articles.

    Groups without a number on either axis are left out here; `unplaced` names them.
    """
    columns = ("estimate", "low", "high", "count", "of")
    halves = [
        pairs.filter(pl.col("measure") == measure).select(
            "group",
            *(pl.col(c).alias(measure if c == "estimate" else f"{measure}_{c}") for c in columns),
            *([pl.col("n_articles")] if measure == TALK else []),
        )
        for measure in (TALK, STAND)
    ]
    return (
        halves[0]
        .join(halves[1], on="group", how="left", maintain_order="left")
        .drop_nulls([TALK, STAND])
        .with_columns(few=is_few())
    )


def unplaced(pairs: pl.DataFrame) -> list[str]:
    """Groups that cannot stand in the signature picture because one of their numbers is missing."""
    return pairs.filter(pl.col("estimate").is_null())["group"].unique().sort().to_list()


def is_few() -> pl.Expr:
    """Whether a row of estimates rests on too few articles to be compared."""
    return pl.col("n_articles") < estimating.MIN_ARTICLES


def evidence_sentences(
    tables: Tables,
    selection: Selection,
    instrument: Instrument,
    *,
    by: str,
    group: str | None = None,
    frame: str | None = None,
    stance: str | None = None,
) -> pl.DataFrame:
    """Exactly the body sentences that a number counts: one row per sentence and evoked frame.

    Columns: those of the sentence, its article's outlet, authors, published, title, and frame,
    stance, indicator, wording, operator; newest article first, in reading order within it.
    """
    here = select(tables, selection, instrument)
    members = membership(here["article"], by)
    if group is not None:
        members = members.filter(pl.col("group") == group)
    counted = evidence_by_sentence(here["sentence"]).filter(pl.col("part") == "body")
    for column, wanted in (("frame", frame), ("stance", stance)):
        if wanted is not None:
            counted = counted.filter(pl.col(column).cast(pl.String) == wanted)
    why = (
        here["sentence"]
        .select("article_id", "sentence", "evidence")
        .explode("evidence", empty_as_null=True, keep_nulls=False)
        .drop_nulls("evidence")
        .unnest("evidence")
        .group_by("article_id", "sentence", "frame", maintain_order=True)
        .agg(pl.col("indicator", "wording", "operator").first())
    )
    place = ["article_id", "sentence"]
    return (
        counted.select(*place, "frame", "stance", "weight")
        .join(members.select("article_id").unique(), on="article_id", how="semi")
        .join(why, on=[*place, "frame"], how="left")
        .join(here["sentence"].drop("evidence"), on=place, how="left")
        .join(
            here["article"].select("article_id", "outlet", "authors", "published", "title"),
            on="article_id",
            how="left",
        )
        .sort(
            "published", *place, "frame", descending=[True, False, False, False], nulls_last=True
        )
    )


def evidence_articles(
    tables: Tables, selection: Selection, instrument: Instrument, *, by: str, group: str | None
) -> pl.DataFrame:
    """The articles of a group with their scores, newest first: what a mean over articles means."""
    here = select(tables, selection, instrument)
    members = membership(here["article"], by)
    if group is not None:
        members = members.filter(pl.col("group") == group)
    return (
        here["article"]
        .join(members, on="article_id", how="semi")
        .join(here["article_score"], on="article_id", how="left")
        .drop("text", "url", "source", "cluster", "is_canonical")
        .sort("published", "article_id", descending=[True, False], nulls_last=True)
    )


def counts(tables: Tables) -> dict[str, Any]:
    """How much there is: articles, outlets, authors, sentences, since, until, undated."""
    articles, sentences = tables["article"], tables["sentence"]
    return {
        "articles": articles.height,
        "outlets": articles["outlet"].drop_nulls().n_unique(),
        "authors": articles["authors"].explode(empty_as_null=False).drop_nulls().n_unique(),
        "sentences": sentences.filter(pl.col("part") == "body").height,
        "quoted": sentences.filter((pl.col("part") == "body") & (pl.col("voice") == "other")).height,
        "evoking": evidence_by_sentence(sentences).filter(pl.col("part") == "body").height,
        "since": articles["published"].min(),
        "until": articles["published"].max(),
        "undated": articles["published"].null_count(),
    }


def in_the_way(tables: Tables, selection: Selection) -> list[str]:
    """Names of the filters any one of which, if taken off, would let articles through again."""
    none = Selection()
    return [
        name
        for field, name in FILTERS.items()
        if getattr(selection, field) != getattr(none, field)
        and replace(selection, **{field: getattr(none, field)}).articles(tables["article"]).height
    ]


def groups(tables: Tables, by: str) -> list[str]:
    """Names of the groups of a grouping, in order."""
    return membership(tables["article"], by)["group"].unique().sort().to_list()


def decisive(sentences: pl.DataFrame, n: int = 5) -> pl.DataFrame:
    """The sentences of one article that pull its position most: where the author takes a side.

    Headline, opening and closing pull more, as they do in scores.py; columns of SENTENCE with
    frame and stance.
    """
    last = sentences["sentence"].max()
    place = (pl.col("sentence") + 1) / ((last if isinstance(last, int) else 0) + 1)
    pull = (
        pl.when(pl.col("part") == "headline")
        .then(HEADLINE)
        .when(place <= 0.2)  # noqa: PLR2004 - the same fifths as in scores.py
        .then(OPENING)
        .when(place > 0.8)  # noqa: PLR2004
        .then(CLOSING)
        .otherwise(1.0)
    )
    return (
        evidence_by_sentence(sentences)
        .filter(pl.col("stance").is_in(["endorse", "reject"]))
        .with_columns(pull=pull)
        .sort("pull", "weight", "sentence", descending=[True, True, False])
        .unique("sentence", keep="first", maintain_order=True)
        .head(n)
        .select("sentence", "frame", "stance", "pull")
        .join(sentences, on="sentence", how="left", maintain_order="left")
    )


def keywords(tables: Tables, article_id: str, n: int = 12) -> list[str]:
    """An article's terms, best first."""
    mine = tables["keyword"].filter(pl.col("article_id") == article_id).sort("rank")
    return mine["term"].head(n).to_list()


def measure_labels() -> dict[str, str]:
    """Measure to its label, for menus."""
    return {name: measure.label for name, measure in MEASURES.items()}
