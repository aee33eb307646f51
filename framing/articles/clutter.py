"""Single paragraphs that no author wrote for the article, each known by its wording."""

import re
from typing import NamedTuple

from framing.articles import notices

LONGEST = 1_200  # characters: no caption, plug or notice is longer


class Clutter(NamedTuple):
    """One kind of paragraph: the discard part, the reason, its greatest length, its wording."""

    part: str
    reason: str
    words: int
    wording: re.Pattern[str]


def _clutter(part: str, reason: str, words: int, *wordings: str) -> Clutter:
    return Clutter(part, reason, words, re.compile("|".join(wordings), re.IGNORECASE))


# Interface words carry no full stop; "Listen." alone on its line is the author's.
_END = r"[^\w.!?]*$"
_NETWORK = (
    r"(?:facebook|twitter|x|whatsapp|linkedin|reddit|telegram|pinterest|flipboard|pocket|messenger"
    r"|instagram|youtube|threads|bluesky|mastodon|e-?mail|link|copy link|link copied|sms|print|save"
    r"|bookmark|gift(?: this article)?|share|tweet|post|pin(?: it)?|like|reply|copy|more|comment"
    r"|restack|listen|follow|subscribe|sign in|log in)"
)
_JOIN = r"[\s|·•,/+&]*(?:(?:and|on|via|with|to|by|this|article|in a new window)\b[\s|·•,/]*)*"
_COUNTED = (
    r"(?:shares?|likes?|views?|reads?|retweets?|tweets?|reactions?|claps?|upvotes?|points?"
    r"|comments?|replies|restacks?|reposts?|quotes?|bookmarks?|votes?|recommendations?"
    r"|people like this|notes?)"
)
_NUMBER = r"\d[\d.,]*\s?[km]?\b"
_CREDITOR = (
    r"(?:getty(?: images)?|afp|reuters|ap(?: photo)?|epa(?:-efe)?|shutterstock|istock|bloomberg"
    r"|alamy|associated press|anadolu(?: agency)?|pa(?: wire| media)?|zuma(?: press)?|ukrinform"
    r"|unsplash|wikimedia(?: commons)?|handout|tass|sputnik|dpa|nurphoto|rex(?: features)?)"
)
_PICTURE = (
    r"(?:illustration|photo(?:graph)?|photo illustration|image|picture|cartoon|graphic|map|chart"
    r"|figure|video|artwork|art|composite|file photo|cover)s?"
)
_CREDIT = r"(?-i:Illustration|Photo(?:graph)?|Image|Picture|Cartoon|Graphic|Video|Artwork)s?"
_CREDITED = r"(?:[^.]|(?<=\b\w)\.)"  # names with initials, but no sentence
_NEWS = (
    r"(?:newsletters?|(?:your|the) inbox|podcasts?|our app|our briefings?|mailing list"
    r"|subscri(?:be|bing|bers?|ptions?)|substack|(?:by|via|your|news) e-?mails?"
    r"|e-?mail (?:alerts?|updates|address)|news alerts?)"
)
_STORY = r"(?:article|story|stories|post|content|piece|column|essay|page|report|interview)"
_OWN = r"(?:article|column|essay|op-ed|commentary|post|piece|blog)"
_PERSON = r"(?-i:[A-ZÀ-Ž][\w.’'-]*(?: [A-ZÀ-Ž][\w.’'-]*){1,3})"
_ROLE_OF_MAKERS = (
    r"(?:words?|texts?|story|interview(?:ed)?|photography|photographs?|photos|pictures|illustrations?"
    r"|artwork|translat(?:ed|ion)(?: from (?:the )?\w+)?|edited|produced|hosted|presented|compiled"
    r"|as told|recorded|reporting|essay)"
)
_PLACE = (
    r"(?:@|https?:|www\.|\S+@|\S+\.(?:com|org|net|co|uk|eu|ua)\b|facebook|twitter"
    r"|x\b|instagram|linkedin|bluesky|mastodon|youtube|telegram|threads)"
)

