"""Concordances and words of tone to marked lines, each with its source."""

from collections.abc import Mapping
from typing import Any

from framing.marks import voice
from framing.marks.markup import Html, join, marked, tag

Row = Mapping[str, Any]


def line(row: Row, *, byline: str, href: str) -> Html:
    """A line of a CONCORDANCE: what stands left, the hit, what stands right; then its source."""
    return tag(
        "li",
        tag(
            "p",
            tag("span", tag("span", row["left"]), class_="fd-left"),
            tag("mark", row["hit"], class_="fd-hit"),
            tag("span", row["right"], class_="fd-right"),
            class_="fd-line",
        ),
        _source(row, byline, href),
        class_="fd-other-line" if row["voice"] == "other" else None,
    )


def _source(row: Row, byline: str, href: str) -> Html:
    part = "headline" if row.get("part") == "headline" else f"sentence {row['sentence']}"
    speaker = f"quoted voice: {row['speaker'] or 'not named'}"
    spoken = "author’s voice" if row["voice"] == "author" else speaker
    return tag(
        "p",
        tag("a", row["title"] or "untitled", href=href),
        f" · {byline} · {part} · {spoken}",
        class_="fd-source",
    )


def pushed(row: Row, word: str, *, byline: str, href: str) -> Html:
    """A sentence that a word darkens or brightens; `row` is one of language.word_sentences."""
    text = row["text"]
    at = text.lower().find(word) if len(text.lower()) == len(text) else -1
    spans = [(at, at + len(word), {"class": "fd-hit"})] if at >= 0 else []
    adds = f"“{word}” adds {row['push']:+.2f} to this sentence’s tone of {row['tone']:+.2f}. "
    return tag(
        "li",
        tag("p", marked(text, spans), class_="fd-quote"),
        _source(row, byline, href),
        tag("p", adds, voice(row), class_="fd-why"),
        class_="fd-card fd-card-plain" + (" fd-card-other" if row["voice"] == "other" else ""),
    )


def article(row: Row, *, byline: str, href: str) -> Html:
    """An article as a link to where it is read."""
    title = tag("a", row["title"] or "untitled", href=href)
    return tag("li", tag("p", title, f" · {byline}", class_="fd-note"))


def pushes(rows: list[Html]) -> Html:
    """Sentences that a word pushes."""
    return tag("ol", join(rows), class_="fd-cards")


def lines(rows: list[Html]) -> Html:
    """A concordance."""
    return tag("ol", join(rows), class_="fd-kwic")
