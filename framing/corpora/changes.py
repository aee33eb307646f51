"""Everything that is done to a corpus that is there: each change whole, written down, undoable."""

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path

from framing import store
from framing.corpora import building, files, locks, places, records, shelf
from framing.corpora.records import Merge, Plan, Record
from framing.store import StoreError

Progress = Callable[[int, int], None]


def change(
    home: Path,
    corpus: str,
    did: str,
    alter: Callable[[Plan], Plan],
    *,
    progress: Progress | None = None,
    wait: float = locks.PATIENCE,
) -> Record:
    """Alter a corpus' plan and what follows from it; the old state stays until the new is whole.

    `did` says in words what is done, for the list of what can be undone. Raises StoreError: Busy
    when somebody else is writing it, or what the disk, the version or a damaged file forbid.
    """
    folder = home / corpus
    with locks.holding(home, corpus, did, wait=wait) as held:
        record = writable(folder)
        plan = alter(record.plan)
        if plan == record.plan:
            return record
        after = record.stepped(did, locks.now(), plan)
        return settle(folder, after, record, both(held.progress, progress))


def settle(folder: Path, after: Record, before: Record, progress: Progress) -> Record:
    """Make what a record says true: a new run where the tables change, then corpus.json."""
    if _is_other_corpus(before.plan, after.plan) or after.run is None:
        last = folder / building.RUNS / (before.run or "none")
        size = sum(path.stat().st_size for path in last.glob("*"))
        files.require_room(folder, 2 * size)
        tables, manifest = building.build(folder, before, after.plan, progress=progress)
        after = with_run(folder, after, tables, manifest)
    records.save(folder, after, building.version())
    shelf.sweep(folder, records.load(folder))
    return after


def with_run(
    folder: Path, record: Record, tables: building.Tables, manifest: dict[str, object]
) -> Record:
    """The record with a new run, which is written; nothing names it before the record is saved."""
    name = building.next_run(record, folder)
    store.save_run(folder / building.RUNS / name, tables, manifest)
    return record.with_run(name)


def writable(folder: Path) -> Record:
    """A corpus' record, to be changed. Raises StoreError where this version may not."""
    loaded = records.load(folder)
    if loaded.is_readonly:
        raise StoreError(f"{loaded.record.plan.name} was {loaded.note}")
    return loaded.record


def _is_other_corpus(before: Plan, after: Plan) -> bool:
    return any(
        getattr(before, name) != getattr(after, name)
        for name in ("batches", "merges", "restored", "codebook")
    )


def both(one: Progress, other: Progress | None) -> Progress:
    """Tell two listeners of the progress, the second one if there is one."""

    def tell(done: int, total: int) -> None:
        one(done, total)
        if other:
            other(done, total)

    return tell


def rename(home: Path, corpus: str, name: str) -> Record:
    """Give a corpus another name; its id, and so every link to it, stays."""
    kept = places.checked_name(name)
    refuse_taken(home, kept, but=corpus)
    return change(home, corpus, f"renamed to “{kept}”", lambda plan: _with(plan, name=kept))


def refuse_taken(home: Path, name: str, *, but: str | None = None) -> None:
    """Raise StoreError where another corpus is called so."""
    others = [one for one in shelf.listing(home) if one.id != but and not one.is_deleted]
    if any(one.name.casefold() == name.casefold() for one in others):
        raise StoreError(f"there is a corpus called {name!r} already; give another name")


def delete(home: Path, corpus: str) -> Record:
    """Put a corpus away; `restore` brings it back, `delete_for_good` does not."""
    now = locks.now()
    return change(home, corpus, "deleted", lambda plan: _with(plan, deleted=now))


def restore(home: Path, corpus: str) -> Record:
    """Bring back a corpus that was put away."""
    name = records.load(home / corpus).record.plan.name
    refuse_taken(home, name, but=corpus)
    return change(home, corpus, "brought back", lambda plan: _with(plan, deleted=None))


def delete_for_good(home: Path, corpus: str) -> None:
    """Take a corpus that was put away off the disk, documents and all. Raises StoreError."""
    folder = home / corpus
    with locks.holding(home, corpus, "deleting for good"):
        if writable(folder).plan.deleted is None:
            raise StoreError(f"{corpus} is not deleted; delete it first, then for good")
        files.remove(folder)


def merge(
    home: Path,
    corpus: str,
    field: str,
    names: Sequence[str],
    into: str,
    progress: Progress | None = None,
) -> Record:
    """Use one name for several of an outlet's or an author's, now and in what is added later."""
    target = places.checked_name(into)
    wanted = Merge(field=field, names=tuple(sorted(set(names) - {target})), into=target)
    did = f"{field}s merged into “{target}”: {', '.join(wanted.names)}"
    return change(
        home,
        corpus,
        did,
        lambda plan: _with(plan, merges=(*(m for m in plan.merges if m != wanted), wanted)),
        progress=progress,
    )


def unmerge(home: Path, corpus: str, merge_: Merge) -> Record:
    """Take one merge back; the others stay."""
    did = f"{merge_.field}s no longer merged into “{merge_.into}”"
    return change(
        home,
        corpus,
        did,
        lambda plan: _with(plan, merges=tuple(m for m in plan.merges if m != merge_)),
    )


def decline(home: Path, corpus: str, names: Sequence[str]) -> Record:
    """Say that names are not one; they are not suggested again."""
    group = tuple(sorted(set(names)))
    did = f"kept apart: {', '.join(group)}"
    return change(home, corpus, did, lambda plan: _with(plan, declined=(*plan.declined, group)))


def put_back(home: Path, corpus: str, keys: Sequence[str], what: str) -> Record:
    """Put discards, by key, back into their articles; only these are scored again."""
    return change(
        home,
        corpus,
        f"put back: {what}",
        lambda plan: _with(plan, restored=tuple(dict.fromkeys((*plan.restored, *keys)))),
    )


def take_out(home: Path, corpus: str, keys: Sequence[str], what: str) -> Record:
    """Take what was put back out again."""
    return change(
        home,
        corpus,
        f"taken out again: {what}",
        lambda plan: _with(plan, restored=tuple(k for k in plan.restored if k not in keys)),
    )


def undo(home: Path, corpus: str) -> tuple[Record, str]:
    """Go back to before the last step; the record, and what was undone.

    Raises StoreError when there is nothing to undo.
    """
    folder = home / corpus
    with locks.holding(home, corpus, "undoing") as held:
        record = writable(folder)
        if not record.history:
            raise StoreError(f"there is nothing to undo in {record.plan.name}")
        step = record.history[-1]
        after = record.model_copy(update={"plan": step.before, "history": record.history[:-1]})
        return settle(folder, after, record, held.progress), step.did


def rescore(home: Path, corpus: str, progress: Progress | None = None) -> Record:
    """Make a corpus' run anew, as after an update or where a table is damaged."""
    folder = home / corpus
    with locks.holding(home, corpus, "scoring again") as held:
        record = writable(folder)
        size = sum(path.stat().st_size for path in folder.rglob("*.parquet"))
        files.require_room(folder, size)
        tell = both(held.progress, progress)
        tables, manifest = building.build(folder, record, record.plan, progress=tell)
        after = with_run(folder, record, tables, manifest)
        records.save(folder, after, building.version())
        with contextlib.suppress(StoreError):
            shelf.sweep(folder, records.load(folder))
        return after


def _with(plan: Plan, **changes: object) -> Plan:
    return plan.model_copy(update=changes)
