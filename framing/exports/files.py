"""Bytes to a file and back; a killed process leaves the old file or the new one."""

import os
import tempfile
from pathlib import Path

from framing.store import StoreError


def save(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, in place of one that is there. Raises StoreError."""
    try:
        descriptor, fresh = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.resolve().parent)
    except OSError as error:
        raise StoreError(f"{path.resolve().parent} cannot be written ({error.strerror})") from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(fresh).chmod(0o644)
        Path(fresh).replace(path)
    except OSError as error:
        Path(fresh).unlink(missing_ok=True)
        raise StoreError(f"{path} cannot be written ({error.strerror})") from None


def load(path: Path) -> bytes:
    """A file's bytes. Raises StoreError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path} cannot be read ({error.strerror})") from None
