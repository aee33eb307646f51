"""One sentence to the valence of its words, by VADER's rules and from VADER's own word lists.

The same numbers as vaderSentiment 3.3.2 gives, about four times as fast: what is known of a word is
looked up once and kept, and only sentences with a word of the lexicon are read at all.
Source: Hutto & Gilbert (2014), VADER, ICWSM, and how the library (MIT) is seen to behave.
"""

from collections.abc import Sequence
from functools import cache
from math import sqrt
from string import punctuation
from typing import NamedTuple

from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    C_INCR,
    N_SCALAR,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
)

MOST_KNOWN = 200_000  # words; as many as a hundred thousand articles have, in about 50 MB
ALPHA = 15  # sum / sqrt(sum² + 15) is the compound score
EXCLAMATION, MOST_EXCLAMATIONS = 0.292, 4
QUESTION, MOST_QUESTIONS, MANY_QUESTIONS = 0.18, 3, 0.96
NEGATED, SHOUTED = float(N_SCALAR), float(C_INCR)
NEVER_SO = 1.25  # "never so good" praises
FADING = (1.0, 0.95, 0.9)  # of an intensifier one, two, three words ahead
BEFORE_BUT, AFTER_BUT = 0.5, 1.5
BUT = "but"
ACTING = frozenset({"no", "kind", "least", "so", "this"})  # the rules name them

EMPHASIS = "! ?"  # stands for what exclamation and question marks add
Scored = tuple[float, list[tuple[str, float]]]  # compound score; words and what each adds to it
Valence = tuple[int, float]  # place of a word in its sentence, and what it adds


class Word(NamedTuple):
    """What VADER's word lists say of one word as written."""

    low: str
    is_upper: bool
    valence: float | None  # of the lexicon
    boost: float  # of an intensifier, else 0
    is_booster: bool
    negates: bool
    in_phrase: bool  # the longest word of one of VADER's phrases of several words
    tells: bool  # has a valence of its own, or is "but"
    is_plain: bool  # changes nothing around it, and nothing around it but others can change it


class _Words(dict[str, Word]):
    """Words by their writing, read when first asked for; forgotten when they are too many."""

    def __init__(self) -> None:
        super().__init__()
        self.lexicon: dict[str, float] = _analyzer().lexicon
        phrases = [*SPECIAL_CASES, *(b for b in BOOSTER_DICT if " " in b)]
        self.phrased = {max(phrase.split(), key=len) for phrase in phrases}
        self.negations = frozenset(NEGATE)

    def __missing__(self, token: str) -> Word:
        if len(self) >= MOST_KNOWN:
            self.clear()
        bare = token.strip(punctuation)
        written = bare if len(bare) > 2 else token  # noqa: PLR2004 - shorter ones are emoticons
        low = written.lower()
        self[token] = self._read(low, is_upper=written.isupper())
        return self[token]

    def _read(self, low: str, *, is_upper: bool) -> Word:
        valence = self.lexicon.get(low)
        is_booster = low in BOOSTER_DICT
        negates = low in self.negations or "n't" in low
        in_phrase = low in self.phrased
        stands_out = is_upper and valence is not None
        return Word(
            low=low,
            is_upper=is_upper,
            valence=valence,
            boost=BOOSTER_DICT.get(low, 0.0),
            is_booster=is_booster,
            negates=negates,
            in_phrase=in_phrase,
            tells=low == BUT or (valence is not None and not is_booster),
            is_plain=not (is_booster or negates or in_phrase or stands_out or low in ACTING),
        )


@cache
def _analyzer() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()


@cache
def _words() -> _Words:
    return _Words()


@cache
def _emojis() -> frozenset[str]:
    return frozenset(_analyzer().emojis)


def scored(text: str) -> Scored:
    """VADER's compound score of a sentence, in -1 (darkest) … +1 (brightest), and its words'.

    What the words do adds up to the compound score; where they cancel out, the slope of the score
    at 0 tells it.
    """
    text = in_words(text)
    words, found = valences(text)
    if not found:
        return 0.0, []
    plain = float(sum([valence for _, valence in found]))
    stressed = emphasis(text) * ((plain > 0) - (plain < 0))
    total = plain + stressed
    compound = round(total / sqrt(total * total + ALPHA), 4)
    part = compound / total if total else 1 / sqrt(ALPHA)
    pushes = [(words[place].low, part * valence) for place, valence in found if valence]
    return compound, [*pushes, (EMPHASIS, part * stressed)] if stressed else pushes


def valences(text: str) -> tuple[Sequence[Word], list[Valence]]:
    """The words of a sentence without emojis; the place and valence of those that have one."""
    words = list(map(_words().__getitem__, text.split()))
    found: list[Valence] = []
    turn = None
    for place, word in enumerate(words):
        if word.tells:
            if word.low == BUT:
                turn = place if turn is None else turn
            elif valence := _valence(words, place):
                found.append((place, valence))
    return words, found if turn is None else _turned(found, turn)


