"""What stands behind a number or an article: its sentences, its scores, its words."""

from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from framing.codebook import Frame, Instrument
from framing.measures import VOICE_GROUPS, membership
from framing.schema import ARTICLE
from framing.scores import evidence as evidence_by_sentence
from framing.scores import pulls
from framing.selection import Selection
from framing.views import Tables, select

DRAFT = "draft"  # the id of a text that is tried out and not kept


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
    if by == "voice":
        selection, by, group = in_voice(selection, group), "corpus", None
    here = select(tables, selection, instrument)
    members = membership(here["article"], by)
    if group is not None:
        members = members.filter(pl.col("group") == group)
    sentences = here["sentence"].filter(
        pl.col("article_id").is_in(members["article_id"].unique().implode())
        & (pl.col("part") == "body")
        & (pl.col("evidence").list.len() > 0)
    )
    counted = evidence_by_sentence(sentences)
    for column, wanted in (("frame", frame), ("stance", stance)):
        if wanted is not None:
            counted = counted.filter(pl.col(column).cast(pl.String) == wanted)
    why = (
        sentences.select("article_id", "sentence", "evidence")
        .explode("evidence", empty_as_null=True, keep_nulls=False)
        .drop_nulls("evidence")
        .unnest("evidence")
        .group_by("article_id", "sentence", "frame", maintain_order=True)
        .agg(pl.col("indicator", "wording", "operator").first())
    )
    place = ["article_id", "sentence"]
    return (
        counted.select(*place, "frame", "stance", "weight")
        .join(why, on=[*place, "frame"], how="left")
        .join(sentences.drop("evidence"), on=place, how="left")
        .join(
            here["article"].select("article_id", "outlet", "authors", "published", "title"),
            on="article_id",
            how="left",
        )
        .sort("published", *place, "frame", descending=[True, False, False, False], nulls_last=True)
    )


def in_voice(selection: Selection, group: str | None) -> Selection:
    """The selection narrowed to a group by voice; a name that is no voice narrows nothing."""
    named = {name: voice for voice, name in VOICE_GROUPS.items()}
    return replace(selection, voice=named.get(group or "", selection.voice))


def evidence_articles(
    tables: Tables, selection: Selection, instrument: Instrument, *, by: str, group: str | None
) -> pl.DataFrame:
    """The articles of a group with their scores, newest first: what a mean over articles means."""
    if by == "voice":
        selection, by, group = in_voice(selection, group), "corpus", None
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


@dataclass(frozen=True, slots=True)
class Article:
    """Everything that is shown of one article."""

    row: dict[str, Any]  # its columns of ARTICLE and ARTICLE_SCORE
    sentences: pl.DataFrame
    frames: pl.DataFrame
    terms: list[str]


def one_article(tables: Tables, article_id: str, n_terms: int = 12) -> Article:
    """One article with its scores, sentences, frames and best keywords. Raises KeyError."""
    mine = {
        name: tables[name].filter(pl.col("article_id") == article_id)
        for name in ("article", "article_score", "sentence", "article_frame", "keyword")
    }
    if mine["article"].is_empty():
        raise KeyError(article_id)
    row = mine["article"].join(mine["article_score"], on="article_id", how="left")
    terms = mine["keyword"].sort("rank")["term"].head(n_terms).to_list()
    return Article(row.row(0, named=True), mine["sentence"], mine["article_frame"], terms)


def decisive(sentences: pl.DataFrame, poles: tuple[str, str], n: int = 5) -> pl.DataFrame:
    """The sentences of one article that pull its position most, strongest first.

    Columns of SENTENCE with frame, stance and `pull`, by the rule that the position itself is
    decided by (scores.pulls); evidence without a side decides nothing.
    """
    return (
        pulls(sentences, poles)
        .filter(pl.col("stance").is_in(["endorse", "reject"]))
        .with_columns(pull=(pl.col("side") * pl.col("weight")).abs())
        .sort("pull", "sentence", descending=[True, False])
        .unique("sentence", keep="first", maintain_order=True)
        .head(n)
        .select("sentence", "frame", "stance", "pull")
        .join(sentences, on="sentence", how="left", maintain_order="left")
    )


def draft(title: str, text: str, language: str = "en") -> pl.DataFrame:
    """An article table of one unpublished text, to be scored on the spot."""
    row: dict[str, Any] = {
        "article_id": DRAFT,
        "title": title.strip() or None,
        "text": text.replace("\r\n", "\n").strip(),
        "language": language,
        "authors": [],
        "n_words": len(text.split()),
        "cluster": DRAFT,
        "is_canonical": True,
    }
    return pl.DataFrame([{name: row.get(name) for name in ARTICLE}], schema=ARTICLE)


def indicators(frame: Frame) -> pl.DataFrame:
    """One row per indicator of a frame: indicator, kind, wordings, needs, excludes, note."""
    return pl.DataFrame(
        [
            {
                "indicator": indicator.id,
                "kind": indicator.kind,
                "wordings": ", ".join((*indicator.phrases, *indicator.patterns)),
                "needs": ", ".join(indicator.requires),
                "excludes": ", ".join(indicator.excludes),
                "note": indicator.note,
            }
            for indicator in frame.indicators
        ]
    )
