"""News, analysis or opinion, with the reason; unknown where nothing says it."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

GENRES = {
    "opinion": "opinion opinions oped column columns columnist columnists editorial editorials"
    " comment commentary essay blog perspective perspectives viewpoint ideas letters debate"
    " commentisfree kommentar meinung tribune tribunes debats opinión",
    "news": "news report reports article wire breaking newswire nachrichten actualites",
    "analysis": "analysis analyses explainer explainers feature features longread background"
    " analyse analysen",
}
GENRE_OF = {word: genre for genre, words in GENRES.items() for word in words.split()}
# Sections whose name, in an address, says no more than that the site is a newspaper's or a blog's.
_VAGUE = frozenset({"article", "articles", "blog", "report", "reports", "background", "features"})
_SURER = ("opinion", "analysis", "news")  # /news/opinion/ is opinion
_BOARD = re.compile(r"(?i)\beditorial board\b")
_PREFIX = re.compile(r"(?P<label>[\w’'-]+(?: [\w’'-]+)?)\s?(?:[|:]|\s[–—-])\s", re.UNICODE)
_SUFFIX = re.compile(r"\s[|–—-]\s(?P<label>[\w’'-]+(?: [\w’'-]+)?)$")


class Genre(NamedTuple):
    """A genre of schema.GENRES, what says so, and what says otherwise (null: nothing)."""

    genre: str
    reason: str | None
    doubt: str | None


def genre(
    stated: str | None,
    *,
    title: str | None = None,
    url: str | None = None,
    authors: tuple[str, ...] = (),
) -> Genre:
    """An article's genre by its section or label, its title, its address or its byline.

    The first of these that speaks decides, in that order; one that contradicts it is the doubt.

    >>> genre(None, url="https://example.org/commentisfree/2022/mar/04/a-lock")
    Genre(genre='opinion', reason='its address has /commentisfree/', doubt=None)
    """
    said = [
        *_by_section(stated),
        *_by_title(title or ""),
        *_by_address(url or ""),
        *[("opinion", "it is by the editorial board") for name in authors if _BOARD.search(name)],
    ]
    if not said:
        return Genre("unknown", None, None)
    kind, reason = said[0]
    against = next((why for other, why in said[1:] if other != kind), None)
    return Genre(kind, reason, f"but {against}" if against else None)


def genre_of(text: str | None) -> str:
    """A source's word for an article's kind to one of schema.GENRES; "unknown" if it says none."""
    for word in re.split(r"[^\w]+", (text or "").lower().replace("op-ed", "oped")):
        if word in GENRE_OF:
            return GENRE_OF[word]
    return "unknown"


def _by_section(stated: str | None) -> list[tuple[str, str]]:
    kind = genre_of(stated)
    return [] if kind == "unknown" else [(kind, f"its section or label is “{stated}”")]


def _by_title(title: str) -> list[tuple[str, str]]:
    """A label that is the whole of its part: "Opinion | …", "Analysis: …", "… - Comment"."""
    for found in (_PREFIX.match(title), _SUFFIX.search(title)):
        if found and (kind := _label(found["label"])):
            return [(kind, f"its title says “{found['label']}”")]
    return []


def _label(label: str) -> str | None:
    words = label.lower().replace("op-ed", "oped").split()
    if words[-1] in {"report", "reports"}:  # "Report: Kerosene runs out" tells what others say
        return None
    kinds = {GENRE_OF.get(word) for word in words}
    if words[0] in {"guest", "news", "the"} and len(words) > 1:  # "Guest essay", "News analysis"
        kinds = {GENRE_OF.get(words[1])}
    return kinds.pop() if len(kinds) == 1 else None


def _by_address(url: str) -> list[tuple[str, str]]:
    """The folders of an address, not its last part, which is made of the title's words."""
    folders = urlsplit(url).path.lower().split("/")[1:-1] if "//" in url else []
    found = {GENRE_OF.get(re.sub(r"\W", "", folder)): folder for folder in folders[::-1]}
    said = [
        (kind, f"its address has /{found[kind]}/")
        for kind in _SURER
        if kind in found and found[kind] not in _VAGUE
    ]
    return said[:1]
