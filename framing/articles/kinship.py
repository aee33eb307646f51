"""Paragraphs to whether they speak of what an article's body speaks of."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

LONG = 20  # words: a shorter paragraph tells nothing about its subject
UNRELATED = 0.6  # of the body's median kinship; real teasers have at most 0.5, body 0.65 and more
FEW_STEMS = 7  # a paragraph with no more has a kinship of its own chance
LONG_LINE = 160  # characters: as long as LONG words, in any writing
MOSTLY_ENDED = 0.6
SETTLED_BODY = 100  # words: with less, kinship says nothing
# The ends of sentences in European, CJK, Arabic, Indic and Burmese writing; Thai has none.
ENDED = re.compile(r"[.!?…:;,。！？；：؟۔।॥။၊][\"'”’»)\]」』]*(?:\[\d+\])?$")
CUT_OFF = re.compile(r"[\w,;:–—-]$|(?:\.\.\.|…|\[[^\]]*\])$")


def any_kin(body: Sequence[str], others: Iterable[str]) -> bool:
    """Whether any long, whole paragraph of `others` is akin to the body."""
    whole = [one for one in others if n_words([one]) >= LONG and not is_broken_off(one)]
    return any(akin(body, whole))


def all_foreign(body: Sequence[str], others: Sequence[str]) -> bool:
    """Whether `others` can be told to be no part of the body, not even a dialogue's short lines."""
    short = [one for one in others if n_words([one]) < LONG and re.search(r"[.?!][\"”’)]*$", one)]
    return len(short) <= max(2, len(others) / 2) and not any_kin(body, others)


def is_broken_off(paragraph: str) -> bool:
    """Whether a long paragraph ends without the end of a sentence."""
    return n_words([paragraph]) >= LONG and bool(CUT_OFF.search(paragraph))


def ends_its_sentences(paragraphs: Sequence[str]) -> bool:
    """Whether long paragraphs mostly end in a mark, so that a line without one is no sentence."""
    long = [one for one in paragraphs if n_words([one]) >= LONG or len(one) >= LONG_LINE]
    return sum(bool(ENDED.search(one)) for one in long) >= MOSTLY_ENDED * len(long)


def akin(body: Sequence[str], others: Sequence[str]) -> list[bool]:
    """For each of `others`, whether it shares about as many words with the body as its parts do.

    The measure is the share of a paragraph's longer words, by their first six letters, that occur
    elsewhere in the body: 0.5 on average within one article, 0.2 for a story on something else.
    With too short a body to tell, everything is akin.
    """
    if n_words(body) < SETTLED_BODY:
        return [True for _ in others]
    inside = [_stems(paragraph) for paragraph in body]
    counts = Counter(stem for stems in inside for stem in stems)
    own = sorted(
        sum(counts[stem] > 1 for stem in stems) / len(stems)
        for stems in inside
        if len(stems) > FEW_STEMS
    )
    median = own[len(own) // 2] if own else 0.0
    return [
        sum(stem in counts for stem in stems) >= UNRELATED * median * max(1, len(stems))
        for stems in map(_stems, others)
    ]


def n_words(paragraphs: Iterable[str]) -> int:
    """How many white-space separated pieces the paragraphs have together."""
    return sum(len(paragraph.split()) for paragraph in paragraphs)


def _stems(paragraph: str) -> set[str]:
    return {word.lower()[:6] for word in re.findall(r"[^\W\d_]{5,}", paragraph)}
