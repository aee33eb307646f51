"""Three steps for a first visit: once per browser, never on a link."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .conftest import PATIENCE, visiting


def guide(page: Page) -> Locator:
    return page.get_by_role("region", name="First visit")


def test_it_can_be_skipped_and_does_not_return(browser: Browser, server: str) -> None:
    with visiting(browser, server) as visit:
        page = visit.open()
        expect(guide(page)).to_be_visible(timeout=PATIENCE)
        before = page.url
        guide(page).get_by_role("button", name="Skip").click()
        expect(guide(page)).to_be_hidden()
        assert page.url == before
        visit.open()
        expect(guide(page)).to_be_hidden()
    with visiting(browser, server) as another:
        expect(guide(another.open())).to_be_visible(timeout=PATIENCE)


def test_three_steps_end_it(browser: Browser, server: str) -> None:
    with visiting(browser, server) as visit:
        page = visit.open()
        for step, button in ((1, "Next"), (2, "Next"), (3, "Done")):
            expect(guide(page)).to_contain_text(re.compile(f"{step} of 3"))
            guide(page).get_by_role("button", name=button).click()
        expect(guide(page)).to_be_hidden()
        visit.open()
        expect(guide(page)).to_be_hidden()


@pytest.mark.parametrize("link", ["?outlets=Open+Commons", "compare?by=author"])
def test_who_follows_a_link_is_left_alone(link: str, browser: Browser, server: str) -> None:
    with visiting(browser, server) as visit:
        expect(guide(visit.open(link))).to_be_hidden()
