"""The lines above an article's body to its title, authors, date and genre."""

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from framing import dates

HEAD_LINES = 12  # no article has more lines than this above its body
SKIPPED_LINES = 3  # a standfirst, a caption and its credit may stand before the byline
LONGEST_STANDFIRST = 45  # words
LONGEST_TITLE = 30  # words
KICKERS = frozenset(
    (
        "opinion, opinions, comment, commentary, column, columns, analysis, editorial, editorials, "
        "op-ed, news, world, politics, europe, international, business, economy, letters, essay, "
        "feature, features, interview, explainer, exclusive, breaking, breaking news, guest essay, "
        "guest column, the big read, long read, perspective, perspectives, ideas, viewpoint, live, "
        "report, world news, us news, uk news, war in ukraine, ukraine war, ukraine, russia"
    ).split(", ")
)
GENRES = {
    "opinion": "opinion opinions oped column columns editorial editorials comment commentary essay"
    " blog perspective perspectives viewpoint ideas letters debate kommentar tribune",
    "news": "news report reports article wire breaking newswire",
    "analysis": "analysis analyses explainer explainers feature features longread background",
}
GENRE_OF = {word: genre for genre, words in GENRES.items() for word in words.split()}

_PERSON_WORD = r"[A-ZÀ-ÞĀ-ŽЀ-Я][\w.’'-]*"
_PARTICLE = r"(?:de|del|della|der|den|van|von|bin|ibn|al|el|la|le|da|di|dos|du|ten|ter|zu|y|af)"
PERSON = rf"{_PERSON_WORD}(?: (?:{_PARTICLE} )*{_PERSON_WORD}){{1,3}}"
_AND = r"(?:,? and | & |, |; | with )"
_JOB = (
    r"(?:(?:(?:special|senior|chief|staff|foreign|diplomatic|political|defence|defense|contributing"
    r"|opinion|guest|associate|deputy|assistant|managing|executive|world|national|international"
    r"|europe|moscow|kyiv|security|editor)[ -])*"
    r"(?:writer|correspondent|columnist|reporter|editor|contributor|journalist|analyst|author|desk"
    r"|editor-in-chief|bureau chief|commentator|staff|freelancer|intern|fellow|producer)s?"
    r"(?: (?:in|at|for|of) .{2,40})?)"
)
_AGENCY = (
    r"(?:reuters|afp|ap|the associated press|associated press|bloomberg(?: news| opinion)?|dpa"
    r"|pa media|tass|ukrinform|cnn|bbc(?: news)?)"
)
BYLINE = re.compile(
    rf"(?:(?i:(?:words|text|written|opinion|analysis|story|commentary|column|posted|report) )?"
    rf"[Bb][Yy]:? )(?P<names>{PERSON}(?:{_AND}{PERSON}){{0,5}}|(?i:the editorial board|{_AGENCY}))"
    rf"(?i:(?:,| in| for| \||$| -| –| —| \().{{0,80}})?$"
)
SIGNED = re.compile(rf"(?P<names>{PERSON}(?:{_AND}{PERSON}){{0,3}}),? (?i:{_JOB})$")
LABELLED = re.compile(
    r"(?P<label>title|headline|date|published|author|authors|byline|source|outlet|publication"
    r"|newspaper|url|link)\s?:\s+(?P<value>\S.*)$",
    re.I,
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
_READING_TIME = re.compile(r"(?i)\d+[ -]min(?:ute)?s?(?: read)?$")
_BETWEEN = re.compile(r"\s+[|·•/–—]\s+")
_NOBODY = {"", "unknown", "none", "null", "nan", "n/a", "na", "anonymous", "staff", "admin", "-"}


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

    The title is looked for only where `title` is None; a repetition of a known title counts as
    a part of the head too. A standfirst before the byline is passed over; otherwise reading stops
    at the first line that is none of these, so nothing further down is taken for a byline.
    """
    head = Head(title=title)
    numbered = [(number, line.strip()) for number, line in enumerate(lines) if line.strip()]
    for order, (number, line) in enumerate(numbered[:HEAD_LINES]):
        following = numbered[order + 1][1] if order + 1 < len(numbered) else ""
        gap = order + 1 < len(numbered) and numbered[order + 1][0] > number + 1
        if part := _part(line, head):
            head.parts[number] = part
        elif head.title is None and is_title(line, following, gap=gap):
            head.title, head.parts[number] = line, "title"
        elif not _byline_ahead(numbered[order:]):
            break
    return head


def _byline_ahead(numbered: Sequence[tuple[int, str]]) -> bool:
    """Whether a few short lines, the first one included, are followed by a byline or date line."""
    for _, line in numbered[: SKIPPED_LINES + 1]:
        if is_byline(line) or dates.is_date_line(line):
            return True
        if len(line.split()) > LONGEST_STANDFIRST:
            return False
    return False


def is_title(line: str, following: str, *, gap: bool) -> bool:
    """Whether a first line is a title: short, no sentence, and unlike the paragraph after it."""
    words = line.split()
    if not following or not 1 < len(words) <= LONGEST_TITLE or len(line) > 200:
        return False
    if re.search(r"[.,;:…][\"'”’»)]*$", line):
        return False
    heads_on = is_byline(following) or dates.is_date_line(following)
    unlike = len(following) > 1.5 * len(line) and len(following.split()) >= 12
    if re.search(r"[?!][\"'”’»)]*$", line):
        # A question may well open a body: only a line set in title case is sure.
        return heads_on or (unlike and _in_title_case(words))
    if line[0].islower() or line[0] in "-–—*•(":
        return False
    return heads_on or gap or unlike


def is_byline(line: str) -> bool:
    """Whether a line names who wrote: "By Jane Doe in Kyiv", "Jane Doe, Staff Writer"."""
    return len(line) <= 160 and bool(BYLINE.match(line) or SIGNED.match(line))


def names(strings: Sequence[str]) -> list[str]:
    """Author strings, as sources write them, to single names in order, each once.

    "By A and B", "A, Staff Writer", "Doe, Jane", "['A', 'B']", "A; B" and SHOUTED names are
    understood; jobs, agencies' towns, addresses and placeholders like "unknown" are left out.
    """
    found = [name for string in strings for name in _names(string)]
    return list(dict.fromkeys(found))


def genre_of(text: str | None) -> str:
    """A source's word for an article's kind to one of schema.GENRES; "unknown" if it says none."""
    for word in re.split(r"[^a-z]+", (text or "").lower().replace("op-ed", "oped")):
        if word in GENRE_OF:
            return GENRE_OF[word]
    return "unknown"


def _part(line: str, head: Head) -> str | None:
    """The part of an article this line is, or None; what it says is entered in `head`."""
    if head.title and _plain(line) == _plain(head.title):
        return "boilerplate"
    if match := LABELLED.match(line):
        label = match["label"].lower()
        return _enter(head, _LABELS.get(label, label), match["value"])
    if line.lower().strip(":") in KICKERS:
        head.genre = head.genre or line.strip(":")
        return "boilerplate"
    pieces = _BETWEEN.split(line)
    dated = [piece for piece in pieces if dates.is_date_line(piece)]
    signed = [piece for piece in pieces if is_byline(piece)]
    timed = [piece for piece in pieces if _READING_TIME.match(piece)]
    if (dated or signed) and len(dated) + len(signed) + len(timed) == len(pieces):
        for label, values in (("authors", signed), ("date", dated)):
            for value in values:
                _enter(head, label, value)
        return "byline" if signed else "dateline"
    if line.strip(".") in head.authors:
        return "byline"
    return None


def _enter(head: Head, label: str, value: str) -> str:
    if label == "authors":
        head.authors = head.authors or names([value])
        return "byline"
    if not getattr(head, label):
        setattr(head, label, value.strip())
    return {"title": "title", "date": "dateline"}.get(label, "boilerplate")


def _names(string: str) -> list[str]:
    string = " ".join(string.split())
    if string[:1] == "[" and string[-1:] == "]":
        return names(_listed(string))
    string = re.sub(r"(?i)^(?:(?:words|text|written|opinion|analysis|posted) )?by:? ", "", string)
    string = re.sub(r"\S+@\S+|https?://\S+|@\w+|\([^)]*\)", "", string)
    if ";" in string:
        return names(string.split(";"))
    if re.fullmatch(r"[^\s,]+(?: [^\s,]+)?, [^\s,]+", string) and not _is_job(string):
        family, given = string.split(", ")
        if family.lower() not in _NOBODY:
            return [_cased(f"{given} {family}")]
    pieces = re.split(r"(?i)\s*(?:;|\||/|&|,|\band\b|\bwith\b|\n|\s[–—-]\s)\s*", string)
    stated = (
        re.sub(rf"(?i) (?:{_JOB}|in [^ ]+)$", "", piece) for piece in pieces if not _is_job(piece)
    )
    return [
        _cased(name)
        for name in (piece.strip(" .,;:-–—") for piece in stated)
        if name.lower() not in _NOBODY and re.fullmatch(r"\D*[^\W\d_]\D*", name)
    ]


def _listed(string: str) -> list[str]:
    try:
        values = ast.literal_eval(string)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        values = string.strip("[]").split(",")
    return [str(value) for value in values]


def _is_job(name: str) -> bool:
    return any(
        re.fullmatch(rf"(?i)(?:the )?(?:{_JOB}|staff writers?)", piece.strip())
        for piece in name.split(",")
    )


def _cased(name: str) -> str:
    # SHOUTED or whispered names only: "J.D. Vance", "bell hooks" and "AFP" stay.
    long = len(name) > 4 and " " in name
    return name.title() if long and name.isupper() else name


def _in_title_case(words: Sequence[str]) -> bool:
    longer = [word for word in words if len(word) > 3]
    return bool(longer) and sum(word[0].isupper() for word in longer) >= 0.7 * len(longer)


def _plain(text: str) -> str:
    return "".join(re.findall(r"\w", text.casefold()))
