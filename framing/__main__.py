"""The command line: files in, tables, numbers and pages out."""

import hashlib
import importlib.metadata
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:  # the libraries behind these take seconds to load: --help must not wait
    import polars as pl

    from framing.codebook import Instrument
    from framing.pipeline import Scored

BATCH = 200  # articles scored between two steps of the progress bar
PACKAGES = ("polars", "vaderSentiment", "yake", "nupunkt", "trafilatura", "py3langid")
DONE, NOTHING, WRONG_USE = 0, 1, 2


@contextmanager
def _one_line_errors() -> Iterator[None]:
    """Turn errors about people's input into one line each on stderr, and exit status 2."""
    from framing.codebook import CodebookError
    from framing.schema import SchemaError
    from framing.store import StoreError

    try:
        yield
    except (CodebookError, SchemaError, StoreError) as error:
        for line in str(error).splitlines():
            click.echo(f"framing: {line}", err=True)
        sys.exit(WRONG_USE)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="framing-desk", prog_name="framing")
def main() -> None:
    """Which frames each outlet and author talks about, in whose voice, and which they stand for."""


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder of the run.")
@click.option("--codebook", default="off_ramp_vs_victory", help="Name, or path of a .toml file.")
@click.option("--outlet", help="Outlet of articles whose file does not say it.")
@click.option("--author", help="Author of articles whose file does not say it.")
@click.option("--date", help="Date (YYYY-MM-DD) of articles whose file does not say it.")
@click.option("--if-changed", is_flag=True, help="Do nothing when the run is already this one.")
def score(  # one option, one parameter: click's rule
    inputs: tuple[str, ...],
    out: Path,
    codebook: str,
    outlet: str | None,
    author: str | None,
    date: str | None,
    *,
    if_changed: bool,
) -> None:
    """Score articles: files, folders or '-' for standard input.

    Reads .txt, .html, .csv, .tsv, .jsonl, .json and .parquet; writes RUN/<table>.parquet and
    RUN/run.json.
    """
    import polars as pl

    from framing import articles, duplicates, ingest, store
    from framing.schema import DISCARD, conform

    with _one_line_errors():
        instrument = store.instrument(codebook)
        seconds: dict[str, float] = {}
        with _timed(seconds, "read"):
            raw, unread = ingest.read(inputs, outlet=outlet, author=author, date=date)
        with _timed(seconds, "clean"):
            kept, discarded = articles.clean(raw)
            discard = conform(pl.concat([unread, discarded]), DISCARD)
        _tell_discards(discard)
        if kept.is_empty():
            click.echo("framing: no article came out of the input; nothing was written", err=True)
            sys.exit(NOTHING)
        with _timed(seconds, "duplicates"):
            kept = duplicates.mark(kept)
        fingerprint = _fingerprint(kept, instrument)
        if if_changed and _is_already(out, fingerprint):
            return
        scored = _scored(kept, instrument, seconds)
        tables = scored.tables() | {"discard": discard}
        manifest = _manifest(instrument, fingerprint, raw.height + _lost_rows(unread), tables)
        store.save_run(out, tables, manifest | {"seconds": _rounded(seconds)})
    click.echo(
        f"{kept.height} articles, {scored.sentence.height} sentences, "
        f"{discard.height} discards in {sum(seconds.values()):.1f} s: {out}"
    )


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    start = perf_counter()
    yield
    seconds[stage] = seconds.get(stage, 0.0) + perf_counter() - start


def _rounded(seconds: dict[str, float]) -> dict[str, float]:
    return {stage: round(spent, 3) for stage, spent in seconds.items()}


def _tell_discards(discard: "pl.DataFrame") -> None:
    """A line for each file and row that is not used or was repaired, and one for all that was cut."""
    whole = discard.filter(discard["part"].is_in(["file", "row", "note"]))
    for source, row, reason in whole.select("source", "row", "reason").iter_rows():
        place = f"{source}, row {row}" if row is not None else source
        click.echo(f"framing: {place}: {reason}", err=True)
    parts = discard.filter(~discard["part"].is_in(["file", "row", "note"]))["part"].value_counts(sort=True)
    if parts.height:
        words = ", ".join(f"{count} {part}" for part, count in parts.iter_rows())
        click.echo(f"framing: cut out of article texts, kept in discard: {words}", err=True)


