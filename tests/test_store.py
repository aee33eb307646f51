"""Runs on disk: whole or not at all, refused in words when damaged, never over foreign files."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from streets import STREETS, articles

from framing import store
from framing.codebook import CodebookError
from framing.schema import TABLES, empty
from framing.store import RUN_TABLES, StoreError, open_run, save_run

MANIFEST = {"fingerprint": "f1", "codebook": {"name": "streets"}}


def tables(*texts: str) -> dict[str, pl.DataFrame]:
    return {name: empty(TABLES[name]) for name in RUN_TABLES} | {"article": articles(*texts)}


def manifest(fingerprint: str) -> dict[str, Any]:
    return MANIFEST | {"fingerprint": fingerprint}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    save_run(tmp_path / "run", tables("old"), manifest("old"))
    return tmp_path / "run"


def is_whole(folder: Path, text: str) -> bool:
    run = open_run(folder)
    return (
        run.fingerprint == text
        and run.table("article")["text"].to_list() == [text]
        and all(run.table(name).schema == TABLES[name] for name in RUN_TABLES)
    )


def one_line(caught: pytest.ExceptionInfo[StoreError], *words: str) -> None:
    message = str(caught.value)
    assert len(message.splitlines()) == 1
    for word in words:
        assert word in message


def test_what_is_saved_is_read(tmp_path: Path) -> None:
    saved = save_run(tmp_path / "deep" / "run", tables("ünï 🙂"), manifest("ünï 🙂"))
    assert is_whole(saved.folder, "ünï 🙂")
    assert saved.table("article").equals(tables("ünï 🙂")["article"])
    assert sorted(p.name for p in saved.folder.iterdir()) == sorted(
        [*(f"{name}.parquet" for name in RUN_TABLES), "run.json"]
    )


def test_a_new_run_takes_the_old_one_s_place_and_leaves_nothing_else(old: Path) -> None:
    save_run(old, tables("new"), manifest("new"))
    assert is_whole(old, "new")
    assert [path.name for path in old.parent.iterdir()] == ["run"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    save_run(tmp_path / "run", tables("new"), manifest("new"))
    assert is_whole(tmp_path / "run", "new")


def test_a_relative_path_is_resolved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert save_run(Path("run"), tables("new"), manifest("new")).folder == tmp_path / "run"


@pytest.mark.parametrize("n_written", range(len(RUN_TABLES)))
def test_a_failing_write_leaves_the_old_run_whole(
    old: Path, monkeypatch: pytest.MonkeyPatch, n_written: int
) -> None:
    write, written = pl.DataFrame.write_parquet, []

    def full(table: pl.DataFrame, path: Path) -> None:
        if len(written) == n_written:
            raise OSError(28, "No space left on device")
        written.append(path)
        write(table, path)

    monkeypatch.setattr(pl.DataFrame, "write_parquet", full)
    with pytest.raises(StoreError) as caught:
        save_run(old, tables("new"), manifest("new"))
    one_line(caught, str(old), "No space left on device")
    assert is_whole(old, "old")
    assert [path.name for path in old.parent.iterdir()] == ["run"]


def test_a_failing_move_puts_the_old_run_back(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def failing(path: Path, target: Path) -> Path:
        if target == old and path.name != "run":
            raise OSError(16, "Device or resource busy")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(StoreError) as caught:
        save_run(old, tables("new"), manifest("new"))
    one_line(caught, "Device or resource busy")
    assert is_whole(old, "old")
    assert [path.name for path in old.parent.iterdir()] == ["run"]


def test_a_wrong_table_leaves_the_old_run_whole(old: Path) -> None:
    with pytest.raises(ValueError, match="'title' is missing"):
        save_run(old, tables("new") | {"article": articles("new").drop("title")}, manifest("new"))
    assert is_whole(old, "old")
    assert [path.name for path in old.parent.iterdir()] == ["run"]


KILLED = """
import os, signal, sys
from pathlib import Path
import polars as pl
sys.path.insert(0, {tests!r})
from test_store import manifest, tables
from framing import store

countdown = {countdown}

def dying(function):
    def call(*arguments, **options):
        global countdown
        if countdown == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        countdown -= 1
        return function(*arguments, **options)
    return call

