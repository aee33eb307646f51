"""Kept corpora: added to, mended, renamed, deleted, undone; only what changed is scored again."""

import json
import time
import zipfile
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from shelves import TEXT, draft, entry, kept, leftovers, lines, scored_anew, tables

from framing import intake, pipeline, store
from framing.corpora import additions, changes, exports, imports, places, shelf
from framing.intake import Reading
from framing.store import RUN_TABLES, StoreError


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def ids(home: Path) -> list[str]:
    return tables(home)["article"]["article_id"].to_list()


def test_a_new_corpus_is_what_its_documents_are(home: Path):
    record = kept(home, ("a.jsonl", lines(range(4))))
    assert (record.id, record.plan.name) == ("kept", "Kept")
    path = home.parent / "a.jsonl"
    path.write_bytes(lines(range(4)))
    read = intake.read([str(path)], Reading(), today=date(2024, 1, 1))
    whole = pipeline.score(read["article"], store.instrument(record.plan.codebook)).tables()
    here = tables(home)
    assert here["article"].drop("source").equals(whole["article"].drop("source"))
    assert all(here[name].equals(whole[name]) for name in whole if name != "article")
    assert here["article"]["source"].unique().to_list() == ["a.jsonl"]
    assert not (home / ".imports").joinpath(record.plan.batches[0]).exists()
    assert leftovers(home) == []


def test_only_new_and_changed_articles_are_scored(home: Path):
    kept(home, ("a.jsonl", lines(range(6))))
    assert scored_anew(home) == 6
    changed = lines([2], text=TEXT.format(2) + " It was said again on Thursday.")
    added = draft(home, ("b.jsonl", lines([4, 5, 6, 7]) + b"\n" + changed), corpus="kept")
    additions.add(home, added.id)
    assert scored_anew(home) == 3
    assert sorted(ids(home)) == [f"a{n}" for n in range(8)]
    here = tables(home)
    whole = pipeline.score(here["article"], store.instrument(entry(home).record.plan.codebook))
    assert all(here[name].equals(table) for name, table in whole.tables().items())
    reasons = here["discard"].filter(part="row")["reason"].to_list()
    assert (
        sorted(reasons)
        == ["a newer version came in b.jsonl"] + ["the same text came before, in a.jsonl"] * 2
    )


def test_an_exact_duplicate_is_known_by_its_content(home: Path):
    kept(home, ("a.jsonl", lines(range(3))))
    made = imports.begin(home, corpus="kept")
    made, refused = imports.accept(
        home,
        made,
        [("again.jsonl", lines(range(3))), ("b.jsonl", lines([7])), ("c.jsonl", lines([7]))],
    )
    assert [one.name for one in made.documents] == ["b.jsonl"]
    assert refused == [
        "again.jsonl is in this corpus already, as a.jsonl",
        "c.jsonl has the same content as b.jsonl: taken once",
    ]


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("e.txt", b"", "e.txt is empty (0 bytes)"),
        ("big.csv", b"x" * 50_000_001, "big.csv has 50 MB; at most 50 MB are read: split it"),
    ],
)
def test_what_is_not_taken_is_told(home: Path, name: str, data: bytes, line: str):
    made = imports.begin(home, name="x")
    made, refused = imports.accept(home, made, [(name, data)])
    assert (made.documents, refused) == ((), [line])


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.csv", "etc/passwd.csv"),
        ("C:\\Users\\x\\a.csv", "C:/Users/x/a.csv"),
        ("con", "con"),
        ("a\u202egnp.exe\n.csv", "a gnp.exe .csv"),
        ("<b>$x$<b>.csv", "<b>$x$<b>.csv"),
        ("🙂" * 200 + ".csv", ("🙂" * 200 + ".csv")[-300:]),
        ("x" * 400 + ".csv", "x" * 296 + ".csv"),
        ("/..", "unnamed"),
        ("\ud800.csv", ".csv"),
    ],
)
def test_names_are_only_told(home: Path, name: str, shown: str):
    made, refused = imports.accept(home, imports.begin(home, name="x"), [(name, lines([1]))])
    assert refused == []
    assert [one.name for one in made.documents] == [shown]
    place = imports.folder(home, made.id) / "documents"
    [file] = place.iterdir()
    assert file.stem.isalnum()
    assert file.resolve().parent == place.resolve()


