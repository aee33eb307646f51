"""Scoring on several processes: the same rows, and nothing lost when somebody is killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest
from click.testing import CliRunner
from polars.testing import assert_frame_equal
from streets import STREETS

from framing import runs, workers
from framing.__main__ import main as cli
from framing.codebook import Instrument, parse
from framing.pipeline import score
from framing.reuse import Work
from framing.schema import ARTICLE, conform
from framing.shards import Shards
from framing.store import RUN_TABLES, StoreError, open_run

ROOT = Path(__file__).parent.parent
INSTRUMENT = Instrument(parse(STREETS, "streets.toml"))
SENTENCES = (
    "The city must build bike lanes. “A bike lane saves lives,” said the mayor of district {n}. "
    "Nobody in street {n} believes that the council will wait another year for it. "
)


def articles(count: int) -> pl.DataFrame:
    rows = [
        {
            "article_id": f"a{n:03}",
            "outlet": "The Kerb",
            "title": f"Lane {n}",
            "text": SENTENCES.format(n=n) * 3,
            "language": "en",
            "source": "made",
        }
        for n in range(count)
    ]
    return pl.DataFrame(rows, schema={k: v for k, v in ARTICLE.items() if k in rows[0]}).pipe(
        lambda table: table.with_columns(
            pl.lit(None, kind).alias(name) for name, kind in ARTICLE.items() if name not in rows[0]
        ).pipe(conform, ARTICLE)
    )


def test_two_workers_give_what_one_process_gives(tmp_path: Path) -> None:
    made = articles(24)
    whole = score(made, INSTRUMENT)
    apart = runs.scored_into(tmp_path / "run", made, INSTRUMENT, {}, engine=workers.Pool(2))
    for name, table in whole.tables().items():
        assert_frame_equal(apart.scored.tables()[name], table, rel_tol=1e-12)
    assert apart.anew == 24
    assert apart.discard.is_empty()
    apart.shards.forget()
    assert not list(tmp_path.iterdir())


def test_workers_do_not_run_the_script_that_starts_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the dashboard, and after its tests, that script is app.py."""
    script = ModuleType("__main__")
    script.__file__ = str(tmp_path / "script.py")
    (tmp_path / "script.py").write_text("raise SystemExit('run again')", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "__main__", script)
    done = list(workers.Pool(2).score_batches(Work(articles(4)).slices(2), INSTRUMENT))
    assert [batch.reason for batch in done] == ["", ""]


def test_small_corpora_start_no_worker() -> None:
    assert workers.Pool.of(0) == workers.Pool.of(workers.LEAST) == workers.Pool(1)
    assert workers.Pool.of(1_000_000).workers == os.cpu_count()


def test_what_cannot_be_scored_is_found_and_the_rest_goes_on() -> None:
    def attempt(batch: Work) -> workers.Answer:
        if "a005" in batch.articles["article_id"]:
            raise MemoryError("too long")
        return workers.timed(batch, INSTRUMENT)

    found = list(workers.carefully(Work(articles(9)), attempt))
    lost = [batch for batch in found if batch.tables is None]
    assert [batch.articles["article_id"].to_list() for batch in lost] == [["a005"]]
    assert lost[0].reason == "cannot be scored (MemoryError: too long)"
    ids = [one for batch in found for one in batch.articles["article_id"]]
    assert ids == articles(9)["article_id"].to_list()


def test_an_article_that_cannot_be_scored_is_a_discard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = workers.timed

    def failing(batch: Work, instrument: Instrument) -> workers.Answer:
        if "a003" in batch.articles["article_id"]:
            raise RuntimeError("poison")
        return real(batch, instrument)

    monkeypatch.setattr(workers, "timed", failing)
    outcome = runs.scored_into(
        tmp_path / "run", articles(6), INSTRUMENT, {}, engine=workers.Pool(1)
    )
    assert outcome.scored.article["article_id"].to_list() == [
        "a000",
        "a001",
        "a002",
        "a004",
        "a005",
    ]
    assert outcome.discard.select("article_id", "part", "reason").rows() == [
        ("a003", "row", "cannot be scored (RuntimeError: poison)")
    ]


