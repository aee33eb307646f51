"""Whatever happens to a corpus (killed, full, damaged, two writers): the old or the new, whole."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest
from shelves import TEXT, draft, entry, kept, leftovers, lines, scored_anew, tables

from framing.corpora import additions, building, changes, files, imports, locks, records, shelf
from framing.store import RUN_TABLES, StoreError

HERE = Path(__file__).parent
EVERY = int(os.environ.get("KILL_EVERY", "8"))  # steps between two kills; 2 and less: every one


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def articles(home: Path, corpus: str = "kept") -> list[str] | None:
    """The ids of a corpus' articles, all tables being whole; None where there is no corpus."""
    if not any(one.id == corpus for one in shelf.listing(home)):
        return None
    here = tables(home, corpus)
    known = set(here["article"]["article_id"])
    assert set(here["article_score"]["article_id"]) == known
    assert set(here["sentence"]["article_id"]) <= known
    return sorted(known)


def killed(work: str, template: Path, out: Path, every: int) -> list[Path]:
    """Copies of a template in each of which the work was killed at another step of the disk."""
    done = subprocess.run(
        [sys.executable, str(HERE / "killing.py"), work, str(template), str(out), str(every)],
        env=os.environ | {"PYTHONPATH": str(HERE.parent)},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    told = json.loads(done.stdout)
    assert told["last"] == 0, "the last one comes to its end"
    homes = sorted(out.iterdir())
    assert len(homes) > 3
    return homes


def test_killed_while_a_corpus_is_made(home: Path, tmp_path: Path):
    waiting = draft(home, ("a.jsonl", lines(range(4))))
    homes = killed("add", home, tmp_path / "out", EVERY)
    seen = set()
    for one in homes:
        shelf.tidy(one)
        assert leftovers(one) == []
        left = [path.name for path in (one / ".imports").iterdir()]
        here = articles(one)
        assert here in (None, ["a0", "a1", "a2", "a3"])
        seen.add((here is None, bool(left)))
        assert here is not None or left == [waiting.id], "the documents are still there"
        if left:
            additions.add(one, waiting.id)
        assert articles(one) == ["a0", "a1", "a2", "a3"]
        assert sorted(path.name for path in one.iterdir()) == [".imports", ".locks", "kept"]
        assert list((one / ".imports").iterdir()) == []
        assert leftovers(one) == []
    assert {(True, True), (False, False)} <= seen


def test_killed_while_a_corpus_is_added_to(home: Path, tmp_path: Path):
    kept(home, ("a.jsonl", lines(range(3))))
    waiting = draft(home, ("b.jsonl", lines(range(2, 5))), corpus="kept")
    old, new = ["a0", "a1", "a2"], ["a0", "a1", "a2", "a3", "a4"]
    seen = set()
    for one in killed("add", home, tmp_path / "out", EVERY):
        before = articles(one)
        assert before in (old, new)
        shelf.tidy(one)
        assert leftovers(one) == []
        assert articles(one) == before
        seen.add(len(before))
        if (one / ".imports" / waiting.id).exists():
            additions.add(one, waiting.id)
        assert articles(one) == new
        assert len(list((one / "kept" / "batches").iterdir())) == 2
        assert len(list((one / "kept" / "documents").iterdir())) == 2
        assert leftovers(one) == []
    assert seen == {3, 5}


@pytest.mark.parametrize(
    ("work", "fact"),
    [
        ("rename", lambda one: one.name),
        ("delete", lambda one: one.is_deleted),
        ("merge", lambda one: len(one.record.plan.merges)),
        ("undo", lambda one: one.record.plan.restored),
    ],
)
def test_killed_while_it_is_changed(
    work: str, fact: Callable[[shelf.Entry], object], home: Path, tmp_path: Path
):
    cut = f"{TEXT.format(1)}\n\nRead more: the tram\n\n{TEXT.format(2)}"
    kept(home, ("a.jsonl", lines([1, 2], outlet="kerb") + b"\n" + lines([3], text=cut)))
    name = tables(home)["set_aside"].filter(pl.col("text") == "Read more: the tram")["key"].item()
    changes.put_back(home, "kept", [name], "it")
    before = fact(entry(home))
    seen = []
    for one in killed(work, home, tmp_path / "out", max(1, EVERY // 2)):
        seen.append(fact(entry(one)))
        assert articles(one) == ["a1", "a2", "a3"]
        shelf.tidy(one)
        assert fact(entry(one)) == seen[-1]
        assert leftovers(one) == []
        assert len(list((one / "kept" / "runs").iterdir())) <= 2
    assert seen[0] == before
    assert seen[-1] != before
    assert seen == sorted(seen, key=lambda value: value != before), "and never back again"


def test_killed_while_a_document_is_accepted(home: Path, tmp_path: Path):
    waiting = draft(home, ("a.jsonl", lines(range(2))))
    for one in killed("accept", home, tmp_path / "out", 1):
        names = [document.name for document in imports.load(one, waiting.id).documents]
        assert names in (["a.jsonl"], ["a.jsonl", "more.txt"])
        place = imports.folder(one, waiting.id) / "documents"
        for document in imports.load(one, waiting.id).documents:
            assert files.digest((place / document.file).read_bytes()) == document.digest
        shelf.tidy(one)
        assert leftovers(one) == []


def test_a_command_that_is_killed_at_any_time_goes_on(home: Path, tmp_path: Path):
    """The whole program, killed by the clock as people and machines do."""
    source = tmp_path / "a.jsonl"
    source.write_bytes(lines(range(150)))
    book = Path(draft(home, ("x.jsonl", lines([999]))).codebook)
    environment = os.environ | {"FRAMING_HOME": str(home)}
    command = [sys.executable, "-m", "framing", "corpus", "add", "Clock"]
    for seconds in (0.4, 1.0, 1.6, 2.2, 2.8, 3.4):
        arguments = [] if imports.unfinished(home) else [str(source), "--codebook", str(book)]
        process = subprocess.Popen(
            [*command, *arguments], env=environment, stderr=subprocess.DEVNULL
        )
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert articles(home, "clock") is None or len(articles(home, "clock")) == 150
        if articles(home, "clock"):
            break
    if articles(home, "clock") is None:
        arguments = [] if imports.unfinished(home) else [str(source), "--codebook", str(book)]
        subprocess.run([*command, *arguments], env=environment, check=True)
    shelf.tidy(home)
    assert len(articles(home, "clock")) == 150
    assert leftovers(home) == []
    assert imports.unfinished(home) == []


def test_two_sessions_at_once(home: Path, monkeypatch: pytest.MonkeyPatch):
    kept(home, ("a.jsonl", lines(range(2))))
    monkeypatch.setattr("framing.corpora.building.CHUNK", 1)
    waiting = draft(home, ("b.jsonl", lines(range(2, 8))), corpus="kept")
    held, go_on = threading.Event(), threading.Event()

    def slow(done: int, total: int) -> None:
        if done == 2:
            held.set()
            go_on.wait(20)

    thread = threading.Thread(
        target=additions.add, args=(home, waiting.id), kwargs={"progress": slow}
    )
    thread.start()
    assert held.wait(20)
    work = locks.at_work(home, "kept")
    assert work is not None
    assert (work.doing, work.done, work.total) == ("adding a file", 2, 6)
    with pytest.raises(locks.Busy) as caught:
        changes.rename(home, "kept", "Other")
    for words in (
        "this corpus is busy",
        "adding a file",
        "2 of 6 articles scored",
        f"process {os.getpid()}",
        "since 20",
    ):
        assert words in str(caught.value)
    assert articles(home) == ["a0", "a1"]  # readers read on
    shelf.tidy(home)  # and tidying leaves the writer alone
    waits = threading.Thread(
        target=changes.change,
        args=(home, "kept", "renamed", lambda plan: plan.model_copy(update={"name": "Patient"})),
        kwargs={"wait": 20},
    )
    waits.start()
    go_on.set()
    thread.join(20)
    waits.join(20)
    assert articles(home) == [f"a{n}" for n in range(8)]
    assert entry(home).name == "Patient"
    assert locks.at_work(home, "kept") is None


def test_a_writer_in_another_process(home: Path):
    kept(home, ("a.jsonl", lines(range(2))))
    script = (
        "import sys, time; from pathlib import Path; from framing.corpora import locks\n"
        f"with locks.holding(Path({str(home)!r}), 'kept', 'adding 3 files'):\n"
        "    print('held', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline() == "held\n"
        with pytest.raises(locks.Busy, match=f"adding 3 files.*process {process.pid}"):
            changes.delete(home, "kept")
        process.kill()
        process.wait()
        assert locks.at_work(home, "kept") is None
        changes.delete(home, "kept")  # a killed writer's lock ends with it
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def damage(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def test_a_damaged_record_is_read_from_its_backup(home: Path):
    kept(home, ("a.jsonl", lines(range(2))))
    changes.rename(home, "kept", "New")
    damage(home / "kept" / "corpus.json")
    found = entry(home)
    assert "corpus.json cannot be read" in str(found.note)
    assert "the state before the last change is used (corpus.json.bak)" in str(found.note)
    assert found.name == "Kept"
    changes.rename(home, "kept", "Newer")
    assert (entry(home).name, entry(home).note) == ("Newer", None)
    assert (home / "kept" / "corpus.json.damaged").exists()
    assert articles(home) == ["a0", "a1"]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"{}", b'{"format": 1}', b"\xff\xfe", b"[" * 100_000]
)
def test_a_record_damaged_with_its_backup_is_named_and_the_others_open(home: Path, content: bytes):
    kept(home, ("a.jsonl", lines(range(2))))
    other = draft(home, ("b.jsonl", lines([7])))
    other = imports.save(home, other.model_copy(update={"name": "Other"}))
    additions.add(home, other.id)
    for name in ("corpus.json", "corpus.json.bak"):
        (home / "kept" / name).write_bytes(content)
    shelf.tidy(home)
    broken, sound = shelf.listing(home)
    assert (broken.id, broken.run) == ("kept", None)
    assert "corpus.json" in str(broken.note)
    assert articles(home, sound.id) == ["a7"]
    with pytest.raises(StoreError, match=r"corpus\.json"):
        changes.rename(home, "kept", "x")
    assert (home / "kept" / "corpus.json").read_bytes() == content


@pytest.mark.parametrize("table", [*RUN_TABLES, "run.json"])
def test_a_damaged_table_the_run_before_it_is_shown(home: Path, table: str):
    kept(home, ("a.jsonl", lines(range(2))))
    additions.add(home, draft(home, ("b.jsonl", lines([5])), corpus="kept").id)
    name = table if "." in table else f"{table}.parquet"
    path = home / "kept" / "runs" / "0002" / name
    damage(path)
    run, note = shelf.sound_tables(entry(home))
    assert run.table("article")["article_id"].to_list() == ["a0", "a1"]
    told = note or entry(home).note
    assert str(path) in str(told)
    assert "the state before is shown" in str(told)
    changes.rescore(home, "kept")
    assert articles(home) == ["a0", "a1", "a5"]
    assert scored_anew(home) == (0 if table == "discard" else 1)


def test_a_damaged_batch_is_read_again_from_its_documents(home: Path):
    kept(home, ("a.jsonl", lines(range(2))))
    [batch] = (home / "kept" / "batches").iterdir()
    for path in batch.glob("*.parquet"):
        damage(path)
    damage(batch / "batch.json")
    additions.add(home, draft(home, ("b.jsonl", lines([5])), corpus="kept").id)
    assert articles(home) == ["a0", "a1", "a5"]
    [document] = [
        path for path in (home / "kept" / "documents").iterdir() if b"a0" in path.read_bytes()
    ]
    damage(document)
    with pytest.raises(StoreError, match="import its files again"):
        changes.merge(home, "kept", "outlet", ["x"], "y")
    assert articles(home) == ["a0", "a1", "a5"]


def test_a_newer_version_s_corpus_is_looked_at_and_never_written(home: Path):
    kept(home, ("a.jsonl", lines(range(2))))
    path = home / "kept" / "corpus.json"
    value = json.loads(path.read_text())
    newer = {
        **value,
        "format": records.FORMAT + 1,
        "written_by": "9.9",
        "plan": {**value["plan"], "mood": "blue", "batches": {"in": "another shape"}},
        "extra": 1,
    }
    path.write_text(json.dumps(newer))
    before = {p: p.read_bytes() for p in (home / "kept").rglob("*") if p.is_file()}
    found = entry(home)
    assert (found.is_readonly, found.name) == (True, "Kept")
    assert found.note == "written by a newer version (9.9): it can be looked at, not changed"
    assert articles(home) == ["a0", "a1"]
    for attempt in (
        lambda: changes.rename(home, "kept", "x"),
        lambda: changes.undo(home, "kept"),
        lambda: changes.rescore(home, "kept"),
        lambda: additions.add(home, draft_of(home).id),
    ):
        with pytest.raises(StoreError, match="newer version"):
            attempt()
    shelf.tidy(home)
    assert before == {p: p.read_bytes() for p in (home / "kept").rglob("*") if p.is_file()}


def draft_of(home: Path) -> imports.Import:
    made = imports.begin(home, corpus="kept")
    return imports.save(
        home,
        made.model_copy(
            update={"documents": (imports.Document(digest="d", name="n", size=1, file="f"),)}
        ),
    )


def test_a_run_of_an_older_version_is_read_with_what_came_later_empty(
    sample_run: Path, tmp_path: Path
):
    old = tmp_path / "home" / "old"
    shutil.copytree(sample_run, old)
    path = old / "discard.parquet"
    pl.read_parquet(path).drop("at").write_parquet(path)
    manifest = json.loads((old / "run.json").read_text())
    (old / "run.json").write_text(json.dumps({k: v for k, v in manifest.items() if k != "digests"}))
    run, note = shelf.sound_tables(entry(tmp_path / "home", "old"))
    assert note is None
    assert run.table("discard")["at"].is_null().all()
    assert run.table("origin").is_empty()


def test_scores_of_another_version_are_not_mixed_with_this_one_s(home: Path):
    kept(home, ("a.jsonl", lines(range(3))))
    path = home / "kept" / "runs" / "0001" / "run.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "version": "0.0.1"}))
    additions.add(home, draft(home, ("b.jsonl", lines([5])), corpus="kept").id)
    assert scored_anew(home) == 4


@pytest.fixture
def small_files() -> Iterator[Callable[[int], None]]:
    """Let files grow to a size alone, as on a disk that is full, for the time of a test."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def limit(n_bytes: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, before[1]))

    yield limit
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def snapshot(home: Path) -> dict[Path, bytes]:
    return {
        path: path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and ".locks" not in path.parts
    }


def test_no_room_is_said_before_any_work(home: Path, small_files: Callable[[int], None]):
    kept(home, ("a.jsonl", lines(range(2))))
    waiting = draft(home, ("b.jsonl", lines(range(5, 8))), corpus="kept")
    before = snapshot(home / "kept")
    small_files(5_000_000)
    with pytest.raises(
        StoreError, match=r"10 MB are needed there \(File too large\).*nothing was begun"
    ):
        additions.add(home, waiting.id)
    with pytest.raises(StoreError, match="are needed there"):
        imports.accept(home, waiting, [("c.jsonl", lines([9]))])
    assert snapshot(home / "kept") == before
    small_files(resource.RLIM_INFINITY)
    assert leftovers(home) == []
    additions.add(home, waiting.id)
    assert articles(home) == ["a0", "a1", "a5", "a6", "a7"]


@pytest.mark.parametrize("n_bytes", [0, 300, 3_000])
def test_a_disk_that_fills_up_in_the_middle(
    home: Path, n_bytes: int, small_files: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
):
    kept(home, ("a.jsonl", lines(range(2))))
    waiting = draft(home, ("b.jsonl", lines(range(5, 40))), corpus="kept")
    before = snapshot(home / "kept")
    # Somebody else takes the room after it was found to be there.
    monkeypatch.setattr(files, "require_room", lambda *_: small_files(n_bytes))
    with pytest.raises(StoreError) as caught:
        additions.add(home, waiting.id)
    small_files(resource.RLIM_INFINITY)
    assert "File too large" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
    assert articles(home) == ["a0", "a1"]
    monkeypatch.undo()
    shelf.tidy(home)
    assert {
        path: data for path, data in snapshot(home / "kept").items() if path in before
    } == before
    assert leftovers(home) == []
    additions.add(home, waiting.id)
    assert len(articles(home)) == 37


READ_ONLY = """
import os, sys
from pathlib import Path
from framing.corpora import changes, files, imports, locks, places, shelf
home = Path({home!r})
if os.geteuid() == 0:
    os.setresuid(65534, 65534, 65534)
shelf.tidy(home)
run, note = shelf.sound_tables(shelf.find(home, "kept"))
print(run.table("article").height, note)
for attempt in (
    lambda: changes.rename(home, "kept", "x"),
    lambda: imports.begin(home, name="y"),
    lambda: files.require_room(home, 1),
):
    try:
        attempt()
    except Exception as error:
        print(type(error).__name__, error)
"""


def test_a_folder_that_cannot_be_written_is_read(home: Path):
    kept(home, ("a.jsonl", lines(range(2))))
    before = snapshot(home)
    for path in [home, *home.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    for path in home.parents:  # another user has to come through, as root's process becomes one
        if path.stat().st_uid == os.geteuid() and str(path).startswith("/tmp/"):
            path.chmod(path.stat().st_mode | 0o011)
    try:
        script = READ_ONLY.format(home=str(home))
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        )
    finally:
        for path in [home, *home.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
    lines_ = done.stdout.splitlines()
    assert lines_[0] == "2 None"
    assert len(lines_) == 4
    for line in lines_[1:]:
        assert line.startswith("StoreError")
        assert "cannot be written (Permission denied)" in line
    assert "FRAMING_HOME" in lines_[3]
    assert snapshot(home) == before


def test_a_full_disk(home: Path, tmp_path: Path):
    """A real one, where this machine lets one be made."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip("no file system can be mounted here; the limits on files stand for it")
    try:
        made = imports.begin(disk, name="Full")
        with pytest.raises(StoreError, match=r"MB are needed there \(No space left on device\)"):
            imports.accept(disk, made, [("a.jsonl", lines(range(3)))])
        assert imports.load(disk, made.id).documents == ()
        assert leftovers(disk) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_the_way_scores_were_made_is_told(home: Path):
    kept(home, ("a.jsonl", lines([1])))
    assert building.way()["version"] == building.version()
    assert set(building.way()["packages"]) >= {"polars", "yake"}
