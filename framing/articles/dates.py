"""Dates as sources write them to dates, never with today's clock."""

import re
from collections.abc import Iterable
from datetime import date

import dateparser

YEARS = range(1600, 2101)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "uk", "ru", "sv"]
MONTHS_A_YEAR = 12
PIVOT = 69  # POSIX: two digits from 69 on are of the twentieth century
LONGEST = 60  # characters: longer than any date with weekday, time and zone

_CLOCK = (
    r"(?:(?:[T ,]+|,? at | [-–|] )\d{1,2}[:.h]\d{2}[\d:.]*(?: ?[ap]\.?m\.?)?"
    r"(?: ?(?:Z|[+-]\d{2}:?\d{2}|GMT|UTC|[A-Z]{1,4}T))?)?"
)
_SIGNED = r"(?:,? by [^.!?]{2,40})?"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_LABEL = r"(?:(?:first )?(?:published|issued|posted|updated|last updated|date)(?: on| at)?:? )?"
_LINE_WORDS = re.compile(  # of a line that holds dates and nothing else
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?$|am|pm|a|p|m$|at|on|of|first"
    r"|published|updated|posted|issued|modified|last|date|issue|edition|breaking|now|ago|hours?"
    r"|minutes?|gmt|utc|[ecmp][sde]?t|b?st|h$|z$|t$|spring|summer|autumn|fall|winter|st|nd|rd|th"
)
_NAMED = re.compile(rf"{_MONTH.replace('?P<month>', '?:')}$", re.IGNORECASE)
_SEASON = re.compile(r"spring|summer|autumn|fall|winter")
_INSIDE = re.compile(
    rf"\b(?:{_MONTH} {_DAY},?|{_DAY.replace('day', 'day2')}(?: of)?[ -]"
    rf"{_MONTH.replace('month', 'month2')},?)[ -](?P<year>\d{{4}})\b"
    r"|\b(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b",
    re.IGNORECASE,
)
YEAR_FIRST = re.compile(
    rf"(?P<year>\d{{4}})([-/.]?)(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){_CLOCK}$", re.IGNORECASE
)
MONTH_NAMED = re.compile(
    rf"{_LABEL}{_WEEKDAY}(?:{_MONTH} {_DAY},?|{_DAY.replace('day', 'day2')}(?: of)?[ -]"
    rf"{_MONTH.replace('month', 'month2')},?)[ -](?P<year>\d{{4}}){_CLOCK}{_SIGNED}$",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    rf"{_LABEL}(?P<a>\d{{1,2}})([-/.])(?P<b>\d{{1,2}})\2(?P<year>\d{{4}}|\d{{2}}){_CLOCK}$",
    re.IGNORECASE,
)


def read(text: str, *, day_first: bool = False) -> date | None:
    """The calendar day that `text` names, as written there (no zone conversion), or None.

    ISO first, then English month names, then numbers in the given order, then other languages
    (dateparser, absolute dates only). None for impossible days, and for years out of YEARS.
    """
    text = " ".join(text.split())[:LONGEST]
    if match := YEAR_FIRST.match(text):
        return _day(match["year"], match["month"], match["day"])
    if match := MONTH_NAMED.match(text):
        month = (match["month"] or match["month2"])[:3].lower()
        return _day(match["year"], MONTHS.index(month) + 1, match["day"] or match["day2"])
    if match := NUMBERED.match(text):
        first, second = int(match["a"]), int(match["b"])
        dotted = match[2] == "."  # 3.4.2022 is day first wherever dots are used
        day_first = (day_first or dotted or first > MONTHS_A_YEAR) and second <= MONTHS_A_YEAR
        day, month = (first, second) if day_first else (second, first)
        return _day(_century(match["year"]), month, day)
    return _in_words(text)


def is_ambiguous(text: str) -> bool:
    """Whether day and month of `text` could be exchanged, as in 03/04/2022."""
    match = NUMBERED.match(" ".join(text.split()))
    if match is None or match[2] == "." or match["a"] == match["b"]:
        return False
    return all(1 <= int(match[part]) <= MONTHS_A_YEAR for part in "ab")


def day_comes_first(texts: Iterable[str]) -> bool | None:
    """The order the unambiguous dates of one source show: day first, month first, None if unknown.

    Unknown too where they contradict each other.
    """
    orders = {
        int(match["a"]) > MONTHS_A_YEAR
        for text in texts
        if (match := NUMBERED.match(text.strip()))
        and match[2] != "."
        and (int(match["a"]) > MONTHS_A_YEAR) != (int(match["b"]) > MONTHS_A_YEAR)
    }
    return orders.pop() if len(orders) == 1 else None


def is_date_line(line: str) -> bool:
    """Whether a line is nothing but a date, perhaps with "Published", a weekday and a time."""
    if len(line) > LONGEST or not re.search(r"\d", line):
        return False
    return any(rule.match(line) for rule in (MONTH_NAMED, NUMBERED, YEAR_FIRST)) and bool(
        read(line)
    )


def is_of_dates(line: str) -> bool:
    """Whether a line holds dates, times, weekdays or seasons and no other words.

    Wider than is_date_line, and so for the lines above a body only: "Saturday, Nov 27", "Updated
    17:55, 22 Jun 2021", "Winter 2020", also with "by" and a name behind.
    """
    line = re.sub(rf"{_SIGNED}$", "", line)
    words = re.findall(r"[^\W\d_]+", line.lower())
    if len(line) > 2 * LONGEST or not re.search(r"\d", line):
        return False
    if not all(_LINE_WORDS.match(word) or _NAMED.match(word) for word in words):
        return False
    named = any(_NAMED.match(word) or _SEASON.match(word) for word in words)
    return named or bool(_INSIDE.search(line) or re.search(r"\d{1,2}[:.]\d{2}", line))


def within(line: str) -> str | None:
    """The first whole date that stands within a line, as it is written there."""
    match = _INSIDE.search(line)
    return match[0] if match else None


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if found.year in YEARS else None


def _century(year: str) -> int:
    if len(year) > len("22"):
        return int(year)
    return int(year) + (1900 if int(year) >= PIVOT else 2000)


def _in_words(text: str) -> date | None:
    # Only a day, a month's name and a year: nothing relative, nothing to be filled in from today.
    if not (re.search(r"\b\d{4}\b", text) and re.search(r"\b\d{1,2}\b", text)):
        return None
    if not re.search(r"[^\W\d_]{3}", text):
        return None
    found = dateparser.parse(
        text,
        languages=LANGUAGES,
        settings={
            "PARSERS": ["absolute-time"],
            "REQUIRE_PARTS": ["day", "month", "year"],
            "STRICT_PARSING": True,
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    return _day(found.year, found.month, found.day) if found else None
