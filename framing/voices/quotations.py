"""The paragraphs of an article to the spans of direct quotation in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_UNCLOSED = 600  # characters a quotation without a closing mark may claim of its paragraph
LONGEST_CLOSED = 4_000  # characters of one paragraph between two marks that belong together

_MARK = re.compile(r"[\"“”„‟«»＂‘’'‚]|``|''")
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
_ELIDED = re.compile(r"(?:em|til|tis|twas|cause|bout|round|n|d|s|t|ll|re|ve|m)\b|\d", re.IGNORECASE)
_OPENERS, _CLOSERS = "“„‟", "”"
_DOUBLE, _SINGLE = "double", "single"


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch between quotation marks; `start` and `end` take in the marks themselves."""

    start: int
    end: int
    closed: bool = True


def quotations(paragraphs: Sequence[str]) -> list[list[Quotation]]:
    """The outermost quotations of each paragraph, in order and disjoint.

    A quotation that its paragraph leaves open runs to the end of it when the next paragraph opens
    with a mark of its own (the printers' rule for quotations of several paragraphs); otherwise a
    mark is missing, and the quotation ends with its sentence. An apostrophe is no mark.
    """
    found = []
    for number, paragraph in enumerate(paragraphs):
        follower = paragraphs[number + 1] if number + 1 < len(paragraphs) else ""
        found.append(_quotations(paragraph, follower.lstrip()[:1]))
    return found


def _quotations(paragraph: str, follower: str) -> list[Quotation]:
    marks = [(m.start(), m.end(), m.group()) for m in _MARK.finditer(paragraph)]
    if not marks:
        return []
    doubles = _pair(paragraph, [m for m in marks if m[2] not in "‘’'‚"], follower, _DOUBLE)
    singles = _pair(paragraph, [m for m in marks if m[2] in "‘’'‚"], follower, _SINGLE)
    return _outermost(doubles + singles)


def _pair(
    text: str, marks: list[tuple[int, int, str]], follower: str, kind: str
) -> list[Quotation]:
    """Match opening with closing marks of one kind from left to right."""
    found: list[Quotation] = []
    opened: int | None = None
    direction = _direction_double if kind == _DOUBLE else _direction_single
    closing = _last_closers(text, marks) if kind == _SINGLE else set()
    for start, end, mark in marks:
        turn = direction(text, start, end, mark, is_open=opened is not None)
        if turn == "close" and opened is not None:
            if kind == _SINGLE and start not in closing:
                continue
            if end - opened <= LONGEST_CLOSED:
                found.append(Quotation(opened, end))
            opened = None
        elif turn == "open":
            if opened is not None and kind == _DOUBLE:
                found.append(_unclosed(text, opened, start))
            if opened is None or kind == _DOUBLE:
                opened = start
    if opened is not None and follower and follower in '"“„«‘' and follower == text[opened]:
        found.append(Quotation(opened, len(text)))
    elif opened is not None and kind == _DOUBLE:
        found.append(_unclosed(text, opened, len(text)))
    return found


def _direction_double(text: str, start: int, end: int, mark: str, *, is_open: bool) -> str:
    if mark in _OPENERS or mark == "``":
        german = mark == "“" and is_open and not text[end : end + 1].isalnum()
        return "close" if german else "open"
    if mark in _CLOSERS or mark == "''":
        return "close"
    before, after = text[start - 1 : start], text[end : end + 1]
    opens = bool(after) and not after.isspace() and (not before or before in " \t\n([{—–-‘'/ ")
    closes = bool(before) and not before.isspace() and (not after or not after.isalnum())
    if opens != closes:
        return "open" if opens else "close"
    return "close" if is_open else "open"


def _direction_single(text: str, start: int, end: int, mark: str, *, is_open: bool = True) -> str:
    before, after = text[start - 1 : start], text[end : end + 1]
    if is_open and before and not before.isspace() and mark != "‘" and not after.isalnum():
        return "close"
    if mark in "‘‚":
        return "apostrophe" if _ELIDED.match(text, end) and before.isalnum() else "open"
    starts = not before or before in ' \t\n([{—–"“ '
    if starts and after.isalnum() and mark == "'" and not _ELIDED.match(text, end):
        return "open"
    return "apostrophe"


def _last_closers(text: str, marks: list[tuple[int, int, str]]) -> set[int]:
    """Single closing marks that are no plural possessives ("the allies’ aims").

    A mark after punctuation closes; one after the letter s only when no better one follows
    before the next opening.
    """
    closers: set[int] = set()
    better_follows = False
    for start, end, mark in reversed(marks):
        turn = _direction_single(text, start, end, mark)
        if turn == "open":
            better_follows = False
        elif turn == "close":
            possessive = text[start - 1 : start] in "sS" and text[end : end + 1] in " \t"
            if not (possessive and better_follows):
                closers.add(start)
                better_follows = True
    return closers


def _unclosed(text: str, start: int, limit: int) -> Quotation:
    """A quotation whose closing mark is missing: it ends with its sentence."""
    match = _SENTENCE_END.search(text, start + 1, min(limit, start + LONGEST_UNCLOSED))
    end = match.end() if match else min(limit, start + LONGEST_UNCLOSED)
    return Quotation(start, end, closed=False)


def _outermost(found: list[Quotation]) -> list[Quotation]:
    kept: list[Quotation] = []
    for quotation in sorted(found, key=lambda q: (q.start, -q.end)):
        if not kept or quotation.start >= kept[-1].end:
            kept.append(quotation)
        elif quotation.end > kept[-1].end and kept[-1].closed and quotation.closed:
            kept[-1] = Quotation(kept[-1].start, quotation.end)
    return kept
