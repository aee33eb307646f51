"""A page's paragraphs to the notes on the author and the teasers of other stories."""

import re
from collections.abc import Iterable, Sequence

from framing.articles import kinship
from framing.metadata.authors import PERSON

ENOUGH_BODY = 60  # words: a note above these introduces the article and does not end it
LONGEST_NOTE = 150  # words
LONGEST_HEADLINE = 20  # words
LONGEST_HEADING = 70  # characters
MOST_HEADLINES = 8  # in a box amid the body

RELATED = re.compile(
    r"(?:related|more|latest|top|trending|popular|most|recommended|recent|other|further)"
    r"(?: (?:related|read|popular|viewed|shared|recent|commented|watched))?"
    r"(?: (?:articles?|stories|posts?|content|coverage|links|topics?|news|headlines|columns?"
    r"|opinions?"
    r"|reading|videos?|commentary|now|stories for you|for you|on this(?: story| topic)?|like this"
    r"|in .{2,40}|from .{2,40}|by .{2,40}|on .{2,40}))*:?$"
    r"|(?:read|up|keep|what to read) (?:next|reading)\W*$|you (?:may|might)(?: also)?(?: like"
    r"| enjoy"
    r"| be interested in| have missed).*|also (?:in|on|from) .{2,40}$|(?:the )?editors?[’']?s?[’']?"
    r" (?:picks?|choice)\W*$|our (?:picks|latest)\W*$|around the web\W*$|from (?:our partners"
    r"|the web"
    r"|around the web)\W*$|in other news\W*$|explore more on these topics\W*$"
    r"|elsewhere on .{2,40}$|in this section\W*$|today[’']s"
    r" (?:headlines|top stories|picks)\W*$|people are (?:also )?reading\W*$|don[’']t miss\W*$"
    r"|(?:stories|articles) (?:you (?:may|might) .*|for you)$|next (?:article|story|post)\W*$",
    re.IGNORECASE,
)

_ROLE = (
    r"(?:columnist|contribut(?:or|ing)|correspondent|editor|reporter|journalist|professor|lecturer"
    r"|fellow|author of|co-author of|director|analyst|researcher|scholar|historian|writer|president"
    r"|founder|co-founder|host|co-host|ambassador|economist|novelist|candidate|adviser|advisor"
    r"|teaches|former|student|strategist|chair(?:man|woman|person)?|diplomat|officer|scientist"
    r"|commentator|essayist|expert|lawyer|politician|member of)"
)
_VIEWS = re.compile(
    r"\b(?:do|does|did|may|need) not (?:necessarily )?(?:reflect|represent|express)\b.*\b(?:views?"
    r"|opinions?|positions?|polic(?:y|ies)|stance|editorial)\b"
    r"|\b(?:views?|opinions?)\b.{0,60}\b(?:do|does|may|need) not (?:necessarily )?(?:reflect"
    r"|represent)"
    r"|\b(?:the|any|all) (?:views?|opinions?)(?: and (?:views?|opinions?))? (?:expressed|stated"
    r"|presented)\b.*\b(?:own|authors?|writers?|solely|alone|personal|those of)\b"
    r"|^(?:this is|the above is) an? (?:opinion|op-ed|commentary)\b.*\bviews?\b",
    re.IGNORECASE,
)
_ABOUT_AUTHOR = re.compile(
    r"(?:the|this|our) (?:author|writer|columnist|essayist|reviewer|contributor)s? (?:is|was"
    r"|are|were"
    r"|has|have|writes?|teach(?:es)?|works?|serves?|served|lives?)\b"
    r"|(?:his|her|their) (?:latest|most recent|new|next"
    r"|first|forthcoming|newest) (?:book|novel|work|film)\b.{0,200}$",
    re.IGNORECASE,
)
_ABOUT_HEADING = re.compile(r"about the (?:authors?|writers?|contributors?)\W*", re.IGNORECASE)
_ABOUT_PERSON = re.compile(
    rf"\W?(?P<name>(?:(?:Dr|Prof|Professor|Sir|Lord|Gen|Lt|Col|Mr|Ms|Mrs)\.? )?{PERSON})"
    rf"(?:,? and {PERSON})?(?: \([^)]{{2,40}}\))?,? "
    rf"(?:(?:is|was|are|serves|works|writes|covers|teaches|served|reports|worked|has been"
    rf"|blogs|hosts"
    rf"|leads|directs|edits|has covered|has written|lives|specializes|specialises|joined)\b"
    rf"|(?:an?|the|our|senior|former|professor|director|editor)\b)"
)
_SPEECH = re.compile(r"[“\"][^”\"]{60,}|\b(?:said|says|told|added|warned|argued)\b")

