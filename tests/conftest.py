"""Scored runs that several tests look at: the sample, two articles, hostile text."""

import json
import socket
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from framing.__main__ import main
from framing.ingest.guards import Guard

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "data" / "sample" / "articles.jsonl"

# What a hostile article may hold. None of it may be more than text on any page.
HOSTILE = (
    "![pixel](http://tracker.invalid/pixel.png)",
    "<script>document.title = 'taken over'</script>",
    "<img src=http://tracker.invalid/x.png onerror=alert(1)>",
    "[press here](javascript:alert(1))",
    "$\\frac{1}{2}$ and :red[loud] and **bold** and `code`",
    "# Heading",
    "left \u202eright\u202c and zero\u200bwidth",
)


@pytest.fixture(autouse=True)
def nothing_leaves_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test of this process connects to, or asks a name server for, anything but loopback."""
    connect, resolve = socket.socket.connect, socket.getaddrinfo

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            place = ip_address(str(address[0]).split("%")[0])
            assert place.is_loopback, f"a test would have connected to {place}"
        connect(self, address)

    def resolve_here(host: Any, *rest: Any, **more: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in (None, "localhost") and not is_number(name):
            raise socket.gaierror(socket.EAI_NONAME, "no names are resolved in tests")
        return resolve(host, *rest, **more)

    monkeypatch.setattr(socket.socket, "connect", connect_here)
    monkeypatch.setattr(socket, "getaddrinfo", resolve_here)


@pytest.fixture(scope="session")
def guard() -> Iterator[Guard]:
    """One process for dangerous files for all tests: starting one takes most of a second."""
    with Guard() as running:
        yield running


def is_number(name: str) -> bool:
    """Whether a host is a number in any writing, which no name server is asked for."""
    try:
        ip_address(name.split("%", maxsplit=1)[0])
    except ValueError:
        try:
            socket.inet_aton(name)
        except OSError:
            return False
    return True


def scored(folder: Path, articles: list[dict[str, object]]) -> Path:
    """Score articles by the command line into a run of their own."""
    source = folder / "articles.jsonl"
    source.write_text("\n".join(json.dumps(a) for a in articles), encoding="utf-8")
    return _run(source, folder / "run")


def _run(source: Path, out: Path) -> Path:
    outcome = CliRunner().invoke(main, ["score", str(source), "--out", str(out)])
    assert outcome.exit_code == 0, outcome.output
    return out


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _run(SAMPLE, tmp_path_factory.mktemp("sample") / "run")


@pytest.fixture(scope="session")
def tiny_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lines = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
    return scored(tmp_path_factory.mktemp("tiny"), lines[:2])


@pytest.fixture(scope="session")
def hostile_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    body = "\n\n".join(
        f"Ukraine must win this war, and {words} is no way out for the Kremlin. "
        f"“Talks with Moscow must begin,” said {words}."
        for words in HOSTILE
    )
    articles = [
        {
            "id": f"h-{number}",
            "outlet": f"Outlet {words}",
            "author": f"Author {words}",
            "date": f"2023-01-{number + 1:02}",
            "title": f"=Victory for Ukraine {words}",
            "genre": "opinion",
            "text": body,
        }
        for number, words in enumerate(HOSTILE)
    ]
    return scored(tmp_path_factory.mktemp("hostile"), articles)
