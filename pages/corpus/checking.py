"""What the articles are like, before any score: as a list, with its table."""

import polars as pl
import streamlit as st

from framing.marks import report
from pages import display


def show(findings: pl.DataFrame, name: str) -> None:
    """The findings, the gravest first, and the table behind them."""
    display.note(f"In short: {report.short(findings)}.")
    display.show(report.report(findings))
    with st.expander("Table behind the list"):
        told = findings.with_columns(
            pl.col("severity").cast(pl.String), pl.col("examples").list.join(" | ")
        )
        display.export(told, f"check_{name}")
