"""The words of a sentence to the reports without a cue verb: nouns, adjectives, set phrases."""

import itertools
import re
from collections.abc import Iterator

from framing.voices.cues import ADJECTIVES, nouns
from framing.voices.function_words import (
    AUXILIARIES,
    BE,
    NOMINATIVES,
    PREPOSITIONS,
    RELATIVES,
    vocabulary,
)
from framing.voices.reports import Report, verb_group, with_subject
from framing.voices.subjects import LONGEST_SPEAKER, subject_of
from framing.voices.words import ENDS, QUOTE, Words

_STANDPOINTS = {
    "in": vocabulary(
        """view views opinion telling words judgment judgement eyes mind account estimation book
    reading version phrase formulation assessment"""
    ),
    "by": vocabulary("account telling reckoning estimate estimation lights"),
    "to": vocabulary("mind reckoning thinking"),
    "on": vocabulary("account telling reading view"),
}


LONGEST_SOURCE = 12  # words after "according to"
_STOPS = frozenset([";", ".", ":"])
_FINITE_OR_STOP = AUXILIARIES | _STOPS
_SOURCE_ENDS = ENDS | RELATIVES
_ADJECTIVE_COMPLEMENTS = {
    "that": "that",
    "of": "preposition",
    "about": "preposition",
} | dict.fromkeys(NOMINATIVES - {"that"}, "clause")
_COPULAS = ("is", "was", "being", "seems")
_GOES = ("goes", "runs", "went", "ran")
_POSSESSIVES = ("his", "her", "their")
_OPENING = 5  # words at the head of a sentence among which its subject noun stands
_IDIOM = 4  # "goes the cliché" takes at least so many words of another clause before it


def noun_reports(words: Words) -> Iterator[Report]:
    """A report for each cue noun that has a proposition: "the fear that", "the claim goes"."""
    low, table = words.low, nouns()
    for i, word in enumerate(low[:-1]):
        if word not in table:
            continue
        found = _proposition(low, i)
        if found is None:
            continue
        position, complement = found
        own = bool({"my", "our"} & set(low[max(0, i - 3) : i]))
        owner = _owner(words, i)
        yield Report(
            cue=words.phrase(i - (i > 0 and low[i - 1] in ("the", "this")), i + 1),
            verb=f"noun_{table[word]}",
            speaker=owner,
            subject="first" if own else "name" if owner else "none",
            position=position,
            complement=complement,
            start=max(0, i - 1),
        )


def _proposition(low: list[str], i: int) -> tuple[str, str] | None:
    """How the noun at `i` is tied to what it is about: position and complement, or None."""
    after = low[i + 1]
    if after == "that":
        return "noun", "that"
    if after in _GOES or (i >= _IDIOM and low[i - 1] == "the" and low[i - 2] in _GOES):
        return "goes", "alone"
    if (after in _COPULAS and "that" in _phrase(low, i + 2)) or _is_that(low, i):
        return "is", "that"
    if after == ":" or _colon_follows(low, i):
        return "is" if after in _COPULAS else "noun", "colon"
    if after in ("for", "to", "of") and i and _is_owned(low, i):
        return "noun", "preposition"
    return None


def _colon_follows(low: list[str], i: int) -> bool:
    if low[i + 1] in ("is", "was") and ":" in low[i + 2 : i + 5]:
        return True
    opens = low[0] in ("the", "his", "her", "their", "one", "a")
    return opens and i < _OPENING and ":" in low[i + 1 : i + 8]


def _is_that(low: list[str], i: int) -> bool:
    """Whether the noun at `i` is the subject of "is that": "The answer, they say, is that …"."""
    if i >= _OPENING or PREPOSITIONS & set(low[:i]):
        return False
    ahead = low[i + 1 : i + 23]
    return any(
        copula in ("is", "was") and that == "that" and not _FINITE_OR_STOP & set(ahead[:n])
        for n, (copula, that) in enumerate(itertools.pairwise(ahead))
    )


def _phrase(low: list[str], k: int) -> list[str]:
    ahead = low[k : k + 6]
    stops = (n for n, word in enumerate(ahead) if word in _STOPS)
    return ahead[: next(stops, len(ahead))]


def _is_owned(low: list[str], i: int) -> bool:
    return low[i - 1] in _POSSESSIVES or low[i - 1].endswith(("'s", "s'"))


def _owner(words: Words, i: int) -> str | None:
    """Whose argument or fear it is: "the realist's answer", "their fear"."""
    for k in range(i - 1, max(-1, i - 4), -1):
        word = words.low[k]
        if word in _POSSESSIVES:
            return words.raw[k]
        if word.endswith(("'s", "s'")) and word not in ("it's", "that's", "let's"):
            start = k
            while start and (words.raw[start - 1][:1].isupper() or words.low[start - 1] == "the"):
                start -= 1
            return _without_genitive(words.phrase(start, k + 1))
    return None


def _without_genitive(phrase: str) -> str:
    return re.sub(r"[’']s?$", "", phrase)


def phrase_reports(words: Words) -> Iterator[Report]:
    """Set phrases: according to, in his view, we are told, it is said, the fear is."""
    low = words.low
    for i, (word, after) in enumerate(itertools.pairwise(low)):
        if word == "according" and after == "to":
            yield _according(words, i)
        elif word in _STANDPOINTS:
            report = _standpoint(words, i)
            if report:
                yield report
    yield from _hearsay(words)


