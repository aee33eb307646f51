"""A page's blocks to its article's paragraphs, and to what stands around and between them."""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby, takewhile
from typing import Any, NamedTuple

from trafilatura import bare_extraction, load_html

from framing.articles import endings, kinship
from framing.ingest import blocks
from framing.ingest.blocks import Block
from framing.ingest.hints import Hint
from framing.ingest.trust import weigh

ROOT = 0.75  # of the article's words: the smallest element that holds these is taken as its home
LINKED = 0.6  # of a block's characters in links: no paragraph of an article has so many
FAR = 40  # words: a short block is looked for no further ahead in the extracted text
SHORT = 5  # words
LONG = 20  # words: no label, caption or teaser that is marked up as the body's paragraphs
FULLER = 1.3  # times as many words make the page's data the better text
LONGEST_LINK = 25  # words
_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
_PROSE = _HEADINGS | frozenset(["p", "li", "blockquote", "dd", "dt", "pre"])
_TITLE = Hint("boilerplate", "the title or a label above the body")
_ABOVE = Hint("byline", "between the title and the body")
_LINK = Hint("link", "a link to another piece")
_LABEL = Hint("boilerplate", "a label on the page")
_AROUND = Hint("boilerplate", "elsewhere on the page")
_JOINED = ("comment", "teaser", "share", "plug", "boilerplate", "link")  # told in one piece


class Part(NamedTuple):
    """A paragraph of a page; `hint` says what it is, None that it is the article's."""

    text: str
    hint: Hint | None


def of(page: str) -> list[Part]:
    """Every word that a page shows, in order, in paragraphs that are the article's or are not.

    What belongs to the article is decided by trafilatura, on the page without what its markup sets
    apart. Its paragraphs in between that trafilatura passes over (headings, lists, short lines)
    are the article's as well. Raises ValueError where there is no article.
    """
    tree = load_html(page)
    if tree is None:
        raise ValueError("no markup")
    found = blocks.of(tree)
    accepted = _accepted(tree, found)
    if not any(accepted):
        return []
    verdicts = _with_headings(found, accepted, list(_verdicts(found, accepted)))
    stated = _stated_body(tree)
    if stated and _n_words(stated) > FULLER * sum(
        block.n_words for block, hint in zip(found, verdicts, strict=True) if hint is None
    ):
        return _with_stated(stated, found, verdicts)
    return list(_joined(zip(found, verdicts, strict=True)))


def _accepted(tree: Any, found: list[Block]) -> list[bool]:
    """Which blocks trafilatura takes for the article's, on the page without what is set apart."""
    foreign = [block for block in found if block.hint]
    own = [block.element for block in found if not block.hint]
    kept = {above for element in own for above in (element, *element.iterancestors())}
    pruned = [block.element for block in foreign if block.element not in kept]
    text = _extracted(tree, pruned)
    return _matched(found, text)


def _extracted(tree: Any, without: Iterable[Any]) -> str:
    for element in without:
        element.set("data-apart", "")
    options: dict[str, Any] = {"include_comments": False, "include_tables": False}
    document = bare_extraction(tree, prune_xpath="//*[@data-apart]", **options)
    if document is None:
        document = bare_extraction(tree, favor_recall=True, **options)
    return str(getattr(document, "text", None) or "")


def _matched(found: list[Block], text: str) -> list[bool]:
    """For each block, whether its words stand in `text`, in the order of the page."""
    words = _words(text)
    whole = " " + " ".join(words) + " "
    at = 0
    accepted = []
    for block in found:
        own = _words(block.text)
        wanted = " " + " ".join(own) + " "
        end = at + 6 * FAR if len(own) < SHORT else len(whole)
        place = whole.find(wanted, at, end) if own and not block.hint else -1
        if place >= 0:
            at = place + len(wanted) - 1
        accepted.append(place >= 0)
    return accepted


def _verdicts(found: list[Block], accepted: list[bool]) -> Iterator[Hint | None]:
    accepted = _with_kin(found, accepted)
    home = _home(found, accepted)
    rooms = set(home.iter())
    inside = [block.element in rooms for block in found]
    begun = [n for n, block in enumerate(found) if accepted[n] and _is_prose(block)]
    first = begun[0] if begun else accepted.index(True)
    titles = [n for n, block in enumerate(found) if block.element.tag == "h1" and n < first]
    for n, block in enumerate(found):
        if block.hint:
            yield block.hint
        elif block.element.tag == "h1" and n < first:
            yield _TITLE
        elif n < first and titles and n < titles[-1]:
            yield _AROUND
        elif n == first - 1 and inside[n] and block.element.tag in _HEADINGS:
            yield None  # the first section's
        elif n < first:
            yield _above(block, accepted=accepted[n], inside=inside[n] or bool(titles))
        else:
            yield _within(block, accepted=accepted[n], inside=inside[n])


