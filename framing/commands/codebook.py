"""Codebooks, checked."""

import sys

import click

from framing.commands import DONE, NOTHING, one_line_errors


@click.group()
def codebook() -> None:
    """Codebooks: the instruments that say what a frame is."""


@codebook.command()
@click.argument("file")
def check(file: str) -> None:
    """Check a codebook FILE (or name): its rules, and its own examples and counterexamples."""
    from framing import store
    from framing.pipeline import misread_examples

    with one_line_errors():
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
