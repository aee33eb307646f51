"""Articles to a run."""

import sys
from pathlib import Path

import click

from framing.commands import NOTHING, one_line_errors


@click.command()
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder of the run.")
@click.option("--codebook", default="off_ramp_vs_victory", help="Name, or path of a .toml file.")
@click.option("--outlet", help="Outlet of articles whose file does not say it.")
@click.option("--author", help="Author of articles whose file does not say it.")
@click.option("--date", help="Date (YYYY-MM-DD) of articles whose file does not say it.")
@click.option(
    "--urls",
    multiple=True,
    metavar="FILE",
    help="Fetch the pages at the addresses in FILE: a list, a table, a feed or a sitemap.",
)
@click.option(
    "--allow-host",
    multiple=True,
    metavar="NAME",
    help="Fetch from this host even if it is in a private network or has an unusual port.",
)
@click.option("--if-changed", is_flag=True, help="Do nothing when the run is already this one.")
def score(  # one option, one parameter: click's rule
    inputs: tuple[str, ...],
    out: Path,
    codebook: str,
    outlet: str | None,
    author: str | None,
    date: str | None,
    urls: tuple[str, ...],
    allow_host: tuple[str, ...],
    *,
    if_changed: bool,
) -> None:
    """Score articles: files, folders, web addresses, or '-' for standard input.

    Reads text, HTML, tables, JSON, Parquet, spreadsheets, Word, RTF and PDF files, saved web
    archives, feeds, sitemaps, and exports of Nexis and Factiva (docs/formats.md). Only the
    addresses that you give are fetched. Writes RUN/<table>.parquet and RUN/run.json.
    """
    if not inputs and not urls:
        raise click.UsageError("give files, folders or addresses, or --urls FILE")
    import polars as pl

    from framing import articles, duplicates, fetching, ingest, runs, store
    from framing.fetching.cache import folder_of_user
    from framing.schema import DISCARD, conform

    with one_line_errors():
        instrument = store.instrument(codebook)
        store.refuse_foreign(out)
        store.refuse_unwritable(out)
        seconds: dict[str, float] = {}
        with runs.timed(seconds, "read"):
            fetch = fetching.Fetcher(allow_hosts=allow_host, cache=folder_of_user())
            raw, unread = ingest.read(
                inputs,
                urls=urls,
                outlet=outlet,
                author=author,
                date=date,
                fetch=runs.watched(fetch),
            )
        with runs.timed(seconds, "clean"):
            kept, discarded = articles.clean(raw)
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