def _with_headings(
    found: list[Block], accepted: list[bool], verdicts: list[Hint | None]
) -> list[Hint | None]:
    """A short line above links only is their heading; titles below "Related" are links."""
    below: Hint | None = _AROUND
    whole = list(verdicts)
    for n, block in enumerate(found):
        if whole[n] in (None, _LABEL, _AROUND) and endings.RELATED.match(block.text):
            titles = _alike(found[n + 1 :])
            if block.n_words <= SHORT and (count := endings.headlines(titles)):
                whole[n : n + 1 + count] = [h or _LINK for h in whole[n : n + 1 + count]]
    for n in reversed(range(len(found))):
        if whole[n] is None and not accepted[n] and not found[n].is_sentence:
            whole[n] = below if below in (_LINK, _LABEL, _AROUND) else None
        below = whole[n]
    return whole


def _alike(found: list[Block]) -> list[str]:
    """The texts of the first blocks, as far as they have one element's name."""
    return [
        block.text for block in takewhile(lambda b: b.element.tag == found[0].element.tag, found)
    ]


def _with_kin(found: list[Block], accepted: list[bool]) -> list[bool]:
    """Accepted too are long paragraphs that are marked up just as the accepted ones are.

    A paragraph without any class of its own or of its element's says nothing of the kind.
    """
    known = {_markup(block) for block, ok in zip(found, accepted, strict=True) if ok}
    known = {markup for markup in known if any(markup[1:])}
    return [
        ok or (not block.hint and block.n_words >= LONG and _markup(block) in known)
        for block, ok in zip(found, accepted, strict=True)
    ]


def _markup(block: Block) -> tuple[str, str, str]:
    above = block.element.getparent()
    classes = (block.element.get("class") or "", "" if above is None else above.get("class") or "")
    return str(block.element.tag), *classes


def _is_prose(block: Block) -> bool:
    return block.is_sentence and block.element.tag != "h1"


def _home(found: list[Block], accepted: list[bool]) -> Any:
    """The smallest element that holds nearly all that was accepted."""
    own = [block for block, ok in zip(found, accepted, strict=True) if ok]
    own = [block for block in own if _is_prose(block)] or own
    total = sum(block.n_words for block in own)
    weights = weigh(own[0].element.getroottree().getroot(), own)
    heavy = [element for element, n in weights.items() if n >= ROOT * total]
    return max(heavy, key=lambda element: sum(1 for _ in element.iterancestors()))


def _above(block: Block, *, accepted: bool, inside: bool) -> Hint | None:
    """What stands between the title and the first sentence: a byline, a date, a standfirst."""
    if block.linked < LINKED and kinship.ENDED.search(block.text):
        is_opening = block.element.tag == "p" and accepted and inside
        if is_opening or (block.is_sentence and (accepted or inside)):
            return None
    return _ABOVE if accepted or inside or block.n_words <= blocks.BYLINE else _AROUND


def _within(block: Block, *, accepted: bool, inside: bool) -> Hint | None:
    if block.linked >= LINKED and block.n_words <= LONGEST_LINK and not _is_quoted(block):
        return _LINK
    if not inside:
        return None if accepted and block.is_sentence else _AROUND
    if accepted or block.element.tag in _PROSE:
        return None
    return None if kinship.ENDED.search(block.text) and block.n_words >= SHORT else _LABEL


def _is_quoted(block: Block) -> bool:
    return any(above.tag == "blockquote" for above in block.element.iterancestors())


def _stated_body(tree: Any) -> str:
    """The longest articleBody (schema.org) in the page's JSON-LD, in paragraphs if it has any."""
    bodies = [
        body
        for script in tree.iter("script")
        if "ld+json" in (script.get("type") or "")
        for body in _article_bodies(script.text or "")
    ]
    longest = max(bodies, key=len, default="")
    return re.sub(r"(?<=[.!?”\"]) {2,}(?=\S)", "\n\n", longest)


def _article_bodies(text: str) -> Iterator[str]:
    try:
        waiting = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if isinstance(body := value.get("articleBody"), str):
                yield body
            waiting += list(value.values())
        elif isinstance(value, list):
            waiting += value


def _with_stated(stated: str, found: list[Block], verdicts: list[Hint | None]) -> list[Part]:
    """The body that the page's data hold, and after it all that the page itself shows."""
    own = [Part(" ".join(line.split()), None) for line in stated.split("\n") if line.strip()]
    whole = " " + " ".join(_words(stated)) + " "
    again = Hint("boilerplate", "the beginning of the text, shown on the page")
    shown = [
        again if f" {' '.join(_words(block.text))} " in whole else hint or _AROUND
        for block, hint in zip(found, verdicts, strict=True)
    ]
    before = next((n for n, hint in enumerate(shown) if hint is again), 0)
    around = list(zip(found, shown, strict=True))
    return [*_joined(around[:before]), *own, *_joined(around[before:])]


def _joined(marked: Iterable[tuple[Block, Hint | None]]) -> Iterator[Part]:
    """Parts, with neighbours that are of one kind of clutter in one."""
    for hint, group in groupby(marked, key=lambda pair: pair[1]):
        texts = [block.text for block, _ in group]
        if hint and hint.part in _JOINED:
            yield Part(" | ".join(texts), hint)
        else:
            yield from (Part(text, hint) for text in texts)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _n_words(text: str) -> int:
    return len(text.split())
