"""The lines above an article's body to its title, authors, date and genre."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from framing.articles import dates
from framing.metadata.authors import AGENCY, AND, DESK, JOB, PERSON, names

HEAD_LINES = 12  # no article has more lines than this above its body
SKIPPED_LINES = 3  # a standfirst, a caption and its credit may stand before the byline
LONGEST_STANDFIRST = 45  # words
OPENING = 12  # words: the first paragraph has more
LONGEST_TITLE = 30  # words
LONGEST_BYLINE = 200  # characters
LABEL = 3  # words: a section's name above a title
KICKER = re.compile(
    r"(?:opinions?|comment|commentary|columns?|analysis|editorials?|op-ed|news|world|politics|europe"
    r"|international|business|economy|letters|essay|features?|interview|explainer|exclusive|report"
    r"|breaking(?: news)?|guest (?:essay|column)|(?:the )?(?:big|long) read|perspectives?|ideas"
    r"|live|viewpoint|(?:world|us|uk) news|(?:war in )?ukraine(?: war)?|russia):?$",
    re.IGNORECASE,
)
BYLINE = re.compile(
    rf"(?:(?i:(?:words|text|written|opinion|analysis|story|commentary|column|posted|report) )?"
    rf"[Bb][Yy]:? )(?P<names>{PERSON}(?:{AND}{PERSON}){{0,5}}|(?i:the editorial board|{AGENCY}))"
    rf"(?i:(?:,| in| for| \||$| -| –| —| \().{{0,80}})?$"
)
SIGNED = re.compile(rf"(?P<names>{PERSON}(?:{AND}{PERSON}){{0,3}}), (?i:{JOB})$")
LABELLED = re.compile(
    r"(?P<label>title|headline|date|published|author|authors|byline|source|outlet|publication"
    r"|newspaper|url|link)\s?:\s+(?P<value>\S.*)$",
    re.IGNORECASE,
)
_LABELS = {
    "headline": "title",
    "published": "date",
    "author": "authors",
    "byline": "authors",
    "source": "outlet",
    "publication": "outlet",
    "newspaper": "outlet",
    "link": "url",
}
Line = tuple[int, str]  # with its number

_DAY_OF_MONTH = re.compile(r"[A-Z][a-z]{2,8}\.? \d{1,2}$")
_READING_TIME = re.compile(r"(?i)\d+[ -]min(?:ute)?s?(?: read)?$")
_BETWEEN = re.compile(r"\s+[|·•/–—]\s+")
MOST_NAMES = 4
_NO_NAMES = frozenset(
    {"The", "A", "An", "Of", "In", "On", "For", "And", "No", "Not", "How", "Why", "What", "Who"}
    | {"When", "Where", "Is", "Are", "Will", "Our", "My", "New", "War", "Peace", "To"}
)


@dataclass(slots=True)
class Head:
    """What the first lines say; `parts` maps a line's number to the part of an article it is."""

    title: str | None = None
    authors: list[str] = field(default_factory=list)
    date: str | None = None
    genre: str | None = None
    outlet: str | None = None
    url: str | None = None
    parts: dict[int, str] = field(default_factory=dict)


def read(lines: Sequence[str], *, title: str | None = None) -> Head:
    """The head of an article given as lines (blank ones included, as "").

    The title is looked for only where `title` is None ("" means there is none); where it is known
    its line and the short labels above it are parts of the head. A standfirst before the byline is
    passed over; otherwise reading stops at the first line that is none of these, so nothing
    further down is taken for a byline.
    """
    head = Head(title=title)
    numbered = [(number, line.strip()) for number, line in enumerate(lines) if line.strip()]
    numbered = numbered[: HEAD_LINES + SKIPPED_LINES]
    known = [order for order, (_, line) in enumerate(numbered) if title and _same(line, title)]
    titled = min(known, default=0)
    for order, (number, line) in enumerate(numbered[:HEAD_LINES]):
        ahead = numbered[order + 1 :]
        if part := _part(line, head, ahead):
            head.parts[number] = part
        elif order < titled and len(line.split()) <= LABEL:
            head.parts[number] = "boilerplate"
        elif head.title is None and _is_label(line, ahead):
            continue
        elif head.title is None and is_title(line, number, ahead):
            head.title, head.parts[number] = line, "boilerplate"
        elif order >= titled and not _byline_ahead(numbered[order:]):
            break
    return head


def _is_label(line: str, ahead: Sequence[Line]) -> bool:
    """Whether a short line names a section, because a title follows: "Foreign affairs"."""
    if len(line.split()) > LABEL or not ahead or len(ahead[0][1].split()) <= LABEL:
        return False
    return is_title(ahead[0][1], ahead[0][0], ahead[1:])


