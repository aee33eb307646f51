"""Vega-Lite to SVG, PNG or JSON files, drawn in a worker process that is stopped when it hangs."""

import base64
import json
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Literal

from framing.charts.dress import Spec
from framing.marks.markup import visible

WORKER = Path(__file__).with_name("worker.py")
PATIENCE = 60  # seconds; a chart takes one, of which most is the start
TALLEST = 8_000  # pixels of a drawing: with more rows, no one reads it and it fills the memory
AT_ONCE = BoundedSemaphore(2)  # workers beside each other: each takes a core and 200 MB

Form = Literal["svg", "png"]


class ExportError(RuntimeError):
    """A file cannot be made; the message says why, and what would work."""


def drawings(charts: list[Spec], form: Form, *, patience: float = PATIENCE) -> list[bytes]:
    """Each chart as a file. Raises ExportError when one is too tall, or drawing takes too long."""
    for chart in charts:
        _refuse_tall(chart)
    asked = json.dumps({"form": form, "charts": [_plain(chart) for chart in charts]})
    command = [sys.executable, "-I", str(WORKER)]
    if not AT_ONCE.acquire(timeout=patience):
        raise ExportError("too many pictures are being drawn at this moment; try again")
    try:
        done = subprocess.run(  # noqa: S603 - our own file
            command, input=asked.encode(), capture_output=True, timeout=patience, check=False
        )
    except subprocess.TimeoutExpired:
        raise ExportError(
            f"drawing took longer than {patience:g} seconds and was stopped; "
            "narrow the selection, or take the table"
        ) from None
    finally:
        AT_ONCE.release()
    if done.returncode:
        reason = (done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"])[
            -1
        ]
        raise ExportError(f"the picture could not be drawn ({reason[:200]}); take the table")
    return [base64.b64decode(drawing) for drawing in json.loads(done.stdout)]


def drawing(chart: Spec, form: Form) -> bytes:
    """One chart as a file. Raises ExportError."""
    return drawings([chart], form)[0]


def vega_lite(chart: Spec) -> bytes:
    """The chart with its numbers as Vega-Lite, for other programs to draw or change."""
    return json.dumps(_plain(chart), ensure_ascii=False, indent=1).encode()


def _refuse_tall(chart: Spec) -> None:
    heights = [part.get("height") for part in (chart, *chart.get("vconcat", []))]
    tallest = max((height for height in heights if isinstance(height, (int, float))), default=0)
    if tallest > TALLEST:
        raise ExportError(
            f"a picture of {tallest:,.0f} pixels is too tall to be read (at most {TALLEST:,}); "
            "narrow the selection, or take the table"
        )


def _plain(value: Any) -> Any:
    """The same with every text free of what XML forbids and of what hides or reorders text."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {_plain(name): _plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value