Verdicts = dict[int, tuple[str, str]]  # a paragraph's number to its part and reason


def find(paragraphs: Sequence[str], aside: Verdicts, authors: Sequence[str]) -> Verdicts:
    """Verdicts on the notes about the author and on other stories; `aside` is known already."""
    verdicts = dict(aside)
    for stage in (_boxes, _notes_on_author, _broken_off):
        verdicts = stage(paragraphs, verdicts, authors) | verdicts
    return verdicts


def _boxes(lines: Sequence[str], aside: Verdicts, _: Sequence[str]) -> Verdicts:
    """Boxes of headlines; at the end also the stories' first words below them."""
    found: Verdicts = {}
    for number, line in enumerate(lines):
        known = number in found or aside.get(number, ("link",))[0] != "link"
        if known or len(line) > LONGEST_HEADING or not RELATED.match(line):
            continue
        before, rest = _around(lines, aside, number)
        ending = _is_enough(before) and kinship.all_foreign(before, [lines[n] for n in rest])
        box = rest if ending else rest[: _headlines([lines[n] for n in rest])]
        if box or ending:
            found |= dict.fromkeys([number, *box], ("teaser", "links to other stories"))
    return found


def _notes_on_author(lines: Sequence[str], aside: Verdicts, authors: Sequence[str]) -> Verdicts:
    """The note on the author, and the teasers of other stories that follow it."""
    found: Verdicts = {}
    note = "bio", "about the author"
    for number, line in enumerate(lines):
        if number in aside or number in found or not (sure := _certainty(line, authors)):
            continue
        before, rest = _around(lines, aside, number)
        ending = _is_enough(before) and kinship.all_foreign(before, [lines[n] for n in rest])
        if sure == "perhaps" and (not ending or _is_mentioned(line, before)):
            continue
        found[number] = note
        if _ABOUT_HEADING.fullmatch(line) and rest:
            found[rest[0]] = note
        if ending:
            story = "teaser", "another story, after the note on the author"
            found |= {n: note if _certainty(lines[n], authors) else story for n in rest} | found
    return found


def _broken_off(lines: Sequence[str], aside: Verdicts, _: Sequence[str]) -> Verdicts:
    """Teasers without a note on the author before them: two or more at the end, all broken off."""
    left = [number for number in range(len(lines)) if number not in aside]
    tail: list[int] = []
    while left and kinship.is_broken_off(lines[left[-1]]):
        tail.append(left.pop())
    if len(tail) <= 1 or any(kinship.akin([lines[n] for n in left], [lines[n] for n in tail])):
        return {}
    return dict.fromkeys(tail, ("teaser", "another story, broken off"))


def _certainty(line: str, authors: Sequence[str]) -> str:
    """How certain a paragraph is a note on the author: sure, perhaps, or not at all ("")."""
    if kinship.n_words([line]) > LONGEST_NOTE:
        return ""
    has_role = re.search(rf"\b{_ROLE}s?\b", line) is not None
    if _VIEWS.search(line) or _ABOUT_HEADING.match(line):
        return "sure"
    if _ABOUT_AUTHOR.match(line):
        return "sure" if has_role else "perhaps"  # a review speaks of its author, too
    match = _ABOUT_PERSON.match(line)
    if match and any(name in match["name"] for name in authors):
        return "sure"
    return "perhaps" if match and has_role and not _SPEECH.search(line) else ""


def _is_mentioned(note: str, before: Iterable[str]) -> bool:
    """Whether the person was spoken of in the body: then the paragraph is about a source."""
    match = _ABOUT_PERSON.match(note)
    surname = match["name"].split()[-1] if match else ""
    return bool(surname) and any(re.search(rf"\b{re.escape(surname)}\b", line) for line in before)


def _around(lines: Sequence[str], aside: Verdicts, number: int) -> tuple[list[str], list[int]]:
    """The body's paragraphs before one, and the numbers of those after it."""
    before = [lines[n] for n in range(number) if n not in aside]
    return before, [n for n in range(number + 1, len(lines)) if n not in aside]


def _is_enough(before: Sequence[str]) -> bool:
    return kinship.n_words(before) >= ENOUGH_BODY


def _headlines(rest: Sequence[str]) -> int:
    """How many of the next lines look like headlines: short and no sentence."""
    unlike = (
        number
        for number, line in enumerate(rest)
        if kinship.n_words([line]) > LONGEST_HEADLINE or re.search(r"[.:;,…][\"”’)]*$", line)
    )
    return min(next(unlike, len(rest)), MOST_HEADLINES)
