"""The words after a cue to the kind of its complement."""

from framing.voices.cues import FIRST_OTHER
from framing.voices.function_words import (
    ADVERBS,
    FINITE,
    NOMINATIVES,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    vocabulary,
)
from framing.voices.words import BREAKS, ENDS, QUOTE, Words

_CLAUSE_OPENERS = vocabulary("that to whether if how what why who when where , :") | {QUOTE}


_OCCASIONS = vocabulary(
    """monday tuesday wednesday thursday friday saturday sunday january february march april
    june july august september october november december interview statement briefing
    speech telephone email e-mail post hearing conference letter note broadcast radio
    television debate night morning afternoon evening sermon"""
)


_WH = vocabulary("whether if how why what who where when which")
_PLAIN = {":": "colon", QUOTE: "quotation", "that": "that"} | dict.fromkeys(_WH, "whether")


def complement_of(words: Words, k: int, *, tells: bool) -> str:
    """What follows the cue that ends before token `k`; a verb that `tells` has an addressee."""
    low = words.low
    if tells:
        k = _after_addressee(low, k)
    if k >= len(low):
        return "alone"
    if low[k] in _PLAIN:
        return _PLAIN[low[k]]
    if low[k] in ENDS or low[k] == "-":
        return "that" if low[k + 1 : k + 2] == ["that"] else "alone"
    if low[k] in PREPOSITIONS or low[k] in ADVERBS or low[k].endswith("ly"):
        return _after_adverbial(low, k)
    return _clause_or_object(low, k)


def _after_adverbial(low: list[str], k: int) -> str:
    """After "said on Tuesday", "said to him", "argued for": a clause may still follow."""
    ahead = _to_break(low, k, 9)
    if "that" in ahead[1:]:
        return "that"
    if low[k] == "to":
        return "infinitive"
    if low[k] in PREPOSITIONS:
        return "alone" if _OCCASIONS & set(ahead) else "preposition"
    return "clause" if _has_finite(low, k) else "alone"


def _clause_or_object(low: list[str], k: int) -> str:
    if low[k] in NOMINATIVES or _has_finite(low, k):
        return "clause"
    return "infinitive" if "to" in _to_clause_end(low, k)[1:8] else "object"


def _has_finite(low: list[str], k: int) -> bool:
    """Whether a finite verb follows in the clause that begins at token `k`."""
    return any(w in FINITE or w.endswith(("n't", "ed")) for w in _to_clause_end(low, k)[1:])


def _to_clause_end(low: list[str], k: int) -> list[str]:
    ahead = _to_break(low, k, 14)
    stops = (n for n, w in enumerate(ahead) if w in SUBORDINATORS or w in RELATIVES or w == "and")
    return ahead[: next(stops, len(ahead))]


def _to_break(low: list[str], k: int, limit: int) -> list[str]:
    stop = k
    while stop < len(low) and stop - k < limit and low[stop] not in BREAKS:
        stop += 1
    return low[k:stop]


def _after_addressee(low: list[str], k: int) -> int:
    """The token after those who are told: "told reporters that", "told me he"."""
    for at in range(k + 1, min(k + 8, len(low))):
        if low[at] in _CLAUSE_OPENERS:
            return at
        if low[at] in ENDS:
            break
    return k + 1 if low[k : k + 1] and low[k] in FIRST_OTHER | {"him", "her", "them", "you"} else k
