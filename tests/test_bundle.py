"""A bundle holds every number and nobody's article; what was changed in it comes out."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import polars as pl
import pytest
from click.testing import CliRunner, Result
from conftest import SAMPLE, scored
from hypothesis import given
from hypothesis import strategies as st

from framing import bundle, store, views
from framing.__main__ import main
from framing.bundle import BUNDLED, FILES, MANIFEST, NUMBERS, BundleError
from framing.bundle.quotes import SIGNS, WORDS, clipped
from framing.exports import bundles
from framing.exports.zips import pack, tables, unpack
from framing.measures import MEASURES
from framing.selection import Selection

Files = dict[str, bytes]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve articles of the sample, of three outlets."""
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    articles = [json.loads(line) for line in lines]
    outlets = sorted({article["outlet"] for article in articles})[:3]
    mine = [[a for a in articles if a["outlet"] == outlet][:4] for outlet in outlets]
    return scored(tmp_path_factory.mktemp("few"), [a for part in mine for a in part])


@pytest.fixture(scope="module")
def bundled(few: Path) -> bytes:
    out = few.parent / "bundle.zip"
    outcome = run("bundle", few, "--out", out)
    assert outcome.exit_code == 0, outcome.output
    assert outcome.stdout.startswith("the whole corpus, 12 articles:")
    return out.read_bytes()


