"""Scoring on a Dask cluster: the same rows, also when a worker dies; what is wrong in one line."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from polars.testing import assert_frame_equal
from streets import articles, instrument
from test_workers import begun, finished, same, wait_for_shards, written

from framing import clusters, runs
from framing.reuse import Work, do
from framing.workers import LEAST

ROOT = Path(__file__).parent.parent


def dask(*arguments: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "distributed.cli.dask_" + str(arguments[0]), *arguments[1:]]
    return subprocess.Popen(
        list(map(str, command)), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler's address; it and two workers without anybody who starts them again."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    started = [dask("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")]
    wait_for_port(port)
    options = ("--nthreads", 1, "--no-nanny", "--no-dashboard")
    started += [dask("worker", address, *options) for _ in range(2)]
    yield address, started
    for process in started:
        process.kill()
        process.wait()


def wait_for_port(port: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_killed_worker_costs_nothing(
    tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    """Two workers, one of which is killed in the middle, give what this machine's engine gives."""
    address, (_, worker, _) = cluster
    source, codebook = written(tmp_path, LEAST + 20)
    at = [source, "--codebook", codebook]
    process = begun([*at, "--out", tmp_path / "run", "--engine", "dask", "--scheduler", address])
    wait_for_shards(tmp_path)
    worker.send_signal(signal.SIGKILL)
    _, told = process.communicate(timeout=120)
    assert process.returncode == 0, told
    assert "Traceback" not in told
    finished([*at, "--out", tmp_path / "local", "--workers", 1])
    same(tmp_path / "run", tmp_path / "local")


def test_a_scheduler_that_is_gone_loses_no_shard(
    tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, (scheduler, *_) = cluster
    source, codebook = written(tmp_path, LEAST + 20)
    at = [source, "--codebook", codebook, "--out", tmp_path / "run"]
    process = begun([*at, "--engine", "dask", "--scheduler", address])
    wait_for_shards(tmp_path)
    scheduler.send_signal(signal.SIGKILL)
    _, told = process.communicate(timeout=120)
    assert process.returncode == 2, told
    assert "the Dask scheduler is gone" in told
    assert "Traceback" not in told, told
    assert "had been scored before" in finished(at)


def test_a_scheduler_that_does_not_answer(tmp_path: Path) -> None:
    source, codebook = written(tmp_path, 2)
    at = [source, "--codebook", codebook, "--out", tmp_path / "run"]
    process = begun([*at, "--engine", "dask", "--scheduler", f"tcp://127.0.0.1:{free_port()}"])
    _, told = process.communicate(timeout=120)
    assert process.returncode == 2
    (line,) = told.splitlines()
    assert "no Dask scheduler answers at tcp://127.0.0.1" in line
    assert not (tmp_path / "run").exists()


class Client:
    """What is asked of a client before any batch is sent."""

    class scheduler:  # noqa: N801
        address = "tcp://there:8786"

    def __init__(self, told: dict[str, object]) -> None:
        self.told = told

    def run(self, *_: object, **__: object) -> dict[str, object]:
        return self.told


def test_workers_of_other_versions_are_refused() -> None:
    here = clusters._told(runs.versions)
    clusters._refuse_others(Client({"w1": here}), runs.versions)
    for there, said in (
        ({**here, "polars": "1.0"}, f"worker w2 has polars 1.0 instead of {here['polars']}"),
        ({**here, "framing-desk": "0 (code 1)"}, r"worker w2 has framing-desk 0 \(code 1\) instea"),
        (ModuleNotFoundError("No module named 'framing'"), "worker w2 cannot score"),
    ):
        with pytest.raises(clusters.StoreError, match=said):
            clusters._refuse_others(Client({"w1": here, "w2": there}), runs.versions)
    with pytest.raises(clusters.StoreError, match="has no workers; start some: dask worker"):
        clusters._refuse_others(Client({}), runs.versions)


def test_a_worker_scores_as_this_process_does() -> None:
    streets = instrument()
    work = Work(articles("The city must build bike lanes.", "Nobody parks a car there."))
    clusters.equip(streets)
    tables, seconds = clusters._score(work, streets.fingerprint)
    for name, table in do(work, streets).items():
        assert_frame_equal(tables[name], table)
    assert seconds
