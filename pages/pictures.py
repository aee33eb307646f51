"""A chart with everything that one may take away of it: the picture, its numbers, its source."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from framing.charts import Picture
from framing.charts.dress import Caption, dressed
from framing.exports import pictures
from framing.spreadsheets import csv
from pages import choices, display, share


def picture(
    draw: Callable[..., Picture],
    table: pl.DataFrame,
    *,
    name: str,
    caption: Caption,
    notes: Sequence[str] = (),
    picks: str | None = None,
    also: Mapping[str, str] | None = None,
    tabled: bool = True,
    unit: str | None = None,
) -> None:
    """Draw a chart, notes beneath it, and below them its exports and the table behind it.

    `draw` makes the chart, given `dark`; on paper it is drawn light. `table` holds the chart's
    numbers. `name` is the widgets' key and the files' name. A click on a group sets the choice
    that `picks` names, which the page has declared by `choices.keep`, and the choices `also`.
    `unit` is that of the table's numbers where no column says their measure.
    Not `tabled` are pictures that are looked at together, above one table of all of them.
    """
    clicks: dict[str, Any] = {}
    if picks:
        clicks = {"on_select": partial(choices.pick, picks, name, also)}
    chart = draw(dark=display.is_dark())
    st.altair_chart(chart, key=name, alt=caption.alt, **clicks)
    for note in notes:
        display.note(note)
    if _height(chart) > pictures.TALLEST:
        display.note("Too many rows for a picture that could be read: take the table.")
    else:
        _exports(draw, table, name, caption)
    if tabled:
        with st.expander("Table behind the picture"):
            display.export(table, name, unit)


def _exports(
    draw: Callable[..., Picture], table: pl.DataFrame, name: str, caption: Caption
) -> None:
    spec = partial(_spec, draw, caption)
    with st.popover("Save picture"):
        st.download_button(
            "PNG, for text documents", **share.file(_drawn(spec, "png"), f"{name}.png", "image/png")
        )
        st.download_button(
            "SVG, for print and editing",
            **share.file(_drawn(spec, "svg"), f"{name}.svg", "image/svg+xml"),
        )
        st.download_button(
            "CSV, the numbers behind it",
            **share.file(partial(csv, table), f"{name}_numbers.csv", "text/csv"),
        )
        st.download_button(
            "Vega-Lite JSON, to draw it elsewhere",
            **share.file(lambda: pictures.vega_lite(spec()), f"{name}.vl.json", "application/json"),
        )


def _height(chart: Picture) -> float:
    """A chart's height in pixels, where it has one of its own."""
    height = getattr(chart, "height", None)
    return height if isinstance(height, (int, float)) else 0


def _spec(draw: Callable[..., Picture], caption: Caption) -> dict[str, Any]:
    return dressed(draw(dark=False), caption)


def _drawn(spec: Callable[[], dict[str, Any]], form: pictures.Form) -> Callable[[], bytes]:
    return lambda: pictures.drawing(spec(), form)
