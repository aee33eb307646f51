"""Paragraphs in which a publication speaks of itself to its readers, by how many such cues."""

import re
from typing import NamedTuple

LONGEST = 60  # words: longer ones are articles about publications
SHORT = 25  # words: a shorter one needs fewer cues
ENOUGH = 3.0  # two of 20,000 sentences in articles that were checked have as many
ENOUGH_LONG = 4.0
MOSTLY = 0.45  # of its characters: in sentences that hold a cue
LONGEST_WORD = 12  # characters on average
TELLING = 1.5  # without any cue that counts as much no sum is reached
MOST_LABELS = 10  # words on a line of buttons
ENOUGH_SECTIONS = 3  # words of a menu's line; fewer may be a heading


class Cue(NamedTuple):
    """A wording, what it counts for, and the discard part of a paragraph that it decides."""

    weight: float
    part: str
    wording: re.Pattern[str]


_PLACES = {
    "PIECE": "article|story|column|essay|op-ed|commentary|post|piece|blog|interview|conversation"
    "|transcript|translation|episode|content|material|feature|film|guide|recipe|poll",
    "BEEN": "is|are|was|were|has been|have been|be|been|being|first|originally|lightly",
    "DONE": "edited|condensed|shortened|abridged|published|appeared|updated|amended|corrected"
    "|clarified|translated|produced|generated|created|recorded|transcribed|sponsored|reprinted"
    "|republished|adapted|taken from|excerpted|funded|supported by|commissioned|revised|syndicated"
    r"|part of (?:a|an|our|the) (?:\w+ ){0,2}(?:series|project|partnership|content|issue)",
    "OURS": "readers|listeners|journalism|newsroom|work|website|site|partners|opinions?|coverage"
    "|stories|editors|reporters|reporting|archive",
    "ACT": "sign up|subscribe|click|tap|follow|join|e-?mail|write|send|listen|visit|download|buy"
    "|order|get|receive|support|donate|rate|review|leave|share|tell|contact|register|enter|enable"
    "|make sense|unlock|reach|submit|reply|invite|forward|discover|explore|find|pin|like|add|see"
    "|read|watch|become|go to|want|got|enjoy|have|do you have",
    "SENT": "letters|submissions|columns|op-eds|responses|replies|comments",
}
# A weight and a part begin a cue, which counts once however many of its wordings are there.
_CUES = r"""
# How to reach the publication
2.0 plug        \S+@\S+\.\w{2,} || https?://\S+ || www\.\S+
    || \w[\w-]+\.(?:com|org|net|example|co|io)(?:/\S*)?\b(?!-)
2.0 plug        (?<!\w)\+?\d[\d ()-]{7,}\d\b || whatsapp || p\.?o\.? box \d
1.0 plug        (?<!.)follow\b
1.0 plug        (?<!\S)@\w{2,} || on (?:twitter|facebook|instagram|bluesky|mastodon|linkedin|x\b)

# What it sells
2.0 plug        newsletters?\b || (?:your|the|my) (?:inbox|letterbox) || mailing list
    || (?:reader|free|paid|annual|monthly|digital|e-?mail)[ -](?:funded|supported|subscri\w+)
    || e-?mail (?:alerts?|updates?|address|notifications?) || news alerts? || podcasts?\b
    || (?:our|the) (?:(?:free|new|daily|weekly) )?(?:app|briefing)\b || patreon || substack
    || (?:apple|spotify|google) (?:podcasts?|music) || wherever you get your
    || print(?:ed)? (?:edition|magazine|issue) || back issues? || stockists?
    || (?:issues|times) a year || issue \d+\b || our (?:shop|store|bookshop|online shop)
2.0 plug        subscri(?:bers?|ptions?)\b
    || subscribe (?:now|today|here|for|below|at|to (?:our|my|us|receive|get|new))\b
    || sign(?:ed|ing)?[ -]up || become an? (?:\w+ )?(?:member|subscriber|friend|patron|supporter)
    || supporting (?:listener|member|reader) || free trial || cancel any ?time
    || support (?:us|our|local|independent|quality) ?\w*
1.0 plug        (?:daily|weekly|free|morning|evening|our) (?:newsletters?|e-?mails?)
    || (?:in|to) your inbox || start(?:ed)? receiving || commenting\b || your comments
1.5 plug        \d[\d,.]* (?:readers|subscribers|listeners|people) who || supporting us\b
    || like what you(?:[’']re| are)? read\w*
    || every (?:morning|week|day|weekday|evening|sunday)\W*$ || (?:read|see) the original
    || for free\b
2.0 plug        thanks for listening || submit a (?:question|letter|column|tip) || unsubscribe\b
    || we(?:[’']d| would) love to (?:see|hear) || consider supporting || save (?:articles|stories)
    || (?:leave|add|give) (?:us )?a (?:rating|review|comment) || sent to you\b
1.5 plug        tell a friend || did you make this || copy for the || log in, register
    || the \w+ issue (?:to|by|is)\b
    || becoming an? (?:\w+ )?(?:member|subscriber)
1.0 plug        because you || subscribed to
2.5 plug        buy (?:me|us) a (?:coffee|beer) || ko-fi || tip jar
1.0 plug        if you can afford it || (?:is|are|remains?) free\b
2.0 plug        unlock (?:the|this|your|full) || follow (?:topics|authors|this|us)
    || from this section || download (?:the|our) || you can now (?:listen|read|follow)
1.0 plug        our <OURS>
1.0 plug        (?:full|unlimited|paywall-free|digital|premium) (?:access|reading)
    || (?:new|every|more) (?:articles?|stories|posts?|issues?|episodes?)\b

# What it asks for
1.0 plug        (?<![\w,;] )<ACT>\b
0.5 plug        (?:you|your|yours|us)\b
2.0 plug        (?<=[.:!?] )sign up\W*$ || you (?:have )?signed up\b
    || you(?:[’']re| are| were)? receiv\w+ this
1.0 plug        (?:recommended|more|our|other|all) newsletters
    || delivered (?:daily|weekly|monthly|to|every)
0.5 plug        please\b || here\W*$ || thank you for || thanks for
2.0 plug        (?:story|stories|news) tips?\b || (?:got|have) a (?:tip|story|question)
    || (?:in|via) the comments(?: below| section)? || comments? (?:below|section)
    || letters? to the editor || (?:considered )?for publication
    || <SENT> (?:may|must|should|can|will|are|run)\b
    || guest (?:column|essay|post)s?\b || (?:full|your) name(?:,| and) (?:\w+ )?address
    || (?:postal|daytime|home) (?:address|telephone|phone) || up to \d+ words || about \d+ words
    || edit(?:ed)? (?:letters|for (?:length|clarity|brevity|style|publication))
    || add your (?:name|signature) || leave us a review || rate us

# What it says of the text
1.5 boilerplate (?:this|the above) (?:\w+ )?<PIECE> <BEEN> (?:\w+ ){0,2}<DONE>\b
1.5 boilerplate (?:this|the above) (?:\w+ )?(?:<PIECE>|letter|statement|list|text|version|review)\b
    || (?:an? )?(?:earlier|previous|longer|shorter|different) version (?:of|was)
0.5 boilerplate <BEEN> (?:\w+ ){0,2}<DONE>\b
2.0 boilerplate (?:hosted|engineered|mixed) by || (?<!is |as )produced by
    || (?:original|theme) music(?: is)? by
2.0 boilerplate (?:disclosure|editorial|commenting|advertising) (?:policy|policies|guidelines)
2.0 boilerplate we independently (?:evaluate|review|select) || receive compensation
1.5 boilerplate recommended products || (?:theme|music) (?:is|was) composed by || production of
2.0 boilerplate found this helpful || (?:was|did) (?:this|you find this) (?:\w+ )?helpful
1.5 boilerplate (?:english|german|french|spanish|original|ukrainian|russian) (?:version|translation)
    || published in (?:english|german|french|spanish|ukrainian|russian|polish|italian)
1.0 boilerplate (?<!.)note: || the above\b
1.0 boilerplate (?:draws|is based|is drawn|is adapted) (?:on|from)
1.5 boilerplate special thanks to
1.5 boilerplate (?:made|edited|fact-checked) by
1.5 boilerplate (?:speech recognition|transcription)(?: software)?
    || (?:check|review|listen to) the (?:\w+ )?(?:audio|recording)
    || may contain (?:errors|affiliate) || (?:for|before) (?:quoting|clarity|length)
    || final form || authoritative record || accuracy and availability
    || with (?:kind )?permission || print edition || under the headline || correction\b
    || to make clear that || to reflect
3.0 boilerplate all rights reserved || (?:©|\(c\)|copyright) ?(?:©|\d{4}) || issn\b
    || may not be (?:published|reproduced|broadcast|rewritten|redistributed)
    || cite (?:this (?:article|post|page|work)|as:) || registered in england
    || best viewed (?:at|in|with) || visitor number
    || powered by (?:wordpress|blogger|ghost|disqus|typepad|medium)
2.0 boilerplate creative commons || (?:republished|licensed) under || registered (?:charity|office)
    || (?:terms|conditions) (?:of|&|and) (?:use|service|conditions) || privacy (?:policy|notice)
    || user agreement || trademark

# What it must say
3.0 boilerplate (?:enable|disabled?|requires?) javascript || javascript is (?:off|disabled|not)
    || how your (?:\w+ )?data (?:is|are) processed || you are (?:now|already) subscribed
    || (?<!.)transcript provided by || your comment has been || (?<!.)enable notifications
    || required fields || (?:in)?valid e-?mail || affiliate links? || offers and events
    || to improve our understanding || i (?:consent|agree) to (?:\w+ ){0,4}sending
    || (?:we|sites?|website|partners) (?:\w+ ){0,3}cookies
    || cookie (?:policy|settings|preferences|consent) || (?:your|our) ad[ -]?blockers?
    || your privacy (?:matters|is important|choices)
2.5 boilerplate please try again || more than \w+ (?:years?|months?) old
2.0 boilerplate (?:all|these|of|using|accept) cookies || (?:process|store) (?:\w+ )?personal data
    || unique identifiers || earn (?:a |an )?(?:\w+ )?(?:commission|fee) || your privacy
    || (?:you|i)(?: have|[’']ve)? consent(?:ed)? to || opted in (?:at|to|via) || refresh the page
    || links on (?:our|this) site || (?:buy|bought) through || (?<!.)disclosure:
    || (?:make|made) a purchase || in your browser
1.5 boilerplate something went wrong || try again later || tracking technologies
3.0 boilerplate already (?:an? )?(?:\w+ )?subscri\w+ || (?:to|and) (?:continue|keep|finish) reading
    || subscriber-only || (?:a|this|your) (?:free|premium) article || start trial
    || start (?:a|your) (?:free|\d+[- ](?:day|week|month)) trial || (?:un|pay)?wall-free reading
2.0 boilerplate choose a plan || start a trial || (?<!.)try (?:it )?free
    || (?:for|to) (?:our )?subscribers\b || unlimited access || paywall\b
    || (?<!.)stay informed || (?<!.)explore more$ || in-depth analysis
1.5 boilerplate [$£€]\s?\d[\d.,]* ?(?:per|an?|/) ?(?:month|week|year)\b
3.0 boilerplate (?:episode|podcast|newsletter|edition|show) (?:is|was) (?:sponsored|supported) by
    || (?<!.)(?:sponsored|presented|supported|paid for|brought to you) by [^.!?]{2,50}$
    || (?<!.)(?:a )?(?:message|word) from [^.!?]{2,40}$ || promo code || use code \w
    || shop now || our sponsors?\b || be right back\W*$ || (?<!.)ad break
2.0 boilerplate percent off\b || % off\b

# A clipping's furniture
3.0 boilerplate (?<!.)(?:for )?immediate release\W*$ || (?<!.)(?:press|news|media) release\W*$
    || (?<!.)(?:press|media) (?:contact|enquir|inquir)\w* || (?<!.)notes to editors
    || (?<!.)embargo(?:ed)?(?: until)? || (?<!.)news provided by
    || for (?:more|further) information,? (?:please )?(?:visit|contact)
"""
INTERFACE = """
    menu navigation account login logout basket homepage bookmark bookmarks bookmarked
    toolbar settings preferences toggle skip subscribe unsubscribe register share print
    email pdf rss epaper edition search password username cookie cookies accept agree
    decline link gift copy tweet upvote reply follow listen download sitemap advertise
    careers newsletters accessibility faq imprint masthead footer sidebar app carousel
    notifications feedback recommend restacks likes reposts followers saved republish
    reprint reprints license teams autoplay captions fullscreen transcript playlist
    homescreen commenting award crosspost comments
"""
SECTIONS = """
    home news sport sports weather jobs business politics opinion opinions culture life
    lifestyle style travel food tech technology science health world local video videos
    photos games puzzles crossword obituaries classifieds events shop arts music film books
    magazine podcasts podcast newsletters money markets media ideas features fashion cars
    property about contact help topics latest most viewed popular trending
"""
_FILLING = """
    a an the to for of in on by with via and or & all my your our this open close main view
    show hide get give send save read more sign log out up me back top content us it here
    now page options option as new see full e later first next previous x facebook twitter
    instagram whatsapp linkedin reddit telegram youtube story stories article articles
    journal post posts comment comments min minutes end list items press enter create free
    forgot allow not updates discussions member only start writing text speech status blog
    careers terms privacy policy statement topic author authors publish published k m item
    from into at is add load try again error thank thanks done ok yes no
    report forum donate basket join
"""


