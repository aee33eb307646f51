"""A share bundle and one's own articles to a verdict on its numbers."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.commands import DONE, NOTHING, one_line_errors

if TYPE_CHECKING:
    import polars as pl

    from framing.bundle.reading import Bundle

MOST = 20  # rows that the table form prints of what is not as the bundle says


@click.command()
@click.argument("bundle", type=click.Path(path_type=Path))
@click.argument("corpus", nargs=-1, required=True, metavar="CORPUS...")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table")
def verify(bundle: Path, corpus: tuple[str, ...], form: str) -> None:
    """Derive every number of a BUNDLE again from your own copies of its articles.

    CORPUS is what `framing score` reads. Exit status 0: every number is as the bundle says; 1: some
    are not, or cannot be derived because articles are missing or changed; 2: wrong use.
    """
    import polars as pl

    from framing import articles, ingest, runs, store
    from framing.bundle import reading, verification
    from framing.codebook import parse
    from framing.exports import files, zips

    with one_line_errors():
        unpacked = zips.unpack(files.load(bundle))
        content = reading.read(unpacked, zips.tables(unpacked))
        instrument = store.equipped(parse(content.codebook, f"{bundle}: codebook.toml"))
        _tell_versions(content, instrument.fingerprint)
        raw, unread = ingest.read(corpus)
        own, _ = articles.clean(raw)
        runs.tell_discards(unread)
        matched = verification.match(content, own)
        adopted = verification.adopt(content, own, matched)
        scored = runs.scored(adopted, instrument, {}).tables()
        table = verification.verify(content, own, matched, scored, instrument)
    _tell(table, matched, form)
    sys.exit(DONE if table.filter(pl.col("state") != verification.SAME).is_empty() else NOTHING)


def _tell_versions(content: "Bundle", fingerprint: str) -> None:
    """Say where another version or other weights would explain a difference."""
    import importlib.metadata

    said = content.manifest.get("version"), content.manifest.get("instrument")
    here = importlib.metadata.version("framing-desk"), fingerprint
    for noun, theirs, ours in zip(("Framing Desk", "instrument"), said, here, strict=True):
        if theirs != ours:
            click.echo(
                f"framing: the bundle was made with {noun} {str(theirs)[:40]}, this is {ours}: "
                "numbers may differ for that reason",
                err=True,
            )


def _tell(table: "pl.DataFrame", matched: "pl.DataFrame", form: str) -> None:
    import polars as pl

    if form == "csv":
        click.echo(table.write_csv(), nl=False)
        return
    if form == "json":
        click.echo(table.write_json())
        return
    states = dict(matched["state"].value_counts().iter_rows())
    found = states.get("found", 0)
    click.echo(f"{found:,} of {matched.height:,} articles found in your copies")
    counts = table.group_by("file", maintain_order=True).agg(
        *(
            (pl.col("state") == state).sum().alias(state)
            for state in ("same", "differs", "not derived")
        )
    )
    for file, same, differs, underived in counts.iter_rows():
        parts = [f"{same:,} rows as in the bundle"]
        parts += [f"{differs:,} differ"] if differs else []
        parts += [f"{underived:,} cannot be derived"] if underived else []
        click.echo(f"{file}: {', '.join(parts)}")
    wrong = table.filter(pl.col("state") == "differs")
    lost = table.filter((pl.col("state") == "not derived") & (pl.col("file") == "articles.csv"))
    for part in (wrong, lost):
        for file, row, _, detail in part.head(MOST).iter_rows():
            click.echo(f"framing: {file}: {row}: {detail}", err=True)
        if part.height > MOST:
            click.echo(f"framing: … and {part.height - MOST:,} more (--format csv)", err=True)
