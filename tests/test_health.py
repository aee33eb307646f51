"""Findings about the data: each thing that can be wrong is found, counted and nothing else is."""
# ruff: noqa: E501 - a specimen stays on its line

from datetime import date
from pathlib import Path

import dirty_pages
import polars as pl
import pytest
from click.testing import CliRunner
from test_articles import PROSE, raw

from framing import articles, duplicates, health, intake
from framing.__main__ import main
from framing.intake import Reading
from framing.schema import HEALTH

EARLY = {page.path.stem: page for page in dirty_pages.pages("early")}
LONG = "\n\n".join(
    f"{PROSE} The pilots waited for word number {n}, and the council met again that week."
    for n in range(6)
)
WHOLE = {  # an article that lacks nothing
    "outlet": "The Courier",
    "authors": ["Ann Moe"],
    "date": "2022-03-04",
    "title": "A harbour",
    "genre": "opinion",
    "text": LONG,
}
UKRAINIAN = "Жодна країна не має права вирішувати за іншу, якою мовою їй говорити. " * 12


def findings(*rows: dict[str, object], **options: str) -> dict[str, dict[str, object]]:
    done = articles.cleaned(raw(*(WHOLE | row for row in rows)), today=date(2024, 1, 1))
    tables = done._asdict() | {"article": duplicates.mark(done.article)}
    table = health.health(tables, **options)
    assert table.schema == pl.Schema(HEALTH)
    return {row["finding"]: row for row in table.iter_rows(named=True)}


def test_nothing_is_wrong_with_a_whole_article():
    assert set(findings({})) == {"articles", "languages"}


