"""The command line."""

import click

from framing.commands.app import app
from framing.commands.bundle import bundle
from framing.commands.check import check
from framing.commands.codebook import codebook
from framing.commands.compare import compare
from framing.commands.corpus import corpus
from framing.commands.report import report
from framing.commands.score import score
from framing.commands.validate import validate
from framing.commands.verify import verify


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="framing-desk", prog_name="framing")
def main() -> None:
    """Which frames each outlet and author talks about, in whose voice, and which they stand for."""


for command in (check, score, compare, report, bundle, verify, validate, codebook, corpus, app):
    main.add_command(command)


if __name__ == "__main__":
    main()
