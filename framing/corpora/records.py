"""What corpus.json says: the one place that decides what a corpus is.

Everything else in a corpus' folder is named by it, or left over and swept away.
"""

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from framing.corpora import files
from framing.store import StoreError

FORMAT = 1
NAME = "corpus.json"
MOST_STEPS = 20  # that can be undone
LONGEST_NAME = 80  # characters
DAMAGED = ".damaged"


class Value(BaseModel):
    """A frozen value that knows no other fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Merge(Value):
    """Names that are one outlet's or one author's, and the one that is used."""

    field: str  # outlet or author
    names: tuple[str, ...]
    into: str


class Plan(Value):
    """What people have decided about a corpus; its tables follow from it and the batches alone."""

    name: str
    codebook: str
    batches: tuple[str, ...] = ()
    merges: tuple[Merge, ...] = ()
    declined: tuple[tuple[str, ...], ...] = ()  # names that are not one, whatever is suggested
    restored: tuple[str, ...] = ()  # keys of discards that were put back
    deleted: str | None = None  # when


class Step(Value):
    """Something that was done, and the plan before it."""

    at: str
    did: str
    before: Plan


class Record(Value):
    """A corpus: its plan, what led to it, and the runs that were made of it."""

    id: str
    created: str
    plan: Plan
    history: tuple[Step, ...] = ()  # the last one last
    run: str | None = None  # folder below runs/
    backup_run: str | None = None  # the one before: used when `run` is damaged
    written_by: str = ""

    def stepped(self, did: str, at: str, plan: Plan) -> "Record":
        """The record after something was done."""
        step = Step(at=at, did=did, before=self.plan)
        return self.model_copy(
            update={"plan": plan, "history": (*self.history, step)[-MOST_STEPS:]}
        )

    def with_run(self, run: str) -> "Record":
        """The record after a run was made; the one before becomes the backup."""
        return self.model_copy(update={"run": run, "backup_run": self.run})

    def batches(self) -> set[str]:
        """Every batch that the plan, or a plan that can be come back to, is made of."""
        return {batch for plan in self._plans() for batch in plan.batches}

    def _plans(self) -> list[Plan]:
        return [self.plan, *(step.before for step in self.history)]


class Loaded(Value):
    """A record as it was found: whether it may be written, and what has to be said of it."""

    record: Record
    is_readonly: bool = False
    note: str | None = None


def load(folder: Path) -> Loaded:
    """Read a corpus' record; a damaged one's backup where there is one, with a note.

    A record of a newer format is read as far as it is understood, and never written. Raises
    StoreError when nothing can be understood.
    """
    path = folder / NAME
    try:
        return _understood(path, files.read_json(path))
    except StoreError as trouble:
        backup = path.with_name(NAME + files.BACKUP)
        if not backup.exists():
            raise
        found = _understood(backup, files.read_json(backup))
        note = f"{trouble}; the state before the last change is used ({backup.name})"
        return found.model_copy(update={"note": note})


def save(folder: Path, record: Record, version: str) -> None:
    """Write a corpus' record, the old one becoming its backup; a damaged one is kept aside."""
    path = folder / NAME
    with files.in_words(path):
        if path.exists() and not _is_sound(path):
            path.replace(path.with_name(NAME + DAMAGED))
    content = record.model_copy(update={"written_by": version}).model_dump(mode="json")
    files.write_json(path, {"format": FORMAT, **content})


def _is_sound(path: Path) -> bool:
    try:
        _understood(path, files.read_json(path))
    except StoreError:
        return False
    return True


def _understood(path: Path, value: Any) -> Loaded:
    if not isinstance(value, dict) or not isinstance(value.get("format"), int):
        raise StoreError(f"{path} cannot be read (it is no record of a corpus)")
    if value["format"] <= FORMAT:
        content = {key: one for key, one in value.items() if key != "format"}
        return Loaded(record=_record(path, content))
    version = str(value.get("written_by", "unknown"))
    note = f"written by a newer version ({version}): it can be looked at, not changed"
    return Loaded(record=_record(path, _known(value)), is_readonly=True, note=note)


def _record(path: Path, content: dict[str, Any]) -> Record:
    try:
        return Record.model_validate(content)
    except ValidationError as error:
        told = "; ".join(
            f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()[:3]
        )
        raise StoreError(f"{path} cannot be read ({told})") from None


def _known(value: dict[str, Any]) -> dict[str, Any]:
    """What this version knows of a newer one's record, without its history."""
    plan = value.get("plan")
    known = {key: one for key, one in value.items() if key in Record.model_fields}
    if isinstance(plan, dict):
        simple = ("name", "codebook", "deleted")
        known["plan"] = {key: plan[key] for key in simple if key in plan}
    return known | {"history": []}
