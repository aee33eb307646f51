"""The words before a verb to its subject: where it begins, of what kind it is, whose name it is."""

import re

from framing.voices.cues import ANYBODY, FIRST, FIRST_OTHER, SECOND, THIRD, holders, verbs
from framing.voices.function_words import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    INANIMATE,
    NAMELESS,
    PLURALS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
)
from framing.voices.words import BREAKS, ENDS, PUNCTUATION, Words

KINDS = ("third", "people", "anybody", "group", "name", "document", "lore")
LONGEST_SUBJECT = 25  # words before a verb among which its subject is looked for
OPENING = 8  # words at the head of a sentence in which its subject ends
LONGEST_SPEAKER = 60  # characters
_RANKS = {"people": 0, "anybody": 1, "group": 2, "third": 3, "name": 4, "document": 5, "lore": 6}
_PERSONS = THIRD | FIRST | SECOND
_OPENERS = DETERMINERS | THIRD | FIRST | ANYBODY
_STANDING_ALONE = PREPOSITIONS | RELATIVES | BREAKS | ADVERBS
_BEFORE = (
    PREPOSITIONS | PUNCTUATION | AUXILIARIES | RELATIVES | SUBORDINATORS.keys() | {"and", "nor"}
)
_AFTER = ENDS | RELATIVES | AUXILIARIES
_TRAILING = PREPOSITIONS | {"and"}
_CLAUSAL = (*KINDS, "it", "first")
_OFTEN_PREPOSITIONS = ("since", "after", "before", "once", "as")


def is_plural(words: Words, start: int, j: int) -> bool:
    """Whether the subject in the tokens from `start` to `j` may go with a verb like "say"."""
    return any(
        word in PLURALS
        or word == "and"
        or word.endswith("men")
        or (word.endswith("s") and not word.endswith(("ss", "'s")))
        or word.partition("'")[0] in _PERSONS
        for word in words.low[start : j + 1]
    )


def clause_start(words: Words, j: int) -> tuple[int, str]:
    """First token of the clause whose subject ends at `j`, and the word or mark before it."""
    k = j
    while k >= 0 and j - k < LONGEST_SUBJECT:
        if _bounds(words, k, j):
            return k + 1, words.low[k]
        k -= 1
    return k + 1, ""


def _bounds(words: Words, k: int, j: int) -> bool:
    """Whether the token at `k` is what comes before a clause whose subject ends at `j`."""
    low, word = words.low, words.low[k]
    if word in BREAKS:
        return not (word == "." and k and len(low[k - 1]) == 1)
    if word in SUBORDINATORS:
        return word not in _OFTEN_PREPOSITIONS or j - k <= len(_OFTEN_PREPOSITIONS) + 1
    if word == "that" and k < j:
        return low[k + 1] in DETERMINERS or subject_of(words, k + 1, j + 1)[0] in _CLAUSAL
    return word == "and" and k < j and _opens_subject(words, k + 1) and not _joins(words, k)


def _opens_subject(words: Words, k: int) -> bool:
    return words.low[k] in _OPENERS or words.raw[k][:1].isupper()


def _joins(words: Words, k: int) -> bool:
    """Whether the "and" at `k` joins two names or nouns rather than two clauses."""
    return k > 0 and (words.raw[k - 1][:1].isupper() or words.low[k - 1] in holders())


def subject_of(words: Words, start: int, end: int) -> tuple[str, str | None]:
    """What sort of subject the tokens are, and its words."""
    if start < end and words.low[start] == "nothing":
        return "none", None
    table = holders()
    found: tuple[str, int] | None = None
    for k in range(start, end):
        kind = holder(words, k, table, end)
        if kind in ("first", "second", "it"):
            found = found or (kind, k)
        elif kind and (found is None or _RANKS[kind] < _RANKS.get(found[0], len(_RANKS))):
            found = kind, k
        if found and words.low[k] in RELATIVES:
            break
    if found is None:
        if start >= end or INANIMATE & set(words.low[start:end]):
            return "none", None
        return "thing", words.phrase(start, end)[:LONGEST_SPEAKER]
    return found[0], _speaker(words, start, found[1], end)


def holder(words: Words, k: int, table: dict[str, str], end: int = 0) -> str | None:
    """What sort of holder of a view the token at `k` names, in a subject that stops at `end`."""
    word = words.low[k]
    after = words.low[k + 1] if k + 1 < min(end, len(words.low)) else ""
    pronoun = _pronoun(word.partition("'")[0], after)
    if pronoun is not None:
        return pronoun
    if word in ANYBODY:
        return "anybody" if not after or after in _STANDING_ALONE else None
    if word in table:
        return table[word]
    return "name" if _is_name(words, k, end) else None


def _pronoun(stem: str, after: str) -> str | None:
    if stem == "one" and after:
        return "anybody" if after == "of" else None
    if stem == "it" or stem in FIRST:
        return "it" if stem == "it" else "first"
    if stem in SECOND:
        return "second"
    return "third" if stem in THIRD else None


def _is_name(words: Words, k: int, end: int) -> bool:
    """Capitals make a name, but one capital at the very beginning says nothing."""
    word, raw = words.low[k], words.raw[k]
    if not raw[:1].isupper() or word in NAMELESS or word in FIRST_OTHER or word.endswith("ly"):
        return False
    only_first = k == 0 and end > 1 and words.raw[1][:1].islower() and words.low[1] != "and"
    return not only_first


def _speaker(words: Words, start: int, head: int, end: int) -> str:
    """The noun phrase around the token `head`, at most LONGEST_SPEAKER characters."""
    low = words.low
    if low[head].partition("'")[0] in THIRD:
        return re.split("['’]", words.raw[head])[0]
    last = head + 1
    while last < end and low[last] not in _AFTER:
        last += 1
    while last > head + 1 and low[last - 1] in _TRAILING:
        last -= 1
    phrase = words.phrase(_phrase_start(words, start, head), last)
    if len(phrase) <= LONGEST_SPEAKER:
        return phrase
    return phrase[:LONGEST_SPEAKER].rpartition(" ")[0] or phrase[:LONGEST_SPEAKER]


def _phrase_start(words: Words, start: int, head: int) -> int:
    low = words.low
    first = head
    while first > start and low[first - 1] not in _BEFORE:
        first -= 1
    if words.raw[head][:1].isupper() and low[first] not in DETERMINERS:
        first = head
        while first > start and words.raw[first - 1][:1].isupper():
            first -= 1
    while first < head and (low[first] in ADVERBS or low[first].endswith("ly")):
        first += 1
    return first


def opening_subject(words: Words) -> tuple[str, str | None]:
    """The subject with which the sentence opens, for verbs that share it."""
    low = words.low
    stop = 0
    while stop < min(len(low), OPENING) and low[stop] not in _AFTER:
        if stop and low[stop] in verbs():
            break
        stop += 1
    return subject_of(words, 0, max(stop, 1)) if low else ("none", None)
