"""Keyness: the published formula done by hand, every count recounted, chance left out."""

from collections import Counter, defaultdict
from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.keyness import MIN_ARTICLES, compared, index, keyness
from framing.keyness.index import BLOCK, sums
from framing.measures import UNKNOWN
from framing.schema import ARTICLE, KEYNESS, SENTENCE, conform
from framing.terms import GLUE, count_terms


def article(number: int, outlet: str | None, authors: list[str], language: str | None = "en"):
    row = dict.fromkeys(ARTICLE)
    row |= {"article_id": f"a{number}", "outlet": outlet, "authors": authors, "language": language}
    return row | {"cluster": f"a{number}"}


def sentence(number: int, place: int, text: str, voice: str = "author", part: str = "body"):
    row = dict.fromkeys(SENTENCE)
    row |= {"article_id": f"a{number}", "sentence": place, "text": text, "voice": voice}
    return row | {"part": part}


def corpus(texts: list[tuple[str, list[str], list[tuple[str, str]]]]):
    """Articles and terms from (outlet, authors, [(voice, text)])."""
    articles = pl.DataFrame(
        [article(i, outlet, authors) for i, (outlet, authors, _) in enumerate(texts)],
        schema=ARTICLE,
    )
    rows = [
        sentence(i, place, text, voice)
        for i, (_, _, spoken) in enumerate(texts)
        for place, (voice, text) in enumerate(spoken)
    ]
    sentences = pl.DataFrame(rows, schema=SENTENCE, orient="row")
    return articles, sentences, count_terms(sentences, articles, "en")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Peace talks.", ["peace", "peace talks", "talks"]),
        ("Peace, talks", ["peace", "talks"]),
        ("The off-ramp", ["off-ramp"]),
        ("Russia’s own war", ["own", "own war", "russia", "war"]),
        ("In 2022 they must win", ["must", "must win", "win"]),
        ("talk to Moscow", ["moscow", "talk"]),
        ("don’t", ["don't"]),
        ("ПЕРЕМОГА України", ["перемога", "перемога україни", "україни"]),
        ("naïve", ["naïve"]),
        ("!? — …", []),
        ("", []),
    ],
)
def test_terms(text: str, terms: list[str]) -> None:
    _, _, table = corpus([("A", [], [("author", text)])])
    assert table["term"].cast(pl.String).to_list() == terms


def test_terms_are_counted_by_voice_in_body_sentences_of_the_language() -> None:
    articles = pl.DataFrame(
        [article(0, "A", []), article(1, "A", [], "fr"), article(2, "A", [], None)], schema=ARTICLE
    )
    sentences = pl.DataFrame(
        [
            sentence(0, 0, "war", part="headline"),
            sentence(0, 1, "War, war"),
            sentence(0, 2, "war", "other"),
            sentence(1, 0, "war"),
            sentence(2, 0, "war", "other"),
        ],
        schema=SENTENCE,
        orient="row",
    )
    table = count_terms(sentences, articles, "en")
    assert table.rows() == [("a0", "war", 2, 1), ("a2", "war", 0, 1)]


def test_the_formula_on_an_example_by_hand() -> None:
    """Monroe, Colaresi and Quinn (2008), eq. 16-22, by pencil.

    Two outlets of 20 articles and 80 words each; "peace" stands in 20 articles of one and in 2 of
    the other, once each, so that nothing crowds. The prior weighs .3 of the mean outlet, 24 words,
    of which 24 * 22 / 160 = 3.3 are "peace":
    ln(23.3 / (104 - 23.3)) - ln(5.3 / (104 - 5.3)) = 1.68209; sqrt(1/23.3 + 1/5.3) = 0.48125.
    """
    texts = [("A", [], [("author", f"peace. x{i}. y{i}. z{i}")]) for i in range(20)]
    texts += [
        ("B", [], [("author", f"{'peace' if i < 2 else f'w{i}'}. u{i}. v{i}. t{i}")])
        for i in range(20)
    ]
    articles, _, terms = corpus(texts)
    table = keyness(index(terms), articles, by="outlet")
    row = table.row(by_predicate=pl.col("group") == "A", named=True)
    assert (row["term"], row["count"], row["of"], row["count_rest"]) == ("peace", 20, 80, 2)
    assert (row["n_articles"], row["n_articles_rest"], row["dispersion"]) == (20, 2, 1.0)
    assert row["log_odds"] == pytest.approx(1.68209, abs=1e-5)
    assert row["z"] == pytest.approx(1.68209 / 0.48125, abs=1e-4)
    assert row["low"] == pytest.approx(1.68209 - 1.95996 * 0.48125, abs=1e-4)
    assert row["p"] == pytest.approx(0.000474, abs=1e-6)
    assert row["n_compared"] == 2
    assert row["q"] == pytest.approx(row["p"], abs=1e-12)  # both rows have it: p * 2 / 2