def _according(words: Words, i: int) -> Report:
    stop = _phrase_end(words.low, i + 2)
    kind, speaker = subject_of(words, i + 2, stop)
    own = words.low[i + 2 : i + 3] in (["me"], ["us"], ["my"], ["our"])
    return Report(
        cue=words.phrase(i, i + 2),
        verb="according",
        speaker=speaker or words.phrase(i + 2, stop) or None,
        subject="first" if own else kind,
        position="according",
        complement="alone",
        start=i,
    )


def _phrase_end(low: list[str], k: int) -> int:
    ahead = low[k : k + LONGEST_SOURCE]
    return k + next((n for n, word in enumerate(ahead) if word in _SOURCE_ENDS), len(ahead))


def _standpoint(words: Words, i: int) -> Report | None:
    """A view in a phrase: "in the minister's view", "in the words of the envoy"."""
    low = words.low
    nouns_here = _STANDPOINTS[low[i]]
    for k in range(i + 2, min(i + 8, len(low))):
        if low[k - 1] in ENDS:
            return None
        if low[k] in nouns_here:
            owner = _standpoint_owner(words, i + 1, k)
            if owner is None or len(owner) > LONGEST_SPEAKER:
                return None
            return Report(
                cue=words.phrase(i, k + 1),
                verb="standpoint",
                speaker=_without_genitive(owner) or None,
                subject="first" if low[i + 1] in ("my", "our") else "people",
                position="according",
                complement="alone",
                start=i,
            )
    return None


def _standpoint_owner(words: Words, first: int, k: int) -> str | None:
    """Whose view the noun at `k` is; "" if "this view" leaves it open, None if it is no view."""
    low = words.low
    if k == first + 1 and low[first] in ("this", "that"):
        return ""
    if k == first + 1 and low[first] == "the":
        end = _phrase_end(low, k + 2)
        return words.phrase(k + 2, end) if low[k + 1 : k + 2] == ["of"] else None
    owned = low[first] in (*_POSSESSIVES, "my", "our") or low[k - 1].endswith(("'s", "s'"))
    return words.phrase(first, k) if owned else None


_IT_IS_SAID = (
    r"it (?:is|was|has been|will be|may be|can be|might be) "
    r"(?:\w+ly |often |sometimes |also |now |always |then |once |even )?"
    r"(?:said|argued|claimed|objected|thought|believed|suggested|held|feared|assumed|alleged"
    r"|whispered|reported|hoped|asserted|maintained|pointed out|replied|contended)\b(?! over)"
)
_WE_ARE_TOLD = (
    r"(?:we|i|i['’]m|we['’]re|one|you|you['’]re|ukrainians|russians|readers|voters|they) "
    r"(?:am |are |is |was |were |have been |had been |will be )?"
    r"(?:now |often |always |also |still |constantly |repeatedly |solemnly |forever |endlessly "
    r"|then |even )?"
    r"(?:told|assured|reminded|warned|informed|asked to believe|invited to believe)"
)
_WE_HEAR = (
    r"(?:we|i|one|you) (?:often |now |always |keep |also |still |sometimes |may |will |probably )*"
    r"(?:hear|hears|heard|read|reads|reading|hearing) "
    r"(?:that|it (?:said|argued|whispered|claimed|suggested)|from|everywhere that|again that)\b"
)
_LORE = (
    r"conventional wisdom|received wisdom|the saying goes|as the saying"
    r"|so the (?:\w+ ){1,3}(?:goes|runs|went|ran)|(?:rumou?r|legend|word|folklore) (?:has|had) it"
    r"|on this (?:view|account|reading|theory|logic)|would have (?:us|you) believe"
    r"|there (?:is|was|are|were) (?:\w+ ){0,2}(?:concerns?|talk|fears?|worr(?:y|ies)|speculation"
    r"|hopes?|doubts?|agreement|consensus)\b"
)
_REPUTED = (
    r"(?P<reputed>(?:is|are|was|were) (?:widely |said |also |often |now |generally |still )?"
    r"(?:said|believed|thought|understood|reported|rumou?red|alleged|quoted|heard) (?:to|as)\b"
    r"|reportedly|allegedly|rumou?redly)"
)
_HEARSAY = re.compile(
    rf"\b(?:{_IT_IS_SAID}|{_WE_ARE_TOLD}|{_WE_HEAR}|{_LORE}|{_REPUTED})", re.IGNORECASE
)


def _hearsay(words: Words) -> Iterator[Report]:
    """Reports without a speaker: "it is said", "we are told", "is believed to"."""
    match = _HEARSAY.search(words.text)
    if match is None:
        return
    start = next((k for k, end in enumerate(words.ends) if end > match.start()), 0)
    if words.raw[start : start + 1] == [QUOTE]:
        return
    position = "reputed" if match["reputed"] else "hearsay"
    yield Report(match.group(), "hearsay", position=position, complement="that", start=start)


def adjective_reports(words: Words) -> Iterator[Report]:
    """A report for each predicate like "is convinced that", "are worried about"."""
    for i, word in enumerate(words.low):
        if word not in ADJECTIVES:
            continue
        j, group = verb_group(words.low, i)
        if j < 0 or not group & BE:
            continue
        complement = _ADJECTIVE_COMPLEMENTS.get("".join(words.low[i + 1 : i + 2]), "object")
        report = Report(
            words.raw[i], "adjective", complement=complement, negated="not" in group, start=i
        )
        yield with_subject(words, report, j)
