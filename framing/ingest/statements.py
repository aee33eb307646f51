"""What a page states of its article, entered in the row that its text makes."""

from typing import Any

from framing.metadata import pages

GUESSED = "guessed from the page; it states none"


def with_statements(row: dict[str, Any], page: str) -> dict[str, Any]:
    """A raw row of a page, its facts as the page's own markup states them, and from where.

    What the markup states goes before what was guessed from the page's text; a guessed date is
    said to be one.
    """
    stated = pages.stated(page)
    if row.get("date") and "date" not in stated:
        stated["date"] = pages.Stated(row["date"], "page: its text", GUESSED)
    values = {field: fact.value for field, fact in stated.items() if fact.value}
    origins = [
        {"field": field, "origin": fact.origin, "doubt": fact.doubt}
        for field, fact in stated.items()
    ]
    return {**row, **values, "origins": origins}
