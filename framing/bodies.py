"""An article's text to its author's body, and everything else with the reason it was cut."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from framing import clutter, heads

ENOUGH_BODY = 60  # words: a comment or bio heading above these belongs to the page's top
LONG = 20  # words: a shorter paragraph tells nothing about its subject
UNRELATED = 0.6  # of the body's median kinship; real teasers have at most 0.5, body 0.65 and more
SETTLED_BODY = 100  # words: with less, kinship says nothing
PULL_QUOTE = 8  # words: shorter repetitions are refrains
CUT_OFF = re.compile(r"[\w,;:–—-]$|(?:\.\.\.|…|\[[^\]]*\])$")
ACRONYMS = frozenset("NATO UNESCO OPEC OSCE UNICEF BRICS ASEAN COVID ICBM UKRAINE RUSSIA".split())

_AGENCY = r"(?:Reuters|AP|AFP|Bloomberg|CNN|dpa|DPA|UPI|PA|TASS|Interfax|Ukrinform|ANI|Xinhua|[A-Z]{2,4})"
_DASH = r"\s?[-–—]{1,2}\s?"
_CITY = r"[A-ZÀ-Ž][\w.’'À-ž-]*(?: [A-ZÀ-Ž][\w.’'À-ž-]*){0,2}"
_REGION = rf"(?:[,/] ?{_CITY})?"
_MONTH_DAY = r"(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?)?"
DATELINE = re.compile(
    rf"(?:{_CITY}{_REGION}{_MONTH_DAY} \({_AGENCY}\){_DASH}|\({_AGENCY}\)\s?[-–—]{{1,2}}\s"
    rf"|(?P<city>[A-ZÀ-Ž]{{4,}}(?: [A-ZÀ-Ž]{{2,}})?){_REGION}{_MONTH_DAY}\s?[–—-]{{1,2}}\s)"
    r"(?=[\"“‘'«A-ZÀ-Ž])"
)

_STRONG_COMMENTS = re.compile(
    r"(?:\d[\d,.]*|one|two|three) (?:thoughts?|responses?|replies|comments?|reactions?) (?:on|to) .+"
    r"|(?:reader(?:s[’']|s)? |user )?comments?(?: section)?\s?(?:\(\d+\))?:?$"
    r"|(?:all|top|most (?:recent|liked)|newest|oldest|best|featured) comments\b.{0,40}$"
    r"|what (?:readers|others) (?:are saying|say)\W*$|reader reactions\W*$",
    re.I,
)
_WEAK_COMMENTS = re.compile(
    r"(?:\d[\d,.]*|one|no|all) (?:reader )?(?:comments?|responses?|replies|reactions?)(?: so far)?\W*$"
    r"|(?:leave|post|write|add|submit) (?:a|your|an?other) (?:comment|reply|response)\b.{0,60}$"
    r"|(?:show|view|see|read|load|hide|join)(?: all)?(?: the)?(?: \d+)? ?(?:comments?|conversation"
    r"|discussion)(?: \(\d+\))?\W*$|join the (?:conversation|discussion|debate)\b.{0,60}$"
    r"|(?:discussion|responses|conversation|have your say|your comments)(?: \(\d+\))?:?$"
    r"|comments? (?:are|is) (?:closed|now closed|off|moderated)\b.*|sort by\b.{0,30}$"
    r"|(?:log|sign) in to (?:comment|reply|join)\b.*|cancel reply$",
    re.I,
)
_WHEN = (
    r"(?:(?:\d+|an?|one) ?(?:s|m|h|d|w|mo|y|min\w*|hours?|days?|weeks?|months?|years?)(?: ago)?"
    r"|yesterday|(?:on )?(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}"
    r",? \d{4}|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}),?(?: at)? \d{1,2}[:.]\d{2}.{0,12})"
)
COMMENT_MARK = re.compile(
    rf"(?:reply|report|flag|report comment|reply to .{{2,30}}|show replies|hide replies|upvote"
    rf"|downvote|permalink|recommend(?: \d+)?|reply\W+(?:like|report|share|flag).*|\d+ repl(?:y|ies)"
    rf"|like\W+reply.*|liked by .{{1,30}}|(?:edited )?{_WHEN}(?: \(edited\))?)\W*$"
    rf"|(?:\d+\. )?[^.!?]{{2,40}} (?:says|said|wrote|writes|commented|replied)(?: on| at)?:?(?: {_WHEN})?:?$"
    rf"|[^.!?]{{2,40}}\W{{1,3}}{_WHEN}\W*$|(?:posted )?by [^.!?]{{2,30}} (?:on|at|\W) ?{_WHEN}\W*$",
    re.I,
)
_INLINE_COMMENTS = re.compile(
    r"(?<=[.!?”\"’]) +(?=\d+ (?:thoughts?|comments?|responses?) on [“\"]|Leave a Reply Cancel reply)"
)

RELATED = re.compile(
    r"(?:related|more|latest|top|trending|popular|most|recommended|recent|other|further)"
    r"(?: (?:related|read|popular|viewed|shared|recent|commented|watched))?"
    r"(?: (?:articles?|stories|posts?|content|coverage|links|topics?|news|headlines|columns?|opinions?"
    r"|reading|videos?|commentary|now|stories for you|for you|on this(?: story| topic)?|like this"
    r"|in .{2,40}|from .{2,40}|by .{2,40}|on .{2,40}))*:?$"
    r"|(?:read|up|keep|what to read) (?:next|reading)\W*$|you (?:may|might)(?: also)?(?: like| enjoy"
    r"| be interested in| have missed).*|also (?:in|on|from) .{2,40}$|(?:the )?editors?[’']?s?[’']?"
    r" (?:picks?|choice)\W*$|our (?:picks|latest)\W*$|around the web\W*$|from (?:our partners|the web"
    r"|around the web)\W*$|in other news\W*$|elsewhere on .{2,40}$|in this section\W*$|today[’']s"
    r" (?:headlines|top stories|picks)\W*$|people are (?:also )?reading\W*$|don[’']t miss\W*$"
    r"|(?:stories|articles) (?:you (?:may|might) .*|for you)$|next (?:article|story|post)\W*$",
    re.I,
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
    r"|\b(?:views?|opinions?)\b.{0,60}\b(?:do|does|may|need) not (?:necessarily )?(?:reflect|represent)"
    r"|\b(?:the|any|all) (?:views?|opinions?)(?: and (?:views?|opinions?))? (?:expressed|stated"
    r"|presented)\b.*\b(?:own|authors?|writers?|solely|alone|personal|those of)\b"
    r"|^(?:this is|the above is) an? (?:opinion|op-ed|commentary)\b.*\bviews?\b",
    re.I,
)
_ABOUT_AUTHOR = re.compile(
    r"(?:the|this|our) (?:author|writer|columnist|essayist|reviewer|contributor)s? (?:is|was|are|were"
    r"|has|have|writes?|teach(?:es)?|works?|serves?|served|lives?)\b"
    r"|about the (?:authors?|writers?|contributors?)\b|(?:his|her|their) (?:latest|most recent|new|next"
    r"|first|forthcoming|newest) (?:book|novel|work|film)\b.{0,200}$",
    re.I,
)
_ABOUT_PERSON = re.compile(
    rf"\W?(?P<name>(?:(?:Dr|Prof|Professor|Sir|Lord|Gen|Lt|Col|Mr|Ms|Mrs)\.? )?{heads.PERSON})"
    rf"(?:,? and {heads.PERSON})?(?: \([^)]{{2,40}}\))?,? "
    rf"(?:(?:is|was|are|serves|works|writes|covers|teaches|served|reports|worked|has been|blogs|hosts"
    rf"|leads|directs|edits|has covered|has written|lives|specializes|specialises|joined)\b"
    rf"|(?:an?|the|our|senior|former|professor|director|editor)\b)"
)
_QUOTES = re.compile(r"[“”\"]|\b(?:said|says|told|added|warned|argued)\b")


class Cut(NamedTuple):
    """A stretch of text that is not the author's body."""

    part: str
    reason: str
    text: str


