"""A timeline: every number opens its sentences, gaps stay gaps, and events are read or refused."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import passages, store, timeline, views
from framing.charts import timeline as drawing
from framing.codebook import Instrument
from framing.estimates import MIN_ARTICLES
from framing.findings.timeline import of_timeline
from framing.measures import MEASURES, PERIODS
from framing.schema import TIMELINE
from framing.selection import Selection

LABELS = {"off_ramp": "Off-ramp", "victory": "Victory"}


@pytest.fixture(scope="module")
def tables(sample_run: Path) -> dict[str, pl.DataFrame]:
    run = store.open_run(sample_run)
    return {name: run.table(name) for name in store.RUN_TABLES}


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    return store.instrument()


def drawn(tables: dict[str, pl.DataFrame], every: str = "month", **options: Any) -> pl.DataFrame:
    chosen = {"measure": "salience", "frame": "off_ramp"} | options
    selection = chosen.pop("selection", Selection())
    return timeline.timeline(tables, selection, store.instrument(), every=every, **chosen)


def dated(tables: dict[str, pl.DataFrame], days: list[date | None]) -> dict[str, pl.DataFrame]:
    """The first articles of the sample, on other days."""
    articles = tables["article"].head(len(days)).with_columns(pl.Series("published", days, pl.Date))
    return tables | {"article": articles}


@pytest.mark.parametrize("every", PERIODS)
@pytest.mark.parametrize("by", ["corpus", "outlet", "author", "genre"])
def test_a_period_s_sentences_are_as_many_as_it_says(
    every: str, by: str, tables: dict[str, pl.DataFrame], instrument: Instrument
) -> None:
    selection = Selection(voice="author")
    groups = timeline.series(views.select(tables, selection, instrument), by)[:2]
    for measure, stance in (("salience", None), ("reject", "reject")):
        table = drawn(
            tables, every, selection=selection, by=by, groups=groups, measure=measure
        ).drop_nulls("count")
        assert table.height
        assert set(table["series"]) <= ({"corpus"} if by == "corpus" else set(groups))
        for row in table.sample(min(5, table.height), seed=0).iter_rows(named=True):
            rows = passages.evidence_sentences(
                tables,
                timeline.within(selection, by, row["series"]),
                instrument,
                by=every,
                group=row["group"],
                frame="off_ramp",
                stance=stance,
            )
            assert rows.height == row["count"]


@pytest.mark.parametrize("every", PERIODS)
@pytest.mark.parametrize("measure", list(MEASURES))
def test_periods_follow_each_other_without_a_gap(
    every: str, measure: str, tables: dict[str, pl.DataFrame]
) -> None:
    frame = "victory" if MEASURES[measure].per_frame else None
    table = drawn(tables, every, measure=measure, frame=frame)
    assert table.schema == pl.DataFrame(schema=TIMELINE).schema
    assert table["group"].is_unique().all()
    step = {"week": "1w", "month": "1mo", "quarter": "1q"}[every]
    following = table["begins"].dt.offset_by(step)
    assert (following[:-1] == table["begins"][1:]).all()
    assert (following == drawing.ends(table)).all()
    dates = tables["article"]["published"]
    assert table["begins"].min() <= dates.min() < table["begins"][1]
    assert table["begins"].max() <= dates.max() < following.max()
    if measure == "articles":
        assert table["n_articles"].sum() == dates.len()


@settings(max_examples=25, deadline=None)
@given(
    days=st.lists(st.dates(date(2023, 12, 20), date(2024, 4, 20)) | st.none(), max_size=40),
    every=st.sampled_from(PERIODS),
)
def test_no_line_reaches_a_gap_or_a_small_n(
    days: list[date | None], every: str, tables: dict[str, pl.DataFrame]
) -> None:
    table = drawn(dated(tables, days), every, measure="articles", frame=None)
    assert table["n_articles"].sum() == sum(day is not None for day in days)
    inside = table.drop_nulls("segment")
    assert (inside["n_articles"] >= MIN_ARTICLES).all()
    assert table.filter(pl.col("n_articles") >= MIN_ARTICLES).height == inside.height
    place = table.with_row_index("place").drop_nulls("segment")
    for _, segment in place.group_by("segment"):
        steps = segment["place"].cast(pl.Int64).diff().drop_nulls()
        assert (steps == 1).all()


def test_nothing_dated_gives_nothing(tables: dict[str, pl.DataFrame]) -> None:
    assert drawn(dated(tables, [None, None])).is_empty()
    assert drawn(tables, by="outlet", groups=()).is_empty()


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([], "There is no month with something to count."),
        ([date(2024, 3, 5)] * 6, "There is only one month to show, 2024-03 ("),
        ([date(2024, 3, 5), date(2024, 5, 5)], "No two months have 5 articles that count"),
        (
            [date(2024, 3, 5)] * 6 + [date(2024, 5, 5)] * 7,
            "Talked about, Off-ramp: highest in 2024",
        ),
    ],
)
def test_what_is_said_of_a_timeline(
    days: list[date], words: str, tables: dict[str, pl.DataFrame]
) -> None:
    said = of_timeline(drawn(dated(tables, days)), "month", LABELS)
    assert said.startswith(words)


@pytest.mark.parametrize(
    ("days", "period"),
    [
        ([date(2024, 1, 1)] * 5, "week"),
        ([date(2024, 1, d) for d in (1, 8, 15, 22, 29)], "month"),
        ([date(2024, m, 1) for m in (1, 1, 2, 2, 3)], "quarter"),
        ([None], "quarter"),
    ],
)
def test_the_period_fits_the_corpus(
    days: list[date | None], period: str, tables: dict[str, pl.DataFrame]
) -> None:
    assert timeline.fitting_period(dated(tables, days)["article"]) == period


@pytest.mark.parametrize(
    ("text", "found", "n_complaints"),
    [
        ("2022-11-11 Kherson is free", [(date(2022, 11, 11), "Kherson is free")], 0),
        (
            "2022-11-11: a\n\n 2022-01-01, b ",
            [(date(2022, 1, 1), "b"), (date(2022, 11, 11), "a")],
            0,
        ),
        ("2022-11-11", [(date(2022, 11, 11), "2022-11-11")], 0),
        ("2022-02-30 never", [], 1),
        ("last week", [], 1),
        ("2022-11-11 <script>", [(date(2022, 11, 11), "<script>")], 0),
        ("٢٠٢٢-١١-١١ digits of another script", [], 1),
        ("2022-11-11 x\n" * 30, [(date(2022, 11, 11), "x")] * 20, 1),
        ("2022-11-11 " + "x" * 500, [(date(2022, 11, 11), "x" * 60)], 0),
        ("", [], 0),
    ],
)
def test_events(text: str, found: list[tuple[date, str]], n_complaints: int) -> None:
    events, complaints = timeline.events(text)
    assert [(event.day, event.label) for event in events] == found
    assert len(complaints) == n_complaints


def test_a_picture_joins_only_segments_and_marks_events(
    tables: dict[str, pl.DataFrame], instrument: Instrument
) -> None:
    table = drawn(tables, "quarter")
    events = [(date(2022, 11, 11), "Kherson"), (date(1999, 1, 1), "long ago")]
    picture = drawing.timeline(
        table,
        instrument.codebook,
        shared=drawing.scales(table, "salience"),
        events=events,
    )
    spec = json.dumps(picture.to_dict())
    assert "Kherson" in spec
    assert "long ago" not in spec
    assert "isValid(datum.segment)" in spec
    assert instrument.codebook.frames[0].colour in spec
