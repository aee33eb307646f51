"""What the benchmarks share: a command's seconds, processor seconds and memory; rows of figures."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "bench" / "results"
PYTHON = sys.executable


@dataclass(frozen=True)
class Spent:
    """What a process and those that it started have used."""

    seconds: float
    cpu: float
    peak_mb: float  # of the process
    workers_mb: float = 0.0  # of the largest of those that it started


def command(*arguments: object, quiet: bool = True) -> Spent:
    """Run a command to its end. Raises RuntimeError when it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(argument) for argument in arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL if quiet else None,
        stderr=subprocess.PIPE,
    )
    peaks: dict[int, float] = {}
    watch = threading.Thread(target=_watch, args=(process.pid, peaks), daemon=True)
    watch.start()
    stderr = process.stderr.read() if process.stderr else b""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{arguments} failed: {stderr.decode()[-2000:]}")
    seconds = time.perf_counter() - start
    parent = peaks.pop(process.pid, used.ru_maxrss / 1024)
    largest = max(peaks.values(), default=0.0)
    return Spent(seconds, used.ru_utime + used.ru_stime, parent, largest)


def _watch(pid: int, peaks: dict[int, float]) -> None:
    """Keep the most megabytes that a process and its children have ever held, while it runs."""
    while True:
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
            for one in (pid, *map(int, children)):
                peaks[one] = max(peaks.get(one, 0.0), _peak(one))
        except OSError:
            return  # it has ended
        time.sleep(0.1)


def _peak(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0  # a child that has ended
    found = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
    return int(found[0]) / 1024 if found else 0.0


def alternately(rounds: int, *measured: Callable[[], Any]) -> list[list[Any]]:
    """Call each in turn, `rounds` times over, so that a busy minute falls on all; results of each.

    What is compared is measured in one run, on a machine that others may be using.
    """
    results: list[list[Any]] = [[] for _ in measured]
    for _ in range(rounds):
        for kept, function in zip(results, measured, strict=True):
            kept.append(function())
    return results


def middle(spent: Sequence[Spent]) -> Spent:
    """Medians."""
    return Spent(
        median(one.seconds for one in spent),
        median(one.cpu for one in spent),
        max(one.peak_mb for one in spent),
        max(one.workers_mb for one in spent),
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of them lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def keep(name: str, rows: Sequence[dict[str, Any]], **more: Any) -> None:
    """Print figures and keep them for bench/report.py.

    A row has figure, target, measured, peer (what it is compared with) and met: whether the
    target is, None where there is none.
    """
    RESULTS.mkdir(exist_ok=True)
    content = {"rows": list(rows), **more}
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    (RESULTS / f"{name}.json").write_text(text, encoding="utf-8")
    for row in rows:
        print(f"{row['figure']}: {row['measured']} (target {row['target']}; {row['peer']})")
