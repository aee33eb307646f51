"""The sentences of one article to readings: quotations, reports and what stands around them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from framing.voices.cue_verbs import verb_reports
from framing.voices.function_words import vocabulary
from framing.voices.hearsay import adjective_reports, noun_reports, phrase_reports
from framing.voices.interviews import turns
from framing.voices.quotations import Quotation, quotations
from framing.voices.reports import Report
from framing.voices.words import QUOTE, Words, tokenise

WHOLLY, MOSTLY = 0.9, 0.5  # shares of a sentence's characters within quotation marks
LONG_WORDS = 8
_COLON_QUOTE = f": {QUOTE}"
SCARE_WORDS = 3  # quotation marks around so few words keep the author's voice

_FIRST_PERSON = vocabulary("i my mine we our ours myself ourselves i'm i've i'd we're we've")
_SECOND_PERSON = vocabulary("you your yourself")
_PRONOUNS = vocabulary("he she they his her their it its")
_SHIFTED = vocabulary("would could had might was were")
_VERDICTS = vocabulary(
    """wrong mistaken mistake nonsense absurd naive naïve myth illusion delusion fantasy
    fallacy folly foolish silly false flaw flawed error misguided perverse trouble
    problem canard excuse ignores ignore forgets forget fails overlook overlooks misses
    nobody alibi absurdity lie lies fiction irony ironic convenient conveniently curious
    alas surely indeed nonetheless"""
)
_MARKS = "\"”’'»"
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_INTRODUCES = re.compile(
    r"\b(?:wr(?:ote|ites|itten)|said|says|put it|reads?|ran|runs|went|letter|statement|manifesto"
    r"|post(?:ed)?|describ\w+|words|message|text|declar\w+|explain\w+|answer(?:ed)?"
    r"|repl(?:y|ied|ies))\b[^.:]{0,80}:\s*$",
    re.IGNORECASE,
)
_TITLE_COLON = re.compile(
    r"^\W*(?!(?:Analysis|Opinion|Interview|Explainer|Live|Review|Editorial|Exclusive|Update|Watch"
    r"|Video|Podcast|Comment|Factbox|Explained|Report|Ukraine|Russia|Europe|War|Peace|Breaking"
    r"|Letter)\b)"
    r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}: (?!(?:[Tt]he|[Ww]hat|[Hh]ow|[Ww]hy|[Aa]n?)\b)\S"
)
_TITLE_SAYS = re.compile(
    r"[,–—-] (?:says?|said|warns?|claims?|argues?|insists?|tells?|vows?|according to)\b"
    r"[\w .’'-]{0,50}$"
    r"|^[\w .’'-]{2,50} (?:says|warns|claims|argues|insists|vows|urges|tells|calls for"
    r"|denies|demands)\b"
)


@dataclass(slots=True)
class Reading:
    """One sentence as read: what is quoted in it, the reports in it, and its named features."""

    words: Words
    headline: bool
    quoted_share: float  # 0…1 of its characters
    quoted_words: int  # of its longest quotation
    reports: list[Report]
    best: Report | None
    turn: str | None = None  # whose turn of an interview it opens
    features: dict[str, float] = field(default_factory=dict)

    @property
    def quoted(self) -> bool:
        """Whether something in it is quoted at more length than scare quotes are."""
        return self.quoted_words > SCARE_WORDS

    @property
    def is_attributed(self) -> bool:
        """Whether the sentence by itself shows somebody else's words."""
        best = self.best
        return (self.quoted and not self.is_own) or (best is not None and best.strength == "strong")

    @property
    def is_own(self) -> bool:
        """Whether every report in the sentence is in the first person ("I say")."""
        return bool(self.reports) and all(r.strength == "own" for r in self.reports)


