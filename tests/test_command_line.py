"""The commands as other programs see them: exit status, stdout, one-line errors on stderr."""

import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result
from streets import STREETS

from framing.__main__ import main
from framing.store import RUN_TABLES, open_run

PIECE = {
    "id": "1",
    "outlet": "The Kerb",
    "author": "Ada Pavel",
    "date": "2023-05-01",
    "title": "Build the lane",
    "text": (
        "The city must build bike lanes. “A bike lane saves lives,” said the mayor. It is time. "
        "The council of the city has waited for years, and everybody has waited long enough."
    ),
}


def framing(*arguments: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


def complaints(result: Result) -> list[str]:
    """The lines of stderr; each is one of ours, and none is a traceback."""
    assert result.exception is None or isinstance(result.exception, SystemExit)
    lines = result.stderr.splitlines()
    assert all(line.startswith("framing: ") for line in lines)
    return lines


@pytest.fixture
def codebook(tmp_path: Path) -> Path:
    path = tmp_path / "streets.toml"
    path.write_text(STREETS, encoding="utf-8")
    return path


@pytest.fixture
def piece(tmp_path: Path) -> Path:
    path = tmp_path / "piece.jsonl"
    path.write_text(json.dumps(PIECE), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "command", [(), ("score",), ("compare",), ("validate",), ("codebook",), ("codebook", "check")]
)
def test_help(command: tuple[str, ...]) -> None:
    result = framing(*command, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage:")


def test_help_does_not_wait_for_the_libraries() -> None:
    script = (
        "import sys; from framing.__main__ import main\n"
        "try: main(['score', '--help'])\n"
        "finally: assert 'polars' not in sys.modules, 'slow'"
    )
    process = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True, timeout=60
    )
    assert process.returncode == 0, process.stderr


def test_it_is_a_module_and_a_program() -> None:
    process = subprocess.run(
        [sys.executable, "-m", "framing", "--version"], check=False, capture_output=True, text=True
    )
    assert (process.returncode, process.stderr) == (0, "")
    assert process.stdout.startswith("framing")


@pytest.mark.parametrize(
    "arguments",
    [
        ("score",),
        ("score", "x.txt"),
        ("nonsense",),
        ("compare", "run"),
        ("compare", "run", "--by", "weather"),
        ("codebook", "check"),
        ("score", "x.txt", "--out", "run", "--nonsense"),
    ],
)
def test_wrong_use_is_2(arguments: tuple[str, ...]) -> None:
    result = framing(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_score_writes_every_table(tmp_path: Path, piece: Path, codebook: Path) -> None:
    result = framing("score", piece, "--out", tmp_path / "run", "--codebook", codebook)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("1 articles")
    run = open_run(tmp_path / "run")
    assert run.table("article_score")["salient"].to_list() == ["cycling"]
    assert run.manifest["codebook"]["id"] == "streets"
    assert run.manifest["trained_weights"] is False
    assert run.manifest["counts"]["rows_read"] == 1
    assert {name: run.table(name).height for name in RUN_TABLES}.items() <= run.manifest[
        "counts"
    ].items()


def test_standard_input(tmp_path: Path, codebook: Path) -> None:
    result = framing(
        "score", "-", "--out", tmp_path / "run", "--codebook", codebook, stdin=json.dumps(PIECE)
    )
    assert result.exit_code == 0, result.stderr
    assert open_run(tmp_path / "run").table("article")["outlet"].to_list() == ["The Kerb"]


def test_the_same_again_changes_nothing(tmp_path: Path, piece: Path, codebook: Path) -> None:
    command = ("score", piece, "--out", tmp_path / "run", "--codebook", codebook)
    framing(*command)
    first = (tmp_path / "run" / "run.json").stat().st_mtime_ns
    assert framing(*command, "--if-changed").exit_code == 0
    assert (tmp_path / "run" / "run.json").stat().st_mtime_ns == first
    one = open_run(tmp_path / "run").fingerprint
    framing(*command)
    assert open_run(tmp_path / "run").fingerprint == one
    piece.write_text(json.dumps(PIECE | {"text": PIECE["text"] + " More of it came."}))
    framing(*command, "--if-changed")
    assert open_run(tmp_path / "run").fingerprint != one


@pytest.mark.parametrize(
    ("name", "content"), [("empty.csv", b""), ("header.csv", b"id,title,text\n"), ("no.txt", b"")]
)
def test_nothing_usable_is_1_and_writes_nothing(
    tmp_path: Path, codebook: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    result = framing("score", tmp_path / name, "--out", tmp_path / "run", "--codebook", codebook)
    assert result.exit_code == 1
    assert any(name in line for line in complaints(result))
    assert not (tmp_path / "run").exists()


def test_a_missing_input_is_named(tmp_path: Path, codebook: Path) -> None:
    result = framing(
        "score", tmp_path / "nowhere.csv", "--out", tmp_path / "run", "--codebook", codebook
    )
    assert result.exit_code in {1, 2}
    assert any("nowhere.csv" in line for line in complaints(result))


def test_a_foreign_folder_is_refused_before_any_work(piece: Path, codebook: Path) -> None:
    result = framing("score", piece, "--out", piece.parent, "--codebook", codebook)
    assert result.exit_code == 2
    [line] = complaints(result)
    assert "holds files that are no run" in line
    assert piece.exists()


def test_a_file_in_the_run_s_place(piece: Path, codebook: Path) -> None:
    result = framing("score", piece, "--out", piece, "--codebook", codebook)
    assert result.exit_code == 2
    assert "is a file" in complaints(result)[0]


def test_check(codebook: Path) -> None:
    result = framing("codebook", "check", codebook)
    assert (result.exit_code, complaints(result)) == (0, [])
    assert "2 frames, 4 indicators, 0 examples misread" in result.stdout


def test_check_names_misread_examples(codebook: Path) -> None:
    codebook.write_text(STREETS.replace('"A bike lane is the answer."', '"It rains."'))
    result = framing("codebook", "check", codebook)
    assert result.exit_code == 1
    assert complaints(result) == [
        "framing: frame 'cycling': the example 'It rains.' does not evoke it"
    ]


BROKEN = [
    ('kind = "claim"', 'kind = "mixed feelings"', "kind"),
    ('version = "1"', 'version = "1"\nstance = "endorse"', "stance: unknown key"),
    ('id = "lane"', 'id = "space"', "indicator id 'space' is used 2 times"),
    ("(?:saves?", "(saves?(", "not a regular expression that can be run"),
    ('colour = "#0072B2"', 'colour = "bluish"', "colour"),
]


@pytest.mark.parametrize("command", ["check", "score"])
def test_a_bad_codebook_lists_every_complaint(
    tmp_path: Path, piece: Path, codebook: Path, command: str
) -> None:
    text = STREETS
    for old, new, _ in BROKEN:
        assert old in text
        text = text.replace(old, new, 1)
    codebook.write_text(text)
    result = (
        framing("codebook", "check", codebook)
        if command == "check"
        else framing("score", piece, "--out", tmp_path / "run", "--codebook", codebook)
    )
    assert result.exit_code == 2
    lines = complaints(result)
    assert len(lines) == len(BROKEN)
    for _, _, words in BROKEN:
        assert any(words in line for line in lines)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "field required"),
        ("[[frame]", "not valid TOML"),
        (STREETS.split("[[frame]]")[0], "frame: field required"),
        (STREETS + "\n[[frame]]\n", "frame 3, id: field required"),  # an empty frame
        (STREETS.replace("(?:saves?|saving)", "(?<=a)"), "look-around"),
        (STREETS.replace("(?:saves?|saving)", "(?:a{1,1000}){1,1000}"), "size limit"),
    ],
)
def test_a_bad_codebook(codebook: Path, text: str, words: str) -> None:
    codebook.write_text(text)
    result = framing("codebook", "check", codebook)
    assert result.exit_code == 2
    assert any(words in line for line in complaints(result))


