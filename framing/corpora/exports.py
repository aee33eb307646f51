"""A corpus to one file that other programs read, and that can be imported again."""

import io
import json
import zipfile
from pathlib import Path

import polars as pl

from framing import store
from framing.corpora import files, records
from framing.corpora.shelf import Entry, sound_tables
from framing.store import StoreError

README = """\
articles.jsonl   the articles, one a line, as Framing Desk and other programs read them
tables/          every table of the corpus as Parquet; docs/tables.md says what they hold
run.json         the versions, the codebook and the counts
corpus.json      what was decided: names merged, discards put back, imports
"""
FIELDS = ("id", "outlet", "authors", "date", "title", "url", "genre", "language", "text")


def archive(entry: Entry) -> bytes:
    """A corpus as a zip archive. Raises StoreError when its tables cannot be read."""
    run, _ = sound_tables(entry)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("README.txt", README)
        file.writestr("articles.jsonl", as_lines(run.table("article")))
        file.writestr("run.json", json.dumps(dict(run.manifest), indent=2, ensure_ascii=False))
        if entry.record:
            file.writestr(records.NAME, entry.record.model_dump_json(indent=1))
        for name in (*store.RUN_TABLES, *store.EXTRA_TABLES):
            table = io.BytesIO()
            run.table(name).write_parquet(table)
            file.writestr(f"tables/{name}.parquet", table.getvalue())
    return buffer.getvalue()


def as_lines(articles: pl.DataFrame) -> str:
    """Articles as JSON, one a line, under the names that every reader knows."""
    rows = articles.select(
        pl.col("article_id").alias("id"),
        "outlet",
        "authors",
        pl.col("published").cast(pl.String).alias("date"),
        "title",
        "url",
        pl.col("genre").cast(pl.String).replace("unknown", None),
        "language",
        "text",
    )
    return "".join(
        json.dumps({name: row[name] for name in FIELDS}, ensure_ascii=False) + "\n"
        for row in rows.iter_rows(named=True)
    )


def write(entry: Entry, out: Path) -> None:
    """Write the archive to a file, whole or not at all. Raises StoreError."""
    if out.is_dir():
        raise StoreError(f"{out} is a folder; give a file's name, such as {entry.id}.zip")
    files.write(out.resolve(), archive(entry))


def describe(entry: Entry) -> dict[str, object]:
    """What a list of corpora says of one."""
    counts = entry.counts or {}
    return {
        "id": entry.id,
        "name": entry.name,
        "articles": counts.get("article"),
        "sentences": counts.get("sentence"),
        "imports": len(entry.record.plan.batches) if entry.record else None,
        "deleted": entry.record.plan.deleted if entry.record else None,
        "note": entry.note,
        "run": str(entry.run) if entry.run else None,
    }
