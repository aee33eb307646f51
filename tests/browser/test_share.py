"""What visitors take along, in a real browser: links, pictures, tables, the report, the bundle."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import polars as pl
import pytest
from click.testing import CliRunner
from lxml import etree
from PIL import Image
from playwright.sync_api import Browser, Locator, expect

from framing import store
from framing.__main__ import main
from framing.address import Origin

from .conftest import PATIENCE, ROOT, Visit, serving, visiting

SAMPLE = ROOT / "data" / "sample" / "articles.jsonl"
VIEW = "compare?by=author&measure=endorse&genres=opinion"
POINT = "[aria-roledescription='point']"


def menu(visit: Visit, name: str) -> Locator:
    """A menu, opened."""
    visit.page.get_by_role("button", name=name, exact=True).first.click()
    body = visit.page.locator('[data-testid="stPopoverBody"]')
    body.wait_for(timeout=PATIENCE)
    return body


def saved(visit: Visit, menu_name: str, button: str) -> bytes:
    """The file that a button of a menu gives."""
    body = menu(visit, menu_name)
    with visit.page.expect_download(timeout=PATIENCE) as download:
        body.get_by_role("button", name=re.compile(f"^{button}")).click()
    visit.page.keyboard.press("Escape")
    return Path(download.value.path()).read_bytes()


def link(visit: Visit) -> str:
    """The link that the page offers."""
    words = menu(visit, "Share and cite").locator("code").first.inner_text()
    visit.page.keyboard.press("Escape")
    return words.strip()


def drawn(visit: Visit) -> dict[tuple[str, str], float]:
    """Group and frame to the value that the dots of the first chart say."""
    visit.page.locator(POINT).first.wait_for(timeout=PATIENCE)
    labels = visit.page.locator('[data-testid="stVegaLiteChart"]').first.locator(POINT)
    found = {}
    for label in labels.evaluate_all("marks => marks.map(m => m.getAttribute('aria-label'))"):
        parts = dict(part.split(": ", 1) for part in label.split("; "))
        value = parts["estimate"].removesuffix("%")
        found[parts["group"], parts["frame"]] = float(value) / 100
    return found


def test_the_numbers_of_every_export_are_those_of_the_chart(visit: Visit) -> None:
    visit.open(VIEW)
    points = drawn(visit)
    assert len(points) > 10
    table = pl.read_csv(saved(visit, "Save picture", "CSV"))
    rows = {
        (row["group"], row["frame"]): row["estimate"]
        for row in table.drop_nulls("estimate").iter_rows(named=True)
    }
    assert rows == pytest.approx(points, abs=0.006)
    spec = json.loads(saved(visit, "Save picture", "Vega-Lite"))
    told = {
        (row["group"], row["frame"]): row["estimate"]
        for data in spec["datasets"].values()
        for row in data
        if "group" in row
    }
    assert told == pytest.approx(rows)
    caption = spec["usermeta"]["framing"]
    assert caption["selection"] == "opinion"
    assert caption["n"] == "32 of 71 articles"
    svg = etree.fromstring(saved(visit, "Save picture", "SVG"))
    said = " ".join(svg.itertext())
    assert all(group in said for group, _ in points)
    for words in (caption["title"], "opinion · 32 of 71 articles", caption["made"]):
        assert words in said
    png = saved(visit, "Save picture", "PNG")
    with Image.open(io.BytesIO(png)) as image:
        assert image.format == "PNG"
        assert round(image.info["dpi"][0]) >= 200
        assert image.width >= 2_000
        assert image.height >= 1_000
        assert "Endorsed by author" in image.text["Description"]


def test_the_table_is_saved_as_excel(visit: Visit) -> None:
    page = visit.open(VIEW)
    page.get_by_text("Table behind the picture").first.click()
    with page.expect_download(timeout=PATIENCE) as download:
        page.get_by_role("button", name="Download as Excel").first.click()
    assert download.value.suggested_filename == "endorse_by_author.xlsx"
    assert Path(download.value.path()).read_bytes().startswith(b"PK")


@pytest.mark.parametrize("name", ["", "robustness"])
def test_pictures_of_other_pages_are_saved(name: str, visit: Visit) -> None:
    visit.open(name)
    svg = etree.fromstring(saved(visit, "Save picture", "SVG"))
    assert "the whole corpus · 71 of 71 articles" in " ".join(svg.itertext())


def test_a_link_on_a_fresh_server_shows_the_same_numbers(
    visit: Visit, browser: Browser, sample_run: Path
) -> None:
    page = visit.open("compare")
    page.get_by_role("combobox", name="Compare", exact=True).click()
    page.get_by_role("option", name="Authors", exact=True).click()
    visit.settle()
    page.get_by_role("combobox", name="Measure", exact=True).click()
    page.get_by_role("option", name="Endorsed").click()
    visit.settle()
    page.get_by_role("combobox", name="Genre").click()
    page.get_by_role("option", name="opinion").click()
    visit.settle()
    page.keyboard.press("Escape")
    asked = parse_qs(urlsplit(page.url).query)
    assert asked == {"by": ["author"], "measure": ["endorse"], "genres": ["opinion"]}
    address, points = link(visit), drawn(visit)
    stamp = dict(Origin.of(store.open_run(sample_run).manifest).pairs())
    assert parse_qs(urlsplit(address).query) == asked | {n: [v] for n, v in stamp.items()}
    with serving(sample_run) as fresh, visiting(browser, fresh) as other:
        there = other.open(f"compare?{urlsplit(address).query}")
        assert drawn(other) == points
        expect(there.locator(".fd-selected")).to_contain_text("opinion · 32 of 71 articles")
        assert there.locator(".fd-warning").count() == 0


def test_a_link_on_a_server_with_other_data_says_so(
    visit: Visit, browser: Browser, tiny_run: Path
) -> None:
    visit.open("compare?outlets=Open+Commons&measure=endorse")
    address = link(visit)
    with serving(tiny_run) as fresh, visiting(browser, fresh) as other:
        page = other.open(f"compare?{urlsplit(address).query}")
        warnings = page.locator(".fd-warning")
        expect(warnings.first).to_contain_text("no outlet “Open Commons”")
        expect(warnings.last).to_contain_text("The link was made with the corpus")
        page.get_by_role("link", name="Read", exact=True).click()
        other.settle()
        expect(page.locator(".fd-warning")).to_contain_text("Shown are the numbers of what is here")
        page.get_by_role("button", name="Go on with what is here").click()
        other.settle()
        assert page.locator(".fd-warning").count() == 0


def test_choices_are_in_the_address_on_every_page_and_after_back(visit: Visit) -> None:
    page = visit.open("compare")
    page.get_by_role("combobox", name="Compare", exact=True).click()
    page.get_by_role("option", name="Authors", exact=True).click()
    visit.settle()
    page.get_by_role("link", name="Read", exact=True).click()
    visit.settle()
    assert "by=" not in page.url
    page.get_by_role("link", name="Robustness", exact=True).click()
    visit.settle()
    assert urlsplit(page.url).query == "by=author"
    page.get_by_role("combobox", name="Measure", exact=True).click()
    page.get_by_role("option", name="Lean").click()
    visit.settle()
    assert urlsplit(page.url).query == "by=author&measure=lean"
    page.go_back()
    visit.settle()
    assert urlsplit(page.url).query == "by=author"
    expect(page.get_by_role("combobox", name="Measure", exact=True)).to_have_value("Talked about")
    while "robustness" in page.url:
        page.go_back()
        visit.settle()
    while "compare" not in page.url:
        page.go_back()
        visit.settle()
    assert urlsplit(page.url).query == "by=author"
    page.reload()
    page.wait_for_selector(".fd-heading", timeout=PATIENCE)
    visit.settle()
    assert urlsplit(page.url).query == "by=author"


def test_a_click_in_a_chart_is_in_the_link(visit: Visit) -> None:
    page = visit.open("?genres=opinion")
    points = page.locator("path[aria-roledescription='circle']")
    points.first.wait_for(timeout=PATIENCE)
    on_top = points.last  # no other point lies over it
    name = re.search(r"group: ([^;]+)", on_top.get_attribute("aria-label") or "")
    on_top.click(force=True)
    visit.settle()
    assert name
    assert parse_qs(urlsplit(link(visit)).query)["who"] == [name[1]]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("by=banana&measure=beauty", "asks for “banana” (by)"),
        ("since=banana", "“banana” is no date"),
        ("since=2024-01-01&until=2023-01-01", "the wrong way round"),
        ("outlets=" + "x" * 10_000, "The link is too long"),
        ("outlets=%3Cscript%3Ealert(1)%3C/script%3E", "no outlet “<script>alert(1)</script>”"),
        ("corpus=%E2%80%AE<img src=x>", "made with the corpus"),
    ],
)
def test_a_wrong_link_is_mended_and_says_so(query: str, words: str, visit: Visit) -> None:
    page = visit.open(f"compare?{query}")
    expect(page.locator(".fd-warning").first).to_contain_text(words)
    assert page.locator('[data-testid="stException"]').count() == 0
    expect(page.locator(POINT).first).to_be_attached()


@pytest.fixture(scope="module")
def report(browser: Browser, server: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    with visiting(browser, server) as visit:
        visit.open(VIEW)
        content = saved(visit, "Share and cite", "Report")
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_bytes(content)
    return path


@pytest.fixture
def offline(browser: Browser, report: Path) -> Iterator[Visit]:
    """The report, opened where there is no network."""
    context = browser.new_context(offline=True, viewport={"width": 390, "height": 800})
    visit = Visit(context.new_page(), report.as_uri())
    visit.page.on("request", lambda request: visit.requests.append(request.url))
    visit.page.on("console", lambda message: visit.complaints.append(message.text))
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.goto(visit.address)
    yield visit
    context.close()


def test_the_report_opens_without_a_network(offline: Visit) -> None:
    page = offline.page
    assert offline.requests == [offline.address]
    assert offline.complaints == []
    expect(page.locator(".selected")).to_contain_text("opinion · 32 of 71 articles")
    assert page.locator("h2", has_text="Endorsed by author").count() == 1
    pictures = page.locator("figure svg")
    assert pictures.count() >= 4
    for n in range(pictures.count()):
        box = pictures.nth(n).bounding_box()
        assert box
        assert 200 < box["width"] <= 390
        assert box["height"] > 50
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("blockquote").count() >= 2
    page.locator("header a").wait_for()


def test_the_report_prints_to_a_pdf(offline: Visit) -> None:
    pdf = offline.page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert 4 <= pages <= 30
    assert b"/MediaBox [0 0 595" in pdf or b"/MediaBox [0 0 594" in pdf  # A4


def test_the_bundle_of_a_view_is_verified(visit: Visit, tmp_path: Path) -> None:
    visit.open("compare?outlets=Open+Commons")
    path = tmp_path / "bundle.zip"
    path.write_bytes(saved(visit, "Share and cite", "Share bundle"))
    outcome = CliRunner().invoke(main, ["verify", str(path), str(SAMPLE)])
    assert outcome.exit_code == 0, outcome.output
    assert "7 of 7 articles found" in outcome.output


def test_nothing_acts_in_the_menus(browser: Browser, hostile_run: Path) -> None:
    with serving(hostile_run) as address, visiting(browser, address) as visit:
        visit.open("compare?by=author&measure=lean")
        body = menu(visit, "Share and cite")
        assert body.locator("img, script, a[href^=javascript]").count() == 0
        visit.page.keyboard.press("Escape")
        svg = saved(visit, "Save picture", "SVG").decode()
        assert "<script" not in svg
        assert "tracker.invalid" not in re.sub(r">[^<]*<|\"[^\"]*\"", "", svg)
        report = saved(visit, "Share and cite", "Report").decode()
        assert "<script" not in report
        assert "<img" not in report
        assert visit.page.title() != "taken over"
