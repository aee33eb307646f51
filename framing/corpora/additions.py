"""An import to a corpus, new or there already; killed anywhere, it can be gone on with."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl

from framing import store
from framing.codebook import CodebookError, Instrument
from framing.corpora import (
    batches,
    building,
    changes,
    files,
    imports,
    locks,
    places,
    records,
    shelf,
)
from framing.corpora.imports import Import
from framing.corpora.records import Plan, Record
from framing.schema import TABLES, conform
from framing.store import StoreError

Progress = Callable[[int, int], None]


class Stopped(StoreError):  # noqa: N818 - what happened, not that it is an error
    """Somebody asked to stop; what was scored stays with the import."""


class NothingUsable(StoreError):  # noqa: N818 - the same
    """No article came out of the documents."""


def target(home: Path, import_: Import) -> Import:
    """The import with the corpus that it goes to: a new one gets its id here, once."""
    if import_.corpus is not None:
        return import_
    name = places.checked_name(import_.name)
    changes.refuse_taken(home, name)
    taken = {path.name for path in home.iterdir()} | {
        one.corpus for one in imports.unfinished(home) if one.corpus
    }
    changed = {"corpus": places.new_id(name, taken), "name": name}
    return imports.save(home, import_.model_copy(update=changed))


def add(
    home: Path,
    import_id: str,
    *,
    progress: Progress | None = None,
    wait: float = locks.PATIENCE,
    holds: Callable[[], None] | None = None,
) -> Record:
    """Add an import's documents to its corpus; only new and changed articles are scored.

    Until the last moment the corpus is as it was; then it is whole. What had been scored when the
    process was killed is not scored again. `holds` is called once nobody else can write. Raises
    StoreError (Busy, Stopped, NothingUsable among others), and the import remains.
    """
    import_ = target(home, imports.load(home, import_id))
    corpus = str(import_.corpus)
    if not import_.documents:
        raise StoreError("there are no files to add; give some first")
    doing = (
        f"adding {len(import_.documents):,} files"
        if len(import_.documents) > 1
        else "adding a file"
    )
    with locks.holding(home, corpus, doing, wait=wait) as held:
        import_ = imports.save(
            home, import_.model_copy(update={"state": "running", "trouble": None})
        )
        (imports.folder(home, import_id) / imports.STOP).unlink(missing_ok=True)
        if holds:
            holds()
        try:
            return _add(home, import_, changes.both(held.progress, progress))
        except Stopped:
            imports.save(home, import_.model_copy(update={"state": "stopped"}))
            raise
        except (StoreError, CodebookError) as error:
            _fail(home, import_, str(error))
            raise


def _fail(home: Path, import_: Import, trouble: str) -> None:
    """Write down why an import failed, where the disk still takes it."""
    try:
        imports.save(home, import_.model_copy(update={"state": "failed", "trouble": trouble}))
    except StoreError:
        return


def _add(home: Path, import_: Import, progress: Progress) -> Record:
    folder = home / str(import_.corpus)
    record = _record(folder, import_)
    if import_.id in record.batches():  # killed after it was added, before it was forgotten
        imports.forget(home, import_.id)
        return record
    size = sum(document.size for document in import_.documents)
    files.require_room(folder, 6 * size)
    _keep_documents(home, import_, folder)
    if not (folder / batches.FOLDER / import_.id).exists():
        _keep_batch(home, import_, folder)
    plan = _grown(record.plan, import_)
    instrument = store.instrument(plan.codebook)
    tables, manifest = building.build(
        folder,
        record,
        plan,
        progress=progress,
        checkpoints=list(_scored_before(home, import_, instrument)),
        keep=_keeper(home, import_, instrument),
    )
    after = _stepped(record, import_, plan)
    after = changes.with_run(folder, after, tables, manifest)
    records.save(folder, after, building.version())
    imports.forget(home, import_.id)
    shelf.sweep(folder, records.load(folder))
    return after


def _record(folder: Path, import_: Import) -> Record:
    """The record that is added to; a new corpus' has nothing in it yet."""
    if (folder / records.NAME).exists() or not import_.makes_new:
        return changes.writable(folder)
    plan = Plan(name=import_.name, codebook=import_.codebook)
    return Record(id=folder.name, created=locks.now(), plan=plan)


def _grown(plan: Plan, import_: Import) -> Plan:
    """The plan with the import's batch, in the place of the one that it replaces, if any."""
    if import_.replaces in plan.batches:
        named = tuple(import_.id if b == import_.replaces else b for b in plan.batches)
    else:
        named = (*plan.batches, import_.id)
    return plan.model_copy(update={"batches": named})


