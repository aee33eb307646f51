"""Sentences to the voice they are in: the author's own, or somebody else's."""

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

import polars as pl

from framing.quotations import quotations
from framing.schema import ATTRIBUTION, VOICE
from framing.weights import Linear

DEFAULT = Linear(
    {
        "other": {
            "bias": -3.0,
            "quoted_share": 6.0,
            "quoted": 2.5,
            "reported": 5.0,
            "according": 5.0,
            "ascribed": 4.0,
            "first_person": -6.0,
            "headline": -2.0,
        }
    }
)
FEATURES = DEFAULT.features
_VERB = (
    r"(?:said|says|say|argued?|argues|claim(?:s|ed)?|insist(?:s|ed)?|warn(?:s|ed)?|believe[sd]?"
    r"|told|tells|tell|wrote|writes|write|thinks?|thought|added|adds|maintain(?:s|ed)?"
    r"|suggest(?:s|ed)?|announced|noted|notes|asked|asks|feared?|fears|predict(?:s|ed)?|denied"
    r"|acknowledged|conceded|stressed|declared|described|urged|estimates?d?|reported|recalled)"
)
_REPORTED = re.compile(rf"([\w’'.\- ]{{1,60}}?)\s\b({_VERB})\b", re.IGNORECASE)
_ACCORDING = re.compile(r"\b(according to)\s+([\w’'.\- ]{1,60})", re.IGNORECASE)
_ASCRIBED = re.compile(
    r"\bthe (?:argument|fear|idea|claim|theory|notion|assumption)s? (?:goes|that|is that)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\b(?:I|we)\b")


def add_voice(sentences: pl.DataFrame, weights: Linear | None = None) -> pl.DataFrame:
    """Add voice, speaker, cue and attribution; rows and their order stay as they are.

    `sentences` has article_id, paragraph, part and text, each article's sentences in order.
    `weights` is a model of the one class "other" over FEATURES.
    """
    findings = [f for article in _articles(sentences) for f in _read(article)]
    features = pl.DataFrame(
        [f["features"] for f in findings], schema=dict.fromkeys(FEATURES, pl.Float64)
    )
    other = (weights or DEFAULT).probabilities(features)["other"] > 0.5
    found = pl.DataFrame(
        [(f["speaker"], f["cue"], f["attribution"]) for f in findings],
        schema={"speaker": pl.String, "cue": pl.String, "attribution": pl.String},
        orient="row",
    )
    return sentences.with_columns(
        voice=pl.select(pl.when(other).then(pl.lit("other")).otherwise(pl.lit("author")))
        .to_series()
        .cast(VOICE),
        **{c: found.select(pl.when(other).then(c)).to_series() for c in ("speaker", "cue")},
        attribution=found.select(
            pl.when(other).then("attribution").otherwise(pl.lit("none"))
        ).to_series().cast(ATTRIBUTION),
    )


def _articles(sentences: pl.DataFrame) -> Iterator[list[tuple]]:
    rows = sentences.select("article_id", "paragraph", "part", "text").iter_rows()
    for _, article in groupby(rows, key=itemgetter(0)):
        yield list(article)


def _read(article: list[tuple]) -> Iterator[dict]:
    paragraphs = [
        [row[3] for row in group] for _, group in groupby(article, key=lambda r: (r[1], r[2]))
    ]
    spans = quotations([" ".join(texts) for texts in paragraphs])
    row = iter(article)
    for texts, quoted in zip(paragraphs, spans, strict=True):
        start = 0
        for text in texts:
            end = start + len(text)
            inside = sum(max(0, min(end, q.end) - max(start, q.start)) for q in quoted)
            yield _local(text, inside, next(row)[2] == "headline")
            start = end + 1


def _local(text: str, inside: int, headline: bool) -> dict:
    share = inside / max(1, len(text))
    reported, according = _REPORTED.search(text), _ACCORDING.search(text)
    ascribed = _ASCRIBED.search(text)
    speaker = cue = None
    attribution = "direct" if share > 0.3 else "ascribed"
    if reported:
        speaker, cue = reported.group(1).strip(), reported.group(2)
        attribution = attribution if share > 0.3 else "reported"
    elif according:
        cue, speaker = according.groups()
    elif ascribed:
        cue = ascribed.group()
    return {
        "speaker": speaker,
        "cue": cue,
        "attribution": attribution,
        "features": {
            "quoted_share": share,
            "quoted": float(inside > 30),
            "reported": float(bool(reported)),
            "according": float(bool(according)),
            "ascribed": float(bool(ascribed)),
            "first_person": float(bool(_FIRST.search(text)) and share < 0.3),
            "headline": float(headline),
        },
    }