def own(few: Path) -> list[dict[str, object]]:
    """The articles that `few` was scored from, as one's own copies."""
    lines = (few.parent / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def verified(content: bytes, articles: list[dict[str, object]], folder: Path, *more: str) -> Result:
    folder.mkdir(exist_ok=True, parents=True)
    (folder / "b.zip").write_bytes(content)
    copies = folder / "own.jsonl"
    copies.write_text("\n".join(json.dumps(a) for a in articles), encoding="utf-8")
    return run("verify", folder / "b.zip", copies, *more)


def rewritten(content: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The bundle with one file changed by somebody who knows how to set its digest right."""
    files = unpack(content)
    files[name] = change(files[name].decode()).encode()
    manifest = json.loads(files[MANIFEST])
    if name != MANIFEST:
        manifest["files"][name] = hashlib.sha256(files[name]).hexdigest()
        files[MANIFEST] = json.dumps(manifest).encode()
    return pack(files.items())


def test_the_bundle_holds_every_estimate(bundled: bytes, few: Path) -> None:
    opened = store.open_run(few)
    corpus = {name: opened.table(name) for name in store.RUN_TABLES}
    said = tables(unpack(bundled))["estimates.csv"]
    assert set(said["grouped_by"]) == set(BUNDLED)
    assert set(said["measure"]) == set(MEASURES)
    for by in BUNDLED:
        for measure in MEASURES:
            computed = views.estimates(corpus, Selection(), store.instrument(), by, measure)
            mine = said.filter(grouped_by=by, measure=measure)
            assert mine["group"].to_list() == computed["group"].to_list()
            for column in ("estimate", "low", "high"):
                assert mine[column].cast(pl.Float64).equals(computed[column])


def test_the_bundle_says_what_it_is(bundled: bytes, few: Path) -> None:
    files = unpack(bundled)
    assert tuple(zipfile.ZipFile(io.BytesIO(bundled)).namelist()) == FILES
    manifest = json.loads(files[MANIFEST])
    assert manifest["fingerprint"] == store.open_run(few).fingerprint
    assert "name" not in manifest["codebook"]
    readme = files["README.txt"].decode()
    assert all(name in readme for name in FILES if name != "README.txt")
    assert "framing verify" in readme
    assert files["codebook.toml"].decode() == store.codebook_text(store.DEFAULT_CODEBOOK)
    assert str(few) not in "".join(content.decode() for content in files.values())


def test_the_same_run_makes_the_same_bytes(bundled: bytes, few: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    assert run("bundle", few, "--out", again).exit_code == 0
    assert again.read_bytes() == bundled


def test_no_article_is_in_the_bundle(bundled: bytes, few: Path) -> None:
    """No run of more than 25 words of any article stands anywhere, and no fifth of one."""
    files = unpack(bundled)
    everything = " ".join(" ".join(content.decode().split()) for content in files.values())
    quotes = tables(files)
    assert set(quotes) == {"articles.csv", *NUMBERS}
    articles = store.open_run(few).table("article")
    for name, text in articles.select("article_id", "text").iter_rows():
        words = text.split()
        for at in range(len(words) - WORDS):
            assert " ".join(words[at : at + WORDS + 1]) not in everything
        said = [
            quote.removesuffix(" …").split()
            for quote in quotes["quotes.csv"].filter(article_id=name)["quote"]
        ]
        assert all(len(quote) <= WORDS for quote in said)
        assert sum(len(quote) for quote in said) <= len(words) / 5
    assert quotes["quotes.csv"].height > 10


@given(st.text(), st.integers(1, 40))
def test_a_quotation_is_short(text: str, words: int) -> None:
    cut = clipped(text, words) or ""
    assert len(cut.removesuffix(" …").split()) <= words
    assert len(cut) <= SIGNS + 2
    assert clipped(None) is None


def test_a_text_without_blanks_is_cut_too() -> None:
    assert clipped("字" * 1_000) == "字" * SIGNS + " …"


def test_one_s_own_copies_verify_the_bundle(bundled: bytes, few: Path, tmp_path: Path) -> None:
    outcome = verified(bundled, own(few), tmp_path)
    assert outcome.exit_code == 0, outcome.output
    assert "12 of 12 articles found in your copies" in outcome.stdout
    assert "differ" not in outcome.stdout
    assert outcome.stderr == ""


def test_copies_without_ids_in_another_order_verify_it_too(
    bundled: bytes, few: Path, tmp_path: Path
) -> None:
    bare = ("title", "text")
    copies = [{name: a[name] for name in bare} for a in reversed(own(few))]
    extra = {"title": "Another", "text": "This article is not in the bundle. " * 20}
    outcome = verified(bundled, [*copies, extra], tmp_path)
    assert outcome.exit_code == 0, outcome.output


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("estimates.csv", ",salience,off_ramp,0.", ",salience,off_ramp,0.9", "estimate 0.9"),
        ("article_scores.csv", ",victory,", ",off_ramp,", "(derived: victory)"),
        ("quotes.csv", "endorse", "reject", "reject"),
        ("contrasts.csv", "the rest,endorse,victory,", "the rest,endorse,victory,1", "difference"),
        ("talk_and_stand.csv", ",talk,victory,0.", ",talk,victory,0.9", "estimate"),
        ("article_frames.csv", ",off_ramp,", ",off_ramp,9", "n_sentences 9"),
        ("articles.csv", '[""', '[""Dr. ', "authors"),
        ("articles.csv", ",opinion,", ",news,", "genre news (derived: opinion)"),
    ],
)
def test_a_forged_number_comes_out(
    name: str, old: str, new: str, words: str, bundled: bytes, few: Path, tmp_path: Path
) -> None:
    forged = rewritten(bundled, name, lambda text: text.replace(old, new, 1))
    assert forged != bundled
    outcome = verified(forged, own(few), tmp_path)
    assert outcome.exit_code == 1, outcome.output
    assert f"framing: {name}: " in outcome.stderr
    assert words in outcome.stderr


def test_a_row_left_out_or_put_in_comes_out(bundled: bytes, few: Path, tmp_path: Path) -> None:
    def without_one(text: str) -> str:
        lines = text.splitlines(keepends=True)
        return "".join(lines[:1] + lines[2:])

    short = rewritten(bundled, "estimates.csv", without_one)
    outcome = verified(short, own(few), tmp_path)
    assert outcome.exit_code == 1
    assert "follows from the articles, but is not in the bundle" in outcome.stderr
    made_up = rewritten(
        bundled, "estimates.csv", lambda text: text + "outlet,Nobody,lean,,1,1,1,.95,,1,1,1,x\n"
    )
    outcome = verified(made_up, own(few), tmp_path)
    assert outcome.exit_code == 1
    assert "is in the bundle, but does not follow from the articles" in outcome.stderr


def test_missing_and_changed_articles_are_named(bundled: bytes, few: Path, tmp_path: Path) -> None:
    copies = own(few)
    missing, changed = copies[0], copies[1]
    mine = [changed | {"text": str(changed["text"]) + "\n\nA new last line."}, *copies[2:]]
    outcome = verified(bundled, mine, tmp_path)
    assert outcome.exit_code == 1
    assert "10 of 12 articles found" in outcome.stdout
    assert f"articles.csv: {missing['id']}: you have no copy of it" in outcome.stderr
    assert f"articles.csv: {changed['id']}: your copy has another text" in outcome.stderr
    table = verified(bundled, mine, tmp_path, "--format", "csv").stdout
    states = pl.read_csv(table.encode()).group_by("file", "state").len()
    counts = {(file, state): n for file, state, n in states.iter_rows()}
    assert not [key for key in counts if key[1] == "differs"]
    assert counts["article_scores.csv", "not derived"] == 2
    assert counts["estimates.csv", "same"] > 100  # the other outlets' own
    assert ("contrasts.csv", "same") not in counts
    rows = json.loads(verified(bundled, mine, tmp_path, "--format", "json").stdout)
    assert {row["file"] for row in rows} == {"articles.csv", *NUMBERS}


def test_a_voice_and_a_view_are_verified(few: Path, tmp_path: Path) -> None:
    out = tmp_path / "view.zip"
    outlet = str(own(few)[0]["outlet"])
    view = f"?outlets={outlet.replace(' ', '+')}&voice=author&copies=true&measure=lean"
    assert run("bundle", few, "--out", out, "--view", view).exit_code == 0
    manifest = json.loads(unpack(out.read_bytes())[MANIFEST])
    assert manifest["selection"]["voice"] == "author"
    assert manifest["selection"]["whole"] is False
    assert manifest["articles"] == 4
    outcome = verified(out.read_bytes(), own(few), tmp_path)
    assert outcome.exit_code == 0, outcome.output


def test_hostile_text_is_verified_like_any_other(hostile_run: Path, tmp_path: Path) -> None:
    out = tmp_path / "hostile.zip"
    assert run("bundle", hostile_run, "--out", out).exit_code == 0
    listed = unpack(out.read_bytes())["articles.csv"].decode()
    assert ",'=Victory" in listed
    outcome = run("verify", out, hostile_run.parent / "articles.jsonl")
    assert outcome.exit_code == 0, outcome.output


def test_a_view_that_leaves_nothing_is_refused(few: Path, tmp_path: Path) -> None:
    outlet = own(few)[0]["outlet"]
    others = [a for a in own(few) if a["outlet"] != outlet]
    author = next(author for a in others for author in a["authors"])
    view = urlencode({"outlets": outlet, "authors": author, "genres": "poem"})
    outcome = run("bundle", few, "--out", tmp_path / "b.zip", "--view", view)
    assert outcome.exit_code == 1
    assert "no genre “poem”" in outcome.stderr
    assert f"no article is left: {outlet}" in outcome.stderr
    assert not (tmp_path / "b.zip").exists()
    opened = store.open_run(few)
    corpus = {name: opened.table(name) for name in store.RUN_TABLES}
    with pytest.raises(BundleError, match="no article is left: Nowhere"):
        bundles.bundle(corpus, Selection(outlets=("Nowhere",)), opened.manifest)


def test_a_run_of_another_codebook_is_not_bundled(few: Path) -> None:
    opened = store.open_run(few)
    corpus = {name: opened.table(name) for name in store.RUN_TABLES}
    with pytest.raises(BundleError, match="have changed since the run was scored"):
        bundles.bundle(corpus, Selection(), {**opened.manifest, "instrument": "0" * 12})


def zipped(entries: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def whole(content: bytes, **instead: bytes) -> list[tuple[str, bytes]]:
    names = {name.partition(".")[0]: name for name in FILES}
    files = unpack(content) | {names[name]: text for name, text in instead.items()}
    return list(files.items())


def encrypted(content: bytes) -> bytes:
    """The zip with the flag of encryption set on every entry."""
    marked = bytearray(content)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = marked.find(signature)
        while start >= 0:
            marked[start + at] |= 1
            start = marked.find(signature, start + 4)
    return bytes(marked)


HOSTILE_ZIPS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _: b"", "not a zip"),
    "no zip": (lambda _: b"PK\x03\x04 nonsense", "not a zip"),
    "cut short": (lambda b: b[: len(b) // 2], "not a zip"),
    "damaged": (lambda b: b[:4_000] + b"\x00" * 200 + b[4_200:], "not a zip"),
    "a way out": (
        lambda b: zipped([*whole(b), ("../../etc/cron.d/x", b"x")]),
        "holds '../../etc/cron.d/x', which is no part of a bundle",
    ),
    "an absolute way": (lambda b: zipped([*whole(b), ("/etc/x", b"x")]), "no part of a bundle"),
    "a file missing": (lambda b: zipped(whole(b)[1:]), "is missing"),
    "a bomb": (
        lambda b: zipped(whole(b, set_aside=b"\x00" * 150_000_000)),
        "which is no bundle's size",
    ),
    "too large": (
        lambda b: zipped(whole(b, set_aside=b"\x00" * 200_000_001)),
        "which is no bundle's size",
    ),
    "encrypted": (encrypted, "is encrypted"),
    "another content": (lambda b: zipped(whole(b, estimates=b"a\n")), "is not the file that"),
    "no manifest": (lambda b: zipped(whole(b, manifest=b"[]")), "does not say what is in"),
    "a deep manifest": (
        lambda b: zipped(whole(b, manifest=b"[" * 100_000)),
        "does not say what is in",
    ),
    "of tomorrow": (
        lambda b: rewritten(b, MANIFEST, lambda t: t.replace('"format": 1', '"format": 2')),
        "is not of format 1",
    ),
    "a strange voice": (
        lambda b: rewritten(b, MANIFEST, lambda t: t.replace('"voice": null', '"voice": {"a":1}')),
        "names no selection",
    ),
    "a ragged table": (
        lambda b: rewritten(b, "estimates.csv", lambda t: t + "a,b,c," * 30 + "\n"),
        "is no table",
    ),
    "a column less": (
        lambda b: rewritten(b, "quotes.csv", lambda t: t.replace("sentence", "line", 1)),
        "column 'sentence' is missing",
    ),
    "an article twice": (
        lambda b: rewritten(b, "articles.csv", lambda t: t + t.splitlines()[1] + "\n"),
        "used twice",
    ),
    "authors that are none": (
        lambda b: rewritten(b, "articles.csv", lambda t: t.replace('"[""', '"{""', 1)),
        "no share bundle",
    ),
    "no codebook": (
        lambda b: rewritten(b, "codebook.toml", lambda _: "frames = ["),
        "codebook.toml: not valid TOML",
    ),
    "a genre that is none": (
        lambda b: rewritten(b, "articles.csv", lambda t: t.replace(",opinion,", ",poem,", 1)),
        "column 'genre' is not",
    ),
}


@pytest.mark.parametrize("kind", HOSTILE_ZIPS)
def test_a_hostile_zip_is_refused_in_one_line(
    kind: str, bundled: bytes, few: Path, tmp_path: Path
) -> None:
    make, words = HOSTILE_ZIPS[kind]
    outcome = verified(make(bundled), own(few)[:1], tmp_path)
    assert outcome.exit_code == 2, outcome.output
    assert words in outcome.stderr
    assert outcome.stderr.count("\n") == 1
    assert len(outcome.stderr) < 500


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_there_twice_is_refused(bundled: bytes) -> None:
    with pytest.raises(BundleError, match="holds a file twice"):
        unpack(zipped([*whole(bundled), ("quotes.csv", b"")]))


def test_a_bundle_or_a_corpus_that_is_not_there(few: Path, tmp_path: Path) -> None:
    outcome = run("verify", tmp_path / "nowhere.zip", few)
    assert outcome.exit_code == 2
    assert "nowhere.zip cannot be read" in outcome.stderr
    assert run("bundle", tmp_path / "nowhere", "--out", tmp_path / "b.zip").exit_code == 2


def test_other_versions_are_said(bundled: bytes, few: Path, tmp_path: Path) -> None:
    old = rewritten(bundled, MANIFEST, lambda t: t.replace('"version": "0.1.0"', '"version": "9"'))
    outcome = verified(old, own(few), tmp_path)
    assert outcome.exit_code == 0, outcome.output
    assert "made with Framing Desk 9, this is" in outcome.stderr


def test_the_digest_is_of_title_and_text_as_anyone_can_compute_it(few: Path) -> None:
    articles = store.open_run(few).table("article")
    title, text = articles.select("title", "text").row(0)
    expected = hashlib.sha256(f"{title}\n\n{text}".encode()).hexdigest()
    assert bundle.digests(articles)[0] == expected