class Body(NamedTuple):
    """The author's paragraphs, what the head said, and everything cut, in the text's order."""

    text: str
    head: heads.Head
    cuts: list[Cut]


Verdicts = dict[int, tuple[str, str]]  # a paragraph's number to its part and reason


def body(text: str, *, title: str | None = None, authors: Sequence[str] = ()) -> Body:
    """What the author wrote, in paragraphs separated by a blank line.

    `title` and `authors` are what is known beforehand. Every word of `text` is in the body or in
    one of the cuts. What cannot be told for certain stays in the body.
    """
    lines = paragraphs(text)
    cut: Verdicts = {}
    for number, line in enumerate(lines):
        if kind := clutter.of(line):
            cut[number] = kind.part, kind.reason
        elif not re.search(r"[^\W_]", line):
            cut[number] = "boilerplate", "an ornament"
    head = heads.read(["" if n in cut else line for n, line in enumerate(lines)], title=title or "")
    cut |= {n: (part, _HEAD_REASONS[part]) for n, part in head.parts.items()}
    known = [*authors, *head.authors]
    for stage in (_comments, _related, _bio, _signature, _unfinished, _captioned, _pull_quotes):
        cut = stage(lines, cut, known) | cut
    kept = [line for number, line in enumerate(lines) if number not in cut]
    cuts = [Cut(*cut[number], line) for number, line in enumerate(lines) if number in cut]
    if kept and (match := DATELINE.match(kept[0])) and match["city"] not in ACRONYMS:
        cuts.insert(0, Cut("dateline", "where it was written", match.group().strip()))
        kept[0] = kept[0][match.end() :]
    return Body("\n\n".join(kept), head, cuts)


