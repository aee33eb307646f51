"""What sources say of articles, to one spelling: names, kinds, addresses, pages, names alike."""
# ruff: noqa: E501 - a specimen stays on its line

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_articles import PROSE, raw

from framing import articles
from framing.metadata import addresses, outlets, persons
from framing.metadata.authors import names
from framing.metadata.genres import genre
from framing.metadata.pages import stated
from framing.metadata.suggestions import merge, suggest, untangled
from framing.schema import ARTICLE, SUGGESTION


@pytest.mark.parametrize(
    ("string", "expected"),
    [
        ("By Ann Moe and Tom Roe", ["Ann Moe", "Tom Roe"]),
        ("By Ann Moe, Tom Roe, and Sue Poe", ["Ann Moe", "Tom Roe", "Sue Poe"]),
        ("Ann Moe in New York, Tom Roe in Kyiv and J. R. Poe in The Hague", ["Ann Moe", "Tom Roe", "J. R. Poe"]),
        ("Jane Doe, London and Tom Roe, Kyiv", ["Jane Doe", "Tom Roe"]),
        ("Jane Doe, Kyiv", ["Jane Doe"]),
        ("By JANE McDOE in Kyiv and Tom Roe, Staff Writer", ["Jane McDoe", "Tom Roe"]),
        ("JOHN VAN DER BERG III", ["John van der Berg III"]),
        ("JANE O'NEILL-SMITH", ["Jane O'Neill-Smith"]),
        ("Jean DUPONT", ["Jean Dupont"]),
        ("María DE LA CRUZ", ["María de la Cruz"]),
        ("Jane Doe AFP", ["Jane Doe AFP"]),
        ("J.D. Vance", ["J.D. Vance"]),
        ("M. Gessen", ["M. Gessen"]),
        ("bell hooks", ["bell hooks"]),
        ("By Reuters Staff", ["Reuters"]),
        ("AFP", ["AFP"]),
        ("Story by Jane Doe, CNN", ["Jane Doe"]),
        ("By Jane Doe with AFP", ["Jane Doe", "AFP"]),
        ("By Jane Doe and agencies", ["Jane Doe"]),
        ("Doe, Jane", ["Jane Doe"]),
        ("Doe, Jane and Roe, John", ["Jane Doe", "John Roe"]),
        ("García Márquez, Gabriel", ["Gabriel García Márquez"]),
        ("Dr. Jane Doe, PhD", ["Jane Doe"]),
        ("Jane Doe for The Courier", ["Jane Doe"]),
        ("Jane Doe | Opinion columnist", ["Jane Doe"]),
        ("Jane Doe; photographs by Tom Roe", ["Jane Doe"]),
        ("By Jane Doe. Additional reporting by Tom Roe", ["Jane Doe"]),
        ("Text: Jane Doe, Photos: X Y", ["Jane Doe"]),
        ("Von Anna Müller und Max Muster", ["Anna Müller", "Max Muster"]),
        ("Par Jean Dupont et Marie Curie", ["Jean Dupont", "Marie Curie"]),
        ("Олена Петренко та Іван Коваль", ["Олена Петренко", "Іван Коваль"]),
        ("jane@example.org (Jane Doe)", ["Jane Doe"]),
        ("jane@example.org", []),
        ("https://www.example.org/jane", []),
        ("['Ann Moe', 'Tom Roe']", ["Ann Moe", "Tom Roe"]),
        ("By Staff", []),
        ("Anonymous", []),
        ("", []),
    ],
)  # fmt: skip
def test_author_strings(string: str, expected: list[str]):
    assert names([string]) == expected


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=3))
def test_names_of_names_are_the_names(strings: list[str]):
    once = names(strings)
    assert len(once) == len(set(once))
    assert all(name.strip() == name and name for name in once)


