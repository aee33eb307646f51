"""An element's name, classes and roles to the part of a page that it holds.

Sources of the rule: the HTML standard's sectioning elements, WAI-ARIA's landmark roles, and the
class names that content systems give to what they put around an article.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

ATTRIBUTES = (
    *("class", "id", "role", "itemprop", "rel", "name", "aria-label"),
    *("data-component", "data-testid", "data-qa", "data-name", "data-type", "data-gu-name"),
    *("data-module", "data-block", "data-widget", "data-area"),
)
SKIPPED = frozenset(
    [
        *("script", "style", "noscript", "template", "svg", "math", "select", "option"),
        *("textarea", "iframe", "object", "canvas", "head", "audio"),
    ]
)


class Hint(NamedTuple):
    """The discard part an element holds, why, and whether it may be most of the page's text."""

    part: str
    reason: str
    sure: bool = False


_TAGS = {
    "nav": Hint("boilerplate", "the page's navigation"),
    "aside": Hint("teaser", "set aside from the article"),
    "figcaption": Hint("caption", "a picture's caption or credit"),
    "figure": Hint("caption", "a picture's caption or credit"),
    "footer": Hint("boilerplate", "the page's foot"),
    "button": Hint("share", "a button"),
    "label": Hint("boilerplate", "a form's label"),
    "dialog": Hint("boilerplate", "a dialog"),
    "amp-ad": Hint("boilerplate", "an advertisement"),
    "amp-sidebar": Hint("boilerplate", "the page's navigation"),
    "video": Hint("caption", "a player"),
    "form": Hint("plug", "a form"),
    "time": Hint("dateline", "when it was published"),
    "address": Hint("byline", "who wrote it"),
}
_ROLES = {
    "navigation": _TAGS["nav"],
    "banner": Hint("boilerplate", "the page's head"),
    "contentinfo": _TAGS["footer"],
    "search": _TAGS["nav"],
    "menu": _TAGS["nav"],
    "dialog": _TAGS["dialog"],
    "alertdialog": _TAGS["dialog"],
    "complementary": _TAGS["aside"],
    "doc-pullquote": Hint("boilerplate", "a pull quote"),
}
# A part ("!" where it may be most of the page), a reason, and words of class names; "+" joins
# words that must stand together. The first line that has one counts: what is more specific stands
# above.
_CLASSES = """
comment! readers' comments: comments disqus commentlist comment+list comment+section
    commentary+list respond livefyre responses+list coral+talk viafoura
comment readers' comments: comment replies
boilerplate! a cookie notice: cookie cookies consent gdpr onetrust ccpa didomi
boilerplate an advertisement: ad ads adslot advert advertisement advertising adholder sponsor
    sponsored sponsorship dfp mpu adunit adwrapper promoted affiliate product+embed commercial
    werbung adsbygoogle banner
teaser links to other stories: related recommended recommendation recommendations recommend
    recirc recirculation trending popular outbrain taboola onward prevnext mostread relatedposts
    most+read most+viewed most+popular most+recent more+from more+on more+stories read+next
    read+more up+next also+like rich+link richlink post+navigation nav+links pager pagination
    link+list story+list sidebar widget+area archive+list next+article prev+article carousel yarpp
    crp latest+posts latest+news ticker+bar breaking+news weather key+events toc table+of+contents
    keep+reading you+may portable+archive interstitial
bio about the author: bio biography bios about+author about+the+author author+box author+info
    author+card author+bio author+description author+profile author+section saboxplugin about+me
    about+us contributor contributors writer+bio disclosure disclaimer
plug a newsletter or subscription plug: newsletter newsletters signup sign+up subscribe
    subscription promo promotion cta donate donation membership email+capture button+block shop
    mc4wp get+app podcast+promo
boilerplate a paywall notice: paywall regwall barrier piano gateway meter pw
boilerplate a pull quote: pullquote pull+quote pulledquote pull+quotes blockquote+pull pq
boilerplate a correction or a note of the editors: correction corrections editors+note editor+note
    editorial+note clarification
boilerplate a box beside the article: infobox factbox fact+box info+box box+right box+left side+box
boilerplate a dialog: modal popup lightbox overlay tooltip alert
boilerplate a poll: poll quiz survey vote voting rating ratings
share share buttons: share shares sharing sharedaddy social addthis addtoany sharebar sharetools
    shr utility action+bar article+tools toolbar likes claps sharethis swp sss
caption a picture's caption or credit: caption captions imagecaption credit credits photographer
    mediacaption legend
caption a player: player audio+module jwplayer vjs videojs video+container mol+video featured+video
byline who wrote it: byline author authors writer vcard by+line bylines
dateline when it was published: date dateline timestamp datetime dates pubdate posted+on
    published+on last+modified entry+meta post+meta article+meta postmeta
boilerplate a list of topics: tag tags topics taglist tagcloud keywords labels categories cat+links
boilerplate the title or a label above the body: kicker eyebrow rubric slug overline topline
boilerplate the page's navigation: nav navbar navigation menu breadcrumb breadcrumbs masthead topbar
    skip skiplink site+header page+header topnav
boilerplate the page's foot: footer colophon copyright legal licence license imprint
"""


def _by_words(table: str) -> Iterator[tuple[tuple[str, ...], Hint]]:
    for line in re.sub(r"\n\s+", " ", table).strip().split("\n"):
        head, phrases = line.split(": ")
        part, reason = head.split(" ", 1)
        hint = Hint(part.rstrip("!"), reason, sure=part.endswith("!"))
        yield from ((tuple(phrase.split("+")), hint) for phrase in phrases.split())


_BY_WORDS = list(_by_words(_CLASSES))
HIDDEN = Hint("boilerplate", "not shown on the page")
_HIDDEN_CLASSES = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-(?:text|only)|is-hidden)(?:\s|$)"
)
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Not at digits: what a bundler hashed ("css-1ad2f") is no word.
_SPLIT = re.compile(r"[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])")


def of(element: Any) -> Hint | None:
    """What an element says it holds, by its own name and attributes alone."""
    if (
        element.get("hidden") is not None
        or _NOT_SHOWN.search(element.get("style") or "")
        or _HIDDEN_CLASSES.search(element.get("class") or "")
    ):
        return HIDDEN
    if hint := _ROLES.get((element.get("role") or "").lower()):
        return hint
    return _by_class(element) or _TAGS.get(element.tag)


def _by_class(element: Any) -> Hint | None:
    names = " ".join(element.get(attribute) or "" for attribute in ATTRIBUTES)
    return _named(names) if names.strip() else None


@lru_cache(maxsize=4096)
def _named(names: str) -> Hint | None:
    found = [_words(name) for name in names.split()]
    return next(
        (hint for phrase, hint in _BY_WORDS for name in found if _holds(name, phrase)), None
    )


def _words(name: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _SPLIT.split(name) if word)


def _holds(name: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    n = len(phrase)
    return any(name[start : start + n] == phrase for start in range(len(name) - n + 1))
