"""A run to its numbers, with their intervals."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.commands import WRONG_USE, one_line_errors

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl


BY = ("outlet", "author", "month", "genre", "length")


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "--by", type=click.Choice(["outlet", "author", "month", "genre", "length"]), required=True
)
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
    with one_line_errors():
        opened = store.open_run(run)
        tables = {name: opened.table(name) for name in store.VIEW_TABLES}
        instrument = store.instrument(opened.manifest["codebook"]["name"])
    table = pl.concat(
        [views.estimates(tables, Selection(), instrument, by, name) for name in measure or MEASURES]
    )
    click.echo(_printed(table, form, instrument.codebook.labels), nl=form == "table")


def _printed(table: "pl.DataFrame", form: str, labels: "Mapping[str, str]") -> str:
    """The table in words, as the pages call things; csv and json keep the columns' own names."""
    import polars as pl

    from framing.measures import MEASURES

    if form == "csv":
        return table.write_csv()
    if form == "json":
        return table.write_json() + "\n"
    called = {name: measure.label for name, measure in MEASURES.items()}
    named = table.with_columns(
        pl.col("measure").replace(called),
        pl.col("frame").replace({**labels, "mixed": "Mixed"}),
    )
    with pl.Config(
        tbl_rows=-1, tbl_cols=-1, tbl_width_chars=200, fmt_str_lengths=40, float_precision=3
    ):
        shown = ["group", "measure", "frame", "estimate", "low", "high", "n_articles", "n_authors"]
        return str(named.select(shown))