@pytest.mark.parametrize(
    ("said", "kind", "reason", "doubt"),
    [
        ({"stated": "Op-Ed"}, "opinion", "its section or label is “Op-Ed”", None),
        ({"stated": None, "title": "Opinion | Why not"}, "opinion", "its title says “Opinion”", None),
        ({"stated": None, "title": "News analysis: a pause"}, "analysis", "its title says “News analysis”", None),
        ({"stated": None, "title": "A pause - Comment"}, "opinion", "its title says “Comment”", None),
        ({"stated": None, "title": "Report: fuel runs out"}, "unknown", None, None),
        ({"stated": None, "title": "Columns of tanks: a week"}, "unknown", None, None),
        ({"stated": None, "url": "https://x.example/news/opinion/a"}, "opinion", "its address has /opinion/", None),
        ({"stated": None, "url": "https://x.example/2022/opinion-of-many"}, "unknown", None, None),
        ({"stated": "news", "url": "https://x.example/opinion/a"}, "news", "its section or label is “news”", "but its address has /opinion/"),
        ({"stated": "Politics", "url": "https://x.example/news/a"}, "news", "its address has /news/", None),
        ({"stated": None, "authors": ("The Editorial Board",)}, "opinion", "it is by the editorial board", None),
        ({"stated": None}, "unknown", None, None),
    ],
)  # fmt: skip
def test_a_genre_and_its_reason(said, kind, reason, doubt):
    assert genre(**said) == (kind, reason, doubt)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.example/a?utm_source=tw&id=3#top", "https://x.example/a?id=3"),
        ("https://x.example/a?b=2&a=1", "https://x.example/a?a=1&b=2"),
        ("https://x.example/a?fbclid=x", "https://x.example/a"),
        ("http://m.x.example/a/amp/", "http://x.example/a"),
        ("https://amp.x.example/news/champ", "https://x.example/news/champ"),
        ("https://x.example/a.amp.html?outputType=amp", "https://x.example/a.html"),
        ("https://www.google.com/amp/s/www.x.example/a/amp", "https://www.x.example/a"),
        ("https://www-x-example.cdn.ampproject.org/c/s/www.x.example/a", "https://www.x.example/a"),
        ("https://en.m.wiki.example/wiki/Amp", "https://en.wiki.example/wiki/Amp"),
        ("https://x.example/?p=123", "https://x.example/?p=123"),
        ("https://x.example:8443/a", "https://x.example:8443/a"),
        ("ftp://x.example/a", "ftp://x.example/a"),
        ("not an address", "not an address"),
        ("http://[::1/x", "http://[::1/x"),
        ("", None),
        (None, None),
    ],
)
def test_one_spelling_of_an_address(url, expected):
    assert addresses.canonical(url) == expected
    assert addresses.canonical(expected) == expected


PAGE = """<!doctype html><html lang="en-GB"><head>
<link rel="canonical" href="https://x.example/opinion/2022/03/04/a">
<meta property="article:published_time" content="2022-03-04T10:00:00Z"><meta name=author content="A B">
<script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"], "datePublished": "DATE",
"author": [{"@type": "Person", "name": "Jane Q. Doe"}, {"name": "Tom Roe"}],
"articleSection": "Opinion", "isAccessibleForFree": "False"}]}</script></head><body></body></html>"""


def test_what_a_page_states():
    said = stated(PAGE.replace("DATE", "2022-03-04T09:00:00Z"))
    assert said["date"] == ("2022-03-04", "page: JSON-LD datePublished", None)
    assert said["authors"].value == ["Jane Q. Doe", "Tom Roe"]
    assert said["genre"].value == "Opinion"
    assert said["language"].value == "en-GB"
    assert said["url"].value == "https://x.example/opinion/2022/03/04/a"
    assert "not free to read" in str(said["text"].doubt)
    doubtful = stated(PAGE.replace("DATE", "2022-04-04"))["date"]
    assert doubtful == (
        "2022-04-04", "page: JSON-LD datePublished", "<meta article:published_time> says 2022-03-04",
    )  # fmt: skip


