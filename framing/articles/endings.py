"""A page's paragraphs to the notes on the author and the teasers of other stories."""

import re
from collections.abc import Sequence
from itertools import takewhile

from framing.articles import bios, kinship

ENOUGH_BODY = 60  # words: a note above these introduces the article and does not end it
NEAR = 2  # lines
SENTENCE = 12  # words: a shorter one between buttons may end the text
WALLS = ("a paywall notice", "the publication speaks to its readers")
LONGEST_HEADLINE = 20  # words
LONGEST_TAIL = 0.35  # of the words above: more below the end is the text itself
MOST_MARKS = 30  # buttons and notices above the last sentence that are looked at
SIGNED_TAIL = 60  # words below "Written by"
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

Verdicts = dict[int, tuple[str, str]]  # a paragraph's number to its part and reason


def find(paragraphs: Sequence[str], aside: Verdicts, authors: Sequence[str]) -> Verdicts:
    """Verdicts on the notes about the author and on other stories; `aside` is known already."""
    verdicts = dict(aside)
    stages = (_boxes, _behind_the_wall, _notes_on_author, _after_the_end, _about_publisher)
    for stage in (*stages, _after_buttons, _broken_off):
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
        box = rest if ending else rest[: headlines([lines[n] for n in rest])]
        if box or ending:
            found |= dict.fromkeys([number, *box], ("teaser", "links to other stories"))
    return found


def _notes_on_author(lines: Sequence[str], aside: Verdicts, authors: Sequence[str]) -> Verdicts:
    """The note on the author, and the teasers of other stories that follow it."""
    found: Verdicts = {}
    note = "bio", "about the author"
    for number, line in enumerate(lines):
        sure = bios.certainty(line, authors) or _about_the_next(lines, number)
        if number in aside or number in found or not sure:
            continue
        before, rest = _around(lines, aside, number)
        ending = _is_enough(before) and kinship.all_foreign(before, [lines[n] for n in rest])
        if sure == "at an edge" and _is_enough(before) and (not ending or rest):
            continue
        if sure == "perhaps" and (not ending or bios.is_mentioned(line, before)):
            continue
        found[number] = note
        if (bios.HEADING.fullmatch(line) or bios.NAMED.match(line)) and rest:
            people = takewhile(lambda n: bios.PERSON.match(lines[n]), rest[1:])
            found |= dict.fromkeys([rest[0], *people], note)
        if bios.SIGNED.match(line) and kinship.n_words(lines[n] for n in rest) <= SIGNED_TAIL:
            found |= dict.fromkeys(rest, note)
        if ending:
            story = "teaser", "another story, after the note on the author"
            found |= {n: note if bios.certainty(lines[n], authors) else story for n in rest} | found
    return found


def _about_the_next(lines: Sequence[str], number: int) -> str:
    """Sure where a heading "About" somebody stands above a paragraph that begins with the name."""
    named = bios.NAMED.match(lines[number])
    below = lines[number + 1] if number + 1 < len(lines) else ""
    return "sure" if named and below.startswith(named["name"]) else ""


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


def _behind_the_wall(lines: Sequence[str], aside: Verdicts, _: Sequence[str]) -> Verdicts:
    """What stands below a text that breaks off amid a sentence, above a paywall's notices."""
    broken = [n for n, line in enumerate(lines) if n not in aside and kinship.is_broken_off(line)]
    for number in broken:
        before, rest = _around(lines, aside, number)
        is_near = any(n in aside for n in range(number + 1, number + 1 + NEAR))
        walls = any(n > number and reason in WALLS for n, (_, reason) in aside.items())
        below = [lines[n] for n in rest]
        short = all(kinship.n_words([line]) < kinship.LONG for line in below)
        if is_near and walls and short and kinship.all_foreign([*before, lines[number]], below):
            return dict.fromkeys(rest, ("boilerplate", "a paywall notice"))
    return {}


def _about_publisher(lines: Sequence[str], aside: Verdicts, _: Sequence[str]) -> Verdicts:
    """A press release's last heading, "About" and a name of the text, and what stands below."""
    for number, line in enumerate(lines):
        match = bios.NAMED.match(line)
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
        whole = [n for n in rest if n not in loose and kinship.n_words([lines[n]]) >= SENTENCE]
        if len(loose) <= 1 or len(loose) + len(whole) < len(rest) or rest[0] not in loose:
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


def _around(lines: Sequence[str], aside: Verdicts, number: int) -> tuple[list[str], list[int]]:
    """The body's paragraphs before one, and the numbers of those after it."""
    before = [lines[n] for n in range(number) if n not in aside]
    return before, [n for n in range(number + 1, len(lines)) if n not in aside]


def _is_enough(before: Sequence[str]) -> bool:
    return kinship.n_words(before) >= ENOUGH_BODY


def headlines(rest: Sequence[str]) -> int:
    """How many of the next lines look like headlines: short and no sentence."""
    unlike = (
        number
        for number, line in enumerate(rest)
        if kinship.n_words([line]) > LONGEST_HEADLINE or re.search(r"[.:;,…][\"”’)]*$", line)
    )
    return min(next(unlike, len(rest)), MOST_HEADLINES)