def read(rows: Sequence[tuple[int | None, str, str]]) -> list[Reading]:
    """Read one article, given (paragraph, part, text) of its sentences in order."""
    paragraphs = [
        [row[2] for row in group] for _, group in groupby(rows, key=lambda row: (row[1], row[0]))
    ]
    joined = [" ".join(texts) for texts in paragraphs]
    quoted = quotations(joined)
    parts = iter(rows)
    blocks = [
        [
            _reading(text, spans, headline=next(parts)[1] == "headline")
            for text, spans in _cut(texts, found)
        ]
        for texts, found in zip(paragraphs, quoted, strict=True)
    ]
    _add_surroundings(blocks)
    _add_layout(blocks, joined)
    return [reading for block in blocks for reading in block]


def _cut(texts: list[str], found: list[Quotation]) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Each sentence of a paragraph with the quotations inside it, by offsets in the sentence."""
    start = 0
    for text in texts:
        end = start + len(text)
        spans = [
            (max(q.start, start) - start, min(q.end, end) - start)
            for q in found
            if q.start < end and q.end > start
        ]
        yield text, [(s, e) for s, e in spans if e - s > 1]
        start = end + 1


def _reading(text: str, spans: list[tuple[int, int]], *, headline: bool) -> Reading:
    counts = [len(_WORD.findall(text[s:e])) for s, e in spans]
    long = [
        (s, e)
        for (s, e), n in zip(spans, counts, strict=True)
        if n > SCARE_WORDS or (n and text[e - 2 : e - 1] in ",.!?" and text[e - 1] in _MARKS)
    ]
    whole = [(s, e) for s, e in spans if e - s >= len(text) - 2]
    words = tokenise(text, long or whole)
    found = [
        *verb_reports(words),
        *noun_reports(words),
        *phrase_reports(words),
        *adjective_reports(words),
    ]
    reading = Reading(
        words=words,
        headline=headline,
        quoted_share=sum(e - s for s, e in long or whole) / max(1, len(text)),
        quoted_words=max(counts, default=0)
        if not (long or whole)
        else max(*counts, SCARE_WORDS + 1),
        reports=found,
        best=_best(found),
    )
    reading.features = _features(reading)
    return reading


_ORDER = {"strong": 0, "fair": 1, "weak": 2}


def _best(found: list[Report]) -> Report | None:
    others = [r for r in found if r.strength != "own"]
    return min(others, key=lambda r: (_ORDER[r.strength], r.start), default=None)


_HELD_BY = {
    "third": "person",
    "people": "person",
    "anybody": "person",
    "name": "named",
    "group": "named",
    "document": "text",
    "lore": "text",
}


def _features(reading: Reading) -> dict[str, float]:
    low, best = reading.words.low, reading.best
    present = set(low)
    features = {
        "quoted share": reading.quoted_share,
        "quoted": float(reading.quoted),
        "quoted at length": float(reading.quoted_words >= LONG_WORDS),
        "quoted after a colon": float(_COLON_QUOTE in " ".join(low)),
        "quoted wholly": float(reading.quoted_share > WHOLLY),
        "scare quotes": float(0 < reading.quoted_words <= SCARE_WORDS),
        "headline": float(reading.headline),
        "first person": float(bool(present & _FIRST_PERSON)),
        "first person opens": float(bool(set(low[:6]) & _FIRST_PERSON)),
        "second person": float(bool(present & _SECOND_PERSON)),
        "question": float(reading.words.text.rstrip("”\"’' ").endswith("?")),
        "verdict": float(bool(present & _VERDICTS)),
        "own report": float(any(r.strength == "own" for r in reading.reports)),
        "own report only": float(reading.is_own),
        "opens with pronoun": float(low[:1] != [] and low[0] in _PRONOUNS),
    }
    if best is not None:
        features |= _report_features(best, reading)
    return {name: value for name, value in features.items() if value}


def _report_features(best: Report, reading: Reading) -> dict[str, float]:
    strong = sum(r.strength == "strong" for r in reading.reports)
    holder = _HELD_BY.get(best.subject, "nobody")
    before = reading.words.low[: best.start]
    return {
        f"{best.strength} report": 1.0,
        "several reports": float(strong > 1),
        f"verb of {best.verb}": 1.0,
        f"{holder} + {best.verb}": 1.0,
        f"{best.strength} + {best.verb}": 1.0,
        f"subject {best.subject}": 1.0,
        f"position {best.position}": 1.0,
        f"{best.strength} {best.position}": 1.0,
        f"complement {best.complement}": 1.0,
        f"{best.verb} + {best.complement}": 1.0,
        "report negated": float(best.negated),
        "report in the modal": float(best.modal),
        "report hypothetical": float(best.hypothetical),
        "report in the passive": float(best.passive),
        "report opens": float(best.start <= 1),
        "report comes late": best.start / max(1, len(reading.words.low)),
        "report after first person": float(bool(set(before) & _FIRST_PERSON)),
        "report with a verdict": float(bool(set(reading.words.low) & _VERDICTS)),
        "quoted with report": float(reading.quoted and best.strength != "weak"),
        "report beside own": float(any(r.strength == "own" for r in reading.reports)),
    }


def _add_surroundings(blocks: list[list[Reading]]) -> None:
    body = [reading for block in blocks for reading in block if not reading.headline]
    total = sum(reading.is_attributed for reading in body)
    intimate = sum("first person" in r.features and not r.quoted for r in body)
    for block in blocks:
        run = 0
        for i, reading in enumerate(block):
            before = block[i - 1] if i else None
            after = block[i + 1] if i + 1 < len(block) else None
            run = run + 1 if before and before.is_attributed else (run if run and before else 0)
            others = total - reading.is_attributed
            reading.features |= _surroundings(reading, before, after, run)
            reading.features["reports in the article"] = others / max(1, len(body) - 1)
            reading.features["first person in the article"] = intimate / max(1, len(body))
            if "shift after report" not in reading.features and not reading.is_attributed:
                run = 0


def _surroundings(
    reading: Reading, before: Reading | None, after: Reading | None, run: int
) -> dict[str, float]:
    low = reading.words.low
    own_words = not reading.is_attributed
    pronoun = low[:1] != [] and low[0] in _PRONOUNS
    third = reading.best is not None and reading.best.subject in ("third", "people", "name")
    follows = before is not None and (before.is_attributed or run > 0)
    precedes = after is not None and after.is_attributed
    shifted = bool(set(low) & _SHIFTED)
    first = "first person" in reading.features
    features = {
        "after report": float(follows and own_words),
        "shift after report": float(follows and own_words and shifted and not first),
        "would after report": float(follows and own_words and "would" in low and not first),
        "pronoun after report": float(follows and own_words and pronoun),
        "report after report": float(follows and not own_words),
        "weak report after report": float(follows and own_words and third),
        "it reports after report": float(
            follows
            and own_words
            and reading.best is not None
            and reading.best.subject == "it"
            and reading.best.position == "main"
        ),
        "between reports": float(follows and own_words and precedes),
        "before report": float(not follows and own_words and precedes),
        "first person after report": float(follows and own_words and first),
        "opens paragraph": float(before is None),
    }
    return {name: value for name, value in features.items() if value}


def _add_layout(blocks: list[list[Reading]], joined: list[str]) -> None:
    """Interviews, letters and other stretches set apart, and headlines that quote."""
    headline = next((r.words.text for block in blocks for r in block if r.headline), "")
    body = [[r.words.text for r in block if not r.headline] for block in blocks]
    marked = turns(body, headline)
    for block, found in zip(blocks, marked, strict=True):
        for reading, turn in zip(block, found, strict=False):
            if turn is not None:
                reading.features[turn.role] = 1.0
                reading.turn = turn.name
    introduced = False
    for block, paragraph in zip(blocks, joined, strict=True):
        for reading in block:
            if reading.headline:
                reading.features |= _title(reading)
            elif introduced and not {"answer", "interviewer"} & reading.features.keys():
                reading.features["set apart"] = 1.0
        introduced = bool(_INTRODUCES.search(paragraph)) and not block[0].headline


def _title(reading: Reading) -> dict[str, float]:
    text = reading.words.text
    return {
        "headline quotes": float(reading.quoted_share > MOSTLY),
        "headline attributes": float(bool(_TITLE_COLON.match(text) or _TITLE_SAYS.search(text))),
    }
