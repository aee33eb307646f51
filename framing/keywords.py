"""Articles to keywords: YAKE's terms, with what its raw output lacks on news text."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import NamedTuple

import polars as pl
import yake

from framing.schema import KEYWORD, conform

TOP = 20  # terms kept of an article
CANDIDATES = 100  # asked of YAKE, since most of its first terms are parts of one another
SHORT = 900  # characters; in a longer text a term that stands once is no keyword
FRAGMENT = 0.6  # a word that stands in a longer term this often is no term of its own

_POSSESSIVE = re.compile(r"(?<=\w)['’](?:s\b|(?=\s|$))")
_OVERLONG = re.compile(r"\S{100,}")  # no word; YAKE compares terms letter by letter
_TOKEN = re.compile(r"[\w-]+")
_PLURAL = re.compile(r"(?<=[a-z]{3})(?<![sui])s$")


@cache
def _extractor() -> yake.KeywordExtractor:
    return yake.KeywordExtractor(lan="en", n=3, dedup_lim=0.9, top=CANDIDATES)


def keywords(articles: pl.DataFrame, *, top: int = TOP) -> pl.DataFrame:
    """Up to `top` terms of each English (or unidentified) article, best first.

    `articles` needs article_id, outlet, authors, text, language. `rank` counts from 1; `score` is
    YAKE's, above 0, lower is better. Source: Campos et al. (2020), YAKE!, Information Sciences 509.
    """
    columns = articles.select("article_id", "outlet", "authors", "text", "language")
    rows = [
        (article_id, term, rank, score)
        for article_id, outlet, authors, text, language in columns.iter_rows()
        if language in (None, "en")
        for rank, (term, score) in enumerate(
            terms(text or "", names=[outlet or "", *(authors or [])])[:top], start=1
        )
    ]
    return conform(pl.DataFrame(rows, schema=list(KEYWORD), orient="row"), KEYWORD)


def terms(text: str, *, names: Iterable[str] = ()) -> list[tuple[str, float]]:
    """Terms of one text with YAKE's score, best first; `names` are the outlet's and authors'."""
    plain = _OVERLONG.sub(" ", _POSSESSIVE.sub("", text.replace("’", "'")))
    if not plain.strip():
        return []
    own = {_key(token) for name in names for token in _TOKEN.findall(name)}
    candidates = [
        _Term(tuple(_key(token) for token in _TOKEN.findall(term)), term, float(score))
        for term, score in _extractor().extract_keywords(plain)
    ]
    counts = _counts(plain, {term.keys for term in candidates})
    least = 2 if len(plain) >= SHORT else 1
    told = [
        term
        for term in candidates
        if any(character.isalpha() for character in term.text)
        and not _is_own(term, own)
        and _stands_in(text, term.text)
        and counts[term.keys] >= least
    ]
    hosts = {term.keys: _hosts(term, candidates, counts) for term in candidates}
    return [(term.text, term.score) for term in _merged(told, hosts)]


class _Term(NamedTuple):
    keys: tuple[str, ...]  # what inflected forms share
    text: str
    score: float


def _is_own(term: _Term, own: set[str]) -> bool:
    """Whether a term is a maker's name, or one torn off with a verb ("Strand writes")."""
    edges = {word for word in (term.text.split()[0], term.text.split()[-1]) if word[:1].isupper()}
    torn = not term.text.istitle() and any(_key(word) in own for word in edges)
    return set(term.keys) <= own or torn


def _key(token: str) -> str:
    """What inflected forms of a word share: small letters, no plural ending."""
    return _PLURAL.sub("", token.lower())


def _counts(plain: str, wanted: Collection[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    words = [_key(token) for token in _TOKEN.findall(plain)]
    lengths = {len(keys) for keys in wanted}
    runs = (tuple(words[i : i + n]) for n in lengths for i in range(len(words) - n + 1))
    return Counter(run for run in runs if run in wanted)


def _stands_in(text: str, term: str) -> bool:
    """Whether a term can be read in the text as it is, and is not the middle of a longer name.

    Taking possessives away leaves "people minds", and three words at most leave
    "President Vladimir" of a president's name.
    """
    wording = r"\s+".join(re.escape(word) for word in term.split())
    border = r"(?![\w-])" + (r"(?!\s+[A-Z])" if " " in term and term[:1].isupper() else "")
    return re.search(rf"(?i:(?<![\w-]){wording}){border}", text) is not None


def _within(short: _Term, long: _Term) -> bool:
    return set(short.keys) < set(long.keys)


def _hosts(
    term: _Term, candidates: list[_Term], counts: Counter[tuple[str, ...]]
) -> set[tuple[str, ...]]:
    """The longer terms of which a term is mostly a fragment, as "United" of "United States"."""
    return {
        other.keys
        for other in candidates
        if _within(term, other) and counts[other.keys] >= FRAGMENT * counts[term.keys]
    }


def _merged(
    candidates: list[_Term], hosts: Mapping[tuple[str, ...], set[tuple[str, ...]]]
) -> list[_Term]:
    """One term of each nest: "United States" without "States", "Putin" without his title."""
    whole = [term for term in candidates if not hosts[term.keys]]
    kept: dict[frozenset[str], _Term] = {}
    for term in whole:  # best first
        # "road closed" is torn out where "road" belongs to "ring road"; "ring road" is not.
        torn = any(
            (edge_hosts := hosts.get((edge,))) and term.keys not in edge_hosts
            for edge in (term.keys[0], term.keys[-1])
        )
        names_itself = len(term.keys) > 1 and term.text.istitle()
        if any(_within(other, term) for other in whole) or (torn and not names_itself):
            continue
        kept.setdefault(frozenset(term.keys), term)
    return sorted(kept.values(), key=lambda term: term.score)
