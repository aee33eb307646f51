"""The lines above an article's body to its title, authors, date and genre."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from framing.articles import clutter, dates
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
    r"|live|viewpoint|(?:world|us|uk) news|(?:war in )?ukraine(?: war)?|russia|podcast|transcript"
    r"|columnists|voices|leaders|views|guest columns?|feuilleton|dispatches|debate|books|culture"
    r"|the exchange|q ?& ?a|profile|newsletter|blog):?$",
    re.IGNORECASE,
)
BYLINE = re.compile(
    rf"(?:(?i:(?:words|text|written|opinion|analysis|story|commentary|column|posted|report|essay"
    rf"|interview|interviewed|words and pictures|story and photographs|published) )?[Bb][Yy]:? )"
    rf"(?P<names>{PERSON}(?:{AND}{PERSON}){{0,5}}|(?i:the editorial board|{AGENCY}))"
    rf"(?i:(?:,| in| for| updated| published| posted| \||$| -| –| —| \().{{0,80}})?$"
)
SIGNED = re.compile(rf"(?P<names>{PERSON}(?:{AND}{PERSON}){{0,3}}), (?i:{JOB})$")
LABELLED = re.compile(
    r"(?P<label>title|headline|date|published|author|authors|byline|source|outlet|publication"
    r"|newspaper|url|link|subject|from|sent|to|cc|reply-to)\s?:\s+(?P<value>\S.*)$",
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
    "subject": "title",  # of an e-mail
    "from": "authors",
    "sent": "date",
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
    numbered = [(number, line.strip()) for number, line in enumerate(lines) if line.strip()]
    numbered = numbered[: HEAD_LINES + SKIPPED_LINES]
    head = Head(title=title if title is not None else _title(numbered))
    title = head.title
    known = [order for order, (_, line) in enumerate(numbered) if title and _same(line, title)]
    titled = min(known, default=0)
    for order, (number, line) in enumerate(numbered[:HEAD_LINES]):
        ahead = numbered[order + 1 :]
        is_signed = any(line in other for _, other in ahead[1:])  # again below, in a note
        is_below = order > titled or not known or (order == titled - 1 and is_signed)
        if part := _part(line, head, ahead, below=is_below):
            head.parts[number] = part
        elif order < titled and len(line.split()) <= LABEL:
            head.parts[number] = "boilerplate"
        elif order >= titled and not _byline_ahead(numbered[order:]):
            break
    return head


def _title(numbered: Sequence[Line]) -> str | None:
    """The title among the first lines: rather one of several words than a section's or site's name.

    None where the body begins at once. Of lines as short as a section's name the longest counts.
    """
    found: list[str] = []
    for order, (number, line) in enumerate(numbered[:HEAD_LINES]):
        ahead = numbered[order + 1 :]
        if is_prose(line) and not _byline_ahead(numbered[order:]):
            break
        if _is_no_title(line) or not is_title(line, number, ahead):
            continue
        if len(line.split()) > LABEL:
            return line
        found.append(line)
    return max(reversed(found), key=lambda line: len(line.split()), default=None)


def _is_no_title(line: str) -> bool:
    section = re.split(r"\s*[|»›>/]\s*", line)[0]
    named = LABELLED.match(line) or KICKER.match(section) or clutter.of(line)
    return bool(named) or is_byline(line) or dates.is_of_dates(line)


def is_prose(line: str) -> bool:
    """Whether a line is a sentence or more, as a body's first paragraph is."""
    return len(line.split()) >= OPENING and bool(re.search(r"[.!?…:][\"'”’»)\]]*$", line))


def _byline_ahead(numbered: Sequence[Line]) -> bool:
    """Whether a few short lines, the first one included, are followed by a byline or date line."""
    for _, line in numbered[: SKIPPED_LINES + 1]:
        if is_byline(line) or dates.is_of_dates(line):
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
    is_quoted = re.fullmatch(r"[“\"‘'][^“”\"]+[”\"’']", line) and _in_title_case(words)
    if line[0].islower() or (not is_quoted and re.search(r"^[-–—*•(]|[.,;:…–—-][\"'”’»)]*$", line)):
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
    return not any(KICKER.match(word) or word.capitalize() in _NO_NAMES for word in line.split())


def _part(line: str, head: Head, ahead: Sequence[Line], *, below: bool) -> str | None:
    """The part of an article this line is, or None; what it says is entered in `head`.

    A name without "by" is one only `below` the title.
    """
    if head.title and _same(line, head.title):
        return "boilerplate"
    if match := LABELLED.match(line):
        label = match["label"].lower()
        return _enter(head, _LABELS.get(label, label), match["value"])
    if KICKER.match(line):
        head.genre = head.genre or line.strip(":")
        return "boilerplate"
    return _dated_or_signed(line, head) or (_named(line, head, ahead) if below else None)


def _dated_or_signed(line: str, head: Head) -> str | None:
    """A byline, a date line, or both on one line, perhaps with a reading time."""
    pieces = _BETWEEN.split(line)
    dated = [piece for piece in pieces if dates.is_of_dates(piece)]
    signed = [piece for piece in pieces if is_byline(piece)]
    others = [piece for piece in pieces if piece not in (*dated, *signed)]
    if not (dated or signed) or not all(_is_by_the_way(piece) for piece in others):
        return None
    for value in signed:
        _enter(head, "authors", value)
    for value in dated or pieces:
        _enter_date(head, value)
    return "byline" if signed else "dateline"


def _is_by_the_way(piece: str) -> bool:
    """Whether what stands beside a byline or date is a reading time, a section or a count."""
    return bool(_READING_TIME.match(piece) or clutter.of(piece)) or (
        len(piece.split()) <= LABEL and not re.search(r"[.!?]$", piece)
    )


def _enter_date(head: Head, line: str) -> None:
    """The first date on a line; where two are labelled, that of publication."""
    published = re.search(r"(?i)published|posted|issued", line)
    found = dates.within(line[published.start() :] if published else line)
    if dates.is_date_line(line):
        _enter(head, "date", line)
    elif found:
        _enter(head, "date", found)


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
    placed = re.fullmatch(r"(?:Special to|For|Editor,) (?:The |the )?[A-Z].{2,40}", line)
    return small or bool(placed or re.fullmatch(DESK, line, re.IGNORECASE))


def _is_day(line: str) -> bool:
    return dates.is_of_dates(line) or bool(_DAY_OF_MONTH.match(line))


def _enter(head: Head, label: str, value: str) -> str:
    if label == "authors":
        signed = BYLINE.match(value)
        head.authors = head.authors or names([signed["names"] if signed else value])
        return "byline"
    if not getattr(head, label, "a line of an e-mail's head"):
        setattr(head, label, value.strip())
    return "dateline" if label == "date" else "boilerplate"


def _in_title_case(words: Sequence[str]) -> bool:
    longer = [word for word in words if len(word) > len("the")]
    return bool(longer) and sum(word[0].isupper() for word in longer) >= 0.7 * len(longer)


def _same(line: str, title: str) -> bool:
    return re.findall(r"\w", line.casefold()) == re.findall(r"\w", title.casefold())
