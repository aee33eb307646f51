"""The Corpus page without a browser: files in, columns, dates, names, discards, undo, and words."""

import time
from pathlib import Path

import pytest
from conftest import HOSTILE
from shelves import TEXT, codebook, entry, kept, lines, scored_anew, tables
from streamlit.testing.v1 import AppTest

from framing.corpora import additions, changes, imports, locks

ROOT = Path(__file__).parent.parent
CUT = f"{TEXT.format(1)}\n\nRead more: the tram\n\n{TEXT.format(2)}"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("FRAMING_RUN", raising=False)
    monkeypatch.setenv("FRAMING_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return turned(app.run())


def turned(app: AppTest) -> AppTest:
    app.switch_page("pages/study/corpus.py").run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def viewing(app: AppTest, view: str) -> AppTest:
    app.segmented_control(key="corpus_view").select(view).run()
    assert not app.exception
    return app


def address(app: AppTest, name: str) -> str | None:
    value = app.query_params.get(name)
    return value[0] if isinstance(value, list) else value


def click(app: AppTest, label: str, at: int = 0) -> AppTest:
    [button, *_] = [one for one in app.button if one.label == label][at:]
    button.click().run()
    assert not app.exception
    return app


def upload(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    app.file_uploader[0].set_value([(name, data, "text/plain") for name, data in files]).run()
    assert not app.exception
    return app


def settled(app: AppTest, home: Path) -> AppTest:
    """Wait until nothing is being added any more, and look again."""
    for _ in range(300):
        if not imports.unfinished(home):
            break
        time.sleep(0.05)
    app.run()
    assert not app.exception
    return app


def test_without_any_corpus_the_page_takes_files(home: Path):
    app = opened()
    assert "no corpus yet" in shown(app)
    assert len(app.file_uploader) == 1
    overview = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert "There is no corpus yet." in shown(overview)


def test_files_become_a_corpus(home: Path):
    app = upload(opened(), ("a.jsonl", lines(range(3))), ("empty.txt", b""))
    assert app.query_params["import"]
    assert "a.jsonl (0.0 MB)" in shown(app)
    assert "Not taken: empty.txt is empty (0 bytes)" in shown(app)
    assert "3 articles from 3 rows in 1 file" in shown(app)
    assert "articles scored" not in shown(app)
    click(app, "Score and keep")
    assert "a corpus needs a name" in shown(app)
    app.text_input[0].input("My <b>street</b>").run()
    click(app, "Score and keep")
    settled(app, home)
    assert "import" not in app.query_params
    assert "Added to My &lt;b&gt;street&lt;/b&gt;: 3 new. 3 were scored." in shown(app)
    assert entry(home, "my-b-street-b").counts["article"] == 3


def test_ten_more_are_added_and_only_they_are_scored(home: Path):
    kept(home, ("a.jsonl", lines(range(5))))
    app = upload(opened(), ("b.jsonl", lines(range(3, 8))))
    assert "Files for Kept" in shown(app)
    assert len(app.text_input) == 0
    settled(click(app, "Score and keep"), home)
    assert "Added to Kept: 3 new, 2 repeated. 3 were scored." in shown(app)
    assert scored_anew(home) == 3
    upload(app, ("again.jsonl", lines(range(3, 8))))
    assert "Not taken: again.jsonl is in this corpus already, as b.jsonl" in shown(app)
    assert "import" not in app.query_params


def test_a_wrong_column_is_put_right(home: Path):
    csv = "Kopf;Bauch;Wann\n" + "\n".join(f"T{n};{TEXT.format(n)};03/04/2023" for n in range(3))
    app = upload(opened(), ("a.csv", csv.encode()))
    assert "Which column of a.csv holds the articles’ text?" in shown(app)
    assert next(b for b in app.button if b.label == "Score and keep").disabled
    [draft] = [path.name for path in (home / ".imports").iterdir()]
    app.selectbox(key=f"map_{draft}_a.csv_text").select("Bauch")
    app.selectbox(key=f"map_{draft}_a.csv_date").select("Wann")
    click(app, "Read it so")
    assert "3 articles from 3 rows" in shown(app)
    assert "3 dates that can be read in two ways" in shown(app)
    assert "which number of a date comes first, as in 03/04/2023?" in shown(app)
    app.radio[0].set_value("day").run()
    assert "in two ways" not in shown(app)
    app.text_input[0].input("Mapped").run()
    settled(click(app, "Score and keep"), home)
    assert [str(day) for day in tables(home, "mapped")["article"]["published"]] == [
        "2023-04-03"
    ] * 3


def test_outlets_are_merged_and_taken_apart(home: Path):
    kept(home, ("a.jsonl", lines([1, 2])), ("b.jsonl", lines([3], outlet="kerb.example")))
    app = viewing(opened(), "names")
    assert "“The Kerb” (2), “kerb.example” (1): the same letters" in shown(app)
    click(app, "Merge")
    assert tables(home)["article"]["outlet"].unique().to_list() == ["The Kerb"]
    assert "outlet: kerb.example → The Kerb" in shown(app)
    assert "No two names here look like one." in shown(app)
    click(app, "Take back")
    assert sorted(tables(home)["article"]["outlet"].unique()) == ["The Kerb", "kerb.example"]
    click(app, "Keep apart")
    assert "No two names here look like one." in shown(app)


def test_a_discard_goes_back_with_one_click(home: Path):
    kept(home, ("a.jsonl", lines([1, 2]) + b"\n" + lines([9], text=CUT)))
    app = viewing(opened(), "aside")
    assert "Read more: the tram" in shown(app)
    click(app, "Put back")
    assert tables(home)["article"].filter(article_id="a9")["text"].item() == CUT
    assert scored_anew(home) == 1
    assert "put back" in shown(app)
    click(app, "Take out again")
    assert "Read more" not in tables(home)["article"].filter(article_id="a9")["text"].item()


def test_renamed_deleted_brought_back_undone(home: Path):
    kept(home, ("a.jsonl", lines([1, 2])))
    app = viewing(opened(), "keep")
    app.text_input(key="rename_kept").input("Other name")
    click(app, "Rename")
    assert "Other name: 2 articles" in shown(app)
    click(app, "Undo the last one")
    assert "Kept: 2 articles" in shown(app)
    click(app, "Delete this corpus")
    assert "no corpus yet" in shown(app)
    click(app, "Bring back")
    assert "Kept: 2 articles" in shown(app)


def test_the_choice_of_a_corpus_is_in_the_address(home: Path):
    kept(home, ("a.jsonl", lines([1, 2])))
    other = imports.begin(home, name="Other")
    other = imports.save(home, other.model_copy(update={"codebook": codebook(home)}))
    other, _ = imports.accept(home, other, [("b.jsonl", lines([7], outlet="Elsewhere"))])
    additions.add(home, other.id)
    app = opened(kept="other")
    assert "Other: 1 articles" in shown(app)
    assert address(app, "kept") == "other"
    app.selectbox(key="corpus_chosen").select("kept").run()
    assert "Kept: 2 articles" in shown(app)
    assert address(app, "kept") in (None, "kept")
    for wrong in ("nowhere", "../../etc", "x" * 5_000):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.query_params["kept"] = wrong
        app.run()
        assert not app.exception
        assert f"The link’s corpus “{wrong[:80]}” is not here." in shown(app)


def test_a_busy_corpus_says_who_writes_it(home: Path):
    kept(home, ("a.jsonl", lines([1, 2])))
    app = viewing(opened(), "keep")
    with locks.holding(home, "kept", "adding 3 files"):
        click(app, "Delete this corpus")
    assert "Not now: this corpus is busy: adding 3 files (by " in shown(app)
    assert "Kept: 2 articles" in shown(app)


def test_an_import_that_was_cut_off_goes_on(home: Path):
    made = imports.begin(home, name="Cut off")
    made = imports.save(home, made.model_copy(update={"codebook": codebook(home)}))
    made, _ = imports.accept(home, made, [("a.jsonl", lines(range(3)))])
    made = additions.target(home, made)
    imports.save(
        home, made.model_copy(update={"state": "running"})
    )  # as a killed process leaves it
    app = opened()
    assert "An import of 1 files for “Cut off”" in shown(app)
    click(app, "Go on with it")
    assert "It was cut off" in shown(app)
    settled(click(app, "Go on"), home)
    assert entry(home, "cut-off").counts["article"] == 3


def test_a_draft_is_its_maker_s_alone(home: Path):
    mine = upload(opened(), ("secret-name.jsonl", lines(range(2))))
    assert "secret-name.jsonl" in shown(mine)
    other = opened()
    assert "secret-name" not in shown(other)
    assert "not finished" not in shown(other)
    again = opened(**{"import": str(address(mine, "import"))})  # my own address, after a restart
    assert "secret-name.jsonl" in shown(again)


@pytest.mark.parametrize("import_id", ["x", "0" * 32, "../../kept"])
def test_a_wrong_address_of_an_import_is_told(home: Path, import_id: str):
    app = opened(**{"import": import_id})
    assert "no such import" in shown(app) or "no longer there" in shown(app)


def test_hostile_names_and_texts_stay_text(home: Path):
    hostile = b"\n".join(
        lines([n], outlet=f"Outlet {words}", text=f"{CUT} {words}", title=words)
        for n, words in enumerate(HOSTILE)
    )
    app = upload(opened(), (f"{HOSTILE[1][:40]}.jsonl".replace("/", "_"), hostile))
    app.text_input[0].input(HOSTILE[2]).run()
    settled(click(app, "Score and keep"), home)
    for view in ("check", "aside", "names", "keep"):
        viewing(app, view)
        body = shown(app)
        assert "<script" not in body
        assert "<img" not in body
        for kind in ("markdown", "caption", "title", "header", "subheader", "expander", "button"):
            for element in app.get(kind):
                text = f"{getattr(element, 'value', '')} {getattr(element, 'label', '')}"
                assert not any(words in text for words in HOSTILE)


def test_a_damaged_corpus_says_so_and_the_app_goes_on(home: Path):
    kept(home, ("a.jsonl", lines([1, 2])))
    changes.merge(home, "kept", "outlet", ["The Kerb"], "Kerb")
    path = home / "kept" / "runs" / "0002" / "sentence.parquet"
    path.write_bytes(path.read_bytes()[:-20])
    app = opened()
    assert "Something is wrong with this corpus" in shown(app)
    assert "sentence.parquet" in shown(app)
    assert "Kept: 2 articles" in shown(app)
    for name in ("corpus.json", "corpus.json.bak"):
        (home / "kept" / name).write_text("{")
    app = opened()
    assert not app.exception
    assert "corpus.json" in shown(AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run())
