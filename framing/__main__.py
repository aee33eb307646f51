"""The command line: files in, tables, numbers and pages out."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import polars as pl

# The libraries behind the commands take seconds to load, and --help must not wait for them:
# every command imports its own.

DONE, NOTHING, WRONG_USE = 0, 1, 2


@contextmanager
def _one_line_errors() -> Iterator[None]:
    """Turn errors about people's input into one line each on stderr, and exit status 2."""
    from framing.codebook import CodebookError
    from framing.gold import GoldError
    from framing.schema import SchemaError
    from framing.store import StoreError

    try:
        yield
    except (CodebookError, GoldError, SchemaError, StoreError) as error:
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

    from framing import articles, duplicates, ingest, runs, store
    from framing.schema import DISCARD, conform

    with _one_line_errors():
        instrument = store.instrument(codebook)
        store.refuse_foreign(out)
        seconds: dict[str, float] = {}
        with runs.timed(seconds, "read"):
            raw, unread = ingest.read(inputs, outlet=outlet, author=author, date=date)
        with runs.timed(seconds, "clean"):
            kept, discarded = articles.clean(raw)
            discard = conform(pl.concat([unread, discarded]), DISCARD)
        runs.tell_discards(discard)
        if kept.is_empty():
            click.echo("framing: no article came out of the input; nothing was written", err=True)
            sys.exit(NOTHING)
        runs.tell_languages(kept, instrument.codebook.language)
        runs.tell_topic(kept, instrument.codebook.topic.pattern)
        with runs.timed(seconds, "duplicates"):
            kept = duplicates.mark(kept)
        fingerprint = runs.fingerprint(kept, instrument)
        if if_changed and runs.is_already(out, fingerprint):
            return
        scored = runs.scored(kept, instrument, seconds)
        tables = scored.tables() | {"discard": discard}
        manifest = runs.manifest(
            instrument, codebook, fingerprint, raw.height + runs.lost_rows(unread), tables
        )
        store.save_run(out, tables, manifest | {"seconds": runs.rounded(seconds)})
    click.echo(
        f"{kept.height} articles, {scored.sentence.height} sentences, "
        f"{discard.height} discards in {sum(seconds.values()):.1f} s: {out}"
    )


@main.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--by", type=click.Choice(["outlet", "author", "month", "genre"]), required=True)
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table")
@click.option("--measure", multiple=True, help="Only this measure (may be given several times).")
def compare(run: Path, by: str, form: str, measure: tuple[str, ...]) -> None:
    """Compare the groups of a RUN: every measure with its interval, as the dashboard shows it."""
    import polars as pl

    from framing import store, views
    from framing.measures import MEASURES
    from framing.selection import Selection

    unknown = sorted(set(measure) - set(MEASURES))
    if unknown:
        known = ", ".join(MEASURES)
        click.echo(f"framing: unknown measure {', '.join(unknown)}; use {known}", err=True)
        sys.exit(WRONG_USE)
    with _one_line_errors():
        opened = store.open_run(run)
        tables = {name: opened.table(name) for name in store.RUN_TABLES}
        instrument = store.instrument(opened.manifest["codebook"]["name"])
    table = pl.concat(
        [views.estimates(tables, Selection(), instrument, by, name) for name in measure or MEASURES]
    )
    click.echo(_printed(table, form), nl=form == "table")


def _printed(table: "pl.DataFrame", form: str) -> str:
    import polars as pl

    if form == "csv":
        return table.write_csv()
    if form == "json":
        return table.write_json() + "\n"
    with pl.Config(
        tbl_rows=-1, tbl_cols=-1, tbl_width_chars=200, fmt_str_lengths=40, float_precision=3
    ):
        shown = ["group", "measure", "frame", "estimate", "low", "high", "n_articles", "n_authors"]
        return str(table.select(shown))


@main.command()
@click.option("--gold", multiple=True, type=click.Path(path_type=Path), help="Gold file (JSONL).")
@click.option("--codebook", default="off_ramp_vs_victory", help="Name, or path of a .toml file.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
def validate(gold: tuple[Path, ...], codebook: str, form: str) -> None:
    """Compare the machine with reference labels: precision, recall, calibration, with intervals.

    Without --gold: the sealed test part of the reference corpus, against its pinned floors.
    """
    import polars as pl

    from framing import agreement, store
    from framing.gold import reference

    with _one_line_errors():
        instrument = store.instrument(codebook)
        documents = store.gold(gold or [store.GOLD / "test.jsonl"])
        articles, sentences = reference(documents)
        table, _, _ = agreement.validate(articles, sentences, instrument)
        if not gold:
            table = pl.concat([table, _coders(instrument.codebook.frame_ids)])
    if form == "json":
        click.echo(table.write_json())
    else:
        click.echo(
            f"Reference coding (synthetic pieces, coded for this project): {articles.height} "
            f"pieces, {sentences.height} sentences; 95 % intervals from a bootstrap of pieces"
        )
        with pl.Config(tbl_rows=-1, tbl_width_chars=160, fmt_str_lengths=60, float_precision=3):
            click.echo(str(table))
    with _one_line_errors():
        sunk = [] if gold else store.below_floors(table)
    for line in sunk:
        click.echo(f"framing: {line}", err=True)
    sys.exit(NOTHING if sunk else DONE)


def _coders(frame_ids: tuple[str, ...]) -> "pl.DataFrame":
    """How far two independent codings of some of the reference pieces agree."""
    from framing import agreement, store

    parts = store.gold([store.GOLD / f"{part}.jsonl" for part in ("train", "tune", "test")])
    second = store.gold([store.GOLD / "second_coder.jsonl"])
    return agreement.between_coders(parts, second, frame_ids)


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
    command = [sys.executable, "-m", "pages.launch", "run", str(page)]
    command += ["--server.address=127.0.0.1", f"--server.port={port}"]
    environment = os.environ | ({"FRAMING_RUN": str(run.resolve())} if run else {})
    click.echo(f"Framing Desk: http://127.0.0.1:{port} (stop with Ctrl-C)")
    try:
        sys.exit(subprocess.run(command, env=environment, cwd=page.parent, check=False).returncode)  # noqa: S603 - our own command
    except KeyboardInterrupt:
        sys.exit(DONE)


if __name__ == "__main__":
    main()
