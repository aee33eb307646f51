"""Sentences to the voice they are in: the author's own, or somebody else's."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

import numpy as np
import polars as pl

from framing.schema import ATTRIBUTION, VOICE
from framing.voices.readings import Reading, read
from framing.voices.speakers import Speakers
from framing.weights import Linear

THRESHOLD = 0.5  # probability from which a sentence counts as somebody else's

# Set by hand from the meaning of the features; fitted weights replace them where there are any.
DEFAULT = Linear(
    {
        "other": {
            "bias": -2.5,
            "strong report": 5.0,
            "fair report": 2.0,
            "weak report": 0.3,
            "verb of according": 1.0,
            "verb of hearsay": 0.7,
            "position goes": 1.5,
            "position is": 1.2,
            "position reputed": 0.8,
            "position relative": -2.0,
            "position subordinate": -2.0,
            "position embedded": -1.0,
            "position infinitive": -1.0,
            "person + ask": 1.0,
            "person + judge": 0.6,
            "named + judge": 0.3,
            "person + fear": 0.8,
            "text + show": 1.0,
            "named + fear": -1.0,
            "report negated": -0.7,
            "report with a verdict": -0.3,
            "own report only": -2.0,
            "first person opens": -0.7,
            "quoted share": 2.0,
            "quoted": 1.0,
            "quoted at length": 0.8,
            "quoted after a colon": 1.5,
            "quoted wholly": 2.5,
            "quoted with report": 1.5,
            "would after report": 2.6,
            "shift after report": 0.6,
            "pronoun after report": 0.4,
            "it reports after report": 2.0,
            "between reports": 0.6,
            "answer": 7.0,
            "interviewer": -9.0,
            "set apart": 5.0,
            "headline": -3.0,
            "headline attributes": 6.0,
            "headline quotes": 5.0,
        }
    }
)
_COLUMNS = ("article_id", "paragraph", "part", "text")


def add_voice(sentences: pl.DataFrame, weights: Linear | None = None) -> pl.DataFrame:
    """Add voice, speaker, cue and attribution; rows and their order stay as they are.

    `sentences` has article_id, paragraph, part and text, the sentences of each article together
    and in order. `weights` is a model of the one class "other" over the features that readings
    have; without it DEFAULT decides. What is the author's has neither speaker nor cue.
    """
    readings = [read(article) for article in _articles(sentences)]
    chances = probabilities((r for article in readings for r in article), weights or DEFAULT)
    is_other = chances >= THRESHOLD
    rows: list[tuple[str, str | None, str | None, str]] = []
    for article in readings:
        rows.extend(_attributed(article, is_other[len(rows) : len(rows) + len(article)].tolist()))
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "voice": VOICE,
        "speaker": pl.String,
        "cue": pl.String,
        "attribution": ATTRIBUTION,
    }
    return sentences.hstack(pl.DataFrame(rows, schema=schema, orient="row"))


def features(sentences: pl.DataFrame) -> list[dict[str, float]]:
    """The named features of each sentence that are not 0, computed as for scoring."""
    return [reading.features for article in _articles(sentences) for reading in read(article)]


def probabilities(readings: Iterable[Reading], weights: Linear) -> np.ndarray:
    """The probability in 0…1 that each sentence is in another voice than the author's."""
    names = {name: column for column, name in enumerate(weights.features)}
    rows = [reading.features for reading in readings]
    matrix = np.zeros((len(rows), len(names)))
    for row, found in enumerate(rows):
        for name, value in found.items():
            column = names.get(name)
            if column is not None:
                matrix[row, column] = value
    table = pl.DataFrame(matrix, schema=list(names), orient="row")
    if not rows:
        return np.zeros(0)
    return weights.probabilities(table)["other"].to_numpy()


def _articles(sentences: pl.DataFrame) -> Iterator[list[tuple[int | None, str, str]]]:
    for _, article in groupby(sentences.select(_COLUMNS).iter_rows(), key=itemgetter(0)):
        yield [row[1:] for row in article]


def _attributed(
    article: list[Reading], is_other: list[bool]
) -> Iterator[tuple[str, str | None, str | None, str]]:
    speakers = Speakers(" ".join(reading.words.text for reading in article))
    for number, (reading, other) in enumerate(zip(article, is_other, strict=True)):
        best = reading.best
        named = best is not None and (
            best.strength == "strong" or (other and best.strength == "fair")
        )
        speaker = speakers.resolve(best.speaker) if best is not None and named else None
        if not other:
            yield "author", None, None, "none"
            continue
        if "answer" in reading.features:
            yield "other", reading.turn or speakers.first_name, None, "direct"
            continue
        if speaker is None and (reading.quoted or best is None or best.strength == "weak"):
            own = speakers.named_in(reading.words.raw) if reading.quoted else None
            speaker = own or _neighbour(article, number, speakers)
        yield "other", speaker, best.cue if best is not None else None, _attribution(reading)


def _neighbour(article: list[Reading], number: int, speakers: Speakers) -> str | None:
    """Who speaks in a sentence that does not say so: the last speaker, or the one named next."""
    reading = article[number]
    if speakers.last is not None or not reading.quoted:
        return speakers.last
    for later in article[number + 1 : number + 3]:
        if later.best is not None and later.best.speaker and later.best.strength == "strong":
            return Speakers(speakers.text).resolve(later.best.speaker)
    return None


def _attribution(reading: Reading) -> str:
    best = reading.best
    if reading.quoted:
        return "direct"
    if best is None or best.verb in ("say", "claim", "ask", "admit", "show"):
        return "reported"
    return "ascribed"
