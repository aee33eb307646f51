"""What authors make of what they mention: endorsed, left open, rejected."""

from functools import partial

import polars as pl
import streamlit as st

from framing import charts
from framing.findings import of_estimate
from framing.marks.markup import tag
from pages import choices, display, pictures, share, shared

STANCES = ("endorse", "neutral", "reject")
ROWS = {"groups": "The groups compared above", "voice": "Authors’ own voice and quoted voices"}


KEY = (
    "Of the sentences that evoke a frame, the share whose author rejects it (−, outlined), "
    "leaves it open (○, grey) or endorses it (+, filled)."
)


def keep(by: str, names: list[str]) -> None:  # noqa: ARG001 - every tab is kept alike
    """What the bars are for, where that can be chosen."""
    if by != "voice":
        choices.keep("bars", ROWS)


def draw(by: str) -> None:
    """One picture of diverging bars for each frame, by group or by voice."""
    display.note(KEY)
    rows = "voice"
    if by != "voice":
        rows = st.selectbox("Bars for", list(ROWS), format_func=ROWS.get, key="bars", width=380)
    grouping = by if rows == "groups" else "voice"
    codebook = shared.instrument().codebook
    shares = pl.concat(shared.estimates(grouping, stance) for stance in STANCES)
    for frame in codebook.frames:
        part = shares.filter(pl.col("frame") == frame.id)
        if part["estimate"].is_null().all():
            display.note(f"{frame.label}: no sentence evokes it.")
            continue
        display.show(tag("h3", frame.label))
        top = part.filter(pl.col("measure") == "endorse").sort("estimate", descending=True)
        finding = of_estimate(top.drop_nulls("estimate").row(0, named=True), codebook.labels)
        pictures.picture(
            partial(charts.stance_bars, part, codebook),
            part,
            name=f"stances_to_{frame.id}_by_{grouping}",
            caption=share.about(f"{frame.label} endorsed and rejected by {grouping}", finding, KEY),
            tabled=False,
        )
    with st.expander("Table behind these pictures"):
        display.export(shares, f"stances_by_{grouping}")
