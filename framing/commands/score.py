"""Articles to a run."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from framing.commands import NOTHING, STOPPED, one_line_errors
from framing.commands.reading import as_fetch, as_reading, fetching_options, reading_options

if TYPE_CHECKING:
    from framing.workers import Engine


@click.command()
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder of the run.")
@click.option("--codebook", default="off_ramp_vs_victory", help="Name, or path of a .toml file.")
@click.option("--if-changed", is_flag=True, help="Do nothing when the run is already this one.")
@click.option(
    "--workers", type=click.IntRange(1), help="Processes [default: as many as it is worth]."
)
@click.option(
    "--keywords",
    type=click.Choice(["now", "later"]),
    default="now",
    help="They take most of the time; 'later' leaves them to the next time.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    help="Who scores: processes of this machine, or a Dask cluster (docs/scaling.md).",
)
@click.option("--scheduler", metavar="ADDRESS", help="Dask's; without it, one is started here.")
@click.option("--afresh", is_flag=True, help="Score everything again, changed or not.")
@fetching_options
@reading_options
def score(
    inputs: tuple[str, ...],
    out: Path,
    codebook: str,
    urls: tuple[str, ...],
    allow_host: tuple[str, ...],
    *,
    if_changed: bool,
    workers: int | None,
    keywords: str,
    engine: str,
    scheduler: str | None,
    afresh: bool,
    **options: Any,
) -> None:
    """Score articles: files, folders, web addresses, or '-' for standard input.

    Reads text, HTML, tables, JSON, Parquet, spreadsheets, Word, RTF and PDF files, saved web
    archives, feeds, sitemaps, and exports of Nexis and Factiva (docs/formats.md). Only the
    addresses that you give are fetched. Writes RUN/<table>.parquet and RUN/run.json. Articles
    that RUN holds unchanged are not scored again, with another codebook only for frames and
    stances; a run that was killed goes on where it was.
    """
    if not inputs and not urls:
        raise click.UsageError("give files, folders or addresses, or --urls FILE")
    if scheduler and engine != "dask":
        raise click.UsageError("--scheduler goes with --engine dask")
    import polars as pl

    from framing import ingest, runs, store

    with one_line_errors():
        instrument = store.instrument(codebook)
        store.refuse_foreign(out)
        store.refuse_unwritable(out)
        seconds: dict[str, float] = {}
        start = perf_counter()
        with runs.timed(seconds, "read"):
            reading = as_reading(**options)
            raw, unread = ingest.read(
                inputs,
                urls=urls,
                outlet=reading.outlet,
                author=reading.author,
                date=reading.date,
                columns=reading.columns,
                encoding=reading.encoding,
                fetch=as_fetch(allow_host),
            )
        cleaned = runs.cleaned(
            None if afresh else out,
            raw,
            unread,
            seconds,
            orders=reading.orders,
            today=datetime.now(UTC).date(),
        )
        kept, discard = cleaned.article, cleaned.discard
        runs.tell_libraries()
        runs.tell_discards(discard)
        if kept.is_empty():
            click.echo("framing: no article came out of the input; nothing was written", err=True)
            sys.exit(NOTHING)
        runs.tell_languages(kept, instrument.codebook.language)
        runs.tell_topic(kept, instrument.codebook.topic.pattern)
        fingerprint = runs.fingerprint(kept, instrument, with_keywords=keywords == "now")
        enough = {fingerprint, runs.fingerprint(kept, instrument)}  # more than was asked is enough
        if if_changed and runs.is_already(out, enough, instrument):
            return
        try:
            with _engine(engine, scheduler, workers) as who:
                outcome = runs.scored_into(
                    out,
                    kept,
                    instrument,
                    seconds,
                    engine=who,
                    afresh=afresh,
                    with_keywords=keywords == "now",
                )
        except KeyboardInterrupt:
            click.echo("framing: stopped; the same command goes on from here", err=True)
            sys.exit(STOPPED)
        scored = outcome.scored
        runs.tell_discards(outcome.discard)
        discard = pl.concat([discard, outcome.discard])
        runs.tell_reused(outcome, kept.height)
        tables = scored.tables() | {"discard": discard}
        manifest = runs.manifest(
            instrument, codebook, fingerprint, raw.height + runs.lost_rows(unread), tables
        ) | {"keywords": keywords}
        if outcome.discard.is_empty():  # else the run lacks articles that another try may score
            manifest["input"] = cleaned.fingerprint
        with outcome.shards.until_saved():
            store.save_run(out, tables, manifest | {"seconds": runs.rounded(seconds)})
    click.echo(
        f"{scored.article.height} articles, {scored.sentence.height} sentences, "
        f"{discard.height} discards in {perf_counter() - start:.1f} s: {out}"
    )


@contextmanager
def _engine(name: str, scheduler: str | None, workers: int | None) -> "Iterator[Engine | None]":
    """Who scores, as asked; None for as many processes as it is worth."""
    from framing import clusters, runs
    from framing.workers import Pool

    if name == "local":
        yield Pool(workers) if workers else None
        return
    with clusters.connected(scheduler, workers, runs.versions) as cluster:
        yield cluster
