"""framing corpus, as people and programs see it: what it prints, its status, one line an error."""
# ruff: noqa: E501 - a specimen stays on its line

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result
from made_files import PAGE
from shelves import TEXT, codebook, draft, lines, tables
from web import serving

from framing.__main__ import main
from framing.corpora import imports, locks

CUT = f"{TEXT.format(1)}\n\nRead more: the tram\n\n{TEXT.format(2)}"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    monkeypatch.setenv("FRAMING_HOME", str(home))
    return home


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(range(3)) + b"\n" + lines([9], text=CUT))
    return path


def corpus(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["corpus", *map(str, arguments)])


def complaint(result: Result) -> str:
    """The one line of stderr."""
    assert result.exception is None or isinstance(result.exception, SystemExit)
    [line] = result.stderr.splitlines()
    assert line.startswith("framing: ")
    return line.removeprefix("framing: ")


def test_from_the_first_file_to_the_last(home: Path, source: Path, tmp_path: Path) -> None:
    book = codebook(home)
    assert "no corpus in" in corpus("list").stdout
    made = corpus("add", "Streets", source, "--codebook", book)
    assert (made.exit_code, made.stderr) == (0, "")
    assert made.stdout.split() == ["streets", "Streets:", "4", "articles,", "1", "import"]
    more = tmp_path / "more"
    more.mkdir()
    (more / "b.jsonl").write_bytes(lines([2, 3, 4]))
    (more / ".hidden.jsonl").write_bytes(lines([5]))
    assert "6 articles, 2 imports" in corpus("add", "streets", more).stdout
    again = corpus("add", "Streets", source)
    assert again.exit_code == 0
    assert again.stderr.splitlines() == [
        f"framing: {str(source)[1:]} is in this corpus already, as {str(source)[1:]}",
        "framing: there is nothing new to add",
    ]
    table = pl.read_csv(corpus("discards", "Streets").stdout.encode())
    key = table.filter(pl.col("text") == "Read more: the tram")["key"].item()
    assert corpus("restore", "Streets", key).exit_code == 0
    assert tables(home, "streets")["article"].filter(article_id="a9")["text"].item() == CUT
    assert corpus("undo", "Streets").stdout.startswith("undone: put back: 1 discards\n")
    assert "Main street" in corpus("rename", "Streets", "Main street").stdout
    out = tmp_path / "out.zip"
    assert corpus("export", "Main street", "--out", out).exit_code == 0
    assert "articles.jsonl" in zipfile.ZipFile(out).namelist()
    assert "bring it back: framing corpus restore streets" in corpus("delete", "streets").stdout
    assert "(deleted)" in corpus("list").stdout
    told = json.loads(corpus("list", "--format", "json").stdout)
    assert [(one["id"], one["articles"], bool(one["deleted"])) for one in told] == [
        ("streets", 6, True)
    ]
    assert corpus("restore", "Main street").exit_code == 0
    assert complaint(corpus("delete", "streets", "--for-good")) == (
        "streets is not deleted; delete it first, then for good"
    )
    corpus("delete", "streets")
    assert corpus("delete", "streets", "--for-good").exit_code == 0
    assert not (home / "streets").exists()


def test_columns_and_dates_are_as_said(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = "\n".join(f"{n};T{n};{TEXT.format(n)};03/04/2023" for n in range(3))
    path.write_text(f"Nr;Kopf;Bauch;Wann\n{rows}", encoding="utf-8")
    nothing = corpus("add", "Mapped", path, "--codebook", codebook(home))
    assert nothing.exit_code == 1
    assert "no column with the article's text" in complaint(nothing)
    assert imports.unfinished(home) == []
    mapped = ("--map", "text=Bauch", "--map", "title=Kopf", "--map", "date=Wann")
    done = corpus(
        "add", "Mapped", path, "--codebook", codebook(home), *mapped, "--date-order", "day"
    )
    assert done.exit_code == 0, done.stderr
    article = tables(home, "mapped")["article"]
    assert article["title"].to_list() == ["T0", "T1", "T2"]
    assert [str(day) for day in article["published"]] == ["2023-04-03"] * 3


def test_addresses_are_fetched_and_kept(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with serving({"/a": PAGE.encode()}) as web:
        command = ("add", "Fetched", web.url("/a"), web.url("/gone"))
        done = corpus(*command, "--allow-host", "127.0.0.1", "--codebook", codebook(home))
        assert done.exit_code == 0, done.stderr
        assert done.stderr.splitlines() == [
            f"framing: {web.url('/gone')}: not there (404 Not Found)"
        ]
        article = tables(home, "fetched")["article"]
        assert article.select("url", "title").rows() == [(web.url("/a"), "Harbours")]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("rename", "Nowhere", "x"), "there is no corpus 'Nowhere'; there are: Kept"),
        (("rename", "kept", " "), "a corpus needs a name; give it a word or two"),
        (("restore", "kept", "0" * 16), "no discard has the key '0000000000000000'; framing corpus discards says them"),
        (("undo", "kept"), "there is nothing to undo in Kept"),
        (("add", "kept"), "no import for 'kept' is unfinished; give files or folders to add"),
        (("add", "kept", "nowhere.csv"), None),
        (("add", "kept", "x.csv", "--map", "nonsense"), "'nonsense' maps nothing; give FIELD=COLUMN with one of"),
        (("export", "kept", "--out", "."), ". is a folder; give a file's name, such as kept.zip"),
    ],
)  # fmt: skip
def test_wrong_use_in_one_line(
    home: Path, source: Path, arguments: tuple[str, ...], line: str | None
) -> None:
    corpus("add", "Kept", source, "--codebook", codebook(home))
    result = corpus(*arguments)
    if line is None:
        assert result.exit_code == 1
        assert result.stderr.splitlines()[0] == (
            "framing: nowhere.csv: cannot be read: No such file or directory"
        )
    else:
        assert result.exit_code == 2
        assert complaint(result).startswith(line)


def test_an_interrupted_import_is_listed_and_goes_on(home: Path) -> None:
    made = draft(home, ("a.jsonl", lines(range(2))))
    imports.save(home, made.model_copy(update={"corpus": "kept", "state": "running"}))
    assert "unfinished: 1 files for Kept" in corpus("list").stdout
    assert "go on with: framing corpus add 'Kept'" in corpus("list").stdout
    assert "2 articles" in corpus("add", "Kept").stdout
    assert "unfinished" not in corpus("list").stdout


def test_a_run_beside_the_corpora_is_only_looked_at(home: Path, tiny_run: Path) -> None:
    home.mkdir()
    (home / "sample").symlink_to(tiny_run)
    assert "(a run, read only)" in corpus("list").stdout
    assert "is a run, not a corpus" in complaint(corpus("delete", "sample"))
    assert corpus("export", "sample", "--out", home.parent / "x.zip").exit_code == 0


def test_a_command_waits_for_another_writer(home: Path, source: Path) -> None:
    corpus("add", "Kept", source, "--codebook", codebook(home))
    with locks.holding(home, "kept", "adding 3 files"):
        told = complaint(corpus("rename", "kept", "x"))
    assert told.startswith("this corpus is busy: adding 3 files (by ")
    assert "try again when that is done" in told


def test_help_does_not_wait_for_the_libraries() -> None:
    script = (
        "import sys; from framing.__main__ import main\n"
        "try: main(['corpus', 'add', '--help'])\n"
        "finally: assert 'polars' not in sys.modules, 'slow'"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == 0
