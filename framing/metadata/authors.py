"""Author strings as sources write them to single names, one spelling each."""

import ast
import re
from collections.abc import Sequence

_PERSON_WORD = r"[A-ZÀ-ÞĀ-ŽЀ-Я][\w.’'-]*"
_PARTICLE = r"(?:de|del|della|der|den|van|von|bin|ibn|al|el|la|le|da|di|dos|du|ten|ter|zu|y|af)"
PERSON = rf"{_PERSON_WORD}(?: (?:{_PARTICLE} )*{_PERSON_WORD}){{1,3}}"
AND = r"(?:,? and | & |, |; | with )"
JOB = (
    r"(?:(?:(?:special|senior|chief|staff|foreign|diplomatic|political|defence|defense|contributing"
    r"|opinion|guest|associate|deputy|assistant|managing|executive|world|national|international"
    r"|europe|moscow|kyiv|security|editor)[ -])*"
    r"(?:writer|correspondent|columnist|reporter|editor|contributor|journalist|analyst|author|desk"
    r"|editor-in-chief|bureau chief|commentator|staff|freelancer|intern|fellow|producer)s?"
    r"(?: (?:in|at|for|of) .{2,40})?)"
)
DESK = (
    r"(?:[\w&'’-]+ ){0,4}(?:writer|correspondent|columnist|reporter|editor|contributor|journalist"
    r"|analyst|commentator|chief)s?(?: (?:in|at|for|of) .{2,40})?"
)
AGENCY = (
    r"(?:reuters|afp|ap|the associated press|associated press|bloomberg(?: news| opinion)?|dpa"
    r"|pa media|tass|ukrinform|cnn|bbc(?: news)?)"
)
NOBODY = frozenset(
    {"", "unknown", "none", "null", "nan", "n/a", "na", "anonymous", "staff", "admin", "-"}
    | {"author", "guest", "guest author", "contributor", "editor", "newsroom", "no author"}
    | {"agencies", "news agencies", "wires", "wire services", "wire reports", "and agencies"}
)

_LEAD = re.compile(
    r"(?:(?:words|text|written|opinion|analysis|posted|story|reporting|commentary|column) )?by:? "
    r"|(?:authors?|words|text|texte|autor(?:in)?): ?",
    re.IGNORECASE,
)
_FOREIGN_LEAD = re.compile(rf"(?:Von|Par|Por|Door)(?= {PERSON}(?:{AND}| und | et | y |$))")
# What follows names others than the authors.
_OTHERS = re.compile(
    r"\s*[.,;|–—-]*\s*\b(?:(?:additional|further) reporting|photo(?:s|graphs?|graphy)?|pictures?"
    r"|illustrat(?:ions?|ed)|graphics?|video|edited|editing|translated|translation|with reporting"
    r"|with contributions?|produced|fotos?|bilder)(?: (?:by|from|contributed)\b|:).*",
    re.IGNORECASE,
)
_ADDRESSES = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|(?<!\w)@\w+|\([^)]*\)")
_BETWEEN = re.compile(
    r"(?i)\s*(?:;|\||/|&|,|\band\b|\bund\b|\bet\b|\bwith\b|\bта\b|\bі\b|\bи\b|\n|\s[–—-]\s)\s*"
)
_AFFILIATION = re.compile(rf"(?i)(?<=\w), (?:{AGENCY})$")
_PLACED = re.compile(r" (?:in|at) [A-ZÀ-Ž].*$|,? (?:for|of) (?:the )?[A-Z].*$")
_HONORIFIC = re.compile(r"(?:Dr|Prof|Professor|Mr|Mrs|Ms|Mx|Herr|Frau|Mme)\.? (?=[A-ZÀ-ÞĀ-ŽЀ-Я])")
_DEGREE = re.compile(r"(?i),? (?:ph\.?d|m\.?d|m\.?a|esq|cfa|obe|mbe|cbe)\.?$")
_STAFF = re.compile(rf"(?i)(?:the )?({AGENCY}) (?:staff|correspondents?|reporters?)$")
_MAILED = re.compile(r"\S+@\S+ \((?P<name>[^)]+)\)")  # RSS 2.0: "jane@example.org (Jane Doe)"
# Where somebody writes from: "Jane Doe, Kyiv" is no family called Jane Doe.
_TOWNS = frozenset(
    {"kyiv", "kiev", "moscow", "london", "washington", "berlin", "paris", "brussels", "warsaw"}
    | {"rome", "vienna", "lviv", "odesa", "kharkiv", "istanbul", "jerusalem", "beijing", "tokyo"}
)
_SMALL = frozenset(_PARTICLE[3:-1].split("|")) | {"and", "of", "the"}
LONGEST_ACRONYM = 3  # letters: the AFP of "Jane Doe AFP" is no family name that is shouted


