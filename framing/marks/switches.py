"""Eight ways to count to a table: a row per group, a column per way."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from framing.findings.switches import way
from framing.marks import Ink, chip
from framing.marks.markup import Html, tag
from framing.switches import SWITCHES, UNCLEAR

Row = Mapping[str, Any]


def switches(table: pl.DataFrame, ink: Ink, heading: str) -> Html:
    """A table of SWITCH; wider than a phone, so that it scrolls within its own frame."""
    groups = table.partition_by("group", maintain_order=True)
    ways = [way(*row) for row in groups[0].select(*SWITCHES).iter_rows()] if groups else []
    head = tag("tr", *[tag("th", name, scope="col") for name in (heading, *ways)])
    rows = [
        tag(
            "tr",
            tag("th", group["group"][0], scope="row"),
            *[_cell(row, ink) for row in group.iter_rows(named=True)],
        )
        for group in groups
    ]
    whole = tag("table", tag("thead", head), tag("tbody", *rows), class_="fd-table fd-switches")
    return tag("section", whole, class_="fd-wide", tabindex="0")


def _cell(row: Row, ink: Ink) -> Html:
    """What the group stands for, and from which share, or why nothing is said."""
    if row["stands_for"] is None:
        n = row["n_articles"]
        return tag("td", "too few", tag("small", f"n = {n}"), class_="fd-quiet")
    low, high = (f"{100 * row[name]:.0f}" for name in ("low", "high"))
    numbers = tag("small", f"{100 * row['estimate']:.0f} % ({low} to {high})")
    if row["stands_for"] == UNCLEAR:
        return tag("td", UNCLEAR, numbers, class_="fd-quiet")
    flips = [tag("strong", "flips ")] if row["flips"] else []
    return tag(
        "td",
        *flips,
        chip(row["stands_for"], None, ink),
        numbers,
        class_="fd-flips" if row["flips"] else None,
    )
