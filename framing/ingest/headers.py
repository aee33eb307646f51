"""A table's first lines to its header: where it stands, and what is odd about it."""

from collections import Counter
from collections.abc import Sequence

from framing.ingest.columns import Refusal, field_of, note, require_text

HEADER_LINES = 10  # exports print their query and its date above the header
MANY_COLUMNS = 100  # of a table with more, the unused ones are counted
SHOWN = 10  # names in a note


def place(lines: Sequence[Sequence[str]]) -> int:
    """Which of the first lines of a table is its header: the first one, unless a later one is it.

    A later line is taken when the first one names neither a text nor an address, and it names one
    of them beside another column that is known.
    """
    fields = [{field_of(name) for name in line} - {None} for line in lines[:HEADER_LINES]]
    for wanted in ("text", "url"):
        for number, known in enumerate(fields):
            if wanted in known and (number == 0 or len(known) > 1):
                return number
    return 0


def check(header: Sequence[str], line: int = 1) -> list[Refusal]:
    """Notes on blank, repeated and many columns, and on a header that is not in the first line.

    Raises FormatError where no column holds a text or an address.
    """
    names = [name.strip() for name in header]
    notes = require_text(names)
    if line > 1:
        notes.append(note(f"the header is in line {line}; the lines above it are not used"))
    if blank := [str(n) for n, name in enumerate(names, start=1) if not name]:
        notes.append(note(f"columns without a name, not used: number {_listed(blank)}"))
    notes += [note(remark) for remark in _repeated(names)]
    if len(names) > MANY_COLUMNS:
        used = [name for name in names if field_of(name)]
        notes.append(note(f"{len(names)} columns, of which these are used: {', '.join(used)}"))
    return notes


def _repeated(names: Sequence[str]) -> list[str]:
    """What to say of several columns for one field, and of others that share a name."""
    named: dict[str, list[str]] = {}
    for name in names:
        if field := field_of(name):
            named.setdefault(field, []).append(name)
    remarks = [
        f"several columns for {field}: {_listed(same)}; the best filled one counts"
        for field, same in sorted(named.items())
        if len(same) > 1
    ]
    times = Counter(name.lower() for name in names if name and not field_of(name))
    if double := [name for name, n in times.items() if n > 1]:
        remarks.append(f"columns of the same name, not used: {_listed(double)}")
    return remarks


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(name[:40] for name in names[:SHOWN])
    return shown + (" ..." if len(names) > SHOWN else "")