def _cues(table: str) -> tuple[Cue, ...]:
    for name, wordings in _PLACES.items():
        table = table.replace(f"<{name}>", f"(?:{wordings})")
    lines = [line for line in table.split("\n") if line.strip() and not line.startswith("#")]
    found = re.findall(r"(?m)^(\d\.\d) (\w+) +(.*(?:\n +\|\|.*)*)", "\n".join(lines))
    return tuple(
        Cue(float(weight), part, re.compile(rf"(?<!\w)(?:{_joined(wordings)})"))
        for weight, part, wordings in found
    )


def _joined(wordings: str) -> str:
    return "|".join(re.split(r"\s+\|\|\s", wordings.strip()))


CUES = _cues(_CUES)
_ANY = re.compile("|".join(cue.wording.pattern for cue in CUES if cue.weight >= TELLING))
_LABELS = frozenset(INTERFACE.split())
_MENU = frozenset(SECTIONS.split())
_KNOWN = _LABELS | _MENU | frozenset(_FILLING.split())
_SPEECH = re.compile(r"[“\"‘][^”\"’]{40,}|\b(?:said|says|told|asked|replied)\b")


def of(paragraph: str) -> tuple[str, float]:
    """The discard part that a paragraph's cues speak for, and their sum; each cue counts once.

    Nothing ("", 0) where most of the paragraph's sentences have no cue: then an article only
    mentions how it came about.
    """
    text = paragraph[: LONGEST * LONGEST_WORD].lower()
    if text.count(" ") >= LONGEST or _SPEECH.search(text) or not _ANY.search(text):
        return "", 0.0
    found = [cue for cue in CUES if cue.wording.search(text)]
    sentences = re.split(r"(?<=[.!?]) +", text)
    telling = [
        one for one in sentences if any(c.weight >= 1 and c.wording.search(one) for c in found)
    ]
    if len(" ".join(telling)) < MOSTLY * len(text):
        return "", 0.0
    return max(found, key=lambda cue: cue.weight).part, sum(cue.weight for cue in found)


def is_notice(paragraph: str) -> str:
    """The discard part of a paragraph with enough cues wherever it stands, or ""."""
    part, total = of(paragraph)
    enough = ENOUGH if paragraph.count(" ") < SHORT else ENOUGH_LONG
    return part if total >= enough else ""


def is_label(piece: str) -> bool:
    """Whether each word of a short piece is one of a site's own."""
    words = re.findall(r"[^\W\d_]+|&", piece.lower())
    return 0 < len(words) <= MOST_LABELS and all(word in _KNOWN for word in words)


def is_interface(paragraph: str) -> bool:
    """Whether a line is nothing but buttons or a menu's entries: "Give a gift", "News Sport"."""
    if len(paragraph) > MOST_LABELS * 12 or re.search(r"[.!?:;,…][\"'”’)]*$", paragraph):
        return False
    words = re.findall(r"[^\W\d_]+|&", paragraph.lower())
    if len(words) == 1 or not is_label(paragraph):
        return False  # a single word may be a heading
    n_sections = sum(word in _MENU for word in words)
    return any(word in _LABELS for word in words) or n_sections >= ENOUGH_SECTIONS
