"""Corpora that are kept: listed, added to, renamed, deleted, brought back, exported."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.commands import DONE, NOTHING, WRONG_USE, one_line_errors
from framing.commands.reading import (
    as_fetch,
    as_reading,
    fetching_options,
    reading_options,
)

if TYPE_CHECKING:
    from framing.corpora.imports import Import
    from framing.corpora.shelf import Entry

WAIT = 60.0  # seconds that a command waits for another writer


@click.group()
def corpus() -> None:
    """Corpora that are kept, below data/store or FRAMING_HOME."""


@corpus.command("list")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
def list_(form: str) -> None:
    """List the corpora: name, articles, imports, and what is wrong or unfinished."""
    from framing.corpora import exports, imports, places, shelf

    home = places.home()
    shelf.tidy(home)
    entries = shelf.listing(home)
    unfinished = imports.unfinished(home)
    if form == "json":
        click.echo(json.dumps([exports.describe(one) for one in entries], indent=1))
        return
    for entry in entries:
        click.echo(_line(entry))
    for one in unfinished:
        name = one.name or one.corpus
        click.echo(
            f"unfinished: {len(one.documents):,} files for {name}, begun {one.at}; go on with: "
            f"framing corpus add {name!r}"
        )
    if not entries:
        click.echo(f"no corpus in {home} yet; make one: framing corpus add NAME INPUT...")


def _line(entry: "Entry") -> str:
    counts = entry.counts or {}
    told = f"{counts.get('article', 0):,} articles"
    if entry.record:
        n = len(entry.record.plan.batches)
        told += f", {n:,} imports" if n != 1 else ", 1 import"
    state = "  (deleted)" if entry.is_deleted else "" if entry.record else "  (a run, read only)"
    note = f"  ! {entry.note}" if entry.note else ""
    return f"{entry.id:<28} {entry.name}: {told}{state}{note}"


@corpus.command()
@click.argument("name")
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@click.option("--codebook", default="off_ramp_vs_victory", help="Of a new corpus.")
@click.option("--wait", default=WAIT, show_default=True, help="Seconds to wait for other writers.")
@fetching_options
@reading_options
def add(
    name: str,
    inputs: tuple[str, ...],
    codebook: str,
    wait: float,
    urls: tuple[str, ...],
    allow_host: tuple[str, ...],
    **options: Any,
) -> None:
    """Add files, folders or web addresses to the corpus NAME, which is made if it is not there.

    Only new and changed articles are scored. Without INPUT, an import that was stopped or killed
    goes on.
    """
    from framing import store
    from framing.corpora import additions, imports, places, shelf

    home = places.home()
    with one_line_errors():
        store.instrument(codebook)
        reading = as_reading(**options)
        shelf.tidy(home)
        if inputs or urls:
            documents = chain(_documents(inputs), _fetched(inputs, urls, allow_host))
            import_ = _accepted(home, name, documents, codebook)
            import_ = imports.read_as(home, import_, reading)
        else:
            import_ = _to_go_on(home, name)
        try:
            with click.progressbar(
                length=1, label="Scoring", file=sys.stderr, hidden=not sys.stderr.isatty()
            ) as bar:
                record = additions.add(home, import_.id, progress=_onto(bar), wait=wait)
        except additions.NothingUsable as error:
            additions.take_back(home, import_.id)
            click.echo(f"framing: {error}; nothing was added", err=True)
            sys.exit(NOTHING)
    entry = shelf.find(home, record.id)
    click.echo(_line(entry))


def _onto(bar: Any) -> Any:
    def tell(done: int, total: int) -> None:
        bar.length = max(total, 1)
        bar.update(max(0, done - bar.pos))

    return tell


def _accepted(
    home: Path, name: str, documents: Iterable[tuple[str, bytes]], codebook: str
) -> "Import":
    """A new import of documents, for the corpus of that name or a new one."""
    from framing.corpora import imports, places, shelf
    from framing.store import StoreError

    try:
        entry = shelf.find(home, name)
    except StoreError:
        made = imports.begin(home, name=places.checked_name(name))
        made = imports.save(home, made.model_copy(update={"codebook": codebook}))
    else:
        if entry.record is None or entry.is_readonly:
            raise StoreError(
                f"{name} can be looked at, not added to: {entry.note or 'it is a run'}"
            )
        made = imports.begin(home, corpus=entry.id)
    made, refused = imports.accept(home, made, documents)
    for line in refused:
        click.echo(f"framing: {line}", err=True)
    if not made.documents:
        imports.forget(home, made.id)
        click.echo("framing: there is nothing new to add", err=True)
        sys.exit(DONE if refused and all("already" in line for line in refused) else NOTHING)
    return made


def _documents(inputs: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Name and content of every file of the inputs; a line for what cannot be read."""
    for name in inputs:
        if _is_address(name):
            continue
        if name == "-":
            yield "standard input", sys.stdin.buffer.read()
            continue
        path = Path(name)
        below = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        hidden = [p for p in below if any(n.startswith(".") for n in p.relative_to(path).parts)]
        for one in below:
            if one in hidden:
                continue
            try:
                yield os.fspath(one), one.read_bytes()
            except OSError as error:
                click.echo(f"framing: {one}: cannot be read: {error.strerror}", err=True)


