"""A run's tables, a selection and an instrument to the tables that a page or a command shows."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from framing import estimates as estimating
from framing.codebook import Instrument
from framing.estimates import contrasts as contrasting
from framing.ledger import ledger
from framing.measures import MEASURES, VOICE_GROUPS, membership
from framing.robustness import perturb
from framing.scores import article_frames, article_scores, sides
from framing.selection import Selection
from framing.switches import switches as count_eight_ways

Tables = Mapping[str, pl.DataFrame]

SCORED = ("sentence", "article_frame", "article_score", "keyword")
TALK, STAND = "talk", "stand"  # the two measures of the signature picture
SAMPLE_SOURCE = "sample/articles.jsonl"
COMPARABLE = tuple(name for name, measure in MEASURES.items() if measure.unit != "count")
FILTERS = {  # what each part of a selection is called where it removes everything
    "outlets": "outlets",
    "authors": "authors",
    "genres": "genre",
    "since": "the first date",
    "until": "the last date",
    "one_per_story": "one copy per story",
}


class Selected(Mapping[str, pl.DataFrame]):
    """The selected part of a run: article and the tables of SCORED, each made when first asked for.

    With a voice selected, frames and scores are counted again from that voice's sentences alone.
    """

    def __init__(self, tables: Tables, selection: Selection, instrument: Instrument) -> None:
        self._tables, self._selection, self._instrument = tables, selection, instrument
        self._made = {"article": selection.articles(tables["article"])}

    def __getitem__(self, name: str) -> pl.DataFrame:
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(("article", *SCORED))

    def __len__(self) -> int:
        return len(SCORED) + 1

    def _make(self, name: str) -> pl.DataFrame:
        if self._selection.voice and name == "article_frame":
            return article_frames(self["sentence"], self._instrument.codebook.frame_ids)
        if self._selection.voice and name == "article_score":
            return article_scores(self["sentence"], self._instrument)
        table = self._tables[name]
        if self["article"].height < self._tables["article"].height:
            # No join: that would put nested columns together row by row, eighty times as slowly.
            chosen = self["article"]["article_id"].implode()
            table = table.filter(pl.col("article_id").is_in(chosen))
        return self._selection.sentences(table) if name == "sentence" else table


def select(tables: Tables, selection: Selection, instrument: Instrument) -> Selected:
    """The selected part of a run, by table name."""
    return Selected(tables, selection, instrument)


def grouped(
    tables: Tables, selection: Selection, instrument: Instrument, by: str
) -> tuple[Tables, str]:
    """The selected articles, frames and scores, and the grouping that makes `by` of them.

    By voice, every article stands there twice, once with the sentences of each voice and scored by
    those alone, and "outlet" is the voice.
    """
    here = select(tables, selection, instrument)
    if by != "voice":
        return here, by
    parts = [_in_voice(here, instrument, voice) for voice in VOICE_GROUPS]
    return {name: pl.concat(part[name] for part in parts) for name in parts[0]}, "outlet"


def _in_voice(here: Tables, instrument: Instrument, voice: str) -> dict[str, pl.DataFrame]:
    """The articles that have sentences in a voice, with those alone, under ids of their own."""
    spoken = here["sentence"].filter(pl.col("voice") == voice)
    part = {
        "article": here["article"]
        .join(spoken, on="article_id", how="semi", maintain_order="left")
        .with_columns(outlet=pl.lit(VOICE_GROUPS[voice])),
        "sentence": spoken,
        "article_frame": article_frames(spoken, instrument.codebook.frame_ids),
        "article_score": article_scores(spoken, instrument),
    }
    own = pl.concat_str("article_id", pl.lit(f"/{voice}"))
    return {name: table.with_columns(article_id=own) for name, table in part.items()}


def estimates(
    tables: Tables, selection: Selection, instrument: Instrument, by: str, measure: str
) -> pl.DataFrame:
    """A measure for each group of the selection: a table of ESTIMATE, groups in order."""
    here, column = grouped(tables, selection, instrument, by)
    return estimating.estimate(
        here["article"], here["article_frame"], here["article_score"], by=column, measure=measure
    ).with_columns(grouped_by=pl.lit(by))


def talk_and_stand(
    tables: Tables, selection: Selection, instrument: Instrument, by: str
) -> pl.DataFrame:
    """Two rows per group, a table of ESTIMATE: what it talks about, and what it stands for.

    `talk` is the share of mentions of the two poles that are of the second; `stand` is, of the
    mentions in which the author takes a side, the share that comes down on the second pole's side
    (endorses it, or rejects the first). A count that takes mention for support has them equal.
    """
    here, column = grouped(tables, selection, instrument, by)
    second = instrument.codebook.poles[1]
    sided = sides(here["article_frame"], instrument.codebook.poles)
    shown = []
    for measure, numerator, denominator in (
        (TALK, "n_second", "n_mentions"),
        (STAND, "n_for_second", "n_sided"),
    ):
        # Both are shares of a count of sentences, so the estimator of salience serves.
        frames = sided.select(
            "article_id",
            n_evoking=numerator,
            n_sentences=denominator,
            frame=pl.lit(second),
        )
        shown.append(
            estimating.estimate(
                here["article"], frames, here["article_score"], by=column, measure="salience"
            ).with_columns(grouped_by=pl.lit(by), measure=pl.lit(measure), frame=pl.lit(second))
        )
    return pl.concat(shown)


def side_by_side(pairs: pl.DataFrame) -> pl.DataFrame:
    """`talk_and_stand` with one row per group: talk, talk_low, …, stand, stand_low, …, and `few`.

    `n_articles` mention a pole, `n_sided` of them take a side; `few` where either are too few to
    compare. Groups without a number on either axis are left out here; `unplaced` names them.
    """
    columns = ("estimate", "low", "high", "count", "of")
    halves = [
        pairs.filter(pl.col("measure") == measure).select(
            "group",
            *(pl.col(c).alias(measure if c == "estimate" else f"{measure}_{c}") for c in columns),
            pl.col("n_articles").alias(n),
        )
        for measure, n in ((TALK, "n_articles"), (STAND, "n_sided"))
    ]
    return (
        halves[0]
        .join(halves[1], on="group", how="left", maintain_order="left")
        .drop_nulls([TALK, STAND])
        .with_columns(few=pl.min_horizontal("n_articles", "n_sided") < estimating.MIN_ARTICLES)
    )


def unplaced(pairs: pl.DataFrame) -> list[str]:
    """Groups that cannot stand in the signature picture because one of their numbers is missing."""
    return pairs.filter(pl.col("estimate").is_null())["group"].unique().sort().to_list()


def is_few() -> pl.Expr:
    """Whether a row of estimates rests on too few articles to be compared."""
    return pl.col("n_articles") < estimating.MIN_ARTICLES


def is_synthetic(tables: Tables) -> bool:
    """Whether this is the sample corpus, which was written for this project."""
    is_sample = pl.col("source").str.ends_with(SAMPLE_SOURCE).fill_null(value=False)
    return bool(tables["article"].select(is_sample.all()).item())


def counts(tables: Tables) -> dict[str, Any]:
    """How much there is: articles, outlets, authors, sentences, since, until, undated."""
    articles, frames = tables["article"], tables["article_frame"]
    quoted = (pl.col("part") == "body") & (pl.col("voice") == "other")
    return {
        "articles": articles.height,
        "outlets": articles["outlet"].drop_nulls().n_unique(),
        "authors": articles["authors"].explode(empty_as_null=False).drop_nulls().n_unique(),
        "sentences": frames.group_by("frame").agg(pl.col("n_sentences").sum())["n_sentences"].max()
        or 0,
        "quoted": tables["sentence"].select(quoted.sum()).item(),
        "evoking": frames["n_evoking"].sum(),
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
    if by == "voice":
        present = set(tables["sentence"]["voice"].unique().cast(pl.String))
        return [name for voice, name in VOICE_GROUPS.items() if voice in present]
    return membership(tables["article"], by)["group"].unique().sort().to_list()


def contrasts(
    tables: Tables, selection: Selection, instrument: Instrument, by: str, measure: str
) -> pl.DataFrame:
    """Each group of the selection against the rest: a table of CONTRAST."""
    return _contrasts(tables, selection, instrument, by, (measure,), None)


def head_to_head(
    tables: Tables,
    selection: Selection,
    instrument: Instrument,
    by: str,
    pair: tuple[str, str],
    measures: tuple[str, ...] = COMPARABLE,
) -> pl.DataFrame:
    """One group against another, or the rest, on many measures: CONTRAST, q over all its rows."""
    return _contrasts(tables, selection, instrument, by, measures, [pair])


def _contrasts(
    tables: Tables,
    selection: Selection,
    instrument: Instrument,
    by: str,
    measures: tuple[str, ...],
    pairs: list[tuple[str, str]] | None,
) -> pl.DataFrame:
    here, column = grouped(tables, selection, instrument, by)
    scored = here["article"], here["article_frame"], here["article_score"]
    table = pl.concat(
        contrasting.contrasts(*scored, by=column, measure=measure, pairs=pairs)
        for measure in measures
    )
    return table.with_columns(
        grouped_by=pl.lit(by),
        q=contrasting.benjamini_hochberg(pl.col("p"), table["p"].count()),
    )


def labelled(contrasts: pl.DataFrame, labels: Mapping[str, str]) -> pl.DataFrame:
    """CONTRAST with `label` (measure and frame in words), `unit`, and `few`, too few articles."""
    measures = {name: measure.label for name, measure in MEASURES.items()}
    units = {name: measure.unit for name, measure in MEASURES.items()}
    frame = pl.col("frame").replace(dict(labels))
    return contrasts.with_columns(
        label=pl.concat_str(
            pl.col("measure").replace(measures), frame, separator=": ", ignore_nulls=True
        ),
        unit=pl.col("measure").replace(units),
        few=pl.min_horizontal("n_articles", "n_against") < estimating.MIN_ARTICLES,
    )


def widest(contrasts: pl.DataFrame) -> dict[str, Any]:
    """The row that most surely differs, of groups with enough articles where there are any."""
    few = pl.min_horizontal("n_articles", "n_against") < estimating.MIN_ARTICLES
    size = -pl.col("difference").abs()
    return contrasts.sort(few, "p", size, "group", nulls_last=True).row(0, named=True)


def ranked(estimates: pl.DataFrame) -> pl.DataFrame:
    """Groups from the highest to the lowest, by the first frame where there are several."""
    first = estimates["frame"].first()
    leading = pl.col("estimate").filter(pl.col("frame").eq_missing(pl.lit(first, pl.String)))
    return estimates.sort(leading.first().over("group"), "group", descending=[True, False])


def perturbations(
    tables: Tables,
    selection: Selection,
    instrument: Instrument,
    *,
    by: str,
    group: str,
    measure: str,
    frame: str | None,
) -> pl.DataFrame:
    """A group against the rest, as found and under each change: a table of PERTURBATION."""
    here = select(tables, selection, instrument)
    return perturb(
        here["article"],
        here["sentence"],
        here["article_score"],
        instrument,
        by=by,
        group=group,
        measure=measure,
        frame=frame,
    )


def switches(tables: Tables, selection: Selection, instrument: Instrument, by: str) -> pl.DataFrame:
    """What each group stands for in eight ways to count: a table of SWITCH.

    The voice and the one copy per story of a selection are two of the switches, so they are off.
    """
    here = select(tables, replace(selection, voice=None, one_per_story=False), instrument)
    return count_eight_ways(
        here["article"], here["sentence"], here["article_score"], instrument, by=by
    )


def term_ledger(tables: Tables, selection: Selection, instrument: Instrument) -> pl.DataFrame:
    """What each indicator found in the selection: a table of LEDGER."""
    here = select(tables, selection, instrument)
    return ledger(here["sentence"], here["article"], instrument)


def discards(tables: Tables) -> pl.DataFrame:
    """How many pieces were set aside, by part and reason, the most frequent first."""
    return (
        tables["discard"]
        .group_by(pl.col("part").cast(pl.String), "reason")
        .agg(pieces=pl.len().cast(pl.Int64))
        .sort("pieces", "part", "reason", descending=[True, False, False])
    )