def test_two_runs_into_one_folder(tmp_path: Path) -> None:
    first = Shards(tmp_path / "run", runs.way(INSTRUMENT))
    with pytest.raises(StoreError, match="another run is being scored into"):
        Shards(tmp_path / "run", runs.way(INSTRUMENT))
    first.leave()
    assert not first.folder.exists()


def test_shards_of_another_way_are_swept_out(tmp_path: Path) -> None:
    tables = score(articles(2), INSTRUMENT).tables()
    shards = Shards(tmp_path / "run", runs.way(INSTRUMENT))
    shards.keep(tables)
    shards.leave()
    again = Shards(tmp_path / "run", runs.way(INSTRUMENT))
    assert len(list(again.whole())) == 1
    again.leave()
    other = Shards(tmp_path / "run", {**runs.way(INSTRUMENT), "version": "0"})
    assert not list(other.whole())
    other.forget()


def test_a_full_disk_keeps_what_is_scored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second batch finds no room; the next run scores only what is missing."""
    monkeypatch.setattr(workers, "LARGEST", 10)
    real = pl.DataFrame.write_parquet
    written: list[str] = []

    def filling(table: pl.DataFrame, path: Path, **options: object) -> None:
        written.append(str(path))
        if len(written) > 8:  # a batch has seven tables
            raise OSError(28, "No space left on device")
        real(table, path, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(pl.DataFrame, "write_parquet", filling)
    with pytest.raises(StoreError, match=r"No space left on device.*kept"):
        runs.scored_into(tmp_path / "run", articles(30), INSTRUMENT, {}, engine=workers.Pool(1))
    monkeypatch.setattr(pl.DataFrame, "write_parquet", real)
    outcome = runs.scored_into(
        tmp_path / "run", articles(30), INSTRUMENT, {}, engine=workers.Pool(1)
    )
    assert outcome.anew == 20
    assert_frame_equal(
        outcome.scored.sentence, score(articles(30), INSTRUMENT).sentence, rel_tol=1e-12
    )


def test_only_what_changed(tmp_path: Path) -> None:
    source, codebook = written(tmp_path, 12)
    command = [source, "--out", tmp_path / "run", "--codebook", codebook]
    finished(command)
    lines = source.read_text(encoding="utf-8").splitlines()
    changed = json.loads(lines[3])
    changed["text"] += " The mayor changed his mind about the bike lane."
    source.write_text("\n".join([*lines[:3], json.dumps(changed), *lines[4:]]), encoding="utf-8")
    told = finished(command)
    assert "framing: 11 of 12 articles had been scored before" in told
    finished([*command[:1], "--out", tmp_path / "anew", *command[3:], "--afresh"])
    same(tmp_path / "run", tmp_path / "anew")
    assert not list(tmp_path.glob(".*.shards"))


def test_another_codebook_reads_frames_and_stances_again(tmp_path: Path) -> None:
    source, codebook = written(tmp_path, 6)
    finished([source, "--out", tmp_path / "run"])
    told = finished([source, "--out", tmp_path / "run", "--codebook", codebook])
    assert "6 of 6 articles had been read for another codebook" in told
    finished([source, "--out", tmp_path / "anew", "--codebook", codebook])
    same(tmp_path / "run", tmp_path / "anew")


def test_keywords_later(tmp_path: Path) -> None:
    source, codebook = written(tmp_path, 6)
    command = [source, "--out", tmp_path / "run", "--codebook", codebook]
    finished([*command, "--keywords", "later"])
    run = open_run(tmp_path / "run")
    assert run.table("keyword").is_empty()
    assert not runs.has_keywords(run)
    finished([*command, "--keywords", "later", "--if-changed"])
    told = finished([*command, "--if-changed"])
    assert "6 of 6 articles had been scored before" in told
    finished([source, "--out", tmp_path / "anew", "--codebook", codebook])
    same(tmp_path / "run", tmp_path / "anew")
    assert runs.has_keywords(open_run(tmp_path / "run"))


def written(folder: Path, count: int) -> tuple[Path, Path]:
    """A file of articles, and a codebook."""
    source, codebook = folder / "pieces.jsonl", folder / "streets.toml"
    pieces = [
        {
            "id": str(n),
            "outlet": "The Kerb",
            "date": "2023-05-01",
            "title": f"Lane {n}",
            "text": SENTENCES.format(n=n) * 15,
        }
        for n in range(count)
    ]
    source.write_text("\n".join(json.dumps(piece) for piece in pieces), encoding="utf-8")
    codebook.write_text(STREETS, encoding="utf-8")
    return source, codebook


def begun(arguments: list[object]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "framing", "score", *map(str, arguments)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def finished(arguments: list[object]) -> str:
    """What a run says on stderr; it ends well."""
    process = begun(arguments)
    _, told = process.communicate(timeout=120)
    assert process.returncode == 0, told
    return told


def same(one: Path, other: Path) -> None:
    for name in RUN_TABLES:
        assert_frame_equal(open_run(one).table(name), open_run(other).table(name), rel_tol=1e-12)


def children(pid: int) -> Iterator[int]:
    """Processes below one that are scoring: spawned workers, not their helpers."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                yield child


