"""A page's lines above and below its body, known by where they stand and how they are set."""

import re
from collections.abc import Sequence

from framing.articles import heads, kinship, notices
from framing.articles.endings import Verdicts
from framing.articles.kinship import ENDED

LONGEST_STANDFIRST = 45  # words
SANDWICHED = 12  # words
FAINT = 2.5  # cues of a notice at the edges of a page
FAINT_LABEL = 2.0  # of one that is no sentence
HEAD = ("who wrote it", "when it was published")
CLOCK = re.compile(r"\W*\d{1,2}[:.h]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?\W*$")  # a live blog's
# A heading of the body may stand above these as well as a title.
AMID = ("an advertisement marker", "a picture's caption or credit", "a link to another piece")
NOTICES = ("a paywall notice", "a cookie notice", "the publication speaks to its readers")
ENTRY = re.compile(r"(?:[-–—*•▪◦·]|\(?\d{1,3}[.)])\s")  # a list's


def above(lines: Sequence[str], cut: Verdicts) -> Verdicts:
    """Lines that are no sentences, above a byline, date or button that is itself above the body.

    The body begins with its first sentences; a standfirst between title and byline does not count.
    What stands between the last such mark and the body stays: it may be a salutation or a heading.
    """
    prose = [n for n, line in enumerate(lines) if n not in cut and heads.is_prose(line)]
    if not prose:
        return {}
    opening = prose[0]
    short = len(lines[opening].split()) <= LONGEST_STANDFIRST
    if (
        short
        and len(prose) > 1
        and any(
            cut[n][1] in HEAD and not CLOCK.match(lines[n])
            for n in range(opening, prose[1])
            if n in cut
        )
    ):
        opening = prose[1]
    marks = [n for n in range(opening) if n in cut and cut[n][1] not in AMID]
    last = max(marks, default=0)
    return {
        n: ("boilerplate", "above the body")
        for n in range(last)
        if n not in cut and not ENDED.search(lines[n])
    }


def below(lines: Sequence[str], cut: Verdicts) -> Verdicts:
    """Lines that are no sentences, below a button or notice that is itself below the body.

    What stands between the last sentence and the first such mark stays: it may be a signature.
    """
    kept = [n for n in range(len(lines)) if n not in cut]
    ended = [n for n in kept if ENDED.search(lines[n]) or ENTRY.match(lines[n])]
    last = ended[-1] if ended else -1
    marks = [n for n in cut if n > last]
    if not marks or last < 0:
        return {}
    return {n: ("teaser", "below the body") for n in kept if n > min(marks)}


def at_the_edges(lines: Sequence[str], cut: Verdicts) -> Verdicts:
    """Above and below the body fewer cues are enough to know a notice to readers by."""
    kept = [n for n in range(len(lines)) if n not in cut]
    found: Verdicts = {}
    for edge in (kept, kept[::-1]):
        for n in edge:
            part, cues = notices.of(lines[n])
            n_words = len(lines[n].split())
            is_label = n_words <= SANDWICHED and not ENDED.search(lines[n])
            if n_words <= notices.SHORT and cues >= (FAINT_LABEL if is_label else FAINT):
                found[n] = part, NOTICES[-1]
            elif not is_label:
                break
    return found


def between(lines: Sequence[str], cut: Verdicts) -> Verdicts:
    """A short line between two lines of one plug or paywall notice belongs to it.

    A whole sentence does so only where the text above breaks off.
    """
    known = {n for n, (part, reason) in cut.items() if part == "plug" or reason in NOTICES}
    return {
        n: cut[n - 1]
        for n, line in enumerate(lines)
        if n not in cut and n - 1 in known and n + 1 in known
        if len(line.split()) <= SANDWICHED
        and (not ENDED.search(line) or _breaks_off(lines[:n], cut))
    }


def _breaks_off(lines: Sequence[str], cut: Verdicts) -> bool:
    kept = [line for n, line in enumerate(lines) if n not in cut]
    return bool(kept) and kinship.is_broken_off(kept[-1])
