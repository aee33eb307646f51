"""Articles to names that may be one outlet's or one author's: shown, never merged unasked.

Confirming one makes a merge: a mapping of names to the name that is used for all of them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations

import polars as pl

from framing.metadata import addresses, outlets, persons
from framing.schema import SUGGESTION

MOST_IN_A_BLOCK = 300  # names compared with each other: more share a key by accident
Alike = Callable[[str, str], str | None]
Pair = tuple[str, str, str]  # two names and why they may be one


def suggest(articles: pl.DataFrame, declined: Iterable[frozenset[str]] = ()) -> pl.DataFrame:
    """Groups of names that may be one: a suggestion table, the groups with most articles first.

    `declined` are groups, or pairs, that somebody has said are not one.
    """
    refused = [set(group) for group in declined]
    rows = [
        *_groups("outlet", _outlet_pairs(articles), _counts(articles["outlet"]), refused),
        *_groups("author", _author_pairs(articles), _counts(_authors(articles)), refused),
    ]
    rows.sort(key=lambda row: (-int(str(row["n_articles"])), str(row["into"])))
    return pl.DataFrame(rows, schema=SUGGESTION)


def merge(articles: pl.DataFrame, field: str, into: Mapping[str, str]) -> pl.DataFrame:
    """Articles whose outlet or authors are renamed as `into` says; every other name stays."""
    if field == "outlet":
        return articles.with_columns(pl.col("outlet").replace(dict(into)))
    renamed = pl.element().replace(dict(into))
    return articles.with_columns(
        pl.col("authors").list.eval(renamed).list.unique(maintain_order=True)
    )


def _authors(articles: pl.DataFrame) -> pl.Series:
    return articles["authors"].explode(empty_as_null=False)


def _counts(names: pl.Series) -> Counter[str]:
    return Counter(names.drop_nulls().to_list())


def _outlet_pairs(articles: pl.DataFrame) -> list[Pair]:
    names = sorted(set(articles["outlet"].drop_nulls()))
    blocks: dict[str, list[str]] = defaultdict(list)
    for name in names:
        blocks[outlets.outlet(name).letters[:1]].append(name)
    pairs = _pairs(blocks.values(), outlets.alike)
    known = {(a, b) for a, b, _ in pairs}
    return pairs + [pair for pair in _hosts(articles) if pair[:2] not in known]


def _hosts(articles: pl.DataFrame) -> list[Pair]:
    """An outlet called by a host, and the one whose articles are at that host."""
    places: dict[str, Counter[str]] = defaultdict(Counter)
    for outlet, url in articles.select("outlet", "url").drop_nulls().unique().iter_rows():
        if place := addresses.host(url):
            places[outlet][place] += 1
    named = {
        re.sub(r"^(?:https?://)?(?:www\.)?|/$", "", name.casefold()): name
        for name in set(articles["outlet"].drop_nulls())
    }
    found = []
    for outlet, hosts in places.items():
        [(host, n)] = hosts.most_common(1)
        other = named.get(host)
        if other and other != outlet and n * 2 > hosts.total():
            first, second = sorted((outlet, other))
            found.append((first, second, f"its articles’ addresses are at {host}"))
    return found


def _author_pairs(articles: pl.DataFrame) -> list[Pair]:
    blocks: dict[str, list[str]] = defaultdict(list)
    for name in sorted(set(_authors(articles).drop_nulls())):
        for place in persons.places(name):
            blocks[place].append(name)
    return _pairs(blocks.values(), persons.alike)


def _pairs(blocks: Iterable[list[str]], alike: Alike) -> list[Pair]:
    found = {}
    for block in blocks:
        for one, two in combinations(block[:MOST_IN_A_BLOCK], 2):
            if (one, two) not in found and (reason := alike(one, two)):
                found[one, two] = reason
    return [(one, two, reason) for (one, two), reason in found.items()]


def _groups(
    field: str, pairs: list[Pair], counts: Counter[str], refused: list[set[str]]
) -> list[dict[str, object]]:
    """Names joined by pairs, with the reasons of the pairs."""
    group: dict[str, set[str]] = {}
    for one, two, _ in pairs:
        if any({one, two} <= names for names in refused):
            continue
        whole = group.get(one, {one}) | group.get(two, {two})
        group |= dict.fromkeys(whole, whole)
    wholes = {min(whole): whole for whole in group.values()}
    return [_row(field, names, pairs, counts) for _, names in sorted(wholes.items())]


def _row(field: str, names: set[str], pairs: list[Pair], counts: Counter[str]) -> dict[str, object]:
    ordered = sorted(names, key=lambda name: (-counts[name], name))
    reasons = [reason for one, two, reason in pairs if one in names and two in names]
    return {
        "field": field,
        "names": ordered,
        "n_each": [counts[name] for name in ordered],
        "into": max(ordered, key=lambda name: (_is_written_out(name), counts[name], name)),
        "n_articles": sum(counts[name] for name in ordered),
        "reason": "; ".join(dict.fromkeys(reasons)),
    }


def _is_written_out(name: str) -> int:
    """How far a name is one that people write: words and capitals, no host, no initials."""
    is_host = bool(re.fullmatch(r"(?i)[\w-]+(?:\.[\w-]+)+", name))
    full = all(len(word.strip(".")) > 1 for word in name.split())
    return 4 * (not is_host) + 2 * (" " in name and not name.isupper()) + full


def untangled(merges: Iterable[tuple[str, Iterable[str], str]], field: str) -> dict[str, str]:
    """Merges of a field, in order, as one mapping from a name to the last name it goes by.

    >>> untangled([("outlet", ["a", "b"], "b"), ("outlet", ["b", "c"], "C")], "outlet")
    {'a': 'C', 'b': 'C', 'c': 'C'}
    """
    into: dict[str, str] = {}
    for which, names, target in merges:
        if which == field:
            into = {name: target if to in names else to for name, to in into.items()}
            into |= dict.fromkeys(names, target)
    return {name: to for name, to in into.items() if name != to}
