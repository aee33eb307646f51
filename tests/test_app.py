"""The pages, without a browser: they open, filter, count what they show, and fail in words."""

import json
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner
from conftest import HOSTILE, SAMPLE, scored
from streamlit.testing.v1 import AppTest

from framing import keyness, language, passages, quoted, scores, store, timeline, views
from framing.__main__ import main
from framing.charts import axis_domain, stance_bars
from framing.charts.signature import _spread
from framing.estimates import MIN_ARTICLES
from framing.marks.markup import Html, marked, tag
from framing.readable import readable
from framing.selection import Selection
from pages.display import PAGE

ROOT = Path(__file__).parent.parent
PAGES = (
    *("pages/explore/overview.py", "pages/explore/compare.py", "pages/explore/read.py"),
    *("pages/explore/robustness.py", "pages/study/codebook.py", "pages/study/method.py"),
    "pages/study/classroom.py",
    *("pages/explore/timeline.py", "pages/explore/language.py"),
)
TABS = {
    "compare": [
        *("Endorsed and rejected", "All shares", "Head to head", "Who is quoted"),
        "What stands behind it",
    ],
    "language": ["Keywords", "Key terms", "In context", "Words of tone"],
}


def opened(run: Path, monkeypatch: pytest.MonkeyPatch, **query: str | list[str]) -> AppTest:
    """The app on a run, as its first page shows it."""
    monkeypatch.setenv("FRAMING_RUN", str(run))
    monkeypatch.setenv("FRAMING_HOME", str(run.parent / "no-corpora"))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def shown(app: AppTest) -> str:
    """All that a page says through the one helper."""
    return "\n".join(element.proto.body for element in app.get("html"))


def chart(app: AppTest, at: int = 0) -> dict[str, Any]:
    return json.loads(app.get("vega_lite_chart")[at].proto.spec)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("run", ["sample_run", "tiny_run", "hostile_run"])
def test_every_page_opens(
    page: str, run: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(request.getfixturevalue(run), monkeypatch).switch_page(page).run()
    assert not app.exception
    assert "fd-heading" in shown(app)
    for element in app.get("vega_lite_chart"):
        assert element.proto.alt
        assert "bias score" not in element.proto.alt.lower()


@pytest.mark.parametrize("by", ["Outlets", "Authors", "Authors’ own voice and quoted voices"])
@pytest.mark.parametrize("run", ["sample_run", "tiny_run", "hostile_run"])
@pytest.mark.parametrize(("page", "tab"), [(page, tab) for page in TABS for tab in TABS[page]])
def test_every_tab_opens(
    page: str,
    tab: str,
    run: str,
    by: str,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = opened(request.getfixturevalue(run), monkeypatch)
    app.switch_page(f"pages/explore/{page}.py")
    app.query_params[f"{page}_tab"] = tab
    app.query_params["by"] = by
    app.query_params["find"] = "war"
    app.run()
    assert not app.exception
    body = shown(app)
    assert "<script" not in body
    assert "<img" not in body
    assert "\u202e" not in body
    for element in app.get("vega_lite_chart"):
        assert element.proto.alt


@pytest.mark.parametrize("page", [*PAGES[:4], *PAGES[-2:]])
def test_a_filter_says_itself_on_every_page(
    page: str, sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_run, monkeypatch)
    app.multiselect(key="outlets").select("Open Commons").run()
    app.selectbox(key="voice").select("author").run()
    app.switch_page(page).run()
    assert not app.exception
    assert "Open Commons · authors&#x27; own voice · 7 of 71 articles" in shown(app)


def test_a_filter_that_removes_everything_is_named(
    sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_run, monkeypatch, outlets=["Meridian Post"], until="2022-03-18")
    assert not app.exception
    assert "No article is left" in shown(app)
    assert "Take off outlets or the last date." in shown(app)
    app.button(key="reset_here").click().run()
    assert "the whole corpus · 71 of 71 articles" in shown(app)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"outlets": "Nowhere Times"}, "no outlet “Nowhere Times”"),
        ({"since": "2024-01-01", "until": "2023-01-01"}, "since 2023"),
        ({"since": "banana"}, "the whole corpus"),
        ({"voice": "nobody"}, "the whole corpus"),
        ({"outlets": "x" * 10_000}, "the whole corpus"),
    ],
)
def test_a_wrong_link_is_mended(
    query: dict[str, str], words: str, sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_run, monkeypatch, **query)
    assert not app.exception
    assert words in shown(app).replace("2023-01-01 to 2024-01-01", "since 2023")