def _is_address(name: str) -> bool:
    return "://" in name


def _fetched(
    inputs: tuple[str, ...], urls: tuple[str, ...], allow_host: tuple[str, ...]
) -> Iterator[tuple[str, bytes]]:
    """What is found at the addresses, as one document that is kept like any other."""
    addresses = [name for name in inputs if _is_address(name)]
    if not addresses and not urls:
        return
    from framing import ingest
    from framing.corpora import imports

    found = ingest.examine(addresses, urls=urls, fetch=as_fetch(allow_host))
    for source, reason in found.discard.select("source", "reason").iter_rows():
        click.echo(f"framing: {source}: {reason}", err=True)
    if found.raw.height:
        yield f"{found.raw.height} fetched pages.jsonl", imports.as_document(found.raw)


def _to_go_on(home: Path, name: str) -> "Import":
    from framing.corpora import imports

    found = [one for one in imports.unfinished(home) if name in (one.corpus, one.name)]
    if not found:
        click.echo(
            f"framing: no import for {name!r} is unfinished; give files or folders to add", err=True
        )
        sys.exit(WRONG_USE)
    return found[0]


@corpus.command()
@click.argument("name")
@click.argument("new_name")
def rename(name: str, new_name: str) -> None:
    """Give the corpus NAME another name; links to it stay good."""
    from framing.corpora import changes, places, shelf

    home = places.home()
    with one_line_errors():
        record = changes.rename(home, _writable(home, name).id, new_name)
        click.echo(_line(shelf.find(home, record.id)))


@corpus.command()
@click.argument("name")
@click.option("--for-good", is_flag=True, help="Take a deleted corpus off the disk.")
def delete(name: str, *, for_good: bool) -> None:
    """Put the corpus NAME away; `framing corpus restore` brings it back."""
    from framing.corpora import changes, places

    home = places.home()
    with one_line_errors():
        entry = _writable(home, name)
        if for_good:
            changes.delete_for_good(home, entry.id)
            click.echo(f"{entry.name} is off the disk")
        else:
            changes.delete(home, entry.id)
            click.echo(f"{entry.name} is deleted; bring it back: framing corpus restore {entry.id}")


@corpus.command()
@click.argument("name")
@click.argument("keys", nargs=-1, metavar="[KEY]...")
def restore(name: str, keys: tuple[str, ...]) -> None:
    """Bring back the deleted corpus NAME or, with KEYs, discards into their articles.

    `framing corpus discards` says the keys.
    """
    from framing.corpora import changes, places, shelf

    home = places.home()
    with one_line_errors():
        entry = _writable(home, name)
        if keys:
            _require_keys(entry, keys)
            changes.put_back(home, entry.id, keys, f"{len(keys)} discards")
        else:
            changes.restore(home, entry.id)
        click.echo(_line(shelf.find(home, entry.id)))


def _require_keys(entry: "Entry", keys: tuple[str, ...]) -> None:
    from framing.corpora.shelf import sound_tables
    from framing.store import StoreError

    known = set(sound_tables(entry)[0].table("set_aside")["key"])
    if unknown := [key for key in keys if key not in known]:
        raise StoreError(
            f"no discard has the key {unknown[0]!r}; framing corpus discards says them"
        )


@corpus.command()
@click.argument("name")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv")
def discards(name: str, form: str) -> None:
    """Print what was set aside of the corpus NAME: its key, why, and whether it was put back."""
    from framing.corpora import places, shelf

    with one_line_errors():
        run, _ = shelf.sound_tables(shelf.find(places.home(), name))
        table = run.table("set_aside")
    click.echo(table.write_csv() if form == "csv" else table.write_json(), nl=form == "json")


@corpus.command()
@click.argument("name")
def undo(name: str) -> None:
    """Undo the last thing that was done to the corpus NAME."""
    from framing.corpora import changes, places, shelf

    home = places.home()
    with one_line_errors():
        record, did = changes.undo(home, _writable(home, name).id)
        click.echo(f"undone: {did}")
        click.echo(_line(shelf.find(home, record.id)))


@corpus.command()
@click.argument("name")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The .zip file.")
def export(name: str, out: Path) -> None:
    """Write the corpus NAME to one file: its articles, tables and decisions."""
    from framing.corpora import exports, places, shelf

    with one_line_errors():
        exports.write(shelf.find(places.home(), name), out)
    click.echo(f"{out}: {out.stat().st_size / 1e6:.1f} MB")


def _writable(home: Path, name: str) -> "Entry":
    """The corpus of that name, tidied. Raises StoreError where it may only be looked at."""
    from framing.corpora import shelf
    from framing.store import StoreError

    shelf.tidy(home)
    entry = shelf.find(home, name)
    if entry.record is None:
        raise StoreError(
            f"{name} is a run, not a corpus: {entry.note or 'it can only be looked at'}"
        )
    return entry
