"""A citation is one line, and BibTeX in which no name can be a command."""

import re

import pytest
from conftest import HOSTILE

from framing import citations
from framing.address import Origin
from framing.citations import View

ORIGIN = Origin("a84c94d6dcbf", "off_ramp_vs_victory 1.0 0b59db45f074", "0.1.0")
LINK = "http://127.0.0.1:8501/compare?by=author&corpus=a84c94d6dcbf"


NAMES = ["author", "title", "year", "version", "note", "url", "urldate"]


def depths(line: str) -> list[int]:
    """How deep within braces a field is after each of them, as BibTeX counts."""
    braces = re.sub(r"[^{}]", "", line)
    return [braces[:n].count("{") - braces[:n].count("}") for n in range(1, len(braces) + 1)]


def view(selection: str = "The Harbor Ledger · 10 of 71 articles") -> View:
    return View("Side by side", selection, ORIGIN, "2026-11-26", LINK)


def test_the_text_says_version_day_and_permalink() -> None:
    assert citations.text(view()) == (
        "Framing Desk 0.1.0, “Side by side” (The Harbor Ledger · 10 of 71 articles). Corpus "
        "a84c94d6dcbf, codebook off_ramp_vs_victory 1.0 0b59db45f074. Seen 2026-11-26. " + LINK
    )


def test_the_bibtex() -> None:
    assert citations.bibtex(view()) == (
        "@misc{framing-desk-a84c94d6dcbf,\n"
        "  author = {{Framing Desk}},\n"
        "  title = {{Side by side}},\n"
        "  year = {2026},\n"
        "  version = {0.1.0},\n"
        "  note = {The Harbor Ledger · 10 of 71 articles; corpus a84c94d6dcbf, codebook "
        "off\\_ramp\\_vs\\_victory 1.0 0b59db45f074},\n"
        f"  url = {{{LINK}}},\n"
        "  urldate = {2026-11-26}\n}"
    )


@pytest.mark.parametrize(
    "name",
    [*HOSTILE, "\\input{/etc/passwd}", "}, author = {Nobody", "a\nb\r\n@book{x,", "100 % & #1"],
)
def test_no_name_acts_in_a_citation(name: str) -> None:
    assert "\n" not in citations.text(view(name))
    made = citations.bibtex(view(name))
    assert "\\" not in re.sub(r"\\[$&#%_]|\\text\w+\{\}", "", made)
    fields = made.splitlines()[1:-1]
    assert [line.partition(" = ")[0].strip() for line in fields] == NAMES
    assert all(depths(line)[-1] == 0 and 0 not in depths(line)[:-1] for line in fields)
    for sign in ("\u202e", "\u200b"):
        assert sign not in made + citations.text(view(name))


def test_a_link_cannot_close_its_field() -> None:
    made = citations.bibtex(View("t", "s", ORIGIN, "2026-11-26", "http://h/?a=} b{\\"))
    assert "url = {http://h/?a=%7D%20b%7B%5C}" in made
