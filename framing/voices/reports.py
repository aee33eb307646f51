"""A cue and its subject to a report, and how surely it makes a sentence somebody else's."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from framing.voices.cues import FIRST, SECOND, THIRD, VERBS
from framing.voices.function_words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    NEGATIONS,
    NOT_ADVERBS,
    RELATIVES,
    SUBORDINATORS,
    vocabulary,
)
from framing.voices.subjects import KINDS, clause_start, is_plural, opening_subject, subject_of
from framing.voices.words import BREAKS, QUOTE, Words

_ASIDES = frozenset([",", "—", "–", "--", "(", QUOTE])
_CHAIN = vocabulary(
    """went go goes going on continue continues continued like likes love loves tend tends
    tended seem seems seemed appear appears appeared quick keen happy eager used begin
    begins began begun start starts started come came prefer prefers moved rushed
    hastened said pains care cares wont inclined known reported believed understood
    thought"""
)


@dataclass(frozen=True, slots=True)
class Report:
    """One cue in a sentence, with what surrounds it. The field names are also feature names."""

    cue: str
    verb: str  # class of the cue: a key of cues.VERBS or cues.NOUNS, or according, adjective
    speaker: str | None = None
    subject: str = "none"  # third, people, anybody, group, name, document, lore, it, first …
    position: str = "main"  # main, parenthesis, inverted, as, relative, subordinate, fused …
    complement: str = "object"  # that, whether, infinitive, clause, quotation, preposition …
    negated: bool = False
    modal: bool = False  # can, should, must …
    hypothetical: bool = False  # would, may, will …
    passive: bool = False
    human: bool = False  # whether only people can be the subject of the verb
    start: int = 0  # first token of the report (its subject, if it comes first)

    @property
    def strength(self) -> str:
        """How surely the report makes the sentence somebody else's: strong, fair, weak, own."""
        if self.subject in ("first", "second") and not self.passive:
            return "own"
        return _STRENGTHS[_rank(self)]


_STRENGTHS = ("weak", "weak", "fair", "strong")
_FAIR, _STRONG = 2, 3
_IDLE = frozenset(["fused", "comparison", "condition", "infinitive", "noun phrase"])
_UPRIGHT = frozenset(["main", "parenthesis", "inverted", "as", "shared"])
_STATING = frozenset(["that", "whether", "clause", "quotation", "alone", "colon"])
_MOST = {"show": _STRONG, "know": _FAIR, "judge": _FAIR}  # factives and verdicts attribute less


def _rank(report: Report) -> int:
    """0 to 3: one point each for somebody who holds it, something stated, an upright position."""
    if report.verb in ("according", "standpoint") or report.position in ("hearsay", "goes"):
        return _STRONG
    if report.position in _IDLE:
        return 0
    if report.position == "as" and not report.modal:
        return _STRONG if report.subject in (*KINDS, "thing") else 1
    if report.passive and report.position != "participle":
        return _FAIR if report.position == "parenthesis" or report.complement == "agent" else 1
    rank = min(_is_held(report) + _is_stated(report) + _is_upright(report), _most(report))
    guarded = report.hypothetical and report.subject not in ("people", "anybody")
    return min(rank, _FAIR) if report.modal or report.negated or guarded else rank


def _is_held(report: Report) -> bool:
    if report.verb == "show":
        of_people = report.human and report.subject in (*KINDS, "thing")
        return report.subject in ("document", "lore") or of_people
    return report.subject in KINDS or (report.subject == "thing" and report.human)


def _is_stated(report: Report) -> bool:
    if report.complement in _STATING:
        return True
    if report.verb in ("claim", "think"):
        return report.complement == "infinitive" and report.subject != "name"
    if report.verb in ("fear", "ask", "judge"):
        return report.complement in ("infinitive", "preposition")
    return False


def _is_upright(report: Report) -> bool:
    if report.verb in VERBS:
        return report.position in _UPRIGHT
    return report.position != "subordinate"


def _most(report: Report) -> int:
    if report.verb == "show":
        return _STRONG if report.complement in ("that", "alone", "clause") else 1
    if report.verb in ("fear", "ask") and report.complement not in _STATING:
        return _FAIR
    return _MOST.get(report.verb, _STRONG)


