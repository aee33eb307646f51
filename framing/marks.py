"""Scored sentences to marked text: frame by colour and underline, stance by sign, voice by margin."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from framing.charts import frame_colours
from framing.codebook import Codebook
from framing.markup import Html, join, marked, tag

SIGNS = {"endorse": "+", "reject": "−", "neutral": "○"}
WORDS = {"endorse": "endorsed", "reject": "rejected", "neutral": "left open"}
PATTERNS = 4  # underlines there are: solid, dashed, dotted, double
MODEL = "model"  # the indicator that stands for trained word weights

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ink:
    """How each frame of a codebook is marked, on a light or a dark ground."""

    codebook: Codebook
    dark: bool = False

    def style(self, frame: str) -> str:
        """The frame's colour, for our own classes."""
        colours = frame_colours(self.codebook, dark=self.dark)
        return f"--frame: {colours.get(frame, colours['none'])}"

    def pattern(self, frame: str) -> str:
        """The class of the frame's underline, by its place in the codebook."""
        ids = self.codebook.frame_ids
        return f"fd-p{ids.index(frame) % PATTERNS if frame in ids else 0}"

    def label(self, frame: str) -> str:
        """The frame's label, or the word itself for mixed, even and none."""
        return self.codebook.labels.get(frame, frame)


def chip(frame: str, stance: str | None, ink: Ink) -> Html:
    """A frame's label with the sign of the author's stance."""
    word = f"{SIGNS[stance]} " if stance else ""
    return tag(
        "span",
        f"{word}{ink.label(frame)}",
        class_=f"fd-chip {ink.pattern(frame)} fd-{stance or 'plain'}",
        style=ink.style(frame),
        title=f"{ink.label(frame)} {WORDS[stance]}" if stance else None,
    )


def legend(ink: Ink) -> Html:
    """What the marks mean."""
    frames = [
        tag(
            "span",
            tag("mark", frame.label, class_=ink.pattern(frame.id), style=ink.style(frame.id)),
            class_="fd-key",
        )
        for frame in ink.codebook.frames
    ]
    stances = [tag("span", f"{SIGNS[s]} {WORDS[s]}", class_="fd-key") for s in SIGNS]
    voice = tag("span", "another’s voice", class_="fd-key fd-other fd-key-voice")
    return tag("p", *frames, *stances, voice, class_="fd-legend")


def why(piece: Row, sentence: Row, ink: Ink) -> str:
    """Why a sentence counts for a frame, and with which stance, in words."""
    label, stance = ink.label(piece["frame"]), piece["stance"]
    if piece["indicator"] == MODEL:
        found = f"words that weigh most: {piece['wording']} (trained word weights)"
    else:
        found = f"“{piece['wording']}” (indicator {piece['indicator']})"
    reason = f"; {piece['operator']}" if piece["operator"] else ""
    return f"{label}, {WORDS.get(stance, 'evoked')}: {found}{reason}. {voice(sentence)}"


def voice(sentence: Row) -> str:
    """Whose voice a sentence is in, and by which cue."""
    if sentence["voice"] == "author":
        return "In the author’s own voice."
    speaker = f" of {sentence['speaker']}" if sentence["speaker"] else " of somebody else"
    how = {"direct": "quoted", "reported": "reported", "ascribed": "ascribed"}
    kind = how.get(sentence["attribution"], "not the author’s")
    cue = f", cue “{sentence['cue']}”" if sentence["cue"] else ""
    return f"In the voice{speaker} ({kind}{cue})."


def sentence(row: Row, ink: Ink, *, linked: bool = False) -> Html:
    """One sentence, its wordings marked; hovering says why, and chips say it at its end."""
    pieces = _first_of_each(row["evidence"] or [])
    words = [
        (
            piece["start"] - row["start"],
            piece["end"] - row["start"],
            {"class": ink.pattern(piece["frame"]), "style": ink.style(piece["frame"])},
        )
        for piece in row["evidence"] or []
        if piece["indicator"] != MODEL and piece["start"] is not None
    ]
    reasons = " ".join(why(piece, row, ink) for piece in pieces)
    classes = ["fd-sentence"]
    classes += ["fd-other"] if row["voice"] == "other" else []
    classes += ["fd-evoking", ink.pattern(pieces[0]["frame"])] if pieces else []
    classes += ["fd-linked"] if linked else []
    return tag(
        "span",
        marked(row["text"], words),
        *[chip(piece["frame"], piece["stance"], ink) for piece in pieces],
        class_=" ".join(classes),
        style=ink.style(pieces[0]["frame"]) if pieces else None,
        title=reasons or None,
        id=f"s{row['sentence']}",
        tabindex="-1" if linked else None,
    )


def _first_of_each(evidence: list[Row]) -> list[Row]:
    """One piece per frame: the unit that counts count."""
    return list({piece["frame"]: piece for piece in reversed(evidence)}.values())[::-1]


def reading(sentences: pl.DataFrame, ink: Ink, *, linked: int | None = None) -> Html:
    """A whole article, paragraph by paragraph, with why-notes in the margin."""
    rows = sentences.sort("sentence").to_dicts()
    paragraphs: dict[int | None, list[Row]] = {}
    for row in rows:
        paragraphs.setdefault(row["paragraph"], []).append(row)
    return tag(
        "article", *[_paragraph(rows, ink, linked) for rows in paragraphs.values()], class_="fd-text"
    )


def _paragraph(rows: list[Row], ink: Ink, linked: int | None) -> Html:
    is_headline = rows[0]["part"] == "headline"
    text: list[object] = []
    for row in rows:
        text += [sentence(row, ink, linked=row["sentence"] == linked), " "]
    others = sum(row["voice"] == "other" for row in rows)
    bar = "" if not others else " fd-bar" if others == len(rows) else " fd-bar-part"
    notes = [
        tag(
            "li",
            chip(piece["frame"], piece["stance"], ink),
            tag("span", f" {row['sentence']} · {why(piece, row, ink)}"),
        )
        for row in rows
        for piece in _first_of_each(row["evidence"] or [])
    ]
    return tag(
        "section",
        tag("h2" if is_headline else "p", *text, class_=f"fd-words{bar}"),
        tag("aside", tag("ul", *notes), class_="fd-margin") if notes else Html(""),
        class_="fd-paragraph",
    )


def card(row: Row, ink: Ink, *, byline: str, href: str) -> Html:
    """One row of an evidence list: the sentence, where it stands, and why it counts.

    `row` is one of `views.evidence_sentences`: a sentence and one frame that it evokes.
    """
    words = []
    if row["indicator"] != MODEL and row["wording"]:
        at = row["text"].find(row["wording"])
        words = [
            (
                at,
                at + len(row["wording"]),
                {"class": ink.pattern(row["frame"]), "style": ink.style(row["frame"])},
            )
        ]
    text = marked(row["text"], [span for span in words if span[0] >= 0])
    return tag(
        "li",
        tag("p", chip(row["frame"], row["stance"], ink), " ", text, class_="fd-quote"),
        tag(
            "p",
            tag("a", row["title"] or "untitled", href=href),
            f" · {byline} · sentence {row['sentence']}",
            class_="fd-source",
        ),
        tag("p", why(row, row, ink), class_="fd-why"),
        class_="fd-card" + (" fd-card-other" if row["voice"] == "other" else ""),
        style=ink.style(row["frame"]),
    )


def cards(rows: list[Html]) -> Html:
    """An evidence list."""
    return tag("ol", join(rows), class_="fd-cards")
