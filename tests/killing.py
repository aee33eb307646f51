"""Work on corpora, done again and again in children that are killed at one step on the disk each.

Run as a program: python tests/killing.py WORK TEMPLATE OUT EVERY. For each n-th step a copy of the
folder TEMPLATE is made below OUT, and a forked child does the WORK there until its n-th change of
the disk, where it is killed as by `kill -9`. Prints, as JSON, how many steps there were.

Forking saves the seconds of importing: this process imports and computes nothing itself.
"""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from framing.corpora import additions, changes, imports

CHANGES = {
    "os.rename",
    "os.mkdir",
    "os.remove",
    "os.rmdir",
    "os.chmod",
    "os.link",
    "shutil.copyfile",
}


def add(home: Path) -> None:
    """Add the one import that waits there."""
    [waiting] = (home / imports.IMPORTS).iterdir()
    additions.add(home, waiting.name)


def accept(home: Path) -> None:
    """Accept a second document."""
    [waiting] = (home / imports.IMPORTS).iterdir()
    imports.accept(home, imports.load(home, waiting.name), [("more.txt", b"More of it. " * 20)])


def rename(home: Path) -> None:
    changes.rename(home, "kept", "New name")


def delete(home: Path) -> None:
    changes.delete(home, "kept")


def merge(home: Path) -> None:
    changes.merge(home, "kept", "outlet", ["The Kerb", "kerb"], "The Kerb")


def undo(home: Path) -> None:
    changes.undo(home, "kept")


WORKS: dict[str, Callable[[Path], None]] = {
    work.__name__: work for work in (add, accept, rename, delete, merge, undo)
}


def watch(home: Path, last: int) -> None:
    """Kill this process at its `last` change below `home`."""
    left = last

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        is_write = event == "open" and isinstance(arguments[2], int) and arguments[2] & 0o3
        if not (is_write or event in CHANGES) or not str(arguments[0]).startswith(str(home)):
            return
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    sys.addaudithook(hook)


def child(work: Callable[[Path], None], home: Path, last: int) -> int:
    """Do the work in a child that is killed at one step; its status."""
    pid = os.fork()
    if pid == 0:
        try:
            watch(home, last)
            work(home)
        except BaseException:  # noqa: BLE001 - whatever it is, this child is not to go on
            os._exit(3)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def main(name: str, template: Path, out: Path, every: int) -> None:
    """Kill at every `every`-th step, until a child comes to its end."""
    step, statuses = 0, []
    while True:
        home = out / f"{step:04}"
        shutil.copytree(template, home)
        statuses.append(child(WORKS[name], home, step))
        if statuses[-1] != -signal.SIGKILL:
            break
        step += every
    json.dump({"steps": step, "last": statuses[-1]}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
