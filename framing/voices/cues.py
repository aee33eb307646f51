"""Classes of words that tell whose proposition a clause is, with their inflections."""

from dataclasses import dataclass
from functools import cache

from framing.voices.function_words import vocabulary

# Classes after Prasad et al. (2006) and Pareti (2012, PARC): verbs of communication, of
# propositional attitude, factives and control verbs, here split where writers use them differently.
VERBS = {
    "say": """say tell add state note remark comment observe mention announce declare report write
        reply respond answer retort rejoin explain recount recall repeat reiterate
        stress emphasize emphasise underline underscore testify whisper murmur
        mutter shout cry exclaim joke quip tweet opine intone muse relay inform
        brief chant proclaim concur interject volunteer recite summarize summarise
        paraphrase aver confide elaborate preach pontificate thunder scoff sneer
        sigh chime snap growl bellow lecture pronounce relate specify clarify
        point_out spell_out lay_out set_out sum_up shoot_back weigh_in chip_in
        hit_back make_clear make_plain put_it let_slip want_to_know let_it_be_known
        sob voice express wail warble trumpet pipe_up decline_to_say rule""",
    "claim": """argue claim insist maintain contend assert allege suggest hint imply hold posit
        profess protest plead boast brag charge complain grumble lament bemoan
        object counter swear theorize theorise speculate hypothesize intimate signal
        rationalize postulate submit affirm attest tout pretend gripe fume rail
        counsel venture caution warn remind assure reassure predict forecast
        prophesy threaten promise pledge vow guarantee accuse""",
    "think": """think believe suspect assume suppose reckon feel figure guess imagine consider judge
        conclude estimate calculate expect anticipate envisage envision foresee deem
        presume doubt wonder surmise fancy gather infer""",
    "admit": """acknowledge admit concede confirm reveal disclose recognize recognise accept agree
        allow grant fret divulge""",
    "know": "know realize realise remember learn discover forget notice understand grasp",
    "show": "show find indicate demonstrate prove state read document conclude",
    "fear": "fear hope worry wish dread want prefer favor favour intend",
    "ask": """ask urge demand appeal recommend propose advise advocate request beg implore exhort
        encourage instruct invite inquire enquire query press order command call_for
        call_on call_upon push_for argue_for argue_against plead_for lobby petition
        beseech moot float prescribe champion campaign press_for speak_of speak_out
        talk_of warn_of warn_against make_the_case""",
    "judge": """describe characterize characterise portray depict denounce condemn criticize
        criticise praise hail welcome dismiss reject deplore decry deride mock slam
        blast blame brand label call term dub liken compare cast regard see view
        rule_out defend cite invoke point_to question oppose reject treat frame
        lambast lambaste applaud downplay play_down fault shrug deny dispute
        challenge""",
}
NOUNS = {
    "argument": """argument claim theory notion idea assumption contention thesis premise
        proposition assertion suggestion hypothesis conceit doctrine dogma rationale
        narrative case pretext""",
    "view": """view belief opinion conviction verdict judgment judgement assessment consensus
        orthodoxy wisdom thinking reasoning logic feeling sense impression
        expectation estimate prediction forecast understanding position stance
        insistence""",
    "fear": """fear worry concern anxiety hope suspicion dread doubt wish illusion""",
    "speech": """warning objection reply answer response retort statement remark complaint promise
        vow pledge assurance allegation accusation charge denial confirmation
        admission declaration announcement report reports rumor rumour refrain
        mantra cliche cliché saying adage proverb maxim slogan chorus tale story
        legend message advice counsel plea appeal call demand request proposal
        recommendation question""",
}
ADJECTIVES = vocabulary(
    """convinced confident adamant certain sure worried concerned afraid fearful hopeful
    doubtful sceptical skeptical optimistic pessimistic opposed wary unconvinced alarmed
    anxious insistent persuaded categorical emphatic blunt unequivocal explicit nervous"""
)
PEOPLE = vocabulary(
    """official minister president spokesman spokeswoman spokesperson diplomat analyst expert
    critic general colonel captain commander soldier officer senator lawmaker deputy
    ambassador envoy adviser advisor aide scholar professor historian economist
    strategist realist hawk dove pundit columnist editor writer author voter resident
    governor mayor chancellor premier secretary director researcher scientist pollster
    observer participant delegate negotiator mediator proponent opponent advocate
    supporter skeptic sceptic defender detractor champion advocate enthusiast apologist
    pacifist activist campaigner protester demonstrator reader listener correspondent
    reporter journalist commentator theorist thinker intellectual academic teacher
    student farmer nurse doctor lawyer judge prosecutor bishop pope priest pastor
    patriarch cardinal businessman banker investor trader forecaster consultant insider
    veteran volunteer sergeant lieutenant major brigadier admiral marshal pilot gunner
    driver neighbor neighbour friend colleague critic friend uncle aunt mother father
    sister brother son daughter husband wife widow grandmother grandfather man woman
    lady gentleman boy girl person people men women folk guest host speaker panelist
    panellist moderator audience crowd ally partner source politician leader statesman
    prime congressman congresswoman congressmen representative republican democrat
    conservative liberal socialist progressive nationalist moderate populist hardliner
    hard-liner restrainer optimist pessimist cynic american european ukrainian russian
    german pole balt briton frenchman estonian ukrainians russians germans chief head
    boss chairman chairwoman chair publisher owner witness survivor refugee prisoner
    worker engineer technician specialist philosopher novelist poet playwright essayist
    blogger caller taxpayer citizen villager pensioner shopkeeper dentist janitor
    mechanic carpenter master faithful righteous sober crew signatory drafter chargé
    bookmaker residents cellmate sociologist seller buyer reviewer guide interpreter
    translator clerk contractor lobbyist legislator peer councillor councilman trustee
    founder executive manager respondent interviewee donor planner strategists sages
    sage professors school faction camp lobby wing side majority minority half"""
)
GROUPS = vocabulary(
    """government ministry kremlin pentagon administration committee council parliament
    congress party group agency company bank court commission newspaper magazine paper
    network think-tank institute alliance union opposition delegation movement coalition
    cabinet staff army military police office department board panel house senate
    mission embassy church service team press media foundation organization organisation
    authority watchdog regulator organizer organiser tabloid weekly broadcaster podcast
    newsletter daily"""
)
DOCUMENTS = vocabulary(
    """report study poll survey paper letter statement resolution document plan proposal bill
    article essay book memo speech communique communiqué declaration manifesto data
    figure figures petition editorial draft assessment analysis finding dispatch cable
    transcript note column review dossier brief headline placard poster banner leaflet
    text message email treaty constitution indictment ruling testimony blueprint
    interview"""
)
LORE = vocabulary(
    """argument theory logic wisdom orthodoxy thinking reasoning view school saying adage
    proverb maxim legend cliche cliché slogan refrain mantra objection thesis doctrine
    rumor rumour gospel story consensus line reply answer fear claim narrative"""
)
ANYBODY = vocabulary(
    """some many others most several few critics all both everyone everybody somebody someone
    another other those nobody none each neither either anybody anyone"""
)
THIRD = vocabulary("he she they")
FIRST = vocabulary("i we")
FIRST_OTHER = vocabulary("me my mine us our ours myself ourselves")
SECOND = vocabulary("you one")
_IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "think": "thinks thought thinking",
    "feel": "feels felt feeling",
    "hold": "holds held holding",
    "know": "knows knew known knowing",
    "understand": "understands understood understanding",
    "foresee": "foresees foresaw foreseen foreseeing",
    "see": "sees saw seen seeing",
    "show": "shows showed shown showing",
    "find": "finds found finding",
    "read": "reads read reading",
    "forget": "forgets forgot forgotten forgetting",
    "swear": "swears swore sworn swearing",
    "beg": "begs begged begging",
    "brag": "brags bragged bragging",
    "admit": "admits admitted admitting",
    "submit": "submits submitted submitting",
    "dub": "dubs dubbed dubbing",
    "slam": "slams slammed slamming",
    "chant": "chants chanted chanting",
    "infer": "infers inferred inferring",
    "snap": "snaps snapped snapping",
    "cast": "casts cast casting",
    "want": "wants wanted wanting",
    "run": "runs ran run running",
    "put": "puts put putting",
    "set": "sets set setting",
    "lay": "lays laid laying",
    "speak": "speaks spoke spoken speaking",
    "seek": "seeks sought seeking",
    "prefer": "prefers preferred preferring",
    "make": "makes made making",
    "let": "lets let letting",
    "sum": "sums summed summing",
    "chip": "chips chipped chipping",
    "shoot": "shoots shot shooting",
    "hit": "hits hit hitting",
    "rule": "rules ruled ruling",
    "spell": "spells spelled spelt spelling",
    "quip": "quips quipped quipping",
    "dream": "dreams dreamed dreamt dreaming",
    "learn": "learns learned learnt learning",
    "shrug": "shrugs shrugged shrugging",
    "prescribe": "prescribes prescribed prescribing",
}


