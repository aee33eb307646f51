"""A chart leaves with its words, whatever they hold, and without a request to anybody."""

import base64
import io
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from conftest import HOSTILE
from lxml import etree
from PIL import Image

from framing import store, views
from framing.charts import dots, perturbations, reliability, stance_bars
from framing.charts.dress import Caption, Spec, dressed
from framing.charts.signature import talk_and_stand
from framing.exports import files, pictures
from framing.exports.pictures import ExportError, drawing, drawings, vega_lite
from framing.selection import Selection
from framing.store import StoreError

SVG = "{http://www.w3.org/2000/svg}"
CAPTION = Caption(
    title="Endorsed by outlet",
    finding="Open Commons endorses Victory in 10 % of the sentences that evoke it.",
    selection="The Harbor Ledger · opinion",
    n="10 of 71 articles",
    source="Framing Desk 0.1.0, corpus abc, codebook x 1.0.",
    method="Lines are 95 % intervals.",
    made="2026-11-26",
    link="http://127.0.0.1:8501/compare?by=outlet",
)


@pytest.fixture(scope="module")
def tables(sample_run: Path) -> dict[str, pl.DataFrame]:
    run = store.open_run(sample_run)
    return {name: run.table(name) for name in store.RUN_TABLES}


@pytest.fixture(scope="module")
def charts(tables: dict[str, pl.DataFrame]) -> dict[str, Any]:
    """One chart of every kind."""
    instrument = store.instrument()
    asked = tables, Selection(), instrument
    few = views.is_few()
    points = views.side_by_side(views.talk_and_stand(*asked, "outlet"))
    shares = pl.concat(
        views.estimates(*asked, "outlet", m) for m in ("endorse", "neutral", "reject")
    ).filter(frame="victory")
    turned = views.perturbations(
        *asked, by="outlet", group="Open Commons", measure="endorse", frame="victory"
    )
    bins = pl.DataFrame({"confidence": [0.5, 0.9], "right": [0.4, 1.0], "n": [10, 20]})
    return {
        "signature": talk_and_stand(points, instrument.codebook),
        "dots": dots(
            views.estimates(*asked, "outlet", "endorse").with_columns(few=few), instrument.codebook
        ),
        "stances": stance_bars(shares.with_columns(few=few), instrument.codebook),
        "perturbations": perturbations(turned.drop_nulls("estimate"), "share"),
        "reliability": reliability(bins),
    }


@pytest.fixture(scope="module")
def specs(charts: dict[str, Any]) -> dict[str, Spec]:
    return {name: dressed(chart, CAPTION) for name, chart in charts.items()}


def words(drawn: bytes) -> str:
    """All that an SVG says in text elements."""
    texts = etree.fromstring(drawn).iter(f"{SVG}text")
    return " ".join(" ".join(text.itertext()) for text in texts)


def test_every_chart_as_svg_says_all_of_its_caption(specs: dict[str, Spec]) -> None:
    for drawn in drawings(list(specs.values()), "svg"):
        root = etree.fromstring(drawn)
        said = words(drawn)
        for part in (CAPTION.title, CAPTION.selection, CAPTION.n, CAPTION.method, CAPTION.made):
            assert part in said
        assert CAPTION.finding in " ".join(said.split())
        assert CAPTION.source in said
        assert root.find(f"{SVG}title").text == CAPTION.title
        assert root.find(f"{SVG}desc").text == CAPTION.alt == root.get("aria-label")


def test_every_chart_as_png_is_sharp_and_says_what_it_shows(specs: dict[str, Spec]) -> None:
    for drawn in drawings(list(specs.values()), "png"):
        with Image.open(io.BytesIO(drawn)) as image:
            assert min(round(dpi) for dpi in image.info["dpi"]) >= 200
            assert image.width >= 3 * 720
            assert image.text["Description"] == CAPTION.alt
            assert image.text["Title"] == CAPTION.title
            assert image.text["Source"] == CAPTION.source
            assert CAPTION.link in image.text["Comment"]
            assert len(image.convert("L").getcolors(256)) > 20  # something is drawn


def test_vega_lite_holds_the_numbers_and_the_caption(
    charts: dict[str, Any], specs: dict[str, Spec]
) -> None:
    for name, chart in charts.items():
        spec = json.loads(vega_lite(specs[name]))
        assert spec["datasets"] == json.loads(json.dumps(chart.to_dict()["datasets"]))
        assert spec["usermeta"]["framing"]["made"] == "2026-11-26"
        assert spec["description"] == CAPTION.alt
        assert "url" not in json.dumps(spec)


