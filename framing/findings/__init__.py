"""Estimates, contrasts and perturbations to sentences that people can quote."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from framing.estimates import MIN_ARTICLES
from framing.estimates.contrasts import REST
from framing.measures import MEASURES, WHOLE
from framing.robustness import AS_FOUND

NAMED = 3  # changes that a sentence can hold

Row = Mapping[str, Any]
Labels = Mapping[str, str]


def pooled(articles: pl.DataFrame) -> str | None:
    """What to say where genres are counted together; None where there is one genre at most."""
    genre = articles["genre"].cast(pl.String).fill_null("unknown")
    counts = genre.value_counts(sort=True).sort("count", "genre", descending=[True, False]).rows()
    if len({name for name, _ in counts} - {"unknown"}) < 2:  # noqa: PLR2004 - two make a mixture
        return None
    told = [f"{n:,} {'of unknown genre' if name == 'unknown' else name}" for name, n in counts]
    said = f"Genres are pooled here: {', '.join(told[:-1])} and {told[-1]}."
    if counts[0][1] < MIN_ARTICLES:  # one genre alone would be too little to compare
        return said
    return f"{said} To compare like with like, choose one in the filters."


def of_estimate(row: Row, labels: Labels) -> str:
    """A row of ESTIMATE as a sentence; `labels` are the codebook's, by frame id.

    "Open Commons talks about off-ramp in 12 % of its sentences (8 to 17 %; 95 % interval), 212 of
    1,760; 61 articles."
    """
    name = _group(row["group"])
    measure = MEASURES[row["measure"]]
    if measure.unit == "count":
        return f"{name}: {number(row['n_articles'], 'article')}."
    if row["estimate"] is None:
        return f"{name}: nothing to count; there are no {measure.denominator}."
    value = figure(row["estimate"], measure.unit)
    said = _claim(row, labels, value if measure.unit == "share" else f"of {value}")
    bounds = ""
    if row["low"] is not None:
        low, high = figure(row["low"], measure.unit), figure(row["high"], measure.unit)
        bounds = f" ({low.removesuffix(' %')} to {high}; {_level(row)} interval)"
    counted = f", {row['count']:,} of {row['of']:,}" if row["count"] is not None else ""
    basis = [number(row["n_articles"], "article"), *_authors(row)]
    if row["n_articles"] < MIN_ARTICLES:
        basis.append("too few to compare")
    return f"{said}{bounds}{counted}; {', '.join(basis)}."


def _authors(row: Row) -> list[str]:
    """A warning where one author wrote it all: the interval then speaks for that author alone."""
    alone = row["grouped_by"] != "author" and row["n_authors"] == 1 and row["n_articles"] > 1
    return ["all by one author, for whom alone the numbers speak"] if alone else []


def of_contrast(row: Row, labels: Labels) -> str:
    """A row of CONTRAST as a sentence, in points of 100 for shares.

    "Open Commons talks about off-ramp in 4 to 11 points more of its sentences than the rest (95 %),
    61 against 58 articles."
    """
    group, against = _group(row["group"]), _group(row["against"])
    n_articles, n_against = row["n_articles"], row["n_against"]
    basis = f"{n_articles:,} against {number(n_against, 'article')}"
    if min(n_articles, n_against) == 0:
        nobody = group if n_articles == 0 else against
        return f"{group} and {against} cannot be compared: {nobody} has no articles to count."
    if min(n_articles, n_against) < MIN_ARTICLES or row["low"] is None:
        return f"{group} and {against}: too few to compare ({basis})."
    share = MEASURES[row["measure"]].unit == "share"
    less, more = (" points less", " points more") if share else (" lower", " higher")
    low, high = (_plain(row[name], share) for name in ("low", "high"))
    if row["low"] > 0:
        reach = f"{low} to {high}{more}"
    elif row["high"] < 0:
        reach = f"{high} to {low}{less}"
    else:
        reach = f"between {low}{less} and {high}{more}"
    said = f"{_claim(row, labels, reach)} than {against} ({_level(row)}), {basis}."
    if row["low"] <= 0 <= row["high"]:
        return f"No clear difference: {said}"
    return f"{said}{_multiple(row)}"


def _claim(row: Row, labels: Labels, more: str) -> str:
    """What is said of a row's group: that it has `more`, a value or a difference in words."""
    group, frame = _group(row["group"]), _frame(row["frame"], labels)
    return {
        "salience": f"{group} talks about {frame} in {more} of its sentences",
        "endorse": f"{group} endorses {frame} in {more} of the sentences that evoke it",
        "reject": f"{group} rejects {frame} in {more} of the sentences that evoke it",
        "neutral": f"{group} leaves {frame} open in {more} of the sentences that evoke it",
        "position": f"{group} takes the position {frame} in {more} of its articles that take one",
        "lean": f"{group} has a lean {more}",
        "tone": f"{group} has a tone {more}",
        "tone_author": f"{group} has a tone {more} in its authors' own voice",
    }[row["measure"]]


def _multiple(row: Row) -> str:
    """A warning where the interval alone leaves out 0, but not after so many comparisons."""
    if row["q"] is None or row["q"] <= 1 - row["level"] + 1e-9:
        return ""
    return (
        f" Among this many comparisons it may be chance: of 100 differences as clear as this, "
        f"{100 * row['q']:.0f} would be (q = {row['q']:.2f})."
    )


