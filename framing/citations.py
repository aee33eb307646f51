"""A view to its citation: a line of text, and BibTeX."""

import re
from dataclasses import dataclass

from framing.address import Origin
from framing.marks.markup import visible

PROJECT = "Framing Desk"
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    # BibTeX counts braces whatever stands before them.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    **{sign: f"\\{sign}" for sign in "$&#%_"},
}


@dataclass(frozen=True, slots=True)
class View:
    """What is cited: a page with its selection, the data, the day it was looked at, and a link."""

    title: str
    selection: str  # in words
    origin: Origin
    made: str  # the day, YYYY-MM-DD
    link: str


def text(view: View) -> str:
    """One line for a footnote."""
    origin = view.origin
    return plain(
        f"{PROJECT} {origin.version}, “{view.title}” ({view.selection}). Corpus {origin.corpus}, "
        f"codebook {origin.codebook}. Seen {view.made}. {view.link}"
    )


def bibtex(view: View) -> str:
    """A @misc entry; nothing in a corpus's names can be a command of TeX."""
    origin = view.origin
    note = f"{view.selection}; corpus {origin.corpus}, codebook {origin.codebook}"
    fields = {
        "author": f"{{{PROJECT}}}",
        "title": f"{{{_tex(view.title)}}}",
        "year": view.made[:4],
        "version": _tex(origin.version),
        "note": _tex(note),
        "url": _address(view.link),
        "urldate": view.made,
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{framing-desk-{re.sub(r'[^0-9a-z]', '', origin.corpus)},\n{lines}\n}}"


def plain(words: str) -> str:
    """Words on one line, with what would hide or reorder text made visible."""
    return " ".join(visible(words).split())


def _tex(words: str) -> str:
    return "".join(_SPECIAL.get(sign, sign) for sign in plain(words))


def _address(link: str) -> str:
    """A link as it stands: what could close the field is percent-encoded."""
    return re.sub(r"[{}\\\s]", lambda sign: f"%{ord(sign[0]):02X}", link)
