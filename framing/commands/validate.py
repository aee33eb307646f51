"""The machine against reference labels."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.commands import DONE, NOTHING, one_line_errors

if TYPE_CHECKING:
    import polars as pl


@click.command()
@click.option("--gold", multiple=True, type=click.Path(path_type=Path), help="Gold file (JSONL).")
@click.option("--codebook", default="off_ramp_vs_victory", help="Name, or path of a .toml file.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
def validate(gold: tuple[Path, ...], codebook: str, form: str) -> None:
    """Compare the machine with reference labels: precision, recall, calibration, with intervals.

    Without --gold: the sealed test part of the reference corpus, against its pinned floors.
    """
    import polars as pl

    from framing import agreement, store
    from framing.agreement.gold import reference

    with one_line_errors():
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
    with one_line_errors():
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