def of_perturbations(table: pl.DataFrame) -> str:
    """A table of PERTURBATION as a sentence.

    "The direction holds in 8 of 9 other looks; it turns without X." Names beyond NAMED are counted.
    """
    found = table.filter(perturbation=AS_FOUND)
    if found.is_empty() or found["low"][0] is None:
        return "There are too few articles to say whether the difference holds."
    if found["holds"][0] is None:
        return "There is no difference whose direction could hold or turn."
    others = table.filter(pl.col("perturbation") != AS_FOUND)
    told = others.drop_nulls("holds")
    if told.is_empty():
        return "Any change leaves too few articles to say whether the difference holds."
    parts = [f"The direction holds in {told['holds'].sum()} of {number(told.height, 'other look')}"]
    lost = told.filter(~pl.col("holds"))
    turned = lost.filter(pl.col("estimate") != 0)["perturbation"].to_list()
    vanished = lost.filter(pl.col("estimate") == 0)["perturbation"].to_list()
    if turned:
        parts.append(f"it turns {some(turned)}")
    if vanished:
        parts.append(f"nothing is left {some(vanished)}")
    untold = others.filter(pl.col("holds").is_null())["perturbation"].to_list()
    if untold:
        parts.append(f"too few articles are left to tell {some(untold)}")
    if found["low"][0] <= 0 <= found["high"][0]:
        parts.append("but the difference itself may be chance: its interval reaches over 0")
    return "; ".join(parts) + "."


def some(names: list[str]) -> str:
    """A few names, and how many more there are."""
    if len(names) <= NAMED + 1:
        return listed(names)
    return f"{', '.join(names[:NAMED])} and in {len(names) - NAMED} other ways"


def alone(by: str, group: str, elsewhere: list[str]) -> str:
    """Why one group is compared with nothing, and what would help.

    `elsewhere` names groupings that have several groups.
    """
    helps = [f"compare {listed_or(elsewhere)}"] if elsewhere else []
    helps += ["take off a filter", "add articles"]
    return (
        f"The only {by} here is {group}: there is nothing to compare with it. To get a "
        f"comparison, {listed_or(helps)}."
    )


def listed_or(names: list[str]) -> str:
    """Names with commas and a last "or"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def overview(estimates: pl.DataFrame, labels: Labels) -> str:
    """The widest gap between what a group talks about and what it stands for.

    `estimates` holds rows of salience, endorse and reject of one grouping. Told is the group and
    frame with the most evoking sentences that are rejected or left open rather than endorsed,
    among groups with enough articles.
    """
    keys = ["group", "frame"]
    wide = estimates.filter(pl.col("measure") == "salience").select(
        *keys, talked="estimate", evoking="count", n="n_articles"
    )
    for measure in ("endorse", "reject"):
        part = estimates.filter(pl.col("measure") == measure)
        wide = wide.join(
            part.select(
                *keys, pl.col("estimate").alias(measure), pl.col("n_articles").alias(f"n_{measure}")
            ),
            on=keys,
            how="left",
        )
    enough = wide.filter(pl.col("n_endorse") >= MIN_ARTICLES)
    if enough.is_empty():
        return f"Too few to compare: no group has {MIN_ARTICLES} articles that evoke a frame."
    gap = pl.col("talked") * (1 - pl.col("endorse"))
    row = enough.sort(gap, "group", "frame", descending=[True, False, False]).row(0, named=True)
    return (
        f"{_group(row['group'])} talks about {_frame(row['frame'], labels)} in "
        f"{figure(row['talked'], 'share')} of its sentences and endorses it in "
        f"{figure(row['endorse'], 'share')} of those, rejects it in "
        f"{figure(row['reject'], 'share')} ({row['evoking']:,} sentences, "
        f"{number(row['n_endorse'], 'article')}): talking about is not standing for."
        if row["endorse"] < 0.5  # noqa: PLR2004
        else f"Nobody talks much about what they do not stand for: even "
        f"{_group(row['group'])} endorses {_frame(row['frame'], labels)} in "
        f"{figure(row['endorse'], 'share')} of the {row['evoking']:,} sentences that evoke it."
    )


def _frame(frame: str | None, labels: Labels) -> str:
    return labels.get(frame or "", frame or "")


def _group(name: str) -> str:
    return {WHOLE: "The corpus", REST: REST}.get(name, name)


def interval(row: Row) -> str:
    """The interval of a row of ESTIMATE or CONTRAST to be added to a sentence; empty for none."""
    if row["low"] is None:
        return ""
    unit = MEASURES[row["measure"]].unit
    low, high = (
        figure(row[name], unit).removesuffix("\N{NO-BREAK SPACE}%") for name in ("low", "high")
    )
    return f"; {_level(row)} interval {low} to {high}{'' if unit == 'score' else ' %'}"


def number(n: int, noun: str) -> str:
    """A number with its noun, in the plural where it is not one."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def _level(row: Row) -> str:
    return f"{100 * row['level']:.0f}\N{NO-BREAK SPACE}%"


def figure(value: float, unit: str) -> str:
    """A share as a percentage, a score with its sign."""
    if unit != "share":
        return f"{value:+.2f}"
    return f"{_plain(value, share=True)}\N{NO-BREAK SPACE}%"


def _plain(number: float, share: bool) -> str:  # noqa: FBT001
    """A distance without its sign; shares in points, below 2 with a decimal: 0 would say "none"."""
    if not share:
        return f"{abs(number):.2f}"
    points = abs(100 * number)
    return f"{points:.1f}" if 0 < points < 2 else f"{points:.0f}"  # noqa: PLR2004


def listed(names: list[str]) -> str:
    """Names with commas and a last "and"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