_HEAD_REASONS = {
    "title": "the title, repeated",
    "byline": "who wrote it",
    "dateline": "when it was published",
    "boilerplate": "a label above the body",
}


def paragraphs(text: str) -> list[str]:
    """The paragraphs of `text`, white space normalised; hard-wrapped lines are joined.

    A single line end between long lines ends a paragraph, as pages are pasted. Text wrapped at a
    fixed width, as in e-mail, is known by lines of alike length that mostly end mid-sentence.
    """
    text = _INLINE_COMMENTS.sub("\n\n", text)
    blocks = [
        [" ".join(line.split()) for line in block.split("\n")]
        for block in re.split(r"\n[^\S\n]*\n\s*", text.strip())
    ]
    inner = [line for block in blocks for line in block[:-1] if line]
    if _wrapped(inner):
        return [joined for block in blocks if (joined := " ".join(filter(None, block)))]
    return [line for block in blocks for line in block if line]


def _wrapped(inner: Sequence[str]) -> bool:
    if len(inner) < 3 or max(map(len, inner)) > 100:
        return False
    full = [line for line in inner if len(line) >= 50]
    open_ended = [line for line in full if not re.search(r"[.!?:][\"”’)]*$", line)]
    return len(full) >= 0.8 * len(inner) and len(open_ended) >= 0.6 * len(inner)


def _comments(lines: Sequence[str], cut: Verdicts, known: Sequence[str]) -> Verdicts:
    """From the heading of the readers' comments to the end."""
    words = 0
    for number, line in enumerate(lines):
        reason = "readers' comments" if words >= ENOUGH_BODY else ""
        if _STRONG_COMMENTS.match(line) and len(line) < 250:
            if reason:
                return dict.fromkeys(range(number, len(lines)), ("comment", reason))
            cut = {number: ("share", "a link to the comments")} | cut
        elif _WEAK_COMMENTS.match(line) and len(line) < 120:
            rest = range(number + 1, len(lines))
            marked = any(COMMENT_MARK.match(lines[n]) for n in rest if len(lines[n]) < 120)
            if reason and (marked or not _kin(lines, cut, rest)):
                return dict.fromkeys(range(number, len(lines)), ("comment", reason))
            cut = {number: ("share", "a link to the comments")} | cut
        elif reason and _headless_comments(lines, number):
            return dict.fromkeys(range(number, len(lines)), ("comment", reason))
        elif number not in cut:
            words += len(line.split())
    return cut