@pytest.mark.parametrize("name", ["nowhere", "nowhere.toml"])
def test_an_unknown_codebook_names_the_known(name: str) -> None:
    result = framing("codebook", "check", name)
    assert result.exit_code == 2
    [line] = complaints(result)
    assert "off_ramp_vs_victory" in line


def test_a_catastrophic_pattern_is_harmless(tmp_path: Path, codebook: Path) -> None:
    codebook.write_text(STREETS.replace("(?:saves?|saving) (?:children's )?lives", "(a+)+$"))
    source = tmp_path / "long.txt"
    source.write_text("The city is here. " * 30 + "a" * 50_000 + "!")
    process = subprocess.run(
        [
            *(sys.executable, "-m", "framing", "score", source, "--out", tmp_path / "run"),
            *("--codebook", codebook),
        ],
        check=False,
        capture_output=True,
        text=True,
        timeout=10,
    )
    assert process.returncode == 0, process.stderr


HOSTILE = {
    "a 5,000-word sentence": "the city lane " * 1_700 + "is open.",
    "unbalanced quotation marks": "“The lane is open, said the mayor. " + "It rains here. " * 60,
    "all caps": "THE CITY NEEDS A BIKE LANE. NOBODY KNOWS WHY. " * 20,
    "no punctuation": "the city needs a bike lane and nobody knows why " * 20,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_scored(tmp_path: Path, codebook: Path, name: str) -> None:
    source = tmp_path / "piece.jsonl"
    source.write_text(json.dumps(PIECE | {"text": HOSTILE[name]}))
    result = framing("score", source, "--out", tmp_path / "run", "--codebook", codebook)
    assert result.exit_code == 0, result.stderr
    assert open_run(tmp_path / "run").table("sentence").height > 1


def test_compare(tmp_path: Path, piece: Path, codebook: Path) -> None:
    framing("score", piece, "--out", tmp_path / "run", "--codebook", codebook)
    for form in ("table", "csv", "json"):
        command = ("compare", tmp_path / "run", "--by", "outlet", "--measure", "salience")
        result = framing(*command, "--format", form)
        assert result.exit_code == 0, result.stderr
        assert "The Kerb" in result.stdout
        assert ("Talked about" in result.stdout) is (form == "table")  # as the pages call it
        if form == "csv":
            assert "The Kerb" in pl.read_csv(result.stdout.encode())["group"].to_list()
        if form == "json":
            assert {row["group"] for row in json.loads(result.stdout)} == {"The Kerb"}


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ({"run.json": None}, "no run.json"),
        ({"run.json": b"{"}, "run.json cannot be read"),
        ({"run.json": b'{"fingerprint": "f"}'}, "no manifest"),
        ({"sentence.parquet": b"PAR1"}, "sentence.parquet cannot be read"),
        ({"article.parquet": None}, "article.parquet cannot be read"),
    ],
)
def test_a_damaged_run_is_one_line(
    tmp_path: Path, piece: Path, codebook: Path, damage: dict[str, bytes | None], words: str
) -> None:
    framing("score", piece, "--out", tmp_path / "run", "--codebook", codebook)
    for name, content in damage.items():
        path = tmp_path / "run" / name
        path.unlink()
        if content is not None:
            path.write_bytes(content)
    result = framing("compare", tmp_path / "run", "--by", "outlet")
    assert result.exit_code == 2
    [line] = complaints(result)
    assert words in line


