"""Articles to keywords: YAKE's terms, with what its raw output lacks on news text.

Its parts, which no other step imports: candidates (and tokens).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import combinations
from typing import NamedTuple

import polars as pl
import yake

from framing.keywords.candidates import candidates
from framing.schema import KEYWORD, conform

KNOWN = {"yake": "0.7.3", "segtok": "1.5.11"}  # of which `candidates` has been shown to be the same

TOP = 20  # terms kept of an article
CANDIDATES = 100  # asked of YAKE, since most of its first terms are parts of one another
SHORT = 900  # characters; in a longer text a term that stands once is no keyword
FRAGMENT = 0.6  # a word that stands in a longer term this often is no term of its own

_POSSESSIVE = re.compile(r"(?<=\w)['’](?:s\b|(?=\s|$))")
_OVERLONG = re.compile(r"\S{100,}")  # no word; YAKE compares terms letter by letter
_TOKEN = re.compile(r"[\w-]+")
MOST_KEYS = 6  # of a term; with more, its parts are too many to go through
_FOLDABLE = re.compile(r"[\x00-\xb4\xb6-\xfe\u2010-\u205f€…]*")
_PLURAL = re.compile(r"(?<=[a-z]{3})(?<![sui])s$")


Keys = tuple[str, ...]
Extractor = Callable[[str], list[tuple[str, float]]]


def installed() -> dict[str, str]:
    """The versions that decide which terms there are."""
    return {name: version(name) for name in KNOWN}


@cache
def extractor(*, is_known: bool) -> Extractor:
    """What finds a text's candidates: our own way, or with other versions the library itself."""
    if is_known:
        return lambda text: candidates(text, CANDIDATES)
    library = yake.KeywordExtractor(lan="en", n=3, dedup_lim=0.9, top=CANDIDATES)
    return lambda text: [(term, float(score)) for term, score in library.extract_keywords(text)]


def note(found: Mapping[str, str] | None = None) -> str | None:
    """What is to be said of the installed libraries, if anything."""
    found = found or installed()
    if found == KNOWN:
        return None
    named = " and ".join(f"{name} {number}" for name, number in found.items())
    known = " and ".join(KNOWN.values())
    return (
        f"{named} are installed, not {known}: keywords are their own, and take about eight times "
        "as long"
    )


def keywords(articles: pl.DataFrame, *, top: int = TOP) -> pl.DataFrame:
    """Up to `top` terms of each English (or unidentified) article, best first.

    `articles` needs article_id, outlet, authors, text, language. `rank` counts from 1; `score` is
    YAKE's, above 0, lower is better. Source: Campos et al. (2020), YAKE!, Information Sciences 509.
    """
    find = extractor(is_known=installed() == KNOWN)
    columns = articles.select("article_id", "outlet", "authors", "text", "language")
    rows = [
        (article_id, term, rank, score)
        for article_id, outlet, authors, text, language in columns.iter_rows()
        if language in (None, "en")
        for rank, (term, score) in enumerate(
            terms(text or "", names=[outlet or "", *(authors or [])], find=find)[:top], start=1
        )
    ]
    return conform(pl.DataFrame(rows, schema=list(KEYWORD), orient="row"), KEYWORD)


def terms(
    text: str, *, names: Iterable[str] = (), find: Extractor | None = None
) -> list[tuple[str, float]]:
    """Terms of one text with YAKE's score, best first; `names` are the outlet's and authors'."""
    plain = _OVERLONG.sub(" ", _POSSESSIVE.sub("", text.replace("’", "'")))
    if not plain.strip():
        return []
    find = find or extractor(is_known=installed() == KNOWN)
    own = {_key(token) for name in names for token in _TOKEN.findall(name)}
    found = [
        _Term(tuple(_key(token) for token in _TOKEN.findall(term)), term, score)
        for term, score in find(plain)
    ]
    counts = _counts(plain, {term.keys for term in found})
    least = 2 if len(plain) >= SHORT else 1
    page = _Page(text)
    told = [
        term
        for term in found
        if any(character.isalpha() for character in term.text)
        and not _is_own(term, own)
        and counts[term.keys] >= least
        and page.shows(term.text)
    ]
    hosts = _hosts(found, counts)
    return [(term.text, term.score) for term in _merged(told, hosts)]


class _Term(NamedTuple):
    keys: Keys  # what inflected forms share
    text: str
    score: float


