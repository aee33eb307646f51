"""Paragraphs in which a publication speaks of itself to its readers, by how many such cues."""

import re
from typing import NamedTuple

LONGEST = 90  # words: longer ones are articles about publications
SHORT = 25  # words: a shorter one needs fewer cues
ENOUGH = 3.0  # no sentence of 20,000 in articles that were checked has as many
ENOUGH_LONG = 4.0
MOSTLY = 0.45  # of its characters: in sentences that hold a cue


class Cue(NamedTuple):
    """A wording, what it counts for, and the discard part of a paragraph that it decides."""

    weight: float
    part: str
    wording: re.Pattern[str]


def _cue(weight: float, part: str, *wordings: str) -> Cue:
    return Cue(weight, part, re.compile(r"\b(?:" + "|".join(wordings) + ")", re.IGNORECASE))


_OWN = (
    r"(?:article|story|column|essay|op-ed|commentary|post|piece|blog|interview|conversation"
    r"|transcript|translation|letter|statement|episode|list|content"
    r"|material|text|version|report|review|discussion|publication)"
)
_DONE = (
    r"(?:edited|condensed|shortened|abridged|published|appeared|updated|amended|corrected|clarified"
    r"|translated|produced|generated|created|recorded|transcribed|sponsored|reprinted|republished"
    r"|adapted|taken from|excerpted|funded|supported by|commissioned|revised|syndicated"
    r"|part of (?:a|an|our|the) (?:\w+ ){0,2}(?:series|project|partnership|content|issue))"
)
CUES = (
    # How to reach the publication
    _cue(2.0, "plug", r"\S+@\S+\.\w{2,}", r"https?://\S+", r"www\.\S+",
         r"\w[\w-]+\.(?:com|org|net|example|co|io)(?:/\S*)?\b(?!-)"),
    _cue(2.0, "plug", r"(?<!\w)\+?\d[\d ()-]{7,}\d\b", r"whatsapp", r"p\.?o\.? box \d"),
    _cue(1.0, "plug", r"(?<!.)follow\b"),
    _cue(1.0, "plug", r"(?<!\S)@\w{2,}", r"on (?:twitter|facebook|instagram|bluesky|mastodon"
         r"|linkedin|x\b)"),
    # What it sells
    _cue(2.0, "plug", r"newsletters?\b", r"(?:your|the|my) (?:inbox|letterbox)", r"mailing list",
         r"(?:reader|free|paid|annual|monthly|digital|e-?mail)[ -](?:funded|supported|subscri\w+)",
         r"e-?mail (?:alerts?|updates?|address|notifications?)", r"news alerts?", r"podcasts?\b",
         r"(?:our|the) (?:(?:free|new|daily|weekly) )?(?:app|briefing)\b", r"patreon", r"substack",
         r"(?:apple|spotify|google) (?:podcasts?|music)", r"wherever you get your",
         r"print(?:ed)? (?:edition|magazine|issue)", r"back issues?", r"stockists?",
         r"(?:issues|times) a year", r"issue \d+\b", r"our (?:shop|store|bookshop|online shop)"),
    _cue(2.0, "plug", r"subscri(?:bers?|ptions?)\b",
         r"subscribe (?:now|today|here|for|below|at|to (?:our|my|us|receive|get|new))\b", r"sign(?:ed|ing)?[ -]up",
         r"become an? (?:\w+ )?(?:member|subscriber|friend|patron|supporter)",
         r"supporting (?:listener|member|reader)", r"free trial", r"cancel any ?time",
         r"support (?:us|our|local|independent|quality) ?\w*"),
    _cue(1.0, "plug", r"(?:daily|weekly|free|morning|evening|our) (?:newsletters?|e-?mails?)",
         r"(?:in|to) your inbox", r"start(?:ed)? receiving", r"commenting\b", r"your comments"),
    _cue(1.5, "plug", r"\d[\d,.]* (?:readers|subscribers|listeners|people) who",
         r"supporting us\b", r"like what you(?:[’']re| are)? read\w*", r"every (?:morning|week|day"
         r"|weekday|evening|sunday)\W*$", r"(?:read|see) the original", r"for free\b"),
    _cue(2.0, "plug", r"unlock (?:the|this|your|full)", r"follow (?:topics|authors|this|us)",
         r"from this section", r"download (?:the|our)", r"you can now (?:listen|read|follow)"),
    _cue(1.0, "plug", r"our (?:readers|listeners|journalism|newsroom|work|website|site|partners"
         r"|opinions?|coverage|stories|editors|reporters|reporting|archive)"),
    _cue(1.0, "plug", r"(?:full|unlimited|paywall-free|digital|premium) (?:access|reading)",
         r"(?:new|every|more) (?:articles?|stories|posts?|issues?|episodes?)\b"),
    # What it asks for
    _cue(1.0, "plug",
         r"(?<![\w,;] )(?:sign up|subscribe|click|tap|follow|join|e-?mail|write|send|listen|visit"
         r"|download|buy|order|get|receive|support|donate|rate|review|leave|share|tell|contact"
         r"|register|enter|enable|make sense|unlock|reach|submit|reply|invite|forward|discover|explore|find|pin|like|add"
         r"|see|read|watch|become|go to|want|got|enjoy|have|do you have)\b"),
    _cue(0.5, "plug", r"(?:you|your|yours|us)\b"),
    _cue(2.0, "plug", r"(?<=[.:!?] )sign up\W*$", r"you (?:have )?signed up\b",
         r"you(?:[’']re| are| were)? receiv\w+ this"),
    _cue(1.0, "plug", r"(?:recommended|more|our|other|all) newsletters", r"delivered (?:daily"
         r"|weekly|monthly|to|every)"),
    _cue(0.5, "plug", r"please\b", r"here\W*$", r"thank you for", r"thanks for"),
    _cue(2.0, "plug", r"(?:story|stories|news) tips?\b", r"(?:got|have) a (?:tip|story|question)",
         r"(?:in|via) the comments(?: below| section)?", r"comments? (?:below|section)",
         r"letters? to the editor", r"(?:considered )?for publication",
         r"(?:letters|submissions|columns|op-eds|responses|replies|comments) (?:may|must|should|can"
         r"|will|are|run)\b", r"guest (?:column|essay|post)s?\b",
         r"(?:full|your) name(?:,| and) (?:\w+ )?address", r"(?:postal|daytime|home) (?:address"
         r"|telephone|phone)", r"up to \d+ words", r"about \d+ words", r"edit(?:ed)? (?:letters|for"
         r" (?:length|clarity|brevity|style|publication))", r"add your (?:name|signature)",
         r"leave us a review", r"rate us"),
    # What it says of the text
    _cue(1.5, "boilerplate", rf"(?:this|the above) (?:\w+ )?{_OWN}\b",
         rf"(?:an? )?(?:earlier|previous|longer|shorter|different|english) version (?:of|was)"),
    _cue(1.5, "boilerplate", rf"(?:is|are|was|were|has been|have been|be|been|being|first"
         rf"|originally|lightly) (?:\w+ ){{0,2}}{_DONE}\b"),
    _cue(2.0, "boilerplate", r"(?:hosted|produced|engineered|mixed) by", r"(?:original|theme)"
         r" music(?: is)? by"),
    _cue(2.0, "boilerplate", r"(?:disclosure|editorial|commenting|advertising|corrections?)"
         r" (?:policy|policies|guidelines)"),
    _cue(1.5, "boilerplate", r"special thanks to"),
    _cue(1.5, "boilerplate", r"(?:made|edited|fact-checked) by"),
    _cue(1.5, "boilerplate", r"(?:speech recognition|transcription)(?: software)?",
         r"(?:check|review|listen to) the (?:\w+ )?(?:audio|recording)",
         r"may contain (?:errors|affiliate)", r"(?:for|before) (?:quoting|clarity|length)",
         r"final form", r"authoritative record", r"accuracy and availability",
         r"with (?:kind )?permission", r"print edition", r"under the headline",
         r"correction\b", r"to make clear that", r"to reflect"),
    _cue(3.0, "boilerplate", r"all rights reserved", r"(?:©|\(c\)|copyright) ?(?:©|\d{4})",
         r"creative commons", r"(?:published|republished|licensed) under", r"issn\b",
         r"may not be (?:published|reproduced|broadcast|rewritten|redistributed)",
         r"(?:terms|conditions) (?:of|&|and) (?:use|service|conditions)", r"privacy (?:policy"
         r"|notice)", r"user agreement", r"cite (?:this (?:article|post|page|work)|as:)", r"registered (?:charity|in england"
         r"|office)", r"best viewed (?:at|in|with)", r"visitor number", r"powered by \w+"),
    # What it must say
    _cue(3.0, "boilerplate", r"(?:enable|disabled?|requires?) javascript", r"javascript is",
         r"how your (?:\w+ )?data (?:is|are) processed", r"you are (?:now|already) subscribed",
         r"transcript provided by", r"your comment has been", r"enable notifications"),
    _cue(2.5, "boilerplate", r"please try again", r"more than \w+ (?:years?|months?) old"),
    _cue(3.0, "boilerplate", r"your privacy", r"(?:uses?|using|our|of|these|all) cookies", r"cookie (?:policy"
         r"|settings|preferences)", r"(?:process|store) (?:\w+ )?personal data",
         r"unique identifiers", r"ad[ -]?blockers?", r"affiliate links?",
         r"(?:small|affiliate) (?:fee|commission)", r"something went wrong",
         r"(?:in)?valid e-?mail", r"required fields", r"(?:you|i)(?: have|[’']ve)? consent(?:ed)? to",
         r"i (?:consent|agree) to (?:\w+ ){0,4}sending", r"to improve our understanding",
         r"opt(?:ed|ing)?[ -](?:in|out)\b", r"offers and events", r"refresh the page"),
    _cue(3.0, "boilerplate", r"already (?:an? )?(?:\w+ )?(?:subscri\w+|member|registered)",
         r"(?:to|and) (?:continue|keep|finish) reading", r"(?:free|full|premium|subscriber-only)"
         r" (?:article|access|story)\b", r"[$£€]\s?\d[\d.,]* ?(?:per|an?|/) ?(?:month|week|year)\b", r"start (?:a|your) (?:\w+ )?trial",
         r"choose a plan", r"explore more$", r"(?:for|to|of) (?:our )?subscribers\b",
         r"unlimited access", r"paywall\b", r"stay informed"),
    _cue(3.0, "boilerplate", r"(?:is|was) (?:sponsored|brought to you) by",
         r"(?<!.)(?:sponsored|presented|supported|paid for|brought to you) by\b",
         r"a message from", r"promo code", r"use code [A-Z]", r"\d ?(?:percent|%) off\b",
         r"shop now", r"our sponsors?\b", r"(?:we[’']ll|will) be (?:right )?back (?:after|$)",
         r"be right back\W*$", r"ad break"),
    # A clipping's furniture
    _cue(3.0, "boilerplate", r"(?:for )?immediate release", r"(?:press|media) (?:contact|enquir"
         r"|inquir)\w*", r"(?<!.)(?:press|news|media) release\W*$", r"notes to editors", r"embargo(?:ed)? until",
         r"news provided by", r"for (?:more|further) information,? (?:please )?(?:visit|contact"
         r"|see)"),
)  # fmt: skip
INTERFACE = frozenset(
    "menu navigation account login logout basket homepage bookmark bookmarks bookmarked toolbar"
    " settings preferences toggle skip subscribe unsubscribe register share print email pdf rss"
    " epaper edition search login password username cookie cookies accept agree decline link gift"
    " copy tweet upvote reply follow listen download sitemap advertise careers newsletters"
    " accessibility faq imprint masthead footer sidebar app carousel notifications account feedback"
    " recommend restacks likes reposts followers saved republish reprint reprints license teams"
    " autoplay captions fullscreen transcript playlist homescreen commenting".split()
)
SECTIONS = frozenset(
    "home news sport sports weather jobs business politics opinion opinions culture life lifestyle"
    " style travel food tech technology science health world local video videos photos games"
    " puzzles crossword obituaries classifieds events shop arts music film books magazine podcasts podcast"
    " newsletters money markets media ideas features fashion cars property about contact help"
    " topics latest most viewed popular trending".split()
)
_FILLING = frozenset(
    "a an the to for of in on by with via and or & all my your our this open close main view show"
    " hide get give send save read more sign log in out up me back top content us it here now page"
    " options option as new see full e later first next previous x facebook twitter instagram"
    " whatsapp linkedin reddit telegram youtube story stories article articles journal options post"
    " posts comment comments min minutes end list items press enter create free forgot allow not"
    " updates discussions member only start writing text speech status blog careers terms privacy"
    " policy statement content topic author authors publish published k m item of from into at is"
    " add load try again error thank thanks done ok yes no".split()
)
MOST_LABELS = 10  # words on a line of buttons
ENOUGH_SECTIONS = 3  # words of a menu's line; fewer may be a heading
_SPEECH = re.compile(r"[“\"‘][^”\"’]{40,}|\b(?:said|says|told|asked|replied)\b")


