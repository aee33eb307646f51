"""A page's markup to what it states of its article: date, authors, section, language, address.

Where such statements stand: schema.org's JSON-LD (NewsArticle), the Open Graph protocol's
article:* properties, Dublin Core and Parse.ly elements, <time>, <link rel=canonical>, <html lang>.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from lxml import etree, html

MOST_JSON = 200_000  # characters of one JSON-LD block that are looked at
DEEPEST = 6  # levels of a JSON-LD graph
PUBLISHED = (
    *("article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date"),
    *("dc.date.issued", "dc.date", "dcterms.created", "publishdate", "pubdate", "publish-date"),
    *("sailthru.date", "citation_publication_date", "date"),
)
CHANGED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified")
SECTION = ("article:section", "parsely-section", "section")
ADDRESS_DAY = re.compile(r"/(?P<year>20\d\d|19\d\d)/(?P<month>\d{1,2}|[a-z]{3})/(?P<day>\d{1,2})/")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Stated(NamedTuple):
    """One thing that a page states, where it does, and why that may be wrong (null: it is sure)."""

    value: Any
    origin: str
    doubt: str | None = None


def stated(page: str) -> dict[str, Stated]:
    """Field of a raw row to what the page states; fields that it does not state are absent.

    Fields are date, authors (a list), genre (the section's name), language, url, and text, which
    has a doubt and no value where the page says that it is not free to read. Never raises.
    """
    tree = _tree(page)
    if tree is None:
        return {}
    metas = _metas(tree)
    articles = list(_articles(tree))
    url = _address(tree, metas)
    found = {
        "date": _date(articles, metas, tree, url.value if url else ""),
        "authors": _authors(articles, metas),
        "genre": _section(articles, metas),
        "language": _language(articles, tree),
        "url": url,
        "text": _free(articles),
    }
    return {field: one for field, one in found.items() if one}


def _tree(page: str) -> Any:
    try:
        return html.document_fromstring(page.encode("utf-8", "replace"), parser=_parser())
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _parser() -> html.HTMLParser:
    return html.HTMLParser(encoding="utf-8", no_network=True)


def _metas(tree: Any) -> dict[str, str]:
    """<meta> elements: lower-case name or property to content; the first of a name counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if content := (element.get("content") or "").strip():
            found.setdefault(name.lower(), content)
    return found


def _articles(tree: Any) -> Iterator[Mapping[str, Any]]:
    """The objects of JSON-LD whose type is an article's."""
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or ""):
            continue
        try:
            value = json.loads((element.text or "")[:MOST_JSON], strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _objects(value, DEEPEST)


def _objects(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list) and depth:
        for one in value:
            yield from _objects(one, depth - 1)
    if isinstance(value, Mapping) and depth:
        if re.search(r"Article|Posting|Report|Review", str(value.get("@type", ""))):
            yield value
        for inner in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(value.get(inner), depth - 1)


def _date(
    articles: list[Mapping[str, Any]], metas: dict[str, str], tree: Any, url: str
) -> Stated | None:
    """The day of publication by the surest statement, with the doubt another one casts on it."""
    said = [
        *_all(articles, "datePublished"),
        *[(metas[name], f"<meta {name}>") for name in PUBLISHED if name in metas],
        *[(day, "<time> of the article") for day in _times(tree)],
        *[(day, "the address") for day in _days_of(url)],
    ]
    said = [(str(value), origin) for value, origin in said if re.search(r"\d{4}", str(value))]
    if said:
        value, origin = said[0]
        return Stated(_day(value), f"page: {origin}", _contradiction(said))
    changed = [
        *_all(articles, "dateModified"),
        *[(metas[name], f"<meta {name}>") for name in CHANGED if name in metas],
    ]
    if not changed:
        return None
    value, origin = changed[0]
    return Stated(_day(str(value)), f"page: {origin}", "only the day of its last change is stated")


def _day(value: str) -> str:
    """The calendar day of an ISO date and time, as it is written there; other dates whole."""
    day = ISO_DAY.match(value)
    return day[0] if day else value


def _all(articles: list[Mapping[str, Any]], name: str) -> list[tuple[Any, str]]:
    return [(article[name], f"JSON-LD {name}") for article in articles if article.get(name)]


def _contradiction(said: list[tuple[str, str]]) -> str | None:
    days = [(day[0], origin) for value, origin in said if (day := ISO_DAY.match(value))]
    other = next(((day, origin) for day, origin in days[1:] if day[:7] != days[0][0][:7]), None)
    return f"{other[1]} says {other[0]}" if other else None


def _times(tree: Any) -> list[str]:
    """The day of the first <time> of the page's article, if it is marked as one."""
    places = tree.xpath("//article//time[@datetime]|//time[@datetime][@pubdate or @itemprop]")
    return [places[0].get("datetime")] if places else []


def _days_of(url: str) -> list[str]:
    match = ADDRESS_DAY.search(url.lower())
    if not match:
        return []
    month = match["month"]
    if month in _MONTHS:
        month = str(_MONTHS.index(month) + 1)
    return [f"{match['year']}-{int(month):02}-{int(match['day']):02}"] if month.isdigit() else []


def _authors(articles: list[Mapping[str, Any]], metas: dict[str, str]) -> Stated | None:
    for article in articles:
        value = article.get("author")
        people = value if isinstance(value, list) else [value]
        told = [one.get("name") if isinstance(one, Mapping) else one for one in people if one]
        flat = [name for one in told for name in (one if isinstance(one, list) else [one])]
        if names := [name for name in flat if isinstance(name, str) and name.strip()]:
            return Stated(names, "page: JSON-LD author")
    for name in ("author", "article:author", "parsely-author", "dc.creator", "byl"):
        if name in metas and not metas[name].startswith("http"):
            return Stated([metas[name]], f"page: <meta {name}>")
    return None


def _section(articles: list[Mapping[str, Any]], metas: dict[str, str]) -> Stated | None:
    for article in articles:
        value = article.get("articleSection")
        section = value[0] if isinstance(value, list) and value else value
        if isinstance(section, str) and section.strip():
            return Stated(section, "page: JSON-LD articleSection")
        if str(article.get("@type")) == "OpinionNewsArticle":
            return Stated("opinion", "page: JSON-LD OpinionNewsArticle")
        if str(article.get("@type")) == "AnalysisNewsArticle":
            return Stated("analysis", "page: JSON-LD AnalysisNewsArticle")
    name = next((name for name in SECTION if name in metas), None)
    return Stated(metas[name], f"page: <meta {name}>") if name else None


def _language(articles: list[Mapping[str, Any]], tree: Any) -> Stated | None:
    for article in articles:
        if isinstance(article.get("inLanguage"), str):
            return Stated(article["inLanguage"], "page: JSON-LD inLanguage")
    lang = (tree.get("lang") or tree.get("xml:lang") or "").strip()
    return Stated(lang, "page: <html lang>") if lang else None


def _address(tree: Any, metas: dict[str, str]) -> Stated | None:
    for link in tree.iter("link"):
        is_canonical = "canonical" in (link.get("rel") or "").lower().split()
        if is_canonical and (link.get("href") or "").startswith("http"):
            return Stated(link.get("href"), "page: <link rel=canonical>")
    url = metas.get("og:url", "")
    return Stated(url, "page: <meta og:url>") if url.startswith("http") else None


def _free(articles: list[Mapping[str, Any]]) -> Stated | None:
    """Whether the page says that it is behind a paywall (schema.org isAccessibleForFree)."""
    if any(str(a.get("isAccessibleForFree", "")).lower() == "false" for a in articles):
        doubt = "the page says it is not free to read: its text may be cut"
        return Stated(None, "page: JSON-LD isAccessibleForFree", doubt)
    return None