def verb_group(low: list[str], i: int) -> tuple[int, set[str]]:
    """Index of the last word before the auxiliaries and adverbs of the verb at `i`, and these."""
    group: set[str] = set()
    j = i - 1
    while j >= 0:
        word = low[j]
        if word in AUXILIARIES or word in NEGATIONS or word.endswith("n't"):
            group.add(word)
        elif word == "to" and low[j + 1] not in AUXILIARIES and j and low[j - 1] in _CHAIN:
            group.add("chain")
            while j > 0 and low[j - 1] in _CHAIN:
                j -= 1
        elif word == "to":
            group.add(word)
            break
        elif not (word in ADVERBS or (word.endswith("ly") and word not in NOT_ADVERBS)):
            break
        j -= 1
    if j >= 0 and "'" in low[j]:
        stem, _, tail = low[j].partition("'")
        if stem in THIRD | FIRST | SECOND | {"it", "who"}:
            group.add(
                {"d": "had", "s": "has", "ve": "have", "ll": "will", "re": "are"}.get(tail, "")
            )
    return j, group


def with_subject(
    words: Words, report: Report, j: int, form: str = "", group: AbstractSet[str] = frozenset()
) -> Report:
    """The report with the subject that ends at token `j`, just before the verb and `group`.

    `form` is the verb's inflection: a bare "say" must agree with its subject.
    """
    low = words.low
    if j < 0:
        return replace(report, subject="none", position="bare")
    if _is_relative(low, j):
        return _relative(words, report, j)
    if low[j] in ("and", "but", "or", "then"):
        kind, speaker = opening_subject(words)
        return replace(report, subject=kind, speaker=speaker, position="shared")
    if low[j] == ",":
        return _appositive(words, report, j, form)
    start, boundary = clause_start(words, j)
    if form == "base" and not group & (AUXILIARIES | {"chain"}) and not is_plural(words, start, j):
        return replace(report, position="noun phrase")
    kind, speaker = subject_of(words, start, j + 1)
    position = _position(report, boundary)
    return replace(report, subject=kind, speaker=speaker, position=position, start=start)


def _position(report: Report, boundary: str) -> str:
    """Where the clause stands, from the word or mark before it."""
    if boundary == "that":
        return "embedded"
    if boundary in _ASIDES and report.complement == "alone":
        return "parenthesis"
    if boundary == "as" and report.verb not in ("say", "claim", "judge", "think", "admit"):
        return "subordinate"
    return SUBORDINATORS.get(boundary, "main")


def _is_relative(low: list[str], j: int) -> bool:
    if low[j] == "that":
        return j > 0 and low[j - 1] not in BREAKS
    return low[j] in RELATIVES


def _relative(words: Words, report: Report, j: int) -> Report:
    """After "it was" or "there are" the relative clause ("who said …") is the assertion."""
    low = words.low
    kind, speaker = ("none", None)
    if j > 0:
        kind, speaker = subject_of(words, clause_start(words, j - 1)[0], j)
    cleft = low[0] in ("it", "there", "then") and bool(BE & set(low[:3]))
    position = "main" if cleft or low[0] == "there's" else "relative"
    return replace(report, subject=kind, speaker=speaker, position=position, start=j)


def _appositive(words: Words, report: Report, j: int, form: str) -> Report:
    """The subject stands before the first comma: "The envoy, who had flown in, said …"."""
    low = words.low
    k = j - 1
    while k > 0 and low[k] not in (";", ":", QUOTE):
        k -= 1
    start = k + 1 if low[k] in (";", ":", QUOTE) else k
    stop = low.index(",", start) if "," in low[start:j] else j
    kind, speaker = subject_of(words, start, stop)
    if form == "base" and (kind not in KINDS or not is_plural(words, start, stop - 1)):
        return replace(report, position="noun phrase")
    if kind in ("none", "thing"):
        kind, speaker = subject_of(words, start, j)
    return replace(report, subject=kind, speaker=speaker, position="main", start=start)
