"""Tables as files hold them to tables as people read them: heads and names in words, few digits."""

from collections.abc import Mapping

import polars as pl

from framing.measures import MEASURES

HEADS = {
    "grouped_by": "Compared",
    "group": "Group",
    "against": "Against",
    "measure": "Measure",
    "frame": "Frame",
    "estimate": "Estimate",
    "difference": "Difference",
    "low": "From",
    "high": "To",
    "count": "Counted",
    "of": "Of",
    "p": "Chance alone (p)",
    "q": "Chance, all comparisons (q)",
    "n_articles": "Articles",
    "n_against": "Articles against",
    "n_authors": "Authors",
    "n_outlets": "Outlets",
    "n_sentences": "Sentences",
    "n_endorse": "Endorsed",
    "n_reject": "Rejected",
    "n_neutral": "Left open",
    "n_lost": "Lost without it",
    "n_coded": "Coded findings",
    "n_compared": "Comparisons",
    "method": "Interval",
    "perturbation": "Change",
    "holds": "Direction",
    "indicator": "Words for",
    "share": "Share of the frame",
    "precision": "Right, where coded",
    "outlets": "Which outlets",
    "speaker": "Who",
    "term": "Term",
    "log_odds": "Log-odds ratio",
    "count_rest": "Counted, rest",
    "of_rest": "Of, rest",
    "n_articles_rest": "Articles, rest",
    "series": "Line",
    "begins": "Begins",
    "talk": "Talk",
    "talk_low": "Talk, from",
    "talk_high": "Talk, to",
    "talk_count": "Mentions of it",
    "talk_of": "All mentions",
    "stand": "Stand",
    "stand_low": "Stand, from",
    "stand_high": "Stand, to",
    "stand_count": "Sides for it",
    "stand_of": "Sides taken",
    "published": "Date",
    "coefficient": "How it is measured",
    "value": "Value",
    "pair": "Compared",
    "n": "Number",
}
COEFFICIENTS = (  # words before the term, longest first: of "F1 neutral end to end" all parts
    ("expected calibration error", "How far confidence is from being right (calibration error)"),
    ("accuracy at confidence ≥ 0.8", "Right, where it is sure (accuracy at confidence ≥ 0.8)"),
    ("share at confidence ≥ 0.8", "How often it is sure (share at confidence ≥ 0.8)"),
    (
        "accuracy, salience ≠ position",
        "Right, where most talk is not the position (accuracy, salience ≠ position)",
    ),
    ("accuracy", "Right (accuracy)"),
    ("error rate on ", "Read wrongly (error rate): "),
    ("precision of other without quotes", "Right, of reported speech it finds (precision)"),
    ("recall of other without quotes", "Found, of reported speech there is (recall)"),
    ("macro-F1", "Found and right, all kinds alike (macro-F1)"),
    ("precision ", "Right, of those it finds (precision): "),
    ("recall ", "Found, of those there are (recall): "),
    ("F1 ", "Found and right together (F1): "),
)
KINDS = {
    "author": "author’s voice",
    "other": "another’s voice",
    "endorse": "endorsed",
    "reject": "rejected",
    "neutral": "left open",
}
UNSEEN = ("level", "few", "label")  # 95 % and hollow are said beside every picture
ESTIMATED = ("estimate", "difference", "low", "high")  # in the unit of the row's measure
SHARES = ("share", "precision", "talk", "talk_low", "talk_high", "stand", "stand_low", "stand_high")
DIGITS = 3  # of any other number
MODEL = "trained word weights"
DIRECTIONS = {True: "holds", False: "turns", None: "cannot be told"}


def readable(
    table: pl.DataFrame, labels: Mapping[str, str], unit: str | None = None
) -> pl.DataFrame:
    """The table for the eye: the same rows in the same order, shares in per cent.

    `labels` are the codebook's, by frame id. `unit` is that of the numbers where no column says
    their measure. Where only some measures are shares, all numbers stay as they are. Columns
    without a head of their own keep their name.
    """
    shown = table.drop(UNSEEN, strict=False)
    in_shares = (unit or _unit(table)) == "share"
    percents = [c for c in shown.columns if c in SHARES or (in_shares and c in ESTIMATED)]
    floats = [c for c, kind in shown.schema.items() if kind.is_float() and c not in percents]
    return shown.with_columns(
        *((pl.col(c) * 100).round(1) for c in percents),
        *(pl.col(c).round(DIGITS) for c in floats),
        *_worded(shown, labels),
    ).rename({c: HEADS.get(c, c) + (" (%)" if c in percents else "") for c in shown.columns})


def _unit(table: pl.DataFrame) -> str | None:
    """The one unit of the table's measures, if it has one."""
    named = table["measure"].unique().to_list() if "measure" in table.columns else []
    units = {MEASURES[name].unit for name in named if name in MEASURES}
    return units.pop() if len(units) == 1 else None


def _worded(table: pl.DataFrame, labels: Mapping[str, str]) -> list[pl.Expr]:
    """Frames, measures, indicators and directions in words."""
    words = {
        "frame": {**labels, "mixed": "Mixed"},
        "measure": {name: measure.label for name, measure in MEASURES.items()},
    }
    told = [
        pl.col(c).cast(pl.String).replace(called)
        for c, called in words.items()
        if c in table.columns
    ]
    if "indicator" in table.columns:
        told.append(
            pl.col("indicator").replace({"model": MODEL}).str.replace_all("_", " ", literal=True)
        )
    if "coefficient" in table.columns:
        told.append(
            pl.col("coefficient").map_elements(
                lambda name: coefficient(name, labels), return_dtype=pl.String
            )
        )
    if "holds" in table.columns:
        told.append(
            pl.col("holds").cast(pl.Boolean).replace_strict(DIRECTIONS, return_dtype=pl.String)
        )
    return told


def coefficient(name: str, labels: Mapping[str, str]) -> str:
    """A figure of agreement in words with the term behind them.

    "F1 neutral end to end" is "Found and right together (F1): left open end to end".
    """
    for term, words in COEFFICIENTS:
        if name.startswith(term):
            rest = name.removeprefix(term)
            kind, _, more = rest.partition(" ")
            called = labels.get(kind, KINDS.get(kind, kind))
            return f"{words}{called}{' ' if more else ''}{more}"
    return name
