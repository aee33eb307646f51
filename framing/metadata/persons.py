"""Two authors' names that may be one person's (or one agency's), and why."""

import re
import unicodedata
from collections.abc import Iterator

from jellyfish import damerau_levenshtein_distance

from framing.metadata.outlets import LETTERS

AGENCIES = {  # short name to long one
    "afp": "agence france presse",
    "ap": "associated press",
    "dpa": "deutsche presse agentur",
    "pa": "press association",
    "upi": "united press international",
    "efe": "agencia efe",
    "ukrinform": "ukrinform news agency",
}
LONG_ENOUGH = 6  # letters: shorter words that are one letter apart are mostly two names


def words(name: str) -> tuple[str, ...]:
    """A name's words without case, accents and punctuation; initials stand alone.

    >>> words("José M.R. O’Hara-Peña")
    ('jose', 'm', 'r', 'ohara', 'pena')
    """
    spread = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
    plain = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return tuple(re.findall(r"\w+", re.sub(r"['’`]", "", plain)))


def alike(name: str, other: str) -> str | None:
    """Why two names may be one person's, or None.

    >>> alike("J. Q. Doe", "Jane Doe")
    '“J.” may stand for “Jane”'
    >>> alike("José Peña", "Jose Pena")
    'they differ in accents, capitals or punctuation alone'
    >>> alike("Jane Doe", "John Doe")
    """
    one, two = words(name), words(other)
    if not one or not two or name == other:
        return None
    if "".join(one) == "".join(two):
        return "they differ in accents, capitals or punctuation alone"
    for short, long in ((one, two), (two, one)):
        if AGENCIES.get(" ".join(short)) == " ".join(word for word in long if word != "the"):
            return "one agency’s short and long name"
    if sorted(one) == sorted(two):
        return "the same words in another order"
    if len(one) > 1 and len(two) > 1 and one[-1] == two[-1] and (reason := _initials(one, two)):
        return reason
    return _misspelt(one, two)


def _misspelt(one: tuple[str, ...], two: tuple[str, ...]) -> str | None:
    """One word, and a long one, of two names that are otherwise the same."""
    apart = [pair for pair in zip(one, two, strict=False) if pair[0] != pair[1]]
    if len(one) != len(two) or len(one) == 1 or len(apart) != 1:
        return None
    if min(map(len, apart[0])) < LONG_ENOUGH:
        return None
    return "one letter apart" if damerau_levenshtein_distance(*apart[0]) == 1 else None


def places(name: str) -> Iterator[str]:
    """Keys of which two names that may be alike share at least one."""
    parts = words(name)
    if not parts:
        return
    yield f"last {parts[-1]}"
    yield f"sorted {' '.join(sorted(parts))}"
    letters = "".join(parts)
    yield f"head {letters[:5]}"
    yield f"tail {letters[-5:]}"
    plain = " ".join(word for word in parts if word != "the")
    yield f"agency {AGENCIES.get(plain, plain)}"


def _initials(one: tuple[str, ...], two: tuple[str, ...]) -> str | None:
    """Given names that are equal or one another's initials; one may lack those in the middle."""
    given, others = one[:-1], two[:-1]
    first, other = given[0], others[0]
    if first[0] != other[0] or (first != other and min(len(first), len(other)) > 1):
        return None
    middles = list(zip(given[1:], others[1:], strict=False))
    if any(a[0] != b[0] or (a != b and min(len(a), len(b)) > 1) for a, b in middles):
        return None
    if first != other:
        short, long = sorted((first, other), key=len)
        return f"“{short.upper()}.” may stand for “{long.capitalize()}”"
    if middles and len(given) == len(others):
        return "a middle name is written out in one"
    return "one has a middle name or initial more"