def test_a_page_that_only_says_when_it_changed():
    page = '<html><meta property="article:modified_time" content="2023-01-02T03:04:05Z"><p>x</p>'
    assert stated(page)["date"].doubt == "only the day of its last change is stated"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200).map(lambda text: f"<html>{text}") | st.text(max_size=50))
def test_no_page_is_too_broken_to_be_asked(page: str):
    assert isinstance(stated(page), dict)


OUTLETS = [
    ("thehuffingtonpost", "The Huffington Post", True),
    ("The Huffington Post", "huffpost.com", True),
    ("nytimes.com", "The New York Times", True),
    ("WSJ", "The Wall Street Journal", True),
    ("latimes.com", "Los Angeles Times", True),
    ("FT", "Financial Times", True),
    ("BBC", "BBC News", True),
    ("edition.cnn.com", "CNN", True),
    ("faz.net", "Frankfurter Allgemeine Zeitung", True),
    ("sueddeutsche.de", "Süddeutsche Zeitung", True),
    ("Der Spiegel", "spiegel.de", True),
    ("Washignton Post", "Washington Post", True),
    ("New York Times", "New York Post", False),
    ("Daily Mail", "Daily Mirror", False),
    ("Le Monde", "Le Monde diplomatique", False),
    ("Washington Post", "Washington Times", False),
    ("The Times", "The Sunday Times", False),
    ("Fox News", "Fox Business", False),
    ("The Sun", "The Son", False),
    ("Post", "Pacific Ocean Sun Times", False),
]
PERSONS = [
    ("José Peña", "Jose Pena", True),
    ("J. Smith", "Jane Smith", True),
    ("Jane Q. Smith", "Jane Smith", True),
    ("JANE SMITH", "Jane Smith", True),
    ("Smith Jane", "Jane Smith", True),
    ("J.D. Vance", "J. D. Vance", True),
    ("AFP", "Agence France-Presse", True),
    ("Miriam Castellane", "Miriam Castelane", True),
    ("Jane Smith", "John Smith", False),
    ("Jane A. Smith", "Jane B. Smith", False),
    ("J. R. Doe", "Robert Doe", False),
    ("Ann Moe", "Ann Roe", False),
    ("Julia Smith", "Julie Smith", False),
]


@pytest.mark.parametrize(("one", "two", "may_be"), OUTLETS)
def test_outlets_alike(one: str, two: str, *, may_be: bool):
    assert (outlets.alike(one, two) is not None) is may_be
    assert (outlets.alike(two, one) is not None) is may_be


@pytest.mark.parametrize(("one", "two", "may_be"), PERSONS)
def test_authors_alike(one: str, two: str, *, may_be: bool):
    assert (persons.alike(one, two) is not None) is may_be
    assert (persons.alike(two, one) is not None) is may_be
    if may_be:
        assert set(persons.places(one)) & set(persons.places(two)), "they would never be compared"


def table(*rows: dict[str, object]) -> pl.DataFrame:
    blank = dict.fromkeys(ARTICLE) | {"authors": [], "genre": "unknown"}
    return pl.DataFrame([blank | row for row in rows], schema=ARTICLE)


def test_suggestions_group_names_and_propose_the_written_out_one():
    articles_ = table(
        {"outlet": "thehuffingtonpost", "authors": ["Jose Pena"]},
        {"outlet": "The Huffington Post", "authors": ["José Peña", "Ann Moe"]},
        {"outlet": "huffpost.com", "authors": ["Ann Moe"]},
        {"outlet": "The Courier", "authors": []},
    )
    found = suggest(articles_)
    assert found.schema == pl.Schema(SUGGESTION)
    rows = {row["field"]: row for row in found.iter_rows(named=True)}
    assert rows["outlet"]["into"] == "The Huffington Post"
    assert set(rows["outlet"]["names"]) == {
        "thehuffingtonpost",
        "The Huffington Post",
        "huffpost.com",
    }
    assert rows["outlet"]["n_articles"] == 3
    assert "may be short for" in rows["outlet"]["reason"]
    assert rows["author"]["names"] == ["Jose Pena", "José Peña"]
    declined = [frozenset(rows["outlet"]["names"]), frozenset(rows["author"]["names"])]
    assert suggest(articles_, declined).is_empty()


