"""Reference documents to tables, and their labels beside what the machine said."""

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from framing.schema import ARTICLE, conform

GOLD_STANCE = pl.List(pl.Struct({"frame": pl.String, "stance": pl.String}))


class GoldError(ValueError):
    """A gold file cannot be used; the message says which document and why."""


def reference(documents: Iterable[Mapping[str, Any]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Gold documents to an article table and a table of their labelled sentences.

    Each document needs id, text and sentences, and each sentence text, voice, frames and stance;
    `title_frames`, outlet, author, date and genre are optional. The article table has two columns
    besides: gold_position and gold_salience. The sentence table: article_id, start, end, voice and
    stance (frame to stance), in order. Raises GoldError when a sentence is not in its text.
    """
    articles, sentences = [], []
    for document in documents:
        try:
            articles.append(_article(document))
            sentences += _located(document)
        except KeyError as error:
            name = document.get("id", "a document without id")
            raise GoldError(f"{name}: the key {error} is missing") from None
        except (AttributeError, TypeError, ValueError) as error:
            if isinstance(error, GoldError):
                raise
            name = document.get("id", "a document without id")
            raise GoldError(f"{name}: a value is not of the kind it should be: {error}") from None
    if not sentences:
        raise GoldError("no labelled sentences; give JSONL with one document a line")
    table = pl.DataFrame(articles, infer_schema_length=None)
    extra = table.select("gold_position", "gold_salience")
    table = table.with_columns(
        pl.col("published").cast(pl.String).str.to_date("%Y-%m-%d", strict=False)
    ).pipe(conform, ARTICLE)
    labelled = pl.DataFrame(
        sentences, schema_overrides={"gold_stance": GOLD_STANCE}, infer_schema_length=None
    )
    return table.hstack(extra), labelled


def _article(document: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "article_id": document["id"],
        "url": None,
        "outlet": document.get("outlet"),
        "authors": [document["author"]] if document.get("author") else [],
        "published": document.get("date"),
        "title": document.get("title"),
        "text": document["text"],
        "genre": document.get("genre", "unknown"),
        "language": "en",
        "n_words": len(document["text"].split()),
        "cluster": document["id"],
        "is_canonical": True,
        "source": "gold",
        "gold_position": document.get("position"),
        "gold_salience": document.get("salience"),
    }


def _located(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows, begin = [], 0
    for number, sentence in enumerate(document["sentences"]):
        start = document["text"].find(sentence["text"], begin)
        if start < 0:
            raise GoldError(
                f"{document['id']}: sentence {number} is not in the text, or not in order"
            )
        begin = start + len(sentence["text"])
        rows.append(
            {
                "article_id": document["id"],
                "gold": number,
                "start": start,
                "end": begin,
                "gold_voice": sentence["voice"],
                "quoted": any(mark in sentence["text"] for mark in '“”"«»'),
                "gold_stance": [
                    {"frame": frame, "stance": sentence.get("stance", {}).get(frame, "neutral")}
                    for frame in sentence["frames"]
                ],
            }
        )
    return rows


def aligned(gold: pl.DataFrame, machine: pl.DataFrame) -> pl.DataFrame:
    """Each gold sentence with the machine's body sentence that shares most characters with it.

    Adds voice and evidence; both are null where the machine has no sentence there.
    """
    body = machine.filter(pl.col("part") == "body").select(
        "article_id", "voice", "evidence", "sentence", begin="start", finish="end"
    )
    shared = pl.min_horizontal("end", "finish") - pl.max_horizontal("start", "begin")
    best = (
        gold.join(body, on="article_id")
        .with_columns(shared=shared)
        .filter(pl.col("shared") > 0)
        .sort("shared", "sentence", descending=[True, False])
        .unique(["article_id", "gold"], keep="first")
        .select("article_id", "gold", "sentence", "voice", "evidence")
    )
    return gold.join(best, on=["article_id", "gold"], how="left", maintain_order="left")


def judged(pairs: pl.DataFrame, frame_ids: tuple[str, ...]) -> pl.DataFrame:
    """One row per gold sentence and frame: gold and machine stance, null where not evoked."""
    gold = (
        pairs.select("article_id", "gold", "gold_stance")
        .explode("gold_stance", empty_as_null=True)
        .drop_nulls("gold_stance")
        .unnest("gold_stance")
        .rename({"stance": "gold_stance"})
    )
    found = (
        pairs.select("article_id", "gold", "evidence")
        .explode("evidence", empty_as_null=True)
        .drop_nulls("evidence")
        .unnest("evidence")
        .group_by("article_id", "gold", "frame")
        .agg(pl.col("stance").first().cast(pl.String))
    )
    keys = ["article_id", "gold", "frame"]
    return (
        pairs.select("article_id", "gold")
        .join(pl.DataFrame({"frame": frame_ids}), how="cross")
        .join(gold, on=keys, how="left")
        .join(found, on=keys, how="left")
        .sort(keys)
    )


def misread(pairs: pl.DataFrame, frame_ids: tuple[str, ...]) -> pl.DataFrame:
    """Sentences where machine and reference differ: what each said of voice and frames."""

    def said(stances: str) -> pl.Expr:
        return pl.concat_str(
            pl.col("frame"), pl.lit(": "), pl.col(stances), ignore_nulls=False
        ).drop_nulls()

    verdicts = judged(pairs, frame_ids)
    frames = verdicts.group_by("article_id", "gold", maintain_order=True).agg(
        reference=said("gold_stance").str.join("; "),
        machine=said("stance").str.join("; "),
    )
    return (
        pairs.join(frames, on=["article_id", "gold"], maintain_order="left")
        .filter(
            (pl.col("reference") != pl.col("machine"))
            | (pl.col("gold_voice") != pl.col("voice").cast(pl.String))
        )
        .select(
            "article_id",
            "start",
            "end",
            reference_voice="gold_voice",
            machine_voice=pl.col("voice").cast(pl.String),
            reference="reference",
            machine="machine",
        )
    )
