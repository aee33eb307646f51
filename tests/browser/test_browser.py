"""The app in a real browser: links, filters, clicks, the numbers behind charts, hostile text."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from framing import store, views
from framing.selection import Selection

from .conftest import PATIENCE, Visit, serving, visiting

PAGES = ("", "compare", "timeline", "language", "read", "robustness", "codebook", "method", "class")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_without_error_or_foreign_request(path: str, visit: Visit) -> None:
    page = visit.open(path)
    assert page.locator(".fd-heading h1").count() == 1
    assert page.locator('[data-testid="stException"]').count() == 0
    assert page.get_by_text("Page not found").count() == 0


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_fits_a_phone(path: str, scheme: str, browser: Browser, server: str) -> None:
    with visiting(browser, server, width=390, scheme=scheme) as visit:
        page = visit.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        main = '[data-testid="stMainBlockContainer"]'
        assert page.locator(main).evaluate("e => e.scrollWidth - e.clientWidth") <= 1


@pytest.mark.parametrize("path", ["compare?compare_tab=Who+is+quoted", "robustness"])
def test_a_phone_shows_every_tab_and_the_picture(path: str, browser: Browser, server: str) -> None:
    with visiting(browser, server, width=390) as visit:
        page = visit.open(path)
        for tab in page.get_by_role("tab").all():
            box = tab.bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 390
        drawn = page.locator('[data-testid="stVegaLiteChart"] svg').first
        assert drawn.evaluate("e => e.getBoundingClientRect().right") <= 390


def test_a_filter_changes_every_page_and_the_address(visit: Visit) -> None:
    page = visit.open()
    page.get_by_role("combobox", name="Outlets").click()
    page.get_by_role("option", name="Open Commons").click()
    visit.settle()
    assert "outlets=Open+Commons" in page.url or "outlets=Open%20Commons" in page.url
    for name in ("Compare", "Read", "Robustness"):
        page.keyboard.press("Escape")
        page.get_by_role("link", name=name, exact=True).click()
        visit.settle()
        expect(page.locator(".fd-selected")).to_contain_text("Open Commons · 7 of 71 articles")
        assert "outlets=" in page.url
    page.get_by_role("button", name="Reset filters").click()
    visit.settle()
    expect(page.locator(".fd-selected")).to_contain_text("the whole corpus · 71 of 71 articles")


def test_a_deep_link_on_a_fresh_server(browser: Browser, sample_run: Path) -> None:
    with serving(sample_run) as address, visiting(browser, address) as visit:
        page = visit.open("read?outlets=The+Harbor+Ledger&article=s-102&sentence=3")
        expect(page.locator(".fd-selected")).to_contain_text("The Harbor Ledger · 10 of 71")
        linked = page.locator(".fd-linked")
        expect(linked).to_have_count(1)
        assert linked.get_attribute("id") == "s3"
        page.get_by_role("link", name="Go to it").click()
        page.wait_for_timeout(500)
        expect(linked).to_be_in_viewport()
        assert page.locator('[data-testid="stSidebar"]').count() == 1
        assert page.get_by_text("Page not found").count() == 0


def test_a_page_of_its_own_folder_is_no_page(browser: Browser, sample_run: Path) -> None:
    """A link to pages/shared.py on a fresh server leads home, not to half an app."""
    with serving(sample_run) as address, visiting(browser, address) as visit:
        page = visit.page
        page.goto(f"{address}/shared")
        page.wait_for_selector(".fd-heading", timeout=PATIENCE)
        assert page.locator('[data-testid="stSidebar"]').count() == 1
        assert len(visit.complaints) == 1
        assert "does not seem to exist" in visit.complaints.pop()


def marks(visit: Visit) -> dict[str, float]:
    """Group to the talk share that the drawn points of the signature picture say."""
    labels = visit.page.locator("path[aria-roledescription='circle']").evaluate_all(
        "marks => marks.map(mark => mark.getAttribute('aria-label'))"
    )
    found = {}
    for label in labels:
        parts = dict(part.rsplit(": ", 1) for part in label.split("; "))
        found[parts["group"]] = float(next(v for k, v in parts.items() if "talks about" in k))
    return found


def test_the_signature_picture_shows_what_was_computed(visit: Visit, sample_run: Path) -> None:
    visit.open()
    visit.page.wait_for_selector("path[aria-roledescription='circle']", timeout=PATIENCE)
    run = store.open_run(sample_run)
    tables = {name: run.table(name) for name in store.RUN_TABLES}
    pairs = views.talk_and_stand(tables, Selection(), store.instrument(), "outlet")
    computed = dict(views.side_by_side(pairs).select("group", "talk").iter_rows())
    drawn = marks(visit)
    assert set(drawn) == set(computed)
    for group, share in computed.items():
        assert drawn[group] == pytest.approx(share, abs=1e-6)


def listed(visit: Visit) -> tuple[int, int]:
    """Sentences that an evidence list announces, and those it holds on all its pages."""
    page = visit.page
    words = page.locator(".fd-note", has_text=re.compile(r"sentences? in [\d,]+ articles?")).first
    announced = int(words.inner_text().split(" ")[0].replace(",", ""))
    total = 0
    while True:
        total += page.locator(".fd-card").count()
        following = page.get_by_role("button", name=re.compile("next", re.IGNORECASE))
        if following.count() == 0 or following.first.is_disabled():
            return announced, total
        before = page.locator(".fd-card").first.inner_text()
        following.first.click()
        expect(page.locator(".fd-card").first).not_to_have_text(before, timeout=PATIENCE)
        visit.settle()


def uncovered(points: Locator) -> Locator:
    """The first point that no other one lies on."""
    on_top = """one => {
        const box = one.getBoundingClientRect();
        return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === one;
    }"""
    return next(point for point in points.all() if point.evaluate(on_top))


def test_a_click_on_a_point_lists_exactly_its_sentences(visit: Visit, sample_run: Path) -> None:
    page = visit.open("?genres=opinion")
    points = page.locator("path[aria-roledescription='circle']")
    points.first.wait_for(timeout=PATIENCE)
    point = uncovered(points)
    name = re.search(r"group: ([^;]+)", point.get_attribute("aria-label") or "")
    assert name
    point.click(force=True)
    visit.settle()
    expect(page.get_by_role("combobox", name="Whose")).to_have_value(name[1], timeout=PATIENCE)
    visit.settle()
    who = page.get_by_role("combobox", name="Whose")
    chosen = who.input_value() or who.inner_text()
    run = store.open_run(sample_run)
    tables = {name: run.table(name) for name in store.RUN_TABLES}
    numbers = views.estimates(
        tables, Selection(genres=("opinion",)), store.instrument(), "outlet", "salience"
    )
    count = numbers.filter(group=name[1], frame="off_ramp")["count"][0]
    assert name[1] in chosen or page.get_by_text(name[1]).count()
    assert listed(visit) == (count, count)


def test_a_click_on_a_period_lists_exactly_its_sentences(visit: Visit) -> None:
    page = visit.open("timeline?period=Quarters&events=2022-11-11+Kherson+is+free")
    points = page.locator("path[aria-roledescription='point']")
    points.first.wait_for(timeout=PATIENCE)
    expect(page.get_by_text("Kherson is free").first).to_be_attached()
    label = points.nth(3).get_attribute("aria-label") or ""
    parts = dict(part.split(": ", 1) for part in label.split("; "))
    points.nth(3).click(force=True)
    visit.settle()
    when = page.get_by_role("combobox", name="When")
    expect(when).to_have_value(parts["period"], timeout=PATIENCE)
    visit.settle()
    assert listed(visit) == (int(parts["count"]), int(parts["count"]))
    assert "Kherson" in page.url


def test_a_click_on_a_key_term_lists_exactly_its_places(visit: Visit) -> None:
    page = visit.open("language?language_tab=Key+terms&by=Authors")
    points = page.locator("path[aria-roledescription='point']")
    points.first.wait_for(timeout=PATIENCE)
    label = points.nth(4).get_attribute("aria-label") or ""
    parts = dict(part.split(": ", 1) for part in label.split("; "))
    points.nth(4).click(force=True)
    visit.settle()
    term = page.get_by_role("combobox", name="Term", exact=True)
    expect(term).to_have_value(parts["term"], timeout=PATIENCE)
    expect(
        page.get_by_text(f"{parts['times']} lines in {parts['articles']} articles")
    ).to_have_count(1)
    hit = page.locator(".fd-line mark").first.inner_text()
    assert hit.lower() == parts["term"]
    page.locator(".fd-kwic a").first.click()
    page.wait_for_selector(".fd-linked", timeout=PATIENCE)
    assert hit in page.locator(".fd-linked").inner_text()


def test_a_reason_leads_to_the_sentence_it_is_about(visit: Visit) -> None:
    page = visit.open("?outlets=Open+Commons")
    card = page.locator(".fd-card").first
    words = card.locator(".fd-quote").inner_text().split("\n")[-1][-15:]
    card.locator("a").click()
    page.wait_for_selector(".fd-linked", timeout=PATIENCE)
    visit.settle()
    assert words in page.locator(".fd-linked").inner_text()
    expect(page.locator(".fd-selected")).to_contain_text("Open Commons")


def test_eight_first_visitors_at_once_on_a_cold_server(browser: Browser, tiny_run: Path) -> None:
    with serving(tiny_run) as address:
        contexts = [browser.new_context() for _ in range(8)]
        pages = [context.new_page() for context in contexts]
        for page in pages:  # navigation begins in the browser; none is waited for
            page.evaluate("address => { window.location.href = address }", address)
        for page in pages:
            page.wait_for_selector(".fd-heading", timeout=2 * PATIENCE)
            assert page.locator('[data-testid="stException"]').count() == 0
        for context in contexts:
            context.close()


@pytest.fixture(scope="module")
def hostile(hostile_run: Path) -> Iterator[str]:
    with serving(hostile_run) as address:
        yield address


@pytest.mark.parametrize("path", PAGES[:4])
def test_hostile_text_is_shown_and_does_nothing(path: str, browser: Browser, hostile: str) -> None:
    with visiting(browser, hostile) as visit:
        page = visit.open(path)
        assert page.title() != "taken over"
        inside = page.locator('[data-testid="stMain"]')
        assert inside.locator("img[src*=tracker], script, a[href^=javascript]").count() == 0
        if path == "read":
            text = " ".join(inside.inner_text().split())
            for words in ("<script>", "onerror=alert(1)>", "](javascript:", "**bold**", "$\\frac"):
                assert words in text


def test_a_draft_is_coded_and_kept_nowhere(visit: Visit) -> None:
    page = visit.open("codebook")
    page.get_by_label("Text", exact=True).fill("Ukraine must win. A ceasefire would be folly.")
    page.get_by_role("button", name="Code it").click()
    page.wait_for_selector(".fd-text", timeout=PATIENCE)
    assert "ceasefire" in page.locator(".fd-text").inner_text()
    assert "ceasefire" not in page.url
    page.reload()
    page.wait_for_selector(".fd-heading", timeout=PATIENCE)
    visit.settle()
    assert page.locator(".fd-text").count() == 0


def test_the_table_behind_a_picture_holds_its_numbers(visit: Visit) -> None:
    page = visit.open("compare?measure=Endorsed")
    page.get_by_text("Table behind the picture").first.click()
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download as CSV").first.click()
    rows = Path(saved.value.path()).read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("grouped_by,group,measure,frame,estimate,low,high")
    assert len(rows) == 1 + 8 * 2
    assert ",endorse," in rows[1]
