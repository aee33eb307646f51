"""A real server on a free port, and a real Chromium that writes down all it asks for."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent.parent
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
OFFLINE = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"),
    *("--disable-component-update", "--no-first-run", "--disable-default-apps"),
)
PATIENCE = 60_000  # milliseconds for a first visit on a busy machine
# On a deep link Streamlit's own page first looks for the server below the page's path.
KNOWN_404 = ("/_stcore/health", "/_stcore/host-config")


def chromium() -> str | None:
    """The Chromium that is installed here, if any."""
    return next((found for name in CHROMIUMS if (found := shutil.which(name))), None)


@contextmanager
def serving(run: Path) -> Iterator[str]:
    """The app on a run, in a process of its own: its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "pages.launch", "run", "app.py", "--server.address=127.0.0.1"]
    server = subprocess.Popen(
        [*command, f"--server.port={port}"],
        cwd=ROOT,
        env=os.environ | {"FRAMING_RUN": str(run)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(server, f"{address}/_stcore/health")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(server: subprocess.Popen[bytes], health: str) -> None:
    for _ in range(240):
        assert server.poll() is None, "the server stopped before it was ready"
        try:
            with urllib.request.urlopen(health, timeout=1):
                return
        except OSError:
            time.sleep(0.25)
    pytest.fail("the server was not ready within a minute")


@dataclass
class Visit:
    """A page, and what the browser asked for and complained of."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str = "") -> Page:
        """Go to a page of the app and wait until it has been drawn."""
        self.page.goto(f"{self.address}/{path}")
        self.page.wait_for_selector(".fd-heading, .fd-empty", timeout=PATIENCE)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until nothing runs any more."""
        self.page.wait_for_timeout(400)
        self.page.wait_for_selector(
            '[data-testid="stStatusWidget"]', state="detached", timeout=PATIENCE
        )
        self.page.wait_for_timeout(300)
        # What a run no longer draws stays for a while, marked as stale.
        self.page.wait_for_selector('[data-stale="true"]', state="detached", timeout=PATIENCE)

    def foreign(self) -> list[str]:
        """Requests that would have left this machine."""
        return [u for u in self.requests if urlsplit(u).hostname not in {"127.0.0.1", None}]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip(f"no Chromium here; install one of {', '.join(CHROMIUMS)}")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(OFFLINE))
        yield started
        started.close()


@pytest.fixture(scope="session")
def server(sample_run: Path) -> Iterator[str]:
    with serving(sample_run) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Visit]:
    with visiting(browser, server) as visit:
        yield visit


@contextmanager
def visiting(
    browser: Browser, address: str, width: int = 1280, scheme: str = "light"
) -> Iterator[Visit]:
    """A new visitor, who must meet no error and send nothing elsewhere."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    visit = Visit(context.new_page(), address)
    visit.page.on("request", lambda request: visit.requests.append(request.url))
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.on("console", lambda message: _note(visit, message))
    yield visit
    context.close()
    assert visit.foreign() == []
    assert visit.complaints == []


def _note(visit: Visit, message: object) -> None:
    is_known = "404" in message.text and urlsplit(message.location["url"]).path.endswith(KNOWN_404)
    if message.type == "error" and not is_known:
        visit.complaints.append(f"{message.text} {message.location}")