def test_two_documents_of_one_name_are_told_apart(home: Path):
    kept(home, ("a.jsonl", lines([1])), ("a.jsonl", lines([2])), ("sub/a.jsonl", lines([3])))
    assert sorted(tables(home)["article"]["source"]) == ["a (2).jsonl", "a.jsonl", "sub/a.jsonl"]


@pytest.mark.parametrize("import_id", ["", "..", "../kept", "0" * 31, "Z" * 32, "0" * 32])
def test_no_address_leads_out_of_the_imports(home: Path, import_id: str):
    kept(home, ("a.jsonl", lines([1])))
    with pytest.raises(StoreError):
        imports.load(home, import_id)


def test_renamed_deleted_brought_back_and_undone(home: Path):
    kept(home, ("a.jsonl", lines(range(2))))
    run = entry(home).run
    changes.rename(home, "kept", "  War\nand peace ")
    assert entry(home, "war AND peace").id == "kept"
    changes.delete(home, "kept")
    assert entry(home).is_deleted
    assert changes.undo(home, "kept")[1] == "deleted"
    assert not entry(home).is_deleted
    changes.delete(home, "kept")
    changes.restore(home, "kept")
    _, did = changes.undo(home, "kept")
    assert (did, entry(home).is_deleted) == ("brought back", True)
    changes.undo(home, "kept")
    _, did = changes.undo(home, "kept")
    assert (did, entry(home).name) == ("renamed to “War and peace”", "Kept")
    assert entry(home).run == run  # no table was written for any of it
    with pytest.raises(StoreError, match="nothing to undo"):
        changes.undo(home, "kept")


def test_deleted_for_good_only_when_deleted(home: Path):
    kept(home, ("a.jsonl", lines(range(2))))
    with pytest.raises(StoreError, match="is not deleted"):
        changes.delete_for_good(home, "kept")
    changes.delete(home, "kept")
    changes.delete_for_good(home, "kept")
    assert not (home / "kept").exists()
    assert shelf.listing(home) == []
    assert leftovers(home) == []


@pytest.mark.parametrize("name", ["", "   ", "\n", "\u200b", "x" * 81])
def test_what_is_no_name(home: Path, name: str):
    kept(home, ("a.jsonl", lines([1])))
    with pytest.raises(StoreError):
        changes.rename(home, "kept", name)


def test_two_corpora_never_share_a_name_or_a_folder(home: Path):
    kept(home, ("a.jsonl", lines([1])))
    other = draft(home, ("b.jsonl", lines([2])))
    with pytest.raises(StoreError, match="there is a corpus called 'Kept' already"):
        additions.add(home, other.id)
    changes.delete(home, "kept")
    assert additions.add(home, other.id).id == "kept-2"
    with pytest.raises(StoreError, match="there is a corpus called 'Kept' already"):
        changes.restore(home, "kept")


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Été 2022: the war", "ete-2022-the-war"),
        ("sample", "sample-corpus"),
        ("CON", "con-corpus"),
        ("../../etc", "etc"),
        ("Війна", "corpus"),
        ("🙂", "corpus"),
        ("x" * 80, "x" * 40),
    ],
)
def test_ids_are_plain(name: str, made: str):
    assert places.new_id(name, set()) == made
    assert places.new_id(name, {made}) == f"{made}-2"
    assert places.is_id(made)


