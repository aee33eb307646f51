"""Closed classes of English words, by what they do in a sentence."""


def vocabulary(words: str) -> frozenset[str]:
    """The words of a list written as one string."""
    return frozenset(words.split())


AUXILIARIES = vocabulary(
    """am is are was were be been being has have had having do does did will would may might
    can could shall should must ought 'd 've get gets got"""
)
BE = vocabulary("am is are was were be been being get gets got")
DEONTIC = vocabulary("should must can cannot could shall ought")
HYPOTHETICAL = vocabulary("would will might may could")
NEGATIONS = vocabulary("not never no hardly scarcely rarely seldom cannot")
ADVERBS = vocabulary(
    """also even still later then now once already ever often always again too just rather
    quite almost perhaps so further since first last long soon thus therefore
    nonetheless nevertheless however instead only both all each yet merely indeed
    elsewhere meanwhile today yesterday sometimes here there well much themselves
    himself herself itself somehow alike either very monday tuesday wednesday thursday
    friday saturday sunday"""
)
NOT_ADVERBS = vocabulary("family ally italy july only supply reply assembly monopoly bully")
SUBORDINATORS = {
    "because": "subordinate",
    "when": "subordinate",
    "whenever": "subordinate",
    "where": "subordinate",
    "since": "subordinate",
    "until": "subordinate",
    "unless": "condition",
    "if": "condition",
    "whether": "condition",
    "while": "main",
    "whereas": "main",
    "although": "subordinate",
    "though": "subordinate",
    "once": "subordinate",
    "after": "subordinate",
    "before": "subordinate",
    "than": "comparison",
    "what": "fused",
    "whatever": "fused",
    "how": "fused",
    "whoever": "fused",
    "why": "fused",
    "as": "as",
    "but": "main",
    "yet": "main",
    "so": "main",
    "nor": "main",
}


RELATIVES = vocabulary("who whom which that whose")
PREPOSITIONS = vocabulary(
    """of in on at by for from to with about against after before during since under over
    through into as amid among between within without toward towards upon near inside
    outside across despite like unlike beyond behind per via throughout along around
    below above off out"""
)
DETERMINERS = vocabulary(
    """the a an this that these those his her their its some many several most other another
    any every each one two three four both few more fewer half no such certain various
    numerous leading former senior"""
)
NOMINATIVES = vocabulary("he she they it we i you there this these those that's it's")
FINITE = vocabulary(
    """is are was were has have had will would can could should must may might do does did 's
    're 'd 'll cannot ought need needs won wins went goes came comes made makes took
    takes got gets gave gives meant means knew left began begins kept keeps lies lay
    stood stands led leads lost loses remains wants want"""
)
NAMELESS = vocabulary(
    """history experience reason nothing everything logic common this that these those it what
    there here and but or so yet if when while as in on at by for from to with the a an
    his her their its my our your not no one who which how why where such all any then
    now still even only just perhaps maybe whatever whoever because since although
    though let events time life war peace reality truth"""
)
NOBODY = vocabulary("nobody none neither")
PLURALS = vocabulary(
    """people men women folk some many others most several few critics all both those they we i
    you who which that majority half police two three four five six ten couple number
    there clergymen gentlemen youth media data folks generals military cattle press
    public faithful righteous police clergy"""
)
INANIMATE = vocabulary(
    """history experience logic reason evidence war wars this that it these which what nothing
    everything sense facts fact map maps record geography arithmetic past event events
    moment peace time times years decades months weeks days day all such defeat
    weapons money"""
)
