"""A batch of articles as Factiva exports it, to raw rows.

The field codes are those of Factiva's "Full Article/Report plus Indexing" display, as its help
lists them (Custom Search Fields: AN, BY, HD, LP, PD, SN, TD ...); every article ends with its
accession number: "Document", a source code, the date and a serial number.
"""

import html
import re
from typing import Any

from framing.articles import heads
from framing.ingest.columns import Reading, Refusal
from framing.metadata.authors import PERSON

CODES = (
    *("HD", "SE", "CLM", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY"),
    *("LP", "TD", "ART", "CX", "CT", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN"),
)
TEXT_CODES = ("LP", "TD")
CAPTION_CODES = ("ART",)
INDEX_CODES = ("CR", "CX", "CT", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD")
END = re.compile(
    r"(?m)^[ \t]*(?:AN[ \t\u00a0|]+)?(?:Document|Dokument)[ \u00a0]"
    r"(\w{4,12}(?:19|20)\d{6}\w{6,14})[ \t|]*$"
)
FIELD = re.compile(
    rf"(?m)^[ \t]*({'|'.join(sorted(CODES, key=len, reverse=True))})"
    r"(?:[ \u00a0]*[|\t][ \t|\u00a0]*|[ \u00a0]{2,}|[ \u00a0]*$)"
)
PAGE = re.compile(r"class=[\"']?article \w{2}Article", re.IGNORECASE)
HEADLINE = re.compile(r"(?is)<(span|div|b)\b[^<>]*class=[\"']?\w*headline\b[^<>]*>(.*?)</\1\s*>")
WORDS = re.compile(r"\d[\d.,\u00a0 ]* (?:words|mots|Wörter|palabras|parole)$")
DATE = re.compile(r"\d{1,2}\.? \w{3,10} \d{4}$")
CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
COPYRIGHT = re.compile(r"(?i)(?:copyright\b|\(c\)|©|all rights reserved)")
FRONT_LINES = 12  # between an article's date and its copyright line
BYLINE_WORDS = 6


def articles(text: str) -> Reading | None:
    """A row for each article of an export in plain text; None where it is none of Factiva's.

    Fields that index an article, and captions, are set aside as parts that were not used.
    """
    rows: list[dict[str, Any]] = []
    refusals: list[Refusal] = []
    start = 0
    for number, end in enumerate(END.finditer(text), start=1):
        block = text[start : end.start()]
        fields = _fields(block)
        row, rest = _indexed(fields) if {"LP", "TD"} & set(fields) else _displayed(block)
        rows.append({**row, "id": end[1], "row": number})
        refusals += [Refusal(number, part, why, said) for part, why, said in rest if said]
        start = end.end()
    if tail := text[start:].strip():
        refusals.append(Refusal(None, "boilerplate", "after Factiva's last article", tail))
    return Reading(rows, refusals) if rows else None


def page_text(page: str) -> str:
    """An HTML export as the lines of a text; a table's cells are separated by tabs."""
    text = re.sub(r"(?is)<(script|style|head)\b.*?</\1\s*>|<!--.*?-->", "", page)
    text = re.sub(r"\s+", " ", text)
    if not re.search(r"(?i)<td[^<>]*>\s*(?:<b>)?\s*HD\b", text):
        text = HEADLINE.sub(r"\nHD\t\2\n", text)
    text = re.sub(r"(?i)</td>\s*<td\b[^<>]*>", "\t", text)
    text = re.sub(r"(?i)<(?:br|/?p|/?div|/?h\d|/?tr|/?table)\b[^<>]*>", "\n", text)
    lines = html.unescape(re.sub(r"<[^<>]*>", "", text)).split("\n")
    return "\n".join(re.sub(r"[ \t]*\t[ \t]*", "\t", line).strip(" ") for line in lines)


def _fields(block: str) -> dict[str, str]:
    """Each field's code to its text, paragraphs separated by blank lines."""
    found = list(FIELD.finditer(block))
    ends = [*(match.start() for match in found[1:]), len(block)]
    fields: dict[str, str] = {}
    for match, end in zip(found, ends, strict=False):
        fields.setdefault(match[1], _paragraphs(block[match.end() : end].split("\n")))
    return fields


def _paragraphs(lines: list[str]) -> str:
    return "\n\n".join(line for part in lines if (line := part.strip(" \t|\u00a0")))


def _indexed(fields: dict[str, str]) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    row = {
        "title": " ".join(fields.get("HD", "").split()),
        "authors": [fields["BY"]] if "BY" in fields else [],
        "date": fields.get("PD"),
        "outlet": fields.get("SN"),
        "language": fields.get("LA"),
        "genre": fields.get("SE"),
        "text": "\n\n".join(fields[code] for code in TEXT_CODES if code in fields),
    }
    index = "\n".join(f"{code} {fields[code]}" for code in INDEX_CODES if code in fields)
    captions = "\n".join(fields[code] for code in CAPTION_CODES if code in fields)
    return row, [
        ("boilerplate", "fields by which Factiva indexes", index),
        ("caption", "Factiva's field ART", captions),
    ]


def _displayed(block: str) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    """An article without codes: title, author, "512 words", date, outlet ... copyright, text."""
    lines = [line for part in block.split("\n") if (line := part.strip(" |\u00a0"))]
    at = next((n for n, line in enumerate(lines) if WORDS.match(line)), None)
    if at is None:
        return {"text": "\n\n".join(lines)}, []
    title, author, above = _title(lines[:at])
    front = lines[at + 1 : at + 1 + FRONT_LINES]
    dated = next((n for n, line in enumerate(front) if DATE.match(line)), None)
    named = front[dated + 1 :] if dated is not None else front
    rights = [n for n, line in enumerate(front) if COPYRIGHT.match(line)]
    body = at + 2 + (rights[-1] if rights else dated or 0)
    row = {
        "title": title,
        "authors": [author] if author else [],
        "date": front[dated] if dated is not None else None,
        "outlet": next((line for line in named if not CLOCK.match(line)), None),
        "text": "\n\n".join(lines[body:]),
    }
    told = [*above, *lines[at:body]]
    return row, [("boilerplate", "the lines above a text at Factiva", "\n".join(told))]


def _title(lines: list[str]) -> tuple[str | None, str | None, list[str]]:
    """Title and author of the lines above the number of words, and what stands above them."""
    for number, line in enumerate(lines):
        if line.startswith("HD\t"):
            return line.removeprefix("HD\t").strip(), " ".join(lines[number + 1 :]), lines[:number]
    if len(lines) > 1 and _is_byline(lines[-1]):
        return lines[-2], lines[-1], lines[:-2]
    return (lines[-1] if lines else None), None, lines[:-1]


def _is_byline(line: str) -> bool:
    return heads.is_byline(line) or (
        len(line.split()) <= BYLINE_WORDS and re.fullmatch(PERSON, line) is not None
    )
