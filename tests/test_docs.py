"""The documentation says every command and every column, and no verdict on an outlet."""

import re
import subprocess
from pathlib import Path

import click
import pytest

from framing import schema
from framing.__main__ import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = "".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "docs").glob("*.md")))
TABLES = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")


def commands(group: click.Group, prefix: str = "framing") -> list[str]:
    found = []
    for name, command in group.commands.items():
        below = isinstance(command, click.Group)
        found += commands(command, f"{prefix} {name}") if below else [f"{prefix} {name}"]
    return found


@pytest.mark.parametrize("command", commands(main))
def test_every_command_is_described(command: str) -> None:
    assert command in README + DOCS


def test_the_readme_shows_no_command_that_is_not_there() -> None:
    shown = set(re.findall(r"\bframing ((?:codebook )?[a-z]+)\b", README))
    known = {command.removeprefix("framing ") for command in commands(main)}
    assert shown <= known | {"package", "module"}


@pytest.mark.parametrize("table", sorted(schema.TABLES))
def test_every_column_is_described(table: str) -> None:
    described = re.search(rf"(?ms)^\*\*{table}\*\*.*?(?=^\*\*|\Z)", TABLES)
    assert described, f"docs/tables.md does not describe {table}"
    missing = [c for c in schema.TABLES[table] if f"`{c}`" not in described.group()]
    assert not missing


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
