"""The corpora that there are, each with what can be said of it without reading its tables."""

import contextlib
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing import store
from framing.corpora import batches, building, files, imports, locks, places, records
from framing.corpora.records import Record
from framing.store import Run, StoreError, open_run

SAMPLE = "sample"
SAMPLE_NAME = "Sample corpus"


@dataclass(frozen=True, slots=True)
class Entry:
    """A corpus, or a run that lies beside them, as it is found."""

    id: str
    name: str
    folder: Path
    run: Path | None = None  # the folder of the tables that are shown
    record: Record | None = None  # None: a run of `framing score`, to be looked at alone
    counts: Mapping[str, int] | None = None
    is_readonly: bool = True
    is_deleted: bool = False
    note: str | None = None  # what is wrong with it, in a line


def listing(home: Path) -> list[Entry]:
    """Every corpus and run below `home`, the sample first, then by name; damaged ones, too."""
    with contextlib.suppress(OSError):
        found = [_entry(path) for path in sorted(home.iterdir()) if _is_corpus(path)]
        return sorted(found, key=lambda one: (one.id != SAMPLE, one.name.casefold(), one.id))
    return []


def _is_corpus(path: Path) -> bool:
    if not places.is_id(path.name):
        return False
    return any((path / name).exists() for name in (records.NAME, f"{records.NAME}.bak", "run.json"))


def find(home: Path, corpus: str) -> Entry:
    """A corpus by its id or its name (in any case). Raises StoreError, naming those there are."""
    here = listing(home)
    for one in here:
        if corpus == one.id:
            return one
    wanted = corpus.casefold()
    named = [one for one in here if one.name.casefold() == wanted]
    named = [one for one in named if not one.is_deleted] or named
    if len(named) == 1:
        return named[0]
    names = ", ".join(one.name for one in here if not one.is_deleted) or "none yet"
    raise StoreError(f"there is no corpus {corpus!r}; there are: {names}")


def _entry(path: Path) -> Entry:
    if not (path / records.NAME).exists() and (path / "run.json").exists():
        return run_entry(path, path.name)
    try:
        loaded = records.load(path)
    except StoreError as error:
        return Entry(path.name, path.name, path, note=str(error))
    record = loaded.record
    run, note = _sound_run(path, record)
    return Entry(
        id=path.name,
        name=record.plan.name,
        folder=path,
        run=run.folder if run else None,
        record=record,
        counts=_counts(run),
        is_readonly=loaded.is_readonly,
        is_deleted=record.plan.deleted is not None,
        note=loaded.note or note,
    )


def run_entry(path: Path, as_id: str) -> Entry:
    """A run of `framing score`, which can be looked at, under an id."""
    name = SAMPLE_NAME if path.name == SAMPLE else path.name
    try:
        run = open_run(path)
    except StoreError as error:
        return Entry(as_id, name, path, note=str(error))
    return Entry(as_id, name, path, run=path, counts=_counts(run))


def _counts(run: Run | None) -> dict[str, int] | None:
    counts = run.manifest.get("counts") if run else None
    return {str(k): int(v) for k, v in counts.items()} if isinstance(counts, dict) else None


def _sound_run(folder: Path, record: Record) -> tuple[Run | None, str | None]:
    """The run that can be shown: the last one, or the one before with what is wrong with it."""
    trouble = None
    for name in (record.run, record.backup_run):
        if name is None:
            continue
        try:
            run = open_run(folder / building.RUNS / name)
            _require_tables(run.folder)
        except StoreError as error:
            trouble = trouble or str(error)
        else:
            return run, f"{trouble}; the state before is shown" if trouble else None
    return None, trouble or "it has not been scored yet"


def _require_tables(folder: Path) -> None:
    paths = [folder / f"{table}.parquet" for table in store.RUN_TABLES]
    if missing := [path for path in paths if not path.exists()]:
        raise StoreError(f"{missing[0]} is missing")