CLUTTER = (
    _clutter(
        "share", "share buttons", 14,
        rf"{_NETWORK}(?:{_JOIN}{_NETWORK})*{_JOIN}:?$",
        rf"(?:share|tweet|e-?mail|print|save|gift|post)(?: (?:on|via|with|to|this|full|by))+"
        rf"(?: {_STORY}| {_NETWORK}| your (?:friends|network))*(?: (?:on|via|with|by)[^.]*)?:?$",
        r"(?:click|tap) to (?:share|tweet|e-?mail|print)\b[^.]*$",
        rf"reuse this content{_END}",
        rf"(?:opens in (?:a )?new (?:window|tab)|follow (?:us )?on {_NETWORK}[^.]*){_END}",
    ),
    _clutter(
        "share", "a count of shares or likes", 14,
        rf"(?:{_NUMBER}\s*{_COUNTED}[\s|·•,]*(?:and )?)+$",
        rf"{_COUNTED}\s*[:(]?\s*{_NUMBER}\)?$",
        r"liked by (?:\d+|one|you|\S+(?: and \d+)?)(?: others?)?(?: person| people| readers?)?$",
        r"(?:like this:?|like ?loading\W*|loading\W*|be the first to like this\W*)$",
        r"(?:link )?copied\W*$|copy/paste\b.*\blink\b.*",
        rf"this {_STORY} has been shared {_NUMBER} times\b.*",
        rf"(?:share(?:d)?|pin(?:ned)?|tweet(?:ed)?|saved?) {_NUMBER}(?: times)?$",
        r"pin (?:this|it)(?: for later)?\W*$",
        r"[—–-] ?.{2,60} \(@\w+\).{0,30}$|[^.!?]{2,40} @\w{2,}\s?[·•]\s?[^.!?]{1,20}$",
    ),
    _clutter(
        "boilerplate", "an advertisement marker", 14,
        rf"(?:advertise?ments?|advertising|ads?|anzeige|publicité|after newsletter promotion"
        rf"|paid (?:post|content)|(?:sponsored|promoted)(?: content| posts?)?(?: by .*)?"
        rf"|{_STORY} continues|video ad feedback|now playing\b.*){_END}",
        r"skip (?:past )?(?:this )?(?:ad(?:vertisement)?|newsletter promotion)\W*$",
        rf"(?:{_STORY} continues|continue reading) (?:below|after)\b.*",
        r"(?:scroll|swipe) (?:down )?(?:to|for|past) (?:continue|read|more|the ad|see)\b.*",
    ),
    _clutter(
        "boilerplate", "a cookie notice", 120,
        r"(?:we(?:,? and our(?: \d+)? (?:trusted )?partners,?)?|this (?:web)?site|our (?:web)?site)"
        r" (?:use|store|value)s?\b(?=.*\b(?:cookies?|your privacy)\b).*",
        r"by (?:clicking|continuing to (?:use|browse)|using (?:this|our) (?:web)?site|browsing)\b"
        r"(?=.*\b(?:cookies?|terms|privacy|consent)\b).*",
        r"(?:accept|reject|allow|manage|decline)(?: all| my)? ?(?:cookies?|preferences|choices"
        r"|settings|privacy settings)?(?: and close)?$",
        rf"(?:cookie (?:policy|settings|preferences|notice)|your privacy choices"
        rf"|do not sell my (?:personal )?(?:information|data)){_END}",
    ),
    _clutter(
        "boilerplate", "a paywall notice", 60,
        r"(?:subscribe|sign in|sign up|log in|register(?= (?:now|today|for|to|here|free))"
        r"|create (?:an?|your) (?:free )?account"
        r"|become an? (?:paid )?(?:member|subscriber)(?! of)|start your (?:free )?trial)\b"
        r"(?=.*\b(?:continue|keep|finish|read(?:ing)?|access|unlock|month|week|trial|today"
        r"|now)\b).*",
        r"already an? (?:\w+ )?(?:subscriber|member)(?=\W*\?|\W*$|.*\b(?:sign|log)\b).*",
        r"not an? (?:\w+ )?subscriber\b.*|(?:already |don[’']t )?have an account\b.*",
        rf"(?:this(?: \w+)?|the (?:full|rest of (?:this|the)|remainder of (?:this|the))) {_STORY}"
        r" (?:is|are) (?:\w+ )?(?:for|only|available|reserved|exclusive|free)\b"
        r"(?=.*\b(?:subscri\w+|members?|membership|account|premium)\b).*",
        r"you(?: have|[’']ve) (?:\d+|one|two|three|no|reached|read|used|run out)\b"
        r"(?=.*\b(?:articles?|stories|limit)\b).{0,120}$",
        r"(?:unlock|get|enjoy) (?:\w+ )?(?:unlimited|full|digital|complete) "
        r"(?:digital )?(?:access|reading|subscription)\b.*",
        r"to (?:(?:continue|keep|finish) reading|(?:read|access|unlock) (?:this|the (?:full"
        r"|rest)|more"
        r"|our|unlimited))\b(?=.*\b(?:subscri\w+|sign|log|register|account|member)\b).{0,200}$",
        r"(?:continue|keep) reading (?:with|by|for|this)\b.*",
        r"(?:only |from |just |then )?[$£€]\s?\d[\d.]*\s*(?:a|per|/)\s?(?:week|month|year)"
        r"(?:\W.{0,30}(?:cancel|months?|weeks?|trial|year).*)?$",
        r"\W*paid$|upgrade to paid$",
        r"cancel (?:at )?any ?time\b.*|subscribe(?:rs)? (?:now|only|today|here)\W*$",
    ),
    _clutter(
        "plug", "a newsletter or subscription plug", 70,
        r"\W*(?:sign[- ]up|get|receive|register|enter your|want (?:more|to|the)"
        r"|like what|enjoy(?:ed|ing)?|download|don[’']t miss|never miss|stay (?:informed|up)|join"
        r"|discover more|for more|thank(?:s| you) for|was this|forwarded|forward this"
        r"|you(?:[’']re| are| were)? receiv\w*|listen to|if you (?:like|enjoy|value|found|want"
        r"|are not|aren[’']t|haven|would like)|not a subscriber|delivered|our (?:daily|weekly|free)"
        rf"|try (?:our|the)|check out (?:our|the)|hear more)\b(?=.*\b{_NEWS}\b).*",
        r"subscribe\b(?=.*\b(?:newsletters?|inbox|podcasts?|e-?mails?|substack|channel|updates"
        r"|today"
        r"|for free|digital|print)\b).*",
        r"thank(?:s| you) for reading\b(?:[^.!?]{0,30}\W*$"
        r"|.*\b(?:subscri\w+|support|newsletter|share|free)\b.*)",
        r".{2,60} is a reader-(?:supported|funded)\b.*",
        r"(?:receive|get) .{0,80} every (?:\w*day|morning|evening|week)\W*$",
        r".{0,80}\bdownload (?:the|our) .{0,30}\bapp\W*$|(?:\w+ ){0,3}newsletters?$",
        r"(?:forward this|was this forwarded|you(?:[’']re| are) receiving this)\b.*",
        r"sign up(?: here| now| today| for free| below)*\W*$|subscribe\b(?: \w+){0,3}\W*$",
        r"(?:view|read|open|see) (?:this |it |the )?(?:e-?mail |newsletter |message )?in "
        r"(?:your |a )?(?:web )?browser\b.*",
        r"unsubscribe\b(?![’'])[^.!?]{0,80}\W*$|(?:manage|update|change) (?:your "
        r"|my )?(?:e-?mail )?(?:preferences"
        r"|subscriptions?|settings|account)\b.*",
        r".{0,160}[.:!?] (?:sign up|subscribe|learn more|find out more|join now|shop now)"
        r"(?: here| now| today)?\W*$|\+?[\d ()/.-]{9,}$",
        r"(?:type|enter) your e-?mail.*|e-?mail address\W*$|your e-?mail address.*",
    ),
    _clutter(
        "plug", "an appeal for support or letters", 60,
        r"(?:please )?(?:support (?:us|our|my|this|independent|local|quality|free)|donate"
        r"|make a (?:\w+ )?(?:donation|contribution)|help (?:us|support)"
        r"|consider|become an?|chip in)\b(?=.*\b(?:journalism|donat\w+|subscri\w+|newsroom|patron"
        r"|reader-(?:funded|supported)|our (?:readers|work)|this (?:work|newsletter|blog))\b).*",
        r"(?:do you have|have) (?:an?|any|something)\b.{0,80}\?(?=.*\b(?:e-?mail|write|send"
        r"|letters?"
        r"|submit|contact|click|tell us)\b).*",
        r"(?:letters|submissions|op-eds|comments) (?:should|may|must|can) be (?:sent|e-?mailed"
        r"|submitted)\b.*",
        r"(?:to (?:submit|send)|send) (?:an?|your|us|letters)\b(?=.*(?:@|\be-?mail)).*",
        rf"(?:follow|find|like|join|contact|e-?mail|reach|write to|message) (?:us|me|him|her|them"
        rf"|the (?:author|writer)|@\w+|{_PERSON})\b.{{0,20}}\b(?:on|at"
        rf"|via)?:?\s*{_PLACE}.{{0,80}}$",
        rf"follow {_PERSON}[’']s? (?:opinions?|articles|columns?|work|posts?)(?: follow)?$",
        r"(?:twitter|x|e-?mail|contact|mastodon|bluesky)\s?:\s?\S*@?\S+$|@\w{2,20}$|\S+@\S+\.\w+$",
    ),
    _clutter(
        "link", "a link to another piece", 45,
        r"[\[(]?(?:read(?: also| more| next| on| now)?|also read|see also|see|must[- ]reads?|more"
        r"|related(?: \w+)?|more (?:on|about|from) [^:.]{1,40}|watch(?: also| more| now)?"
        r"|recommended"
        r"|listen(?: also| now| here)?|in case you missed it|further reading|up next|don[’']t miss"
        r"|go deeper|explore(?: more)?|full (?:story|coverage|text|report)|from the archives?)"
        r"\s?[:|»→>]\s?(?!.*[.!][\"”’)]*$).+",
        r"[\[(]?(?:read more|see also|also read|read also|read next|related(?: \w+)?|full story)"
        r"\s?[:|»→>–—-]\s?.+",
        r"(?-i:Read more|READ MORE|Read also|ALSO READ|Also read|See also|RELATED) "
        r"(?-i:[A-Z‘“\"])(?!.*[.!?][\"”’)]*$).+",
        r"[\[(]?(?:read|see|watch|view|hear|explore|find|learn) (?:more|the (?:full|whole|original)"
        rf" (?:{_STORY}|text|transcript))\b(?: (?:on|about|from|in|of|here"
        rf"|at)\b[^.]{{0,100}})?{_END}",
        r"(?:continue reading|click here|tap here|click to (?:read|view|enlarge))\b[^.]{0,80}\W*$",
        r"https?://\S+$|www\.\S+$",
        # The last two are not for »quotations« or «guillemets».
        r"[←→›][^.]{1,120}$|[^.]{1,120}[→›]$|»[^«.]{1,120}$|[^.«]{1,120}»$",
    ),
    _clutter(
        "caption", "a picture's caption or credit", 60,
        rf"[\[(]?{_PICTURE}(?: credit)?(?: (?:courtesy|source))?(?: of)?\s?[:|]\s?.+",
        rf"[\[(]?{_CREDIT}(?: credit)? (?:by|courtesy(?: of)?|via) (?-i:[A-ZÀ-Ž])[^.]{{1,80}}$",
        r"(?:source|credit|caption|picture credit|pictured|foto|bild)\s?:\s?.+",
        r"(?:photo|video|image|logo)s? [-–—] https?:.+",
        rf"{_CREDITOR}(?:[\s/|,]+(?:via )?{_CREDITOR})*{_END}",
        rf"[^.]{{3,60}}\s?/\s?{_CREDITOR}\W*$",
        rf".*[.…”\"’)]\s*[\[(]?{_CREDIT}(?: credit)?(?: by|:"
        rf"| courtesy)\s?{_CREDITED}{{2,70}}[\])]?\.?$",
        rf".*[.…”\"’)\w]\s+[\[(]?(?-i:Credit|File|Courtesy|Source)\s?:\s?"
        rf"{_CREDITED}{{2,70}}[\])]?\.?$",
        r".*\((?:courtesy|photo|image|handout|file)\b[^()]{0,60}\)\W*$"
        r"|[^()]*\([^()]{3,50}\b(?:file|archives?|collection|handout|photos?|courtesy)\)\W*$",
        r"(?:photo|image|picture|video|illustration)s? by [^!?]{2,50} (?:on|via|from|at)"
        r" (?:unsplash|pexels|pixabay|flickr|wikimedia(?: commons)?|getty(?: images)?)\W*$",
        r"0\d(?: [^.!?]{2,80})?$",
        # A name in capitals after the sentence: "The lobby at night. ANN MOE"
        r"(?-i:.*[.…”] (?:[A-ZÀ-Ž][A-ZÀ-Ž.'’-]+ ){1,2}[A-ZÀ-Ž][A-ZÀ-Ž'’-]+(?:\s?/\s?\S.*)?)$",
        rf"{_PERSON} for (?-i:The [A-Z])[^.!?]{{2,40}}$"
        rf"|{_PERSON}\s?/\s?(?-i:[A-Z])[^.!?]{{2,30}}$|\([^().!?]{{3,40}}/[^().!?]{{3,40}}\)$",
        r"(?:[\[(][^\])]*\b(?:music|clip|playing|theme)\b[^\])]*[\])] ?)+$",
        r"watch (?:the )?(?:video|now|live)\b[^.!?]{0,40}$|courtesy (?:photo|image|of\b.{2,60})$",
        r".*[.…”\"’)]\s+(?-i:Courtesy(?: of)?|Via|Source) [^.!?]{2,70}\.?$",
        rf".*\w\s+[\[(]?{_CREDIT}(?: credit)?:\s?{_CREDITED}{{2,70}}[\])]?\.?$",
        rf".*\({_CREDIT}(?: credit)?(?: by|:| courtesy)[^()]{{2,80}}\)\W*$",
        rf".*\({_CREDITOR}(?: photo| via [^)]*|[/,][^)]*| images)\)\W*$",
        rf".*\([^()]{{3,60}}/\s?{_CREDITOR}[^()]*\)\W*$",
        rf".*[.…”\"’)\w]\s+(?:[|–—©-]\s?)?[^.|]{{2,40}}/\s?{_CREDITOR}(?: via {_CREDITOR})?\W*$",
        r".*[.\w]\s?©\s?[^.©]{2,60}$",
        rf".*\|\s*[^|.]{{2,80}}\b(?:photos?|{_CREDITOR})\W*$",
        rf"(?:view image in full ?screen|enlarge (?:this )?image|(?:hide|toggle) caption"
        rf"|file (?:photo|picture|image)|image source|image caption){_END}"
        r"|image (?:source|caption|credit)s?\s?[,:].*",
    ),
    _clutter(
        "byline", "who reported or edited", 45,
        rf"[\[(]?(?:additional |further )?(?:reporting|writing|editing|edited|compiled|translated)"
        rf"(?:,? (?:and )?(?:writing|reporting|editing))* by {_PERSON}(?: (?:in|and|for)\b"
        rf"|[;,.)\]]|$).*",
        r"(?-i:(?:TEXT|WORDS)(?: BY)?:? [^.!?]{3,40} (?:PHOTO\w*|PICTURES|ILLUSTRATIONS?)\b)"
        r"[^.!?]{3,50}$",
        rf"(?:video|photo|picture|story|copy|web|senior|duty) ?(?:editor|producer|desk)s?"
        rf"\W{{1,3}}{_PERSON}\W*$|{_PERSON}\s?[·|•]\s?follow(?:ing)?$",
        r"material from .{2,40} was used\b.*",
        rf"{_PERSON} reported from (?-i:[A-Z])\w+(?:,? and {_PERSON} from (?-i:[A-Z])\w+)?\.?$",
        r"(?:with (?:additional )?(?:reporting|files|contributions)|agencies contributed)\b"
        r".{0,60}$",
        rf"[^.!?]{{0,60}}{_PERSON}.* contributed(?: (?:to|reporting).{{0,40}})?\.?$",
        rf"{_ROLE_OF_MAKERS}(?:,? (?:and )?{_ROLE_OF_MAKERS})*(?: by:?|:) (?-i:[A-ZÀ-Ž])"
        rf"[^.!?]{{1,60}}\.?$",
        rf"{_PERSON},? (?:opinion contributor|special to (?:the )?(?-i:[A-Z]).{{2,40}}"
        rf"|for (?:the )?(?-i:[A-Z]).{{2,40}})$|special to (?:the )?(?-i:[A-Z])[^.!?]{{2,40}}$",
        r"(?:original(?:ly)?(?: written| published)? in|contributed by|(?:read|available|also"
        r" available)(?: this)? in:?) (?-i:[A-Z])[^.!?]{1,60}$",
        r"(?:(?:first )?published by) (?-i:[A-Z])[^.!?]{2,80}$",
        rf"\([^()]{{2,60}}\b(?:with|and) {_CREDITOR}[^()]{{0,30}}\)$",
        r"[-–—(\[]*\s?(?:reuters|afp|ap|bloomberg(?: news)?|dpa|(?:the )?associated press|pa media"
        r"|tribune news service|tns|project syndicate)[)\]]?\W*$",
    ),
    _clutter(
        "dateline", "a time stamp", 14,
        r"(?:(?:posted|updated|published|first published|last (?:updated|modified)|modified|created"
        r"|at)(?: (?:on|at))?:? )?(?:\d{1,2}[:.h]\d{2}(?: ?[ap]\.?m\.?)?(?: ?\(?(?:gmt|utc"
        r"|b?st|[ecmp]"
        r"[sde]?s?t|local time)\)?)?|(?:\d+|an?|one) ?(?:s|m|h|d|w|sec\w*|min\w*|hours?|days?"
        r"|weeks?"
        r"|months?|years?) ago)\W*$",
        r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}$",
        r"(?:published|issued|posted|(?:last )?(?:updated|modified)|first published)(?: on"
        r"| at)?:?\s"
        r"(?=.*\d{4}|.*\d{1,2}[:.]\d{2})(?:[^.!?]|\.(?=\d)){4,70}$",
    ),
    _clutter(
        "boilerplate", "a site's own words", 60,
        r"©.*|(?:\(c\)|copyright)\s*(?:©|\(c\)|\d{4}|by\b).*|.{0,100}\ball rights reserved\b.*",
        rf"(?:skip to (?:main )?(?:content|navigation)|menu|search|close|my account|log ?out"
        rf"|back to top|top|navigation|open menu|main menu|site map|home(?:page)?|show more"
        rf"|load more"
        rf"|read less|show less|next|previous|(?:view|see|show|browse) all(?: \w+)?"
        rf"|(?:next|previous) {_STORY}"
        rf"|(?:go|jump)"
        rf" to (?:the )?(?:comments?|homepage|top|content|navigation)){_END}",
        r"(?:home|news|opinion|world|politics)(?:\s?[>›»/]\s?[^.]{2,60})+$",
        r"(?:(?:privacy (?:policy|notice|statement)|terms(?: (?:of|and|&) (?:use|service|sale"
        r"|conditions))?|contact(?: us)?|about(?: us)?|advertise(?: with us)?|careers|help|faq"
        r"|sitemap"
        r"|rss|accessibility|cookies?|subscribe|newsletters?|imprint|corrections)(?:[\s|·•,]+"
        r"|$))+$",
        r"(?:posted|filed) (?:in|under):? [^.!?|]{2,60}(?:\|.*|$)"
        r"|published in (?:the )?(?-i:[A-Z])[^.!?]{2,40}$"
        r"|from the [^.!?]{3,30} (?:edition|issue)$|(?:list of \d+ items|end of list)$",
        r"this entry was posted\b.*|bookmark the permalink\b.*",
        r"(?:tags?|topics?|keywords|categor(?:y|ies)|filed under|more topics|posted in"
        r"|in this (?:article|story))\s?:.*",
        r"(?:an? )?(?:\d+|one|two|three|four|five|six|ten)[ -]min(?:ute)?s?(?: read| listen"
        r"| video)?$"
        r"|(?:estimated )?(?:reading|read) time\b.{0,30}$",
        r"(?:listen|play|pause|audio|watch)(?: to)?(?: (?:this|the))?(?: (?:article|story|audio"
        r"|version|video|episode))?(?: ?[·•(|] ?\d.*)?$",
        rf"(?:a|an) (?:longer |shorter |different |earlier "
        rf"|slightly )*version of this {_STORY}\b.*",
        rf"this {_OWN} (?:is|was|has been|first|originally)(?: first| originally| also"
        rf"| previously)* "
        r"(?:(?:(?:re)?publish\w*|appear\w*|reprint\w*|translated|syndicated|adapted|produced) "
        r"(?:in|on|at|by|as|with|from|under)|part of (?:a|our|the) (?:series|project|partnership)"
        r"|(?:updated|amended|corrected) (?:on|to|at))\b.*",
        rf"this {_STORY} (?:was|has been)? ?(?:first|originally) (?:publish\w*|appear\w*"
        rf"|produced)\b.*",
        r"(?:originally|first) (?:published|appeared) (?:in|by|on|at)\b(?:[^.,]|, \d{4}){0,100}\.?$"
        r"|(?:re)?(?:published|printed) (?:with|by) (?:kind )?permission\b.*",
        r"\W*note from the (?:author|editors?|publisher)\b.*",
        r"\W*(?:(?:\w+ )?(?:editor|publisher|translator|author)[’']?s?[’']? ?note"
        r"|a note to (?:our )?readers)\s?[:.,—–-].*"
        r"|(?:correction|clarification)s?\s?(?:\([^)]*\))?\s?[:—–-].*",
        r"(?-i:SOURCE:? [A-Z])[^.!?]{2,60}$",
        r"(?:weather\b.{0,20})?\d+ ?°\s?[CF]?\b(?: (?:and )?(?:light|heavy|partly|mostly|clear"
        r"|sunny|cloudy|cloud|rain|showers|snow|fog|wind|overcast)\b)*\W*$",
        r"our standards: .{2,60}$|expand full comment$",
        r"\W*(?-i:ENDS?)\W*$|-\s?30\s?-$|#{2,}$",
    ),
)  # fmt: skip


_MENU = _clutter("boilerplate", "buttons or a menu", notices.MOST_LABELS, "")
_NOTICES = {
    part: _clutter(part, "the publication speaks to its readers", notices.LONGEST, "")
    for part in ("plug", "boilerplate")
}


def of(paragraph: str) -> Clutter | None:
    """The kind of clutter a whole paragraph is, or None: then it may be the author's."""
    if len(paragraph) > LONGEST:
        return None
    n_words = paragraph.count(" ") + 1
    known = next(
        (kind for kind in CLUTTER if n_words <= kind.words and kind.wording.match(paragraph)), None
    )
    if known or notices.is_interface(paragraph) or _is_row(paragraph):
        return known or _MENU
    return _NOTICES.get(notices.is_notice(paragraph))


def _is_row(paragraph: str) -> bool:
    """Whether a line is a row of buttons and counts: "2.3k upvotes · 411 comments · Share"."""
    pieces = re.split(r"\s*[|·•∙]\s*", paragraph)
    return 1 < len(pieces) <= notices.MOST_LABELS and all(
        notices.is_label(piece) or of(piece) is not None for piece in pieces if piece
    )
