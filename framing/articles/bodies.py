"""An article's text to its author's body, and everything else with the reason it was cut."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from framing.articles import clutter, comments, endings, heads, kinship, lists, margins
from framing.articles.endings import Verdicts

MOST_PARAGRAPHS = 1_000  # no article has more; comparing them with each other takes n² steps
WRAPPED = range(50, 101)  # characters of a line in text wrapped at a fixed width
SIGNATURE = 60  # characters
PULL_QUOTE = 8  # words: shorter repetitions are refrains
STUB = 400  # words: a longer text above a paywall's notice is whole as often as not
TRUNCATED = re.compile(r"(?:\.\.\.|…|\[\s?(?:\.\.\.|…|\+\d+ chars?)\s?\])\W*$")
CREDIT = 8  # words: a credit alone on its line, below its caption
CAPTION = 30  # words
HEADING = 4  # words: a line no longer above a credit may be a heading above the picture
PROSE_ABOVE = 2  # paragraphs above a dateline: a standfirst at most, or two
STAMPED = 3  # paragraphs that begin with a time make a transcript
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?"
STAMP = re.compile(rf"[\[(]?{_TIME}[\])]?\s+(?=\S)|[\[(]{_TIME}[\])]$")
_AGENCY = (
    r"(?:Reuters|AP|AFP|Bloomberg|CNN|dpa|DPA|UPI|PA|TASS|Interfax|Ukrinform|ANI|Xinhua|EFE|ANSA"
    r"|RFE/RL|VOA|IPS|Kyodo|Yonhap|Anadolu|PTI|IANS)"
)
_NO_CITY = r"(?:NATO|UNESCO|OPEC|OSCE|UNICEF|BRICS|ASEAN|COVID|ICBM|UKRAINE|RUSSIA)\b"
_DASH = r"\s?[-–—]{1,2}\s?"
_ORGANISATION = r"(?: (?:\([A-Z][\w &./-]{1,30}\)|/[A-Z][\w .-]{1,30}/))?"
_CITY = r"[A-ZÀ-Ž][\w.’'À-ž-]*(?: [A-ZÀ-Ž][\w.’'À-ž-]*){0,2}"
_REGION = rf"(?:[,/] ?{_CITY})?"
_MONTH_DAY = r"(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?)?"
DATELINE = re.compile(
    rf"(?:{_CITY}{_REGION}{_MONTH_DAY} \({_AGENCY}\){_DASH}|\({_AGENCY}\)\s?[-–—]{{1,2}}\s"
    rf"|(?!{_NO_CITY})[A-ZÀ-Ž]{{4,}}(?: [A-ZÀ-Ž]{{2,}})?{_REGION}{_MONTH_DAY}{_ORGANISATION}"
    r"\s?[–—-]{1,2}(?:\s|$))"
    r"(?=[\"“‘'«A-ZÀ-Ž]|$)"
)
_INLINE_COMMENTS = re.compile(
    r"(?<=[.!?”\"’]) +(?=\d+ (?:thoughts?|comments?|responses?) on [“\"]"
    r"|Leave a Reply Cancel reply)"
)


class Cut(NamedTuple):
    """A stretch of text that is not the author's body, and the offset in it where it stood."""

    part: str
    reason: str
    text: str
    at: int


class Body(NamedTuple):
    """The author's paragraphs, what the head said, and everything cut, in the text's order.

    `broken` says why the text looks cut off: None where it does not.
    """

    text: str
    head: heads.Head
    cuts: list[Cut]
    broken: str | None


def body(
    text: str,
    *,
    title: str | None = None,
    authors: Sequence[str] = (),
    marked: Mapping[int, tuple[str, str]] | None = None,
) -> Body:
    """What the author wrote, in paragraphs separated by a blank line.

    `title` and `authors` are what is known beforehand; `marked` are paragraphs of `text`, which a
    blank line then separates, that are known to be something else: number to part and reason.
    Every word of `text` is in the body or in one of the cuts. What cannot be told for certain
    stays in the body.
    """
    lines, cut = _parted(text.split("\n\n") if marked else paragraphs(text), marked or {})
    apart = set(cut)
    kinds = {line: clutter.of(line) for line in set(lines)}
    for number, line in enumerate(lines):
        if number in cut:
            continue
        if kind := kinds[line]:
            cut[number] = kind.part, kind.reason
        elif not re.search(r"[^\W_]", line):
            cut[number] = "boilerplate", "an ornament"
    aside = {number for number, (part, _) in cut.items() if part not in ("byline", "dateline")}
    head = heads.read(
        ["" if number in aside else line for number, line in enumerate(lines)], title=title or ""
    )
    cut |= {n: (part, _HEAD_REASONS[part]) for n, part in head.parts.items()}
    is_ended = kinship.ends_its_sentences(lines)
    cut = (margins.above(lines, cut) if is_ended else {}) | cut
    unmarked = ["" if number in apart else line for number, line in enumerate(lines)]
    end, links = comments.begin(unmarked, [number in cut for number in range(len(lines))])
    cut = dict.fromkeys(links, ("share", "a link to the comments")) | cut
    cut = dict.fromkeys(range(end, len(lines)), ("comment", "readers' comments")) | cut
    if 0 < len(lines) - len(cut) <= MOST_PARAGRAPHS:
        known = [*authors, *head.authors]
        cut = endings.find(lines, _signatures(lines, known) | cut, known)
        cut = lists.find(lines, cut) | cut
        cut = _captions(lines, cut, apart) | _pull_quotes(lines, cut) | _counts(lines, cut) | cut
        for stage in (margins.between, margins.at_the_edges, margins.below) if is_ended else ():
            cut = stage(lines, cut) | cut
    kept = {number: line for number, line in enumerate(lines) if number not in cut}
    at = _offsets(kept, len(lines))
    cuts = [
        Cut(*cut[number], line, at[number]) for number, line in enumerate(lines) if number in cut
    ]
    return Body("\n\n".join(kept.values()), head, cuts, _broken(lines, cut))


