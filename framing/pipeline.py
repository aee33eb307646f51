"""The contents page: articles and an instrument to every table."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import polars as pl

from framing.codebook import Instrument
from framing.frames import code
from framing.frames.lexicon import add_logits
from framing.keywords import keywords
from framing.schema import ARTICLE, EVIDENCE, SENTENCE, TONE_WORD, conform
from framing.scores import article_frames, article_scores
from framing.sentences import split
from framing.stances import add_stances
from framing.terms import count_terms
from framing.tone import add_tone
from framing.voices import add_voice

Step = Callable[..., pl.DataFrame]
Watch = Callable[[Step, tuple[Any, ...]], pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Scored:
    """What scoring yields; every field is a table of schema.py."""

    article: pl.DataFrame
    sentence: pl.DataFrame
    keyword: pl.DataFrame
    term: pl.DataFrame
    article_frame: pl.DataFrame
    article_score: pl.DataFrame

    def tables(self) -> dict[str, pl.DataFrame]:
        """Table name to table."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def unwatched(step: Step, arguments: tuple[Any, ...]) -> pl.DataFrame:
    """Run one step."""
    return step(*arguments)


def score(
    articles: pl.DataFrame,
    instrument: Instrument,
    watch: Watch = unwatched,
    *,
    with_keywords: bool = True,
) -> Scored:
    """Score whole articles sentence by sentence; the same result in any batching.

    `articles` is an article table. Articles in another language than the codebook's get
    sentences and voices, but neither tone nor frames. `watch` runs each step and may time it.
    Keywords cost most of the time; without them their table is empty.
    """
    articles = conform(articles, ARTICLE)
    sentences = read(articles, instrument, watch)
    return Scored(
        article=articles,
        sentence=sentences,
        keyword=watch(keywords, (articles if with_keywords else articles.clear(),)),
        term=watch(count_terms, (sentences, articles, instrument.codebook.language)),
        article_frame=watch(article_frames, (sentences, instrument.codebook.frame_ids)),
        article_score=watch(article_scores, (sentences, instrument)),
    )


def read(articles: pl.DataFrame, instrument: Instrument, watch: Watch = unwatched) -> pl.DataFrame:
    """Articles to sentences with voice, tone, evidence and stance."""
    sentences = watch(split, (articles,))
    sentences = watch(add_voice, (sentences, instrument.combiners.get("voice")))
    sentences = watch(add_tone, (sentences,))
    return coded(articles, sentences, instrument, watch)


def coded(
    articles: pl.DataFrame,
    sentences: pl.DataFrame,
    instrument: Instrument,
    watch: Watch = unwatched,
) -> pl.DataFrame:
    """Sentences with voice and tone to sentences with evidence and stance besides.

    Those that another codebook has been read in will do, if its `reading` is the instrument's.
    """
    sentences = sentences.drop("pull", "evidence", strict=False)
    sentences = watch(add_logits, (sentences, instrument.lexicon))
    sentences = watch(code, (sentences, instrument))
    sentences = watch(add_stances, (sentences, instrument))
    return sentences.pipe(_blank_foreign, articles, instrument).pipe(conform, SENTENCE)


def _blank_foreign(
    sentences: pl.DataFrame, articles: pl.DataFrame, instrument: Instrument
) -> pl.DataFrame:
    """Take back what English words were found in other languages: absent rather than wrong."""
    language = instrument.codebook.language
    foreign = articles.filter(pl.col("language") != language)["article_id"]
    is_foreign = pl.col("article_id").is_in(foreign.implode())
    return sentences.with_columns(
        tone=pl.when(~is_foreign).then("tone"),
        pull=pl.when(~is_foreign).then("pull"),
        tone_words=pl.when(is_foreign).then(pl.lit([], pl.List(TONE_WORD))).otherwise("tone_words"),
        evidence=pl.when(is_foreign)
        .then(pl.lit([], pl.List(EVIDENCE)))
        .otherwise(pl.col("evidence").cast(pl.List(EVIDENCE))),
    )


def misread_examples(instrument: Instrument) -> list[str]:
    """A line for each example that evokes nothing of its frame, or counterexample that does."""
    frames = instrument.codebook.frames
    cases = [
        (frame.id, text, expected)
        for frame in frames
        for expected, texts in ((True, frame.examples), (False, frame.counterexamples))
        for text in texts
    ]
    articles = pl.DataFrame(
        {
            "article_id": [str(i) for i in range(len(cases))],
            "title": [None] * len(cases),
            "text": [text for _, text, _ in cases],
        },
        schema={name: ARTICLE[name] for name in ("article_id", "title", "text")},
    )
    sentences = (
        articles.pipe(split)
        .pipe(add_voice)
        .pipe(add_logits, instrument.lexicon)
        .pipe(code, instrument)
    )
    evoked = (
        sentences.explode("evidence", empty_as_null=True)
        .select("article_id", pl.col("evidence").struct.field("frame"))
        .drop_nulls()
        .unique()
        .iter_rows()
    )
    found = set(evoked)
    return [
        f"frame {frame!r}: the {'example' if expected else 'counterexample'} {text!r} "
        f"{'does not evoke it' if expected else 'evokes it'}"
        for number, (frame, text, expected) in enumerate(cases)
        if ((str(number), frame) in found) != expected
    ]
