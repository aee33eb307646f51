"""One finding, found again in other ways: does its sign hang on wire copy, one outlet, one word?"""

from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from framing.codebook import Instrument
from framing.estimates.contrasts import REST, contrasts
from framing.frames.ablation import without
from framing.ledger import ledger
from framing.measures import MEASURES, membership
from framing.schema import PERTURBATION, conform
from framing.scores import article_frames, article_scores

AS_FOUND = "as found"
MODEL = "model"  # the indicator of evidence that no single wording gave, see schema.EVIDENCE
LOW_CONFIDENCE = 0.6  # below it, a position is little surer than the toss of a coin
STRICT_CONFIDENCE = 0.8
MAX_OUTLETS = 12  # left out in turn, those with the most articles: the rest can turn little


class Tables(NamedTuple):
    """What a finding is derived from."""

    articles: pl.DataFrame
    sentences: pl.DataFrame
    scores: pl.DataFrame


def perturb(
    articles: pl.DataFrame,
    sentences: pl.DataFrame,
    scores: pl.DataFrame,
    instrument: Instrument,
    *,
    by: str,
    group: str,
    against: str = REST,
    measure: str,
    frame: str | None = None,
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> pl.DataFrame:
    """`group` minus `against`, as found and under each perturbation: a table of PERTURBATION.

    `articles`, `sentences` and `scores` (article_score) are those of the selection. `frame` is
    needed for measures that have one. n_articles counts both sides. `holds` is null where a side
    has fewer than two articles, or where the difference found is 0.
    Raises ValueError for an unknown grouping or measure, or a frame that is missing.
    """
    if MEASURES[measure].per_frame == (frame is None):
        raise ValueError(f"{measure!r} {'needs a' if frame is None else 'has no'} frame")
    ids = instrument.codebook.frame_ids
    found = Tables(articles, sentences.join(articles, on="article_id", how="semi"), scores)
    derived = article_frames(found.sentences, ids)
    rows = []
    for name, tables in _perturbed(
        found, instrument, by=by, group=group, against=against, measure=measure, frame=frame
    ):
        is_recoded = tables.sentences is not found.sentences
        frames = article_frames(tables.sentences, ids) if is_recoded else derived
        contrast = contrasts(
            tables.articles,
            frames,
            tables.scores,
            by=by,
            measure=measure,
            pairs=[(group, against)],
            level=level,
            draws=draws,
            seed=seed,
        ).filter(pl.col("frame").eq_missing(pl.lit(frame, pl.String)))
        rows.append(_row(name, contrast))
    sign = pl.col("estimate").sign()
    sure = sign.first().ne(0) & pl.col("low").is_not_null()
    return (
        pl.DataFrame(rows, schema=PERTURBATION, orient="row")
        .with_columns(holds=pl.when(sure).then(sign == sign.first()))
        .pipe(conform, PERTURBATION)
    )


def _row(name: str, contrast: pl.DataFrame) -> dict[str, object]:
    numbers = contrast.row(0, named=True) if contrast.height else {}
    return {
        "perturbation": name,
        "estimate": numbers.get("difference"),
        "low": numbers.get("low"),
        "high": numbers.get("high"),
        "n_articles": numbers.get("n_articles", 0) + numbers.get("n_against", 0),
        "holds": None,
    }


def _perturbed(
    found: Tables,
    instrument: Instrument,
    *,
    by: str,
    group: str,
    against: str,
    measure: str,
    frame: str | None,
) -> Iterator[tuple[str, Tables]]:
    """Each perturbation's name in words, and the tables that it leaves."""
    articles, sentences, scores = found
    part = pl.col("part").cast(pl.String)

    def recoded(changed: pl.DataFrame) -> Tables:
        is_scored = measure in scores.columns
        return Tables(
            articles, changed, article_scores(changed, instrument) if is_scored else scores
        )

    def keeping(rule: pl.Expr) -> Tables:
        """Articles whose scores meet a rule, and those that take no position."""
        kept = scores.filter(rule | (pl.col("position") == "none"))
        return found._replace(articles=articles.join(kept, on="article_id", how="semi"))

    yield AS_FOUND, found
    yield (
        "without wire copy",
        found._replace(articles=articles.filter(pl.col("is_canonical").fill_null(True))),
    )
    yield "without quotations", recoded(sentences.filter(pl.col("voice") == "author"))
    yield from _without_each(found, by, group, against)
    fired = ledger(sentences, articles, instrument)
    if frame is not None:
        fired = fired.filter(pl.col("frame") == frame)
    wordings = fired.filter(pl.col("indicator") != MODEL)["indicator"].head(1)
    for indicator in wordings:
        yield (
            f"without the words for “{indicator.replace('_', ' ')}”",
            recoded(without(sentences, indicator, instrument)),
        )
    if MODEL in fired["indicator"]:
        yield "without the trained word weights", recoded(without(sentences, MODEL, instrument))
    headlines = sentences.filter(part == "headline")
    as_body = pl.lit("body").cast(sentences.schema["part"])
    yield "headlines only", recoded(headlines.with_columns(part=as_body))
    opinion = pl.col("genre").cast(pl.String) == "opinion"
    yield "opinion only", found._replace(articles=articles.filter(opinion))
    confident = pl.col("confidence")
    mixed = pl.col("position") == "mixed"
    yield "without mixed or unsure articles", keeping(~mixed & (confident >= LOW_CONFIDENCE))
    yield (
        f"only articles read with {STRICT_CONFIDENCE:.0%} confidence and more",
        keeping(confident >= STRICT_CONFIDENCE),
    )


def _without_each(found: Tables, by: str, group: str, against: str) -> Iterator[tuple[str, Tables]]:
    """Leave out each outlet in turn, and the most frequent author of either side.

    Only what takes part and is not a whole side: without an outlet, nothing compares it.
    """
    articles = found.articles
    members = membership(articles, by)
    sides = (
        members.filter(group=group),
        members.filter(pl.col("group") != group if against == REST else pl.col("group") == against),
    )
    for column in ("outlet", "author"):
        if by == column and against != REST:
            continue
        held = membership(articles, column).select("article_id", name="group")
        leaving = [
            side.join(held, on="article_id")["name"].value_counts(sort=True) for side in sides
        ]
        whole = {side["name"][0] for side in leaving if side.height == 1}
        counts = pl.concat(leaving).group_by("name").agg(pl.col("count").sum())
        names = counts.sort("count", "name", descending=[True, False])["name"].to_list()
        if column == "author":
            names = [side["name"][0] for side in leaving if side.height > 1]
        names = [name for name in dict.fromkeys(names) if name not in {*whole, group, "unknown"}]
        for name in names[:MAX_OUTLETS]:
            theirs = held.filter(name=name)
            yield (
                f"without {name}",
                found._replace(articles=articles.join(theirs, on="article_id", how="anti")),
            )
