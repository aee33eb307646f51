"""Cleaning: what an author wrote is kept, what a page puts around it is cut with a reason."""
# ruff: noqa: E501 - a specimen stays on its line

import re
from collections import Counter
from datetime import date
from pathlib import Path

import dirty_pages
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import articles, ingest
from framing.articles import bodies, clutter, dates, heads
from framing.metadata.authors import names as author_names
from framing.schema import ARTICLE, DISCARD, RAW

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
PROSE = (
    "The harbour was closed for the winter and the boats lay on the quay. "
    "Nobody in the town could say when the first ship would come, or what it would bring."
)


def raw(*rows: dict[str, object]) -> pl.DataFrame:
    blank = {**dict.fromkeys(RAW), "source": "a.csv", "authors": []}
    numbered = [{**blank, "row": n, **row} for n, row in enumerate(rows, start=1)]
    return pl.DataFrame(numbered, schema=RAW)


def words(text: str) -> Counter[str]:
    return Counter(text.split())


EARLY = {page.path.stem: page for page in dirty_pages.pages("early")}


@pytest.mark.parametrize("page", EARLY.values(), ids=lambda page: page.name)
def test_body_is_kept_and_the_rest_is_cut(page: dirty_pages.Page, tmp_path: Path):
    article, _ = dirty_pages.cleaned(page, tmp_path)
    found = dirty_pages.measured(page, article["text"].item())
    own = pl.col("kind").str.starts_with("+")
    want, kept = found.filter(own).select(pl.col("words", "there").sum()).row(0)
    assert want - kept <= 0.005 * want, "body lost"
    assert found.filter(~own)["there"].sum() <= 0.01 * want, "foreign words let in"


@pytest.mark.parametrize(
    ("name", "title", "authors", "published"),
    [
        ("blog with comments", "Why the ferry should not run on Sundays", [], date(2022, 5, 4)),
        (
            "newspaper with bio",
            "The harvest is not a bargaining chip",
            ["Marit Solberg"],
            date(2022, 11, 3),
        ),
        ("related boxes", "The bridge nobody crosses", ["Simon Falk"], date(2022, 4, 21)),
        ("paywall stub", "The tram that never came", ["Joanna Birch"], None),
        ("comments larger than article", "In defence of the roundabout", [], date(2021, 6, 9)),
        ("magazine with standfirst", "Why the Marsh Treaty failed", ["Nora Kestrel"], date(2023, 1, 12)),
        ("column in email wrapping", None, [], None),
    ],
)  # fmt: skip
def test_head_of_a_page(name, title, authors, published, tmp_path: Path):
    article, _ = dirty_pages.cleaned(EARLY[name.replace(" ", "_")], tmp_path)
    assert article.select("title", "authors", "published").row(0) == (title, authors, published)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Listen.",
        "Listen: the war is not over.",
        "Close the door, then.",
        "Photos by satellite showed that the depot was empty.",
        "He was moved, he said, by an image by a street painter.",
        "Read the treaty and you will see.",
        "More than once they were told to wait.",
        "Share prices fell on Thursday.",
        "Support for the treaty is our duty, and our readers know it.",
        "Join us at the front, the soldiers wrote, and see for yourselves.",
        "Register the voters now, before the rolls are closed.",
        "Not a member of the alliance, the island had nobody to call.",
        "To keep the alliance together, every member must pay.",
        "If you want peace, count the daily dead.",
        "By using blackmail the general dictates the terms.",
        "By Friday the prices had recovered.",
        "By Christmas Eve it was over.",
        "This story of the war begins in a kitchen.",
        "This report from the valley shows what the ministry denied.",
        "Story after story tells of looting.",
        "Research by the Institute shows that the figures were invented.",
        "Reporting from the town suggests otherwise.",
        "Upgrade the air defences now.",
        "Copyright law is a poor guide to honour.",
        "Go to the valley and ask.",
        "Watch what they do next.",
        "Subscribe to the theory that form follows function and you will like it. I do not.",
        "Follow me through the main entrance.",
        "$60 a month is what a widow gets.",
        "The author of this letter is unknown.",
        "«Нам не потрібен такий мир»",
        "»Wir haben nichts zu verlieren«",
        "First published in 1946, the book has never been out of print, and it deserves that.",
        "The end.",
        "Unsubscribe’s at the bottom, and I shall not be hurt. The book is out in the spring.",
        "European Union (EU) – The word alone makes him laugh.",
        "1994",
        "Why?",
        "1. Give the river a fifth.",
        "> The river has no lobby, the minister said.",
        "Q: And the money for it?",
    ],
)
def test_sentences_that_only_resemble_clutter_are_kept(paragraph: str):
    text = f"{PROSE}\n\n{PROSE.replace('harbour', 'valley')}\n\n{paragraph}\n\n{PROSE.upper()}"
    body = bodies.body(text)
    assert paragraph in body.text.split("\n\n")
    assert body.cuts == []


