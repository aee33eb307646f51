"""What authors make of what they mention: endorsed, left open, rejected."""

import polars as pl
import streamlit as st

from framing import charts
from framing.findings import of_estimate
from framing.marks.markup import tag
from pages import display, shared

STANCES = ("endorse", "neutral", "reject")
ROWS = {"groups": "The groups compared above", "voice": "Authors’ own voice and quoted voices"}


def draw(by: str) -> None:
    """One picture of diverging bars for each frame, by group or by voice."""
    display.note(
        "Of the sentences that evoke a frame, the share whose author rejects it (−, outlined), "
        "leaves it open (○, grey) or endorses it (+, filled)."
    )
    rows = "voice"
    if by != "voice":
        rows = st.selectbox(
            "Bars for", list(ROWS), format_func=ROWS.get, key="stances_of", width=380
        )
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
        bars = charts.stance_bars(part, codebook, dark=display.is_dark())
        alt = charts.alt_text(
            f"{frame.label} endorsed and rejected by {grouping}", finding, shared.described()
        )
        st.altair_chart(bars, key=f"bars_{grouping}_{frame.id}", alt=alt)
    with st.expander("Table behind these pictures"):
        display.export(shares, f"stances_by_{grouping}")
