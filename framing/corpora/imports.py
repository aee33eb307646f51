"""Documents on their way into a corpus: accepted on disk first, then read, checked, and added.

An import is a folder below .imports/, called by an id that nobody can guess: whoever has it (in the
address of a page) may look at its documents, nobody else. It lives until it has been added.
"""

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import polars as pl
from pydantic import ValidationError

from framing import store
from framing.corpora import batches, files, records
from framing.corpora.records import Value
from framing.ingest.sources import MAX_FILE_BYTES
from framing.intake import Reading
from framing.store import StoreError

IMPORTS = ".imports"
ABOUT = "import.json"
SCORED = "scored"
STOP = "stop"
MOST_BYTES = 500_000_000  # of one import
MOST_DOCUMENTS = 10_000
LARGE = 1_000_000  # bytes: for a smaller document the room is not looked for again at once
NOTED_AT_ONCE = 200  # documents between two writings of import.json
LONGEST_NAME = 300  # characters of a document's name that are shown
State = Literal["draft", "running", "stopped", "failed"]


class Document(Value):
    """A file as it was given: its content's digest, what it was called, and where it is kept."""

    digest: str
    name: str
    size: int
    file: str


class Import(Value):
    """What is to be added, to which corpus, and how it is to be read."""

    id: str
    at: str
    today: str  # dates after it are not believed
    state: State = "draft"
    corpus: str | None = None  # the id of the corpus that is added to
    makes_new: bool = False  # that corpus is not there before
    name: str = ""  # of a new corpus
    codebook: str = store.DEFAULT_CODEBOOK
    replaces: str | None = None  # the batch that these documents, read in another way, replace
    documents: tuple[Document, ...] = ()
    reading: dict[str, Any] = {}  # noqa: RUF012 - pydantic copies it
    trouble: str | None = None  # why it failed

    def how(self) -> Reading:
        """How the documents are to be read."""
        return Reading(**self.reading)


def folder(home: Path, import_id: str) -> Path:
    """Where an import's documents are. Raises StoreError for what is no import's id."""
    if not re.fullmatch(r"[0-9a-f]{32}", import_id):
        raise StoreError("there is no such import; give its files again")
    return home / IMPORTS / import_id


def begin(home: Path, *, corpus: str | None = None, name: str = "") -> Import:
    """A new import without documents. Raises StoreError when it cannot be written."""
    now = datetime.now(UTC)
    made = Import(
        id=secrets.token_hex(16),
        makes_new=corpus is None,
        at=now.strftime("%Y-%m-%d %H:%M:%S UTC"),
        today=now.date().isoformat(),
        corpus=corpus,
        name=name,
    )
    with files.fresh_folder(folder(home, made.id)) as fresh:
        (fresh / batches.DOCUMENTS).mkdir()
        files.write(fresh / ABOUT, _as_json(made))
    return made


def load(home: Path, import_id: str) -> Import:
    """An import as it is on disk. Raises StoreError when there is none, or it is damaged."""
    path = folder(home, import_id) / ABOUT
    if not path.exists():
        raise StoreError("this import is no longer there: it was added, or taken back")
    try:
        return Import.model_validate(files.read_json(path))
    except ValidationError:
        raise StoreError(f"{path} cannot be read; give its files again") from None


def save(home: Path, changed: Import) -> Import:
    """Write an import as it is now."""
    files.write(folder(home, changed.id) / ABOUT, _as_json(changed))
    return changed


def _as_json(value: Import) -> bytes:
    return files.as_json(value.model_dump(mode="json"))


def accept(
    home: Path, into: Import, given: Iterable[tuple[str, bytes]]
) -> tuple[Import, list[str]]:
    """Keep documents (name and content); the import with them, and a line for each not taken.

    A document is on disk before it is said to be accepted. The name is only told: on disk it is
    called by its content, so the same content again is the same document. Not taken is what is
    empty, too large, too much, or here already. Raises StoreError where there is no room; what was
    accepted before stays.
    """
    tray = _Tray(into.documents, _here_already(home, into))
    refused: list[str] = []
    pending: list[Document] = []
    place = folder(home, into.id) / batches.DOCUMENTS
    try:
        for name, data in given:
            if reason := tray.refuses(name, data):
                refused.append(reason)
                continue
            if not pending or len(data) > LARGE:
                files.require_room(place, 3 * len(data))
            document = tray.take(name, data)
            files.write(place / document.file, data)
            pending.append(document)
            if len(pending) >= NOTED_AT_ONCE:
                into, pending = _noted(home, into, pending), []
    except StoreError:
        _noted(home, into, pending)
        raise
    return _noted(home, into, pending), refused