def wait_for_shards(folder: Path, least: int = 1) -> None:
    deadline = time.monotonic() + 60
    while len(list(folder.glob(".run.shards/[0-9]*"))) < least:
        assert time.monotonic() < deadline
        time.sleep(0.02)


linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run during which nobody is killed."""
    folder = tmp_path_factory.mktemp("calm")
    source, codebook = written(folder, 80)
    finished([source, "--out", folder / "run", "--codebook", codebook, "--workers", 2])
    return folder


@linux
def test_a_killed_worker_costs_a_retry(calm: Path, tmp_path: Path) -> None:
    process = begun(_into(calm, tmp_path))
    wait_for_shards(tmp_path)
    os.kill(next(children(process.pid)), signal.SIGKILL)
    _, told = process.communicate(timeout=120)
    assert process.returncode == 0, told
    assert "Traceback" not in told
    same(calm / "run", tmp_path / "run")


@linux
def test_a_killed_run_goes_on_where_it_was(calm: Path, tmp_path: Path) -> None:
    process = begun(_into(calm, tmp_path))
    wait_for_shards(tmp_path, 2)
    workers_ = list(children(process.pid))
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{pid}/cmdline").exists() and _runs(pid) for pid in workers_):
        assert time.monotonic() < deadline  # no worker outlives its parent
        time.sleep(0.05)
    assert not (tmp_path / "run").exists()
    told = finished(_into(calm, tmp_path))
    assert "of 80 articles had been scored before" in told
    same(calm / "run", tmp_path / "run")


@linux
def test_ctrl_c_is_one_line_and_goes_on(calm: Path, tmp_path: Path) -> None:
    process = begun(_into(calm, tmp_path))
    wait_for_shards(tmp_path)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told.splitlines() == ["framing: stopped; the same command goes on from here"]
    assert "of 80 articles had been scored before" in finished(_into(calm, tmp_path))
    same(calm / "run", tmp_path / "run")


def _into(calm: Path, folder: Path) -> list[object]:
    out = ["--out", folder / "run", "--codebook", calm / "streets.toml", "--workers", 2]
    return [calm / "pieces.jsonl", *out]


def _runs(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def test_the_same_input_is_not_cleaned_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the same day, by the same program; another codebook, or a lost run, change nothing."""
    source, codebook = written(tmp_path, 4)
    at = [str(source), "--out", str(tmp_path / "run")]
    run = CliRunner()
    assert run.invoke(cli, ["score", *at], catch_exceptions=False).exit_code == 0

    def never(*_: object, **__: object) -> None:
        raise AssertionError

    with monkeypatch.context() as patch:
        patch.setattr("framing.articles.clean", never)
        other = run.invoke(cli, ["score", *at, "--codebook", str(codebook)], catch_exceptions=False)
    assert other.exit_code == 0
    finished([source, "--out", tmp_path / "anew", "--codebook", codebook])
    same(tmp_path / "run", tmp_path / "anew")


def test_each_is_map_on_several_processes() -> None:
    few, many = ["a"] * 3, list(map(str, range(2 * workers.LEAST * workers.CHEAPER)))
    assert list(workers.each(str.upper, few)) == ["A"] * 3
    assert list(workers.each(len, many)) == list(map(len, many))
