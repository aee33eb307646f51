"""An encoding that people give, for texts that do not tell theirs."""

from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from framing import ingest
from framing.__main__ import main
from framing.ingest import encodings
from framing.ingest.columns import FormatError

CZECH = "Přístav byl celou zimu zavřený, lodě ležely u mola a nikdo tam až do března nešel."
RUSSIAN = "Порт был закрыт всю зиму, лодки лежали на причале, и до марта туда никто не ходил."


def read(path: Path, data: bytes, encoding: str | None) -> tuple[list[str], list[str]]:
    path.write_bytes(data)
    rows, unused = ingest.read([str(path)], encoding=encoding)
    return rows["text"].to_list(), unused["reason"].to_list()


@pytest.mark.parametrize(
    ("text", "name"),
    [(CZECH, "cp1250"), (RUSSIAN, "koi8-r"), (RUSSIAN, "utf-16-le"), (CZECH, "utf-7")],
)
@pytest.mark.parametrize("suffix", [".txt", ".csv"])
def test_a_text_is_read_as_asked(text: str, name: str, suffix: str, tmp_path: Path) -> None:
    whole = text if suffix == ".txt" else f'id,text\n1,"{text}"\n'
    path = tmp_path / f"a{suffix}"
    assert read(path, whole.encode(name), name) == ([text], [f"read as {name}, as asked"])
    assert read(path, whole.encode(name), None)[0] != [text] or name == "koi8-r"


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_a_text_tells_itself_counts_more(name: str, tmp_path: Path) -> None:
    assert read(tmp_path / "a.txt", RUSSIAN.encode(name), "cp1251")[0] == [RUSSIAN]


def test_a_page_s_own_declaration_counts_more(tmp_path: Path) -> None:
    page = f'<html><head><meta charset="koi8-r"></head><body><p>{RUSSIAN}</p></body></html>'
    [text], _ = read(tmp_path / "a.html", page.encode("koi8-r"), "cp1251")
    assert RUSSIAN in text


def test_a_page_that_declares_nothing_is_read_as_asked(tmp_path: Path) -> None:
    page = f"<html><body><p>{CZECH}</p></body></html>"
    [text], _ = read(tmp_path / "a.html", page.encode("cp1250"), "cp1250")
    assert CZECH in text


def test_a_text_that_is_not_in_the_encoding_is_refused(tmp_path: Path) -> None:
    assert read(tmp_path / "a.txt", b"\x81\x81 caf\xe9" * 9, "cp1252") == (
        [],
        ["not valid cp1252 at byte 0; give another encoding, or save it as UTF-8"],
    )


def test_an_encoding_holds_for_one_reading(tmp_path: Path) -> None:
    read(tmp_path / "a.txt", CZECH.encode("cp1250"), "cp1250")
    assert encodings.asked() is None


@pytest.mark.parametrize("name", ["klingon", "rot13", "base64", "idna", "a\0b", "é", "undefined"])
def test_an_unknown_name(name: str) -> None:
    with pytest.raises(FormatError, match="is no encoding that is known; give one like cp1252"):
        ingest.as_encoding(name)


@pytest.mark.parametrize(
    "command", [["score", "--out", "x"], ["check"], ["corpus", "add", "Some name"]]
)
def test_an_unknown_name_is_one_line(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CZECH, encoding="cp1250")
    home = {"FRAMING_HOME": str(tmp_path / "home")}
    asked = [*command, str(tmp_path / "a.txt"), "--encoding", "klingon"]
    done = CliRunner().invoke(main, asked, env=home)
    assert done.exit_code == 2
    [line] = done.stderr.splitlines()
    assert line.startswith("framing: 'klingon' is no encoding that is known; give one like cp1252")


def test_the_commands_read_as_asked(tmp_path: Path) -> None:
    text = "The harbour was closed for the winter, and the café’s “naïve” owner left — for good."
    (tmp_path / "a.txt").write_bytes(text.encode("mac-roman"))
    asked = [str(tmp_path / "a.txt"), "--encoding", "mac-roman"]
    home = {"FRAMING_HOME": str(tmp_path / "home")}
    done = CliRunner().invoke(main, ["score", *asked, "--out", str(tmp_path / "run")], env=home)
    assert done.exit_code == 0, done.output
    done = CliRunner().invoke(main, ["corpus", "add", "Some name", *asked], env=home)
    assert done.exit_code == 0, done.output
    for table in (
        tmp_path / "run" / "article.parquet",
        *(tmp_path / "home").rglob("article.parquet"),
    ):
        assert pl.read_parquet(table)["text"].to_list() == [text]