@dataclass(frozen=True, slots=True)
class Verb:
    """One inflected cue verb; `particle` is what must follow it ("out" in "pointed out")."""

    lemma: str
    kind: str
    form: str  # base, s, past (also the past participle) or ing
    particle: tuple[str, ...] = ()


def _forms(verb: str) -> dict[str, str]:
    """The inflected forms of `verb` and what each is."""
    if verb in _IRREGULAR:
        forms = _IRREGULAR[verb].split()
        return {verb: "base", forms[0]: "s", **dict.fromkeys(forms[1:-1], "past"), forms[-1]: "ing"}
    if verb.endswith("y") and verb[-2] not in "aeiou":
        third, past = verb[:-1] + "ies", verb[:-1] + "ied"
    elif verb.endswith("e"):
        third, past = verb + "s", verb + "d"
    else:
        third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
        past = verb + "ed"
    gerund = verb[:-1] + "ing" if verb.endswith("e") and not verb.endswith("ee") else verb + "ing"
    return {verb: "base", third: "s", past: "past", gerund: "ing"}


@cache
def verbs() -> dict[str, tuple[Verb, ...]]:
    """Every inflected form to the cue verbs it may be; those with a particle come first."""
    table: dict[str, list[Verb]] = {}
    for kind, words in VERBS.items():
        for word in words.split():
            lemma, *particle = word.split("_")
            for form, inflection in _forms(lemma).items():
                verb = Verb(lemma, kind, inflection, tuple(particle))
                table.setdefault(form, []).append(verb)
    return {form: tuple(sorted(found, key=_longest)) for form, found in table.items()}


def _longest(verb: Verb) -> int:
    return -len(verb.particle)


@cache
def nouns() -> dict[str, str]:
    """Every cue noun, singular and plural, to its class."""
    table = {}
    for kind, words in NOUNS.items():
        for word in words.split():
            table[word] = kind
            table[plural(word)] = kind
    return table


def plural(noun: str) -> str:
    """The regular plural of `noun`."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")


@cache
def holders() -> dict[str, str]:
    """Every noun for who or what may hold a view, singular and plural, to its class."""
    classes = {"lore": LORE, "document": DOCUMENTS, "group": GROUPS, "people": PEOPLE}
    table = {}
    for kind, words in classes.items():
        for word in words:
            table[word] = kind
            table[plural(word)] = kind
    return table
