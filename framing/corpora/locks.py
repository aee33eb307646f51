"""One writer at a time for each corpus; the others wait, or are told who writes and since when."""

import contextlib
import getpass
import os
import socket
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from framing.corpora import files
from framing.store import StoreError

LOCKS = ".locks"
PATIENCE = 2.0  # seconds: looking whether somebody works takes the lock for a moment, too


@dataclass(frozen=True, slots=True)
class Work:
    """Who writes a corpus, what is being done to it, since when, and how far it is."""

    owner: str
    doing: str
    since: str
    done: int = 0
    total: int = 0

    def describe(self) -> str:
        """The same in words."""
        far = f", {self.done:,} of {self.total:,} articles scored" if self.total else ""
        return f"{self.doing}{far} (by {self.owner}, since {self.since})"


class Busy(StoreError):  # noqa: N818 - what it is, not that it is an error
    """Somebody else is writing the corpus; the message says who and since when."""


def now() -> str:
    """The time, to the second, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


class Held:
    """A lock that is held: tells others how far the work is."""

    def __init__(self, note: Path, work: Work) -> None:
        self._note = note
        self._work = work
        self._tell()

    def progress(self, done: int, total: int) -> None:
        """So many of so many articles are scored."""
        self._work = replace(self._work, done=done, total=total)
        self._tell()

    def _tell(self) -> None:
        # In place: the lock says who may write, and a note that is read half says nothing.
        with files.in_words(self._note):
            self._note.write_bytes(files.as_json(asdict(self._work)))


@contextlib.contextmanager
def holding(home: Path, corpus_id: str, doing: str, *, wait: float = PATIENCE) -> Iterator[Held]:
    """Hold a corpus' lock in the block. Raises Busy after `wait` seconds without getting it.

    The lock is the kernel's (filelock): it ends with the process, however that ends.
    """
    folder = home / LOCKS
    note = folder / f"{corpus_id}.json"
    with files.in_words(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / f"{corpus_id}.lock", timeout=wait, thread_local=False)
        try:
            lock.acquire()
        except Timeout:
            work = _read(note)
            words = work.describe() if work else "somebody is writing it"
            raise Busy(f"this corpus is busy: {words}; try again when that is done") from None
    try:
        yield Held(
            note,
            Work(
                f"{getpass.getuser()}@{socket.gethostname()}, process {os.getpid()}", doing, now()
            ),
        )
    finally:
        with contextlib.suppress(OSError):
            note.unlink(missing_ok=True)
        lock.release()


def at_work(home: Path, corpus_id: str) -> Work | None:
    """What is being done to a corpus right now, or None; a killed process does nothing any more."""
    note = home / LOCKS / f"{corpus_id}.json"
    if not note.exists():
        return None
    lock = FileLock(home / LOCKS / f"{corpus_id}.lock", timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return _read(note)
    except OSError:
        return None  # a folder that cannot be written is not being written
    with contextlib.suppress(OSError):
        note.unlink(missing_ok=True)  # what a killed process left
    lock.release()
    return None


def tidy(home: Path) -> None:
    """Forget what killed processes were doing."""
    for note in sorted((home / LOCKS).glob("*.json")):
        at_work(home, note.stem)


def _read(note: Path) -> Work | None:
    try:
        return Work(**files.read_json(note))
    except (StoreError, TypeError):
        return None
