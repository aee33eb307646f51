"""A page's paragraphs to the notes on the author and the teasers of other stories."""

import re
from collections.abc import Iterable, Sequence

from framing.articles import kinship
from framing.metadata.authors import PERSON

ENOUGH_BODY = 60  # words: a note above these introduces the article and does not end it
LONGEST_NOTE = 150  # words
LONGEST_HEADLINE = 20  # words
LONGEST_TAIL = 0.35  # of the words above: more below the end is the text itself
MOST_MARKS = 30  # buttons and notices above the last sentence that are looked at
MOST_ABOUT = 3  # paragraphs about who published a text
END = re.compile(r"\W*(?:ENDS?|30)\W*|(?:# ?){3,}")
LONGEST_HEADING = 70  # characters
MOST_HEADLINES = 8  # in a box amid the body

RELATED = re.compile(
    r"(?:top|latest|best|big) (?:stories|news|headlines|reads)"
    r"(?: (?:today|now|right now|this week|(?:from|in|on) .{2,30}))?$|more on$"
    r"|(?:related|more|latest|top|trending|popular|most|recommended|recent|other|further)"
    r"(?: (?:related|read|popular|viewed|shared|recent|commented|watched))?"
    r"(?: (?:articles?|stories|posts?|content|coverage|links|topics?|news|headlines|columns?"
    r"|opinions?"
    r"|reading|videos?|commentary|now|stories for you|for you|on this(?: story| topic)?|like this"
    r"|in .{2,40}|from .{2,40}|by .{2,40}|on .{2,40}))*:?$"
    r"|next up\b.{0,30}$|ready for more\W*$"
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
    r"|\bviews? of (?:the|its|their) (?:individual )?(?:authors?|writers?|contributors?)\b.*\bnot\b"
    r"|^(?:this is|the above is) an? (?:opinion|op-ed|commentary)\b.*\bviews?\b",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|Professor|Sir|Lord|Gen|Col)\.? (?P<name>[A-Z][\w’'-]+) "
)
_ABOUT_AUTHOR = re.compile(
    r"(?:the|this|our) (?:author|writer|columnist|essayist|reviewer|contributor)s? (?:is|was"
    r"|are|were"
    r"|has|have|writes?|teach(?:es)?|works?|serves?|served|lives?)\b"
    r"|(?:his|her|their) (?:latest|most recent|new|next"
    r"|first|forthcoming|newest) (?:book|novel|work|film)\b.{0,200}$",
    re.IGNORECASE,
)
_ABOUT_HEADING = re.compile(
    r"about the (?:authors?|writers?|contributors?|person|speakers?|interviewee)\W*", re.IGNORECASE
)
_ABOUT_NAMED = re.compile(r"About (?:the )?(?P<name>[A-Z][\w.&’'-]*(?: [\w.&’'-]+){0,5})$")
_ABOUT_PERSON = re.compile(
    rf"\W?(?P<name>(?:(?:Dr|Prof|Professor|Sir|Lord|Gen|Lt|Col|Mr|Ms|Mrs)\.? )?{PERSON})"
    rf"(?:,? and {PERSON})?(?: \([^)]{{2,40}}\))?"
    rf"(?:,? (?:[A-Z][\w.]*\.[A-Z]?\.?, )?(?:is|was|are|serves|works|writes|covers|teaches|served"
    rf"|reports|worked|has been|blogs|hosts|leads|directs|edits|has covered|has written|lives"
    rf"|specializes|specialises|joined|chairs|runs|heads|manages|studies|studied)\b"
    rf"|, (?:an?|the|our|senior|former|professor|director|editor|born)\b)"
)
_SPEECH = re.compile(r"[“\"][^”\"]{60,}|\b(?:said|says|told|added|warned|argued)\b")

Verdicts = dict[int, tuple[str, str]]  # a paragraph's number to its part and reason


def find(paragraphs: Sequence[str], aside: Verdicts, authors: Sequence[str]) -> Verdicts:
    """Verdicts on the notes about the author and on other stories; `aside` is known already."""
    verdicts = dict(aside)
    stages = (_boxes, _notes_on_author, _after_the_end, _about_publisher, _after_buttons)
    for stage in (*stages, _broken_off):
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
        if sure == "above" and _is_enough(before):
            continue
        ending = _is_enough(before) and kinship.all_foreign(before, [lines[n] for n in rest])
        if sure == "perhaps" and (not ending or _is_mentioned(line, before)):
            continue
        found[number] = note
        if (_ABOUT_HEADING.fullmatch(line) or _ABOUT_NAMED.match(line)) and rest:
            found[rest[0]] = note
        if ending:
            story = "teaser", "another story, after the note on the author"
            found |= {n: note if _certainty(lines[n], authors) else story for n in rest} | found
    return found


def _after_the_end(lines: Sequence[str], aside: Verdicts, _: Sequence[str]) -> Verdicts:
    """What stands below ENDS, ### or -30-, by which agencies and press offices end a text."""
    ends = [n for n in aside if END.fullmatch(lines[n])]
    if len(ends) != 1:
        return {}
    before, rest = _around(lines, aside, ends[0])
    below = kinship.n_words(lines[n] for n in rest)
    if not _is_enough(before) or below > LONGEST_TAIL * kinship.n_words(before):
        return {}
    return dict.fromkeys(rest, ("boilerplate", "after the mark that ends the text"))


def _about_publisher(lines: Sequence[str], aside: Verdicts, _: Sequence[str]) -> Verdicts:
    """A press release's last heading, "About" and a name of the text, and what stands below."""
    for number, line in enumerate(lines):
        match = _ABOUT_NAMED.match(line)
        if number in aside or not match:
            continue
        before, rest = _around(lines, aside, number)
        is_named = any(match["name"] in one for one in before)
        if _is_enough(before) and is_named and len(rest) <= MOST_ABOUT:
            return dict.fromkeys([number, *rest], ("boilerplate", "about who published this"))
    return {}


def _after_buttons(lines: Sequence[str], aside: Verdicts, _: Sequence[str]) -> Verdicts:
    """Other stories between the last buttons or notices and boxes of links below them."""
    boxes = [n for n, (part, _) in aside.items() if part in ("teaser", "comment")]
    marks = [n for n, (part, _) in aside.items() if part in ("share", "plug", "boilerplate")]
    kept = [n for n in range(len(lines)) if n not in aside]
    last = max((n for n in kept if kinship.ENDED.search(lines[n])), default=-1)
    near = [n for n in sorted(marks) if n < last] if kinship.ends_its_sentences(lines) else []
    for number in near[-MOST_MARKS:]:
        before, rest = _around(lines, aside, number)
        loose = [n for n in rest if not kinship.ENDED.search(lines[n])]
        if len(loose) < max(2, len(rest) / 2) or rest[0] not in loose:
            continue
        later = any(box > rest[-1] for box in boxes)
        if later and _is_enough(before) and kinship.all_foreign(before, [lines[n] for n in rest]):
            return dict.fromkeys(rest, ("teaser", "another story, between links"))
    return {}


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
    """How certain a paragraph is a note on the author: sure, perhaps, or not at all ("").

    Sure only "above" the body where it says no more than "Ms. Moe ...": an article may speak so.
    """
    if kinship.n_words([line]) > LONGEST_NOTE:
        return ""
    has_role = re.search(rf"\b{_ROLE}s?\b", line) is not None
    named = _ABOUT_NAMED.match(line)
    if _VIEWS.search(line) or _ABOUT_HEADING.match(line) or (named and named["name"] in authors):
        return "sure"
    if _ABOUT_AUTHOR.match(line):
        return "sure" if has_role else "perhaps"  # a review speaks of its author, too
    if titled := _TITLED.match(line):
        return "above" if any(name.endswith(titled["name"]) for name in authors) else ""
    match = _ABOUT_PERSON.match(line)
    is_author = match and any(n.casefold() in match["name"].casefold() for n in authors)
    perhaps = "perhaps" if match and has_role and not _SPEECH.search(line) else ""
    return "sure" if is_author else perhaps


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