@pytest.mark.parametrize(
    ("paragraph", "part"),
    [
        ("Illustration: A. Painter", "caption"),
        ("Photo: AFP", "caption"),
        ("Photograph: Ann Moe/Getty Images", "caption"),
        ("A crane stands over the harbour in May. Photo: A. Moe", "caption"),
        ("A crane stands over the harbour (Ann Moe/Reuters)", "caption"),
        ("Getty Images", "caption"),
        ("Sign up for our weekly newsletter", "plug"),
        ("Subscribe", "share"),
        ("Get the Briefing in your inbox every morning.", "plug"),
        ("Unsubscribe | Manage preferences", "plug"),
        ("Read more: The harbour reopens", "link"),
        ("READ ALSO | The harbour reopens", "link"),
        ("https://example.org/story", "link"),
        ("Continue reading →", "link"),
        ("1.2K shares", "share"),
        ("Facebook Twitter WhatsApp", "share"),
        ("Liked by 1 person", "share"),
        ("ADVERTISEMENT", "boilerplate"),
        ("Story continues below advertisement", "boilerplate"),
        ("We use cookies to improve your experience.", "boilerplate"),
        ("Already a subscriber? Log in", "boilerplate"),
        ("You have 2 free articles left this month.", "boilerplate"),
        ("© 2022 Example Media", "boilerplate"),
        ("Topics: harbours, ships", "boilerplate"),
        ("(Reporting by Ann Moe; Editing by Tom Roe)", "byline"),
        ("Updated at 18.42 GMT", "dateline"),
        ("3 hours ago", "dateline"),
    ],
)
def test_kinds_of_clutter(paragraph: str, part: str):
    kind = clutter.of(paragraph)
    assert kind is not None
    assert kind.part == part


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("KYIV (Reuters) — The talks ended.", "KYIV (Reuters) —"),
        ("Kyiv (Reuters) - The talks ended.", "Kyiv (Reuters) -"),
        ("VARNA, Bulgaria, Oct 12 (AP) — The talks ended.", "VARNA, Bulgaria, Oct 12 (AP) —"),
        ("BRUSSELS — “We failed,” he said.", "BRUSSELS —"),
        ("(Bloomberg) -- The talks ended.", "(Bloomberg) --"),
        ("NATO — An alliance of thirty — must decide.", None),
        ("Peace — The word is worn.", None),
    ],
)
def test_dateline(paragraph: str, dateline: str | None):
    body = bodies.body(f"{paragraph}\n\n{PROSE}")
    assert [cut.text for cut in body.cuts] == ([dateline] if dateline else [])
    assert (dateline or "") + " " + body.text.split("\n\n")[0] in (paragraph, " " + paragraph)


def test_a_person_in_the_news_is_no_note_on_the_author():
    source = "Jane Orlov is a professor of law at the college."
    text = f"{PROSE}\n{PROSE} Orlov, a lawyer, was there.\n{PROSE.upper()}\n{source}"
    assert source in bodies.body(text).text


@pytest.mark.parametrize(
    ("first", "second", "title"),
    [
        ("Harbours are promises", "", "Harbours are promises"),
        ("Harbours are promises", PROSE, "Harbours are promises"),
        ("Harbours are promises.", PROSE, None),
        ("Is a harbour a promise?", PROSE, None),
        ("Is a Harbour Still a Promise?", PROSE, "Is a Harbour Still a Promise?"),
        ("Is a harbour a promise?", "By Ann Moe", "Is a harbour a promise?"),
        (PROSE, PROSE, None),
    ],
)
def test_title(first: str, second: str, title: str | None):
    assert heads.read([first, second, PROSE]).title == title


@pytest.mark.parametrize(
    ("strings", "names"),
    [
        (["By Ann Moe and Tom Roe"], ["Ann Moe", "Tom Roe"]),
        (["Ann Moe, Staff Writer"], ["Ann Moe"]),
        (["Ann Moe, Environment Correspondent"], ["Ann Moe"]),
        (["Moe, Ann"], ["Ann Moe"]),
        (["Moe, Ann; Roe, Tom"], ["Ann Moe", "Tom Roe"]),
        (["['Ann Moe', 'Tom Roe']"], ["Ann Moe", "Tom Roe"]),
        (["ANN MOE"], ["Ann Moe"]),
        (["Ann Moe", "Ann Moe"], ["Ann Moe"]),
        (["Ann Moe in Oslo & Tom Roe"], ["Ann Moe", "Tom Roe"]),
        (["Anders Sand"], ["Anders Sand"]),
        (["The Editorial Board"], ["The Editorial Board"]),
        (["unknown"], []),
        ([], []),
    ],
)
def test_authors(strings, names):
    assert author_names(strings) == names


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-03-04", date(2022, 3, 4)),
        ("2022-03-04T23:59:00-08:00", date(2022, 3, 4)),
        ("20220304", date(2022, 3, 4)),
        ("March 4, 2022", date(2022, 3, 4)),
        ("Fri, 04 Mar 2022 10:00:00 GMT", date(2022, 3, 4)),
        ("4th of March 2022", date(2022, 3, 4)),
        ("4.3.2022", date(2022, 3, 4)),
        ("13/04/2022", date(2022, 4, 13)),
        ("03/04/2022", date(2022, 3, 4)),
        ("4 березня 2022", date(2022, 3, 4)),
        ("Feb 30 2022", None),
        ("2022-02-30", None),
        ("0001-01-01", None),
        ("March 2022", None),
        ("yesterday", None),
        ("tomorrow at 12:30 2022", None),
    ],
)
def test_dates(text, day):
    assert dates.read(text) == day


