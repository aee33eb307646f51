"""Corpora of a few synthetic articles, made quickly: rules alone, no trained weights."""

import json
from collections.abc import Iterable
from pathlib import Path

import polars as pl
from streets import STREETS

from framing.corpora import additions, imports, shelf
from framing.corpora.imports import Import
from framing.corpora.records import Record
from framing.corpora.shelf import Entry
from framing.store import RUN_TABLES, open_run

TEXT = (
    "The city must build bike lanes. It is time. “A bike lane saves lives,” said the mayor. "
    "Nobody knows what street number {} needs, and the council of the city does not ask."
)


def lines(numbers: Iterable[int], **fields: object) -> bytes:
    """Articles with these numbers as JSON, one a line."""
    rows = [
        {
            "id": f"a{n}",
            "outlet": "The Kerb",
            "author": "Ada Pavel",
            "date": f"2023-05-{n % 28 + 1:02}",
            "title": f"Street {n}",
            "text": TEXT.format(n),
        }
        | fields
        for n in numbers
    ]
    return "\n".join(json.dumps(row) for row in rows).encode()


def codebook(home: Path) -> str:
    """The path of the codebook, beside the corpora."""
    path = home.parent / "streets.toml"
    if not path.exists():
        path.write_text(STREETS, encoding="utf-8")
    return str(path)


def draft(home: Path, *documents: tuple[str, bytes], corpus: str | None = None) -> Import:
    """An import that waits to be added, to a new corpus called Kept or to one that is there."""
    made = imports.begin(home, corpus=corpus, name="" if corpus else "Kept")
    if corpus is None:
        made = imports.save(home, made.model_copy(update={"codebook": codebook(home)}))
    made, refused = imports.accept(home, made, documents)
    assert refused == []
    return made


def kept(home: Path, *documents: tuple[str, bytes]) -> Record:
    """The corpus Kept, made of these documents."""
    return additions.add(home, draft(home, *documents).id)


def entry(home: Path, corpus: str = "kept") -> Entry:
    return shelf.find(home, corpus)


def tables(home: Path, corpus: str = "kept") -> dict[str, pl.DataFrame]:
    """Every table of a corpus as it is shown."""
    run, note = shelf.sound_tables(entry(home, corpus))
    assert note is None
    return {name: run.table(name) for name in (*RUN_TABLES, "set_aside", "origin")}


def scored_anew(home: Path, corpus: str = "kept") -> int:
    """How many articles the last change had to score."""
    run = entry(home, corpus).run
    assert run is not None
    return int(open_run(run).manifest["kept"]["scored_anew"])


def leftovers(home: Path) -> list[str]:
    """What a killed process may have left: nothing of it may be there after tidying."""
    return sorted(
        str(path.relative_to(home))
        for path in home.rglob("*")
        if path.name.startswith(".") and path.name not in {".locks", ".imports"}
    )