def test_an_outlet_called_by_its_host():
    found = suggest(
        table(
            {"outlet": "The Northern Echo", "url": "https://www.echonews.example/a"},
            {"outlet": "echonews.example", "url": "https://echonews.example/b"},
        )
    )
    assert found["reason"].to_list() == ["its articles’ addresses are at echonews.example"]


def test_merging_renames_and_is_only_a_mapping():
    articles_ = table(
        {"outlet": "a", "authors": ["X", "Y", "Z"]},
        {"outlet": None, "authors": []},
        {"outlet": "c"},
    )
    assert merge(articles_, "outlet", {"a": "b"})["outlet"].to_list() == ["b", None, "c"]
    assert merge(articles_, "author", {"X": "Z"})["authors"].to_list() == [["Z", "Y"], [], []]
    assert merge(articles_, "outlet", {}).equals(articles_)


def test_merges_follow_each_other():
    merges = [("outlet", ["a", "b"], "b"), ("author", ["x", "y"], "x"), ("outlet", ["b", "c"], "C")]
    assert untangled(merges, "outlet") == {"a": "C", "b": "C", "c": "C"}
    assert untangled(merges, "author") == {"y": "x"}


def origin(**row: object) -> dict[str, dict[str, object]]:
    done = articles.cleaned(raw({"text": PROSE, **row}), today=date(2024, 1, 1))
    return {one["field"]: one for one in done.origin.iter_rows(named=True)}


def test_every_fact_says_where_it_is_from():
    found = origin(
        outlet="The Courier", date="03/04/2022", url="https://m.x.example/news/a?utm_id=1"
    )
    assert found["outlet"]["origin"] == "the source"
    assert found["date"]["value"] == "2022-03-04"
    assert found["date"]["stated"] == "03/04/2022"
    assert found["date"]["doubt"] == "ambiguous date read as 2022-03-04, assumed month first"
    assert found["genre"]["origin"] == "its address has /news/"
    assert found["url"]["stated"] == "https://m.x.example/news/a?utm_id=1"
    assert found["url"]["value"] == "https://x.example/news/a"
    told = [{"field": "date", "origin": "page: <time>", "doubt": None}]
    assert origin(date="2022-03-04", origins=told)["date"]["origin"] == "page: <time>"
    assert (
        origin(text=f"By Ann Moe\n\n{PROSE}\n\n{PROSE.upper()}")["authors"]["origin"]
        == "its first lines"
    )


@pytest.mark.parametrize(("order", "day"), [("day", date(2022, 4, 3)), ("month", date(2022, 3, 4))])
def test_the_order_of_dates_is_as_given(order: str, day: date):
    table_ = raw({"text": PROSE, "date": "03/04/2022"})
    for key in ("a.csv", ""):
        article, discards = articles.clean(table_, orders={key: order})
        assert article["published"].to_list() == [day]
        assert discards.is_empty()


def test_a_date_in_the_future_is_not_believed():
    article, notes = articles.clean(
        raw({"text": PROSE, "date": "2031-05-06"}), today=date(2024, 1, 1)
    )
    assert article["published"].to_list() == [None]
    assert notes["reason"].to_list() == ["a date in the future (2031-05-06), kept as undated"]


def test_a_page_s_word_on_its_language_counts_less_than_its_text():
    german = (
        "Die Stadt hat den Hafen für den Winter geschlossen, und niemand weiß, wann er öffnet. " * 5
    )
    told = [{"field": "language", "origin": "page: <html lang>", "doubt": None}]
    article, _ = articles.clean(raw({"text": german, "language": "en", "origins": told}))
    assert article["language"].to_list() == ["de"]
    article, _ = articles.clean(raw({"text": german, "language": "en"}))
    assert article["language"].to_list() == ["en"]
