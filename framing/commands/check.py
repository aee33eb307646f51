"""What articles are like, before any score."""

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from framing.commands import DONE, NOTHING, one_line_errors
from framing.commands.reading import (
    as_fetch,
    as_reading,
    fetching_options,
    reading_options,
)

if TYPE_CHECKING:
    import polars as pl

SIGNS = {"stop": "✗", "warning": "!", "notice": "·", "fine": "✓"}
OPTIONS = {  # a finding to the option that helps
    "ambiguous-date": "--date-order day or month",
    "future-date": "--date-order day or month",
    "no-outlet": "--map outlet=COLUMN, or --outlet NAME",
    "no-byline": "--map authors=COLUMN, or --author NAME",
    "no-date": "--map date=COLUMN, or --date YYYY-MM-DD",
    "no-title": "--map title=COLUMN",
    "columns": "--map FIELD=COLUMN",
}


@click.command()
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@click.option("--codebook", default="off_ramp_vs_victory", help="Name, or path of a .toml file.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@fetching_options
@reading_options
def check(
    inputs: tuple[str, ...],
    codebook: str,
    form: str,
    urls: tuple[str, ...],
    allow_host: tuple[str, ...],
    **options: Any,
) -> None:
    """Check articles before scoring them: what is missing, doubtful, cut, doubled or left out.

    Reads what `framing score` reads and writes nothing.
    """
    if not inputs and not urls:
        raise click.UsageError("give files, folders or addresses, or --urls FILE")
    from framing import intake, store
    from framing.health import health

    with one_line_errors():
        book = store.instrument(codebook).codebook
        tables = intake.read(
            inputs,
            as_reading(**options),
            urls=urls,
            fetch=as_fetch(allow_host),
            today=datetime.now(UTC).date(),
        )
        findings = health(tables, language=book.language, pattern=book.topic.pattern)
    if form == "json":
        click.echo(findings.write_json())
    else:
        click.echo(_printed(findings))
    sys.exit(NOTHING if tables["article"].is_empty() else DONE)


def _printed(findings: "pl.DataFrame") -> str:
    """Each finding on a line, its examples and what helps below it."""
    lines = []
    for row in findings.iter_rows(named=True):
        lines.append(f"{SIGNS[row['severity']]} {row['words']}")
        lines += [f"    {example}" for example in row["examples"]]
        option = f" ({OPTIONS[row['finding']]})" if row["finding"] in OPTIONS else ""
        lines += [f"  → {row['advice']}{option}"] if row["advice"] else []
    return "\n".join(lines)