def test_the_source_shows_the_order_of_its_dates():
    table = raw(
        {"text": PROSE, "date": "03/04/2022"},
        {"text": PROSE + " So.", "date": "13/04/2022"},
        {"text": PROSE, "date": "03/04/2022", "source": "b.csv", "outlet": "Other"},
    )
    article, discards = articles.clean(table.with_columns(outlet=pl.lit("x")))
    assert article["published"].to_list() == [date(2022, 4, 3), date(2022, 4, 13)]
    article, discards = articles.clean(table[2:])
    assert article["published"].to_list() == [date(2022, 3, 4)]
    assert "assumed month first" in discards["reason"].item()


@pytest.mark.parametrize(
    ("said", "genre"),
    [
        ("Op-Ed", "opinion"),
        ("Opinion | Guest Essay", "opinion"),
        ("EDITORIAL", "opinion"),
        ("News report", "news"),
        ("Explainer", "analysis"),
        ("sports", "unknown"),
        (None, "unknown"),
    ],
)
def test_genre(said, genre):
    article, _ = articles.clean(raw({"text": PROSE, "genre": said}))
    assert article["genre"].to_list() == [genre]


def test_ids():
    rows = [
        {"text": PROSE, "id": "007"},
        {"text": PROSE + " Two.", "id": "7"},
        {"text": PROSE + " Three.", "id": "7"},
        {"text": PROSE + " Four.", "url": "https://example.org/a"},
        {"text": PROSE + " Five.", "url": "https://example.org/a"},
    ]
    article, discards = articles.clean(raw(*rows))
    ids = article["article_id"].to_list()
    assert ids[0] == "007"
    assert len(set(ids)) == 5
    assert "7" not in ids
    assert discards.filter(part="note")["reason"].to_list() == ["this id is not unique"] * 2
    assert article["cluster"].equals(article["article_id"])


def test_language_of_long_texts_only():
    ukrainian = "Жодна країна не має права вирішувати за іншу, якою мовою їй говорити. " * 4
    article, _ = articles.clean(raw({"text": ukrainian}, {"text": PROSE[:80]}))
    assert article["language"].to_list() == ["uk", None]


def test_an_empty_table_stays_empty():
    article, discards = articles.clean(pl.DataFrame(schema=RAW))
    assert article.schema == pl.Schema(ARTICLE)
    assert discards.schema == pl.Schema(DISCARD)
    assert article.is_empty()


TEXTS = st.lists(
    st.sampled_from(
        [PROSE, "", "Two words", "...", "By Ann Moe", "May 4, 2022", "3 comments", "Reply", "Read more", "Ann Moe is a columnist.", "Related", "Comments", PROSE[:60], "KYIV (AP) — " + PROSE]
    ),
    max_size=8,
).map("\n".join)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS | st.text(max_size=80) | st.none(), max_size=6))
def test_rows_are_articles_and_discarded_rows(texts: list[str | None]):
    table = raw(*({"text": text} for text in texts))
    article, discards = articles.clean(table)
    dropped = discards.filter(part="row")
    assert len(table) == len(article) + len(dropped)
    assert article["article_id"].is_unique().all()
    owned = discards.filter(pl.col("part") != "note", pl.col("article_id").is_not_null())
    said = words(
        " ".join([*article["text"], *owned["text"], *(text or "" for text in dropped["text"])])
    )
    assert said == words(" ".join(text or "" for text in texts))


seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the three real op-eds are not at hand")


@seeds
def test_seeds_keep_every_body_paragraph_and_nothing_else():
    raw_rows, unused = ingest.read([str(SEEDS)])
    article, discards = articles.clean(raw_rows)
    assert unused.is_empty()
    assert len(article) == 3
    first, second, third = (
        [" ".join(line.split()) for line in path.read_text("utf-8").split("\n") if line.strip()]
        for path in sorted(SEEDS.glob("*.txt"))
    )
    comments = next(n for n, line in enumerate(first) if re.match(r"\d+ thoughts on", line))
    note = next(n for n, line in enumerate(third) if "does not necessarily reflect" in line)
    bodies_ = [first[2:comments], second, [x for x in third[:note] if "Illustration" not in x]]
    assert article["text"].to_list() == ["\n\n".join(lines) for lines in bodies_]
    assert article["title"].to_list() == [first[0], None, None]
    assert article["published"].to_list() == [date(2022, 11, 17), None, None]
    assert article["language"].to_list() == ["en"] * 3
    counted = discards.group_by("part").len()
    assert dict(counted.iter_rows())["teaser"] == len(third) - note - 1
