"""Small multiples: every share side by side, on one scale."""

from functools import partial

import polars as pl
import streamlit as st

from framing import charts
from framing.findings import of_estimate
from framing.marks.markup import tag
from framing.measures import MEASURES
from pages import display, pictures, share, shared

PANELS = ("salience", "endorse", "neutral", "reject")


def draw(by: str) -> None:
    """Four pictures with the same groups in the same order, each from 0 to 100 %."""
    display.note("The same groups in the same order, all on the same scale.")
    codebook = shared.instrument().codebook
    tables = {measure: shared.estimates(by, measure) for measure in PANELS}
    columns = st.columns(2)
    for number, (measure, table) in enumerate(tables.items()):
        shown = table.drop_nulls("estimate")
        with columns[number % 2]:
            display.show(tag("h3", MEASURES[measure].label))
            display.note(MEASURES[measure].definition)
            if shown.is_empty():
                display.note(f"There are no {MEASURES[measure].denominator}.")
                continue
            top = shown.sort("estimate", "group", descending=[True, False]).row(0, named=True)
            pictures.picture(
                partial(charts.dots, shown, codebook, domain=[0.0, 1.0]),
                table,
                name=f"panel_{measure}_by_{by}",
                caption=share.about(
                    f"{MEASURES[measure].label} by {by}",
                    of_estimate(top, codebook.labels),
                    MEASURES[measure].definition,
                ),
                tabled=False,
            )
    with st.expander("Table behind these pictures"):
        display.export(pl.concat(tables.values()), f"shares_by_{by}")
