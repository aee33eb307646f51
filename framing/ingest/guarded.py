"""The process behind a guard: a question a line on standard input, an answer a line back."""

import json
import os
import sys
from contextlib import suppress
from typing import Any, BinaryIO

from framing.ingest import encodings, surveys
from framing.ingest.columns import FormatError
from framing.ingest.encodings import UnreadableError
from framing.ingest.formats import BY_NAME
from framing.ingest.guards import READY

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]


def main() -> None:
    """Answer questions until standard input ends, within limits of memory and time."""
    _limit_memory(int(sys.argv[1]))
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # what a library prints is no answer
        answers.write(READY)
        answers.flush()
        while line := sys.stdin.buffer.readline():
            answers.write(_answered(json.loads(line), sys.stdin.buffer) + b"\n")
            answers.flush()


def _answered(question: dict[str, Any], stream: BinaryIO) -> bytes:
    data = stream.read(question["length"])
    _limit_time(question["seconds"])
    asked, is_trial = question.get("asked", {}), question.get("is_trial", False)
    with (
        encodings.reading_as(question.get("encoding")),
        surveys.surveying(asked, is_trial=is_trial) as survey,
    ):
        answer = _read(question["format"], data)
        return json.dumps({**answer, "seen": survey.told()}).encode()


def _read(format_name: str, data: bytes) -> dict[str, Any]:
    try:
        reader = BY_NAME[format_name].reader
        reading = reader(data) if reader else None
        return reading._asdict() if reading else {"failed": "no reader"}
    except (FormatError, UnreadableError) as error:
        return {"refused": str(error)}
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - a broken file may break any library, Rust's too
        return {"failed": type(error).__name__}


def _limit_memory(more: int) -> None:
    if resource is None:
        return
    used = 0
    with suppress(OSError, ValueError), open("/proc/self/statm") as file:  # noqa: PTH123
        used = int(file.read().split()[0]) * resource.getpagesize()
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (used + more, used + more))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _limit_time(seconds: float) -> None:
    """Where the parent is gone, nobody ends a process that turns in circles."""
    if resource is None:
        return
    spent = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(spent.ru_utime + spent.ru_stime + 2 * seconds) + 1
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    main()
