"""Files written whole or not at all, and what a killed process may leave taken away again."""

import contextlib
import errno
import hashlib
import io
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from framing.store import StoreError

FRESH = ".fresh-"  # what is being written; whatever is so called after a restart is left-over
SPARE = 10_000_000  # bytes kept free beside what is to be written
BACKUP = ".bak"


@contextlib.contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Tell in one line, as a StoreError, what the disk refuses."""
    try:
        yield
    except StoreError:
        raise
    except (OSError, pl.exceptions.PolarsError) as error:
        reason = getattr(error, "strerror", None) or str(error).partition("\n")[0]
        raise StoreError(
            f"{path} cannot be written ({reason}); nothing that was there has changed"
        ) from None


def write(path: Path, data: bytes) -> None:
    """Put `data` in the place of `path`: whoever reads, or is killed, sees the old or the new."""
    with in_words(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=FRESH, dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _settle(path.parent)


def _settle(folder: Path) -> None:
    """Make a folder's entries last a loss of power, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_json(path: Path, value: object) -> None:
    """Write JSON, and keep what was there as its backup."""
    if path.exists():
        write(path.with_name(path.name + BACKUP), path.read_bytes())
    write(path, as_json(value))


def write_table(path: Path, table: pl.DataFrame) -> str:
    """Write a table as Parquet; the digest of what was written."""
    buffer = io.BytesIO()
    table.write_parquet(buffer)
    write(path, buffer.getvalue())
    return digest(buffer.getvalue())


def as_json(value: object) -> bytes:
    """JSON as it is written: one key a line, for people to read."""
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def read_json(path: Path) -> Any:
    """Read JSON. Raises StoreError, naming the file, when it is damaged."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or str(error).partition("\n")[0]
        raise StoreError(f"{path} cannot be read ({reason})") from None


@contextlib.contextmanager
def fresh_folder(folder: Path) -> Iterator[Path]:
    """A new folder beside `folder`, which takes its place when the block is left without error."""
    with in_words(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=FRESH, dir=folder.parent))
        try:
            yield fresh
            fresh.chmod(0o755)
            _settle(fresh)
            fresh.rename(folder)
            _settle(folder.parent)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise


def remove(folder: Path) -> None:
    """Take a folder away: under another name at once, so that no half of it is ever found."""
    with in_words(folder):
        if folder.exists():
            gone = Path(tempfile.mkdtemp(prefix=FRESH, dir=folder.parent))
            folder.rename(gone / "gone")
            shutil.rmtree(gone)


def sweep(folder: Path) -> None:
    """Take away what a killed process left half written in a folder (not in those below it)."""
    with contextlib.suppress(OSError):
        for path in folder.glob(f"{FRESH}*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def digest(data: bytes) -> str:
    """A document's name by its content: 32 hex digits."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _reserve(handle: int, n_bytes: int) -> None:
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(handle, 0, n_bytes)
    elif shutil.disk_usage(handle).free < n_bytes:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def require_room(folder: Path, n_bytes: int) -> None:
    """Raise StoreError, before any work, where a folder cannot take `n_bytes` more.

    A file of that size is really reserved for a moment: full disks, quotas, limits on the size of
    files and folders that cannot be written are all met here.
    """
    needed = n_bytes + SPARE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=FRESH, dir=folder)
    except OSError as error:
        raise StoreError(
            f"{folder} cannot be written ({error.strerror}); give another folder in FRAMING_HOME"
        ) from None
    try:
        _reserve(handle, needed)
    except OSError as error:
        raise StoreError(
            f"{folder}: {needed / 1e6:,.0f} MB are needed there ({error.strerror}); free some room "
            "and try again: nothing was begun"
        ) from None
    finally:
        os.close(handle)
        Path(name).unlink(missing_ok=True)