def test_merges_are_remembered_apply_to_what_comes_and_can_be_taken_back(home: Path):
    kept(home, ("a.jsonl", lines([1, 2])), ("b.jsonl", lines([3], outlet="kerb.example")))
    record = changes.merge(home, "kept", "outlet", ["kerb.example", "The Kerb"], "The Kerb")
    assert scored_anew(home) == 0
    assert tables(home)["article"]["outlet"].unique().to_list() == ["The Kerb"]
    added = draft(home, ("c.jsonl", lines([4], outlet="kerb.example")), corpus="kept")
    additions.add(home, added.id)
    assert tables(home)["article"]["outlet"].unique().to_list() == ["The Kerb"]
    changes.unmerge(home, "kept", record.plan.merges[0])
    assert sorted(tables(home)["article"]["outlet"].unique()) == ["The Kerb", "kerb.example"]
    changes.undo(home, "kept")
    assert tables(home)["article"]["outlet"].unique().to_list() == ["The Kerb"]


def test_names_that_are_kept_apart_are_not_suggested_again(home: Path):
    kept(home, ("a.jsonl", lines([1, 2])), ("b.jsonl", lines([3], outlet="kerb.example")))
    record = changes.decline(home, "kept", ["The Kerb", "kerb.example"])
    assert record.plan.declined == (("The Kerb", "kerb.example"),)


LONG = TEXT.format(1) + "\n\nRead more: the tram\n\n" + TEXT.format(2)


def key(home: Path, text: str) -> str:
    return str(tables(home)["set_aside"].filter(pl.col("text") == text)["key"].item())


def test_a_discard_goes_back_and_only_its_article_is_scored(home: Path):
    kept(home, ("a.jsonl", lines([1, 2, 3]) + b"\n" + lines([9], text=LONG)))
    before = tables(home)
    name = key(home, "Read more: the tram")
    changes.put_back(home, "kept", [name], "Read more: the tram")
    after = tables(home)
    assert scored_anew(home) == 1
    assert after["article"].filter(article_id="a9")["text"].item() == LONG
    assert after["discard"].height == before["discard"].height - 1
    assert after["set_aside"].filter(key=name)["is_back"].item() is True
    assert (
        after["sentence"].filter(article_id="a1").equals(before["sentence"].filter(article_id="a1"))
    )
    changes.take_out(home, "kept", [name], "Read more: the tram")
    assert all(tables(home)[table].equals(before[table]) for table in (*RUN_TABLES, "set_aside"))
    assert scored_anew(home) == 0  # the run before it knows the text
    changes.undo(home, "kept")
    assert tables(home)["article"].filter(article_id="a9")["text"].item() == LONG


def test_what_was_put_back_stays_back_when_the_corpus_grows(home: Path):
    kept(home, ("a.jsonl", lines([9], text=LONG)))
    changes.put_back(home, "kept", [key(home, "Read more: the tram")], "it")
    added = draft(home, ("b.jsonl", lines([1, 2], text=None)), corpus="kept")
    with pytest.raises(additions.NothingUsable):
        additions.add(home, added.id)
    additions.take_back(home, added.id)
    additions.add(home, draft(home, ("b.jsonl", lines([1, 2])), corpus="kept").id)
    assert tables(home)["article"].filter(article_id="a9")["text"].item() == LONG


def test_a_row_that_was_left_out_becomes_an_article(home: Path):
    kept(home, ("a.jsonl", lines([1]) + b"\n" + lines([2], text="Too short?")))
    additions.add(home, draft(home, ("b.jsonl", lines([1, 3])), corpus="kept").id)
    assert sorted(ids(home)) == ["a1", "a3"]
    rows = tables(home)["set_aside"].filter(part="row")
    changes.put_back(home, "kept", rows["key"].to_list(), "two rows")
    here = tables(home)["article"]
    assert sorted(here["text"].to_list()) == sorted(
        [TEXT.format(1), TEXT.format(3), TEXT.format(1), "Too short?"]
    )
    assert here["article_id"].is_unique().all()
    assert "a2" in here["article_id"]  # its own id, since it is free
    assert tables(home)["discard"].filter(part="row").is_empty()