def _headless_comments(lines: Sequence[str], number: int) -> bool:
    """Whether a comment with its name, time and buttons begins here, without any heading."""
    if len(lines[number]) > 60 or len(lines[number].split()) > 10:
        return False
    near = [line for line in lines[number : number + 12] if len(line) < 120]
    marks = [line for line in near if COMMENT_MARK.match(line)]
    buttons = [line for line in marks if re.match(r"(?i)reply|report|flag|like\W", line)]
    first = any(COMMENT_MARK.match(line) for line in lines[number : number + 2] if len(line) < 120)
    return first and len(marks) >= 2 and bool(buttons)


def _related(lines: Sequence[str], cut: Verdicts, known: Sequence[str]) -> Verdicts:
    """Boxes of headlines; at the end also the stories' first words below them."""
    found: Verdicts = {}
    for number, line in enumerate(lines):
        if number in cut or number in found or len(line) > 70 or not RELATED.match(line):
            continue
        rest = [n for n in range(number + 1, len(lines)) if n not in cut]
        before = _words(lines[n] for n in range(number) if n not in cut)
        ending = before >= ENOUGH_BODY and not _kin(lines, cut, rest)
        box = rest if ending else rest[: _headlines(lines, rest)]
        if box or ending:
            found |= dict.fromkeys([number, *box], ("teaser", "links to other stories"))
    return found


def _bio(lines: Sequence[str], cut: Verdicts, known: Sequence[str]) -> Verdicts:
    """The note on the author, and the teasers of other stories that follow it."""
    found: Verdicts = {}
    for number, line in enumerate(lines):
        if number in cut or number in found or not (sure := _is_bio(line, known)):
            continue
        rest = [n for n in range(number + 1, len(lines)) if n not in cut]
        before = [lines[n] for n in range(number) if n not in cut]
        kin = _kin(lines, cut, rest) or _words(before) < ENOUGH_BODY
        if sure == "perhaps" and (kin or _mentioned(line, before)):
            continue
        found[number] = "bio", "about the author"
        if line.lower().startswith("about the") and len(line) < 30 and rest:
            found[rest[0]] = "bio", "about the author"
        if not kin:
            more = {n: ("bio", "about the author") for n in rest if _is_bio(lines[n], known)}
            teasers = dict.fromkeys(rest, ("teaser", "another story, after the note on the author"))
            found |= teasers | more
    return found


def _signature(lines: Sequence[str], cut: Verdicts, known: Sequence[str]) -> Verdicts:
    """The author's name alone on a line."""
    signs = {re.sub(r"\W", "", name.casefold()) for name in known} - {""}
    return {
        number: ("byline", "who wrote it")
        for number, line in enumerate(lines)
        if len(line) < 60 and re.sub(r"\W", "", line.casefold().removeprefix("by ")) in signs
    }


def _unfinished(lines: Sequence[str], cut: Verdicts, known: Sequence[str]) -> Verdicts:
    """Teasers without a note on the author before them: two or more at the end, all broken off."""
    left = [number for number in range(len(lines)) if number not in cut]
    tail: list[int] = []
    while left and len(lines[left[-1]].split()) >= LONG and CUT_OFF.search(lines[left[-1]]):
        tail.insert(0, left.pop())
    broken_off = {**cut, **dict.fromkeys(tail, ("teaser", ""))}
    if len(tail) < 2 or not left or any(_akin(lines, broken_off, tail)):
        return {}
    return dict.fromkeys(tail, ("teaser", "another story, broken off"))


def _captioned(lines: Sequence[str], cut: Verdicts, known: Sequence[str]) -> Verdicts:
    """The caption above a line that is only a picture's credit."""
    credits = [n for n, (part, _) in cut.items() if part == "caption" and n - 1 not in cut]
    return {
        n - 1: ("caption", "a picture's caption or credit")
        for n in credits
        if n > 0
        and len(lines[n].split()) <= 8
        and len(lines[n - 1].split()) <= 30
        and not re.search(r"[.!?:;…][\"”’)]*$", lines[n - 1])
    }


