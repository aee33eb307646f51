"""A report's template and drawings to its page."""

from pathlib import Path

from framing import report
from framing.exports.pictures import drawings
from framing.report.page import render

TEMPLATE = Path(report.__file__).with_name("page.html")


def page(composed: report.Report) -> str:
    """The report as one HTML file. Raises ExportError when a chart cannot be drawn."""
    drawn = drawings(composed.charts, "svg")
    return render(composed, TEMPLATE.read_text(encoding="utf-8"), [d.decode() for d in drawn])