def test_documents_can_be_read_again_in_another_way(home: Path):
    csv = "body,title,when\n" + "\n".join(f'"{TEXT.format(n)}",T{n},03/04/2023' for n in range(3))
    record = kept(home, ("a.csv", csv.encode()))
    assert tables(home)["article"]["published"].to_list() == [None] * 3
    again = additions.read_again(home, "kept", record.plan.batches[0])
    reading = Reading(columns={"date": "when"}, orders={"a.csv": "day"})
    again = imports.read_as(home, again, reading)
    additions.add(home, again.id)
    assert scored_anew(home) == 0
    assert tables(home)["article"]["published"].to_list() == [date(2023, 4, 3)] * 3
    assert len(entry(home).record.plan.batches) == 1
    changes.undo(home, "kept")
    assert tables(home)["article"]["published"].to_list() == [None] * 3


def test_taken_back_before_it_was_added_nothing_remains(home: Path):
    made = draft(home, ("a.jsonl", b'{"text": "short"}'))
    with pytest.raises(additions.NothingUsable, match="only 5 characters of text"):
        additions.add(home, made.id)
    [failed] = imports.unfinished(home)
    assert (failed.state, failed.corpus) == ("failed", "kept")
    additions.take_back(home, made.id)
    assert sorted(path.name for path in home.iterdir()) == [".imports", ".locks"]
    assert list((home / ".imports").iterdir()) == []


def test_stopped_it_goes_on_where_it_was(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("framing.corpora.building.CHUNK", 2)
    made = draft(home, ("a.jsonl", lines(range(6))))
    heard: list[tuple[int, int]] = []

    def listen(done: int, total: int) -> None:
        heard.append((done, total))
        if done == 2:
            imports.ask_to_stop(home, made.id)

    with pytest.raises(additions.Stopped):
        additions.add(home, made.id, progress=listen)
    assert imports.load(home, made.id).state == "stopped"
    assert shelf.listing(home) == []
    additions.add(home, made.id, progress=lambda done, total: heard.append((done, total)))
    assert heard == [(0, 6), (2, 6), (0, 2), (2, 2)]
    assert len(ids(home)) == 6


def test_in_the_background_it_says_how_far_it_is(home: Path):
    made = draft(home, ("a.jsonl", lines(range(3))))
    additions.start(home, made.id)
    for _ in range(200):
        if not imports.unfinished(home):
            break
        time.sleep(0.05)
    assert len(ids(home)) == 3
    again = draft(home, ("b.jsonl", lines([9])))
    with pytest.raises(StoreError, match="already"):
        additions.start(home, again.id)


def test_an_archive_holds_it_all_and_can_be_imported(home: Path, tmp_path: Path):
    kept(home, ("a.jsonl", lines([1, 2]) + b"\n" + lines([9], text=LONG)))
    out = tmp_path / "kept.zip"
    exports.write(entry(home), out)
    with zipfile.ZipFile(out) as file:
        content = file.read("articles.jsonl")
        assert {f"tables/{name}.parquet" for name in RUN_TABLES} <= set(file.namelist())
        assert json.loads(file.read("corpus.json"))["plan"]["name"] == "Kept"
    made = imports.begin(home, name="Again")
    made = imports.save(
        home, made.model_copy(update={"codebook": entry(home).record.plan.codebook})
    )
    made, _ = imports.accept(home, made, [("articles.jsonl", content)])
    record = additions.add(home, made.id)
    mine, other = tables(home)["article"], tables(home, record.id)["article"]
    assert mine.drop("source").equals(other.drop("source"))
    with pytest.raises(StoreError, match="is a folder"):
        exports.write(entry(home), tmp_path)


def test_runs_that_lie_beside_are_shown_and_left_alone(home: Path, sample_run: Path):
    kept(home, ("a.jsonl", lines([1])))
    (home / "sample").symlink_to(sample_run)
    (home / "notes").mkdir()
    (home / "notes" / "mine.txt").write_text("mine")
    first, second = shelf.listing(home)
    assert (first.name, first.is_readonly, first.counts["article"]) == ("Sample corpus", True, 71)
    assert second.id == "kept"
    shelf.tidy(home)
    assert (home / "notes" / "mine.txt").read_text() == "mine"
