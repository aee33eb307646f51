"""Scored sentences to marked text: frame by colour and line, stance by sign, voice by margin."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from framing.charts import frame_colours
from framing.codebook import Codebook, Frame
from framing.marks.markup import Html, join, marked, tag

SIGNS = {"endorse": "+", "reject": "−", "neutral": "○"}
WORDS = {"endorse": "endorsed", "reject": "rejected", "neutral": "left open"}
PATTERNS = 4  # underlines there are: solid, dashed, dotted, double
NO_LEAN = 0.05  # smaller leans would be words for nothing
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
    """Why a sentence counts for a frame, with which stance, and whose voice it is, in words."""
    stance = WORDS.get(piece["stance"], "evoked")
    return f"{ink.label(piece['frame'])}, {stance}: {_reason(piece)}. {voice(sentence)}"


def _reason(piece: Row) -> str:
    """The wording, what found it, and what turned its stance."""
    if piece["indicator"] == MODEL:
        found = f"word weights, above all {piece['wording']}"
    else:
        found = f"“{piece['wording']}” (indicator {piece['indicator']})"
    told = piece["operator"] and piece["stance"] != "neutral"  # ○ says already: without a side
    return f"{found}; {piece['operator']}" if told else found


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
        "article",
        *[_paragraph(rows, ink, linked) for rows in paragraphs.values()],
        class_="fd-text",
    )


def _paragraph(rows: list[Row], ink: Ink, linked: int | None) -> Html:
    is_headline = rows[0]["part"] == "headline"
    text: list[object] = []
    for row in rows:
        text += [sentence(row, ink, linked=row["sentence"] == linked), " "]
    others = sum(row["voice"] == "other" for row in rows)
    bar = "" if not others else " fd-bar" if others == len(rows) else " fd-bar-part"
    notes = [_margin_note(row, ink) for row in rows if row["evidence"]]
    return tag(
        "section",
        tag("h2" if is_headline else "p", *text, class_=f"fd-words{bar}"),
        tag("aside", tag("ul", *notes), class_="fd-margin") if notes else Html(""),
        class_="fd-paragraph",
    )


def _margin_note(row: Row, ink: Ink) -> Html:
    """What was found in a sentence, frame by frame, and whose voice it is if not the author's."""
    found = [
        (chip(piece["frame"], piece["stance"], ink), f" {_reason(piece)}. ")
        for piece in _first_of_each(row["evidence"])
    ]
    spoken = voice(row) if row["voice"] == "other" else ""
    return tag("li", tag("sup", str(row["sentence"])), " ", join(found), spoken)


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


def quote(row: Row, ink: Ink, *, href: str) -> Html:
    """A decisive sentence of an article; `row` is one of `views.decisive`."""
    return tag(
        "li",
        tag("p", chip(row["frame"], row["stance"], ink), " ", row["text"], class_="fd-quote"),
        tag(
            "p",
            tag("a", f"{row['part']}, sentence {row['sentence']}", href=href),
            f" · {voice(row)}",
            class_="fd-source",
        ),
        class_="fd-card" + (" fd-card-other" if row["voice"] == "other" else ""),
        style=ink.style(row["frame"]),
    )


def verdict(scores: Row, frames: pl.DataFrame, ink: Ink) -> str:
    """Position, confidence, lean and salience of an article, in words.

    `scores` has the columns of ARTICLE_SCORE, `frames` those of ARTICLE_FRAME.
    """
    first, second = ink.codebook.poles
    talk = ", ".join(
        f"{ink.label(row['frame'])} in {row['n_evoking']} of {row['n_sentences']} sentences"
        for row in frames.iter_rows(named=True)
    )
    if scores["position"] in (None, "none"):
        return f"It takes no position: no sentence evokes a frame. Talked about: {talk}."
    lean = scores["lean"] or 0.0
    side = ink.label(second if lean > 0 else first)
    leaning = "no lean" if abs(lean) < NO_LEAN else f"lean {abs(lean):.2f} of 1 towards {side}"
    stand = (
        "Its position is mixed: balanced, undecided or plainly reporting"
        if scores["position"] == "mixed"
        else f"It stands for {ink.label(scores['position'])}"
    )
    sure = (
        f"{scores['confidence']:.0%} confidence" if scores["confidence"] is not None else "unsure"
    )
    salient = {"even": "both frames alike", "none": "no frame"}.get(
        scores["salient"], ink.label(scores["salient"] or "none")
    )
    return f"{stand} ({sure}; {leaning}). It talks most about {salient}: {talk}."


def cards(rows: list[Html]) -> Html:
    """An evidence list."""
    return tag("ol", join(rows), class_="fd-cards")


def tally(rows: pl.DataFrame) -> str:
    """How many of the sentences in an evidence list have each stance."""
    stances = rows["stance"].cast(pl.String).to_list()
    return " · ".join(f"{SIGNS[s]} {stances.count(s):,} {WORDS[s]}" for s in WORDS)


def definition(frame: Frame, ink: Ink) -> Html:
    """A frame as the codebook has it: what it is, what belongs to it, and what does not."""
    lists = [
        ("Counts", frame.include),
        ("Does not count", frame.exclude),
        ("Examples", frame.examples),
        ("Counterexamples", frame.counterexamples),
    ]
    parts = [
        tag("div", tag("strong", name), tag("ul", *[tag("li", line) for line in lines]))
        for name, lines in lists
        if lines
    ]
    return tag(
        "section",
        tag("h3", tag("span", class_="fd-swatch"), frame.label),
        tag("p", frame.definition),
        tag("div", *parts, class_="fd-columns"),
        class_="fd-definition",
        style=ink.style(frame.id),
    )
