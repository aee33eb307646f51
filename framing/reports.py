"""The words of a sentence to the reports in it: who says, thinks, fears or wants what."""

import itertools
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from framing.cues import (
    ADJECTIVES,
    ANYBODY,
    FIRST,
    FIRST_OTHER,
    SECOND,
    THIRD,
    Verb,
    holders,
    nouns,
    verbs,
)

QUOTE = "“”"  # one token that stands for a whole quotation
MAX_WORDS = 400  # words of one sentence that are read for cues; no real sentence has more

_TOKEN = re.compile(
    r"(?:Mrs?|Ms|Dr|Col|Gen|Lt|Sgt|Capt|Maj|Sen|Rep|Gov|Prof|St|Adm|Brig|Rev|Jr|Sr|No)\.(?=\s)"
    r"|(?:[A-Za-z]\.){2,}|\d[\d.,]*\d|\w+(?:[’'-]\w+)*|--|[^\w\s]"
)
_ENDS = frozenset(",;:.!?—–()…") | {"--", QUOTE}
_BREAKS = _ENDS | frozenset("\"“”‘’'«»[]*")
_PUNCTUATION = _BREAKS | {"-"}
_AUXILIARIES = frozenset(
    """am is are was were be been being has have had having do does did will would may might can
    could shall should must ought 'd 've get gets got""".split()
)
_BE = frozenset("am is are was were be been being get gets got".split())
_DEONTIC = frozenset("should must can cannot could shall ought".split())
_HYPOTHETICAL = frozenset("would will might may could".split())
_NEGATIONS = frozenset("not never no hardly scarcely rarely seldom cannot".split())
_ADVERBS = frozenset(
    """also even still later then now once already ever often always again too just rather quite
    almost perhaps so further since first last long soon thus therefore nonetheless nevertheless
    however instead only both all each yet merely indeed elsewhere meanwhile today yesterday sometimes
    here there well much themselves himself herself itself somehow alike either very
    monday tuesday wednesday thursday friday saturday sunday""".split()
)
_NOT_ADVERBS = frozenset("family ally italy july only supply reply assembly monopoly bully".split())
_CHAIN = frozenset(
    """went go goes going on continue continues continued like likes love loves tend tends tended
    seem seems seemed appear appears appeared quick keen happy eager used begin begins began begun
    start starts started come came prefer prefers moved rushed hastened said pains care cares wont
    inclined known reported believed understood thought
    """.split()
)
_SUBORDINATORS = {
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
_RELATIVES = frozenset("who whom which that whose".split())
_PREPOSITIONS = frozenset(
    """of in on at by for from to with about against after before during since under over through
    into as amid among between within without toward towards upon near inside outside across
    despite like unlike beyond behind per via throughout along around below above off out""".split()
)
_DETERMINERS = frozenset(
    """the a an this that these those his her their its some many several most other another any
    every each one two three four both few more fewer half no such certain various numerous
    leading former senior""".split()
)
_NOMINATIVES = frozenset("he she they it we i you there this these those that's it's".split())
_FINITE = frozenset(
    """is are was were has have had will would can could should must may might do does did 's 're
    'd 'll cannot ought need needs won wins went goes came comes made makes took takes got gets gave
    gives meant means knew left began begins kept keeps lies lay stood stands led leads lost loses
    remains wants want""".split()
)
_TELLS = frozenset(
    """tell assure remind warn inform persuade convince advise promise ask urge press order invite
    encourage instruct beg implore exhort brief reassure challenge threaten counsel request
    petition beseech""".split()
)
_NAMELESS = frozenset(
    """history experience reason nothing everything logic common this that these those it what
    there here and but or so yet if when while as in on at by for from to with the a an his her
    their its my our your not no one who which how why where such all any then now still even only
    just perhaps maybe whatever whoever because since although though let events time life war
    peace reality truth""".split()
)
_OWNERS = frozenset("his her their the".split())
_STANDPOINTS = {
    "in": frozenset(
        """view views opinion telling words judgment judgement eyes mind account estimation book
        reading version phrase formulation assessment""".split()
    ),
    "by": frozenset("account telling reckoning estimate estimation lights own".split()),
    "to": frozenset("mind reckoning thinking".split()),
    "on": frozenset("account telling reading view".split()),
}
_CLAUSE_OPENERS = frozenset("that to whether if how what why who when where , :".split()) | {QUOTE}
_NOBODY = frozenset("nobody none neither".split())
_NEEDS_THAT = frozenset(
    """hold state read find figure fancy gather submit signal allow prove remember forget guess
    report note understand know relate mention imply learn discover notice""".split()
)
_PLURALS = frozenset(
    """people men women folk some many others most several few critics all both those they we i you
    who which that majority half police two three four five six ten couple number there clergymen
    gentlemen youth media data folks generals military cattle press public faithful righteous police clergy""".split()
)
_INANIMATE = frozenset(
    """history experience logic reason evidence war wars this that it these which what nothing
    everything sense facts fact map maps record geography arithmetic past event events moment
    peace time times years decades months weeks days day all such defeat victory weapons money""".split()
)
_INHUMAN = frozenset(  # verbs that also have things for their subject
    """suggest signal imply promise threaten hold reveal confirm declare report read state figure
    guarantee affirm attest recall repeat reflect estimate assume consider expect remind warn
    challenge answer add allow accept grant relay chime submit counter reason charge judge
    explain underline underscore emphasize emphasise assure reassure specify clarify""".split()
)
_KEEP = frozenset("keep keeps kept began started".split())
_NAMING = frozenset("call dub brand label term".split())
_OCCASIONS = frozenset(  # "said on Friday", "said in a statement": when and where, not what
    """monday tuesday wednesday thursday friday saturday sunday january february march april june
    july august september october november december interview statement briefing speech telephone
    email e-mail post hearing conference letter note broadcast radio television debate week month
    year night morning afternoon evening sermon""".split()
)
_KINDS = ("third", "people", "anybody", "group", "name", "document", "lore")


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence as tokens: lower case (`low`), as written (`raw`), and where in the text."""

    text: str
    low: list[str]
    raw: list[str]
    starts: list[int]
    ends: list[int]

    def phrase(self, start: int, end: int) -> str:
        """The text from token `start` up to, but not including, token `end`."""
        return self.text[self.starts[start] : self.ends[end - 1]] if start < end else ""


@dataclass(frozen=True, slots=True)
class Report:
    """One cue in a sentence, with what surrounds it. The field names are also feature names."""

    cue: str
    verb: str  # class of the cue: a key of cues.VERBS or cues.NOUNS, or according, adjective
    speaker: str | None = None
    subject: str = "none"  # third, people, anybody, group, name, document, lore, it, first …
    position: str = "main"  # main, parenthesis, inverted, as, relative, subordinate, fused …
    complement: str = "object"  # that, whether, infinitive, clause, quotation, preposition …
    negated: bool = False
    modal: bool = False  # can, should, must …
    hypothetical: bool = False  # would, may, will …
    passive: bool = False
    human: bool = False  # whether only people can be the subject of the verb
    start: int = 0  # first token of the report (its subject, if it comes first)

    @property
    def strength(self) -> str:
        """How surely the report makes the sentence somebody else's: strong, fair, weak, own."""
        if self.subject in ("first", "second") and not self.passive:
            return "own"
        rank = _rank(self)
        return "strong" if rank >= 3 else "fair" if rank == 2 else "weak"


def _rank(report: Report) -> int:
    if report.verb in ("according", "standpoint"):
        return 3
    if report.position == "hearsay":
        return 3
    if report.position in ("fused", "comparison", "condition", "infinitive", "noun phrase"):
        return 0
    if report.position == "as" and not report.modal:
        return 3 if report.subject in (*_KINDS, "thing") else 1
    if report.passive and report.position != "participle":
        return 2 if report.position == "parenthesis" or report.complement == "agent" else 1
    held = report.subject in _KINDS or (report.subject == "thing" and report.human)
    states = report.complement in ("that", "whether", "clause", "quotation", "alone", "colon")
    upright = report.position in ("main", "parenthesis", "inverted", "as", "shared")
    held = held or (report.position == "as" and report.subject == "thing")
    if report.verb in ("claim", "think") and report.complement == "infinitive":
        states = report.subject != "name"
    if report.verb in ("say", "claim", "think", "admit"):
        rank = held + states + upright
    elif report.verb == "show":
        rank = min(
            (report.subject in ("document", "lore") or (report.human and held)) + states + upright,
            3 if report.complement in ("that", "alone", "clause") else 1,
        )
    elif report.verb == "know":
        rank = min(held + states + upright, 2)
    elif report.verb in ("fear", "ask", "judge"):
        stated = states or report.complement in ("infinitive", "preposition")
        rank = min(held + stated + upright, 3 if states and report.verb != "judge" else 2)
    else:
        rank = held + states + (report.position != "subordinate")
    if report.modal or (report.hypothetical and report.subject in ("name", "third")):
        rank = min(rank, 2)
    return min(rank, 2) if report.negated else rank


def tokenise(text: str, quoted: Sequence[tuple[int, int]] = ()) -> Words:
    """Cut a sentence into words and marks; each stretch in `quoted` becomes one token QUOTE."""
    words = Words(text, [], [], [], [])
    ahead = list(quoted)
    for match in _TOKEN.finditer(text):
        start, end, raw = match.start(), match.end(), match.group()
        while ahead and start >= ahead[0][1]:
            ahead.pop(0)
        if ahead and start >= ahead[0][0]:
            if words.raw and words.raw[-1] == QUOTE and words.starts[-1] == ahead[0][0]:
                continue
            start, end, raw = *ahead[0], QUOTE
        words.raw.append(raw)
        words.low.append(raw.lower().replace("’", "'"))
        words.starts.append(start)
        words.ends.append(end)
        if len(words.raw) >= MAX_WORDS:
            break
    return words


def reports(words: Words) -> list[Report]:
    """Every report in the sentence, in the order of the cues."""
    return [*_verbal(words), *_nominal(words), *_fixed(words), *_adjectival(words)]


def _verbal(words: Words) -> Iterator[Report]:
    table = verbs()
    for i, word in enumerate(words.low):
        for verb in table.get(word, ()):
            end = i + 1 + len(verb.particle)
            if verb.particle and tuple(words.low[i + 1 : end]) != verb.particle:
                continue
            report = _read_verb(words, i, end, verb)
            if report is not None:
                yield report
                break


def _read_verb(words: Words, i: int, end: int, verb: Verb) -> Report | None:
    low = words.low
    j, group = _verb_group(low, i)
    before = low[j] if j >= 0 else ""
    if _is_noun(words, i, j, group):
        return None
    passive = verb.form == "past" and _is_passive(group)
    report = Report(
        cue=words.phrase(i, end),
        verb=verb.kind,
        complement="agent"
        if passive and low[end : end + 1] == ["by"]
        else _complement(words, end, verb.lemma in _TELLS),
        negated=bool(group & _NEGATIONS)
        or any(a.endswith("n't") for a in group)
        or before in _NOBODY,
        modal=bool(group & _DEONTIC),
        hypothetical=bool(group & _HYPOTHETICAL),
        passive=passive,
        human=verb.lemma in ("find", "indicate", "conclude")
        or (verb.kind in ("say", "claim", "think", "admit") and verb.lemma not in _INHUMAN),
        start=i,
    )
    if verb.lemma in ("say", "accuse") and report.complement in ("object", "preposition"):
        report = replace(report, complement="clause")
    if "having" in group:
        return replace(report, position="gerund")
    if (
        verb.lemma in _NAMING
        and verb.form == "past"
        and not group
        and report.complement == "object"
    ):
        nxt = words.raw[end] if end < len(low) else ""
        if nxt[:1].isupper() or nxt in _BREAKS:
            return replace(report, position="noun phrase")
    if verb.lemma in ("see", "view", "regard") and report.complement in ("alone", "clause"):
        return replace(report, complement="object")
    if "to" in group or (verb.form == "base" and before in ("to", "let")):
        return replace(report, position="infinitive")
    if verb.lemma in _NEEDS_THAT and report.complement in ("object", "preposition", "infinitive"):
        return replace(report, position="noun phrase")
    if verb.lemma in ("hold", "state", "read") and report.complement in ("clause", "alone"):
        return replace(report, position="noun phrase")
    if verb.form == "ing" and before in _KEEP:
        group |= {"chain"}
        j, group = _verb_group(low, j)[0], group
    elif verb.form == "ing" and not group & _BE:
        return _participle(words, i, j, report)
    inverted = _inverted(words, i, end, j, verb.form)
    if inverted:
        return replace(report, **inverted)
    if verb.form == "past" and not group and before in ("", ","):
        asked = low[i] == "asked" and low[end : end + 1] in (
            ["about"],
            ["if"],
            ["whether"],
            ["why"],
        )
        if before == "" or asked:
            return replace(report, position="participle")
    return _with_subject(words, report, i, j, verb.form, group)


def _verb_group(low: list[str], i: int) -> tuple[int, set[str]]:
    """Index of the last word before the auxiliaries and adverbs of the verb at `i`, and these."""
    group: set[str] = set()
    j = i - 1
    while j >= 0:
        word = low[j]
        if word in _AUXILIARIES or word in _NEGATIONS or word.endswith("n't"):
            group.add(word)
        elif word == "to" and low[j + 1] not in _AUXILIARIES and j and low[j - 1] in _CHAIN:
            group.add("chain")
            while j > 0 and low[j - 1] in _CHAIN:
                j -= 1
        elif word == "to":
            group.add(word)
            break
        elif not (word in _ADVERBS or (word.endswith("ly") and word not in _NOT_ADVERBS)):
            break
        j -= 1
    if j >= 0 and "'" in low[j]:
        stem, _, tail = low[j].partition("'")
        if stem in THIRD | FIRST | SECOND | {"it", "who"}:
            group.add(
                {"d": "had", "s": "has", "ve": "have", "ll": "will", "re": "are"}.get(tail, "")
            )
    return j, group


def _is_passive(group: set[str]) -> bool:
    return bool(group & _BE)


def _is_noun(words: Words, i: int, j: int, group: set[str]) -> bool:
    """Whether the cue verb at `i` is rather a noun or an adjective there ("their claims")."""
    low = words.low
    before = low[j] if j >= 0 else ""
    if group & _AUXILIARIES or group & {"to", "chain"}:
        return False
    if before.endswith(("'s", "s'")) and before not in ("it's", "that's", "he's", "she's"):
        return True
    if before in _DETERMINERS and before not in _ANY_SUBJECT:
        return True
    if before in _PREPOSITIONS and not low[i].endswith("ing"):
        return True
    if low[i] not in _NOUNLIKE or low[i + 1 : i + 2] in (["that"], ["whether"]):
        return False
    if before in _BREAKS | {"who", "and", ""}:
        return False
    if j == 0 and before not in _PLURALS | THIRD | FIRST | holders().keys():
        return True
    return low[i + 1 : i + 2] == ["of"] or _holder(words, j, holders(), j + 1) is None


_INVERTING = frozenset(
    """say says said reply replies replied argue argues argued insist insists insisted cry cries
    cried protest protests protested object objects objected asks asked adds added warns warned
    claim claims claimed believes thinks runs goes ran went""".split()
)
_INVERTED_BASE = frozenset("say think argue claim insist reply cry warn add believe object".split())
_ANY_SUBJECT = frozenset("some many several most other others few that those both all one".split())
_NOUNLIKE = frozenset(
    """claims reports fears hopes demands calls plans promises warnings answers estimates notes views
    doubts states judges fear hope claim demand report call view doubt promise answer note question
    questions order orders petition petitions reason reasons brand label labels comment comments
    remark remarks charge charges request requests press figure figures guess state cast post
    posts advocate advocates champion champions challenge challenges counsel pledge pledges vow vows
    worry worries wish wishes dread appeal appeals blame praise signal signals object objects joke
    jokes lecture lectures voice voices express frame treat reply replies campaign campaigns lobby
    estimate plan""".split()
)


def _participle(words: Words, i: int, j: int, report: Report) -> Report:
    """ ", saying that …" hangs on the subject of the sentence; "saying so is wrong" on nobody."""
    if j >= 0 and words.low[j] in ("as",):
        return replace(report, position="hearsay", verb="hearsay")  # "was quoted as saying"
    if j >= 0 and words.low[j] in (",", QUOTE, "and"):
        kind, speaker = _opening(words)
        return replace(report, position="participle", subject=kind, speaker=speaker)
    return replace(report, position="gerund")


def _inverted(words: Words, i: int, end: int, j: int, verb_form: str) -> dict[str, object] | None:
    """Subject after the verb: "C, said the minister", "say those who know"."""
    low = words.low
    if j >= 0 and low[j] not in _BREAKS and low[j] not in ("so", "or"):
        return None
    if j < 0 and (low[i].endswith(("ed", "ing")) or low[i] not in ("says", "say", "said")):
        return None
    if verb_form == "base" and low[i] not in _INVERTED_BASE:
        return None
    stop = end
    while (
        stop < len(low) and stop - end < 9 and low[stop] not in _ENDS | _RELATIVES | {"when", "as"}
    ):
        if low[stop] in _AUXILIARIES or low[stop] == "to":
            return None
        stop += 1
    if stop == end or stop - end >= 9:
        return None
    if j >= 0 and stop < len(low) and low[stop] == "that" and low[end] not in _ANY_SUBJECT:
        return None
    kind, speaker = _subject(words, end, stop)
    if (
        kind == "thing"
        and low[i] in _INVERTING
        and low[end] in ("the", "a", "an", "his", "her", "their", "some", "one")
    ):
        kind, speaker = "people", words.phrase(end, stop)
    if kind in ("none", "thing", "first", "second", "it") and low[end] not in ("i", "we"):
        return None
    if kind == "third" and stop - end > 1:
        return None
    return {"position": "inverted", "complement": "alone", "subject": kind, "speaker": speaker}


def _is_plural(words: Words, start: int, j: int) -> bool:
    """Whether the subject in the tokens from `start` to `j` may go with a verb like "say"."""
    low = words.low[start : j + 1]
    return any(
        word in _PLURALS
        or word == "and"
        or (word.endswith("s") and not word.endswith(("ss", "'s")))
        or word.partition("'")[0] in THIRD | FIRST | SECOND
        or word.endswith("-men")
        or word.endswith("men")
        for word in low
    )


def _with_subject(
    words: Words, report: Report, i: int, j: int, form: str = "", group: Set[str] = frozenset()
) -> Report:
    low = words.low
    if j < 0:
        return replace(report, subject="none", position="bare")
    if (
        low[j] in _RELATIVES
        and low[j] != "that"
        or (low[j] == "that" and j and low[j - 1] not in _BREAKS)
    ):
        kind, speaker = _subject(words, _clause_start(words, j - 1)[0], j) if j else ("none", None)
        cleft = low[0] in ("it", "there", "then", "there's") and bool(
            set(low[:3]) & (_BE | {"there's"})
        )
        position = "main" if cleft else "relative"
        return replace(report, subject=kind, speaker=speaker, position=position, start=j)
    if low[j] in ("and", "but", "or", "then"):
        kind, speaker = _opening(words)
        return replace(report, subject=kind, speaker=speaker, position="shared")
    if low[j] == ",":
        return _appositive(words, report, j, form)
    start, boundary = _clause_start(words, j)
    if (
        form == "base"
        and not group & (_AUXILIARIES | {"chain"})
        and not _is_plural(words, start, j)
    ):
        return replace(report, position="noun phrase")
    kind, speaker = _subject(words, start, j + 1)
    position = _SUBORDINATORS.get(boundary, "main")
    if boundary == "that":
        position = "embedded"
    elif boundary in (",", "—", "–", "--", "(", QUOTE) and report.complement == "alone":
        position = "parenthesis"
    elif position == "as" and report.verb not in ("say", "claim", "judge", "think", "admit"):
        position = "subordinate"
    return replace(report, subject=kind, speaker=speaker, position=position, start=start)


def _appositive(words: Words, report: Report, j: int, form: str) -> Report:
    """ "The envoy, who had flown in, said …": the subject stands before the first comma."""
    low = words.low
    k = j - 1
    while k > 0 and low[k] not in (";", ":", QUOTE):
        k -= 1
    start = k + 1 if low[k] in (";", ":", QUOTE) else k
    stop = low.index(",", start) if "," in low[start:j] else j
    kind, speaker = _subject(words, start, stop)
    if form == "base" and (kind not in _KINDS or not _is_plural(words, start, stop - 1)):
        return replace(report, position="noun phrase")
    if kind in ("none", "thing"):
        kind, speaker = _subject(words, start, j)
    return replace(report, subject=kind, speaker=speaker, position="main", start=start)


def _clause_start(words: Words, j: int) -> tuple[int, str]:
    """First token of the clause whose subject ends at `j`, and the word or mark before it."""
    low = words.low
    k = j
    while k >= 0 and j - k < 25:
        word = low[k]
        if word in _BREAKS and not (word == "." and k and len(low[k - 1]) == 1):
            return k + 1, word
        if word in _SUBORDINATORS and not (
            word in ("since", "after", "before", "once", "as") and j - k > 6
        ):
            return k + 1, word
        if (
            word == "that"
            and k < j
            and (
                words.low[k + 1] in _DETERMINERS
                or _subject(words, k + 1, j + 1)[0] in (*_KINDS, "it", "first")
            )
        ):
            return k + 1, word
        if word == "and" and k < j and _opens_subject(words, k + 1) and not _joins(words, k):
            return k + 1, word
        k -= 1
    return k + 1, ""


def _opens_subject(words: Words, k: int) -> bool:
    return words.low[k] in _DETERMINERS | THIRD | FIRST | ANYBODY or words.raw[k][:1].isupper()


def _joins(words: Words, k: int) -> bool:
    """Whether the "and" at `k` joins two names or nouns rather than two clauses."""
    return k > 0 and (words.raw[k - 1][:1].isupper() or words.low[k - 1] in holders())


def _subject(words: Words, start: int, end: int) -> tuple[str, str | None]:
    """What sort of subject the tokens are, and its words."""
    if start < end and words.low[start] == "nothing":
        return "none", None
    table = holders()
    found: tuple[str, int] | None = None
    order = {"people": 0, "anybody": 1, "group": 2, "third": 3, "name": 4, "document": 5, "lore": 6}
    for k in range(start, end):
        kind = _holder(words, k, table, end)
        if kind in ("first", "second", "it"):
            found = found or (kind, k)
        elif kind and (found is None or order.get(kind, 9) < order.get(found[0], 9)):
            found = kind, k
        if found and words.low[k] in _RELATIVES:
            break
    if found is None:
        if start >= end or _INANIMATE & set(words.low[start:end]):
            return "none", None
        return "thing", words.phrase(start, end)[:60]
    return found[0], _speaker(words, start, found[1], end)


def _holder(words: Words, k: int, table: dict[str, str], end: int = 0) -> str | None:
    word, raw = words.low[k], words.raw[k]
    stem = word.partition("'")[0]
    if stem in FIRST or word in FIRST_OTHER:
        return "first" if stem in FIRST else None
    if stem == "one" and k + 1 < end:
        return None if words.low[k + 1] != "of" else "anybody"
    if stem in SECOND:
        return "second"
    if stem in THIRD:
        return "third"
    if stem == "it":
        return "it"
    if word in ANYBODY:
        nxt = words.low[k + 1] if k + 1 < min(end, len(words.low)) else "of"
        return "anybody" if nxt in _PREPOSITIONS | _RELATIVES | _BREAKS | _ADVERBS else None
    if word in table and not (word.endswith("'s")):
        return table[word]
    if raw[:1].isupper() and word not in _NAMELESS and raw != QUOTE:
        alone = k == 0 and k + 1 < end and words.raw[1][:1].islower() and words.low[1] != "and"
        return None if alone or word.endswith("ly") else "name"
    return None


def _speaker(words: Words, start: int, head: int, end: int) -> str:
    """The noun phrase around the token `head`, at most 60 characters."""
    if words.low[head].partition("'")[0] in THIRD:
        return words.raw[head].partition("’")[0].partition("'")[0]
    first = head
    stops = _PREPOSITIONS | _PUNCTUATION | _AUXILIARIES | _RELATIVES | _SUBORDINATORS.keys()
    while first > start and words.low[first - 1] not in stops | {"and", "nor"}:
        first -= 1
    if words.raw[head][:1].isupper() and (head - first > 4 or words.low[first] not in _DETERMINERS):
        named = head
        while named > first and words.raw[named - 1][:1].isupper():
            named -= 1
        first = named
    while first < head and (words.low[first] in _ADVERBS or words.low[first].endswith("ly")):
        first += 1
    last = head + 1
    while last < end and words.low[last] not in _ENDS | _RELATIVES | _AUXILIARIES:
        last += 1
    while last > head + 1 and words.low[last - 1] in _PREPOSITIONS | {"and"}:
        last -= 1
    phrase = words.phrase(first, last)
    return phrase if len(phrase) <= 60 else phrase[:60].rpartition(" ")[0] or phrase[:60]


def _opening(words: Words) -> tuple[str, str | None]:
    """The subject with which the sentence opens, for verbs that share it."""
    low = words.low
    stop = 0
    while stop < len(low) and stop < 8 and low[stop] not in _ENDS | _AUXILIARIES | _RELATIVES:
        if stop and low[stop] in verbs():
            break
        stop += 1
    return _subject(words, 0, max(stop, 1)) if low else ("none", None)


def _complement(words: Words, k: int, tells: bool) -> str:
    """What follows the cue that ends before token `k`."""
    low = words.low
    if tells:
        k = _after_addressee(low, k)
    if k >= len(low):
        return "alone"
    word = low[k]
    if word == ":":
        return "colon"
    if word == QUOTE:
        return "quotation"
    if word in _ENDS or word == "-":
        return "that" if low[k + 1 : k + 2] == ["that"] else "alone"
    if word == "that":
        return "that"
    if word in ("whether", "if", "how", "why", "what", "who", "where", "when", "which"):
        return "whether"
    if word == "to":
        to_whom = "that" in low[k : k + 8]
        return "that" if to_whom else "infinitive"
    if "that" in _to_break(low, k, 9)[1:] and word in _PREPOSITIONS | _ADVERBS:
        return "that"
    if word in _PREPOSITIONS:
        return "alone" if _OCCASIONS & set(_to_break(low, k, 7)) else "preposition"
    if word in _NOMINATIVES or any(
        w in _FINITE or w.endswith(("n't", "ed")) for w in _to_clause_end(low, k)[1:]
    ):
        return "clause"
    if word in _ADVERBS or word.endswith("ly"):
        return "alone"
    return "infinitive" if "to" in _to_clause_end(low, k)[1:8] else "object"


def _to_clause_end(low: list[str], k: int) -> list[str]:
    ahead = _to_break(low, k, 14)
    stops = (n for n, w in enumerate(ahead) if w in _SUBORDINATORS or w in _RELATIVES or w == "and")
    return ahead[: next(stops, len(ahead))]


def _to_break(low: list[str], k: int, limit: int) -> list[str]:
    stop = k
    while stop < len(low) and stop - k < limit and low[stop] not in _BREAKS:
        stop += 1
    return low[k:stop]


def _after_addressee(low: list[str], k: int) -> int:
    for step in range(1, 8):
        if k + step < len(low) and low[k + step] in _CLAUSE_OPENERS:
            return k + step
        if k + step >= len(low) or low[k + step] in _ENDS:
            break
    return k + 1 if low[k : k + 1] and low[k] in FIRST_OTHER | {"him", "her", "them", "you"} else k


def _nominal(words: Words) -> Iterator[Report]:
    low, table = words.low, nouns()
    for i, word in enumerate(low):
        kind = table.get(word)
        if kind is None or i + 1 >= len(low):
            continue
        after = low[i + 1]
        complement = None
        if after == "that":
            complement = "that"
        elif i >= 2 and low[i - 2] in ("runs", "goes", "ran", "went") and low[i - 1] == "the":
            after, complement = "goes", "alone"
        elif after in ("goes", "runs", "went", "ran"):
            complement = "alone"
        elif after in ("is", "was", "being", "seems") and _that_soon(low, i + 2):
            complement = "that"
        elif i <= 4 and not _PREPOSITIONS & set(low[:i]) and _is_that(low, i + 1):
            after, complement = "is", "that"
        elif (
            i <= 4
            and ":" in low[i + 1 : i + 8]
            and low[0] in ("the", "his", "her", "their", "one", "a")
        ):
            complement = "colon"
        elif after in (":",) or (after in ("is", "was") and ":" in low[i + 2 : i + 5]):
            complement = "colon"
        elif after in ("for", "to", "of") and i and _owned(low, i):
            complement = "preposition"
        if complement is None:
            continue
        own = any(w in ("my", "our") for w in low[max(0, i - 3) : i])
        owner = _owner(words, i)
        yield Report(
            cue=words.phrase(i - 1 if i and low[i - 1] in ("the", "this") else i, i + 1),
            verb=f"noun_{kind}",
            speaker=owner,
            subject="first" if own else "name" if owner else "none",
            position="goes"
            if after in ("goes", "runs", "went", "ran")
            else "is"
            if after in ("is", "was", "being", "seems")
            else "noun",
            complement=complement,
            start=max(0, i - 1),
        )


def _is_that(low: list[str], k: int) -> bool:
    """Whether "is that" follows within a phrase: "The answer to this, they say, is that"."""
    ahead = low[k : k + 22]
    return any(
        a in ("is", "was") and b == "that" and _plain(ahead[:n])
        for n, (a, b) in enumerate(itertools.pairwise(ahead))
    )


def _plain(low: list[str]) -> bool:
    return not any(word in _AUXILIARIES or word in (";", ":", ".") for word in low)


def _that_soon(low: list[str], k: int) -> bool:
    return "that" in _until(low, k, 6)


def _until(low: list[str], k: int, limit: int) -> list[str]:
    stop = k
    while stop < len(low) and stop - k < limit and low[stop] not in (";", ".", ":"):
        stop += 1
    return low[k:stop]


def _owned(low: list[str], i: int) -> bool:
    return low[i - 1] in ("his", "her", "their") or low[i - 1].endswith(("'s", "s'"))


def _owner(words: Words, i: int) -> str | None:
    for k in range(i - 1, max(-1, i - 4), -1):
        word = words.low[k]
        if word in ("his", "her", "their"):
            return words.raw[k]
        if word.endswith(("'s", "s'")) and word not in ("it's", "that's", "let's"):
            start = k
            while start and (
                words.raw[start - 1][:1].isupper() or words.low[start - 1] in ("the",)
            ):
                start -= 1
            return re.sub(r"[’']s?$", "", words.phrase(start, k + 1))
    return None


def _fixed(words: Words) -> Iterator[Report]:
    """Fixed phrases: according to, in his view, we are told, it is said, the fear is."""
    low = words.low
    for i, word in enumerate(low):
        nxt = low[i + 1] if i + 1 < len(low) else ""
        if word == "according" and nxt == "to":
            stop = _phrase_end(low, i + 2)
            kind, speaker = _subject(words, i + 2, stop)
            own = low[i + 2 : i + 3] in (["me"], ["us"], ["my"], ["our"])
            yield Report(
                words.phrase(i, i + 2),
                "according",
                speaker or words.phrase(i + 2, stop) or None,
                "first" if own else kind,
                "according",
                "alone",
                start=i,
            )
        elif word in ("in", "by", "to", "on") and nxt:
            report = _standpoint(words, i)
            if report:
                yield report
    yield from _hearsay(words)


def _phrase_end(low: list[str], k: int) -> int:
    stop = k
    while stop < len(low) and stop - k < 12 and low[stop] not in _ENDS | _RELATIVES:
        stop += 1
    return stop


def _standpoint(words: Words, i: int) -> Report | None:
    """ "In the minister's view", "by their account", "in the words of the envoy"."""
    low = words.low
    for k in range(i + 1, min(i + 8, len(low))):
        if low[k] in _ENDS:
            return None
        if low[k] not in _STANDPOINTS[low[i]]:
            continue
        owner = words.phrase(i + 1, k)
        own = low[i + 1] in ("my", "our")
        if low[i + 1] in ("this", "that") and k == i + 2:
            owner = ""
        elif low[i + 1] == "the" and k == i + 2:
            if low[k + 1 : k + 2] != ["of"]:
                return None
            owner = words.phrase(k + 2, _phrase_end(low, k + 2))
        elif not (
            own or low[i + 1] in ("his", "her", "their") or low[k - 1].endswith(("'s", "s'"))
        ):
            return None
        if len(owner) > 60:
            return None
        return Report(
            words.phrase(i, k + 1),
            "standpoint",
            re.sub(r"[’']s?$", "", owner) or None,
            "first" if own else "people",
            "according",
            "alone",
            start=i,
        )
    return None


_HEARSAY = re.compile(
    r"\b(?:it (?:is|was|has been|will be|may be|can be|might be) (?:\w+ly |often |sometimes |also |now |always"
    r" |then |once |even )?(?:said|argued|claimed|objected|thought|believed|suggested|held|feared|assumed|alleged"
    r"|whispered|reported|hoped|asserted|maintained|pointed out|replied|contended)\b(?! over)"
    r"|(?:we|i|i['’]m|we['’]re|one|you|you['’]re|ukrainians|russians|readers|voters|they) (?:am |are |is |was |were |have been |had been |will be )?(?:now |"
    r"often |always |also |still |constantly |repeatedly |solemnly |forever |endlessly |then |even )?"
    r"(?:told|assured|reminded|warned|informed|asked to believe|invited to believe)"
    r"|(?:we|i|one|you) (?:often |now |always |keep |also |still |sometimes |may |will |probably )*"
    r"(?:hear|hears|heard|read|reads|reading|hearing)"
    r" (?:that|it (?:said|argued|whispered|claimed|suggested)|from|everywhere that|again that)\b"
    r"|conventional wisdom|received wisdom|the saying goes|as the saying|so the (?:\w+ ){1,3}(?:goes|runs|went|ran)"
    r"|(?:rumou?r|legend|word|folklore) (?:has|had) it|on this (?:view|account|reading|theory|logic)"
    r"|(?:is|are|was|were) (?:widely |said |also |often |now |generally |still )?(?:said|believed|thought|understood|reported|rumou?red|alleged"
    r"|quoted|heard) (?:to|as) "
    r"|would have (?:us|you) believe|there (?:is|was|are|were) (?:\w+ ){0,2}(?:concerns?|talk|fears?|worr(?:y|ies)"
    r"|speculation|hopes?|doubts?|agreement|consensus)\b"
    r"|reportedly|allegedly|rumou?redly)",
    re.IGNORECASE,
)


def _hearsay(words: Words) -> Iterator[Report]:
    match = _HEARSAY.search(words.text)
    if match is None:
        return
    position = "reputed" if match.group().endswith(" ") else "hearsay"
    if match.group().lower().endswith("ly"):
        position = "reputed"
    start = next((k for k, end in enumerate(words.ends) if end > match.start()), 0)
    if words.raw[start : start + 1] != [QUOTE]:
        yield Report(match.group().strip(), "hearsay", None, "none", position, "that", start=start)


def _adjectival(words: Words) -> Iterator[Report]:
    low = words.low
    for i, word in enumerate(low):
        if word not in ADJECTIVES or not i:
            continue
        j, group = _verb_group(low, i)
        if not group & (_BE | {"has", "had"}) or j < 0:
            continue
        after = low[i + 1 : i + 2]
        complement = {"that": "that", "of": "preposition", "about": "preposition"}.get(
            after[0] if after else "", "clause" if after and after[0] in _NOMINATIVES else "object"
        )
        base = Report(words.raw[i], "adjective", complement=complement, negated="not" in group)
        yield _with_subject(words, base, i, j)
