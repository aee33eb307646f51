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
    work = reuse.work(renamed, [before])
    assert [part.by_text for part in work] in ([], [False])  # keywords alone
    whole = score(renamed, instrument).tables()
    done = [reuse.do(part, instrument) for part in work]
    assert same(reuse.together(renamed, [*done, before]).tables(), whole)


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


def other_codebook() -> Instrument:
    text = streets.STREETS.replace('"bike-lane*"', '"answer*", "nobody"')
    return streets.instrument(text)


def test_another_codebook_reads_only_frames_and_stances(instrument: Instrument):
    table, other = articles(*TEXTS), other_codebook()
    before = score(table, instrument).tables()
    names = {"article", "term", "keyword"}
    work = reuse.work(table, [{name: before[name] for name in names}], before)
    assert [part.is_again for part in work] == [True]
    done = [reuse.do(part, other) for part in work[0].slices(3)]
    assert not names - {"article"} & set(done[0])
    kept = {name: before[name] for name in names}
    whole = score(table, other).tables()
    assert same(reuse.together(table, [*done, kept]).tables(), whole)
    assert whole["article_frame"].sort("n_evoking").rows() != before["article_frame"].rows()


def test_sentences_stay_with_their_articles_in_any_order(instrument: Instrument):
    table = articles(*TEXTS)
    before = score(table, instrument).tables()
    turned = table.reverse()
    (work,) = reuse.work(turned, [], before, with_keywords=False)
    for part in work.slices(1):
        assert set(part.sentences["article_id"]) == set(part.articles["article_id"])


def test_keywords_may_come_later(instrument: Instrument):
    table = articles(*TEXTS)
    first = [reuse.do(part, instrument) for part in reuse.work(table, [], with_keywords=False)]
    assert "keyword" not in first[0]
    assert reuse.work(table, first, with_keywords=False) == []
    work = reuse.work(table, first)
    assert [(part.by_text, part.articles.height) for part in work] == [(False, 4)]
    later = [reuse.do(part, instrument) for part in work]
    whole = score(table, instrument).tables()
    assert same(reuse.together(table, [*later, *first]).tables(), whole)