def test_words_that_crowd_into_one_article_count_less() -> None:
    """40 times in 20 articles is more than 40 times in 4, and 40 times in 2 is no finding at all.

    Dispersion by hand, four times ten and all other words once: squares 4 * 100; expected within
    the outlet (40/s)^2 times the squared lengths; over 40.
    """
    found = {}
    for n_articles in (20, 4, 2):
        texts = [
            (
                "A",
                [],
                [("author", "peace. " * (40 // n_articles if i < n_articles else 0) + f"x{i}")],
            )
            for i in range(20)
        ]
        texts += [
            ("B", [], [("author", f"{'peace. ' if i < 5 else ''} u{i}. v{i}")]) for i in range(20)
        ]
        articles, _, terms = corpus(texts)
        table = keyness(index(terms), articles, by="outlet").filter(group="A", term="peace")
        found[n_articles] = table.row(0, named=True) if table.height else None
    assert found[20]["dispersion"] == 1
    lengths = 4 * 11**2 + 16 * 1
    expected = 40**2 / 60**2 * lengths + 5**2 / 45**2 * (5 * 9 + 15 * 4)
    assert found[4]["dispersion"] == pytest.approx((400 + 5 - expected) / 45)
    assert found[20]["z"] > 2 * found[4]["z"] > 0
    assert found[2] is None


WORDS = st.sampled_from(["war", "peace", "talks", "win", "the", "must"])
TEXTS = st.lists(WORDS, max_size=8).map(" ".join)
PIECES = st.tuples(
    st.sampled_from(["A", "B", "C", None]),
    st.lists(st.sampled_from(["Ann", "Bob", "Cy"]), max_size=3),
    st.lists(st.tuples(st.sampled_from(["author", "other"]), TEXTS), max_size=4),
)


def recounted(texts, by, voice):
    """The counts behind keyness, the slow way: (group, term) to times and articles, and sizes."""
    times, size = defaultdict(Counter), defaultdict(Counter)
    said_in = defaultdict(set)
    for number, (outlet, authors, spoken) in enumerate(texts):
        for spoke, text in spoken:
            if voice not in (None, spoke):
                continue
            words = text.split()
            terms = [w for w in words if w not in GLUE]
            terms += [f"{a} {b}" for a, b in pairwise(words) if not {a, b} & GLUE]
            groups = {
                "outlet": [outlet or UNKNOWN],
                "author": list(dict.fromkeys(authors)) or [UNKNOWN],
                "voice": [spoke],
            }[by]
            for term in terms:
                for group in {*groups, "all"}:
                    times[group][term] += 1
                    size[group][1 + term.count(" ")] += 1
                    said_in[group, term].add((number, spoke) if by == "voice" else number)
    return times, size, said_in


@settings(max_examples=80, deadline=None)
@given(
    st.lists(PIECES, min_size=14, max_size=30),
    st.sampled_from(["outlet", "author", "voice"]),
    st.sampled_from([None, "author", "other"]),
    st.integers(0, 3),
)
def test_every_count_is_what_a_recount_finds(texts, by, voice, left_out) -> None:
    voice = None if by == "voice" else voice
    articles, _, terms = corpus(texts)
    kept = articles.slice(left_out)
    times, size, said_in = recounted(texts[left_out:], by, voice)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("framing.keyness.MIN_Z", 0.0)  # list every term
        table = keyness(index(terms), kept, by=by, voice=voice)
    assert table.schema == pl.DataFrame(schema=KEYNESS).schema
    assert set(table["group"]) <= set(compared(kept, by=by))
    for row in table.iter_rows(named=True):
        group, term = row["group"], row["term"]
        length = 1 + term.count(" ")
        n = len(said_in[group, term])
        assert (row["count"], row["of"]) == (times[group][term], size[group][length])
        assert row["count_rest"] == times["all"][term] - row["count"]
        assert row["of_rest"] == size["all"][length] - row["of"]
        assert (row["n_articles"], row["n_articles_rest"]) == (n, len(said_in["all", term]) - n)
        assert (row["n_articles"] if row["z"] > 0 else row["n_articles_rest"]) >= MIN_ARTICLES
        assert row["low"] < row["log_odds"] < row["high"]
        assert 0 < row["p"] <= 1
        assert row["p"] <= row["q"] + 1e-12 <= 1 + 1e-9


def test_a_long_index_is_counted_in_blocks() -> None:
    """More entries than a block, a term over two blocks, articles left out: the same sums."""
    rng = np.random.default_rng(0)
    n = BLOCK // 50
    rows = (
        pl.DataFrame(
            {"article": np.repeat(np.arange(n), 120), "term": rng.integers(0, 400, 120 * n)}
        )
        .group_by("article", "term")
        .agg(n_author=pl.len().cast(pl.Int32))
    )
    rows = rows.sort("article", "term").with_columns(n_other=pl.lit(1, pl.Int32))
    found = index(
        rows.select(
            article_id=pl.col("article").cast(pl.String).cast(pl.Categorical),
            term=pl.col("term").cast(pl.String).cast(pl.Categorical),
            n_author="n_author",
            n_other="n_other",
        )
    )
    assert len(found.article) > BLOCK
    bins = rng.integers(0, 4, n)
    for voice, said in (
        (None, pl.col("n_author") + 1),
        ("author", pl.col("n_author")),
        ("other", 1),
    ):
        counted = sums(found, bins, 3, voice)
        plain = (
            rows.with_columns(bin=pl.Series(bins).gather(rows["article"]), said=said)
            .filter(pl.col("bin") < 3)
            .group_by("term", "bin")
            .agg(pl.col("said").sum(), n=pl.len(), squares=(pl.col("said") ** 2).sum())
        )
        at = [found.terms.index_of(str(term)) for term in plain["term"]], plain["bin"].to_numpy()
        assert (counted.times[at] == plain["said"].to_numpy()).all()
        assert (counted.articles[at] == plain["n"].to_numpy()).all()
        assert counted.squares.sum() == plain["squares"].sum()


def test_groups_by_lot_give_no_finding() -> None:
    """Bursty texts dealt out by lot: with 20 deals of 4 groups, q < .05 hardly ever happens."""
    rng = np.random.default_rng(5)
    words = [f"w{i}" for i in range(300)]
    texts = []
    for _ in range(120):
        topic = rng.choice(words, 15)
        spoken = ". ".join(rng.choice(topic, 60)) + ". " + ". ".join(rng.choice(words, 120))
        texts.append(("A", [], [("author", spoken)]))
    articles, _, terms = corpus(texts)
    found = index(terms)
    false = 0
    for _ in range(20):
        lot = pl.Series([f"L{i}" for i in rng.integers(0, 4, len(texts))])
        table = keyness(found, articles.with_columns(outlet=lot), by="outlet")
        false += table.filter(pl.col("q") < 0.05).height
    assert false <= 1


def test_small_and_empty_corpora_have_no_key_terms() -> None:
    articles, _, terms = corpus([("A", [], [("author", "war")])] * 4)
    assert keyness(index(terms), articles, by="outlet").is_empty()
    articles, _, terms = corpus([])
    assert keyness(index(terms), articles, by="outlet").is_empty()
    assert keyness(index(terms), articles, by="voice").is_empty()
    assert compared(articles, by="outlet") == []
    assert conform(keyness(index(terms), articles, by="voice"), KEYNESS).is_empty()
