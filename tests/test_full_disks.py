"""Disks that are full and folders that cannot be written: said before the work, nothing half."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from conftest import SAMPLE

from framing import store
from framing.__main__ import main


def lines_of(*arguments: object) -> tuple[int, list[str]]:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stderr.splitlines()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs Linux's /proc")
def test_a_folder_that_nobody_can_write(tmp_path: Path) -> None:
    code, lines = lines_of("score", tmp_path / "not-even-looked-at", "--out", "/proc/framing/run")
    assert code == 2
    assert lines == [
        "framing: /proc cannot be written (No such file or directory); give --out another folder"
    ]


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def test_a_disk_that_is_nearly_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 5_000_000))
    code, lines = lines_of("score", tmp_path / "not-even-looked-at", "--out", tmp_path / "run")
    assert code == 2
    needed = f"a run needs {store.LEAST_FREE // 1_000_000} MB"
    assert lines == [
        f"framing: {tmp_path} has 5 MB left, {needed}; make room, or give --out another disk"
    ]


FULL_WHILE_WRITING = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from framing.__main__ import main
if sys.argv.pop(1) == "later":
    import py3langid
    py3langid.classify("It unpacks its model into a temporary file.")
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of the size of a file")
@pytest.mark.parametrize("moment", ["at once", "later"])
def test_a_disk_that_gets_full_leaves_the_old_run(tmp_path: Path, moment: str) -> None:
    """The system lets no file grow beyond 20 kB: a true error in the midst of the work."""
    out = tmp_path / "run"
    source = tmp_path / "articles.jsonl"
    source.write_text("".join(SAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)[:9]))
    command = ["score", str(source), "--out", str(out)]
    assert lines_of(*command)[0] == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    again = ["--afresh"] if moment == "at once" else []  # cleaning is what unpacks the model
    process = subprocess.run(
        [sys.executable, "-c", FULL_WHILE_WRITING, moment, *command, *again],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert process.returncode == 2
    lines = [line for line in process.stderr.splitlines() if "cannot be written" in line]
    place = out if moment == "later" else tempfile.gettempdir()
    assert len(lines) == 1
    assert lines[0].startswith(f"framing: {place} cannot be written (")
    assert "File too large" in lines[0]
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["articles.jsonl", "run"]


def test_a_run_of_a_newer_version_is_neither_read_nor_replaced(
    tiny_run: Path, tmp_path: Path
) -> None:
    shutil.copytree(tiny_run, tmp_path / "run")
    path = tmp_path / "run" / "run.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"layout": 1', '"layout": 2'))
    before = path.read_bytes()
    line = (
        f"framing: {path} was written by a newer version (layout 2, this one knows 1); "
        "update this one, or give another folder"
    )
    assert lines_of("compare", tmp_path / "run", "--by", "outlet") == (2, [line])
    assert lines_of("score", SAMPLE, "--out", tmp_path / "run") == (2, [line])
    assert path.read_bytes() == before
