"""Eight ways to count: each switch turns the outlet that was made to hang on it, and no other."""

from pathlib import Path

import polars as pl
import pytest
from conftest import scored

from framing import store, views
from framing.codebook import Instrument
from framing.findings.switches import of_switch, of_switches, way
from framing.marks import Ink
from framing.marks.switches import switches as table_of
from framing.schema import ARTICLE, EVIDENCE, SENTENCE, SWITCH
from framing.scores import article_scores
from framing.selection import Selection
from framing.switches import SWITCHES, UNCLEAR, switches, without_negation

INSTRUMENT: Instrument = store.instrument()
FIRST, SECOND = INSTRUMENT.codebook.poles
PLAIN = "An off-ramp is the way."
# Rows of a piece: frame, stance, voice, text. Eight pieces an outlet, by eight authors (synthetic).
FOR_FIRST = (FIRST, "endorse", "author", PLAIN)
AGAINST_FIRST = (FIRST, "reject", "author", "There must be no off-ramp for Moscow.")
SCORNED = (FIRST, "reject", "author", "There is no off-ramp, it is a delusion.")
QUOTED_SECOND = (SECOND, "endorse", "other", "“Victory is near,” she rightly says.")
FOR_SECOND = (SECOND, "endorse", "author", "Victory is near.")


def piece(number, outlet, lines, **changes):
    article = dict.fromkeys(ARTICLE) | {"article_id": f"a{number}", "outlet": outlet}
    article |= {"authors": [f"author {number}"], "cluster": f"a{number}", "is_canonical": True}
    rows = []
    for place, (frame, stance, voice, text) in enumerate(lines):
        start = text.lower().find("off-ramp" if frame == FIRST else "victory")
        found = dict.fromkeys(f.name for f in EVIDENCE.fields)
        found |= {"frame": frame, "stance": stance, "weight": 0.9, "indicator": "i"}
        found |= {"wording": frame, "start": start, "end": start + 7}
        found |= {"support": {"endorse": 0.8, "reject": -0.8}[stance]}
        row = dict.fromkeys(SENTENCE) | {"article_id": f"a{number}", "sentence": place}
        row |= {"part": "body", "voice": voice, "text": text, "start": 0, "end": len(text)}
        rows.append(row | {"tone": 0.0, "pull": 0.0, "evidence": [found]})
    return article | changes, rows


def corpus(outlets):
    pieces = [
        piece(1000 * at + n, name, lines, **changes)
        for at, (name, parts) in enumerate(outlets.items())
        for n, (lines, changes) in enumerate(part for many in parts for part in many)
    ]
    sentences = [row for _, rows in pieces for row in rows]
    tables = (
        pl.DataFrame([article for article, _ in pieces], schema=ARTICLE, orient="row"),
        pl.DataFrame(sentences, schema=SENTENCE, orient="row"),
    )
    return *tables, article_scores(tables[1], INSTRUMENT)


SPECIMENS = {  # each hangs on the switch it is named after
    "quotes": [[([FOR_FIRST] * 2 + [QUOTED_SECOND] * 12, {})] * 12],
    "wire": [
        [([FOR_SECOND] * 9, {"is_canonical": False})] * 20,
        [([FOR_FIRST] * 4, {})] * 8,
    ],
    "negation": [[([AGAINST_FIRST] * 6, {})] * 12],
    "steady": [[([FOR_FIRST] * 6, {})] * 12],
    "scornful": [[([SCORNED] * 6, {})] * 12],
    "few": [[([FOR_FIRST] * 6, {})] * 2],
}


@pytest.fixture(scope="module")
def table():
    return switches(*corpus(SPECIMENS), INSTRUMENT, by="outlet")


def conclusions(table, group):
    rows = table.filter(group=group).select(*SWITCHES, "stands_for", "flips")
    return {way(*row[:3]): row[3:] for row in rows.iter_rows()}


@pytest.mark.parametrize("switch", list(SWITCHES))
def test_the_specimen_of_a_switch_flips_by_it_and_by_it_alone(switch, table):
    here = table.filter(group=switch)
    flipped = here.filter("flips")
    assert here.height == 8
    assert here["stands_for"][0] == SECOND
    assert flipped["stands_for"].to_list() == [FIRST] * 4
    assert flipped[switch].to_list() == [False] * 4
    assert here.filter(switch)["flips"].to_list() == [False] * 4


@pytest.mark.parametrize(("group", "frame"), [("steady", FIRST), ("scornful", SECOND)])
def test_what_hangs_on_no_switch_does_not_flip(group, frame, table):
    """A delusion is scorned with its negation or without."""
    assert set(conclusions(table, group).values()) == {(frame, False)}


def test_few_articles_say_nothing(table):
    assert set(conclusions(table, "few").values()) == {(None, None)}
    assert dict(table.schema) == dict(pl.DataFrame(schema=SWITCH).schema)


