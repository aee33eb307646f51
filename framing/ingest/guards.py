"""Readers of files that could be traps, in a process that has limits and can be ended."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Any, Self

from framing.ingest import encodings, surveys
from framing.ingest.columns import FormatError, Reading, Refusal

MAX_SECONDS = 20.0  # for one file
MAX_MEMORY = 700_000_000  # bytes beyond what the process has at its start
PACKAGES = Path(__file__).resolve().parent.parent.parent
READY = b"ready\n"


class Guard:
    """A process that reads one file after the other, started at the first and ended on leaving.

    It gets `seconds` for a file and `memory` bytes for all; where it takes more or breaks down,
    the file is refused and the next one gets a fresh process. Memory is limited where the system
    can (Linux, macOS), time everywhere.
    """

    def __init__(self, *, seconds: float = MAX_SECONDS, memory: int = MAX_MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def read(self, format_name: str, data: bytes) -> Reading:
        """What the reader of that format makes of the bytes. Raises FormatError as it does."""
        answer, in_time = self._answer(format_name, data)
        if not in_time:
            raise FormatError(
                f"takes longer than {self._seconds:g} s to read; split it, or save its text as .txt"
            )
        if answer and (survey := surveys.here()):
            survey.hear(answer.pop("seen", {}))
        if answer is None or answer.get("failed") == "MemoryError":
            raise FormatError(
                f"takes more than {self._memory // 1_000_000} MB of memory to read, or breaks its "
                "reader; save its text as .txt"
            )
        if "failed" in answer:
            raise FormatError(f"cannot be read ({answer['failed']}); save its text as .txt")
        if "refused" in answer:
            raise FormatError(answer["refused"])
        refusals = [Refusal(*refusal) for refusal in answer["refusals"]]
        return Reading(answer["rows"], refusals, answer["wanted"])

    def _answer(self, format_name: str, data: bytes) -> tuple[dict[str, Any] | None, bool]:
        """The process's answer, None where it broke down, and whether it came in time."""
        process = self._started()
        late: list[bool] = []

        def give_up() -> None:
            late.append(True)
            process.kill()

        timer = Timer(self._seconds, give_up)
        try:
            timer.start()
            question = {"format": format_name, "length": len(data), "seconds": self._seconds}
            question["encoding"] = encodings.asked()
            if survey := surveys.here():
                question |= survey.question()
            self._write(process, json.dumps(question).encode() + b"\n" + data)
            line = process.stdout.readline() if process.stdout else b""
        except OSError:
            line = b""
        finally:
            timer.cancel()
        if line.endswith(b"\n") and not late:
            return json.loads(line), True
        self._end()
        return None, not late

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(  # noqa: S603 - this very program
                [sys.executable, "-m", "framing.ingest.guarded", str(self._memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": str(PACKAGES)},
            )
            # The time of a file does not begin before the libraries are loaded.
            ready = self._process.stdout.readline() if self._process.stdout else b""
            if ready != READY:
                self._end()
                raise FormatError("its reader cannot be started; is there enough memory?")
        return self._process

    @staticmethod
    def _write(process: subprocess.Popen[bytes], data: bytes) -> None:
        if process.stdin:
            process.stdin.write(data)
            process.stdin.flush()

    def _end(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with suppress(OSError):
                    stream.close()
        self._process.wait()
        self._process = None
