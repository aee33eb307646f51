"""Tables of numbers to tables of words, as a report prints them: no number without its n."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from framing.measures import MEASURES

NOTHING = "–"
PERCENT = "\N{NO-BREAK SPACE}%"


@dataclass(frozen=True, slots=True)
class Printed:
    """Heads and rows, all of it text."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def estimates(table: pl.DataFrame, labels: Mapping[str, str]) -> Printed:
    """Rows of ESTIMATE with value and interval in the measure's unit."""
    several = table["measure"].n_unique() > 1
    rows = []
    for row in table.iter_rows(named=True):
        unit = MEASURES[row["measure"]].unit
        counted = f"{row['count']:,} of {row['of']:,}" if row["count"] is not None else NOTHING
        rows.append(
            (
                row["group"],
                *([MEASURES[row["measure"]].label] if several else []),
                labels.get(row["frame"] or "", row["frame"] or NOTHING),
                value(row["estimate"], unit),
                interval(row["low"], row["high"], unit),
                counted if unit == "share" else NOTHING,
                f"{row['n_articles']:,}",
                f"{row['n_authors']:,}",
            )
        )
    heads = ("Frame", "Estimate", "95 % interval", "Counted", "Articles", "Authors")
    return Printed(("Group", *(["Measure"] if several else []), *heads), tuple(rows))


def pairs(points: pl.DataFrame) -> Printed:
    """Rows of `views.side_by_side`."""
    rows = [
        (
            row["group"],
            *(
                words
                for name in ("talk", "stand")
                for words in (
                    value(row[name], "share"),
                    interval(row[f"{name}_low"], row[f"{name}_high"], "share"),
                    f"{row[f'{name}_count']:,} of {row[f'{name}_of']:,}",
                )
            ),
            f"{row['n_articles']:,}",
        )
        for row in points.iter_rows(named=True)
    ]
    heads = ("Group", "Talk", "95 % interval", "Mentions", "Stand", "95 % interval", "Sides taken")
    return Printed((*heads, "Articles"), tuple(rows))


def perturbations(table: pl.DataFrame, unit: str) -> Printed:
    """Rows of PERTURBATION; differences of shares in points of 100."""
    words = {True: "holds", False: "turns", None: "cannot be told"}
    rows = [
        (
            row["perturbation"],
            difference(row["estimate"], unit),
            f"{difference(row['low'], unit)} to {difference(row['high'], unit)}"
            if row["low"] is not None
            else NOTHING,
            words[row["holds"]],
            f"{row['n_articles']:,}",
        )
        for row in table.iter_rows(named=True)
    ]
    return Printed(("Change", "Difference", "95 % interval", "Sign", "Articles"), tuple(rows))


def plain(table: pl.DataFrame) -> Printed:
    """Any small table, as it is."""
    heads = tuple(name.replace("_", " ").capitalize() for name in table.columns)
    rows = tuple(
        tuple(NOTHING if cell is None else str(cell) for cell in row) for row in table.iter_rows()
    )
    return Printed(heads, rows)


def value(number: float | None, unit: str) -> str:
    """A number in its unit: "12.3 %", "+0.31", "48"."""
    if number is None:
        return NOTHING
    if unit == "share":
        return f"{100 * number:.1f}{PERCENT}"
    return f"{number:,.0f}" if unit == "count" else f"{number:+.2f}"


def interval(low: float | None, high: float | None, unit: str) -> str:
    """From one number to another."""
    if low is None or high is None:
        return NOTHING
    return f"{value(low, unit).removesuffix(PERCENT)} to {value(high, unit)}"


def difference(number: float | None, unit: str) -> str:
    """A number with its sign, shares in points of 100."""
    if number is None:
        return NOTHING
    return f"{100 * number:+.1f}" if unit == "share" else f"{number:+.2f}"
