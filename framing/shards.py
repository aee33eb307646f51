"""Scored batches of a run that is not whole yet, on disk: what a killed run leaves to the next.

They lie beside the run's folder, in .RUN.shards: a folder for each batch, written under another
name and renamed when it is whole, and way.json, which says by what instrument and versions they
were scored. Whoever scores in the same way takes them over; of any other way they are swept out.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
from filelock import FileLock, Timeout

from framing.schema import TABLES, conform
from framing.store import StoreError

WAY = "way.json"
LOCK = "lock"


class Shards:
    """The shards of the run that is to stand in `out`; one process at a time has them.

    `way` is what scores depend on beside the articles. Raises StoreError where another process
    scores into the same folder, and where the disk takes nothing.
    """

    def __init__(self, out: Path, way: Mapping[str, Any], *, afresh: bool = False) -> None:
        out = out.resolve()
        self.folder = out.parent / f".{out.name}.shards"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(self.folder / LOCK, timeout=0)
            self._lock.acquire()
            if afresh or self._way() != dict(way):
                self._sweep()
                (self.folder / WAY).write_text(json.dumps(way), encoding="utf-8")
        except Timeout:
            raise StoreError(
                f"another run is being scored into {out}; wait for it, or give another folder"
            ) from None
        except OSError as error:
            raise StoreError(f"{self.folder} cannot be written ({error.strerror})") from None

    def _way(self) -> object:
        try:
            return json.loads((self.folder / WAY).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def _sweep(self) -> None:
        for path in self.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)

    def whole(self) -> Iterator[dict[str, pl.DataFrame]]:
        """The tables of each batch that is there; a damaged one is scored again."""
        for path in sorted(self.folder.glob("[0-9]*")):
            try:
                yield {
                    file.stem: pl.read_parquet(file.read_bytes()).pipe(conform, TABLES[file.stem])
                    for file in path.glob("*.parquet")
                }
            except (OSError, ValueError, pl.exceptions.PolarsError):
                continue

    def keep(self, tables: Mapping[str, pl.DataFrame]) -> None:
        """Write one batch, whole or not at all. Raises StoreError when the disk is full."""
        names = [int(path.name) for path in self.folder.glob("[0-9]*")]
        place = self.folder / f"{max(names, default=0) + 1:06}"
        half = self.folder / f"half-{place.name}"
        try:
            shutil.rmtree(half, ignore_errors=True)
            half.mkdir()
            for name, table in tables.items():
                table.pipe(conform, TABLES[name]).write_parquet(half / f"{name}.parquet")
            half.rename(place)
        except (OSError, pl.exceptions.PolarsError) as error:
            shutil.rmtree(half, ignore_errors=True)
            reason = getattr(error, "strerror", None) or str(error).partition("\n")[0]
            raise StoreError(
                f"{place} cannot be written ({reason}); what is scored so far is kept: make room "
                "and give the same command again"
            ) from None

    @contextmanager
    def until_saved(self) -> Iterator[None]:
        """Forget them when the block has saved the run, leave them to the next where it fails."""
        try:
            yield
        except StoreError:
            self.leave()
            raise
        self.forget()

    def leave(self) -> None:
        """Let another process have them; forget them where nothing is in them."""
        self._lock.release()
        if not any(self.folder.glob("[0-9]*")):
            self.forget()

    def forget(self) -> None:
        """The run is whole: they are not needed any more."""
        self._lock.release()
        shutil.rmtree(self.folder, ignore_errors=True)
