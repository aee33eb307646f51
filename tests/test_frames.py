"""Evidence: which frame a sentence evokes, by which words, where. By rules alone unless said."""

import time

import polars as pl
import pytest
from streets import STREETS, instrument, voiced

from framing import store
from framing.codebook import Instrument
from framing.frames import MIN_TOPICAL, MODEL, code
from framing.frames.lexicon import add_logits
from framing.schema import EVIDENCE
from framing.weights import Linear

LEXICON = pl.DataFrame(
    {
        "feature": ["<bias>", "kerb", "~way out", "communiqu", "it's"],
        "idf": [0.0, 1.0, 1.0, 1.0, 1.0],
        "w_parking": [-4.0, 10.0, 10.0, 10.0, 10.0],
        "w_cycling": [-4.0, 0.0, 0.0, 0.0, 0.0],
    }
)


def evoked(text: str, book: Instrument | None = None) -> list[tuple[str, str, str]]:
    table = code(voiced(text), book or instrument())
    return [
        (one["frame"], one["indicator"], one["wording"])
        for evidence in table["evidence"]
        for one in evidence
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A bike lane came.", [("cycling", "lane", "bike lane")]),
        ("BIKE LANES CAME", [("cycling", "lane", "BIKE LANES")]),
        ("The motorbike lane came.", []),
        ("Keep the parking bays.", [("parking", "space", "parking bays")]),
        ("Keep the parking bays of the multi-storey.", []),  # excluded
        ("Shops will die.", []),  # what it requires is not there
        ("Without customers shops will die.", [("parking", "trade", "shops will die")]),
        ("It saves lives.", [("cycling", "safer", "saves lives")]),  # a pattern
        (
            "A bike lane takes parking spaces.",
            [("cycling", "lane", "bike lane"), ("parking", "space", "parking spaces")],
        ),
        ("A bike lane, another bike lane.", [("cycling", "lane", "bike lane")]),  # the first
        (
            "A bike lane saves lives.",
            [("cycling", "lane", "bike lane"), ("cycling", "safer", "saves lives")],
        ),
        ("", []),
        ("🙂 … —", []),
    ],
)
def test_specimen(text: str, found: list[tuple[str, str, str]]) -> None:
    assert evoked(text) == found


@pytest.mark.parametrize("before", ["", "Ça — “déjà vu” 🙂 ", "İstanbul ’s 中文 "])
def test_offsets_count_characters_of_the_text(before: str) -> None:
    text = f"The city sleeps. {before}bike lanes save parking spaces."
    table = code(voiced(text), instrument())
    found = [one for evidence in table["evidence"] for one in evidence]
    assert len(found) == 2
    assert all(text[one["start"] : one["end"]] == one["wording"] for one in found)
    assert table.schema["evidence"] == pl.List(EVIDENCE)


def test_the_headline_s_offsets_are_its_own() -> None:
    table = code(voiced("The city sleeps.", title="On bike lanes"), instrument())
    assert [(e["start"], e["end"]) for e in table["evidence"][0]] == [(3, 13)]


OFF_TOPIC = "It rains. " * (MIN_TOPICAL - 1) + "A bike lane came."


@pytest.mark.parametrize(
    ("text", "n"),
    [
        (OFF_TOPIC, 0),
        (OFF_TOPIC + " The council met.", 1),
        ("It rains. A bike lane came.", 1),  # too short to have to name the subject
    ],
)
def test_topic_gate(text: str, n: int) -> None:
    assert len(evoked(text)) == n


def test_the_gate_looks_at_each_article_by_itself() -> None:
    table = code(voiced(OFF_TOPIC, OFF_TOPIC + " The council met."), instrument())
    counts = table.group_by("article_id", maintain_order=True).agg(
        pl.col("evidence").list.len().sum()
    )
    assert counts["evidence"].to_list() == [0, 1]


def test_without_a_topic_every_article_is_on_it() -> None:
    start, end = STREETS.index("[topic]"), STREETS.index("[[frame]]")
    assert len(evoked(OFF_TOPIC, instrument(STREETS[:start] + STREETS[end:]))) == 1


@pytest.mark.parametrize(("weight", "n"), [(0.5, 0), (0.8, 0), (1.0, 1), (3.0, 1)])
def test_without_weights_indicators_must_add_up_to_about_one(weight: float, n: int) -> None:
    text = STREETS.replace('id = "lane"', f'id = "lane"\n  weight = {weight}')
    assert len(evoked("A bike lane came.", instrument(text))) == n


def test_two_weak_indicators_make_one_strong() -> None:
    text = STREETS.replace('id = "lane"', 'id = "lane"\n  weight = 0.5')
    text = text.replace('id = "safer"', 'id = "safer"\n  weight = 0.5')
    assert len(evoked("A bike lane saves lives.", instrument(text))) == 2


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("At the kerb.", "kerb"),
        ("At the Kerb.", "Kerb"),
        ("The kerbs and the kerb.", "kerb"),
        ("A way, out.", "way, out"),
        ("A WAY-OUT", "WAY-OUT"),
        ("The “communiqué” came.", "communiqu"),
        ("İİ it’s here.", "it’s"),
    ],
)
def test_the_lexicon_s_evidence_marks_its_strongest_word(text: str, marked: str) -> None:
    reader = Linear({"evokes": {"logit": 1.0}})  # believes the lexicon
    book = Instrument(instrument().codebook, LEXICON, {"evokes": reader})
    table = code(add_logits(voiced(text), LEXICON), book)
    [one] = table["evidence"].explode().to_list()
    assert (one["frame"], one["indicator"]) == ("parking", MODEL)
    assert text[one["start"] : one["end"]] == marked


def test_trained_evidence_lies_within_its_sentence() -> None:
    book = store.instrument()
    texts = [frame.definition + " " + " ".join(frame.examples) for frame in book.codebook.frames]
    table = code(add_logits(voiced(*texts), book.lexicon), book)
    inside = (
        table.explode("evidence")
        .drop_nulls("evidence")
        .select(
            (pl.col("evidence").struct.field("start") >= pl.col("start"))
            & (pl.col("evidence").struct.field("end") <= pl.col("end"))
        )
    )
    assert inside.height > 5
    assert inside.to_series().all()


def test_another_coder_can_take_the_place() -> None:
    def coder(sentences: pl.DataFrame, book: Instrument) -> pl.DataFrame:
        return sentences.select(
            "row",
            frame=pl.lit(book.codebook.frame_ids[0]),
            indicator=pl.lit("oracle"),
            wording=pl.lit("all of it"),
            start=pl.lit(0),
            end=pl.col("text").str.len_chars(),
            weight=pl.lit(0.9),
        )

    table = code(voiced("It rains. It pours."), instrument(), coder)
    assert [[e["indicator"] for e in evidence] for evidence in table["evidence"]] == [
        ["oracle"]
    ] * 2
    assert [evidence[0]["start"] for evidence in table["evidence"]] == table["start"].to_list()


def test_rows_and_columns_stay() -> None:
    sentences = voiced("A bike lane. It rains. Shops die.", "It pours.")
    table = code(sentences, instrument())
    assert table.drop("evidence").equals(sentences)
    assert code(sentences.clear(), instrument()).is_empty()


def test_a_catastrophic_pattern_stays_fast() -> None:
    text = STREETS.replace("(?:saves?|saving) (?:children's )?lives", "(a+)+$")
    started = time.perf_counter()
    assert evoked("a" * 100_000 + "!", instrument(text)) == []
    assert time.perf_counter() - started < 3