def sound_tables(entry: Entry) -> tuple[Run, str | None]:
    """The run of a corpus whose tables are all undamaged, and what is wrong with a newer one.

    Raises StoreError when there is none, naming the file.
    """
    names = [entry.run] if entry.run else []
    if entry.record and entry.record.backup_run:
        names.append(entry.folder / building.RUNS / entry.record.backup_run)
    trouble: StoreError | None = None
    for folder in names:
        try:
            run = open_run(folder)
            for table in store.RUN_TABLES:
                run.table(table)
        except StoreError as error:
            trouble = trouble or error
        else:
            return run, f"{trouble}; the state before is shown" if trouble else None
    raise trouble or StoreError(f"{entry.folder}: {entry.note or 'there is nothing to show'}")


def origin_of(entry: Entry) -> list[dict[str, Any]]:
    """Each import of a corpus: its batch, when it came, its documents, how they were read."""
    told = []
    for batch in entry.record.plan.batches if entry.record else ():
        try:
            told.append({"batch": batch, **batches.about(entry.folder, batch)})
        except StoreError as error:
            told.append({"batch": batch, "at": "", "documents": [], "trouble": str(error)})
    return told


def tidy(home: Path) -> None:
    """Take away what killed processes left; what somebody is writing now is left alone."""
    with contextlib.suppress(OSError):
        for folder in sorted(home.iterdir()):
            if places.is_id(folder.name) and (folder / records.NAME).exists():
                _tidy_one(home, folder)
        files.sweep(home)
        locks.tidy(home)
        for unfinished in _imports(home):
            _tidy_import(home, unfinished)


def _tidy_one(home: Path, folder: Path) -> None:
    with (
        contextlib.suppress(StoreError),
        locks.holding(home, folder.name, "tidying up", wait=0),
    ):
        sweep(folder, records.load(folder))


def _imports(home: Path) -> Iterator[Path]:
    yield from sorted((home / imports.IMPORTS).glob("*"))


def _tidy_import(home: Path, folder: Path) -> None:
    if folder.name.startswith(files.FRESH):
        shutil.rmtree(folder, ignore_errors=True)
        return
    with contextlib.suppress(StoreError):
        one = imports.load(home, folder.name)
        target = one.corpus or folder.name
        with locks.holding(home, target, "tidying up", wait=0):
            if _is_added(home, one):
                files.remove(folder)
                return
            for place in (folder, folder / batches.DOCUMENTS, folder / imports.SCORED):
                files.sweep(place)
            if one.corpus and one.makes_new and not (home / one.corpus / records.NAME).exists():
                for name in ("", batches.DOCUMENTS, batches.FOLDER, building.RUNS):
                    files.sweep(home / one.corpus / name)
                for run in (home / one.corpus / building.RUNS).glob("*"):
                    shutil.rmtree(run, ignore_errors=True)  # of a corpus that was not yet made


def _is_added(home: Path, one: imports.Import) -> bool:
    if one.corpus is None or not (home / one.corpus / records.NAME).exists():
        return False
    return one.id in records.load(home / one.corpus).record.batches()


def sweep(folder: Path, loaded: records.Loaded) -> None:
    """Take away what a corpus' record does not name; its lock must be held."""
    if loaded.is_readonly or loaded.note:
        return  # another version's, or a damaged record's: everything may still be needed
    record = loaded.record
    files.sweep(folder)
    runs = {record.run, record.backup_run}
    kept = record.batches()
    for path in (folder / building.RUNS).glob("*"):
        if path.name not in runs:
            shutil.rmtree(path, ignore_errors=True)
    for path in (folder / batches.FOLDER).glob("*"):
        if path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)
    try:
        told = [batches.about(folder, batch) for batch in kept]
    except StoreError:
        return  # which documents a damaged batch was made of is not known
    documents = {one["file"] for about in told for one in about["documents"]}
    for path in (folder / batches.DOCUMENTS).glob("*"):
        if path.name not in documents:
            path.unlink(missing_ok=True)
