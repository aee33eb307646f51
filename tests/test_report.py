"""A report says the dashboard's numbers, what speaks for and against them, and never acts."""

import re
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner
from conftest import HOSTILE
from lxml import html

from framing import findings, report, store, views
from framing.__main__ import main
from framing.examples import examples
from framing.exports import reports
from framing.measures import MEASURES
from framing.report import DEFAULT_MEASURES, Question, Report
from framing.report.quotations import web
from framing.report.tables import difference, interval, value
from framing.selection import Selection

Tables = dict[str, pl.DataFrame]


def read(run: Path) -> Tables:
    opened = store.open_run(run)
    return {name: opened.table(name) for name in store.RUN_TABLES}


def composed(run: Path, question: Question, selection: Selection | None = None) -> Report:
    return report.compose(
        read(run),
        selection or Selection(),
        store.instrument(),
        store.open_run(run).manifest,
        question=question,
        made="2026-11-26",
        link="http://127.0.0.1:8501/?by=outlet",
    )


@pytest.fixture(scope="module")
def page(sample_run: Path) -> html.HtmlElement:
    return html.document_fromstring(reports.page(composed(sample_run, Question())))


def text(page: html.HtmlElement) -> str:
    return " ".join(page.text_content().split())


def test_a_report_has_all_its_parts(page: html.HtmlElement, sample_run: Path) -> None:
    said = text(page)
    manifest = store.open_run(sample_run).manifest
    for words in (
        "the whole corpus · 71 of 71 articles",
        "Does it hold?",
        "The strongest examples",
        "The most contrary examples",
        "How these numbers come about",
        "framing score MY-COPIES --out my-run --codebook off_ramp_vs_victory",
        "framing report my-run --out report.html --by outlet --measure endorse",
        "2026-11-26",
        str(manifest["corpus"]),
        str(manifest["instrument"]),
        *manifest["packages"],
        *(MEASURES[name].definition for name in DEFAULT_MEASURES),
    ):
        assert " ".join(words.split()) in said
    assert len(page.findall(".//svg")) == 1 + len(DEFAULT_MEASURES) + 2 + 1
    tables, instrument = read(sample_run), store.instrument()
    lead = views.widest(views.contrasts(tables, Selection(), instrument, "outlet", "endorse"))
    found = examples(tables, Selection(), instrument, lead)
    lists = page.xpath("//div[@class='two']/div")
    assert [len(part.findall("blockquote")) for part in lists] == [rows.height for rows in found]
    assert len(set(page.xpath("//@id"))) == len(page.xpath("//@id"))


def test_a_report_loads_and_runs_nothing(page: html.HtmlElement) -> None:
    assert page.xpath("//script|//iframe|//object|//embed|//img|//link|//base|//form|//image") == []
    assert page.xpath("//@src|//@srcset|//@*[starts-with(name(), 'on')]") == []
    assert "url(" not in page.xpath("string(//style)")
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_the_lead_finding_is_the_widest_contrast(sample_run: Path) -> None:
    made = composed(sample_run, Question())
    instrument = store.instrument()
    contrasts = views.contrasts(read(sample_run), Selection(), instrument, "outlet", "endorse")
    lead = findings.of_contrast(views.widest(contrasts), instrument.codebook.labels)
    assert made.lead == lead
    assert made.sections[1].finding == lead


def test_the_tables_hold_the_estimates(sample_run: Path) -> None:
    made = composed(sample_run, Question("genre", ("salience",)))
    table = views.estimates(read(sample_run), Selection(), store.instrument(), "genre", "salience")
    rows = made.sections[1].table.rows
    assert [row[0] for row in rows] == table["group"].to_list()
    for row, numbers in zip(rows, table.iter_rows(named=True), strict=True):
        assert row[2] == f"{100 * numbers['estimate']:.1f}\xa0%"
        assert row[4] == f"{numbers['count']:,} of {numbers['of']:,}"


@pytest.mark.parametrize("measure", [name for name in MEASURES if MEASURES[name].unit != "count"])
def test_examples_speak_for_and_against(measure: str, sample_run: Path) -> None:
    tables, instrument = read(sample_run), store.instrument()
    contrasts = views.contrasts(tables, Selection(), instrument, "outlet", measure)
    lead = views.widest(contrasts)
    found = examples(tables, Selection(), instrument, lead)
    opposite = examples(tables, Selection(), instrument, lead | {"difference": -lead["difference"]})
    assert found.strongest.equals(opposite.contrary)
    assert found.contrary.equals(opposite.strongest)
    assert found.strongest.height + found.contrary.height > 0
    for rows, side in ((found.strongest, 1), (found.contrary, -1)):
        assert rows.height <= 5
        assert set(rows["outlet"]) <= {lead["group"]}
        assert (rows["strength"].sign() == side * (1 if lead["difference"] > 0 else -1)).all()
        assert rows["strength"].abs().is_sorted(descending=True)
        assert not rows.select("article_id", "sentence", "frame").is_duplicated().any()


