"""A chart to a picture that stands alone: title, finding, selection, n, source, method, day."""

import re
import textwrap
from dataclasses import asdict, dataclass
from typing import Any

from framing.charts import GREY, INK, Picture, alt_text

WIDTH = 720  # pixels of the drawing
MARGIN = 16  # pixels around it: another font may be wider than the one it was measured in
TITLE, BODY, FOOT = 19, 13, 10.5  # pixels of type
ACROSS = {TITLE: 74, BODY: 108, FOOT: 135}  # signs that WIDTH holds at that size
LINES = 8  # of each part of a caption: a name of a thousand signs must not fill the picture
ROW = 14  # pixels for a line at the foot
RULE = "#DDD9D1"
CONFIG = {  # what the app's theme does on the page; the font is the system's own
    "background": "#FFFFFF",
    "font": "sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "labelFontSize": 12,
        "titleColor": INK,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "gridColor": RULE,
        "domainColor": RULE,
        "tickColor": RULE,
    },
    "legend": {"labelColor": INK, "labelFontSize": 12, "symbolOpacity": 1},
}
PLACE = re.compile(r"height \* ([\d.]+)")  # as charts say a place in a height that the page fits
OUTSIDE = ("$schema", "config", "datasets", "padding", "params")  # have their place at the top

Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Caption:
    """What a picture says of itself in words."""

    title: str
    finding: str = ""
    selection: str = ""
    n: str = ""  # "71 articles"
    source: str = ""
    method: str = ""
    made: str = ""  # the day, YYYY-MM-DD
    link: str = ""

    @property
    def alt(self) -> str:
        """The picture in words, for those who do not see it."""
        shown = " · ".join(part for part in (self.selection, self.n) if part)
        return alt_text(self.title, self.finding, shown).removesuffix(
            " The table behind it follows."
        )


def drawn(picture: Picture) -> Spec:
    """A chart's Vega-Lite at a fixed width, in the look that the page gives it."""
    spec: Spec = picture.to_dict()
    if not {"facet", "repeat", "concat", "hconcat", "vconcat"} & set(spec):
        spec["width"] = WIDTH
    return spec | {"padding": MARGIN, "config": spec.get("config", {}) | CONFIG}


def dressed(picture: Picture, caption: Caption) -> Spec:
    """A chart's Vega-Lite with its caption around it, and the caption as data in `usermeta`."""
    spec = drawn(picture)
    spec = _placed(spec, spec.get("height"))
    outside = {name: spec.pop(name) for name in OUTSIDE if name in spec}
    shown = " · ".join(part for part in (caption.selection, caption.n) if part)
    return outside | {
        "description": caption.alt,
        "title": {
            "text": _lines(caption.title, TITLE),
            "subtitle": [*_lines(caption.finding, BODY), *_lines(shown, BODY), ""],
            "anchor": "start",
            "frame": "bounds",
            "subtitlePadding": 6,
            "fontSize": TITLE,
            "subtitleFontSize": BODY,
            "subtitleLineHeight": BODY + 4,
            "color": INK,
            "subtitleColor": INK,
            "limit": 0,
        },
        "vconcat": [spec, _foot(caption)],
        "usermeta": {"framing": asdict(caption)},
    }


def _placed(part: Any, height: Any) -> Any:
    """A part of a chart with places said as parts of the height in pixels.

    Within a picture of several charts Vega knows no height of one of them.
    """
    if isinstance(part, list):
        return [_placed(each, height) for each in part]
    if not isinstance(part, dict):
        return part
    place = PLACE.fullmatch(str(part.get("expr", "")))
    if place and isinstance(height, (int, float)):
        return height * float(place[1])
    return {
        name: each if name == "datasets" else _placed(each, height) for name, each in part.items()
    }


def _foot(caption: Caption) -> Spec:
    """The small print: method, source, day and link, a line of text each or more."""
    made = f"Made {caption.made}." if caption.made else ""
    parts = (caption.method, f"Source: {caption.source} {made}" if caption.source else made)
    lines = [line for part in (*parts, caption.link) for line in _lines(part, FOOT)]
    return {
        "data": {"values": [{"line": line, "row": row} for row, line in enumerate(lines)]},
        "mark": {"type": "text", "align": "left", "fontSize": FOOT, "color": GREY, "limit": 0},
        "encoding": {
            "x": {"value": 0},
            "y": {"field": "row", "type": "ordinal", "axis": None},
            "text": {"field": "line", "type": "nominal"},
        },
        "width": WIDTH,
        "height": ROW * max(len(lines), 1),
        "view": {"stroke": None},
    }


def _lines(words: str, size: float) -> list[str]:
    return textwrap.wrap(words, ACROSS[size], max_lines=LINES, placeholder=" …")
