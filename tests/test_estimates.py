"""Every number is the count it says it is, stands beside an interval, and survives odd corpora."""

from datetime import date
from math import isclose

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.estimates import MEASURES, MIN_ARTICLES, estimate
from framing.estimates.contrasts import REST, contrasts
from framing.estimates.intervals import difference, p_value, share
from framing.findings import of_contrast, of_estimate, overview, pooled
from framing.measures import membership
from framing.schema import ARTICLE, ARTICLE_SCORE, CONTRAST, ESTIMATE, EVIDENCE, GENRE, SENTENCE
from framing.scores import article_frames
from framing.selection import Selection

FRAMES = ("one", "two")
LABELS = {"one": "Frame {one}", "two": "Frame two"}  # braces are a label's own business


def article(number, outlet="A", authors=("Ann",), *, published=date(2024, 1, 1), genre="news"):
    row = dict.fromkeys(ARTICLE)
    row |= {"article_id": f"a{number}", "outlet": outlet, "authors": authors, "genre": genre}
    return row | {"published": published, "cluster": f"a{number}", "is_canonical": True}


def sentence(number, place, frame=None, stance="neutral", *, voice="author", part="body"):
    row = dict.fromkeys(SENTENCE)
    evidence = dict.fromkeys(field.name for field in EVIDENCE.fields)
    evidence |= {"frame": frame, "indicator": f"i_{frame}", "stance": stance, "weight": 1.0}
    row |= {"article_id": f"a{number}", "sentence": place, "part": part, "voice": voice}
    return row | {"evidence": [evidence] if frame else []}


def score(number, lean=0.0, position="none", tone=0.0):
    row = dict.fromkeys(ARTICLE_SCORE)
    row |= {"article_id": f"a{number}", "tone": tone, "tone_author": tone, "lean": lean}
    return row | {"position": position, "confidence": 0.9}


def tables(articles, sentences, scores=None):
    articles = pl.DataFrame(articles, schema=ARTICLE, orient="row")
    sentences = pl.DataFrame(sentences, schema=SENTENCE, orient="row")
    scores = pl.DataFrame(scores or [], schema=ARTICLE_SCORE, orient="row")
    return articles, sentences, article_frames(sentences, FRAMES), scores


@st.composite
def corpora(draw):
    """Articles with sentences; several authors, none, no date, no outlet and no text among them."""
    articles, sentences, scores = [], [], []
    for number in range(draw(st.integers(0, 12))):
        names = st.lists(st.sampled_from(["Ann", "Bob", "Cy"]), max_size=2) | st.none()
        articles.append(
            article(
                number,
                outlet=draw(st.sampled_from(["A", "B", "", None])),
                authors=draw(names),
                published=draw(st.sampled_from([date(2024, 1, 1), date(2024, 2, 9), None])),
                genre=draw(st.sampled_from(["news", "opinion", None])),
            )
        )
        for place in range(draw(st.integers(0, 6))):
            frame = draw(st.sampled_from(["one", "two", None]))
            stance = draw(st.sampled_from(["endorse", "reject", "neutral"]))
            voice = draw(st.sampled_from(["author", "other"]))
            part = "headline" if place == 0 and draw(st.booleans()) else "body"
            sentences.append(sentence(number, place, frame, stance, voice=voice, part=part))
        lean = draw(st.sampled_from([-1.0, -0.2, 0.0, 0.7, None, float("nan")]))
        scores.append(score(number, lean, draw(st.sampled_from(["one", "mixed", "none"])), lean))
    return tables(articles, sentences, scores)


selections = st.builds(
    Selection,
    outlets=st.sampled_from([(), ("A",), ("A", "B")]),
    authors=st.sampled_from([(), ("Ann",)]),
    genres=st.sampled_from([(), ("news",)]),
    since=st.sampled_from([None, date(2024, 2, 1)]),
    voice=st.sampled_from([None, "author", "other"]),
)
GROUPINGS = st.sampled_from(["outlet", "author", "month", "week", "genre", "corpus"])


