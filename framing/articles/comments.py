"""A page's paragraphs to where its readers' comments begin."""

import re
from collections.abc import Sequence

from framing.articles import kinship

ENOUGH_BODY = 60  # words: a comment heading above these belongs to the buttons at a page's top
LONG_COMMENT = 12  # paragraphs from a commenter's name to the buttons below
SHORT = 120  # characters: no heading, button or time of a comment is longer

HEADING = re.compile(
    r"(?:\d[\d,.]*|one|two|three) (?:thoughts?|responses?|replies|comments?|reactions?) (?:on"
    r"|to) .+"
    r"|(?:reader(?:s[’']|s)? |user )?comments?(?: section)?\s?(?:\(\d+\))?:?$"
    r"|(?:all|top|most (?:recent|liked)|newest|oldest|best|featured) comments\b.{0,40}$"
    r"|discussion about this post$|what (?:readers|others) (?:are saying|say)\W*$"
    r"|reader reactions\W*$",
    re.IGNORECASE,
)
BUTTON = re.compile(
    r"(?:\d[\d,.]*|one|no|all) (?:reader )?(?:comments?|responses?|replies"
    r"|reactions?)(?: so far)?\W*$"
    r"|(?:leave|post|write|add|submit) (?:a|your|an?other) (?:comment|reply|response)\b.{0,60}$"
    r"|(?:show|view|see|read|load|hide|join)(?: all)?(?: the)?(?: \d+)? ?(?:comments?|conversation"
    r"|discussion)(?: \(\d+\))?\W*$|join the (?:conversation|discussion|debate)\b.{0,60}$"
    r"|(?:discussion|responses|conversation|have your say|your comments)(?: \(\d+\))?:?$"
    r"|comments? (?:are|is) (?:closed|now closed|off|moderated)\b.*|sort by\b.{0,30}$"
    r"|(?:log|sign) in (?:or register )?to (?:post )?(?:a )?(?:comments?|reply|join)\b.*"
    r"|join (?:our|the|in)?\b.{0,40}\b(?:forum|conversations?|discussions?|debate|comments)\b"
    r".{0,60}$|cancel reply$",
    re.IGNORECASE,
)
COUNT = re.compile(r"[\d.,k]+ (?:comments?|responses?|replies|reactions?)\W*$", re.IGNORECASE)
_WHEN = (
    r"(?:(?:\d+|an?|one) ?(?:s|m|h|d|w|mo|y|yrs?|hrs?|min\w*|hours?|days?|weeks?|months?|years?)"
    r"\.?(?: ago)?"
    r"|yesterday|(?:on )?(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2}(?:st|nd|rd"
    r"|th)? [A-Z][a-z]{2,8}"
    r",? \d{4}|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}),?(?: at| \|)? \d{1,2}[:.]\d{2}.{0,12})"
)
MARK = re.compile(
    rf"(?:reply(?: [\d.,]+k?)?|report|flag|report comment|reply to .{{2,30}}|show replies"
    rf"|hide replies|upvote"
    rf"|downvote|permalink|recommend(?: \d+)?|reply\W+(?:like|report|share|flag).*"
    rf"|\d+ repl(?:y|ies)"
    rf"|like\W+reply.*|liked by .{{1,30}}|(?:edited )?{_WHEN}(?: \(edited\))?)\W*$"
    rf"|(?:\d+\. )?[^.!?]{{2,40}} (?:says|said|wrote|writes|commented|replied)(?: on"
    rf"| at)?:?(?: {_WHEN})?:?$"
    rf"|[^.!?]{{2,40}}\W{{1,3}}{_WHEN}\W*$|(?:posted )?by [^.!?]{{2,30}} (?:on|at|\W) ?{_WHEN}\W*$",
    re.IGNORECASE,
)


def begin(paragraphs: Sequence[str], aside: Sequence[bool]) -> tuple[int, list[int]]:
    """The number of the paragraph where comments begin, and of links to them before.

    `aside` tells which paragraphs are known not to be the author's. Without comments the first
    number is that of paragraphs.
    """
    links: list[int] = []
    marks = _marks(paragraphs)
    words = 0
    for number, line in enumerate(paragraphs):
        if words >= ENOUGH_BODY and _begin_at(paragraphs, aside, marks, number):
            return number, links
        if len(line) < SHORT and (HEADING.match(line) or BUTTON.match(line)):
            links.append(number)
        elif not aside[number]:
            words += kinship.n_words([line])
    return len(paragraphs), links


def _marks(paragraphs: Sequence[str]) -> list[bool]:
    known = {line: bool(MARK.match(line)) for line in set(paragraphs) if len(line) < SHORT}
    return [known.get(line, False) for line in paragraphs]


def _begin_at(
    paragraphs: Sequence[str], aside: Sequence[bool], marks: Sequence[bool], number: int
) -> bool:
    line = paragraphs[number]
    if len(line) < 2 * SHORT and HEADING.match(line):
        return True
    if len(line) < SHORT and BUTTON.match(line):
        if any(marks[number + 1 :]):
            return True
        if COUNT.match(line):
            return False  # a link to the comments may stand amid the body
        own = [one for one, other in zip(paragraphs[:number], aside, strict=False) if not other]
        below = zip(paragraphs[number + 1 :], aside[number + 1 :], strict=True)
        return not kinship.any_kin(own, [one for one, other in below if not other])
    return any(marks[number : number + 2]) and _without_heading(
        paragraphs[number : number + LONG_COMMENT], marks[number : number + LONG_COMMENT]
    )


def _without_heading(near: Sequence[str], marks: Sequence[bool]) -> bool:
    """Whether a comment begins with its name and time, and has its buttons below."""
    if len(near[0]) > SHORT / 2 or sum(marks) <= 1:
        return False
    marked = (line for line, mark in zip(near, marks, strict=True) if mark)
    return any(re.match(r"(?i)reply|report|flag|like\W", line) for line in marked)