def test_an_unknown_measure_names_the_known(tmp_path: Path) -> None:
    result = framing("compare", tmp_path, "--by", "outlet", "--measure", "warmth")
    assert result.exit_code == 2
    assert "salience" in complaints(result)[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "no labelled sentences"),
        ("{", "line 1: not JSON"),
        ("3", "line 1: not a document"),
        ('{"id": "1"}', "the key 'text' is missing"),
    ],
)
def test_bad_gold_is_one_line(tmp_path: Path, codebook: Path, content: str, words: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content)
    result = framing("validate", "--gold", path, "--codebook", codebook)
    assert result.exit_code == 2
    [line] = complaints(result)
    assert words in line


def test_validate_on_own_gold(tmp_path: Path, codebook: Path) -> None:
    text = "The city must build bike lanes."
    sentence = {
        "text": text,
        "voice": "author",
        "frames": ["cycling"],
        "stance": {"cycling": "endorse"},
    }
    gold = {
        "id": "1",
        "text": text,
        "position": "cycling",
        "salience": "cycling",
        "sentences": [sentence],
    }
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(gold))
    result = framing("validate", "--gold", path, "--codebook", codebook, "--format", "json")
    assert (result.exit_code, complaints(result)) == (0, [])
    figures = {row["coefficient"]: row["value"] for row in json.loads(result.stdout)}
    assert figures["F1 cycling"] == 1
