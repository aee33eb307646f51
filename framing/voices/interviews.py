"""The paragraphs of an article to the turns of an interview, if it is one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

ASKING = 0.3  # share of turns with a question that makes a party the interviewer
PARTIES = 2
MIN_QUESTIONS = 3  # paragraphs that open with a question before an unmarked interview is one
LEAD = 4  # paragraphs that, like the headline, may announce an interview

_TURN = re.compile(r"\W*([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})\s*:\s+\S")
_ASKERS = frozenset(["Q", "Question", "QUESTION", "Interviewer"])
_INTERVIEW = re.compile(
    r"\bQ ?& ?A\b|\binterview(?:ed)?\b"
    r"|\b(?:conversation|exchange|transcript) (?:has been|was|is|with)\b"
    r"|\b(?:edited|shortened|condensed|abridged) (?:for|and|slightly)\b"
    r"|\b(?:has|have) been (?:\w+ )?(?:edited|shortened|condensed|abridged)\b"
    r"|\b(?:spoke|talked|speaks|sat down) (?:to|with)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A sentence's part in an interview: its role, interviewer or answer, and whose turn it is."""

    role: str
    name: str | None = None


def turns(paragraphs: Sequence[Sequence[str]], headline: str = "") -> list[list[Turn | None]]:
    """The turn of each sentence of each paragraph, None outside interviews.

    A turn opens with "Q:" and "A:", with names, or, where the text announces an interview, with
    a bare question; it lasts up to the next one. The last turn ends with its paragraph, for what
    follows may be the author's again.
    """
    found: list[list[Turn | None]] = [[None] * len(texts) for texts in paragraphs]
    names = [[_name(text) for text in texts] for texts in paragraphs]
    roles = _roles(paragraphs, names)
    asks = [_asks(texts) for texts in paragraphs]
    if not roles and not _is_announced(headline, paragraphs, asks):
        return found
    bare = "interviewer" not in roles.values()  # then unmarked questions are the interviewer's
    turn: Turn | None = None
    for number in range(_end(names, asks, roles, bare=bare)):
        for i, name in enumerate(names[number]):
            if name in roles:
                turn = Turn(roles[name], name if len(name) > 1 else None)
            elif bare and i < asks[number]:
                turn = Turn("interviewer")
            elif bare and turn and turn.role == "interviewer":
                turn = Turn("answer")
            found[number][i] = turn
    return found


def _name(text: str) -> str:
    match = _TURN.match(text[:60])
    return match.group(1) if match else ""


def _asks(texts: Sequence[str]) -> int:
    """How many questions the paragraph opens with."""
    return next((i for i, text in enumerate(texts) if not text.endswith("?")), len(texts))


def _is_announced(headline: str, paragraphs: Sequence[Sequence[str]], asks: list[int]) -> bool:
    """Whether headline or lead say that an interview follows, and enough questions do."""
    lead = " ".join([headline, *(text for texts in paragraphs[:LEAD] for text in texts)])
    return sum(n > 0 for n in asks) >= MIN_QUESTIONS and bool(_INTERVIEW.search(lead))


def _end(names: list[list[str]], asks: list[int], roles: dict[str, str], *, bare: bool) -> int:
    """The number of paragraphs up to the end of the last turn."""
    opens = [
        number
        for number, (marks, n) in enumerate(zip(names, asks, strict=True))
        if (bare and n) or any(name in roles for name in marks)
    ]
    last = opens[-1]
    answered_below = bare and asks[last] == len(names[last])
    return min(last + 1 + answered_below, len(names))


def _roles(paragraphs: Sequence[Sequence[str]], names: list[list[str]]) -> dict[str, str]:
    """Who of those whose turns these are asks, and who answers; nobody if it is no interview."""
    questions: dict[str, list[bool]] = {}
    for texts, marks in zip(paragraphs, names, strict=True):
        for text, name in zip(texts, marks, strict=True):
            if name:
                questions.setdefault(name, []).append("?" in text)
    often = {name: sum(asks) / len(asks) for name, asks in questions.items() if len(asks) > 1}
    if len(often) < PARTIES:
        return {}
    asker = max(often, key=lambda name: (name in _ASKERS, often[name]))
    asked = asker in _ASKERS or often[asker] >= ASKING
    return {n: "interviewer" if n == asker and asked else "answer" for n in often}
