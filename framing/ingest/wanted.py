"""Rows that have an address and no text to rows with the text that is found there."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from framing.fetching.pages import Fetch, FetchError, Page
from framing.ingest.columns import Reading, Refusal

MAX_DEPTH = 2  # an index of sitemaps, a sitemap, its pages
Named = tuple[str, Reading]
Opened = Callable[[str, Page], Iterator[Named]]  # a page to the readings of it


def refused(source: str, reading: Reading) -> Reading:
    """A reading whose addresses nobody asked to fetch: a line for each, or one for all."""
    if not reading.rows:
        n = len(reading.wanted)
        noun = "an address and no text" if n == 1 else f"{n} addresses and no text"
        reason = f"{noun}; give it as --urls {source} to have the pages fetched"
        return Reading([], [*reading.refusals, Refusal(None, "file", reason, None)])
    more = [_lost(row, "no text but an address; --urls fetches it") for row in reading.wanted]
    return Reading(reading.rows, [*reading.refusals, *more])


def fetched(
    source: str, reading: Reading, fetch: Fetch, opened: Opened, depth: int = 1
) -> Iterator[Named]:
    """The reading with the texts of its addresses, and then the lists among what they gave.

    A row keeps what its list says of it; the page tells the rest.
    """
    pages = dict(fetch([row["url"].strip() for row in reading.wanted]))
    rows, refusals = list(reading.rows), list(reading.refusals)
    lists: list[Named] = []
    for row in reading.wanted:
        for name, found in _found(row["url"].strip(), pages, opened):
            if len(found.rows) == 1 and not found.wanted and name == row["url"].strip():
                rows.append(_merged(row, found.rows[0]))
                refusals += [one._replace(row=row["row"]) for one in found.refusals]
            elif not found.rows and not found.wanted:
                refusals += [_lost(row, one.reason) for one in found.refusals]
            else:
                lists.append((name, found))
    yield source, Reading(sorted(rows, key=lambda row: row["row"]), refusals)
    for name, found in lists:
        yield from _below(name, found, fetch, opened, depth)


def _below(name: str, found: Reading, fetch: Fetch, opened: Opened, depth: int) -> Iterator[Named]:
    if not found.wanted:
        yield name, found
    elif depth < MAX_DEPTH:
        yield from fetched(name, found, fetch, opened, depth + 1)
    else:
        reason = f"a list of {len(found.wanted)} addresses within lists; give it itself"
        yield name, Reading(found.rows, [*found.refusals, Refusal(None, "file", reason, None)])


def _found(address: str, pages: Mapping[str, Page | FetchError], opened: Opened) -> Sequence[Named]:
    page = pages[address]
    if isinstance(page, FetchError):
        return [(address, Reading([], [Refusal(None, "row", str(page), None)]))]
    return list(opened(address, page))


def _merged(row: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
    said = {field: value for field, value in row.items() if value}
    return {**found, **said, "text": found["text"]}


def _lost(row: Mapping[str, Any], reason: str) -> Refusal:
    return Refusal(row["row"], "row", f"{row['url'].strip()}: {reason}", None)