def _parted(
    paragraphs: Sequence[str], marked: Mapping[int, tuple[str, str]]
) -> tuple[list[str], Verdicts]:
    """Paragraphs with datelines and a transcript's times as lines of their own, cut already."""
    timed = sum(bool(STAMP.match(line)) for line in paragraphs) >= STAMPED
    lines: list[str] = []
    cut: Verdicts = {}
    n_prose = 0
    for number, line in enumerate(paragraphs):
        if number in marked:
            cut[len(lines)] = marked[number]
            lines.append(line)
            continue
        placed = DATELINE.match(line) if n_prose < PROSE_ABOVE else None
        stamp = STAMP.match(line) if timed else None
        n_prose += heads.is_prose(line)
        rest = line
        if begun := placed or stamp:
            verdict = "dateline", "where it was written" if placed else "when it is said"
            cut[len(lines)] = verdict
            lines.append(begun[0].strip())
            rest = line[begun.end() :]
        if rest or not begun:
            lines.append(rest)
    return lines, cut


def _offsets(kept: Mapping[int, str], n_lines: int) -> list[int]:
    """For each line the offset in the joined text at which the next line that is kept begins."""
    offsets = [0] * n_lines
    at = 0
    for number in range(n_lines):
        offsets[number] = at
        at += len(kept[number]) + len("\n\n") if kept.get(number) else 0
    length = max(0, at - len("\n\n"))
    return [min(offset, length) for offset in offsets]


_HEAD_REASONS = {
    "byline": "who wrote it",
    "dateline": "when it was published",
    "boilerplate": "the title or a label above the body",
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
    if not inner or max(map(len, inner)) not in WRAPPED:
        return False
    full = [line for line in inner if len(line) in WRAPPED]
    open_ended = [line for line in full if not re.search(r"[.!?:][\"”’)]*$", line)]
    return len(full) >= 0.8 * len(inner) and len(open_ended) >= 0.6 * len(inner)


def _broken(lines: Sequence[str], cut: Verdicts) -> str | None:
    """Why a text looks as though more of it were behind a paywall or on another page."""
    kept = [n for n in range(len(lines)) if n not in cut]
    if not kept:
        return None
    if TRUNCATED.search(lines[kept[-1]]) or kinship.is_broken_off(lines[kept[-1]]):
        return "its last paragraph breaks off"
    walls = [n for n, (_, reason) in cut.items() if reason == "a paywall notice" and n > kept[-1]]
    is_stub = kinship.n_words(lines[n] for n in kept) <= STUB
    return "a paywall notice follows" if walls and is_stub else None


def _signatures(lines: Sequence[str], authors: Sequence[str]) -> Verdicts:
    """The author's name alone on a line."""
    signs = {re.sub(r"\W", "", name.casefold()) for name in authors} - {""}
    return {
        number: ("byline", "who wrote it")
        for number, line in enumerate(lines)
        if len(line) < SIGNATURE and re.sub(r"\W", "", line.casefold().removeprefix("by ")) in signs
    }


def _captions(lines: Sequence[str], cut: Verdicts, apart: Collection[int]) -> Verdicts:
    """The caption above a line that is only a picture's credit, where no markup says so."""
    credited = [
        n
        for n, (part, _) in cut.items()
        if part == "caption" and n not in apart and n - 1 not in cut
    ]
    return {
        n - 1: ("caption", "a picture's caption or credit")
        for n in credited
        if n > 0
        and len(lines[n].split()) <= CREDIT
        and HEADING < len(lines[n - 1].split()) <= CAPTION
        and not re.search(r"[.!?:;…][\"”’)]*$", lines[n - 1])
    }


def _counts(lines: Sequence[str], cut: Verdicts) -> Verdicts:
    """Bare numbers beside buttons: how many liked, shared or commented."""
    numbers = [n for n in range(len(lines)) if n not in cut and re.fullmatch(r"\d+", lines[n])]
    counts: Verdicts = {}
    for n in (*numbers, *reversed(numbers)):
        if {n - 1, n + 1} & (cut.keys() | counts.keys()):
            counts[n] = "share", "a count of shares or likes"
    return counts


def _pull_quotes(lines: Sequence[str], cut: Verdicts) -> Verdicts:
    """Lines that repeat words of another, longer paragraph."""
    plain = {n: _plain(line) for n, line in enumerate(lines) if n not in cut}
    short = [n for n in plain if len(plain[n].split()) >= PULL_QUOTE]
    return {
        n: ("boilerplate", "a pull quote: repeats words of the body")
        for n in short
        if any(
            m != n and len(other) > 1.3 * len(plain[n]) and f" {plain[n]} " in f" {other} "
            for m, other in plain.items()
        )
    }


def _plain(line: str) -> str:
    return " ".join(re.findall(r"\w+", line.casefold()))
