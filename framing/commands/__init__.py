"""The command line's commands: files in; tables, numbers and pages out."""

import errno
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import polars as pl

    from framing.selection import Selection

# The libraries behind the commands take seconds to load, and --help must not wait for them:
# every command imports its own.

# What a full disk says; EFBIG is a limit of the size of files.
NO_ROOM = {errno.ENOSPC, errno.EFBIG, errno.EROFS, getattr(errno, "EDQUOT", errno.ENOSPC)}
DONE, NOTHING, WRONG_USE = 0, 1, 2
STOPPED = 130  # as shells say of what Ctrl-C ended


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Turn errors about people's input into one line each on stderr, and exit status 2."""
    from framing.agreement.gold import GoldError
    from framing.bundle import BundleError
    from framing.codebook import CodebookError
    from framing.ingest.columns import FormatError
    from framing.schema import SchemaError
    from framing.store import StoreError

    try:
        yield
    except (
        BundleError,
        CodebookError,
        FormatError,
        GoldError,
        SchemaError,
        StoreError,
    ) as error:
        for line in str(error).splitlines():
            click.echo(f"framing: {line}", err=True)
        sys.exit(WRONG_USE)
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        place = error.filename or tempfile.gettempdir()
        line = f"framing: {place} cannot be written ({error.strerror}); make room or set TMPDIR"
        click.echo(line, err=True)
        sys.exit(WRONG_USE)


def told_view(view: str, articles: "pl.DataFrame") -> "tuple[Selection, dict[str, str]]":
    """What a link selects, and what else it says; a line on stderr for what was corrected."""
    from framing import address

    selection, said, notices = address.read(view, articles)
    for line in notices:
        click.echo(f"framing: --view: {line}", err=True)
    return selection, said
