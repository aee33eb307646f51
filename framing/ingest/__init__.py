"""Files, folders, archives and addresses to raw rows, and all that cannot be used."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from functools import partial
from typing import Any, BinaryIO, NamedTuple

import polars as pl

from framing.fetching.pages import Fetch
from framing.ingest import encodings, surveys
from framing.ingest.columns import ALIASES, FormatError, Refusal, field_of
from framing.ingest.guards import Guard
from framing.ingest.sources import Sources
from framing.schema import COLUMN, DISCARD, RAW


class Found(NamedTuple):
    """What was read of some inputs: three tables of schema.py."""

    raw: pl.DataFrame
    discard: pl.DataFrame
    column: pl.DataFrame


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
    columns: Mapping[str, str] | None = None,
    encoding: str | None = None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Raw rows of every input in order, and a discard table of what was not used.

    An input is a file, a folder (read recursively, in sorted order), "-" for `stdin`, or an
    address. `urls` are files whose addresses are to be fetched: lists, tables, feeds, sitemaps.
    Nothing is fetched where `fetch` is None. `guard` is a process for dangerous files that
    outlives this call; without one, one is started when it is needed. The options fill only what
    a source itself does not say; `columns` maps a field to the column that holds it (or to "",
    none), where names do not tell; `encoding` is that of texts that do not tell it themselves, by a
    mark, a declaration or by being UTF-8. In the discard table part "file" is a file, "row" one
    row that is not used; part "note" drops nothing but says what was assumed or repaired: encoding,
    mojibake, separators, invisible characters. Bad input never raises.
    """
    found = examine(
        inputs,
        urls=urls,
        given={"outlet": outlet, "authors": [author] if author else None, "date": date},
        stdin=stdin,
        fetch=fetch,
        guard=guard,
        columns=columns,
        encoding=encoding,
    )
    return found.raw, found.discard


def examine(
    inputs: Sequence[str],
    *,
    urls: Sequence[str] = (),
    given: Mapping[str, Any] | None = None,
    stdin: BinaryIO | None = None,
    fetch: Fetch | None = None,
    guard: Guard | None = None,
    columns: Mapping[str, str] | None = None,
    columns_of: Mapping[str, Mapping[str, str]] | None = None,
    names: Mapping[str, str] | None = None,
    encoding: str | None = None,
) -> Found:
    """The same, with what the columns of each source were taken for.

    `given` maps a field to what holds where a source is silent. `names` maps an input to the name
    it is told by: an upload is kept under another one. `columns_of` maps a source, by the name it
    is told by, to columns of its own.
    """
    told = partial(_named, names=names or {})
    rows: list[dict[str, Any]] = []
    discards: list[dict[str, Any]] = []
    seen: list[dict[str, Any]] = []
    with (
        nullcontext(guard) if guard else Guard() as running,
        encodings.reading_as(encoding),
        surveys.surveying(columns or {}, of={**(columns_of or {})}, told=told) as survey,
    ):
        sources = Sources(running, fetch, stdin)
        for name, asked in [*((one, False) for one in inputs), *((one, True) for one in urls)]:
            for place, reading in sources.read(name, asked=asked):
                source = told(place)
                rows += [_raw_row(source, row, given or {}) for row in reading.rows]
                discards += [
                    {**refusal._asdict(), "source": source, "reason": _on_a_line(refusal.reason)}
                    for refusal in (*reading.refusals, *_not_there(survey))
                ]
                seen += _columns(source, survey)
                survey.clear()
    return Found(
        pl.DataFrame(rows, schema=RAW),
        pl.DataFrame(discards, schema=DISCARD),
        pl.DataFrame(seen, schema=COLUMN),
    )


def preview(path: str, columns: Mapping[str, str] | None = None) -> surveys.Survey:
    """The columns and the first rows of one file, whatever they can be taken for."""
    with surveys.surveying(columns or {}, is_trial=True) as survey, Guard() as guard:
        for _ in Sources(guard, None, None).read(path):
            break
    return survey


def as_columns(pairs: Sequence[str]) -> dict[str, str]:
    """Field to column from "text=Body"; "text=" reads no column for it.

    Raises FormatError for an unknown field and for what is no such pair.
    """
    mapping = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not equals or field.strip() not in ALIASES:
            raise FormatError(
                f"{pair!r} maps nothing; give FIELD=COLUMN with one of {', '.join(ALIASES)}"
            )
        mapping[field.strip()] = column.strip()
    return mapping


def as_encoding(name: str | None) -> str | None:
    """An encoding under Python's name for it; None for none. Raises FormatError for an unknown."""
    if not name:
        return None
    found = encodings.known(name)
    if found is None:
        raise FormatError(
            f"{name!r} is no encoding that is known; give one like cp1252, cp1251, koi8-r, "
            "shift_jis, gb18030 or utf-16-le"
        )
    return found


def _columns(source: str, survey: surveys.Survey) -> list[dict[str, Any]]:
    """What each column of a source was taken for."""
    told = []
    for column, example in survey.columns.items():
        asked = survey.field_asked(column)
        field = asked or field_of(column)
        if not asked and field and survey.is_settled(field, survey.columns):
            field = None
        how = "as asked" if asked else "by its name" if field else None
        told.append(
            {
                "source": source,
                "column": _shown(column),
                "field": field,
                "how": how,
                "example": example,
            }
        )
    return told


def _not_there(survey: surveys.Survey) -> list[Refusal]:
    here = ", ".join(list(survey.columns)[:20])
    return [
        Refusal(None, "note", f"no column {column!r} for {field} here; found: {here}", None)
        for field, column in survey.missing().items()
    ]


def _named(place: str, *, names: Mapping[str, str]) -> str:
    """How a source is told: what lies within an input is told by it and the rest of its place."""
    within = place
    while within and within not in names:
        within = within.rpartition("/")[0]
    return _shown(names[within] + place[len(within) :] if within else place)


def _raw_row(source: str, row: dict[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    filled = {field: row.get(field) or value for field, value in given.items()}
    whole: dict[str, Any] = {**dict.fromkeys(RAW), **row, **filled, "source": source}
    options = [
        {"field": field, "origin": "given for all", "doubt": None}
        for field, value in given.items()
        if value and not row.get(field)
    ]
    origins = [*(row.get("origins") or []), *options]
    return {**whole, "authors": whole["authors"] or [], "origins": origins}


def _on_a_line(reason: str) -> str:
    """A reason as it is told: what a library says of a file may have several lines."""
    return " ".join(_shown(reason).split())


def _shown(text: object) -> str:
    """A path or reason that any table can hold: names on disk need not be valid Unicode."""
    return str(text).encode("utf-8", "backslashreplace").decode()
