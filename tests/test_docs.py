"""The documentation says every command and every column, and no verdict on an outlet."""

import re
import subprocess
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from framing import schema
from framing.__main__ import main
from framing.fetching import Limits
from framing.ingest.formats import BY_SUFFIX

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
FORMATS_DOC = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
DOCS = "".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "docs").glob("*.md")))
TABLES = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")


def commands(group: click.Group, prefix: str = "framing") -> list[str]:
    found = []
    for name, command in group.commands.items():
        below = isinstance(command, click.Group)
        found += commands(command, f"{prefix} {name}") if below else [f"{prefix} {name}"]
    return found


CORPORA = (ROOT / "docs" / "corpora.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", commands(main))
def test_every_command_is_described(command: str) -> None:
    assert command in README + DOCS


def test_the_readme_s_codebook_is_accepted(tmp_path: Path) -> None:
    (shown,) = re.findall(r"```toml\n(.+?)```", README, re.DOTALL)
    path = tmp_path / "my-frames.toml"
    path.write_text(shown, encoding="utf-8")
    result = CliRunner().invoke(main, ["codebook", "check", str(path)])
    assert result.exit_code == 0, result.output


def test_the_readme_shows_no_command_that_is_not_there() -> None:
    shown = set(re.findall(r"\bframing ((?:codebook |corpus )?[a-z]+)\b", README + CORPORA))
    known = {command.removeprefix("framing ") for command in commands(main)}
    assert shown <= known | {"package", "module"}


@pytest.mark.parametrize("table", sorted(schema.TABLES))
def test_every_column_is_described(table: str) -> None:
    described = re.search(rf"(?ms)^\*\*{table}\*\*.*?(?=^\*\*|\Z)", TABLES)
    assert described, f"docs/tables.md does not describe {table}"
    missing = [c for c in schema.TABLES[table] if f"`{c}`" not in described.group()]
    assert not missing


def limits() -> list[tuple[str, float]]:
    table = FORMATS_DOC.partition("<!-- limits:")[2].partition("<!-- end of limits -->")[0]
    return [(name, float(n)) for n, name in re.findall(r"\| (\d+)[ a-z]* \| `([\w.]+)` \|", table)]


def test_every_limit_is_in_the_table() -> None:
    rows = FORMATS_DOC.partition("<!-- limits:")[2].partition("<!-- end of limits -->")[0]
    assert len(limits()) == rows.count("`") / 2 > 0


@pytest.mark.parametrize(("name", "limit"), limits())
def test_a_limit_is_the_one_in_the_code(name: str, limit: float) -> None:
    home, constant = name.split(".")
    if home == "Limits":
        assert getattr(Limits(), constant) == limit
        return
    rooms = {"cache": "framing.fetching.cache", "store": "framing.store"}
    assert getattr(import_module(rooms.get(home, f"framing.ingest.{home}")), constant) == limit


@pytest.mark.parametrize("suffix", sorted(BY_SUFFIX))
def test_every_ending_is_documented(suffix: str) -> None:
    also = {".text": ".txt", ".md": ".txt", ".htm": ".html", ".xhtml": ".html", ".ndjson": ".jsonl"}
    assert f"`{also.get(suffix, suffix)}`" in FORMATS_DOC


def test_pictures_and_links_are_there() -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_what_is_never_said() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\0")
    said = [
        name
        for name in tracked
        if name.endswith((".py", ".md", ".toml", ".css"))
        and not name.startswith("tests/")
        and re.search("bias score", (ROOT / name).read_text(encoding="utf-8"), re.IGNORECASE)
    ]
    assert said == []
