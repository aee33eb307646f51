"""Eight ways to count to sentences that people can quote: which conclusions flip, and which go."""

import polars as pl

from framing.findings import Labels, listed, number
from framing.switches import SWITCHES, UNCLEAR


def of_switches(table: pl.DataFrame, labels: Labels) -> str:
    """Which groups of a SWITCH table stand for the other frame in some way of counting.

    "1 of 8 outlets stands for the other frame in some way of counting: Echo (victory as counted
    here; off-ramp without quotations)."
    """
    groups = table["group"].n_unique()
    noun = table["grouped_by"][0] if groups else "group"
    flipped = table.filter("flips")
    if flipped.is_empty():
        told = _first(table).filter(_is_frame())["group"].len()
        return (
            f"No {noun} stands for the other frame in any of the eight ways. As counted here, "
            f"{told} of {number(groups, noun)} clearly stand{'s' if told == 1 else ''} for one."
        )
    ways = flipped.group_by("group", maintain_order=True).first()
    n = ways.height
    named = [_flip(row, table, labels) for row in ways.iter_rows(named=True)]
    verb = "stands" if n == 1 else "stand"
    return (
        f"{n} of {number(groups, noun)} {verb} for the other frame in some way of counting: "
        f"{listed(named)}."
    )


def of_switch(table: pl.DataFrame, switch: str, labels: Labels) -> str:
    """What one switch alone changes: "Without quotations, Echo stands for off-ramp, no longer …".

    `table` is one of SWITCH, `switch` one of SWITCHES.
    """
    without = f"Without {SWITCHES[switch]}"
    others = [pl.col(name) == (name != switch) for name in SWITCHES]
    changed = (
        _first(table)
        .select("group", "stands_for")
        .join(table.filter(others).select("group", "flips", now="stands_for"), on="group")
    )
    clear = changed.filter(_is_frame())
    if clear.is_empty():
        return f"{without}: nothing clear to change. No interval leaves out one half to begin with."
    parts = [
        f"{row['group']} stands for {_label(row['now'], labels)}, no longer for "
        f"{_label(row['stands_for'], labels)}"
        for row in clear.filter("flips").iter_rows(named=True)
    ]
    for rule, said in (
        (pl.col("now") == UNCLEAR, "no longer clear for"),
        (pl.col("now").is_null(), "too few articles are left for"),
    ):
        names = clear.filter(rule)["group"].to_list()
        parts += [f"{said} {listed(names)}"] if names else []
    kept = clear.filter(pl.col("now") == pl.col("stands_for")).height
    stays = (
        f"{kept} of {number(clear.height, 'clear conclusion')} {'stays' if kept == 1 else 'stay'}"
    )
    return f"{without}: {'; '.join([stays, *parts])}."


def way(quotes: bool, wire: bool, negation: bool) -> str:  # noqa: FBT001 - a row of SWITCH
    """A way to count in words: "as counted here", "without quotations and negation"."""
    on = dict(zip(SWITCHES, (quotes, wire, negation), strict=True))
    left_out = [name for switch, name in SWITCHES.items() if not on[switch]]
    return f"without {listed(left_out)}" if left_out else "as counted here"


def _flip(row: dict[str, str | bool], table: pl.DataFrame, labels: Labels) -> str:
    before = _first(table).filter(group=row["group"])["stands_for"][0]
    how = way(*(bool(row[name]) for name in SWITCHES))
    return (
        f"{row['group']} ({_label(before, labels)} as counted here; "
        f"{_label(str(row['stands_for']), labels)} {how})"
    )


def _first(table: pl.DataFrame) -> pl.DataFrame:
    """The rows with every switch on."""
    return table.filter(*(pl.col(name) for name in SWITCHES))


def _is_frame() -> pl.Expr:
    return pl.col("stands_for") != UNCLEAR


def _label(frame: str, labels: Labels) -> str:
    return labels.get(frame, frame)
