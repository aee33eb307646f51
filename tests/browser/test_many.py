"""Six visitors at once with six filters: nobody sees another's; no page complains."""

from contextlib import ExitStack

from playwright.sync_api import Browser, expect

from .conftest import PATIENCE, visiting

OUTLETS = (
    *("Baltic Courier", "Continental Review", "Open Commons"),
    *("Prairie Dispatch", "Statecraft Monthly", "The Northern Standard"),
)
PAGES = ("compare", "timeline", "read", "class")


def test_six_sessions_with_different_filters_do_not_mix(browser: Browser, server: str) -> None:
    with ExitStack() as stack:
        visits = {o: stack.enter_context(visiting(browser, server)) for o in OUTLETS}
        for path in PAGES:
            for outlet, visit in visits.items():  # all are under way before any is looked at
                visit.page.goto(f"{server}/{path}?outlets={outlet.replace(' ', '+')}")
            for outlet, visit in visits.items():
                selected = visit.page.locator(".fd-selected")
                expect(selected).to_contain_text(f"{outlet} ·", timeout=PATIENCE)
                others = [other for other in OUTLETS if other != outlet]
                assert not any(other in selected.inner_text() for other in others)
        for outlet, visit in visits.items():  # each turns to the next one's, at the same time
            page = visit.page
            page.get_by_role("combobox", name="Outlets").click()
            following = OUTLETS[(OUTLETS.index(outlet) + 1) % len(OUTLETS)]
            page.get_by_role("option", name=following).click()
        for outlet, visit in visits.items():
            following = OUTLETS[(OUTLETS.index(outlet) + 1) % len(OUTLETS)]
            pair = {outlet, following}
            selected = visit.page.locator(".fd-selected")
            for name in pair:
                expect(selected).to_contain_text(name, timeout=PATIENCE)
            assert not any(o in selected.inner_text() for o in set(OUTLETS) - pair)
