"""Two groups head to head: the difference on every measure, with its interval."""

import polars as pl
import streamlit as st

from framing import charts, findings, views
from framing.charts import differences
from framing.marks.markup import tag
from pages import display, shared

UNITS = ("share", "score")


def draw(by: str) -> None:
    """The differences of two groups, shares and scores each on their own scale."""
    groups = views.groups(shared.selected(), by)
    if len(groups) < 2:  # noqa: PLR2004 - a comparison needs two sides
        display.note("There is only one group: nothing to compare it with.", kind="empty")
        return
    left, right = st.columns(2)
    group = left.selectbox("Group", groups, key=f"versus_{by}")
    others = [name for name in groups if name != group]
    against = right.selectbox("Against", others, key=f"versus_against_{by}")
    codebook = shared.instrument().codebook
    table = views.labelled(shared.head_to_head(by, group, against), codebook.labels)
    told = table.drop_nulls("difference")
    if told.is_empty():
        display.note(f"{group} and {against} have nothing to compare.", kind="empty")
        return
    finding = findings.of_contrast(views.widest(told), codebook.labels)
    display.show(tag("p", finding, class_="fd-finding"))
    for unit in UNITS:
        rows = told.filter(pl.col("unit") == unit)
        if rows.is_empty():
            continue
        alt = charts.alt_text(f"{group} less {against}", finding, shared.described())
        picture = differences.differences(rows, dark=display.is_dark())
        st.altair_chart(picture, key=f"versus_{by}_{unit}", alt=alt)
    display.note(
        f"To the right: more at {group}; to the left: more at {against}. Lines are 95 % intervals. "
        f"Filled: clear also among the {told.height} comparisons made here (q below 5 %). Grey: "
        "too few articles."
    )
    with st.expander("Table behind the picture"):
        display.export(table, f"head_to_head_by_{by}")
    _sentences(by, (group, against), told)


def _sentences(by: str, pair: tuple[str, str], told: pl.DataFrame) -> None:
    """The sentences behind one of the differences, of either group."""
    countable = told.filter(pl.col("measure").is_in(["salience", "endorse", "reject", "neutral"]))
    if countable.is_empty():
        return
    labels = countable["label"].to_list()
    left, right = st.columns(2)
    label = left.selectbox("Sentences behind", labels, key="versus_measure")
    whose = right.selectbox("Of", list(pair), key=f"versus_whose_{by}")
    row = countable.row(by_predicate=pl.col("label") == label, named=True)
    stance = row["measure"] if row["measure"] != "salience" else None
    rows = shared.evidence(by, group=whose, frame=row["frame"], stance=stance)
    display.evidence_list(rows, f"versus_{by}_{whose}_{label}")
