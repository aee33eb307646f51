"""Sentences to counts and positions, by hand."""

import polars as pl
import pytest
from streets import instrument

from framing.schema import ARTICLE_FRAME, ARTICLE_SCORE, SENTENCE, conform
from framing.scores import article_frames, article_scores, evidence

BOOK = instrument()
FRAMES = BOOK.codebook.frame_ids


def sentences(
    *rows: tuple[str, str, str | None, float, list[tuple[str, str, float]]],
) -> pl.DataFrame:
    """A sentence table of (article, part, voice, tone, [(frame, stance, support)])."""
    table = [
        {
            "article_id": article,
            "sentence": number,
            "paragraph": 0,
            "part": part,
            "start": 0,
            "end": 1,
            "text": "x",
            "voice": voice,
            "speaker": None,
            "cue": None,
            "attribution": "none",
            "tone": tone,
            "evidence": [
                {
                    "frame": frame,
                    "indicator": f"i{i}",
                    "wording": "x",
                    "start": 0,
                    "end": 1,
                    "stance": stance,
                    "operator": "",
                    "weight": 0.9,
                    "support": support,
                }
                for i, (frame, stance, support) in enumerate(found)
            ],
        }
        for number, (article, part, voice, tone, found) in enumerate(rows)
    ]
    return conform(pl.DataFrame(table, schema=SENTENCE, orient="row"), SENTENCE)


FOR, AGAINST = ("cycling", "endorse", 0.8), ("cycling", "reject", -0.8)
KEEP, AROUND = ("parking", "endorse", 0.8), ("parking", "neutral", 0.1)

MIXED = sentences(
    ("a", "headline", "author", 0.9, [FOR]),
    ("a", "body", "author", 0.5, [FOR, FOR]),  # two findings of one frame are one sentence
    ("a", "body", "other", -0.5, [AGAINST, AROUND]),
    ("a", "body", "author", 0.0, []),
    ("a", "body", "author", 0.4, [FOR]),
    ("b", "body", "author", -0.2, []),
)


def test_counts_by_hand() -> None:
    table = article_frames(MIXED, FRAMES)
    assert table.schema == ARTICLE_FRAME
    rows = {(row["article_id"], row["frame"]): row for row in table.to_dicts()}
    assert list(rows) == [("a", "parking"), ("a", "cycling"), ("b", "parking"), ("b", "cycling")]
    assert rows["a", "cycling"] == {
        "article_id": "a",
        "frame": "cycling",
        "n_sentences": 4,
        "n_evoking": 3,
        "n_evoking_author": 2,
        "n_evoking_other": 1,
        "n_endorse": 2,
        "n_reject": 1,
        "n_neutral": 0,
        "salience": 0.75,
    }
    assert rows["a", "parking"]["n_neutral"] == 1
    assert rows["b", "cycling"]["n_evoking"] == 0
    assert rows["b", "cycling"]["salience"] == 0.0


def test_voices_and_stances_add_up() -> None:
    table = article_frames(MIXED, FRAMES)
    evoking = table["n_evoking"]
    assert (table["n_evoking_author"] + table["n_evoking_other"]).equals(evoking, check_names=False)
    stances = table["n_endorse"] + table["n_reject"] + table["n_neutral"]
    assert stances.equals(evoking, check_names=False)


def test_the_unit_is_a_sentence_and_a_frame() -> None:
    assert evidence(MIXED).group_by("sentence", "frame").len()["len"].max() == 1
    assert evidence(MIXED).height == 5


def test_a_headline_alone_has_no_salience() -> None:
    table = article_frames(sentences(("a", "headline", "author", 0.0, [FOR])), FRAMES)
    assert table["n_sentences"].to_list() == [0, 0]
    assert table["salience"].to_list() == [None, None]


def test_tone_is_the_mean_of_body_sentences() -> None:
    table = article_scores(MIXED, BOOK)
    assert table.schema == ARTICLE_SCORE
    assert table["tone"].to_list() == pytest.approx([0.1, -0.2])
    assert table["tone_author"].to_list() == pytest.approx([0.3, -0.2])


@pytest.mark.parametrize(
    ("found", "salient", "position", "side"),
    [
        ([FOR] * 8, "cycling", "cycling", 1),
        ([AGAINST] * 8, "cycling", "parking", -1),  # talked about, and rejected
        ([KEEP] * 8, "parking", "parking", -1),
        ([FOR, KEEP] * 4, "even", "mixed", 0),
        ([None] * 8, "none", "none", None),
    ],
)
def test_salience_and_position_are_apart(
    found: list[tuple[str, str, float] | None], salient: str, position: str, side: int | None
) -> None:
    rows = [("a", "body", "author", 0.0, [one] if one else []) for one in found]
    [row] = article_scores(sentences(*rows), BOOK).to_dicts()
    assert (row["salient"], row["position"]) == (salient, position)
    if side is None:
        assert row["confidence"] is None
        assert row["lean"] == 0
    else:
        assert 1 / 3 <= row["confidence"] <= 1
        assert abs(row["lean"]) <= 1
        assert (row["lean"] > 0.2) - (row["lean"] < -0.2) == side


def lean(*rows: tuple[str, str, str | None, float, list[tuple[str, str, float]]]) -> float:
    return float(article_scores(sentences(*rows), BOOK)["lean"][0])


def test_little_evidence_stays_small_and_more_is_surer() -> None:
    leans = [lean(*([("a", "body", "author", 0.0, [FOR])] * n)) for n in (1, 3, 9, 27)]
    assert leans == sorted(leans)
    assert leans[0] < leans[-1] / 1.5


def test_quoted_evidence_counts_less_and_a_headline_more() -> None:
    filler = [("a", "body", "author", 0.0, [])] * 4
    middle = [*filler, ("a", "body", "author", 0.0, [FOR]), *filler]
    quoted = [*filler, ("a", "body", "other", 0.0, [FOR]), *filler]
    headline = [("a", "headline", "author", 0.0, [FOR]), *filler, *filler]
    assert 0 < lean(*quoted) < lean(*middle) < lean(*headline)


def test_poles_mirror_each_other() -> None:
    rows = [("a", "body", "author", 0.0, [one]) for one in (FOR, FOR, AGAINST)]
    mirror = {"cycling": "parking", "parking": "cycling"}
    turned = [
        (a, p, v, t, [(mirror[frame], stance, support) for frame, stance, support in found])
        for a, p, v, t, found in rows
    ]
    assert lean(*rows) == pytest.approx(-lean(*turned))


def test_articles_keep_their_order_and_empty_tables_their_columns() -> None:
    table = sentences(*((a, "body", "author", 0.0, []) for a in "cab"))
    assert article_scores(table, BOOK)["article_id"].to_list() == ["c", "a", "b"]
    assert article_scores(table.clear(), BOOK).schema == ARTICLE_SCORE
    assert article_frames(table.clear(), FRAMES).schema == ARTICLE_FRAME
