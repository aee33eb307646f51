"""The speakers of an article, as named, to the names that pronouns and surnames stand for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from framing.voices.function_words import vocabulary

LONGEST = 60  # characters of a speaker
MOST_NAMES = 4  # words of a full name

_FULL = re.compile(
    r"[A-Z][\w’'-]*(?: (?:de|van|von|der|al|bin|[A-Z]\.|[A-Z][\w’'-]*)){0,3} [A-Z][\w’'-]+"
)
_TITLE = re.compile(
    r"^(?:the |an? )?(?:Mrs?|Ms|Dr|Col|Gen|Lt|Sgt|Capt|Maj|Sen|Rep|Gov|Prof|Adm|Brig|Rev|Sir|Lord"
    r"|President|Minister|Chancellor|Professor|General|Colonel|Senator)\.? (?=[A-Z])"
)
_PLURAL = re.compile(
    r"^(?:some|many|others|several|most|few|critics|both|all|two|three|those)\b|\w{3,}(?<!s)s$|\bpeople$",
    re.IGNORECASE,
)
# "The only people", "the analysts in the West": several, though a capital opens the sentence.
_KIND = re.compile(
    r"^(?i:the|a|an|these|no) (?=[a-z])(?:.* )?(?:people|\w{3,}(?<!s)s)"
    r"(?: (?:in|of|who|that)\b.*)?$"
)
_NO_NAME = vocabulary(
    """the a an in on at of for from by with to about after before since and but or so as when
    if while because although though that what how why then now soon even only yet still
    once his her their our my its this these those some many most according"""
)


@lru_cache(maxsize=1)  # asked again and again of the article in hand
def _first_name(text: str) -> str | None:
    names = (found.group() for found in _FULL.finditer(text))
    return next((n for n in names if not _NO_NAME & {w.lower() for w in n.split()}), None)


@dataclass(slots=True)
class Speakers:
    """Who has spoken in one article so far; `text` is searched for the full names of surnames."""

    text: str
    last_one: str | None = None
    last_many: str | None = None
    _full: dict[str, str] = field(default_factory=dict)
    _said: dict[str, str] = field(default_factory=dict)  # the last word of a name to the name

    def resolve(self, speaker: str | None) -> str | None:
        """The name or noun phrase that `speaker` stands for, at most LONGEST characters."""
        if not speaker:
            return None
        word = speaker.strip(" ,").partition("'")[0].partition("’")[0].lower()
        if word in ("he", "she", "his", "her", "him"):
            return self.last_one or speaker
        if word in ("they", "their", "them"):
            return self.last_many or self.last_one or speaker
        if word in ("it", "its", "who", "which", "that", "one"):
            return self.last_one or speaker
        named = self._named(speaker.strip(" ,"))[:LONGEST]
        is_many = _KIND.match(named) or (_PLURAL.search(named) and not named[:1].isupper())
        if is_many or _PLURAL.match(named):
            self.last_many = named
        else:
            self.last_one = named
            self._said[named.rpartition(" ")[2]] = named
        return named

    def named_in(self, words: Sequence[str]) -> str | None:
        """Who of those who have spoken is named last among the words: he goes on speaking."""
        known = (self._said[w] for w in reversed(words) if w in self._said and w[:1].isupper())
        named = next(known, None)
        if named is not None:
            self.last_one = named
        return named

    @property
    def last(self) -> str | None:
        """Whoever spoke last."""
        return self.last_one or self.last_many

    @property
    def first_name(self) -> str | None:
        """The first full name in the article: of an interview without names, who is interviewed."""
        return _first_name(self.text)

    def _named(self, speaker: str) -> str:
        """`speaker` with a bare surname completed from the article's text."""
        bare = _TITLE.sub("", speaker)
        if " " in bare or not bare[:1].isupper() or not bare.isalpha():
            return speaker
        if bare not in self._full:
            self._full[bare] = self._search(bare) or speaker
        return self._full[bare]

    def _search(self, surname: str) -> str | None:
        at = self.text.find(" " + surname)
        while at >= 0:
            names = _FULL.findall(self.text[max(0, at - 40) : at + 1 + len(surname)])
            if names and names[-1].endswith(" " + surname):
                words = _TITLE.sub("", names[-1]).split()
                words = [w for w in words if w.lower() not in _NO_NAME]
                if 1 < len(words) <= MOST_NAMES:
                    return " ".join(words)
            at = self.text.find(" " + surname, at + 1)
        return None
