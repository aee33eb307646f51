"""The words of a sentence to the reports that its cue verbs make."""

from collections.abc import Iterator
from dataclasses import replace

from framing.voices.complements import complement_of
from framing.voices.cues import FIRST, THIRD, Verb, holders, verbs
from framing.voices.function_words import (
    AUXILIARIES,
    BE,
    DEONTIC,
    DETERMINERS,
    HYPOTHETICAL,
    NEGATIONS,
    NOBODY,
    PLURALS,
    PREPOSITIONS,
    RELATIVES,
    vocabulary,
)
from framing.voices.reports import Report, verb_group, with_subject
from framing.voices.subjects import KINDS, holder, opening_subject, subject_of
from framing.voices.words import BREAKS, ENDS, QUOTE, Words

_TELLS = vocabulary(
    """tell assure remind warn inform persuade convince advise promise ask urge press order
    invite encourage instruct beg implore exhort brief reassure challenge threaten
    counsel request petition beseech"""
)
_NEEDS_THAT = vocabulary(
    """hold state read find figure fancy gather submit signal allow prove remember forget guess
    report note understand know relate mention imply learn discover notice"""
)
_INHUMAN = vocabulary(
    """suggest signal imply promise threaten hold reveal confirm declare report read state
    figure guarantee affirm attest recall repeat reflect estimate assume consider expect
    remind warn challenge answer add allow accept grant relay chime submit counter
    reason charge judge explain underline underscore emphasize emphasise assure reassure
    specify clarify"""
)
LONGEST_INVERTED = 9  # words of a subject that follows its verb
_STOPS = ENDS | RELATIVES | {"when", "as"}
_VERBAL = AUXILIARIES | {"to"}
_ARTICLES = vocabulary("the a an his her their some one")
_CONTRACTED = vocabulary("it's that's he's she's")
_KEEP = vocabulary("keep keeps kept began started")
_NAMING = vocabulary("call dub brand label term")


def verb_reports(words: Words) -> Iterator[Report]:
    """A report for each cue verb of the sentence, in order."""
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
    """The report that the verb in the tokens from `i` to `end` makes, if it is a verb there."""
    j, group = verb_group(words.low, i)
    if _is_noun(words, i, j, group) or _is_for_example(words.low, i):
        return None
    report = _verb_itself(words, i, end, verb, group)
    idle = _idle_position(words, report, verb, group, j)
    if idle:
        return replace(report, position=idle)
    before = words.low[j] if j >= 0 else ""
    if verb.form == "ing" and before in _KEEP:
        j, group = verb_group(words.low, j)[0], group | {"chain"}
    elif verb.form == "ing" and not group & BE:
        return _participle(words, j, report)
    return _inverted(words, report, end, j, verb) or _participial(words, report, verb, j, group)


def _is_for_example(low: list[str], i: int) -> bool:
    """Whether "say" between two commas means "for example"."""
    return low[i] == "say" and low[i - 1 : i] == [","] and low[i + 1 : i + 2] == [","]


def _verb_itself(words: Words, i: int, end: int, verb: Verb, group: set[str]) -> Report:
    """The report as far as the verb, its auxiliaries and its complement tell."""
    passive = verb.form == "past" and bool(group & BE)
    by_somebody = passive and words.low[end : end + 1] == ["by"]
    complement = complement_of(words, end, tells=verb.lemma in _TELLS)
    if verb.lemma in ("say", "accuse") and complement in ("object", "preposition"):
        complement = "clause"
    if verb.lemma in ("see", "view", "regard") and complement in ("alone", "clause"):
        complement = "object"
    human = verb.kind in ("say", "claim", "think", "admit") and verb.lemma not in _INHUMAN
    return Report(
        cue=words.phrase(i, end),
        verb=verb.kind,
        complement="agent" if by_somebody else complement,
        negated=any(a in NEGATIONS or a.endswith("n't") for a in group),
        modal=bool(group & DEONTIC),
        hypothetical=bool(group & HYPOTHETICAL),
        passive=passive,
        human=human or verb.lemma in ("find", "indicate", "conclude"),
        start=i,
    )


def _idle_position(words: Words, report: Report, verb: Verb, group: set[str], j: int) -> str | None:
    """Where the verb attributes nothing: infinitives, names ("called Ivan"), mere objects."""
    before = words.low[j] if j >= 0 else ""
    if "having" in group:
        return "gerund"
    if "to" in group or (verb.form == "base" and before in ("to", "let")):
        return "infinitive"
    return "noun phrase" if _is_mere(words, report, verb, group) else None


