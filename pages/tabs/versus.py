"""Two groups head to head: the difference on every measure, with its interval."""

from functools import partial

import polars as pl
import streamlit as st

from framing import findings, views
from framing.charts import differences
from framing.marks.markup import tag
from pages import choices, display, pictures, share, shared

UNITS = ("share", "score")
COUNTED = ("salience", "endorse", "reject", "neutral")


def keep(by: str, names: list[str]) -> None:
    """Whom the group is set against, and which difference is followed to whose sentences."""
    choices.keep("against", _others(names))
    if len(names) > 1:
        choices.keep("behind", _countable(_told(by))["label"])
        choices.keep("side", ["group", "other"])


def _others(names: list[str]) -> list[str]:
    return [name for name in names if name != choices.chosen("who")]


def _told(by: str) -> pl.DataFrame:
    """The differences of the two, with what each is called."""
    table = shared.head_to_head(by, choices.chosen("who"), choices.chosen("against"))
    return views.labelled(table, shared.instrument().codebook.labels)


def _countable(table: pl.DataFrame) -> pl.DataFrame:
    """The differences that stand on sentences."""
    return table.drop_nulls("difference").filter(pl.col("measure").is_in(COUNTED))


def draw(by: str) -> None:
    """The differences of two groups, shares and scores each on their own scale."""
    groups = views.groups(shared.selected(), by)
    if len(groups) < 2:  # noqa: PLR2004 - a comparison needs two sides
        display.note("There is only one group: nothing to compare it with.", kind="empty")
        return
    left, right = st.columns(2)
    group = left.selectbox("Group", groups, key="who")
    against = right.selectbox("Against", _others(groups), key="against")
    codebook = shared.instrument().codebook
    table = _told(by)
    told = table.drop_nulls("difference")
    if told.is_empty():
        display.note(f"{group} and {against} have nothing to compare.", kind="empty")
        return
    finding = findings.of_contrast(views.widest(told), codebook.labels)
    display.show(tag("p", finding, class_="fd-finding"))
    reading = (
        f"To the right: more at {group}; to the left: more at {against}. Lines are 95 % intervals. "
        f"Filled: clear also among the {told.height} comparisons made here (q below 5 %). Grey: "
        "too few articles."
    )
    for unit in UNITS:
        rows = told.filter(pl.col("unit") == unit)
        if rows.is_empty():
            continue
        pictures.picture(
            partial(differences.differences, rows),
            rows,
            name=f"head_to_head_{unit}_by_{by}",
            caption=share.about(f"{group} less {against}", finding, reading),
            tabled=False,
        )
    display.note(reading)
    with st.expander("Table behind the picture"):
        display.export(table, f"head_to_head_by_{by}")
    _sentences(by, (group, against), told)


def _sentences(by: str, pair: tuple[str, str], told: pl.DataFrame) -> None:
    """The sentences behind one of the differences, of either group."""
    countable = _countable(told)
    if countable.is_empty():
        return
    labels = countable["label"].to_list()
    left, right = st.columns(2)
    label = left.selectbox("Sentences behind", labels, key="behind")
    sides = dict(zip(("group", "other"), pair, strict=True))
    side = right.selectbox("Of", list(sides), format_func=sides.get, key="side")
    whose = sides[side]
    row = countable.row(by_predicate=pl.col("label") == label, named=True)
    stance = row["measure"] if row["measure"] != "salience" else None
    rows = shared.evidence(by, group=whose, frame=row["frame"], stance=stance)
    display.evidence_list(rows, f"versus_{by}_{whose}_{label}")