@pytest.mark.parametrize("folder", ["nowhere", "damaged"])
def test_without_a_run_the_app_says_how_to_make_one(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if folder == "damaged":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "run.json").write_text("{", encoding="utf-8")
    app = opened(tmp_path / folder, monkeypatch)
    assert not app.exception
    assert "There is no scored corpus to show." in shown(app)
    assert any("framing score" in block.value for block in app.code)


@pytest.mark.parametrize("page", PAGES)
def test_hostile_text_stays_text(
    page: str, hostile_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(hostile_run, monkeypatch).switch_page(page).run()
    body = shown(app)
    assert "<script" not in body
    assert "<img" not in body
    assert "javascript:" not in [part for part in body.split('"') if part.startswith("javascript")]
    assert "\u202e" not in body
    for kind in ("markdown", "caption", "title", "header", "subheader", "expander", "button"):
        for element in app.get(kind):
            text = f"{getattr(element, 'value', '')} {getattr(element, 'label', '')}"
            assert not any(words in text for words in HOSTILE)


def test_read_follows_a_link_to_a_sentence(
    sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_run, monkeypatch).switch_page("pages/explore/read.py")
    app.query_params["article"] = "s-103"
    app.query_params["sentence"] = "4"
    app.run()
    text = store.open_run(sample_run).table("sentence").filter(article_id="s-103")["text"][4]
    assert "The link points to sentence 4" in shown(app)
    assert tag("p", text)[3:-4] in shown(app)
    next(button for button in app.button if button.label == "Next →").click().run()
    assert not app.exception
    assert "The link points to" not in shown(app)
    assert app.query_params["article"] != ["s-103"]


def test_read_names_a_link_that_leads_nowhere(
    sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_run, monkeypatch).switch_page("pages/explore/read.py")
    app.query_params["article"] = "no-such-article"
    app.query_params["sentence"] = "9" * 50
    app.run()
    assert not app.exception
    assert "this corpus does not have it" in shown(app)


def test_the_try_out_codes_a_text(sample_run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(sample_run, monkeypatch).switch_page("pages/study/codebook.py").run()
    app.text_area(key="try_text").input(
        "Ukraine must win this war. A ceasefire on Moscow’s terms would be folly."
    )
    app.button(key="FormSubmitter:try-Code it").click().run()
    assert not app.exception
    assert 'class="fd-text"' in shown(app)
    assert "ceasefire" in shown(app)


def announced(app: AppTest, noun: str) -> int:
    """How many sentences or lines the first list of a page says that it has."""
    found = re.search(rf"([\d,]+) {noun}s? in [\d,]+ articles?", shown(app))
    assert found
    return int(found[1].replace(",", ""))


def test_a_period_of_the_timeline_opens_its_sentences(
    sample_run: Path, tables: dict[str, pl.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_run, monkeypatch).switch_page("pages/explore/timeline.py")
    app.query_params["events"] = "2022-11-11 Kherson is free\nno day"
    app.run()
    assert '"strokeDash"' in json.dumps(chart(app))  # an event's rule; data are sent apart
    assert "“no day” does not begin with a day" in shown(app)
    app.selectbox(key="frame").select("victory").run()
    app.selectbox(key="when").select("2022-Q4").run()
    assert not app.exception
    numbers = timeline.timeline(
        tables,
        Selection(),
        store.instrument(),
        every="quarter",
        measure="salience",
        frame="victory",
    )
    assert announced(app, "sentence") == numbers.filter(group="2022-Q4")["count"][0]
    app.selectbox(key="split").select("outlet").run()
    assert len(app.get("vega_lite_chart")) == 4
    domains = {json.dumps(chart(app, at)["layer"][-1]["encoding"]["y"]["scale"]) for at in range(4)}
    assert len(domains) == 1
    app.multiselect(key="shown").set_value([]).run()
    assert "choose at least one group" in shown(app)


def test_undated_articles_are_counted_and_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()][:4]
    for line in lines[:3]:
        line.pop("date")
    app = (
        opened(scored(tmp_path, lines), monkeypatch).switch_page("pages/explore/timeline.py").run()
    )
    assert not app.exception
    assert "3 articles have no date and cannot be shown here." in shown(app)
    assert "There is only one " in shown(app)
    lines[3].pop("date")
    (tmp_path / "none").mkdir()
    app = opened(scored(tmp_path / "none", lines), monkeypatch)
    app.switch_page("pages/explore/timeline.py").run()
    assert not app.exception
    assert "no article of the selection has a date" in shown(app)


def test_a_key_term_opens_its_places(
    sample_run: Path, tables: dict[str, pl.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    table = language.key_terms(keyness.index(tables["term"]), tables, Selection(), "author")
    row = table.filter((pl.col("z") > 0) & (pl.col("count") <= PAGE)).row(0, named=True)
    app = opened(sample_run, monkeypatch).switch_page("pages/explore/language.py")
    app.query_params["language_tab"] = "Key terms"
    app.query_params["by"] = "Authors"
    app.run()
    app.selectbox(key="who").select(row["group"]).run()
    app.selectbox(key="term").select(row["term"]).run()
    assert not app.exception
    assert announced(app, "line") == row["count"]
    assert shown(app).lower().count(f'<mark class="fd-hit">{row["term"]}') == row["count"]
    app.selectbox(key="side").select("other").run()
    assert announced(app, "line") == row["count_rest"]


def test_a_bad_pattern_is_told_on_the_page(
    sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_run, monkeypatch).switch_page("pages/explore/language.py")
    app.query_params["language_tab"] = "In context"
    app.query_params["find"] = "(war"
    app.query_params["find_pattern"] = "yes"
    app.run()
    assert not app.exception
    assert "cannot be read: unclosed group" in shown(app)
    app.text_input(key="find").input(r"negotiat\w+").run()
    assert announced(app, "line") > 10
    app.text_input(key="find").input("zyzzyva").run()
    assert "Not found in 2,576 sentences: “zyzzyva”" in shown(app)


def test_the_words_of_a_tone_open_their_sentences(
    sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_run, monkeypatch).switch_page("pages/explore/language.py")
    app.query_params["language_tab"] = "Words of tone"
    app.run()
    app.selectbox(key="who").select("Meridian Post").run()
    app.selectbox(key="against").select("Open Commons").run()
    app.selectbox(key="word").select("war").run()
    assert not app.exception
    assert "Meridian Post sounds 0.03 brighter than Open Commons (-0.02 against -0.06)" in shown(
        app
    )
    assert announced(app, "sentence") == shown(app).count("“war” adds") == 8


def test_a_speaker_opens_their_sentences(
    sample_run: Path, tables: dict[str, pl.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = quoted.speakers(tables, Selection(), store.instrument(), "corpus")
    row = quoted.most_quoted(said, 1).row(0, named=True)
    app = opened(sample_run, monkeypatch).switch_page("pages/explore/compare.py")
    app.query_params["compare_tab"] = "Who is quoted"
    app.run()
    app.selectbox(key="speaker").select(row["speaker"]).run()
    app.selectbox(key="frame").select(row["frame"]).run()
    assert not app.exception
    assert announced(app, "sentence") == row["n_sentences"]


SELECTIONS = [
    Selection(),
    Selection(outlets=("Open Commons", "Meridian Post")),
    Selection(genres=("opinion",), voice="author"),
    Selection(voice="other"),
    Selection(one_per_story=True),
]


@pytest.fixture(scope="module")
def tables(sample_run: Path) -> dict[str, pl.DataFrame]:
    run = store.open_run(sample_run)
    return {name: run.table(name) for name in store.RUN_TABLES}


@pytest.mark.parametrize("by", ["outlet", "author", "genre", "month", "voice", "corpus"])
@pytest.mark.parametrize("selection", SELECTIONS, ids=Selection.describe)
def test_the_sentences_shown_are_as_many_as_the_number_says(
    by: str, selection: Selection, tables: dict[str, pl.DataFrame]
) -> None:
    instrument = store.instrument()
    for measure in ("salience", "endorse", "reject", "neutral"):
        stance = None if measure == "salience" else measure
        numbers = views.estimates(tables, selection, instrument, by, measure).drop_nulls("count")
        assert numbers.height
        for row in numbers.sample(min(6, numbers.height), seed=0).iter_rows(named=True):
            rows = passages.evidence_sentences(
                tables,
                selection,
                instrument,
                by=by,
                group=row["group"],
                frame=row["frame"],
                stance=stance,
            )
            assert rows.height == row["count"]


def test_the_signature_picture_is_on_the_diagonal_when_every_mention_is_support(
    tables: dict[str, pl.DataFrame],
) -> None:
    frames = tables["article_frame"].with_columns(
        n_endorse="n_evoking", n_reject=pl.lit(0, pl.Int64), n_neutral=pl.lit(0, pl.Int64)
    )
    pairs = views.talk_and_stand(
        tables | {"article_frame": frames}, Selection(), store.instrument(), "outlet"
    )
    points = views.side_by_side(pairs)
    assert points.height == 8
    assert (points["talk"] - points["stand"]).abs().max() < 1e-9


def test_a_stand_on_few_articles_is_hollow(tables: dict[str, pl.DataFrame]) -> None:
    """Many articles may mention a frame of which few take a side: both numbers must be enough."""
    points = views.side_by_side(
        views.talk_and_stand(tables, Selection(), store.instrument(), "outlet")
    )
    enough = (points["n_articles"] >= MIN_ARTICLES) & (points["n_sided"] >= MIN_ARTICLES)
    assert points["few"].to_list() == (~enough).to_list()
    assert points.filter(pl.col("few") & (pl.col("n_articles") >= MIN_ARTICLES)).height
    assert not points["few"].all()


def test_charts_keep_their_axes_and_colours(
    sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_run, monkeypatch).switch_page("pages/explore/compare.py").run()
    first = json.dumps(chart(app))
    app.multiselect(key="outlets").select("Open Commons").run()
    second = json.dumps(chart(app))
    for frame in store.instrument().codebook.frames:
        assert frame.colour in first
        assert frame.colour in second


@pytest.mark.parametrize(
    ("values", "unit", "domain"),
    [
        ([0.1], "share", [0, 0.25]),
        ([0.3], "share", [0, 0.5]),
        ([1.0], "share", [0, 1]),
        ([None], "share", [0, 0.25]),
        ([0.0], "score", [-1, 1]),
        ([11], "count", [0, 20]),
    ],
)
def test_axis_domain(values: list[float | None], unit: str, domain: list[float]) -> None:
    table = pl.DataFrame(
        {"estimate": values, "high": values}, schema=dict.fromkeys(("estimate", "high"), pl.Float64)
    )
    assert axis_domain(table, unit) == domain


def test_stance_bars_add_up(tables: dict[str, pl.DataFrame]) -> None:
    instrument = store.instrument()
    shares = pl.concat(
        views.estimates(tables, Selection(), instrument, "outlet", m)
        for m in ("endorse", "neutral", "reject")
    ).with_columns(few=views.is_few())
    spec = stance_bars(shares.filter(frame="victory"), instrument.codebook).to_dict()
    (rows,) = [d for d in spec["datasets"].values() if "begin" in d[0]]
    for group in {row["group"] for row in rows}:
        mine = [row for row in rows if row["group"] == group]
        assert max(r["finish"] for r in mine) - min(r["begin"] for r in mine) == pytest.approx(1)


def test_names_in_the_margin_never_meet() -> None:
    heights = _spread(pl.Series([0.5, 0.5, 0.51, 0.99, 1.0, 0.0])).sort()
    assert heights.diff().drop_nulls().min() > 0.044
    assert heights.min() >= 0
    assert heights.max() <= 1


@pytest.mark.parametrize(
    ("name", "attributes"),
    [
        ("script", {}),
        ("img", {}),
        ("a", {"href": "javascript:alert(1)"}),
        ("a", {"href": "http://tracker.invalid"}),
        ("a", {"href": "//tracker.invalid"}),
        ("p", {"onclick": "x"}),
        ("p", {"style": "background: url(http://tracker.invalid)"}),
        ("p", {"style": "--frame: #000000; position: fixed"}),
    ],
)
def test_markup_refuses_what_could_act_or_load(name: str, attributes: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"."):
        tag(name, "x", **attributes)


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_makes_text_of_everything(text: str) -> None:
    made = tag("p", text, title=text)
    assert isinstance(made, Html)
    assert made.count("<") == 2
    assert "<" not in marked(text, [])


def test_the_decisive_sentences_are_those_that_pull_most(tables: dict[str, pl.DataFrame]) -> None:
    poles = ("off_ramp", "victory")
    name = tables["article"]["article_id"][0]
    mine = tables["sentence"].filter(pl.col("article_id") == name)
    pull = scores.pulls(mine, poles).filter(pl.col("stance") != "neutral")
    strongest = pull.select((pl.col("side") * pl.col("weight")).abs().max()).item()
    shown = passages.decisive(mine, poles)
    assert shown["pull"][0] == strongest
    assert shown["pull"].is_sorted(descending=True)
    assert shown.height == min(5, pull["sentence"].n_unique())


@pytest.mark.parametrize(("by", "measure"), [("outlet", "salience"), ("author", "lean")])
def test_the_command_line_prints_the_page_s_numbers(
    by: str, measure: str, sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["compare", str(sample_run), "--by", by, "--measure", measure, "--format", "json"]
    printed = json.loads(CliRunner().invoke(main, command).stdout)
    app = opened(sample_run, monkeypatch).switch_page("pages/explore/compare.py")
    app.query_params.update(by=by, measure=measure)
    app.run()
    shown_rows = next(
        pl.from_pandas(frame.value) for frame in app.dataframe if "Authors" in frame.value
    )
    printed_rows = readable(pl.DataFrame(printed), store.instrument().codebook.labels)
    assert len(printed) == shown_rows.height > 5
    assert shown_rows.rows() == printed_rows.rows()
    assert shown_rows.columns == printed_rows.columns
