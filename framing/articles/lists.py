"""Runs of lines that belong together and to no body: signatories, contents, polls, link lists."""

import re
from collections.abc import Callable, Iterator, Sequence

from framing.articles import kinship
from framing.articles.endings import Verdicts
from framing.articles.kinship import ENDED
from framing.metadata.authors import PERSON

ENOUGH_NAMES = 4  # lines: two or three names sign a letter, and are its own
LONGEST_ENTRY = 16  # words
LONGEST_LINE = 300  # characters
SPONSOR = 60  # words
_TITLES = r"(?:(?:Prof|Dr|Rev|Rt Rev|The Rt Rev|Sir|Dame|Lord|Cllr|Mr|Mrs|Ms)\.?(?: em\.)? )*"
_SIGNATORY = re.compile(
    rf"{_TITLES}(?P<name>{PERSON})(?:,? (?:and|&) {PERSON})?(?:[,(–—].*| \(.*)?$"
)
_MORE = re.compile(
    r"\W*(?:and )?[\d,.]+ (?:others?|more|further (?:names|signatories))\W*$"
    r"|(?:the )?(?:full |complete )?list of (?:\w+ ){0,3}(?:names|signatories).*",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?:signatories|signed by|the undersigned|signatures)\W*$", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:table of )?contents|in (?:this|today[’']s) (?:article|issue|edition|post|email|newsletter)"
    r"|key (?:events|moments|points)|jump to.*|on this page|show key events only|what to know",
    re.IGNORECASE,
)
_COUNTER = re.compile(r"^(?:\d{1,2}[.:]\d{2}|\d{1,2}[.)]|[-–—*•▪·]|\(?\d{1,2}\))\s+")
_CREDITED = re.compile(r"[-–—*•▪·\d.) ]*\S.*\((?:The )?[A-Z][\w&’'. ]{1,30}\)$")
_OPTION = re.compile(
    r"[^.!?]{1,60}?[\s:]+\d{1,3}(?:[.,]\d)?\s?%(?: \(.*\))?$|(?:yes|no|not sure|vote"
    r"|don[’']t know|maybe|view results|undecided)\b[^.!?]{0,30}$",
    re.IGNORECASE,
)
_POLL = re.compile(
    r"(?:(?:reader |online |quick )?poll|vote|survey|quiz|have your say)\b", re.IGNORECASE
)
_PAID = re.compile(
    r"(?:(?:sponsored|promoted|paid)(?: content| posts?| links)?|from our (?:partner|sponsor)s)\W*",
    re.IGNORECASE,
)
_SPONSORED = re.compile(
    r"(?:(?:presented|sponsored|supported|brought to you) by|(?:a )?(?:message|word) from)"
    r" (?:our sponsors?,? )?(?P<name>[A-Z][\w’'&-]+)",
    re.IGNORECASE,
)


def find(lines: Sequence[str], cut: Verdicts) -> Verdicts:
    """Verdicts on such runs among the lines that are not cut yet."""
    found: Verdicts = {}
    for stage in (_signatories, _contents, _polls, _reading_lists, _sponsored):
        found |= stage(lines, found | cut)
    return found


def _signatories(lines: Sequence[str], cut: Verdicts) -> Verdicts:
    """Four names or more, each on its line, and how many more there are."""
    found: Verdicts = {}
    for run in _runs(lines, cut, lambda line: bool(_SIGNATORY.match(line) or _MORE.match(line))):
        named = [n for n in run if not ENDED.search(lines[n])]
        if len(named) < ENOUGH_NAMES or len(named) < len(run):
            continue
        above = run[0] - 1
        heading = [above] if above >= 0 and _SIGNED.match(lines[above]) else []
        found |= dict.fromkeys([*heading, *run], ("byline", "who signed it"))
    return found


def _contents(lines: Sequence[str], cut: Verdicts) -> Verdicts:
    """Headings given in advance: each stands again further down."""
    plain = [_plain(line) for line in lines]
    first = {words: n for n, words in reversed(list(enumerate(plain)))}
    last = {words: n for n, words in enumerate(plain)}
    found: Verdicts = {}
    for run in _runs(lines, cut, lambda line: not ENDED.search(line)):
        entries = [n for n in run if plain[n] and first[plain[n]] == n < last[plain[n]]]
        if len(entries) > 1:
            labels = [n for n in run if _CONTENTS.fullmatch(lines[n])]
            found |= dict.fromkeys([*labels, *entries], ("boilerplate", "a table of contents"))
    return found


def _polls(lines: Sequence[str], cut: Verdicts) -> Verdicts:
    """Answers to choose from, and above them what is asked under the word "poll"."""
    found: Verdicts = {}
    for run in _runs(lines, cut, lambda line: bool(_OPTION.match(line))):
        above = run[0] - 1
        asked = above >= 0 and "?" in lines[above]
        begun = next((n for n in (above, above - 1) if n >= 0 and _POLL.match(lines[n])), None)
        if len(run) > 1 and asked and begun is not None:
            found |= dict.fromkeys(range(begun, run[-1] + 1), ("boilerplate", "a poll"))
    return found


def _reading_lists(lines: Sequence[str], cut: Verdicts) -> Verdicts:
    """Two titles or more, each with the outlet that printed it: "A title (The Courier)"."""
    runs = _runs(lines, cut, lambda line: bool(_CREDITED.match(line)))
    return {
        n: ("link", "a link to another piece")
        for run in runs
        if len(run) > 1 and all(len(lines[n].split()) <= LONGEST_ENTRY for n in run)
        for n in run
    }


def _sponsored(lines: Sequence[str], cut: Verdicts) -> Verdicts:
    """The paragraph below a sponsor's name that names it again, or below the word "sponsored"."""
    found: Verdicts = {}
    kept = [line for n, line in enumerate(lines) if n not in cut]
    for number in sorted(cut):
        match, is_marked = _SPONSORED.search(lines[number]), _PAID.fullmatch(lines[number])
        below = number + 1
        if not (match or is_marked) or below >= len(lines) or below in cut:
            continue
        text = lines[below]
        is_foreign = not ENDED.search(text) or not all(kinship.akin(kept, [text]))
        if len(text.split()) <= SPONSOR and (
            (match and match["name"] in text) or (is_marked and is_foreign)
        ):
            found[below] = "boilerplate", "an advertisement"
    return found


def _runs(
    lines: Sequence[str], cut: Verdicts, belongs: Callable[[str], bool]
) -> Iterator[list[int]]:
    """Neighbouring lines that are not cut and belong; what is cut in between does not part them."""
    run: list[int] = []
    for number, line in enumerate(lines):
        if number in cut:
            continue
        if len(line) <= LONGEST_LINE and belongs(line):
            run.append(number)
            continue
        if run:
            yield run
        run = []
    if run:
        yield run


def _plain(line: str) -> str:
    return " ".join(re.findall(r"\w+", _COUNTER.sub("", line).casefold()))
