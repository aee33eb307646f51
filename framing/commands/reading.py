"""The options by which people say how their files are to be read."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from framing.fetching.pages import Fetch
    from framing.intake import Reading

OPTIONS = (
    click.option(
        "--map",
        "columns",
        multiple=True,
        metavar="FIELD=COLUMN",
        help="Which column holds a field: text=Body. Several times for several fields.",
    ),
    click.option(
        "--date-order",
        type=click.Choice(["day", "month"]),
        help="Which comes first in dates like 03/04/2022.",
    ),
    click.option(
        "--encoding",
        metavar="NAME",
        help="Encoding of texts that do not tell it, like cp1251; else it is guessed.",
    ),
    click.option("--outlet", help="Outlet of articles whose file does not say it."),
    click.option("--author", help="Author of articles whose file does not say it."),
    click.option("--date", help="Date (YYYY-MM-DD) of articles whose file does not say it."),
)


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options --map, --date-order, --encoding, --outlet, --author and --date."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


FETCHING = (
    click.option(
        "--urls",
        multiple=True,
        metavar="FILE",
        help="Fetch the pages at the addresses in FILE: a list, a table, a feed or a sitemap.",
    ),
    click.option(
        "--allow-host",
        multiple=True,
        metavar="NAME",
        help="Fetch from this host even if it is in a private network or has an unusual port.",
    ),
)


def fetching_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options --urls and --allow-host."""
    for option in reversed(FETCHING):
        command = option(command)
    return command


def as_fetch(allow_host: tuple[str, ...]) -> "Fetch":
    """How addresses are fetched from the command line: politely, told on stderr, kept for a day."""
    from framing import fetching, runs
    from framing.fetching.cache import folder_of_user

    return runs.watched(fetching.Fetcher(allow_hosts=allow_host, cache=folder_of_user()))


def as_reading(
    columns: tuple[str, ...],
    date_order: str | None,
    encoding: str | None,
    outlet: str | None,
    author: str | None,
    date: str | None,
) -> "Reading":
    """What the options say. Raises FormatError for what means nothing."""
    from framing import ingest
    from framing.intake import Reading

    return Reading(
        columns=ingest.as_columns(columns),
        orders={"": date_order} if date_order else {},
        encoding=ingest.as_encoding(encoding),
        outlet=outlet,
        author=author,
        date=date,
    )
