"""Articles to a run."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from framing.commands import NOTHING, one_line_errors
from framing.commands.reading import as_fetch, as_reading, fetching_options, reading_options


@click.command()
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder of the run.")
@click.option("--codebook", default="off_ramp_vs_victory", help="Name, or path of a .toml file.")
@click.option("--if-changed", is_flag=True, help="Do nothing when the run is already this one.")
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
    **options: Any,
) -> None:
    """Score articles: files, folders, web addresses, or '-' for standard input.

    Reads text, HTML, tables, JSON, Parquet, spreadsheets, Word, RTF and PDF files, saved web
    archives, feeds, sitemaps, and exports of Nexis and Factiva (docs/formats.md). Only the
    addresses that you give are fetched. Writes RUN/<table>.parquet and RUN/run.json.
    """
    if not inputs and not urls:
        raise click.UsageError("give files, folders or addresses, or --urls FILE")
    import polars as pl

    from framing import articles, duplicates, ingest, runs, store
    from framing.schema import DISCARD, conform

    with one_line_errors():
        instrument = store.instrument(codebook)
        store.refuse_foreign(out)
        store.refuse_unwritable(out)
        seconds: dict[str, float] = {}
        with runs.timed(seconds, "read"):
            reading = as_reading(**options)
            raw, unread = ingest.read(
                inputs,
                urls=urls,
                outlet=reading.outlet,
                author=reading.author,
                date=reading.date,
                columns=reading.columns,
                fetch=as_fetch(allow_host),
            )
        with runs.timed(seconds, "clean"):
            kept, discarded = articles.clean(
                raw, orders=reading.orders, today=datetime.now(UTC).date()
            )
            discard = conform(pl.concat([unread, discarded]), DISCARD)
        runs.tell_libraries()
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
