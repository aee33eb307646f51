"""One's own articles in a real browser: in by a table, mended, added to, and safe from a kill."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from shelves import TEXT, codebook, entry, kept, leftovers, lines, scored_anew, tables

from framing.corpora import additions, imports, shelf

from .conftest import PATIENCE, ROOT, Visit, _wait, visiting

CUT = "Read more: the tram that never came"


class Desk:
    """A server on a home of corpora, which can be killed and started again at its address."""

    def __init__(self, home: Path) -> None:
        self.home = home
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "pages.launch", "run", "app.py"]
        environment = {k: v for k, v in os.environ.items() if k != "FRAMING_RUN"}
        self.process = subprocess.Popen(
            [*command, "--server.address=127.0.0.1", f"--server.port={self.port}"],
            cwd=ROOT,
            env=environment | {"FRAMING_HOME": str(self.home)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _wait(self.process, f"{self.address}/_stcore/health")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "home").mkdir()
    desk = Desk(tmp_path / "home")
    yield desk
    desk.kill()


@pytest.fixture
def visit(browser: Browser, desk: Desk) -> Iterator[Visit]:
    with visiting(browser, desk.address) as visit:
        yield visit


def give(visit: Visit, *files: Path | dict[str, object]) -> Page:
    page = visit.page
    page.locator("input[type=file]").first.set_input_files(list(files))
    page.wait_for_selector("text=accepted and kept", timeout=PATIENCE)
    visit.settle()
    return page


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).click()
    page.keyboard.type(option)
    page.get_by_role("option", name=option, exact=True).click()


def turn(visit: Visit, view: str) -> None:
    visit.page.get_by_test_id("stButtonGroup").get_by_text(view, exact=True).click()
    visit.settle()


def test_a_table_with_other_columns_becomes_a_corpus_that_is_mended(
    visit: Visit, desk: Desk, tmp_path: Path
) -> None:
    rows = [
        f'{n};Street {n};"{TEXT.format(n)}\n\n{CUT}\n\n{TEXT.format(n + 50)}";'
        f"{'thekerbdaily' if n % 2 else 'The Kerb Daily'};03/04/2023"
        for n in range(6)
    ]
    table = tmp_path / "export.csv"
    table.write_text("Nr;Kopf;Bauch;Quelle;Wann\n" + "\n".join(rows), encoding="utf-8")
    visit.open("corpus")
    page = give(visit, table)
    expect(page.get_by_text("Which column of export.csv holds")).to_be_visible()
    expect(page.get_by_role("button", name="Score and keep")).to_be_disabled()
    # Wrong first, then right: the report follows at once.
    choose(page, "The article’s text", "Kopf")
    page.get_by_role("button", name="Read it so").click()
    page.wait_for_selector("text=rows not used", timeout=PATIENCE)
    for label, column in (
        ("The article’s text", "Bauch"),
        ("Its title", "Kopf"),
        ("The outlet", "Quelle"),
        ("The date", "Wann"),
    ):
        choose(page, label, column)
    page.get_by_role("button", name="Read it so").click()
    page.wait_for_selector("text=6 articles from 6 rows", timeout=PATIENCE)
    page.get_by_text("Day first: 3 April 2022").click()
    page.wait_for_selector("text=that can be read in two ways", state="detached", timeout=PATIENCE)
    page.get_by_label("Name of the new corpus").fill("Streets")
    page.keyboard.press("Enter")
    visit.settle()
    page.get_by_role("button", name="Score and keep").click()
    page.wait_for_selector("text=Added to Streets: 6 new", timeout=PATIENCE)
    visit.settle()
    assert "kept=streets" in page.url or not shelf.listing(desk.home)[1:]
    assert {str(day) for day in tables(desk.home, "streets")["article"]["published"]} == {
        "2023-04-03"
    }

    turn(visit, "Names")
    expect(page.get_by_text("the same letters")).to_be_visible()
    page.get_by_role("button", name="Merge", exact=True).click()
    page.wait_for_selector("text=→ The Kerb Daily", timeout=PATIENCE)
    assert tables(desk.home, "streets")["article"]["outlet"].unique().to_list() == [
        "The Kerb Daily"
    ]

    turn(visit, "Set aside")
    page.get_by_role("button", name="Put back").first.click()
    page.wait_for_selector("text=· put back", timeout=PATIENCE)
    texts = tables(desk.home, "streets")["article"]["text"]
    assert texts.str.contains(f"\n\n{CUT}\n\n").sum() == 1
    assert scored_anew(desk.home, "streets") == 1

    page.get_by_role("link", name="Read", exact=True).click()
    visit.settle()
    expect(page.locator(".fd-selected")).to_contain_text("6 of 6 articles")


def test_ten_more_to_a_thousand_in_seconds(browser: Browser, tmp_path: Path) -> None:
    home = tmp_path / "home"
    kept(home, ("thousand.jsonl", lines(range(1000))))
    desk = Desk(home)
    try:
        with visiting(browser, desk.address) as visit:
            visit.open("corpus")
            ten = tmp_path / "ten.jsonl"
            ten.write_bytes(lines(range(1000, 1010)))
            page = give(visit, ten)
            start = time.perf_counter()
            page.get_by_role("button", name="Score and keep").click()
            page.wait_for_selector(
                "text=Added to Kept: 10 new. 10 were scored.", timeout=2 * PATIENCE
            )
            assert time.perf_counter() - start < 60, "seconds on a quiet machine"
            expect(page.locator(".fd-selected")).to_contain_text("Kept: 1,010 articles")
    finally:
        desk.kill()
    assert scored_anew(home) == 10


def test_killed_in_the_middle_and_started_again(
    browser: Browser, desk: Desk, tmp_path: Path
) -> None:
    sample = (ROOT / "data" / "sample" / "articles.jsonl").read_text(encoding="utf-8")
    articles = [json.loads(line) for line in sample.splitlines()]
    many = tmp_path / "many.jsonl"
    many.write_text("\n".join(json.dumps(a) for a in articles), encoding="utf-8")
    with visiting(browser, desk.address) as visit:
        visit.open("corpus")
        page = give(visit, many)
        page.get_by_label("Name of the new corpus").fill("Survivor")
        page.keyboard.press("Enter")
        visit.settle()
        page.get_by_role("button", name="Score and keep").click()
        page.wait_for_selector("text=25 of 71 articles scored", timeout=PATIENCE)
        address = page.url
        desk.kill()
        visit.complaints.clear()  # the browser says that the server is gone, and so it is
    assert "import=" in address
    assert shelf.listing(desk.home) == [], "nothing half is there"
    [left] = imports.unfinished(desk.home)
    assert [document.name for document in left.documents] == ["many.jsonl"]
    desk.start()
    with visiting(browser, desk.address) as visit:
        page = visit.page
        page.goto(address)  # as the tab that was still open
        page.wait_for_selector("text=Nothing is lost", timeout=PATIENCE)
        page.get_by_role("button", name="Go on", exact=True).click()
        page.wait_for_selector("text=Added to Survivor: 71 new", timeout=2 * PATIENCE)
    assert scored_anew(desk.home, "survivor") <= 71 - 25, "what was scored is not scored again"
    here = tables(desk.home, "survivor")
    assert here["article"].height == here["article_score"].height == 71
    assert leftovers(desk.home) == []
    assert imports.unfinished(desk.home) == []


def test_files_are_seen_by_their_giver_alone(browser: Browser, desk: Desk) -> None:
    with visiting(browser, desk.address) as mine, visiting(browser, desk.address) as other:
        mine.open("corpus")
        give(
            mine,
            {"name": "mine-alone.jsonl", "mimeType": "text/plain", "buffer": lines(range(2))},
        )
        other.open("corpus")
        assert "mine-alone" not in other.page.locator("body").inner_text()
        mine.page.reload()
        mine.page.wait_for_selector("text=mine-alone.jsonl", timeout=PATIENCE)


def test_the_corpus_travels_in_the_address_and_through_the_pages(
    browser: Browser, desk: Desk
) -> None:
    kept(desk.home, ("a.jsonl", lines(range(12))))
    second = imports.begin(desk.home, name="Second")
    second = imports.save(desk.home, second.model_copy(update={"codebook": codebook(desk.home)}))
    second, _ = imports.accept(desk.home, second, [("b.jsonl", lines(range(20, 33)))])

    additions.add(desk.home, second.id)
    assert entry(desk.home, "second").counts
    with visiting(browser, desk.address) as visit:
        page = visit.open("?kept=second")
        expect(page.locator(".fd-selected")).to_contain_text("13 of 13 articles")
        for name in ("Compare", "Corpus", "Read"):
            page.get_by_role("link", name=name, exact=True).click()
            visit.settle()
            assert "kept=second" in page.url
        expect(page.locator(".fd-selected")).to_contain_text("13 of 13 articles")
        page.get_by_role("combobox", name="Corpus").click()
        page.get_by_role("option", name="Kept").click()
        visit.settle()
        expect(page.locator(".fd-selected")).to_contain_text("12 of 12 articles")
        page.go_back()
        visit.settle()
        assert page.locator('[data-testid="stException"]').count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_a_phone(scheme: str, browser: Browser, desk: Desk) -> None:
    kept(desk.home, ("a.jsonl", lines(range(3), outlet="x" * 60)))
    with visiting(browser, desk.address, width=390, scheme=scheme) as visit:
        page = visit.open("corpus")
        for view in ("Check", "Set aside", "Names", "Keep"):
            turn(visit, view)
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
            main = '[data-testid="stMainBlockContainer"]'
            assert page.locator(main).evaluate("e => e.scrollWidth - e.clientWidth") <= 1
