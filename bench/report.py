"""The kept figures as a table, bench/RESULTS.md, and a picture of it, bench/results.svg."""

import json
from html import escape
from math import log10
from typing import Any

from measure import RESULTS, ROOT

ROW, LEFT, WIDTH = 26, 430, 760
SPAN = (0.1, 10.0)  # of the target; the axis is logarithmic


def main() -> None:
    kept = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(RESULTS.glob("*.json"))]
    rows = [row for one in kept for row in one["rows"]]
    (ROOT / "bench" / "RESULTS.md").write_text(table(rows, kept), encoding="utf-8")
    (ROOT / "bench" / "results.svg").write_text(picture(rows), encoding="utf-8")


def table(rows: list[dict[str, Any]], kept: list[dict[str, Any]]) -> str:
    lines = [
        "# Measured",
        "",
        "Written by `make bench`. Every figure stands beside a peer that ran in the same minutes",
        "on the same machine; medians of several runs. Seconds differ from machine to machine,",
        "ratios hardly. The articles are those of `bench/corpus.py`: 600 to 800 words each.",
        "",
        "![measured against the target](results.svg)",
        "",
        "| figure | target | measured | compared with | met |",
        "|---|---|---|---|---|",
    ]
    met = {True: "yes", False: "**no**", None: ""}
    lines += [
        f"| {row['figure']} | {row['target']} | {row['measured']} | {row['peer']} "
        f"| {met[row['met']]} |"
        for row in rows
    ]
    for one in kept:
        if "seconds_by_stage" in one:
            lines += ["", *stages(one)]
    return "\n".join(lines) + "\n"


def stages(one: dict[str, Any]) -> list[str]:
    per_article = {
        stage: 1000 * seconds / one["articles"]
        for stage, seconds in one["seconds_by_stage"].items()
    }
    lines = [
        f"Milliseconds per article and stage, {one['articles']:,} articles:",
        "",
        "| stage | ms | share |",
        "|---|---|---|",
    ]
    whole = sum(per_article.values())
    return lines + [
        f"| {stage} | {spent:.2f} | {spent / whole:.0%} |" for stage, spent in per_article.items()
    ]


def picture(rows: list[dict[str, Any]]) -> str:
    """Bars of how much of its target each figure reaches; right of the line it is met."""
    shown = [row for row in rows if row.get("reached")]
    low, high = SPAN
    scale = (WIDTH - LEFT - 20) / log10(high / low)

    def x(reached: float) -> float:
        return LEFT + scale * log10(min(max(reached, low), high) / low)

    height, foot = ROW * len(shown) + 50, 10 + ROW * len(shown)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" role="img">',
        "<title>How far each figure reaches its target; right of the line it is met</title>",
        "<style>text { font: 12px sans-serif }</style>",
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for place, row in enumerate(shown):
        y, width = 10 + ROW * place, x(row["reached"]) - LEFT
        colour = "#0072B2" if row["met"] else "#D55E00"
        name = escape(row["figure"])
        parts += [
            f'<text x="{LEFT - 8}" y="{y + 13}" text-anchor="end">{name}</text>',
            f'<rect x="{LEFT}" y="{y}" width="{width:.0f}" height="18" fill="{colour}"/>',
        ]
    middle = x(1)
    parts += [f'<line x1="{middle}" x2="{middle}" y1="4" y2="{foot}" stroke="black"/>']
    parts += [
        f'<text x="{x(tick):.0f}" y="{foot + 16}" text-anchor="middle">{label}</text>'
        for tick, label in ((0.15, "a tenth"), (1, "target"), (8, "ten times"))
    ]
    return "\n".join([*parts, "</svg>\n"])


if __name__ == "__main__":
    main()