def listed(articles, sentences, by, *, group, frame, stance):
    """The evidence that a page would list behind a number, counted the slow way."""
    members = set()
    for row in articles.iter_rows(named=True):
        published = row["published"]
        key = {
            "outlet": [row["outlet"] or "unknown"],
            "author": row["authors"] or ["unknown"],
            "month": [published.strftime("%Y-%m")] if published else [],
            "week": [published.strftime("%G-W%V")] if published else [],
            "genre": [row["genre"] or "unknown"],
            "corpus": ["corpus"],
        }[by]
        if group in key:
            members.add(row["article_id"])
    body = [
        row
        for row in sentences.iter_rows(named=True)
        if row["article_id"] in members and row["part"] == "body"
    ]
    evoking = [row for row in body if frame in [e["frame"] for e in row["evidence"]]]
    chosen = [r for r in evoking if stance in (None, *[e["stance"] for e in r["evidence"]])]
    return len(chosen), len(body) if stance is None else len(evoking)


@settings(max_examples=150, deadline=None)
@given(corpora(), selections, GROUPINGS, st.sampled_from(["salience", "endorse", "reject"]))
def test_every_share_is_the_evidence_that_can_be_listed(corpus, selection, by, measure):
    articles, sentences, _, scores = corpus
    chosen = selection.articles(articles)
    heard = selection.sentences(sentences)
    table = estimate(
        chosen, article_frames(heard, FRAMES), scores, by=by, measure=measure, draws=50
    )
    stance = None if measure == "salience" else measure
    for row in table.iter_rows(named=True):
        count, of = listed(chosen, heard, by, group=row["group"], frame=row["frame"], stance=stance)
        if row["estimate"] is None:
            assert (of, row["of"], row["n_articles"]) == (0, 0, 0)
        else:
            assert (row["count"], row["of"]) == (count, of)
            assert isclose(row["estimate"], count / of)


@settings(max_examples=100, deadline=None)
@given(corpora(), GROUPINGS, st.sampled_from(list(MEASURES)), st.randoms())
def test_any_corpus_gives_rows_in_any_order_and_batching(corpus, by, measure, shuffler):
    articles, sentences, frames, scores = corpus
    table = estimate(articles, frames, scores, by=by, measure=measure, draws=50)
    assert dict(table.schema) == dict(pl.DataFrame(schema=ESTIMATE).schema)
    inside = table.drop_nulls("low")
    assert (inside["low"] <= inside["estimate"]).all()
    assert (inside["estimate"] <= inside["high"]).all()
    assert table.filter(pl.col("n_articles") < 2)["low"].is_null().all()
    for row in table.iter_rows(named=True):
        assert of_estimate(row, LABELS)
    order = list(range(articles.height))
    shuffler.shuffle(order)
    half = sentences["article_id"].is_in(["a0", "a1", "a2"])
    batched = pl.concat(article_frames(sentences.filter(part), FRAMES) for part in (half, ~half))
    again = estimate(articles[order], batched, scores.reverse(), by=by, measure=measure, draws=50)
    assert again.equals(table)


@settings(max_examples=60, deadline=None)
@given(corpora(), GROUPINGS, st.sampled_from(["salience", "position", "lean"]))
def test_contrasts_of_any_corpus(corpus, by, measure):
    articles, _, frames, scores = corpus
    table = contrasts(articles, frames, scores, by=by, measure=measure, draws=50)
    assert dict(table.schema) == dict(pl.DataFrame(schema=CONTRAST).schema)
    told = table.drop_nulls("p")
    assert (told["q"] >= told["p"] - 1e-12).all()
    assert told["q"].is_between(0, 1).all()
    for row in table.iter_rows(named=True):
        assert of_contrast(row, LABELS)


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(1, 30)), min_size=1, max_size=15),
    st.integers(1, 9),
)
@settings(max_examples=80, deadline=None)
def test_weights(pairs, factor):
    """Counting every sentence several times changes no estimate and no error."""
    num = np.array([min(pair) for pair in pairs], float)
    den = np.array([pair[1] for pair in pairs], float)
    once, often = share(num, den, draws=50), share(factor * num, factor * den, draws=50)
    assert isclose(once.value, often.value)
    assert isclose(once.error, often.error, abs_tol=1e-9)
    wide, narrow = once.bounds(0.99), once.bounds(0.5)
    assert (wide is None) == (len(pairs) == 1)
    if wide and narrow:
        assert 0 <= wide[0] <= narrow[0] <= once.value <= narrow[1] <= wide[1] <= 1


