"""A batch of articles as Nexis exports it, to raw rows.

Two layouts, as researchers who read them describe them (the R packages LexisNexisTools and
tm.plugin.lexisnexis): Nexis Uni and Lexis Advance, where an article is title, publication, date,
copyright, labelled fields, "Body", text, "Classification" and "End of Document"; and the older
plain text, where it begins with "3 of 50 DOCUMENTS" and its fields have labels in capitals.
"""

import re
from collections.abc import Sequence
from typing import Any

from framing.articles import dates
from framing.ingest.columns import Reading, Refusal

END = re.compile(r"(?im)^[ \t]*End of Document[ \t]*$")
START = re.compile(
    r"(?m)^[ \t\f]*(?:\d+ of \d+ DOCUMENTS?|Dokument \d+ von \d+|Document \d+ de \d+)[ \t]*$"
)
LABEL = re.compile(
    r"(?i)(length|länge|longueur|byline|autor|section|rubrik|headline|dateline|highlight|copyright"
    r"|load-date|language|sprache|langue|publication-type|body|graphic|url|update|subject|series"
    r"|journal-code|geographic|organization|person|country|city|industry|correction-date|notes)"
    r"[:\u00a0][ \u00a0]*(.*)"
)
FIELD_OF = {
    "byline": "authors",
    "autor": "authors",
    "headline": "title",
    "url": "url",
    "section": "genre",
    "rubrik": "genre",
    "language": "language",
    "sprache": "language",
    "langue": "language",
}
RIGHTS = re.compile(r"(?i)copyright\b|©|all rights reserved")
DATED = re.compile(
    r"(?i)(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
    r"(?P<day>\w{3,10}\.? \d{1,2}, \d{4}|\d{1,2}\.? \w{3,10}\.? \d{4}|\w{3,10} \d{4})\b"
)
FIRST_FIELDS = ("copyright", "section", "length", "byline", "dateline", "highlight")
LENGTHS = ("length", "länge", "longueur")
LAST_FIELDS = ("load-date", "language", "publication-type", "subject", "graphic", "update")
Part = tuple[str, str, str]  # of what was not used: part, reason, text


def articles(text: str) -> Reading | None:
    """A row for each article of an export; None where the text is none of Nexis's."""
    starts = list(START.finditer(text))
    if len(END.findall(text)) and re.search(r"(?m)^[ \t]*Body[ \t]*$", text):
        blocks, tail = _before(text)
        return _reading([_uni(block) for block in blocks], tail)
    if starts and re.search(r"(?m)^[ \t]*(?:LENGTH|LÄNGE|LONGUEUR):", text):
        edges = [match.end() for match in starts]
        ends = [match.start() for match in starts[1:]] + [len(text)]
        blocks = [text[start:end] for start, end in zip(edges, ends, strict=True)]
        return _reading([_classic(block) for block in blocks], text[: starts[0].start()])
    return None


def _before(text: str) -> tuple[list[str], str]:
    """The text before each "End of Document", and what follows the last."""
    *blocks, tail = END.split(text)
    return blocks, tail


def _reading(found: Sequence[tuple[dict[str, Any], list[Part]]], beside: str) -> Reading:
    rows = [{**row, "row": number} for number, (row, _) in enumerate(found, start=1)]
    refusals = [
        Refusal(number, part, reason, said)
        for number, (_, rest) in enumerate(found, start=1)
        for part, reason, said in rest
        if said.strip()
    ]
    if beside.strip():
        refusals.append(Refusal(None, "boilerplate", "beside the articles of Nexis", beside))
    return Reading(rows, refusals)


def _uni(block: str) -> tuple[dict[str, Any], list[Part]]:
    lines = [line for part in block.split("\n") if (line := part.strip(" \t\u00a0"))]
    body = lines.index("Body") if "Body" in lines else len(lines)
    front, text = lines[:body], lines[body + 1 :]
    text, fields = _cut(text, "Classification")
    while text and _label(text[-1]) in LAST_FIELDS:
        fields.insert(0, text.pop())
    text, graphic = _cut(text, "Graphic")
    said = _labelled([*front, *fields])
    # A cover page may stand above the first article: look upwards from its first field.
    first = next((n for n, line in enumerate(front) if _is_first_field(line)), len(front))
    day = next((n for n in range(first - 1, -1, -1) if DATED.match(front[n])), None)
    if day is not None:
        said["date"] = _day(front[day])
        said |= {"outlet": front[day - 1]} if day > 0 else {}
        said |= {"title": front[day - 2]} if day > 1 else {}
    row = {**said, "text": "\n\n".join(text)}
    return row, [
        ("boilerplate", "fields around an article of Nexis", "\n".join([*front, *fields])),
        ("caption", "Nexis's section Graphic", "\n".join(graphic)),
    ]


def _is_first_field(line: str) -> bool:
    return _label(line) in FIRST_FIELDS or RIGHTS.match(line) is not None


def _cut(lines: list[str], heading: str) -> tuple[list[str], list[str]]:
    """The lines above the last one that is `heading`, and those below it."""
    if heading not in lines:
        return lines, []
    at = len(lines) - 1 - lines[::-1].index(heading)
    return lines[:at], lines[at + 1 :]


def _labelled(lines: Sequence[str]) -> dict[str, Any]:
    said: dict[str, Any] = {"authors": []}
    for line in lines:
        match = LABEL.match(line)
        field = FIELD_OF.get(match[1].lower()) if match else None
        if match and field and not said.get(field):
            said[field] = [match[2]] if field == "authors" else match[2].split(";")[0].strip()
    return said


def _day(line: str) -> str:
    match = DATED.match(line)
    return match["day"] if match else line


def _classic(block: str) -> tuple[dict[str, Any], list[Part]]:
    """Paragraphs are separated by blank lines, and their lines are broken at a fixed width."""
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n[ \t\f]*\n", block)]
    paragraphs = [part for part in paragraphs if part]
    length = next((n for n, p in enumerate(paragraphs) if _capitals(p) in LENGTHS), -1)
    body = length + 1
    while body < len(paragraphs) and _capitals(paragraphs[body]):  # HEADLINE: and BODY: may follow
        body += 1
    end = next(
        (n for n in range(body, len(paragraphs)) if _capitals(paragraphs[n]) in LAST_FIELDS),
        len(paragraphs),
    )
    front, fields = paragraphs[:body], paragraphs[end:]
    said = _labelled([*front, *fields])
    plain = [line for line in front if not LABEL.match(line) and not RIGHTS.match(line)]
    day = next((n for n, line in enumerate(plain) if dates.is_date_line(_day(line))), None)
    if day is not None:
        said["date"] = _day(plain[day])
        said |= {"outlet": plain[day - 1]} if day > 0 else {}
        said.setdefault("title", next(iter(plain[day + 1 :]), None))
    row = {**said, "text": "\n\n".join(paragraphs[body:end])}
    told = "\n".join([*front, *fields])
    return row, [("boilerplate", "fields around an article of Nexis", told)]


def _label(line: str) -> str | None:
    match = LABEL.match(line)
    return match[1].lower() if match else None


def _capitals(line: str) -> str | None:
    """The label of a line whose label is in capitals, as the older layout has it."""
    label = _label(line)
    return label if label and line.startswith(label.upper()) else None
