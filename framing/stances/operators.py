"""The words that turn an idea round: negation, evaluation, distance, concession, obligation."""

# Closed classes of English function and evaluation words, the same for every codebook. Sources of
# the classes: Polanyi & Zaenen (2006) on contextual valence shifters; Saurí & Pustejovsky (2009)
# on commitment; Wiebe et al. (2005), MPQA, on direct subjective and expressive elements.

NEGATION = (
    r"(?:not|\w+n['’]t|no|never|neither|nor|none|nobody|nothing|without|cannot|hardly"
    r"|scarcely|barely"
    r"|rather than|instead of|refus\w+|reject\w*|rul\w+ out|den(?:y|ies|ied|ying)|oppos\w+"
    r"|resist\w*"
    r"|avoid\w*|stop\w*|prevent\w*|abandon\w*|lack\w*|fail\w*|doubt\w*)"
)
UNFAVOURABLE = (
    r"(?:perverse|na[iï]ve|fantas\w+|illusion\w*|delusion\w*|delud\w+|fiction\w*|fairy[- ]?tale\w*"
    r"|nonsens\w+|folly|foolish\w*|fool'?s?|mistak\w+|reckless\w*|disast\w+|catastroph\w*|absurd\w*"
    r"|wishful|myths?|mirage|trap|canard|drivel|shame\w*|coward\w*|misguided|wrong\w*|futile"
    r"|impossible|worthless|pointless|immoral|obscen\w+|repugnan\w+|dishonou?r\w*|betray\w*|blunder"
    r"|madness|insan\w+|lunacy|hollow|phon(?:y|ey)|sham|farc\w+|red herring|non-starter|dead end"
    r"|gift|flatter\w*|cynic\w+|lazy|glib|facile|simplistic|incoheren\w+"
    r"|irresponsib\w+|danger\w*|poison\w*|rotten|worse|worst|cruel|false|bad|absurdity|silly|stupid"
    r"|ridicul\w+|tired|tiresome|tattered|slogan\w*|clich\w+|magical|dream\w*|self-defeating"
    r"|amounts? to|would only|will only|only (?:invites?"
    r"|buys?))"
)
FAVOURABLE = (
    r"(?:wise|wisely|wisdom|sensible|necessary|necess\w+|only way|best (?:hope|chance|way|option)"
    r"|prudent|prudence|realistic|rightly|right to|is right|are right|was right|correct\w*|overdue"
    r"|urgent\w*|vital|essential|responsib(?:le|ly)|humane|sane|sanity|pragmatic|worth\w*|welcome"
    r"|legitimate|achievable|possible|within reach|imperative|moral duty|deserv\w+|justified|just"
    r"|courage\w*|brave|good|better|honest\w*|sound|service|no (?:substitute|alternative)"
    r"|of course (?:we|they|it) (?:should|must)|the answer|hope for|offers? hope|constructive)"
)
OBLIGATION = (
    r"(?:must|should|ought to|has to|have to|need(?:s|ed)? to|it is time|time to|let us|let['’]s"
    r"|had better|cannot afford not to|requires?|demand\w*|call\w* for|owe\w*|duty|sooner or later"
    r"|inevitabl\w+|will have to)"
)
PROHIBITION = (
    r"(?:must not|mustn['’]t|should not|shouldn['’]t|must never|should never|cannot be allowed"
    r"|can['’]t be allowed|may not|ought not|need not|cannot|can['’]t|could not|couldn['’]t"
    r"|do not|don['’]t|will not|won['’]t|would not|wouldn['’]t|no (?:one|reason|point|case"
    r"|such|way))"
)
DISTANCE = (
    r"(?:so[- ]called|supposed(?:ly)?|alleged(?:ly)?|self-styled|professed|ostensibl\w+"
    r"|would have us"
    r"|pretend\w*|purport\w*|imagin\w+|as if|as though|obsess\w+|lectur\w+|preach\w*|insist\w*"
    r"|parrot\w*|peddl\w+|chorus|ilk|crowd|fashionable|mantra|refrain|canard|sneer\w*)"
)
CONCESSION = (
    r"(?:to be sure|granted|admittedly|of course|it is true|(?:true|yes),\s+\w+|no doubt"
    r"|certainly|obviously"
    r"|fair enough|one may|one might|nobody (?:denies|wants)|no one (?:denies|wants))"
)
TURN = (
    r"^\W*(?:but|yet|however|still|nonetheless|nevertheless"
    r"|instead|in reality|the reality|the truth)\b"
)
REBUTTAL = (
    r"(?:this is (?:nonsense|wrong|false|absurd|not)|nonsense|that is (?:nonsense|wrong|false|not)"
    r"|not so|wrong\b|except (?:that|in)|the (?:problem|trouble|flaw|catch|fallacy)|in fact"
    r"|in truth"
    r"|the opposite|precisely the|fails? to|ignor\w+|forget\w*|overlook\w*|miss(?:es"
    r"|ing)? the point"
    r"|what (?:this|he|she|they) (?:miss|ignore|forget)\w*|really\?|and then\?|what then|so what)"
)
APPROVAL = (
    r"(?:rightly|is right|are right|was right|were right|correctly|as .{2,40} (?:rightly"
    r"|put it|says?"
    r"|knows?|understands?|understood|reminds?)|wisely|aptly|to (?:his|her|their) credit"
    r"|understands?"
    r"|has a point|have a point|grasps?|saw clearly|well said|exactly|quite so|precisely)"
)
OPERATORS = {
    "negation": NEGATION,
    "unfavourable": UNFAVOURABLE,
    "favourable": FAVOURABLE,
    "obligation": OBLIGATION,
    "prohibition": PROHIBITION,
    "distance": DISTANCE,
}


def pattern(words: str) -> str:
    """A class of words as one regular expression, whatever the case, on word boundaries."""
    return rf"(?i)(?:\b|^){words}(?:\b|$)" if not words.startswith("^") else rf"(?i){words}"
