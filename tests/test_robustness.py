"""A finding is found again in other ways, and its sentence says where it holds."""

from datetime import date

import polars as pl
import pytest

from framing.codebook import Instrument, parse
from framing.findings import of_perturbations
from framing.robustness import AS_FOUND, MAX_OUTLETS, perturb
from framing.schema import ARTICLE, EVIDENCE, PERTURBATION, SENTENCE
from framing.scores import article_scores

INSTRUMENT = Instrument(
    parse("""
        id = "fruit"
        version = "1"
        title = "Apples or pears"
        poles = ["apple", "pear"]
        [[frame]]
        id = "apple"
        label = "Apple"
        colour = "#aa0000"
        definition = "Apples."
        indicator = [{id = "apples", phrases = ["apple*"]}, {id = "cider", phrases = ["cider"]}]
        [[frame]]
        id = "pear"
        label = "Pear"
        colour = "#00aa00"
        definition = "Pears."
        indicator = [{id = "pears", phrases = ["pear*"]}]
    """)
)


def corpus(plan, n_sentences=10):
    """Rows of (outlet, n articles, {place: (indicator, voice)}, changes to the article)."""
    articles, sentences = [], []
    for outlet, n_articles, evidence, changes in plan:
        for _ in range(n_articles):
            number = len(articles)
            row = dict.fromkeys(ARTICLE)
            row |= {"article_id": f"a{number}", "outlet": outlet, "authors": [f"author {number}"]}
            row |= {"published": date(2024, 1, 1), "genre": "opinion", "cluster": f"a{number}"}
            articles.append(row | {"is_canonical": True} | changes)
            for place in range(n_sentences):
                part = "body" if place else "headline"
                line = dict.fromkeys(SENTENCE) | {"article_id": f"a{number}", "sentence": place}
                indicator, voice = evidence.get((place + number) % n_sentences, (None, "author"))
                found = dict.fromkeys(field.name for field in EVIDENCE.fields)
                found |= {"frame": "pear" if indicator == "pears" else "apple", "weight": 0.62}
                found |= {"indicator": indicator, "stance": "endorse"}
                line |= {"part": part, "voice": voice, "tone": 0.0}
                sentences.append(line | {"evidence": [found] if indicator else []})
    tables = (
        pl.DataFrame(articles, schema=ARTICLE, orient="row"),
        pl.DataFrame(sentences, schema=SENTENCE, orient="row"),
    )
    return *tables, article_scores(tables[1], INSTRUMENT)


APPLES = {1: ("apples", "author"), 4: ("apples", "author"), 7: ("cider", "author")}
QUOTED = {1: ("apples", "other"), 4: ("apples", "other"), 7: ("apples", "other")}
MANY = APPLES | {5: ("cider", "author")}
FEW = {2: ("cider", "author")}
SOME = FEW | {5: ("cider", "author")}
WIRE = {"is_canonical": False}
FINDING = {"by": "genre", "group": "opinion", "against": "news", "measure": "salience"}
NEWS = {"genre": "news"}


def holds(plan, **options):
    table = perturb(*corpus(plan), INSTRUMENT, **({"frame": "apple"} | options))
    return table, dict(table.select("perturbation", "holds").iter_rows())


@pytest.mark.parametrize(
    ("plan", "fails"),
    [
        pytest.param(
            [
                ("A", 10, FEW, {}),
                ("A", 10, MANY, WIRE),
                ("B", 10, SOME, NEWS),
            ],
            "without wire copy",
            id="wire copy",
        ),
        pytest.param(
            [("A", 10, QUOTED, {}), ("B", 10, FEW, NEWS)], "without quotations", id="quotations"
        ),
        pytest.param(
            [
                ("A", 10, {1: ("apples", "author"), 4: ("apples", "author")}, {}),
                ("B", 10, FEW, NEWS),
            ],
            "without the words for “apples”",
            id="one indicator",
        ),
        pytest.param(
            [
                ("A", 10, FEW, {}),
                ("Ledger", 10, MANY, {}),
                ("C", 10, SOME, NEWS),
            ],
            "without Ledger",
            id="one outlet",
        ),
    ],
)
def test_what_a_finding_hangs_on(plan, fails):
    table, held = holds(plan, **FINDING)
    assert dict(table.schema) == dict(pl.DataFrame(schema=PERTURBATION).schema)
    assert table["perturbation"][0] == AS_FOUND
    assert table.height >= 9
    assert held[AS_FOUND] is True
    assert held[fails] is False
    assert fails in of_perturbations(table)


