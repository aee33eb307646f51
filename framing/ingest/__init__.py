"""Files, folders, archives and addresses to raw rows, and all that cannot be used."""

from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any, BinaryIO

import polars as pl

from framing.fetching.pages import Fetch
from framing.ingest.guards import Guard
from framing.ingest.sources import Sources
from framing.schema import DISCARD, RAW


def read(
    inputs: Sequence[str],
    *,
    urls: Sequence[str] = (),
    outlet: str | None = None,
    author: str | None = None,
    date: str | None = None,
    stdin: BinaryIO | None = None,
    fetch: Fetch | None = None,
    guard: Guard | None = None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Raw rows of every input in order, and a discard table of what was not used.

    An input is a file, a folder (read recursively, in sorted order), "-" for `stdin`, or an
    address. `urls` are files whose addresses are to be fetched: lists, tables, feeds, sitemaps.
    Nothing is fetched where `fetch` is None. `guard` is a process for dangerous files that
    outlives this call; without one, one is started when it is needed. The options fill only what
    a source itself does not say. In the discard table part "file" is a file, "row" one row that
    is not used; part "note" drops nothing but says what was assumed or repaired: encoding,
    mojibake, separators, invisible characters. Bad input never raises.
    """
    given = {"outlet": outlet, "authors": [author] if author else None, "date": date}
    rows: list[dict[str, Any]] = []
    discards: list[dict[str, Any]] = []
    with nullcontext(guard) if guard else Guard() as running:
        sources = Sources(running, fetch, stdin)
        for name, asked in [*((one, False) for one in inputs), *((one, True) for one in urls)]:
            for source, reading in sources.read(name, asked=asked):
                shown = _shown(source)
                rows += [_raw_row(shown, row, given) for row in reading.rows]
                discards += [
                    {**refusal._asdict(), "source": shown, "reason": _shown(refusal.reason)}
                    for refusal in reading.refusals
                ]
    return pl.DataFrame(rows, schema=RAW), pl.DataFrame(discards, schema=DISCARD)


def _raw_row(source: str, row: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    filled = {field: row.get(field) or value for field, value in given.items()}
    whole: dict[str, Any] = {**dict.fromkeys(RAW), **row, **filled, "source": source}
    return {**whole, "authors": whole["authors"] or []}


def _shown(text: object) -> str:
    """A path or reason that any table can hold: names on disk need not be valid Unicode."""
    return str(text).encode("utf-8", "backslashreplace").decode()