def _stepped(record: Record, import_: Import, plan: Plan) -> Record:
    """The record with the addition as a step; making a corpus is none: deleting undoes it."""
    if record.run is None:
        return record.model_copy(update={"plan": plan})
    names = [document.name for document in import_.documents]
    told = ", ".join(names[:3]) + (f" and {len(names) - 3:,} more" if len(names) > 3 else "")  # noqa: PLR2004
    did = f"read again: {told}" if import_.replaces else f"added {told}"
    return record.stepped(did, locks.now(), plan)


def _keep_documents(home: Path, import_: Import, folder: Path) -> None:
    source = imports.folder(home, import_.id) / batches.DOCUMENTS
    for document in import_.documents:
        place = folder / batches.DOCUMENTS / document.file
        if not place.exists():
            files.write(place, (source / document.file).read_bytes())


def _keep_batch(home: Path, import_: Import, folder: Path) -> None:
    """Read, clean and keep the documents. Raises NothingUsable where no article is in them."""
    tables = imports.look(home, import_)
    if tables["article"].is_empty():
        reasons = tables["discard"].filter(pl.col("part").cast(pl.String).is_in(["file", "row"]))
        first = reasons.select("source", "reason").row(0) if reasons.height else ("", "empty")
        raise NothingUsable(f"no article came out of these files; the first: {': '.join(first)}")
    batches.write(folder, import_.id, tables, imports.about(import_))


def _keeper(home: Path, import_: Import, instrument: Instrument) -> building.Keep:
    """What keeps scored articles with the import, and stops where that was asked."""
    place = imports.folder(home, import_.id)

    def keep(tables: building.Tables) -> None:
        number = len(list((place / imports.SCORED).glob("*")))
        name = f"{_way(instrument)}-{number:05}"
        with files.fresh_folder(place / imports.SCORED / name) as fresh:
            for name, table in tables.items():
                files.write_table(fresh / f"{name}.parquet", table)
        if imports.is_asked_to_stop(home, import_.id):
            raise Stopped("stopped as asked; what is scored is kept, and the rest can go on")

    return keep


def _way(instrument: Instrument) -> str:
    """Eight digits that change with anything that scores depend on."""
    return files.digest(f"{instrument.fingerprint} {building.way()}".encode())[:8]


def _scored_before(home: Path, import_: Import, instrument: Instrument) -> Iterator[dict[str, Any]]:
    place = imports.folder(home, import_.id) / imports.SCORED
    for folder in sorted(place.glob(f"{_way(instrument)}-*")):
        try:
            yield {
                file.stem: conform(pl.read_parquet(file.read_bytes()), TABLES[file.stem])
                for file in folder.glob("*.parquet")
            }
        except (OSError, ValueError, pl.exceptions.PolarsError):
            continue  # a damaged one is scored again


def start(home: Path, import_id: str) -> None:
    """Add an import in the background; returns when it has begun, or cannot.

    Raises what `add` raises before the work begins. Later trouble is written in the import.
    """
    begun = threading.Event()
    trouble: list[Exception] = []

    def work() -> None:
        try:
            add(home, import_id, holds=begun.set)
        except (StoreError, CodebookError) as error:
            trouble.append(error)
        finally:
            begun.set()

    import_ = target(home, imports.load(home, import_id))
    threading.Thread(target=work, name=f"import {import_.id}", daemon=True).start()
    begun.wait()
    if trouble:
        raise trouble[0]


def take_back(home: Path, import_id: str) -> None:
    """Forget an import that has not been added, its documents, and what was made of them."""
    import_ = imports.load(home, import_id)
    corpus = import_.corpus or import_id
    with locks.holding(home, corpus, "taking files back"):
        folder = home / str(import_.corpus)
        if import_.corpus and import_.makes_new and not (folder / records.NAME).exists():
            files.remove(folder)
        imports.forget(home, import_id)


def read_again(home: Path, corpus: str, batch: str) -> Import:
    """A draft of an import that is here, to be read in another way and put in its place."""
    folder = home / corpus
    told = batches.about(folder, batch)
    draft = imports.begin(home, corpus=corpus)
    place = imports.folder(home, draft.id) / batches.DOCUMENTS
    for one in told["documents"]:
        with files.in_words(place):
            shutil.copyfile(folder / batches.DOCUMENTS / one["file"], place / one["file"])
    changed = {
        "replaces": batch,
        "today": told["today"],
        "documents": tuple(imports.Document(**one) for one in told["documents"]),
        "reading": told["reading"],
    }
    return imports.save(home, draft.model_copy(update=changed))
