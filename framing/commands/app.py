"""The dashboard, started."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import click

from framing.commands import DONE, WRONG_USE, one_line_errors


@click.command()
@click.option("--port", default=8501, show_default=True)
@click.option("--run", type=click.Path(path_type=Path), help="Show this run, not the sample.")
def app(port: int, run: Path | None) -> None:
    """Start the dashboard on 127.0.0.1."""
    from framing.store import open_run

    with one_line_errors():
        if run:
            open_run(run)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            click.echo(f"framing: port {port}: {error.strerror}; try --port {port + 1}", err=True)
            sys.exit(WRONG_USE)
    page = Path(__file__).resolve().parent.parent.parent / "app.py"
    command = [sys.executable, "-m", "pages.launch", "run", str(page)]
    command += ["--server.address=127.0.0.1", f"--server.port={port}"]
    environment = os.environ | ({"FRAMING_RUN": str(run.resolve())} if run else {})
    click.echo(f"Framing Desk: http://127.0.0.1:{port} (stop with Ctrl-C)")
    try:
        sys.exit(subprocess.run(command, env=environment, cwd=page.parent, check=False).returncode)  # noqa: S603 - our own command
    except KeyboardInterrupt:
        sys.exit(DONE)