def test_interval_and_p_agree():
    rng = np.random.default_rng(0)
    for gap in (0.0, 0.05, 0.1, 0.2):
        first, second = (
            share(rng.binomial(30, at, 25).astype(float), np.full(25, 30.0))
            for at in (0.2 + gap, 0.2)
        )
        low, high = difference(first, second, 0.95)
        assert (p_value(first, second) < 0.05) == (low > 0 or high < 0)


@pytest.mark.parametrize(
    ("num", "den", "method", "low_is", "high_is"),
    [
        pytest.param([3], [10], "none", None, None, id="one article has no interval"),
        pytest.param([0] * 20, [30] * 20, "Wilson", 0.0, 0.15, id="nothing found is not nothing"),
        pytest.param([30] * 20, [30] * 20, "Wilson", 0.85, 1.0, id="all"),
        pytest.param([3] * 20, [10] * 20, "Wilson", 0.1, 0.6, id="all articles the same"),
        pytest.param([1, 0, 4] * 5, [10, 20, 30] * 5, "bootstrap", 0.03, 0.2, id="usual"),
        pytest.param([1, 4, 2], [10, 20, 30], "t", 0.0, 0.6, id="three"),
    ],
)
def test_methods(num, den, method, low_is, high_is):
    found = share(np.array(num, float), np.array(den, float), alike=0.5)
    assert found.method == method
    bounds = found.bounds(0.95)
    if low_is is None:
        assert bounds is None
    else:
        assert low_is <= bounds[0] <= found.value <= bounds[1] <= high_is


def corpus_of(n, authors, evoking=3, outlet="A"):
    articles = [
        article(i, outlet, [authors[i % len(authors)]] if authors else []) for i in range(n)
    ]
    sentences = [
        sentence(i, j, "one" if j < evoking + i % 3 - 1 else None, "reject")
        for i in range(n)
        for j in range(10)
    ]
    return tables(articles, sentences, [score(i, i % 3 / 3, "one") for i in range(n)])


@pytest.mark.parametrize(
    ("n", "authors", "drawn", "words"),
    [
        (1, ["Ann"], "none", "too few to compare"),
        (3, ["Ann"], "articles", "too few to compare"),
        (100, ["Ann"], "articles", "all by one author"),
        (40, [f"author {i}" for i in range(8)], "authors", "40 articles"),
        (40, [], "articles", "40 articles"),
    ],
)
def test_who_is_drawn(n, authors, drawn, words):
    articles, _, frames, scores = corpus_of(n, authors)
    row = estimate(articles, frames, scores, by="outlet", measure="salience").row(0, named=True)
    assert row["method"].endswith(drawn)
    assert row["n_authors"] == len(authors)
    assert words in of_estimate(row, LABELS).replace("\N{NO-BREAK SPACE}", " ")


def test_a_thousand_outlets():
    articles, _, frames, scores = corpus_of(3000, [])
    articles = articles.with_columns(outlet=pl.format("outlet {}", pl.int_range(pl.len()) % 1000))
    table = estimate(articles, frames, scores, by="outlet", measure="salience")
    assert table.height == 2000
    assert (table["n_articles"] == 3).all()
    against = contrasts(articles, frames, scores, by="outlet", measure="lean")
    assert against["q"].min() > 0.05  # all alike: among a thousand, none stands out


def test_author_belongs_to_each_and_undated_to_no_month():
    articles, _, frames, scores = tables(
        [article(0, authors=["Ann", "Bob"]), article(1, authors=None, published=None)],
        [sentence(0, 0, "one"), sentence(1, 0)],
    )
    by = {
        by: estimate(articles, frames, scores, by=by, measure="articles")
        for by in ("author", "month")
    }
    assert by["author"].select("group", "n_articles").rows() == [
        ("Ann", 1),
        ("Bob", 1),
        ("unknown", 1),
    ]
    assert by["month"].select("group", "n_articles").rows() == [("2024-01", 1)]


