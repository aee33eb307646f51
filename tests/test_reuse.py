"""What was scored before is not scored again, and the whole is what scoring at once would give."""

import polars as pl
import pytest
import streets
from polars.testing import assert_frame_equal
from streets import articles

from framing import reuse
from framing.codebook import Instrument
from framing.pipeline import score

TEXTS = (
    "The city must build bike lanes. It is time. “A bike lane saves lives,” said the mayor.",
    "Parking comes first, says the council, and nobody disagrees with the council of this city.",
    "Nobody knows what the street needs. It rains on cyclists and drivers alike in this city.",
    "A bike lane is the answer to everything that ails the city, and the city should build it.",
)


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    return streets.instrument()


def same(one: dict[str, pl.DataFrame], two: dict[str, pl.DataFrame]) -> bool:
    # A sum may differ in its last bit between batches of other sizes.
    for name, table in two.items():
        assert_frame_equal(one[name], table, rel_tol=1e-12, abs_tol=1e-12)
    return True


def test_the_whole_is_what_scoring_at_once_gives(instrument: Instrument):
    table = articles(*TEXTS)
    whole = score(table, instrument).tables()
    parts = [score(table[part], instrument).tables() for part in ([3], [0, 2], [1])]
    assert reuse.unscored(table, parts).is_empty()
    assert same(reuse.together(table, parts).tables(), whole)
    assert same(reuse.together(table, [parts[0], *parts]).tables(), whole)


def test_only_what_is_new_or_changed_is_unscored(instrument: Instrument):
    table = articles(*TEXTS)
    before = score(table[:3], instrument).tables()
    changed = table.with_columns(
        text=pl.when(pl.col("article_id") == table["article_id"][1])
        .then(pl.lit(TEXTS[1] + " So it is."))
        .otherwise("text")
    )
    rest = reuse.unscored(changed, [before])
    assert rest["article_id"].to_list() == [table["article_id"][1], table["article_id"][3]]
    after = score(rest, instrument).tables()
    whole = score(changed, instrument).tables()
    assert same(reuse.together(changed, [before, after]).tables(), whole)


@pytest.mark.parametrize(
    "change",
    [
        {"outlet": pl.lit("Lane Answer")},
        {"authors": pl.lit(["Council City"], pl.List(pl.String))},
        {"published": pl.date(2024, 1, 1)},
        {"url": pl.lit("https://x.example/a")},
        {"genre": pl.lit("opinion", pl.Enum(["news", "analysis", "opinion", "unknown"]))},
        {"cluster": pl.lit("x"), "is_canonical": pl.lit(False), "source": pl.lit("y")},
    ],
)
def test_what_is_not_read_does_not_count(change: dict[str, pl.Expr], instrument: Instrument):
    table = articles(*TEXTS)
    before = score(table, instrument).tables()
    renamed = table.with_columns(**change)
    assert reuse.unscored(renamed, [before]).is_empty()
    whole = score(renamed, instrument).tables()
    assert same(reuse.together(renamed, [before]).tables(), whole)


@pytest.mark.parametrize("column", ["title", "text", "language", "article_id"])
def test_what_is_read_counts(column: str, instrument: Instrument):
    table = articles(*TEXTS)
    before = score(table, instrument).tables()
    other = table.with_columns(pl.concat_str(pl.col(column).fill_null(""), pl.lit("x")))
    assert reuse.unscored(other, [before]).height == table.height
    assert reuse.unscored(table, []).height == table.height


def test_nothing_at_all(instrument: Instrument):
    table = articles(*TEXTS)[:0]
    assert reuse.together(table, [reuse.empty()]).sentence.is_empty()
