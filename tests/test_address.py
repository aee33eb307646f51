"""A link says what is selected, by what it was made, and never more than may be said."""

from datetime import date
from urllib.parse import parse_qs, urlencode, urlsplit

import polars as pl
import pytest
from conftest import HOSTILE
from hypothesis import given
from hypothesis import strategies as st

from framing import address
from framing.address import Origin
from framing.schema import GENRE
from framing.selection import Selection

NAMES = ["Kerb & Lane", "Ünïcode #1", 'a "b" / c?d=e', "x" * 300, *HOSTILE]
ARTICLES = pl.DataFrame(
    {
        "outlet": NAMES,
        "authors": [[name] for name in NAMES],
        "genre": ["news", "opinion", *["unknown"] * (len(NAMES) - 2)],
        "published": [date(2023, 1, 1), date(2023, 12, 31), *[None] * (len(NAMES) - 2)],
    },
    schema_overrides={"genre": GENRE},
)
days = st.dates(date(2023, 1, 1), date(2023, 12, 31))


@given(
    outlets=st.lists(st.sampled_from(NAMES), unique=True),
    authors=st.lists(st.sampled_from(NAMES), unique=True),
    genres=st.lists(st.sampled_from(["news", "opinion"]), unique=True),
    span=st.lists(days, min_size=2, max_size=2).map(sorted),
    is_dated=st.tuples(st.booleans(), st.booleans()),
    voice=st.sampled_from([None, "author", "other"]),
    one_per_story=st.booleans(),
)
def test_a_selection_comes_back_from_its_link(
    *,
    outlets: list[str],
    authors: list[str],
    genres: list[str],
    span: list[date],
    is_dated: tuple[bool, bool],
    voice: str | None,
    one_per_story: bool,
) -> None:
    selection = Selection(
        outlets=tuple(outlets),
        authors=tuple(authors),
        genres=tuple(genres),
        since=span[0] if is_dated[0] else None,
        until=span[1] if is_dated[1] else None,
        voice=voice,
        one_per_story=one_per_story,
    )
    link = address.link(
        "http://127.0.0.1:8501/compare", address.pairs(selection), [("by", "month")]
    )
    assert address.read(link, ARTICLES) == (selection, {"by": "month"}, [])


@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("outlets=Nowhere", "no outlet “Nowhere”"),
        ("authors=Nobody", "no author “Nobody”"),
        ("genres=poem", "no genre “poem”"),
        ("since=banana", "“banana” is no date"),
        ("since=2023-02-30", "“2023-02-30” is no date"),
        ("since=1999-01-01", "1999-01-01 is outside the corpus (2023-01-01 to 2023-12-31)"),
        ("voice=nobody", "no voice “nobody”"),
        ("since=2023-03-01&until=2023-02-01", "the wrong way round"),
        (f"outlets={'x' * 10_000}", "The link is too long: 1 of its 1 values"),
        ("&".join(f"outlets=o{n}" for n in range(2_000)), "The link is too long: 1,800 of"),
        ("a=1&" * 60_000, "240,000 characters: nothing of it was used"),
        ("outlets=" + "%00%ff<script>", "no outlet"),
    ],
)
def test_what_a_link_asks_in_vain_is_said(view: str, words: str) -> None:
    selection, _, notices = address.read(view, ARTICLES)
    assert words in " ".join(notices)
    assert selection.outlets == ()
    assert all(len(notice) < 300 for notice in notices)


@pytest.mark.parametrize(
    "view", ["", "?", "http://[bad", "://", "#", "http://x/y", "=", "&&&", "%", "?=&=", "x#?y=1"]
)
def test_nothing_is_selected_by_what_is_no_query(view: str) -> None:
    assert address.read(view, ARTICLES)[0] == Selection()


@given(st.text(max_size=400))
def test_no_link_raises(view: str) -> None:
    selection, said, notices = address.read(view, ARTICLES)
    assert isinstance(selection, Selection)
    assert set(said).isdisjoint(address.FILTERS)
    assert all(isinstance(notice, str) for notice in notices)


def test_a_link_is_capped() -> None:
    link = address.link("http://h/", [("q", "x" * 1_001), ("n" * 81, "1"), ("a", "1")])
    assert link == "http://h/?a=1"
    many = address.link("http://h/", [("a", str(n)) for n in range(1_000)])
    assert len(parse_qs(urlsplit(many).query)["a"]) == address.MOST


MANIFEST = {
    "fingerprint": "f" * 12,
    "corpus": "c" * 12,
    "version": "1.0",
    "instrument": "abc",
    "codebook": {"name": "/tmp/x.toml", "id": "frames", "version": "2"},
}


def test_the_stamp_of_a_link() -> None:
    origin = Origin.of(MANIFEST)
    assert origin == Origin("c" * 12, "frames 2 abc", "1.0")
    assert urlencode(origin.pairs()) == f"corpus={'c' * 12}&codebook=frames+2+abc&version=1.0"
    assert Origin.of({"fingerprint": "f" * 12, "codebook": {}}).corpus == "f" * 12
    assert origin.differences({}) == []
    assert origin.differences(dict(origin.pairs())) == []


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"corpus": "beef"}, "made with the corpus “beef”; here it is “cccccccccccc”."),
        ({"codebook": "frames 1 abc"}, "the codebook “frames 1 abc”; here it is “frames 2 abc”."),
        ({"version": "0.9"}, "the version of Framing Desk “0.9”; here it is “1.0”."),
        ({"corpus": "x" * 10_000}, f"“{'x' * 80}”"),
    ],
)
def test_a_foreign_stamp_is_said_in_words(asked: dict[str, str], words: str) -> None:
    (told,) = Origin.of(MANIFEST).differences(asked)
    assert words in told
    assert len(told) < 300