def test_contrast_is_the_difference_of_the_estimates():
    articles, _, frames, scores = corpus_of(40, [])
    articles = articles.with_columns(outlet=pl.Series(["A", "B"] * 20))
    shown = estimate(articles, frames, scores, by="outlet", measure="lean")["estimate"]
    options = {"by": "outlet", "measure": "lean"}
    pair = contrasts(articles, frames, scores, pairs=[("A", "B")], **options)
    rest = contrasts(articles, frames, scores, pairs=[("A", REST)], **options)
    assert isclose(pair["difference"][0], shown[0] - shown[1])
    assert pair.drop("against").equals(rest.drop("against"))


@pytest.mark.parametrize(
    ("low", "high", "q", "n", "words"),
    [
        (0.04, 0.11, 0.01, 61, "in 4 to 11 points more of its sentences than the rest (95 %), 61 "),
        (-0.11, -0.04, 0.01, 61, "in 4 to 11 points less of its sentences than the rest"),
        (
            -0.02,
            0.051,
            0.9,
            61,
            "No clear difference: A talks about Frame {one} in between 2 points ",
        ),
        (
            0.04,
            0.11,
            0.2,
            61,
            "it may be chance: of 100 differences as clear as this, 20 would be (q = 0.20)",
        ),
        (0.04, 0.11, 0.01, MIN_ARTICLES - 1, "too few to compare"),
        (None, None, None, 0, "A has no articles to count"),
    ],
)
def test_contrast_in_words(low, high, q, n, words):
    row = {"group": "A", "against": REST, "measure": "salience", "frame": "one", "low": low}
    row |= {"high": high, "q": q, "level": 0.95, "n_articles": n, "n_against": 58}
    assert words in of_contrast(row, LABELS).replace("\N{NO-BREAK SPACE}", " ")


def test_overview_tells_what_is_talked_about_and_not_stood_for():
    articles, _, frames, scores = corpus_of(20, [])
    shown = pl.concat(
        estimate(articles, frames, scores, by="outlet", measure=m)
        for m in ("salience", "endorse", "reject")
    )
    told = overview(shown, LABELS).replace("\N{NO-BREAK SPACE}", " ")
    assert "A talks about Frame {one} in 30 % of its sentences" in told
    assert "rejects it in 100 %" in told
    assert "Too few" in overview(shown.clear(), LABELS)


@pytest.mark.parametrize(("by", "measure"), [("nation", "salience"), ("outlet", "bias")])
def test_unknown_choices_are_named(by, measure):
    articles, _, frames, scores = corpus_of(2, [])
    with pytest.raises(ValueError, match="use one of"):
        estimate(articles, frames, scores, by=by, measure=measure)


@pytest.mark.parametrize(
    ("genres", "words"),
    [
        (["opinion"] * 5 + ["news"], "5 opinion and 1 news. To compare"),
        (["opinion"] * 2 + ["news"], "2 opinion and 1 news."),
        (["opinion", "news", "news", "unknown"], "2 news, 1 opinion and 1 of unknown genre."),
        (["opinion", "unknown"], None),
        (["opinion"] * 2, None),
        ([], None),
    ],
)
def test_pooled_genres_are_said(genres, words):
    table = pl.DataFrame({"genre": genres}, schema={"genre": GENRE})
    told = pooled(table)
    assert words in told if words else told is None


def test_quarters_by_length_keep_equal_lengths_together():
    articles = pl.DataFrame(
        [article(i) | {"n_words": n} for i, n in enumerate([5, 5, 5, 5, 100, 200, 300, 400, 900])],
        schema=ARTICLE,
    )
    groups = membership(articles, "length")["group"]
    assert groups.value_counts(sort=True).rows()[0] == ("1st: 5 to 5 words", 4)
    assert groups.n_unique() == 4
    assert groups[-1] == "4th: 400 to 900 words"