def of(paragraph: str) -> tuple[str, float]:
    """The discard part that a paragraph's cues speak for, and their sum; each cue counts once.

    Nothing ("", 0) where most of the paragraph's sentences have no cue: then an article only
    mentions how it came about.
    """
    n_words = paragraph.count(" ") + 1
    if n_words > LONGEST or _SPEECH.search(paragraph):
        return "", 0.0
    found = [cue for cue in CUES if cue.wording.search(paragraph)]
    sentences = re.split(r"(?<=[.!?]) +", paragraph)
    telling = [
        one for one in sentences if any(c.weight >= 1 and c.wording.search(one) for c in found)
    ]
    if not found or len(" ".join(telling)) < MOSTLY * len(paragraph):
        return "", 0.0
    return max(found, key=lambda cue: cue.weight).part, sum(cue.weight for cue in found)


def is_notice(paragraph: str) -> str:
    """The discard part of a paragraph with enough cues wherever it stands, or ""."""
    part, total = of(paragraph)
    enough = ENOUGH if paragraph.count(" ") < SHORT else ENOUGH_LONG
    return part if total >= enough else ""


def is_interface(paragraph: str) -> bool:
    """Whether a line is nothing but buttons or a menu's entries: "Give a gift", "News Sport"."""
    if len(paragraph) > MOST_LABELS * 12 or re.search(r"[.!?:;,…][\"'”’)]*$", paragraph):
        return False
    words = re.findall(r"[^\W\d_]+|&", paragraph.lower())
    if not 1 < len(words) <= MOST_LABELS or any(
        word not in INTERFACE | SECTIONS | _FILLING for word in words
    ):
        return False  # a single word may be a heading
    n_sections = sum(word in SECTIONS for word in words)
    return any(word in INTERFACE for word in words) or n_sections >= ENOUGH_SECTIONS
