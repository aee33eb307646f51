"""Files, folders and standard input to raw rows, and every file or row that cannot be used."""

import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl

from framing.ingest.columns import FormatError, Reading, Refusal
from framing.ingest.encodings import UnreadableError
from framing.ingest.formats import READERS, sniff
from framing.schema import DISCARD, RAW

MAX_FILE_BYTES = 50_000_000  # of one file; larger ones are refused before they are read
STANDARD_INPUT = "-"
SNIFFED_SUFFIXES = ("", ".md", ".text")
WHAT_IS_READ = f"give one of {', '.join(READERS)}"
ELSEWHERE = {
    ".docx": "save it as .txt",
    ".doc": "save it as .txt",
    ".rtf": "save it as .txt",
    ".odt": "save it as .txt",
    ".pdf": "copy its text into a .txt file",
    ".xlsx": "save the sheet as .csv",
    ".xls": "save the sheet as .csv",
    ".zip": "unpack it first",
    ".gz": "unpack it first",
}


def read(
    inputs: Sequence[str],
    *,
    outlet: str | None = None,
    author: str | None = None,
    date: str | None = None,
    stdin: BinaryIO | None = None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Raw rows of every input in order, and a discard table of what was not used.

    An input is a file, a folder (read recursively, in sorted order) or "-" for `stdin`. The
    options fill only what a source itself does not say. In the discard table part "file" is a
    file, "row" one row that is not used; part "note" drops nothing but says what was assumed or
    repaired: encoding, mojibake, separators, invisible characters. Bad input never raises.
    """
    given = {"outlet": outlet, "authors": [author] if author else None, "date": date}
    rows: list[dict[str, Any]] = []
    discards: list[dict[str, Any]] = []
    for source, reading in _readings(inputs, stdin):
        rows += [_raw_row(source, row, given) for row in reading.rows]
        discards += [
            {**refusal._asdict(), "source": source, "reason": _shown(refusal.reason)}
            for refusal in reading.refusals
        ]
    return pl.DataFrame(rows, schema=RAW), pl.DataFrame(discards, schema=DISCARD)


def _readings(inputs: Sequence[str], stdin: BinaryIO | None) -> Iterator[tuple[str, Reading]]:
    seen: set[str] = set()
    for name in inputs:
        if name == STANDARD_INPUT:
            yield name, _attempt(partial(_read_stream, stdin or sys.stdin.buffer))
            continue
        if not name or "\0" in name:
            yield _shown(name), _refused("not a file's name; give a file, a folder or -")
            continue
        for path, trouble in _files(Path(name)):
            place = os.path.realpath(path)
            again = "given twice; read once" if place in seen else None
            seen.add(place)
            yield _shown(path), _read_unless(trouble or again, path)


def _files(path: Path) -> Iterator[tuple[Path, str | None]]:
    """Each file at or below `path`, sorted, with the reason where it is not to be opened."""
    if not path.is_dir():
        yield path, None
        return
    failures: list[OSError] = []
    empty = True
    for folder, folders, names in os.walk(path, onerror=failures.append):
        hidden = sorted(name for name in folders if name.startswith("."))
        folders[:] = sorted(set(folders) - set(hidden))
        for name in sorted(names):
            yield Path(folder, name), "a hidden file; not read" if name.startswith(".") else None
        for name in hidden:
            yield Path(folder, name), "a hidden folder; not looked into"
        empty = empty and not names and not hidden
    for failure in failures:
        yield Path(failure.filename), f"cannot be opened: {failure.strerror}"
    if empty and not failures:
        yield path, "a folder without files; give one with articles in it"


def _read_unless(trouble: str | None, path: Path) -> Reading:
    return _refused(trouble) if trouble else _attempt(partial(_read_file, path))


def _attempt(reading: Callable[[], Reading]) -> Reading:
    try:
        return reading()
    except (FormatError, UnreadableError) as error:
        return _refused(str(error))
    except OSError as error:
        return _refused(f"cannot be read: {error.strerror or error}")


def _read_file(path: Path) -> Reading:
    suffix = path.suffix.lower()
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise FormatError("not a regular file; give a file or a folder")
    _check_size(status.st_size)
    if suffix not in READERS and suffix not in SNIFFED_SUFFIXES:
        raise FormatError(f"{suffix} files are not read; {ELSEWHERE.get(suffix, WHAT_IS_READ)}")
    return _read_bytes(path.read_bytes(), READERS.get(suffix))


def _read_stream(stream: BinaryIO) -> Reading:
    return _read_bytes(stream.read(MAX_FILE_BYTES + 1), None)


def _read_bytes(data: bytes, reader: Callable[[bytes], Reading] | None) -> Reading:
    _check_size(len(data))
    return (reader or sniff(data))(data)


def _check_size(n_bytes: int) -> None:
    if n_bytes == 0:
        raise FormatError("empty (0 bytes), skipped")
    if n_bytes > MAX_FILE_BYTES:
        raise FormatError(
            f"{n_bytes / 1e6:.0f} MB; at most {MAX_FILE_BYTES // 1_000_000} MB are read: split it"
        )


def _refused(reason: str) -> Reading:
    return Reading([], [Refusal(None, "file", reason, None)])


def _raw_row(source: str, row: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    filled = {field: row.get(field) or value for field, value in given.items()}
    whole: dict[str, Any] = {**dict.fromkeys(RAW), **row, **filled, "source": source}
    return {**whole, "authors": whole["authors"] or []}


def _shown(text: object) -> str:
    """A path or reason that any table can hold: names on disk need not be valid Unicode."""
    return str(text).encode("utf-8", "backslashreplace").decode()
