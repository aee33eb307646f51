"""A report to HTML: one file that loads nothing, runs nothing, and prints to a clean PDF."""

import re
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from framing.marks.markup import visible
from framing.report import Report

_ID = re.compile(r'(\bid="|\bhref="#|url\(#)')


def render(report: Report, template: str, drawings: list[str]) -> str:
    """The page; `template` is the text of page.html, `drawings` the report's charts as SVG.

    Everything but the drawings is escaped; these come from our own charts, drawn by vl-convert.
    """
    environment = Environment(
        autoescape=True, finalize=_shown, undefined=StrictUndefined, trim_blocks=True
    )
    inline = iter(_inline(drawing, number) for number, drawing in enumerate(drawings))
    return environment.from_string(template).render(report=report, drawing=lambda: next(inline))


def _shown(value: Any) -> Any:
    """Text with what would hide or reorder it made visible."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _inline(drawing: str, number: int) -> Markup:
    """A drawing as part of a page: the ids of several must not meet, and its width may shrink."""
    apart = _ID.sub(rf"\g<1>d{number}-", drawing)
    return Markup(apart)  # noqa: S704 - drawn by our own worker, see framing.exports.pictures
