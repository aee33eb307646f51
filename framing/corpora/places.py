"""Where corpora live, and what each is called there."""

import os
import re
import unicodedata
from collections.abc import Container
from pathlib import Path

from framing import store
from framing.corpora.records import LONGEST_NAME
from framing.store import StoreError

LONGEST_ID = 40
# Names that Windows keeps for devices, and the sample's, which is a run and no corpus.
TAKEN = frozenset({"con", "prn", "aux", "nul", "sample", "given"} | {f"com{n}" for n in range(10)})


def home() -> Path:
    """The folder of all corpora: FRAMING_HOME, or data/store."""
    return Path(os.environ.get("FRAMING_HOME") or store.DATA / "store").resolve()


def checked_name(name: str) -> str:
    """A name as it is kept: on one line, not empty, not too long. Raises StoreError."""
    kept = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    if not kept:
        raise StoreError("a corpus needs a name; give it a word or two")
    if len(kept) > LONGEST_NAME:
        raise StoreError(f"a name of {len(kept)} characters; at most {LONGEST_NAME} are kept")
    return kept


def new_id(name: str, taken: Container[str]) -> str:
    """A folder's name for a corpus: ASCII letters, digits and hyphens, unlike any that is taken.

    >>> new_id("Été 2022: the war", {"ete-2022-the-war"})
    'ete-2022-the-war-2'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_ID].strip("-") or "corpus"
    stem = f"{stem}-corpus" if stem in TAKEN else stem
    return (
        stem
        if stem not in taken
        else next(f"{stem}-{n}" for n in range(2, 100_000) if f"{stem}-{n}" not in taken)
    )


def is_id(text: str) -> bool:
    """Whether a text, from an address or a command, can be a corpus' id at all."""
    return re.fullmatch(r"[a-z0-9][a-z0-9-]{0,60}", text) is not None
