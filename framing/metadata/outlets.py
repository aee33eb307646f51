"""Two outlets' names that may be one outlet's, and why."""

import re
import unicodedata
from typing import NamedTuple

from jellyfish import damerau_levenshtein_distance

# Words by which one outlet's names often differ, and which name no other outlet by themselves.
GENERIC = frozenset(
    {"news", "online", "website", "web", "newspaper", "magazine", "digital", "edition", "print"}
    | {"international", "com", "org", "net", "zeitung", "newspapers", "the", "blog", "app"}
)
SMALL = frozenset({"of", "the", "and", "for", "de", "la", "le", "der", "die", "das", "für", "fur"})
LETTERS = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "’": "'"})
LEADING = frozenset({"the", "der", "die", "das"})
_DOMAIN = re.compile(r"(?i)(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}/?$")
_SUFFIX = re.compile(r"\.(?:(?:com?|org|net|ac|gov|gob|or|ne)\.[a-z]{2}|[a-z]{2,})$")
_SECTION = ("www", "m", "amp", "edition", "news", "rss", "feeds", "en", "uk", "us", "mobile")
LONG_ENOUGH = 8  # letters: shorter names one letter apart are mostly two outlets ("Sun", "Son")
LONGEST_LOWER_INITIALS = 3
LONG = 14  # letters: two may differ


class Outlet(NamedTuple):
    """A name taken apart: its letters, its words, and whether it is an address's host."""

    letters: str
    words: tuple[str, ...]
    is_host: bool


def outlet(name: str) -> Outlet:
    """A name's letters without case, accents, punctuation, leading "the" and a host's suffix.

    >>> outlet("The Huffington Post").letters == outlet("thehuffingtonpost").letters
    True
    """
    plain = _folded(name).strip()
    is_host = bool(_DOMAIN.match(plain))
    if is_host:
        plain = re.sub(r"^https?://|/$", "", plain)
        labels = _SUFFIX.sub("", plain).split(".")
        plain = next((label for label in labels[::-1] if label not in _SECTION), labels[-1])
    words = re.findall(r"\w+", re.sub(r"\([^)]*\)", " ", plain) or plain)
    words = words[1:] if len(words) > 1 and words[0] in LEADING else words
    letters = "".join(words)
    if len(words) == 1 and letters.startswith("the") and len(letters) > len("the") + 3:
        letters = letters[len("the") :]
    return Outlet(letters, tuple(words), is_host)


def alike(name: str, other: str) -> str | None:
    """Why two names may be one outlet's, or None.

    >>> alike("The Huffington Post", "huffpost.com")
    '“huffpost.com” may be short for “The Huffington Post”'
    >>> alike("New York Times", "New York Post")
    """
    one, two = outlet(name), outlet(other)
    if not one.letters or not two.letters:
        return None
    if one.letters == two.letters:
        return "the same letters"
    if extra := _generic(one, two):
        return f"they differ by “{extra}” alone"
    for short, long in ((name, other), (other, name)):
        if _shortens(short, outlet(short), outlet(long)):
            return f"“{short}” may be short for “{long}”"
    return _misspelt(one, two)


def _folded(name: str) -> str:
    """Without case and accents; "ue" and "ü" are one, as hosts write the other for the one."""
    spread = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
    plain = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return re.sub(r"(?<=[aou])e(?=[bcdfghklmnprstz])", "", plain)


def _generic(one: Outlet, two: Outlet) -> str | None:
    """The words that one has more, where they are all generic and come last."""
    short, long = sorted((one.words, two.words), key=len)
    extra = long[len(short) :]
    if extra and long[: len(short)] == short and set(extra) <= GENERIC:
        return " ".join(extra)
    joined = "".join(long[:-1])
    if long[-1] in GENERIC and joined and joined == "".join(short) and len(long) > 1:
        return long[-1]
    return None


def _shortens(name: str, short: Outlet, long: Outlet) -> bool:
    """Whether a one-word name is made of the beginnings of all the words of a longer one."""
    words = [word for word in long.words if word not in SMALL]
    if len(short.words) > 1 or len(words) == 1 or len(short.letters) >= len("".join(words)):
        return False
    if short.letters == "".join(word[0] for word in words):
        # "Post" is no short name of the Pacific Ocean Sun Times.
        return short.is_host or name.isupper() or len(name) <= LONGEST_LOWER_INITIALS
    return _made_of(short.letters, tuple(words))


def _made_of(letters: str, words: tuple[str, ...]) -> bool:
    """Beginnings of every word in turn, the last one's with three letters or more."""
    if not words:
        return not letters
    least = 1 if len(words) > 1 else min(3, len(words[0]))
    lengths = range(least, min(len(letters), len(words[0])) + 1)
    return any(letters[:n] == words[0][:n] and _made_of(letters[n:], words[1:]) for n in lengths)


def _misspelt(one: Outlet, two: Outlet) -> str | None:
    shorter = min(len(one.letters), len(two.letters))
    if shorter < LONG_ENOUGH or re.sub(r"\D", "", one.letters) != re.sub(r"\D", "", two.letters):
        return None
    allowed = 2 if shorter >= LONG else 1
    distance = damerau_levenshtein_distance(one.letters, two.letters)
    if distance > allowed or one.letters[0] != two.letters[0]:
        return None
    return "one letter apart" if distance == 1 else "two letters apart"