def names(strings: Sequence[str]) -> list[str]:
    """Author strings, as sources write them, to single names in order, each once.

    "By A and B", "A, Staff Writer", "A in Kyiv and B", "Doe, Jane", "['A', 'B']", "A; B", SHOUTED
    names and agencies are understood; jobs, towns, addresses, photographers, translators and
    placeholders like "unknown" are left out.

    >>> names(["By JANE McDOE in Kyiv and Tom Roe, Staff Writer"])
    ['Jane McDoe', 'Tom Roe']
    """
    found = [name for string in strings for name in _names(string)]
    return list(dict.fromkeys(found))


def _names(string: str) -> list[str]:
    string = " ".join(string.split())
    if string[:1] == "[" and string[-1:] == "]":
        return names(_listed(string))
    if mailed := _MAILED.fullmatch(string):
        string = mailed["name"]
    string = _FOREIGN_LEAD.sub(
        "", _LEAD.sub("", string, count=1) if _LEAD.match(string) else string
    )
    string = _ADDRESSES.sub("", _OTHERS.sub("", string)).strip()
    if ";" in string:
        return names(string.split(";"))
    if inverted := _inverted(string):
        return inverted
    first, *others = _BETWEEN.split(_AFFILIATION.sub("", string))
    # Whatever follows a name may be any desk's "Environment Correspondent"; what leads may not.
    pieces = [first, *(piece for piece in others if not re.fullmatch(DESK, piece, re.IGNORECASE))]
    pieces = [first, *(piece for piece in pieces[1:] if piece.lower() not in _TOWNS)]
    stated = (_alone(piece) for piece in pieces if not _is_job(piece))
    return [_cased(name) for name in stated if _is_name(name)]


def _inverted(string: str) -> list[str] | None:
    """Names like "Doe, Jane", one or several with "and" between them; None where it is none."""
    people = re.split(r"(?i)\s+(?:and|&)\s+", string)
    if not all(
        re.fullmatch(r"[^\s,]+(?: [^\s,]+)?, [^\s,]+(?: [A-Z]\.?)?", one) and not _is_job(one)
        for one in people
    ):
        return None
    pairs = [one.split(", ") for one in people]
    if any(family.lower() in NOBODY or _is_place(given) for family, given in pairs):
        return None
    return [_cased(f"{given} {family}") for family, given in pairs]


def _is_place(given: str) -> bool:
    """Whether what follows a comma says where somebody works: a town, an agency."""
    return given.lower() in _TOWNS or re.fullmatch(rf"(?i){AGENCY}", given) is not None


def _alone(piece: str) -> str:
    """A name without its bearer's job, town, title and degree."""
    piece = re.sub(rf"(?i) {JOB}$", "", piece)
    piece = _DEGREE.sub("", _PLACED.sub("", piece))
    piece = _HONORIFIC.sub("", piece, count=1) if _HONORIFIC.match(piece) else piece
    return _STAFF.sub(r"\1", piece.strip(" .,;:-–—"))


def _is_name(name: str) -> bool:
    return name.lower() not in NOBODY and bool(re.fullmatch(r"\D*[^\W\d_]\D*", name))


def _is_job(name: str) -> bool:
    return (
        any(
            re.fullmatch(rf"(?i)(?:the )?(?:{JOB}|staff writers?)", piece.strip())
            for piece in name.split(",")
        )
        or _DEGREE.fullmatch(f" {name.strip()}") is not None
    )


def _listed(string: str) -> list[str]:
    try:
        values = ast.literal_eval(string)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        values = string.strip("[]").split(",")
    return [str(value) for value in values]


def _cased(name: str) -> str:
    """SHOUTED names as names are written; "J.D. Vance", "bell hooks" and "AFP" stay."""
    words = name.split()
    if len(words) == 1:
        return name
    if all(map(_is_loud, words)):
        return " ".join(_lowered(word, first=not place) for place, word in enumerate(words))
    # "Jean DUPONT": the family name alone is shouted.
    given, *family = words
    if given.istitle() and all(map(_is_loud, family)) and len(family[-1]) > LONGEST_ACRONYM:
        return " ".join([given, *(_lowered(word, first=False) for word in family)])
    return name


def _is_loud(word: str) -> bool:
    return re.sub(r"\bMa?c(?=[A-ZÀ-Þ])", "MC", word).isupper()


def _lowered(word: str, *, first: bool) -> str:
    if re.fullmatch(r"(?:[A-ZÀ-Þ]\.)+|[IVX]{2,4}", word):
        return word
    if not first and word.lower() in _SMALL:
        return word.lower()
    titled = "-".join(part[:1] + part[1:].lower() for part in word.split("-"))
    return re.sub(r"\b(Mc|O['’]|D['’])(\w)", lambda m: m[1] + m[2].upper(), titled)