def emphasis(text: str) -> float:
    """What exclamation and question marks add to a sentence's sum, away from 0."""
    n_questions = text.count("?")
    questions: float = 0
    if n_questions > 1:
        questions = n_questions * QUESTION if n_questions <= MOST_QUESTIONS else MANY_QUESTIONS
    return min(text.count("!"), MOST_EXCLAMATIONS) * EXCLAMATION + questions


def in_words(text: str) -> str:
    """A sentence with its emojis as the words that describe them."""
    if text.isascii() or _emojis().isdisjoint(text):
        return text
    descriptions: dict[str, str] = _analyzer().emojis
    parts: list[str] = []
    parted = True
    for character in text:
        description = descriptions.get(character)
        if description is None:
            parts.append(character)
            parted = character == " "
        else:
            parts.append(description if parted else f" {description}")
            parted = False
    return "".join(parts)


def _valence(words: Sequence[Word], place: int) -> float:
    """What the word at `place` adds, by up to three words before it and two after."""
    for near in words[place - 3 if place > 3 else 0 : place + 3]:  # noqa: PLR2004
        if not near.is_plain:
            return _changed(words, place)
    return words[place].valence or 0.0


def _changed(words: Sequence[Word], place: int) -> float:
    """The same where something near may change it."""
    word = words[place]
    valence = word.valence or 0.0
    n_upper = sum(word.is_upper for word in words)
    shouts = 0 < n_upper < len(words)  # some words are in capitals while others are not
    ahead = words[max(place - 3, 0) : place][::-1]  # the nearest first
    after = words[place + 1] if place + 1 < len(words) else None
    if word.low == "kind" and after is not None and after.low == "of":
        return 0.0
    if word.low == "no" and after is not None and after.valence is not None:
        valence = 0.0  # it negates what follows
    if _follows_no(ahead):
        valence = (word.valence or 0.0) * NEGATED
    if word.is_upper and shouts:
        valence += SHOUTED if valence > 0 else -SHOUTED
    for distance, before in enumerate(ahead):
        if before.valence is not None:
            continue
        if before.is_booster:
            valence += FADING[distance] * _boost(before, valence, shouts=shouts)
        valence = _negated(valence, ahead, distance)
        if distance == 2:  # noqa: PLR2004
            valence = _by_phrase(valence, words, place)
    return _after_least(valence, ahead)


def _follows_no(ahead: Sequence[Word]) -> bool:
    near = [word.low for word in ahead]
    return "no" in near[:2] or (near[2:] == ["no"] and near[0] in {"or", "nor"})


def _boost(before: Word, valence: float, *, shouts: bool) -> float:
    boost = -before.boost if valence < 0 else before.boost
    if before.is_upper and shouts:
        boost += SHOUTED if valence > 0 else -SHOUTED
    return boost


def _negated(valence: float, ahead: Sequence[Word], distance: int) -> float:
    """`valence` after the word at `distance` before has had its say as a negation."""
    if distance:
        between = [word.low for word in ahead[:distance]]
        far = ahead[distance].low
        praised = "so" in between or "this" in between
        # With three words, "so" and "this" right before count without "never", too.
        if (far == "never" and praised) or (distance > 1 and between[0] in {"so", "this"}):
            return valence * NEVER_SO
        if far == "without" and "doubt" in between:
            return valence
    return valence * NEGATED if ahead[distance].negates else valence


def _by_phrase(valence: float, words: Sequence[Word], place: int) -> float:
    """`valence` where VADER knows a phrase of two or three words around the word."""
    if not any(word.in_phrase for word in words[place - 3 : place + 3]):
        return valence
    three, two, one, here = (word.low for word in words[place - 3 : place + 1])
    later = [word.low for word in words[place + 1 : place + 3]]
    leading = (f"{one} {here}", f"{two} {one} {here}")
    before = (f"{three} {two} {one}", f"{three} {two}", f"{two} {one}")
    for phrase in (*leading, before[2], before[0], before[1]):
        if phrase in SPECIAL_CASES:
            valence = float(SPECIAL_CASES[phrase])
            break
    for reach in range(1, len(later) + 1):
        valence = SPECIAL_CASES.get(" ".join([here, *later[:reach]]), valence)
    for phrase in before:
        if phrase in BOOSTER_DICT:
            valence += BOOSTER_DICT[phrase]
    return valence


def _after_least(valence: float, ahead: Sequence[Word]) -> float:
    """Turned by "least" right before, unless it is "at least" or "very least"."""
    if not ahead or ahead[0].low != "least" or ahead[0].valence is not None:
        return valence
    if len(ahead) > 1 and ahead[1].low in {"at", "very"}:
        return valence
    return valence * NEGATED


def _turned(found: list[Valence], turn: int) -> list[Valence]:
    """Halve what stands before the first "but", at `turn`; raise what stands after.

    The library looks each valence up by its value, so that of equal ones the first is changed
    as often as there are; so do we.
    """
    places = [place for place, _ in found]
    values = [valence for _, valence in found]
    for number in range(len(values)):
        first = values.index(values[number])
        if places[first] != turn:
            values[first] *= BEFORE_BUT if places[first] < turn else AFTER_BUT
    return list(zip(places, values, strict=True))
