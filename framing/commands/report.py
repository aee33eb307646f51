"""A run to a report."""

import sys
from datetime import date
from pathlib import Path

import click

from framing.commands import NOTHING, WRONG_USE, one_line_errors, told_view

BY = ("outlet", "author", "month", "genre")


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The HTML to write.")
@click.option("--by", type=click.Choice(BY), help="What is compared; outlets if not said.")
@click.option("--measure", multiple=True, help="A measure to show (may be given several times).")
@click.option("--view", default="", help="A link copied from the dashboard: only what it selects.")
def report(run: Path, out: Path, by: str | None, measure: tuple[str, ...], view: str) -> None:
    """Report on a RUN: one HTML file with charts, findings, examples, robustness and method.

    It loads nothing from anywhere and prints to a clean PDF. The first measure leads.
    """
    from framing import report as reporting
    from framing import store, views
    from framing.exports import files, reports
    from framing.exports.pictures import ExportError

    with one_line_errors():
        opened = store.open_run(run)
        tables = {name: opened.table(name) for name in store.VIEW_TABLES}
        instrument = store.instrument(opened.manifest["codebook"]["name"])
        selection, said = told_view(view, tables["article"])
        try:
            question = reporting.Question.asked(
                by or said.get("by"), measure or said.get("measure")
            )
        except ValueError as error:
            click.echo(f"framing: {error}", err=True)
            sys.exit(WRONG_USE)
        if instrument.fingerprint != opened.manifest.get("instrument"):
            click.echo("framing: the codebook has changed since the run was scored", err=True)
        if selection.articles(tables["article"]).is_empty():
            click.echo(f"framing: no article is left: {selection.describe()}", err=True)
            sys.exit(NOTHING)
        composed = reporting.compose(
            tables,
            selection,
            instrument,
            opened.manifest,
            question=question,
            made=date.today().isoformat(),  # noqa: DTZ011 - the day here, as people write it
            link=view if view.startswith(("http://", "https://")) else "",
            is_synthetic=views.is_synthetic(tables),
        )
        try:
            files.save(out, reports.page(composed).encode())
        except ExportError as error:
            click.echo(f"framing: {error}", err=True)
            sys.exit(NOTHING)
    click.echo(f"{composed.lead or composed.title}\n{composed.selection}, {composed.n}: {out}")
