"""One source's bytes to raw rows: text, HTML, JSON and Parquet."""

import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import polars as pl

from framing.articles import clutter, heads
from framing.ingest import encodings, webpages
from framing.ingest.columns import (
    FormatError,
    Reading,
    Refusal,
    field_of,
    finished,
    note,
    raw,
    require_text,
)
from framing.ingest.separated import read_csv, separator_of

LISTS_OF_ARTICLES = ("articles", "data", "items", "results", "rows", "documents", "docs", "records")


def read_text(data: bytes) -> Reading:
    """A pasted article; title, byline and date are looked for in its first lines.

    The lines stay in the text as well: cleaning takes them out, with the reason for each.
    """
    text, notes = encodings.decode(data)
    if webpages.PAGE.match(text):
        reading = read_html(data)
        return Reading(reading.rows, [*reading.refusals, note("an HTML page, read as such")])
    if not text.strip():
        raise FormatError("no text in it, only white space")
    lines = [line.strip() for line in text.split("\n")]
    head = heads.read(["" if _is_aside(line) else line for line in lines[:200]])
    row = {
        "title": head.title,
        "authors": head.authors,
        "date": head.date,
        "genre": head.genre,
        "outlet": head.outlet,
        "url": head.url,
        "text": text,
    }
    return Reading([{**row, "row": 1}], [note(remark) for remark in notes])


def _is_aside(line: str) -> bool:
    kind = clutter.of(line)
    return kind is not None and kind.part not in ("byline", "dateline")


def read_html(data: bytes) -> Reading:
    """A page's article by trafilatura, without its comments; metadata as the page states them."""
    if len(data) > webpages.MAX_SAVED_BYTES:
        raise FormatError(
            f"an HTML page of {len(data) / 1e6:.1f} MB; at most "
            f"{webpages.MAX_SAVED_BYTES / 1e6:.0f} MB are read: save the article's text as .txt"
        )
    page, notes = encodings.decode(data, declared=webpages.declared_charset(data))
    text = webpages.slimmed(page)
    if len(text) > webpages.MAX_HTML_BYTES:
        raise FormatError(
            f"an HTML page of {len(text) / 1e6:.1f} MB without its scripts; at most "
            f"{webpages.MAX_HTML_BYTES / 1e6:.0f} MB are read: save the article's text as .txt"
        )
    if text.count("<") > webpages.MAX_HTML_TAGS:
        raise FormatError(
            f"an HTML page with more than {webpages.MAX_HTML_TAGS} tags; "
            "save the article's text as .txt"
        )
    document = webpages.extracted(text)
    if document is None:
        raise FormatError("no article found in this HTML page; save the article's text as .txt")
    row = {
        "title": document.title,
        "authors": [document.author] if document.author else [],
        "date": document.date,
        "outlet": document.sitename,
        "url": document.url,
        **document.whole(),
    }
    return Reading([{**row, "row": 1}], [note(remark) for remark in notes])


def read_json(data: bytes) -> Reading:
    """One article an object: a line each (JSONL), in a list, under "articles", or a single one."""
    text, notes = encodings.decode(data)
    refusals = [note(remark) for remark in notes]
    rows: list[dict[str, Any]] = []
    columns: dict[str, None] = {}
    for number, (place, value, trouble) in enumerate(_values(text), start=1):
        if trouble:
            refusals.append(Refusal(number, "row", f"{place}: {trouble}", None))
            continue
        rows.append(raw(value.items(), number))
        columns |= dict.fromkeys(value)
    if not rows:
        first = refusals[-1].reason if refusals else "it is blank"
        raise FormatError(f"no article in this JSON: {first}; one object a line is read")
    require_text(columns)
    return finished(rows, refusals)


def read_parquet(data: bytes) -> Reading:
    """One article a row."""
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
    require_text(table.columns)
    return finished(rows, [])


def sniff(data: bytes) -> Callable[[bytes], Reading]:
    """The reader that suits bytes whose name tells nothing, such as standard input."""
    if data.startswith(b"PAR1"):
        return read_parquet
    text, _ = encodings.decode(data)
    if webpages.PAGE.match(text):
        return read_html
    if text.lstrip()[:1] in ("{", "[") and any(not trouble for *_, trouble in _values(text)):
        return read_json
    separator, rest, _ = separator_of(text[:100_000])
    header = rest.split("\n", 1)[0].split(separator)
    fields = [field for name in header if (field := field_of(name))]
    if "text" in fields and len(fields) > 1 and "\n" in text.strip():
        return read_csv
    return read_text


READERS: dict[str, Callable[[bytes], Reading]] = {
    ".txt": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".jsonl": read_json,
    ".ndjson": read_json,
    ".json": read_json,
    ".parquet": read_parquet,
}


def _values(text: str) -> Iterator[tuple[str, Mapping[str, Any], str | None]]:
    """Each article's place, object, and what is wrong with it, if anything."""
    try:
        whole = _parsed(text)
    except ValueError:
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                yield (f"line {number}", *_object(line))
        return
    if isinstance(whole, Mapping):
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
