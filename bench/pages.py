"""What a filter change costs on each page: python bench/pages.py [--articles 10000] [--changes 20].

One session, without a browser: the time from a changed filter until the page's script has ended,
each filter at its first use, so that nothing of it is cached. The peer, measured in the same way,
is a page with the same filters and nothing else. Without --articles, the sample corpus.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from click.testing import CliRunner
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parent.parent
sys.path[0] = str(ROOT)  # not bench/, where this file would be taken for the app's own pages

from bench import corpus  # noqa: E402
from framing.__main__ import main as framing  # noqa: E402

SAMPLE = ROOT / "data" / "sample" / "articles.jsonl"
PAGES = (
    *("explore/overview", "explore/compare", "explore/timeline", "explore/language"),
    *("explore/read", "explore/robustness"),
    *("study/codebook", "study/classroom", "study/method"),
)
PEER = "the same filters alone"


def alone() -> None:
    """A page that draws filters and nothing else; runs as an app of its own."""
    import streamlit as st  # noqa: PLC0415 - AppTest runs this function's source by itself

    st.multiselect("Outlets", [str(n) for n in range(30)], key="outlets")
    st.multiselect("Authors", [str(n) for n in range(30)], key="authors")
    st.multiselect("Genre", ["news", "opinion"], key="genres")
    st.selectbox("Voice", ["all", "author", "other"], key="voice")
    st.toggle("One copy per story", key="copies")


def costs(app: AppTest, changes: int) -> list[float]:
    """Milliseconds of each of some changes of one filter: another pair of authors each time."""
    options = app.multiselect(key="authors").options
    pairs = [(a, b) for k in range(1, len(options)) for a, b in zip(options, options[k:])]  # noqa: B905
    found = []
    for pair in pairs[:changes]:
        app.multiselect(key="authors").set_value(list(pair))
        began = time.perf_counter()
        app.run(timeout=120)
        found.append(1000 * (time.perf_counter() - began))
        assert not app.exception, app.exception
    return found


def row(name: str, found: list[float], peer: float) -> str:
    p50, p95 = statistics.median(found), statistics.quantiles(found, n=20)[-1]
    return f"{name:26} {p50:8.0f} {p95:8.0f} {p50 / peer:8.1f}"


def run_of(articles: int, folder: Path) -> Path:
    """The run that is measured."""
    if articles:
        corpus.write(folder / "articles", articles)
    source = folder / "articles" if articles else SAMPLE
    done = CliRunner().invoke(framing, ["score", str(source), "--out", str(folder / "run")])
    assert done.exit_code == 0, done.output
    return folder / "run"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=0)
    parser.add_argument("--changes", type=int, default=20)
    parser.add_argument("--run", type=Path, help="a run that is there already")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        PagesManager.uses_pages_directory = False  # see pages/launch.py
        os.environ["FRAMING_HOME"] = str(Path(folder) / "no-corpora")
        os.environ["FRAMING_RUN"] = str(asked.run or run_of(asked.articles, Path(folder)))
        trivial = AppTest.from_function(alone, default_timeout=60).run()
        base = costs(trivial, asked.changes)
        peer = statistics.median(base)
        print(f"{'page':26} {'p50 ms':>8} {'p95 ms':>8} {'ratio':>8}")
        print(row(PEER, base, peer))
        for page in PAGES:
            app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
            assert not app.exception, app.exception
            app.switch_page(f"pages/{page}.py").run()
            print(row(page, costs(app, asked.changes), peer), flush=True)


if __name__ == "__main__":
    main()
