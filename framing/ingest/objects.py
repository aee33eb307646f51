"""JSON objects and Parquet rows to raw rows."""

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from framing.ingest import encodings, feeds, headers
from framing.ingest.columns import FormatError, Reading, Refusal, note, raw, require_text
from framing.ingest.rows import finished

LISTS_OF_ARTICLES = ("articles", "data", "items", "results", "rows", "documents", "docs", "records")


def read_json(data: bytes) -> Reading:
    """One article an object: a line each (JSONL), in a list, under "articles", or a single one.

    JSON is RFC 8259's, a line each jsonlines.org's. A JSON Feed is read as a feed.
    """
    text, notes = encodings.decode(data)
    refusals = [note(remark) for remark in notes]
    rows: list[dict[str, Any]] = []
    columns: dict[str, None] = {}
    for number, (place, value, trouble) in enumerate(values(text), start=1):
        if trouble:
            refusals.append(Refusal(number, "row", f"{place}: {trouble}", None))
            continue
        if number == 1 and feeds.is_json_feed(value):
            return feeds.read_json_feed(value, refusals)
        rows.append(raw(value.items(), number))
        columns |= dict.fromkeys(value)
    if not rows:
        first = refusals[-1].reason if refusals else "it is blank"
        raise FormatError(f"no article in this JSON: {first}; one object a line is read")
    return finished(rows, refusals + require_text(columns))


def read_parquet(data: bytes) -> Reading:
    """One article a row (parquet.apache.org/docs/file-format)."""
    try:
        table = pl.read_parquet(io.BytesIO(data))
        rows = [raw(row.items(), number) for number, row in enumerate(table.to_dicts(), start=1)]
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise FormatError(
            f"a broken or truncated Parquet file ({str(error).splitlines()[0][:100]}); "
            "write it again"
        ) from error
    if table.is_empty():
        raise FormatError("no rows in this Parquet file")
    return finished(rows, headers.check(table.columns))


def values(text: str) -> Iterator[tuple[str, Mapping[str, Any], str | None]]:
    """Each article's place, object, and what is wrong with it, if anything."""
    try:
        whole = _parsed(text)
    except ValueError:
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                yield (f"line {number}", *_object(line))
        return
    if isinstance(whole, Mapping) and not feeds.is_json_feed(whole):
        lists = [whole[key] for key in LISTS_OF_ARTICLES if isinstance(whole.get(key), list)]
        whole = lists[0] if lists else [whole]
    for number, value in enumerate(whole if isinstance(whole, list) else [whole], start=1):
        yield (f"entry {number}", *_checked(value))


def _object(line: str) -> tuple[Mapping[str, Any], str | None]:
    try:
        return _checked(_parsed(line))
    except ValueError as error:
        return {}, f"cannot be read ({str(error)[:80]})"


def _checked(value: Any) -> tuple[Mapping[str, Any], str | None]:
    if isinstance(value, Mapping):
        return value, None
    return {}, f"not a JSON object but {type(value).__name__}"


def _parsed(text: str) -> Any:
    """The JSON value, its numbers as they are written."""
    try:
        return json.loads(text, parse_int=str, parse_float=str, strict=False)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