@pytest.mark.parametrize(
    ("measure", "for_it", "against"),
    [("endorse", {"endorse"}, {"reject"}), ("reject", {"reject"}, {"endorse"})],
)
def test_examples_have_the_stance_that_the_measure_counts(
    measure: str, for_it: set[str], against: set[str], sample_run: Path
) -> None:
    lead = {
        "grouped_by": "outlet",
        "group": "The Northern Standard",
        "measure": measure,
        "frame": "victory",
        "difference": 0.1,
    }
    found = examples(read(sample_run), Selection(), store.instrument(), lead)
    assert set(found.strongest["stance"]) == for_it
    assert set(found.contrary["stance"]) == against
    assert set(found.strongest["frame"]) | set(found.contrary["frame"]) == {"victory"}


class Tags(HTMLParser):
    """Which elements and attributes a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


def test_hostile_text_is_text_in_a_report(hostile_run: Path) -> None:
    made = reports.page(composed(hostile_run, Question("author", ("lean", "articles"))))
    seen = Tags()
    seen.feed(made)
    assert not seen.tags & {"script", "img", "iframe", "object", "embed", "form", "base"}
    assert not [name for name, _ in seen.attributes if name.startswith("on")]
    for name, address in seen.attributes:
        assert name not in {"href", "src"} or str(address).startswith(("http://127.0.0.1", "#"))
    for sign in ("\u202e", "\u202c", "\u200b"):
        assert sign not in made
    shown = text(html.document_fromstring(made))
    for words in HOSTILE[:2]:
        assert words in shown


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://ledger.example/a", "https://ledger.example/a"),
        (" HTTP://ledger.example/a ", ""),
        ("HTTP://ledger.example/a", "HTTP://ledger.example/a"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//tracker.invalid", ""),
        (None, ""),
    ],
)
def test_only_an_address_of_the_web_can_be_pressed(url: str | None, shown: str) -> None:
    assert web(url) == shown


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        (0.1234, "share", "12.3\xa0%"),
        (-0.5, "score", "-0.50"),
        (48, "count", "48"),
        (None, "share", "–"),
    ],
)
def test_values_are_printed_in_their_unit(number: float | None, unit: str, said: str) -> None:
    assert value(number, unit) == said


def test_intervals_and_differences_are_printed() -> None:
    assert interval(0.1, 0.2, "share") == "10.0 to 20.0\xa0%"
    assert interval(None, 0.2, "share") == "–"
    assert difference(0.1, "share") == "+10.0"
    assert difference(None, "score") == "–"


@pytest.mark.parametrize("by", ["outlet", "author", "month", "genre"])
def test_a_corpus_of_two_articles_has_a_report(by: str, tiny_run: Path) -> None:
    made = html.document_fromstring(reports.page(composed(tiny_run, Question.asked(by, ()))))
    assert re.search("too few to compare|cannot be compared", text(made))


def test_nothing_selected_is_no_report(sample_run: Path) -> None:
    with pytest.raises(ValueError, match="no article is left: Nowhere"):
        composed(sample_run, Question(), Selection(outlets=("Nowhere",)))


def test_the_command_writes_the_report(sample_run: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    view = "http://127.0.0.1:8501/compare?outlets=Open+Commons&outlets=Nope&by=author&measure=lean"
    outcome = CliRunner().invoke(
        main, ["report", str(sample_run), "--out", str(out), "--view", view]
    )
    assert outcome.exit_code == 0, outcome.output
    assert "This corpus has no outlet “Nope”" in outcome.stderr
    page = html.document_fromstring(out.read_text(encoding="utf-8"))
    said = text(page)
    assert "Open Commons · 7 of 71 articles" in said
    assert "Lean by author" in said
    assert "--by author --measure lean --view outlets=Open+Commons" in said


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["--measure", "beauty"], 2, "unknown measure 'beauty'; use salience,"),
        (["--by", "planet"], 2, "planet"),
        (["--view", "since=2024-12-20&outlets=Open+Commons"], 1, "no article is left"),
        (["--out", "/nowhere/at/all.html"], 2, "cannot be written"),
    ],
)
def test_wrong_use_of_the_command(
    arguments: list[str], status: int, words: str, sample_run: Path, tmp_path: Path
) -> None:
    out = tmp_path / "report.html"
    outcome = CliRunner().invoke(main, ["report", str(sample_run), "--out", str(out), *arguments])
    assert outcome.exit_code == status, outcome.output
    assert words in outcome.stderr
    assert "Traceback" not in outcome.output
    assert not out.exists()


def test_the_template_escapes_by_itself() -> None:
    """No part of the page is marked as safe but the drawings."""
    template = reports.TEMPLATE.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe|autoescape\s+false|Markup", template)
