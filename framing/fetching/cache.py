"""Pages on disk, with what lets a server say that they are still the same."""

import hashlib
import json
import os
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.fetching.pages import Page

MAX_BYTES = 200_000_000  # of all pages; the longest unused go first
VERSION = 1


def folder_of_user() -> Path:
    """Where programs of this user keep what can be had again (XDG base directories)."""
    home = Path.home()
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(home / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(home / ".cache")
    return Path(base) / "framing-desk" / "pages"


@dataclass(frozen=True, slots=True)
class Stored:
    """A page as it was got, and its validators (RFC 9110, section 8.8)."""

    page: Page
    etag: str | None
    last_modified: str | None

    def headers(self) -> dict[str, str]:
        """The headers of a conditional request."""
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in told.items() if value}


class Cache:
    """A folder with one file a page: a line of JSON, then the page's bytes.

    A file is written whole or not at all; one that is damaged counts as missing, and a folder that
    cannot be written keeps nothing. Neither is an error: a page can be got again.
    """

    def __init__(self, folder: Path | None, *, limit: int = MAX_BYTES) -> None:
        self._folder = folder
        self._limit = limit

    def get(self, address: str) -> Stored | None:
        """The page of an address, if it is there."""
        path = self._path(address)
        if path is None:
            return None
        try:
            line, _, data = path.read_bytes().partition(b"\n")
            told: dict[str, Any] = json.loads(line)
            if told["version"] != VERSION or told["digest"] != _digest(data):
                return None
            page = Page(told["address"], data, told["content_type"], told["charset"])
            with suppress(OSError):
                path.touch()
            return Stored(page, told["etag"], told["last_modified"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, address: str, stored: Stored) -> None:
        """Keep a page for the next time, if it has anything to ask by."""
        path = self._path(address)
        if path is None or not stored.headers():
            return
        page = stored.page
        told = {
            "version": VERSION,
            "address": page.address,
            "content_type": page.content_type,
            "charset": page.charset,
            "etag": stored.etag,
            "last_modified": stored.last_modified,
            "digest": _digest(page.data),
        }
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, fresh = tempfile.mkstemp(dir=path.parent, prefix=".")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(json.dumps(told).encode() + b"\n" + page.data)
                Path(fresh).replace(path)
            finally:
                Path(fresh).unlink(missing_ok=True)
            self._prune(path.parent)

    def _path(self, address: str) -> Path | None:
        return self._folder / _digest(address.encode()) if self._folder else None

    def _prune(self, folder: Path) -> None:
        files = [(path, path.stat()) for path in folder.iterdir()]
        size = sum(status.st_size for _, status in files)
        for path, status in sorted(files, key=lambda one: one[1].st_mtime):
            if size <= self._limit:
                return
            path.unlink(missing_ok=True)
            size -= status.st_size


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()
