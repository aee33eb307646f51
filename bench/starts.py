"""How long one waits: for --help, for the package, for the first chart of a cold server.

    python bench/starts.py [--rounds 5]

Peers: an empty Python, importing Polars, a Streamlit app of one chart. The first chart needs
Playwright and a Chromium; without them it is left out.
"""

import argparse
import os
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from statistics import median

from measure import PYTHON, ROOT, alternately, command, keep

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
HELP, IMPORT, CHART = 0.3, 0.8, 6.0  # seconds
PLAIN = """
import altair as alt, polars as pl, streamlit as st
data = pl.DataFrame({"x": [1, 2], "y": [3, 4]})
st.altair_chart(alt.Chart(data).mark_point().encode(x="x", y="y"))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    empty, told, polars, package = (
        median(one.seconds for one in spent)
        for spent in alternately(
            rounds,
            lambda: command(PYTHON, "-c", ""),
            lambda: command(PYTHON, "-m", "framing", "--help"),
            lambda: command(PYTHON, "-c", "import polars"),
            lambda: command(PYTHON, "-c", "import framing.pipeline"),
        )
    )
    rows = [
        row("framing --help", told, HELP, f"an empty Python {empty:.2f} s"),
        row("import framing.pipeline", package, IMPORT, f"import polars {polars:.2f} s"),
    ]
    charts = first_charts(max(1, rounds // 2))
    if charts:
        ours, plain = map(median, charts)
        rows.append(row("cold server → first chart", ours, CHART, f"one plain chart {plain:.1f} s"))
    keep("starts", rows)


def row(figure: str, seconds: float, target: float, peer: str) -> dict[str, object]:
    """A row of RESULTS.md for a time that should stay below a target."""
    return {
        "figure": figure,
        "target": f"≤ {target} s",
        "measured": f"{seconds:.2f} s",
        "peer": peer,
        "met": seconds <= target,
        "reached": target / seconds,
    }


def first_charts(rounds: int) -> list[list[float]]:
    """Seconds from starting a server to a drawn chart: ours, and a plain one."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - may be missing
    except ImportError:
        return []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        plain = Path(name) / "plain.py"
        plain.write_text(PLAIN, encoding="utf-8")
        run = Path(name) / "run"
        command(PYTHON, "-m", "framing", "score", ROOT / "data/sample/articles.jsonl", "--out", run)
        browser = playwright.chromium.launch(executable_path=CHROMIUM)

        def wait(*arguments: object) -> float:
            port = free_port()
            start = time.perf_counter()
            server = subprocess.Popen(
                [str(one).replace("PORT", str(port)) for one in arguments],
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            try:
                page = browser.new_page()
                while not listens(port):
                    time.sleep(0.05)
                page.goto(f"http://127.0.0.1:{port}/")
                page.locator(
                    "[data-testid=stVegaLiteChart] canvas, .vega-embed svg"
                ).first.wait_for()
                page.close()
                return time.perf_counter() - start
            finally:
                server.terminate()
                server.wait()

        return alternately(
            rounds,
            lambda: wait(PYTHON, "-m", "framing", "app", "--run", run, "--port", "PORT"),
            lambda: wait(
                *(PYTHON, "-m", "streamlit", "run", plain, "--server.port", "PORT"),
                *("--server.headless", "true"),
            ),
        )


def free_port() -> int:
    with socket.socket() as any_socket:
        any_socket.bind(("127.0.0.1", 0))
        port: int = any_socket.getsockname()[1]
        return port


def listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    main()