class _Tray:
    """What an import holds already, and what of more is not taken."""

    def __init__(self, documents: Iterable[Document], here: Mapping[str, str]) -> None:
        self._here = here
        self._names: dict[str, str] = {}  # by digest
        self._taken: set[str] = set()
        self._size = 0
        for document in documents:
            self._names[document.digest] = document.name
            self._taken.add(document.name)
            self._size += document.size

    def refuses(self, name: str, data: bytes) -> str | None:
        """Why a document is not taken, in a line for people, or None."""
        digest = files.digest(data)
        most, all_ = MAX_FILE_BYTES // 1_000_000, MOST_BYTES // 1_000_000
        reasons = (
            (not data, " is empty (0 bytes)"),
            (
                len(data) > MAX_FILE_BYTES,
                f" has {len(data) / 1e6:.0f} MB; at most {most} MB are read: split it",
            ),
            (
                len(self._names) >= MOST_DOCUMENTS,
                f": {MOST_DOCUMENTS:,} files are the most of one import; add it later",
            ),
            (
                self._size + len(data) > MOST_BYTES,
                f": {all_} MB are the most of one import; add it later",
            ),
            (digest in self._here, f" is in this corpus already, as {self._here.get(digest)}"),
            (
                digest in self._names,
                f" has the same content as {self._names.get(digest)}: taken once",
            ),
        )
        return next((shown_name(name) + why for applies, why in reasons if applies), None)

    def take(self, name: str, data: bytes) -> Document:
        """A document, told by a name that no other one has: rows are told apart by it."""
        digest = files.digest(data)
        shown = _unlike(shown_name(name), self._taken)
        self._taken.add(shown)
        self._names[digest] = shown
        self._size += len(data)
        return Document(digest=digest, name=shown, size=len(data), file=digest + _suffix(name))


def as_document(raw: pl.DataFrame) -> bytes:
    """Raw rows as a document, one JSON object a line: what was fetched, to be read again."""
    rows = raw.select(
        "id", "url", "outlet", "authors", "date", "title", "text", "genre", "language"
    )
    return rows.write_ndjson().encode()


def _noted(home: Path, into: Import, more: Sequence[Document]) -> Import:
    if not more:
        return into
    return save(home, into.model_copy(update={"documents": (*into.documents, *more)}))


def _here_already(home: Path, into: Import) -> dict[str, str]:
    """Digest to name of the documents of the corpus that is added to."""
    if into.corpus is None or into.makes_new or into.replaces:
        return {}
    corpus = home / into.corpus
    plan = records.load(corpus).record.plan
    told = [batches.about(corpus, batch) for batch in plan.batches]
    return {one["digest"]: one["name"] for about in told for one in about["documents"]}


def shown_name(name: str) -> str:
    """What a document is told by: its name on one line, nothing invisible in it, no way upwards."""
    inner = [part for part in re.split(r"[/\\]", name) if part not in ("", ".", "..")]
    plain = "".join(letter if letter.isprintable() else " " for letter in "/".join(inner))
    return " ".join(plain.encode("utf-8", "replace").decode().split())[-LONGEST_NAME:] or "unnamed"


def _unlike(name: str, taken: set[str]) -> str:
    """The name, numbered where it is taken."""
    if name not in taken:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    names = (f"{stem} ({n}){dot}{ending}" for n in range(2, len(taken) + 3))
    return next(one for one in names if one not in taken)


def _suffix(name: str) -> str:
    """The ending that readers go by; content decides whether it is true."""
    match = re.search(r"\.[A-Za-z0-9]{1,8}$", name)
    return match[0].lower() if match else ""


def without(home: Path, from_: Import, digest: str) -> Import:
    """The import without one of its documents."""
    left = tuple(one for one in from_.documents if one.digest != digest)
    return save(home, from_.model_copy(update={"documents": left}))


def read_as(home: Path, import_: Import, reading: Reading) -> Import:
    """The import, its documents to be read in another way."""
    return save(home, import_.model_copy(update={"reading": asdict(reading)}))


def ordered(reading: Reading, source: str, order: str) -> Reading:
    """A reading in which the dates of a source have the day or the month first."""
    return replace(reading, orders={**reading.orders, source: order})


def look(home: Path, import_: Import) -> dict[str, Any]:
    """The tables of an import's documents, read as it says, before anything is added."""
    return batches.read_documents(folder(home, import_.id) / batches.DOCUMENTS, about(import_))


def about(import_: Import) -> dict[str, Any]:
    """What a batch made of an import says of itself."""
    return {
        "at": import_.at,
        "today": import_.today,
        "documents": [document.model_dump() for document in import_.documents],
        "reading": asdict(import_.how()),
    }


def forget(home: Path, import_id: str) -> None:
    """Take an import and its documents off the disk; `additions.take_back` also what followed."""
    files.remove(folder(home, import_id))


def unfinished(home: Path, corpus: str | None = None) -> list[Import]:
    """Imports that somebody has begun to add, and that have not been added; the oldest first.

    Drafts are not among them: they are their makers' alone. With `corpus`, those for it.
    """
    found = []
    for path in sorted((home / IMPORTS).glob("*/" + ABOUT)):
        try:
            one = load(home, path.parent.name)
        except StoreError:
            continue  # no import of this version's; nothing here may touch it
        if one.state != "draft" and corpus in (None, one.corpus):
            found.append(one)
    return sorted(found, key=lambda one: one.at)


def ask_to_stop(home: Path, import_id: str) -> None:
    """Ask whoever adds an import to stop after the articles at hand; what is scored stays."""
    files.write(folder(home, import_id) / STOP, b"")


def is_asked_to_stop(home: Path, import_id: str) -> bool:
    """Whether somebody asked."""
    return (folder(home, import_id) / STOP).exists()