def _is_mere(words: Words, report: Report, verb: Verb, group: set[str]) -> bool:
    """Whether the verb has another sense with this complement ("held the town")."""
    if verb.lemma in ("hold", "state", "read"):
        return report.complement not in ("that", "colon", "quotation")
    if verb.lemma in _NEEDS_THAT:
        return report.complement in ("object", "preposition", "infinitive")
    after = words.raw[report.start + 1 : report.start + 2]
    named = bool(after) and after[0][:1].isupper()
    return verb.lemma in _NAMING and verb.form == "past" and not group and named


def _participial(words: Words, report: Report, verb: Verb, j: int, group: set[str]) -> Report:
    """A bare participle ("Asked whether …,") has no subject; other verbs have it before them."""
    before = words.low[j] if j >= 0 else ""
    report = replace(report, negated=report.negated or before in NOBODY)
    if verb.form == "past" and not group and before == "":
        return replace(report, position="participle")
    if report.cue == "asked" and before == "," and report.complement == "whether" and not group:
        return replace(report, position="participle")
    return with_subject(words, report, j, verb.form, group)


def _is_noun(words: Words, i: int, j: int, group: set[str]) -> bool:
    """Whether the cue verb at `i` is rather a noun or an adjective there ("their claims")."""
    low = words.low
    before = low[j] if j >= 0 else ""
    if group & AUXILIARIES or group & {"to", "chain"}:
        return False
    possessed = before.endswith(("'s", "s'")) and before not in _CONTRACTED
    determined = before in DETERMINERS and before not in _ANY_SUBJECT
    governed = before in PREPOSITIONS and not low[i].endswith("ing")
    return possessed or determined or governed or _is_noun_by_sense(words, i, j, before)


def _is_noun_by_sense(words: Words, i: int, j: int, before: str) -> bool:
    low = words.low
    if low[i] not in _NOUNLIKE or low[i + 1 : i + 2] in (["that"], ["whether"]):
        return False
    if before in BREAKS | {"who", "and", ""}:
        return False
    if j == 0 and before not in PLURALS | THIRD | FIRST | holders().keys():
        return True
    return low[i + 1 : i + 2] == ["of"] or holder(words, j, holders(), j + 1) is None


_INVERTING = vocabulary(
    """say says said reply replies replied argue argues argued insist insists insisted cry
    cries cried protest protests protested object objects objected asks asked adds added
    warns warned claim claims claimed believes thinks runs goes ran went"""
)
_INVERTED_BASE = vocabulary("say think argue claim insist reply cry warn add believe object")
_ANY_SUBJECT = vocabulary("some many several most other others few that those both all one")
_NOUNLIKE = vocabulary(
    """claims reports fears hopes demands calls plans promises warnings answers estimates notes
    views doubts states judges fear hope claim demand report call view doubt promise
    answer note question questions order orders petition petitions reason reasons brand
    label labels comment comments remark remarks charge charges request requests press
    figure figures guess state cast post posts advocate advocates champion champions
    challenge challenges counsel pledge pledges vow vows worry worries wish wishes dread
    appeal appeals blame praise signal signals object objects joke jokes lecture
    lectures voice voices express frame treat reply replies campaign campaigns lobby
    estimate plan"""
)


def _participle(words: Words, j: int, report: Report) -> Report:
    """After a comma "saying that …" hangs on the sentence's subject, elsewhere on nobody."""
    if j >= 0 and words.low[j] == "as":
        return replace(report, position="hearsay", verb="hearsay")  # "was quoted as saying"
    if j >= 0 and words.low[j] in (",", QUOTE, "and"):
        kind, speaker = opening_subject(words)
        return replace(report, position="participle", subject=kind, speaker=speaker)
    return replace(report, position="gerund")


def _inverted(words: Words, report: Report, end: int, j: int, verb: Verb) -> Report | None:
    """Subject after the verb: "C, said the minister", "say those who know"."""
    low = words.low
    cue = low[report.start]
    if not _may_invert(low, cue, j, verb):
        return None
    stop = end
    while stop < len(low) and stop - end < LONGEST_INVERTED and low[stop] not in _STOPS:
        stop += 1
    if not 0 < stop - end < LONGEST_INVERTED or _VERBAL & set(low[end:stop]):
        return None
    kind, speaker = subject_of(words, end, stop)
    if kind == "thing" and cue in _INVERTING and low[end] in _ARTICLES:
        kind, speaker = "people", words.phrase(end, stop)
    if kind == "third" and stop - end > 1:
        return None
    if kind not in KINDS and low[end] not in FIRST:
        return None
    return replace(report, position="inverted", complement="alone", subject=kind, speaker=speaker)


def _may_invert(low: list[str], cue: str, j: int, verb: Verb) -> bool:
    if verb.lemma == "tell":  # ", told reporters": those who are told, not who tells
        return False
    if verb.form == "base" and cue not in _INVERTED_BASE:
        return False
    if j < 0:
        return cue in ("says", "say", "said")
    return low[j] in BREAKS or low[j] in ("so", "or")