def _is_own(term: _Term, own: set[str]) -> bool:
    """Whether a term is a maker's name, or one torn off with a verb ("Strand writes")."""
    if own.isdisjoint(term.keys):
        return False
    edges = {word for word in (term.text.split()[0], term.text.split()[-1]) if word[:1].isupper()}
    torn = not term.text.istitle() and any(_key(word) in own for word in edges)
    return set(term.keys) <= own or torn


@lru_cache(100_000)
def _key(token: str) -> str:
    """What inflected forms of a word share: small letters, no plural ending."""
    return _PLURAL.sub("", token.lower())


def _counts(plain: str, wanted: Collection[Keys]) -> Counter[Keys]:
    words = [_key(token) for token in _TOKEN.findall(plain)]
    counts: Counter[Keys] = Counter()
    for length in {len(keys) for keys in wanted}:
        runs = zip(*(words[start:] for start in range(length)), strict=False)
        counts.update(filter(wanted.__contains__, runs))
    return counts


class _Page:
    """A text in which terms are looked for as they can be read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.flat = " ".join(text.split())
        # Where small letters tell two letters apart just as a regular expression does.
        self.low = self.flat.lower() if _FOLDABLE.fullmatch(self.flat) else None

    def shows(self, term: str) -> bool:
        """Whether a term can be read here as it is, and is not the middle of a longer name.

        Taking possessives away leaves "people minds", and three words at most leave
        "President Vladimir" of a president's name.
        """
        is_name = " " in term and term[:1].isupper()
        if self.low is None or not _FOLDABLE.fullmatch(term):
            wording = r"\s+".join(re.escape(word) for word in term.split())
            border = r"(?![\w-])" + (r"(?!\s+[A-Z])" if is_name else "")
            return re.search(rf"(?i:(?<![\w-]){wording}){border}", self.text) is not None
        wanted = " ".join(term.lower().split())
        start = self.low.find(wanted)
        while start >= 0:
            end = start + len(wanted)
            around = self.flat[max(start - 1, 0) : start], self.flat[end : end + 2]
            if not _is_inner(around[0]) and not _is_inner(around[1][:1]):
                goes_on = around[1][:1] == " " and "A" <= around[1][1:] <= "Z"
                if not (is_name and goes_on):
                    return True
            start = self.low.find(wanted, start + 1)
        return False


def _is_inner(character: str) -> bool:
    """Whether a character belongs to a word."""
    return character.isalnum() or character in {"_", "-"}


def _hosts(found: list[_Term], counts: Mapping[Keys, int]) -> dict[Keys, set[Keys]]:
    """The longer terms of which each is mostly a fragment, as "United" of "United States"."""
    holding: dict[str, list[_Term]] = defaultdict(list)
    for term in found:
        for key in set(term.keys):
            holding[key].append(term)
    return {
        term.keys: {
            other.keys
            for other in (holding[term.keys[0]] if term.keys else found)
            if set(term.keys) < set(other.keys)
            and counts[other.keys] >= FRAGMENT * counts[term.keys]
        }
        for term in found
    }


def _merged(told: list[_Term], hosts: Mapping[Keys, set[Keys]]) -> list[_Term]:
    """One term of each nest: "United States" without "States", "Putin" without his title."""
    whole = [term for term in told if not hosts[term.keys]]
    sets = {frozenset(term.keys) for term in whole}
    kept: dict[frozenset[str], _Term] = {}
    for term in whole:  # best first
        # "road closed" is torn out where "road" belongs to "ring road"; "ring road" is not.
        torn = any(
            (edge_hosts := hosts.get((edge,))) and term.keys not in edge_hosts
            for edge in (term.keys[0], term.keys[-1])
        )
        names_itself = len(term.keys) > 1 and term.text.istitle()
        if (torn and not names_itself) or _holds_another(set(term.keys), sets):
            continue
        kept.setdefault(frozenset(term.keys), term)
    return sorted(kept.values(), key=lambda term: term.score)


def _holds_another(keys: set[str], sets: Collection[frozenset[str]]) -> bool:
    """Whether some of the keys, but not all, are a term of their own."""
    if len(keys) > MOST_KEYS:
        return any(other < keys for other in sets)
    parts = (part for size in range(len(keys)) for part in combinations(keys, size))
    return any(frozenset(part) in sets for part in parts)
