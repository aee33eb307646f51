"""A health table to a list that people read: how grave, what, for example, what to do."""

import polars as pl

from framing.marks.markup import Html, tag

SIGNS = {"stop": "✗", "warning": "!", "notice": "·", "fine": "✓"}
GRAVE = {
    "stop": "must be mended",
    "warning": "to be looked at",
    "notice": "to know",
    "fine": "fine",
}
SHOWN = 3  # examples of a finding


def report(findings: pl.DataFrame) -> Html:
    """Every finding, in the table's order."""
    return tag("ul", [_finding(row) for row in findings.to_dicts()], class_="fd-health")


def _finding(row: dict[str, object]) -> Html:
    severity = str(row["severity"])
    examples = row["examples"]
    told = examples[:SHOWN] if isinstance(examples, list) else []
    return tag(
        "li",
        tag("span", SIGNS[severity], class_="fd-sign", title=GRAVE[severity]),
        tag(
            "div",
            tag("p", row["words"], class_="fd-what"),
            [tag("p", text, class_="fd-example") for text in told],
            [tag("p", "→ ", row["advice"], class_="fd-advice")] if row["advice"] else [],
        ),
        class_=f"fd-is-{severity}",
    )


def short(findings: pl.DataFrame) -> str:
    """The findings counted, in words."""
    grave = findings["severity"].cast(pl.String)
    n = {name: int((grave == name).sum()) for name in GRAVE}
    told = [f"{n[name]} {GRAVE[name]}" for name in ("stop", "warning", "notice") if n[name]]
    return ", ".join(told) or "nothing to complain of"
