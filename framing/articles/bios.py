"""A paragraph to how certain it is a note on the article's author."""

import re
from collections.abc import Iterable, Sequence

from framing.articles import heads, kinship
from framing.metadata import authors

LONGEST_NOTE = 150  # words
LONGEST = 2_000  # characters

_ROLE = (
    r"(?:columnist|contribut(?:or|ing)|correspondent|editor|reporter|journalist|professor|lecturer"
    r"|fellow|author of|co-author of|director|analyst|researcher|scholar|historian|writer|president"
    r"|founder|co-founder|host|co-host|ambassador|economist|novelist|candidate|adviser|advisor"
    r"|teaches|former|student|strategist|chair(?:man|woman|person)?|diplomat|officer|scientist"
    r"|commentator|essayist|expert|lawyer|politician|member of|photographer|filmmaker|film-maker"
    r"|translator|illustrator|poet|playwright|broadcaster|psychologist|physician|doctor|engineer"
    r"|archivist|statistician|critic|blogger|activist|campaigner|consultant|designer|farmer|nurse"
    r"|teacher|physicist|biologist|chemist|sociologist|philosopher|priest|rabbi"
    r"|(?:her|his|their) first)"
)
_VIEWS = re.compile(
    r"\b(?:do|does|did|may|need) not (?:necessarily )?(?:reflect|represent|express)\b.*\b(?:views?"
    r"|opinions?|positions?|polic(?:y|ies)|stance|editorial)\b"
    r"|\b(?:views?|opinions?)\b.{0,60}\b(?:do|does|may|need) not (?:necessarily )?(?:reflect"
    r"|represent)"
    r"|\b(?:the|any|all) (?:views?|opinions?)(?: and (?:views?|opinions?))? (?:expressed|stated"
    r"|presented)\b.*\b(?:own|authors?|writers?|solely|alone|personal|those of)\b"
    r"|\bviews? of (?:the|its|their) (?:individual )?(?:authors?|writers?|contributors?)\b.*\bnot\b"
    r"|^(?:this is|the above is) an? (?:opinion|op-ed|commentary)\b.*\bviews?\b",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|Professor|Sir|Lord|Gen|Col)\.? (?P<name>[A-Z][\w’'-]+) "
)
_ABOUT_AUTHOR = re.compile(
    r"(?:the|this|our) (?:author|writer|columnist|essayist|reviewer|contributor)s? (?:is|was"
    r"|are|were"
    r"|has|have|writes?|teach(?:es)?|works?|serves?|served|lives?)\b"
    r"|(?:his|her|their) (?:latest|most recent|new|next"
    r"|first|forthcoming|newest) (?:book|novel|work|film)\b.{0,200}$",
    re.IGNORECASE,
)
HEADING = re.compile(
    r"about the (?:authors?|writers?|contributors?|person|speakers?|interviewee)\W*", re.IGNORECASE
)
NAMED = re.compile(r"About (?:the )?(?P<name>[A-Z][\w.&’'-]*(?: [\w.&’'-]+){0,5})$")
BOOK = re.compile(
    rf"{authors.PERSON}[’']s (?:[^.!?]{{3,80}}) (?:is|was|will be) (?:published|out|available"
    rf"|released)\b|{authors.PERSON}[’']s (?:new|latest|most recent|next|first) (?:book|novel|film"
    rf"|album|play|collection)\b"
)
SIGNED = re.compile(
    rf"(?:written|posted|reported|words|story) by:?(?: {authors.PERSON}\b[^.!?]{{0,160}})?[.:]?$",
    re.IGNORECASE,
)
PERSON = re.compile(
    rf"\W?(?P<name>(?:(?:Dr|Prof|Professor|Sir|Lord|Gen|Lt|Col|Mr|Ms|Mrs)\.? )?{authors.PERSON})"
    rf"(?:,? and {authors.PERSON})?(?: \([^)]{{2,40}}\))?"
    rf"(?:,? (?:[A-Z][\w.]*\.[A-Z]?\.?, )?(?:is|was|are|serves|works|writes|covers|teaches|served"
    rf"|reports|worked|has been|blogs|hosts|leads|directs|edits|has covered|has written|lives"
    rf"|specializes|specialises|joined|can be (?:reached|contacted|found|followed)|chairs|runs"
    rf"|heads|manages|studies|studied)\b"
    rf"|, (?:an?|the|our|senior|former|professor|director|editor|born)\b)"
)
_SPEECH = re.compile(r"[“\"][^”\"]{60,}|\b(?:said|says|told|added|warned|argued)\b")


def certainty(line: str, authors: Sequence[str]) -> str:
    """How certain a paragraph is a note on the author: sure, perhaps, or not at all ("").

    Sure only "at an edge" of the body where it says "Ms. Moe is ...": an article may speak so.
    """
    if len(line) > LONGEST or kinship.n_words([line]) > LONGEST_NOTE:
        return ""
    has_role = re.search(rf"\b{_ROLE}s?\b", line) is not None
    named = NAMED.match(line)
    if _VIEWS.search(line) or HEADING.match(line) or (named and named["name"] in authors):
        return "sure"
    if _ABOUT_AUTHOR.match(line):
        return "sure" if has_role else "perhaps"  # a review speaks of its author, too
    if (BOOK.match(line) or SIGNED.match(line)) and not _SPEECH.search(line):
        return "perhaps"
    if titled := _TITLED.match(line):
        return "at an edge" if any(name.endswith(titled["name"]) for name in authors) else ""
    match = PERSON.match(line)
    is_author = match and any(n.casefold() in match["name"].casefold() for n in authors)
    has_role = has_role or bool(match and match["name"].isupper())  # as notes are set
    perhaps = "perhaps" if match and has_role and not _SPEECH.search(line) else ""
    return "sure" if is_author else perhaps


def is_mentioned(note: str, before: Iterable[str]) -> bool:
    """Whether the person was spoken of in the body: then the paragraph is about a source."""
    match = PERSON.match(note)
    surname = match["name"].split()[-1] if match else ""
    spoken = [line for line in before if not heads.is_name(line) and not SIGNED.match(line)]
    return bool(surname) and any(re.search(rf"\b{re.escape(surname)}\b", line) for line in spoken)
