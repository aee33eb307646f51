"""Files, folders, archives, streams and addresses to what was read from each."""

import os
import re
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from framing.fetching.pages import Fetch, FetchError, Page
from framing.ingest import formats, surveys, wanted
from framing.ingest.archives import Member
from framing.ingest.columns import FormatError, Reading, Refusal, note
from framing.ingest.encodings import UnreadableError
from framing.ingest.formats import Format
from framing.ingest.guards import Guard
from framing.ingest.rows import is_address

MAX_FILE_BYTES = 50_000_000  # of one file; larger ones are refused before they are read
HEAD_BYTES = 65_536  # by which a format is told
STANDARD_INPUT = "-"
SCHEME = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)
ELSEWHERE = {
    ".doc": "save it as .docx or .txt",
    ".odt": "save it as .docx or .txt",
    ".pages": "save it as .docx or .txt",
    ".epub": "save its text as .txt",
    ".webarchive": "save the page as HTML",
    ".gz": "unpack it first",
    ".xml": "only feeds and sitemaps are read of it",
}
# What browsers save beside a page. One line says how many there are.
BESIDE_PAGES = frozenset(
    (
        *(".css", ".js", ".mjs", ".map", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"),
        *(".avif", ".ico", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp4", ".mp3", ".webm"),
    )
)
Named = tuple[str, Reading]  # a source and what was read from it


class Sources:
    """Reads whatever it is given, each file once; where nothing can be read it says why.

    `fetch` is how addresses are fetched; None where they must not be.
    """

    def __init__(self, guard: Guard, fetch: Fetch | None, stdin: BinaryIO | None) -> None:
        self._guard = guard
        self._fetch = fetch
        self._stdin = stdin
        self._seen: set[str] = set()

    def read(self, name: str, *, asked: bool = False) -> Iterator[Named]:
        """What a file, the files of a folder, "-", or an address hold.

        `asked` is whether the addresses in them are to be fetched.
        """
        for source, reading in self._named(name):
            if not reading.wanted:
                yield source, reading
            elif self._fetch and (asked or is_address(source)):
                yield from wanted.fetched(source, reading, self._fetch, self._page)
            else:
                yield source, wanted.refused(source, reading)

    def _named(self, name: str) -> Iterator[Named]:
        if name == STANDARD_INPUT:
            stream = self._stdin or sys.stdin.buffer
            yield from self._attempt(name, partial(stream.read, MAX_FILE_BYTES + 1), "")
        elif is_address(name):
            yield from self._address(name)
        elif SCHEME.match(name):
            yield name, refused("only http and https addresses are fetched")
        elif not name or "\0" in name:
            yield name, refused("not a file's name; give a file, a folder or -")
        else:
            yield from self._path(Path(name))

    def _address(self, name: str) -> Iterator[Named]:
        if self._fetch is None:
            yield name, refused("an address, and nothing is fetched here")
            return
        for _, page in self._fetch([name]):
            if isinstance(page, FetchError):
                yield name, refused(str(page))
            else:
                yield from self._page(name, page)

    def _page(self, name: str, page: Page) -> Iterator[Named]:
        """What a page holds; the type that a server gives it counts where its content is silent."""
        suffix = page.suffix or suffix_of(page.address.partition("?")[0])
        is_told = formats.is_known(page.data) or suffix not in formats.BY_SUFFIX
        for source, reading in self._attempt(name, page.recoded, "" if is_told else suffix):
            rows = [{**row, "url": row.get("url") or page.address} for row in reading.rows]
            yield source, reading._replace(rows=rows)

    def _path(self, path: Path) -> Iterator[Named]:
        beside: Counter[str] = Counter()
        for file, trouble in _files(path):
            place = os.path.realpath(file)
            suffix = suffix_of(file.name)
            if file != path and suffix in BESIDE_PAGES:
                beside[suffix] += 1
            elif trouble or place in self._seen:
                yield str(file), refused(trouble or "given twice; read once")
            else:
                self._seen.add(place)
                yield from self._attempt(str(file), partial(_bytes_of, file), suffix)
        if beside:
            yield str(path), Reading([], [_beside(beside)])

    def _attempt(self, source: str, content: Callable[[], bytes], suffix: str) -> Iterator[Named]:
        try:
            yield from self._opened(source, content(), suffix)
        except (FormatError, UnreadableError) as error:
            yield source, refused(str(error))
        except OSError as error:
            yield source, refused(f"cannot be read: {error.strerror or error}")

    def _opened(
        self, source: str, data: bytes, suffix: str, *, inside: bool = False
    ) -> Iterator[Named]:
        check_size(len(data))
        if survey := surveys.here():
            survey.begin(source)
        kind, remark = formats.format_of(data, suffix)
        if kind.opener and inside:
            raise FormatError("an archive within an archive; not looked into")
        if kind.opener:
            yield from self._members(source, kind.opener(data, MAX_FILE_BYTES))
            return
        reading = self._reading(kind, data)
        remarks = [note(remark)] if remark else []
        yield source, reading._replace(refusals=[*reading.refusals, *remarks])

    def _reading(self, kind: Format, data: bytes) -> Reading:
        if kind.guarded or (kind is formats.HTML and len(data) > formats.LIGHT_BYTES):
            return self._guard.read(kind.name, data)
        if kind.reader is None:
            raise FormatError(f"{kind.name} cannot be read here")
        return kind.reader(data)

    def _members(self, archive: str, members: Iterator[Member]) -> Iterator[Named]:
        beside: Counter[str] = Counter()
        empty = True
        for member in members:
            source, suffix = f"{archive}/{member.name}".rstrip("/"), suffix_of(member.name)
            empty = False
            if suffix in BESIDE_PAGES:
                beside[suffix] += 1
            elif member.trouble:
                yield source, refused(member.trouble)
            else:
                yield from self._member(source, member)
        if beside:
            yield archive, Reading([], [_beside(beside)])
        if empty:
            yield archive, refused("an archive without files that could hold an article")

    def _member(self, source: str, member: Member) -> Iterator[Named]:
        suffix = suffix_of(member.name)
        if is_address(member.name):
            suffix = suffix if suffix in formats.BY_SUFFIX else ""
        try:
            check_name(member.data, suffix)
            yield from self._opened(source, member.data, suffix, inside=True)
        except (FormatError, UnreadableError) as error:
            yield source, refused(str(error))


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


def _bytes_of(path: Path) -> bytes:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise FormatError("not a regular file; give a file or a folder")
    check_size(status.st_size)
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        check_name(head, suffix_of(path.name))
        return head + file.read(MAX_FILE_BYTES + 1 - len(head))


def check_size(n_bytes: int) -> None:
    """Raise FormatError for a file that is empty or too large."""
    if n_bytes == 0:
        raise FormatError("empty (0 bytes), skipped")
    if n_bytes > MAX_FILE_BYTES:
        raise FormatError(
            f"{n_bytes / 1e6:.0f} MB; at most {MAX_FILE_BYTES // 1_000_000} MB are read: split it"
        )


def check_name(head: bytes, suffix: str) -> None:
    """Raise FormatError for a name that no reader knows, unless the content tells more."""
    if suffix and suffix not in formats.BY_SUFFIX and not formats.is_known(head):
        raise FormatError(
            f"{suffix} files are not read; {ELSEWHERE.get(suffix, formats.WHAT_IS_READ)}"
        )


def suffix_of(name: str) -> str:
    """The end of a file's name in lower case; of two that belong together, both."""
    ends = [end.lower() for end in PurePosixPath(name).suffixes[-2:]]
    return "".join(ends) if "".join(ends) in formats.BY_SUFFIX else (ends or [""])[-1]


def refused(reason: str) -> Reading:
    """A source of which nothing is used."""
    return Reading([], [Refusal(None, "file", reason, None)])


def _beside(counted: Counter[str]) -> Refusal:
    kinds = ", ".join(f"{n} {suffix}" for suffix, n in sorted(counted.items()))
    return Refusal(None, "file", f"pictures, styles and scripts, not looked into: {kinds}", None)