def test_what_is_only_quoted_leaves_nothing_to_conclude():
    parts = {"echo": [[([QUOTED_SECOND] * 6, {})] * 14]}
    table = switches(*corpus(parts), INSTRUMENT, by="outlet")
    found = conclusions(table, "echo")
    assert found["as counted here"] == (SECOND, False)
    assert found["without quotations"] == (None, None)
    assert "too few articles are left for echo" in of_switch(table, "quotes", {})


def test_a_group_of_copies_alone_keeps_its_row_without_them():
    parts = {"agency": [[([FOR_FIRST] * 6, {"is_canonical": False})] * 8]}
    table = switches(*corpus(parts), INSTRUMENT, by="outlet")
    assert table.filter(~pl.col("wire"))["n_articles"].to_list() == [0] * 4


def test_sides_that_balance_are_unclear():
    parts = {"even": [[([FOR_FIRST] * 3 + [FOR_SECOND] * 3, {})] * 12]}
    table = switches(*corpus(parts), INSTRUMENT, by="outlet")
    assert set(table["stands_for"]) == {UNCLEAR}
    assert "nothing clear to change" in of_switch(table, "wire", {})


def test_the_words_name_what_flips(table):
    labels = INSTRUMENT.codebook.labels
    first, second = labels[FIRST], labels[SECOND]
    told = of_switches(table, labels)
    assert told.startswith("3 of 6 outlets stand for the other frame in some way of counting: ")
    assert f"quotes ({second} as counted here; {first} without quotations)" in told
    assert of_switch(table, "wire", labels) == (
        "Without wire copy: 4 of 5 clear conclusions stay; "
        f"wire stands for {first}, no longer for {second}."
    )


def test_without_negation_changes_stances_and_nothing_else():
    _, sentences, _ = corpus(SPECIMENS)
    read = without_negation(sentences, INSTRUMENT)
    same = [name for name in sentences.columns if name != "evidence"]
    assert read.select(same).equals(sentences.select(same))
    before, after = (
        t.select("text", "evidence").explode("evidence").unnest("evidence")
        for t in (sentences, read)
    )
    changed = before["stance"].cast(pl.String) != after["stance"].cast(pl.String)
    assert set(before.filter(changed)["text"]) == {AGAINST_FIRST[3]}
    assert set(after.filter(changed)["stance"].cast(pl.String)) == {"endorse"}
    assert after.filter(changed)["support"].unique().to_list() == [0.8]


def test_negated_sentences_that_were_really_scored_flip(tmp_path: Path):
    """Through the whole chain: an outlet that says nothing but no (synthetic)."""
    who = ("Kyiv", "The West", "Ukraine", "Washington", "Berlin", "Warsaw", "Paris", "London")
    what = (
        "must not accept an off-ramp for Putin",
        "should not offer Moscow an off-ramp",
        "must never build an off-ramp for the Kremlin",
        "should never hand Russia an off-ramp",
    )
    names = ("Ada Moor", "Ben Hale", "Cleo Rusk", "Dan Orme", "Eva Lund", "Finn Gray", "Gil Voss")
    articles = [
        {
            "id": f"n{n}",
            "outlet": "Refuser",
            "author": f"{name} {'Stone' if again else ''}".strip(),
            "date": f"2023-01-{n + 1:02}",
            "title": f"A letter from {who[n % 8]}",
            "text": "\n\n".join(f"{who[(n + k) % 8]} {what[(n * k) % 4]}." for k in range(1, 7)),
        }
        for n, (again, name) in enumerate((again, name) for again in (0, 1) for name in names)
    ]
    run = store.open_run(scored(tmp_path, articles))
    tables = {name: run.table(name) for name in store.VIEW_TABLES}
    found = conclusions(views.switches(tables, Selection(), INSTRUMENT, "outlet"), "Refuser")
    assert found["as counted here"] == (SECOND, False)
    assert found["without negation"] == (FIRST, True)


def test_no_outlet_of_the_sample_flips(sample_run: Path):
    run = store.open_run(sample_run)
    tables = {name: run.table(name) for name in store.VIEW_TABLES}
    table = views.switches(tables, Selection(voice="author"), INSTRUMENT, "outlet")
    assert table.height == 8 * table["group"].n_unique()
    assert not table["flips"].any()
    assert of_switches(table, {}).startswith("No outlet stands for the other frame")
    assert table.equals(views.switches(tables, Selection(), INSTRUMENT, "outlet"))


def test_a_table_marks_what_flips(table):
    html = table_of(table, Ink(INSTRUMENT.codebook), "Outlet")
    assert html.count("<td") == 6 * 8
    assert html.count("fd-flips") == 12
    assert html.count("too few") == 8
