"""Every page without serious or critical findings of axe-core by WCAG 2.2 AA."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from .conftest import visiting

PAGES = (
    *("", "compare", "timeline", "language", "read", "robustness"),
    *("corpus", "codebook", "validation", "class", "method"),
)
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
GRAVE = {"serious", "critical"}


def findings(page) -> list[str]:
    """What axe-core finds, a line per element."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": LEVELS}})
    return [
        f"{violation['id']} {node['target']} {node['html'][:300]} {node['failureSummary'][:300]}"
        for violation in found.response["violations"]
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)], ids=str
)
def test_no_page_has_grave_findings(scheme: str, width: int, browser: Browser, server: str) -> None:
    pages = PAGES if width > 390 else ("codebook", "class")  # what scrolls on a phone
    with visiting(browser, server, width=width, scheme=scheme) as visit:
        found = {path: findings(visit.open(path)) for path in pages}
    assert {path: lines for path, lines in found.items() if lines} == {}
