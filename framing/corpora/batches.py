"""What one import brought, kept as it was read: its documents' rows, cleaned, and how."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from framing import growth, intake
from framing.corpora import files
from framing.intake import Reading
from framing.schema import ARTICLE, COLUMN, DISCARD, ORIGIN, RAW, Columns, conform, migrated
from framing.store import StoreError

FOLDER = "batches"
DOCUMENTS = "documents"
ABOUT = "batch.json"
SHAPES: dict[str, Columns] = {
    "raw": RAW,
    "article": {**ARTICLE, "row": pl.Int64},
    "discard": DISCARD,
    "origin": ORIGIN,
    "column": COLUMN,
}
Tables = Mapping[str, pl.DataFrame]


def read_documents(folder: Path, about: Mapping[str, Any]) -> dict[str, pl.DataFrame]:
    """The documents of a batch, in `folder`, read and cleaned: the tables of a batch.

    `about` says which documents there are, what they are called, and how they are to be read.
    """
    names = {str(folder / one["file"]): one["name"] for one in about["documents"]}
    tables = intake.read(
        list(names), reading_of(about), today=date.fromisoformat(about["today"]), names=names
    )
    rows = growth.with_rows(tables["article"], tables["raw"], tables["discard"])
    return tables | {"article": rows}


def reading_of(about: Mapping[str, Any]) -> Reading:
    """How a batch's documents are to be read."""
    return Reading(**about["reading"])


def write(corpus: Path, batch: str, tables: Tables, about: Mapping[str, Any]) -> None:
    """Keep a batch. Raises StoreError when it cannot be written; nothing is left of it then."""
    with files.fresh_folder(corpus / FOLDER / batch) as fresh:
        digests = {}
        for name, shape in SHAPES.items():
            path = fresh / f"{name}.parquet"
            digests[name] = files.write_table(path, conform(tables[name], shape))
        for name in (ABOUT, ABOUT + files.BACKUP):
            files.write(fresh / name, files.as_json({**about, "digests": digests}))


def about(corpus: Path, batch: str) -> dict[str, Any]:
    """When a batch came, of what documents, and how these were read. Raises StoreError."""
    path = corpus / FOLDER / batch / ABOUT
    try:
        return _told(path)
    except StoreError:
        return _told(path.with_name(ABOUT + files.BACKUP))


def _told(path: Path) -> dict[str, Any]:
    found = files.read_json(path)
    if not isinstance(found, dict) or not {"documents", "reading", "today"} <= set(found):
        raise StoreError(f"{path} cannot be read (it is no record of an import)")
    return found


def table(corpus: Path, batch: str, name: str) -> pl.DataFrame:
    """One table of a batch; where its file is damaged, read again from the documents.

    Raises StoreError when these are damaged, too.
    """
    told = about(corpus, batch)
    path = corpus / FOLDER / batch / f"{name}.parquet"
    try:
        content = path.read_bytes()
        if files.digest(content) != told["digests"].get(name):
            raise StoreError("it has changed since it was written")
        return pl.read_parquet(content).pipe(migrated, name).pipe(conform, SHAPES[name])
    except (OSError, ValueError, pl.exceptions.PolarsError) as error:
        if not all(_is_whole(corpus / DOCUMENTS / one["file"], one) for one in told["documents"]):
            reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
            raise StoreError(f"{path} cannot be read ({reason}); import its files again") from None
        return conform(read_documents(corpus / DOCUMENTS, told)[name], SHAPES[name])


def _is_whole(path: Path, document: Mapping[str, Any]) -> bool:
    try:
        return files.digest(path.read_bytes()) == str(document["digest"])
    except OSError:
        return False


def load(corpus: Path, batch: str) -> growth.Batch:
    """A batch to be joined."""
    tables = (table(corpus, batch, name) for name in ("article", "discard", "origin"))
    return growth.Batch(batch, *tables)


def as_dict(reading: Reading) -> dict[str, Any]:
    """A reading as it is written."""
    return asdict(reading)