@pytest.mark.parametrize(
    ("finding", "row", "severity"),
    [
        ("no-outlet", {"outlet": None}, "warning"),
        ("no-byline", {"authors": []}, "warning"),
        ("no-date", {"date": None}, "warning"),
        ("no-title", {"title": None}, "warning"),
        ("no-genre", {"genre": None}, "notice"),
        ("ambiguous-date", {"date": "03/04/2022"}, "warning"),
        ("unreadable-date", {"date": "soon"}, "warning"),
        ("future-date", {"date": "2031-01-01"}, "warning"),
        ("doubtful-date", {"origins": [{"field": "date", "origin": "page: its text", "doubt": "guessed from the page; it states none"}]}, "notice"),
        ("truncated", {"text": LONG + "\n\nBut the mayor said that…"}, "warning"),
        ("truncated", {"text": LONG + " [+1234 chars]"}, "warning"),
        ("truncated", {"text": LONG + "\n\nBut in the end the mayor and all of the council went to the"}, "warning"),
        ("paywalled", {"text": LONG + "\n\nSubscribe to continue reading"}, "warning"),
        ("paywalled", {"text": LONG + "\n\nAlready a subscriber? Log in"}, "warning"),
        ("paywalled", {"origins": [{"field": "text", "origin": "page: x", "doubt": "not free"}]}, "warning"),
        ("short", {"text": PROSE}, "notice"),
        ("foreign-language", {"text": UKRAINIAN}, "stop"),
        ("mixed-language", {"text": f"{LONG.replace(chr(10), ' ')}\n\n{UKRAINIAN}"}, "notice"),
        ("set-aside", {"text": f"{LONG}\n\nRead more: the ferry"}, "notice"),
        ("mostly-cut", {"text": EARLY["comments_larger_than_article"].source}, "warning"),
        ("nothing", {"text": "Too short"}, "stop"),
        ("unused-rows", {"text": "Too short"}, "warning"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found(finding: str, row: dict[str, object], severity: str):
    found = findings(row)
    assert finding in found
    assert found[finding]["severity"] == severity
    assert found[finding]["advice"]
    if finding != "nothing":
        assert found[finding]["count"] == 1 or finding == "set-aside"
        assert found[finding]["examples"]


def test_copies_and_reprints():
    again = {"title": "Again"}
    reprint = {"outlet": "Other", "title": "Reprint"}
    found = findings({}, again, reprint)
    assert found["duplicates"]["count"] == 1
    assert found["reprints"]["count"] == 1


def test_a_text_of_unusual_length():
    texts = [LONG.replace("number", f"number {n},") for n in range(12)]
    huge = " ".join(f"{PROSE} Number {n}." for n in range(400))
    found = findings(*({"text": text} for text in [*texts, huge]))
    assert found["unusual-length"]["count"] == 1
    assert "words" in found["unusual-length"]["examples"][0]


def test_one_day_for_all_is_told():
    found = findings(*({"text": LONG.replace("number", f"no. {n},")} for n in range(12)))
    assert (found["one-day"]["count"], found["one-day"]["of"]) == (12, 12)


def test_names_alike_and_the_topic():
    found = findings(
        {"outlet": "thehuffingtonpost"},
        {
            "outlet": "The Huffington Post",
            "text": LONG.replace("word", "note"),
            "authors": ["A. Moe"],
        },
        pattern="(?i)harbor|harbours",
    )
    assert found["outlets-alike"]["examples"] == [
        "The Huffington Post / thehuffingtonpost (the same letters)"
    ]
    assert found["authors-alike"]["count"] == 2
    assert found["off-topic"]["count"] == 2


def test_no_articles_at_all():
    empty = {"article": articles.cleaned(raw()[:0]).article}
    table = health.health(empty)
    assert table["finding"].to_list() == ["nothing"]
    assert health.worst(table) == "stop"
    assert health.worst(table[:0]) == "fine"


MAPPED = "Id;Kopf;Body copy;Source;When\n1;A title;{};The Kerb;03/04/2022\n2;B;{};kerb.example;05/04/2022\n"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "export.csv"
    path.write_text(MAPPED.format(PROSE, PROSE.replace("harbour", "valley")), encoding="utf-8")
    return path


def test_columns_are_said_and_mapped(export: Path):
    tables = intake.read([str(export)], Reading())
    assert tables["article"].is_empty()
    told = health.health(tables).filter(finding="columns").row(0, named=True)
    assert told["severity"] == "warning"
    assert "not read: “Kopf”, “Body copy”, “When”" in told["words"]
    asked = Reading(
        columns={"text": "body copy", "date": "When", "outlet": "Nope"}, orders={"": "day"}
    )
    tables = intake.read([str(export)], asked, names={str(export): "export.csv"})
    assert tables["article"]["published"].to_list() == [date(2022, 4, 3), date(2022, 4, 5)]
    assert tables["article"]["source"].unique().to_list() == ["export.csv"]
    assert "no column 'Nope' for outlet here" in " ".join(tables["discard"]["reason"])
    column = tables["column"].select("column", "field", "how").rows()
    assert ("Body copy", "text", "as asked") in column
    assert ("Source", "outlet", "by its name") in column
    left_out = intake.read([str(export)], Reading(columns={"text": "Body copy", "outlet": ""}))
    assert left_out["article"]["outlet"].to_list() == [None, None]


def test_a_mapped_column_is_not_filled_up_from_another(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text(
        f'{{"text": "{PROSE} One.", "body": ""}}\n{{"text": "x", "body": "{PROSE} Two."}}'
    )
    tables = intake.read([str(path)], Reading(columns={"text": "body"}))
    assert [text[-4:] for text in tables["article"]["text"]] == ["Two."]


def check(*arguments: object):
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def test_the_command(export: Path, tmp_path: Path):
    before = sorted(tmp_path.rglob("*"))
    nothing = check(export)
    assert nothing.exit_code == 1
    assert nothing.stdout.startswith("✗ No article came out")
    asked = ("--map", "text=Body copy", "--map", "title=Kopf", "--map", "date=When")
    done = check(export, *asked)
    assert done.exit_code == 0
    assert "! 2 dates that can be read in two ways" in done.stdout
    assert "(--date-order day or month)" in done.stdout
    assert "two ways" not in check(export, *asked, "--date-order", "day").stdout
    rows = pl.read_json(check(export, *asked, "--format", "json").stdout.encode())
    assert rows.columns == list(HEALTH)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ("--map", "txt=Body"),
            "'txt=Body' maps nothing; give FIELD=COLUMN with one of text, title",
        ),
        (("--map", "text"), "'text' maps nothing"),
        (("--date-order", "year"), "'year' is not one of"),
        (("--codebook", "nowhere.toml"), "cannot be read"),
    ],
)
def test_wrong_use(export: Path, arguments: tuple[str, ...], words: str):
    result = check(export, *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""
    assert check().exit_code == 2