def _byline_ahead(numbered: Sequence[Line]) -> bool:
    """Whether a few short lines, the first one included, are followed by a byline or date line."""
    for _, line in numbered[: SKIPPED_LINES + 1]:
        if is_byline(line) or dates.is_date_line(line):
            return True
        if len(line.split()) > LONGEST_STANDFIRST:
            return False
    return False


def is_title(line: str, number: int, ahead: Sequence[Line]) -> bool:
    """Whether line `number` is a title: short, no sentence, and unlike the paragraph after it.

    `ahead` are the next lines that are not blank, with their numbers.
    """
    words = line.split()
    if not ahead or not 1 < len(words) <= LONGEST_TITLE or len(line) > LONGEST_BYLINE:
        return False
    if line[0].islower() or re.search(r"^[-–—*•(]|[.,;:…–—-][\"'”’»)]*$", line):
        return False
    following = ahead[0][1]
    heads_on = is_name(following) or _byline_ahead(ahead)
    unlike = len(following) > 1.5 * len(line) and len(following.split()) >= OPENING
    if re.search(r"[?!][\"'”’»)]*$", line):
        # A question may well open a body: only a line set in title case is sure.
        return heads_on or (unlike and _in_title_case(words))
    return heads_on or unlike or ahead[0][0] > number + 1


def is_byline(line: str) -> bool:
    """Whether a line names who wrote: "By Jane Doe in Kyiv", "Jane Doe, Staff Writer"."""
    return len(line) <= LONGEST_BYLINE and bool(BYLINE.match(line) or SIGNED.match(line))


def is_name(line: str) -> bool:
    """Whether a line looks like a person's name and nothing else; a short heading may, too."""
    people = re.split(AND, line)
    if len(people) > MOST_NAMES or not all(re.fullmatch(PERSON, person) for person in people):
        return False
    return not any(KICKER.match(word) or word in _NO_NAMES for word in line.split())


def _part(line: str, head: Head, ahead: Sequence[Line]) -> str | None:
    """The part of an article this line is, or None; what it says is entered in `head`."""
    if head.title and _same(line, head.title):
        return "boilerplate"
    if match := LABELLED.match(line):
        label = match["label"].lower()
        return _enter(head, _LABELS.get(label, label), match["value"])
    if KICKER.match(line):
        head.genre = head.genre or line.strip(":")
        return "boilerplate"
    return _dated_or_signed(line, head) or _named(line, head, ahead)


def _dated_or_signed(line: str, head: Head) -> str | None:
    """A byline, a date line, or both on one line, perhaps with a reading time."""
    pieces = _BETWEEN.split(line)
    dated = [piece for piece in pieces if dates.is_date_line(piece)]
    signed = [piece for piece in pieces if is_byline(piece)]
    timed = [piece for piece in pieces if _READING_TIME.match(piece)]
    if not (dated or signed) or len(dated) + len(signed) + len(timed) < len(pieces):
        return None
    for value in signed:
        _enter(head, "authors", value)
    for value in dated:
        _enter(head, "date", value)
    return "byline" if signed else "dateline"


def _named(line: str, head: Head, ahead: Sequence[Line]) -> str | None:
    """A bare name between a title and a date, a job or the first paragraph; a known one's job."""
    if line.strip(".") in head.authors or (head.authors and _is_job_line(line)):
        return "byline"
    if head.title is None or not is_name(line):
        return None
    following = ahead[0][1] if ahead else ""
    opens = _is_day(following) or len(following.split()) >= OPENING or _is_job_line(following)
    return _enter(head, "authors", line) if opens or line.isupper() else None


def _is_job_line(line: str) -> bool:
    """Whether a line below a name says what its bearer does, with or without a job's usual name."""
    small = line[:1].islower() and len(line.split()) <= OPENING and line[-1:] not in ".!?"
    return small or bool(re.fullmatch(DESK, line, re.IGNORECASE))


def _is_day(line: str) -> bool:
    return dates.is_date_line(line) or bool(_DAY_OF_MONTH.match(line))


def _enter(head: Head, label: str, value: str) -> str:
    if label == "authors":
        head.authors = head.authors or names([value])
        return "byline"
    if not getattr(head, label):
        setattr(head, label, value.strip())
    return {"title": "title", "date": "dateline"}.get(label, "boilerplate")


def _in_title_case(words: Sequence[str]) -> bool:
    longer = [word for word in words if len(word) > len("the")]
    return bool(longer) and sum(word[0].isupper() for word in longer) >= 0.7 * len(longer)


def _same(line: str, title: str) -> bool:
    return re.findall(r"\w", line.casefold()) == re.findall(r"\w", title.casefold())