def test_sentence_counts_what_holds():
    table = pl.DataFrame(
        [
            (AS_FOUND, 0.1, 0.05, 0.2, 40, True),
            ("without wire copy", 0.1, 0.0, 0.2, 30, True),
            ("without The Ledger", -0.1, -0.2, 0.1, 30, False),
            ("headlines only", 0.0, -0.1, 0.1, 40, False),
            ("opinion only", 0.1, None, None, 1, None),
        ],
        schema=PERTURBATION,
        orient="row",
    )
    assert of_perturbations(table) == (
        "The direction holds in 1 of 3 other looks; it turns without The Ledger; nothing is left "
        "headlines only; too few articles are left to tell opinion only."
    )
    assert "too few" in of_perturbations(table.clear())


def test_a_sentence_does_not_list_every_change():
    few = [(f"without {n}", 0.1, None, None, 2, None) for n in range(9)]
    table = pl.DataFrame(
        [(AS_FOUND, 0.1, 0.05, 0.2, 12, True), ("opinion only", 0.1, 0.05, 0.2, 9, True), *few],
        schema=PERTURBATION,
        orient="row",
    )
    told = of_perturbations(table)
    assert "without 0, without 1, without 2 and in 6 other ways" in told
    assert "without 3" not in told
    untold = of_perturbations(table.filter(pl.col("perturbation") != "opinion only"))
    assert untold == "Any change leaves too few articles to say whether the difference holds."


@pytest.mark.parametrize(
    "plan",
    [
        pytest.param([], id="no articles"),
        pytest.param([("A", 1, APPLES, {})], id="one article"),
        pytest.param([("A", 5, {}, {}), ("B", 5, {}, NEWS)], id="no evidence"),
        pytest.param([("A", 5, APPLES, {})], id="nothing to compare with"),
        pytest.param([(None, 5, APPLES, {"authors": None}), ("B", 5, FEW, NEWS)], id="unsigned"),
    ],
)
@pytest.mark.parametrize("measure", ["salience", "endorse", "position", "lean"])
def test_odd_corpora_give_rows_and_words(plan, measure):
    frame = None if measure == "lean" else "apple"
    table, _ = holds(plan, **(FINDING | {"measure": measure, "frame": frame}))
    assert table["perturbation"].is_unique().all()
    assert of_perturbations(table)


def test_only_so_many_outlets_are_left_out():
    table, _ = holds(
        [(f"outlet {i}", 2, APPLES if i % 2 else FEW, {}) for i in range(40)],
        by="outlet", group="outlet 1", measure="salience",
    )  # fmt: skip
    left_out = table.filter(pl.col("perturbation").str.starts_with("without outlet"))
    assert left_out.height == MAX_OUTLETS
    assert "without outlet 1" not in left_out["perturbation"].to_list()


@pytest.mark.parametrize(("measure", "frame"), [("salience", None), ("lean", "apple")])
def test_frame_is_asked_for_where_it_is_needed(measure, frame):
    with pytest.raises(ValueError, match="frame"):
        holds([("A", 2, APPLES, {})], by="outlet", group="A", measure=measure, frame=frame)


def test_five_thousand_articles_are_held_alike():
    tables = corpus([(f"outlet {i}", 500, APPLES if i % 2 else FEW, {}) for i in range(10)], 30)
    options = {"by": "outlet", "group": "outlet 1", "measure": "salience", "frame": "apple"}
    table = perturb(*tables, INSTRUMENT, **options)
    assert table["holds"].all()