@pytest.mark.parametrize(
    "text", [*HOSTILE, "\x00\x0b\x1f", "\u202e", "א" * 300, "x" * 5_000, "\ufffe"]
)
def test_hostile_words_are_text_in_every_picture(
    text: str, tables: dict[str, pl.DataFrame]
) -> None:
    table = (
        views.estimates(tables, Selection(), store.instrument(), "outlet", "lean")
        .head(2)
        .with_columns(few=views.is_few(), group=pl.Series([text, "b"]))
    )
    said = Caption(text, text, text, text, text, text, "2026-11-26", text)
    spec = dressed(dots(table, store.instrument().codebook), said)
    drawn = drawing(spec, "svg")
    root = etree.fromstring(drawn)
    assert {etree.QName(node).localname for node in root.iter() if isinstance(node.tag, str)} <= {
        *("svg", "title", "desc", "rect", "g", "path", "text", "line", "defs", "clipPath", "tspan")
    }
    assert not [name for node in root.iter() for name in node.attrib if name.startswith("on")]
    assert not [name for node in root.iter() for name in node.attrib if name.endswith("href")]
    for sign in ("\u202e", "\u200b", "\x00", "\x0b"):
        assert sign not in drawn.decode()
    json.loads(vega_lite(spec))
    with Image.open(io.BytesIO(drawing(spec, "png"))) as image:
        assert image.text["Title"]
        assert "\u202e" not in image.text["Description"]


@pytest.fixture
def tracker() -> Iterator[tuple[str, list[str]]]:
    """A server that writes down who asks for what."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"[]")

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("form", ["svg", "png"])
def test_the_worker_fetches_nothing(form: Any, tracker: tuple[str, list[str]]) -> None:
    address, asked = tracker
    spec: Spec = {
        "data": {"url": f"{address}/data.json"},
        "mark": {"type": "image", "url": f"{address}/pixel.png"},
        "encoding": {"x": {"field": "a", "type": "quantitative"}},
    }
    with suppress(ExportError):  # refused or left out, as long as nothing is asked for
        drawing(spec, form)
    assert asked == []


def test_a_worker_that_hangs_is_stopped(
    specs: dict[str, Spec], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = tmp_path / "endless.py"
    endless.write_text("import time\ntime.sleep(600)\n", encoding="utf-8")
    monkeypatch.setattr(pictures, "WORKER", endless)
    with pytest.raises(ExportError, match=r"longer than 0\.5 seconds and was stopped"):
        drawings([specs["dots"]], "svg", patience=0.5)
    monkeypatch.undo()
    assert drawing(specs["dots"], "svg").startswith(b"<svg")


def test_a_chart_that_cannot_be_drawn_says_so() -> None:
    with pytest.raises(ExportError, match=r"could not be drawn .*; take the table"):
        drawing({"mark": "nonsense"}, "svg")


def test_a_chart_that_nobody_could_read_is_refused(tables: dict[str, pl.DataFrame]) -> None:
    one = views.estimates(tables, Selection(), store.instrument(), "outlet", "lean").head(1)
    many = pl.concat(
        one.with_columns(group=pl.lit(f"outlet {n}"), few=pl.lit(value=False)) for n in range(300)
    )
    spec = dressed(dots(many, store.instrument().codebook), CAPTION)
    with pytest.raises(ExportError, match="too tall to be read"):
        drawing(spec, "png")


def test_too_many_at_once_wait_and_are_told(
    specs: dict[str, Spec], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "AT_ONCE", threading.BoundedSemaphore(1))
    pictures.AT_ONCE.acquire()
    with pytest.raises(ExportError, match="too many pictures"):
        drawings([specs["dots"]], "svg", patience=0.2)


def test_the_worker_needs_nothing_but_its_own_libraries(specs: dict[str, Spec]) -> None:
    """It starts in a second because it imports neither Polars nor Streamlit."""
    asked = json.dumps({"form": "svg", "charts": [specs["dots"]]})
    code = (
        "import runpy, sys; runpy.run_path(sys.argv[1], run_name='__main__'); "
        "sys.exit(bool({'polars', 'streamlit', 'framing'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(pictures.WORKER)],
        input=asked.encode(),
        capture_output=True,
        check=True,
    )
    assert base64.b64decode(json.loads(done.stdout)[0]).startswith(b"<svg")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    files.save(path, b"one")
    files.save(path, b"two")
    assert files.load(path) == b"two"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.html"]
    with pytest.raises(StoreError, match="cannot be written"):
        files.save(tmp_path / "nowhere" / "a.html", b"x")
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreError, match="cannot be written"):
        files.save(tmp_path / "folder", b"x")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.html", "folder"]
    with pytest.raises(StoreError, match="cannot be read"):
        files.load(tmp_path / "nowhere")