def _lost_rows(unread: "pl.DataFrame") -> int:
    return unread.filter(unread["part"] == "row").height


def _scored(
    articles: "pl.DataFrame", instrument: "Instrument", seconds: dict[str, float]
) -> "Scored":
    """Score batch by batch, with a progress bar where somebody watches."""
    import polars as pl

    from framing import pipeline

    def watch(step: Callable[..., "pl.DataFrame"], arguments: tuple[Any, ...]) -> "pl.DataFrame":
        with _timed(seconds, step.__name__):
            return step(*arguments)

    batches = list(articles.iter_slices(BATCH))
    with click.progressbar(
        length=articles.height, label="Scoring", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        parts = []
        for batch in batches:
            parts.append(pipeline.score(batch, instrument, watch).tables())
            bar.update(batch.height)
    return pipeline.Scored(**{name: pl.concat([p[name] for p in parts]) for name in parts[0]})


def _fingerprint(articles: "pl.DataFrame", instrument: "Instrument") -> str:
    """Twelve hex digits of everything that the numbers depend on."""
    content = articles.drop("source").write_ndjson().encode()
    version = importlib.metadata.version("framing-desk")
    return hashlib.blake2b(
        content + instrument.fingerprint.encode() + version.encode(), digest_size=6
    ).hexdigest()


def _is_already(out: Path, fingerprint: str) -> bool:
    from framing.store import StoreError, open_run

    try:
        return open_run(out).fingerprint == fingerprint
    except StoreError:
        return False


def _manifest(
    instrument: "Instrument", fingerprint: str, rows: int, tables: dict[str, "pl.DataFrame"]
) -> dict[str, Any]:
    codebook = instrument.codebook
    return {
        "fingerprint": fingerprint,
        "version": importlib.metadata.version("framing-desk"),
        "codebook": {
            "id": codebook.id,
            "version": codebook.version,
            "fingerprint": codebook.fingerprint,
        },
        "instrument": instrument.fingerprint,
        "trained_weights": instrument.lexicon is not None,
        "packages": {name: importlib.metadata.version(name) for name in PACKAGES},
        "counts": {"rows_read": rows} | {name: table.height for name, table in tables.items()},
    }


@main.group()
def codebook() -> None:
    """Codebooks: the instruments that say what a frame is."""


@codebook.command()
@click.argument("file")
def check(file: str) -> None:
    """Check a codebook FILE (or name): its rules, and its own examples and counterexamples."""
    from framing import store
    from framing.pipeline import misread_examples

    with _one_line_errors():
        instrument = store.instrument(file)
    misread = misread_examples(instrument)
    for complaint in misread:
        click.echo(f"framing: {complaint}", err=True)
    book = instrument.codebook
    n_indicators = sum(len(frame.indicators) for frame in book.frames)
    click.echo(
        f"{book.title} {book.version} ({book.fingerprint}): {len(book.frames)} frames, "
        f"{n_indicators} indicators, {len(misread)} examples misread"
    )
    sys.exit(NOTHING if misread else DONE)


@main.command()
@click.option("--port", default=8501, show_default=True)
@click.option("--run", type=click.Path(path_type=Path), help="Show this run, not the sample.")
def app(port: int, run: Path | None) -> None:
    """Start the dashboard on 127.0.0.1."""
    import socket

    from framing.store import open_run

    with _one_line_errors():
        if run:
            open_run(run)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            click.echo(f"framing: port {port}: {error.strerror}; try --port {port + 1}", err=True)
            sys.exit(WRONG_USE)
    page = Path(__file__).resolve().parent.parent / "app.py"
    command = [sys.executable, "-m", "streamlit", "run", str(page)]
    command += ["--server.address=127.0.0.1", f"--server.port={port}"]
    environment = os.environ | ({"FRAMING_RUN": str(run.resolve())} if run else {})
    click.echo(f"Framing Desk: http://127.0.0.1:{port} (stop with Ctrl-C)")
    try:
        sys.exit(subprocess.run(command, env=environment, cwd=page.parent, check=False).returncode)  # noqa: S603 - our own command
    except KeyboardInterrupt:
        sys.exit(DONE)


if __name__ == "__main__":
    main()
