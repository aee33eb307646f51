"""Rows as a source has them to rows with tidy cells, and to those whose text is wanted."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from framing.ingest import encodings, webpages
from framing.ingest.columns import Reading, Refusal

ADDRESS = re.compile(r"https?://[^\s<>\"']{3,2000}", re.IGNORECASE)


def finished(rows: Iterable[dict[str, Any]], refusals: list[Refusal]) -> Reading:
    """Rows with tidied cells, those that hold HTML turned to text; what was done in notes.

    Rows without a text that have an address are wanted.
    """
    tidied = [_tidied(row) for row in rows]
    remarks = [Refusal(row["row"], "note", text, None) for row, notes in tidied for text in notes]
    return Reading(
        [row for row, _ in tidied if not is_wanted(row)],
        refusals + remarks,
        [row for row, _ in tidied if is_wanted(row)],
    )


def is_wanted(row: Mapping[str, Any]) -> bool:
    """Whether a row has an address where its text may be, and no text."""
    return not (row.get("text") or "").strip() and is_address(row.get("url") or "")


def is_address(text: str) -> bool:
    """Whether a text is an address of the web and nothing else."""
    return ADDRESS.fullmatch(text.strip()) is not None


def _tidied(row: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    tidied = dict(row)
    notes: list[str] = []
    for field, value in row.items():
        if isinstance(value, str):
            tidied[field], more = encodings.tidy(value)
            notes += [f"{field}: {remark}" for remark in more]
    if "authors" in row:
        tidied["authors"] = [encodings.tidy(author)[0] for author in row["authors"]]
    if len(webpages.TAGS.findall(tidied.get("text", ""))) > 1:
        tidied["text"] = webpages.without_tags(tidied["text"])
        notes.append("text: HTML tags removed")
    return tidied, notes