def _pull_quotes(lines: Sequence[str], cut: Verdicts, known: Sequence[str]) -> Verdicts:
    """Lines that repeat words of another, longer paragraph."""
    plain = {n: _plain(line) for n, line in enumerate(lines) if n not in cut}
    short = [n for n in plain if PULL_QUOTE <= len(plain[n].split()) <= 60]
    if len(plain) > 2_000:
        return {}
    return {
        n: ("boilerplate", "a pull quote: repeats words of the body")
        for n in short
        if any(
            m != n and len(other) > 1.3 * len(plain[n]) and f" {plain[n]} " in f" {other} "
            for m, other in plain.items()
        )
    }


def _is_bio(line: str, known: Sequence[str]) -> str:
    """"sure", "perhaps" or "": how certain a paragraph is a note on the author."""
    if len(line.split()) > 150:
        return ""
    if _VIEWS.search(line) or _ABOUT_AUTHOR.match(line):
        return "sure"
    match = _ABOUT_PERSON.match(line)
    if not match or _QUOTES.search(line):
        return ""
    if any(name.split()[-1] in match["name"].split() for name in known):
        return "sure"
    return "perhaps" if re.search(rf"\b{_ROLE}s?\b", line) else ""


def _mentioned(bio: str, before: Iterable[str]) -> bool:
    """Whether the person was spoken of in the body: then the paragraph is about a source."""
    match = _ABOUT_PERSON.match(bio)
    surname = match["name"].split()[-1] if match else ""
    return bool(surname) and any(re.search(rf"\b{re.escape(surname)}\b", line) for line in before)


def _kin(lines: Sequence[str], cut: Verdicts, rest: Iterable[int]) -> bool:
    """Whether any whole, long paragraph of `rest` speaks of what the paragraphs above do."""
    rest = [n for n in rest if n not in cut]
    whole = [n for n in rest if len(lines[n].split()) >= LONG and not CUT_OFF.search(lines[n])]
    return any(_akin(lines, {**cut, **dict.fromkeys(rest, ("", ""))}, whole))


def _akin(lines: Sequence[str], cut: Verdicts, others: Sequence[int]) -> list[bool]:
    """For each of `others`, whether it shares about as many words with the body as its parts do.

    The measure is the share of a paragraph's longer words, by their first six letters, that occur
    elsewhere in the body: 0.6 on average within one article, 0.2 for a story on something else.
    """
    inside = [_stems(line) for n, line in enumerate(lines) if n not in cut]
    if sum(map(len, inside)) < SETTLED_BODY / 3 or _words(
        line for n, line in enumerate(lines) if n not in cut
    ) < SETTLED_BODY:
        return [True for _ in others]
    counts: dict[str, int] = {}
    for stems in inside:
        for stem in stems:
            counts[stem] = counts.get(stem, 0) + 1
    own = sorted(
        sum(counts[stem] > 1 for stem in stems) / len(stems) for stems in inside if len(stems) >= 8
    )
    median = own[len(own) // 2] if own else 0.0
    shared = (_stems(lines[n]) for n in others)
    return [
        sum(stem in counts for stem in stems) >= UNRELATED * median * max(1, len(stems))
        for stems in shared
    ]


def _headlines(lines: Sequence[str], rest: Sequence[int]) -> int:
    """How many of the next lines look like headlines: short and no sentence."""
    number = 0
    while number < min(8, len(rest)) and (
        len(lines[rest[number]].split()) <= 20 and not re.search(r"[.:;,…][\"”’)]*$", lines[rest[number]])
    ):
        number += 1
    return number


def _stems(line: str) -> set[str]:
    return {word.lower()[:6] for word in re.findall(r"[^\W\d_]{5,}", line)}


def _plain(line: str) -> str:
    return " ".join(re.findall(r"\w+", line.casefold()))


def _words(lines: Iterable[str]) -> int:
    return sum(len(line.split()) for line in lines)
