"""A run to a share bundle."""

import sys
from pathlib import Path

import click

from framing.commands import NOTHING, one_line_errors, told_view


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The zip to write.")
@click.option("--view", default="", help="A link copied from the dashboard: only what it selects.")
def bundle(run: Path, out: Path, view: str) -> None:
    """Bundle the numbers of a RUN for hostile readers: no article, and all it takes to check them.

    The zip holds every estimate, the codebook, versions, addresses and digests of the articles, and
    quotations of at most 25 words. `framing verify` derives its numbers again.
    """
    from framing import store
    from framing.bundle import FILES
    from framing.exports import bundles, files, zips

    with one_line_errors():
        opened = store.open_run(run)
        tables = {name: opened.table(name) for name in store.VIEW_TABLES}
        selection, _ = told_view(view, tables["article"])
        n = selection.articles(tables["article"]).height
        if not n:
            click.echo(f"framing: no article is left: {selection.describe()}", err=True)
            sys.exit(NOTHING)
        with click.progressbar(
            length=len(FILES), label="Bundling", file=sys.stderr, hidden=not sys.stderr.isatty()
        ) as bar:
            contents = {}
            for name, content in bundles.parts(tables, selection, opened.manifest):
                contents[name] = content
                bar.update(1)
        files.save(out, zips.pack(contents.items()))
    click.echo(f"{selection.describe()}, {n:,} articles: {out}")