pl.DataFrame.write_parquet = dying(pl.DataFrame.write_parquet)
store._write_text = dying(store._write_text)
Path.rename = dying(Path.rename)
store.save_run(Path({folder!r}), tables("new"), manifest("new"))
"""
N = len(RUN_TABLES)


@pytest.mark.parametrize(
    ("countdown", "left"),
    [(0, "old"), (N - 1, "old"), (N, "old"), (N + 1, "old"), (N + 2, "none"), (N + 3, "new")],
    ids=["first table", "last table", "run.json", "before", "between the two moves", "after"],
)
def test_a_killed_process_leaves_a_whole_run_or_none(old: Path, countdown: int, left: str) -> None:
    script = KILLED.format(tests=str(Path(__file__).parent), countdown=countdown, folder=str(old))
    process = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True)
    assert process.returncode == (0 if left == "new" else -signal.SIGKILL), process.stderr.decode()
    if left == "none":
        with pytest.raises(StoreError):
            open_run(old)
    else:
        assert is_whole(old, left)
    save_run(old, tables("next"), manifest("next"))
    assert is_whole(old, "next")


@pytest.mark.parametrize("name", ["notes.txt", "article.parquet", ".hidden"])
def test_a_foreign_folder_is_not_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / name).write_text("mine")
    with pytest.raises(StoreError) as caught:
        save_run(tmp_path / "mine", tables("new"), manifest("new"))
    one_line(caught, str(tmp_path / "mine"), "no run")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert (tmp_path / "mine" / name).read_text() == "mine"


@pytest.mark.parametrize("place", ["file", "file/run", "file/deep/run"])
def test_a_file_in_the_way_is_not_overwritten(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreError) as caught:
        save_run(tmp_path / place, tables("new"), manifest("new"))
    one_line(caught, str(tmp_path / "file"))
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_place(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreError) as caught:
            save_run(tmp_path / "run", tables("new"), manifest("new"))
        one_line(caught, "Permission denied")
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"3",
        b"{}",
        b'{"fingerprint": "f"}',
        b'{"fingerprint": "f", "codebook": 3}',
        b'{"fingerprint": "f", "codebook": {}}',
        b'{"fingerprint": "f", "codebook": {"name": "x"}, "digests": 3}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
)
def test_a_damaged_manifest(old: Path, content: bytes) -> None:
    (old / "run.json").write_bytes(content)
    with pytest.raises(StoreError) as caught:
        open_run(old)
    one_line(caught, "run.json", "score the corpus again")


@pytest.mark.parametrize("place", ["nowhere", "run/run.json", "run/article.parquet"])
def test_what_is_no_run(old: Path, place: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_run(old.parent / place)
    one_line(caught, place)


def damaged(content: bytes) -> dict[str, bytes]:
    middle = len(content) // 2
    return {
        "empty": b"",
        "text": b"not a table",
        "magic only": b"PAR1PAR1",
        "cut": content[:middle],
        "tail": content[middle:],
        "middle zeroed": content[: middle - 50] + bytes(100) + content[middle + 50 :],
        "footer zeroed": content[:-60] + bytes(52) + content[-8:],
        "data zeroed": content[:4] + bytes(200) + content[204:],
        "one letter": content.replace(b"old", b"odd", 1),
        "one byte more": content + b"x",
    }


@pytest.mark.parametrize("damage", damaged(b"x" * 500))
def test_a_damaged_table(old: Path, damage: str) -> None:
    path = old / "article.parquet"
    tables_as_written = path.read_bytes()
    path.write_bytes(damaged(tables_as_written)[damage])
    assert path.read_bytes() != tables_as_written
    with pytest.raises(StoreError) as caught:
        open_run(old).table("article")
    one_line(caught, str(path), "score the corpus again")


def test_a_missing_table_and_one_of_another_kind(old: Path) -> None:
    (old / "keyword.parquet").unlink()
    with pytest.raises(StoreError) as caught:
        open_run(old).table("keyword")
    one_line(caught, "keyword.parquet")
    content = json.loads((old / "run.json").read_text())
    (old / "run.json").write_text(json.dumps({**content, "digests": {}}))  # as older runs are
    (old / "article.parquet").replace(old / "sentence.parquet")
    with pytest.raises(StoreError) as caught:
        open_run(old).table("sentence")
    one_line(caught, "sentence.parquet", "'sentence' is missing")


def test_instrument_by_name_and_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "streets.toml"
    path.write_text(STREETS, encoding="utf-8-sig")  # as some editors on Windows save it
    own, default = store.instrument(str(path)), store.instrument()
    assert own.codebook.id == "streets"
    assert own.lexicon is None
    assert set(own.combiners) <= {"voice"}  # what was fitted beside a lexicon reads only with it
    assert default.codebook.id == store.DEFAULT_CODEBOOK
    assert default.lexicon is not None
    assert own.fingerprint != default.fingerprint
    assert store.instrument().fingerprint == default.fingerprint
    assert store.DEFAULT_CODEBOOK in store.codebook_names()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("nowhere.toml", None, ["cannot be read", store.DEFAULT_CODEBOOK]),
        ("nowhere", None, ["cannot be read", store.DEFAULT_CODEBOOK]),
        ("latin.toml", 'id = "café"'.encode("latin-1"), ["not UTF-8"]),
        ("binary.toml", bytes(range(256)), ["not UTF-8"]),
        ("empty.toml", b"", ["field required"]),
        ("x" * 300 + ".toml", None, ["cannot be read"]),
    ],
)
def test_an_instrument_that_cannot_be_read(
    tmp_path: Path, name: str, content: bytes | None, words: list[str]
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CodebookError) as caught:
        store.instrument(str(path) if name.endswith(".toml") else name)
    for word in words:
        assert word in str(caught.value)


def test_weights_of_other_frames_are_not_used(tmp_path: Path) -> None:
    path = tmp_path / "impostor.toml"
    path.write_text(STREETS.replace('id = "streets"', f'id = "{store.DEFAULT_CODEBOOK}"'))
    assert store.instrument(str(path)).lexicon is None


def test_gold_lines(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    documents = [{"id": "1", "text": "line\u2028separator"}, {"id": "2"}]
    path.write_text("\n\n".join(json.dumps(d, ensure_ascii=False) for d in documents) + "\n")
    assert store.gold([path]) == documents


@pytest.mark.parametrize("line", ["{", "nonsense", "[" * 100_000, "3", '["id"]', "null"])
def test_a_gold_line_that_is_no_document(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "1"}\n' + line)
    with pytest.raises(StoreError) as caught:
        store.gold([path])
    one_line(caught, f"{path}, line 2")
