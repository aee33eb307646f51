"""Vega-Lite to SVG or PNG in a process of its own: framing.exports.pictures runs it.

vl-convert holds Python's lock while it draws, and would fetch what a chart names by address: here
it may hold what it likes, and may fetch nothing. One JSON object comes in by standard input:
{"form": "svg" or "png", "charts": [...]}; what goes out by standard output is a list of base64.
"""

import base64
import io
import json
import sys
from html import escape
from typing import Any

import vl_convert
from PIL import Image, PngImagePlugin

VEGA_LITE = "6.4"  # the schema that the installed Altair writes
DPI = 216

Spec = dict[str, Any]


def svg(spec: Spec) -> bytes:
    """The chart as SVG, with title and alt text as its first children."""
    drawing = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[])
    head, body = drawing.split(">", 1)
    said = spec.get("usermeta", {}).get("framing", {})
    words = f"<title>{escape(said.get('title', ''))}</title><desc>{_alt(spec)}</desc>"
    return f'{head} role="img" aria-label="{_alt(spec)}">{words}{body}'.encode()


def _alt(spec: Spec) -> str:
    return escape(spec.get("description", ""))


def png(spec: Spec) -> bytes:
    """The chart as PNG at 216 dots per inch, with its caption and alt text as metadata."""
    drawing = vl_convert.vegalite_to_png(spec, vl_version=VEGA_LITE, ppi=DPI, allowed_base_urls=[])
    said = spec.get("usermeta", {}).get("framing", {})
    about = {
        "Title": said.get("title", ""),
        "Description": spec.get("description", ""),
        "Source": said.get("source", ""),
        "Comment": " ".join(said.get(name, "") for name in ("selection", "method", "made", "link")),
        "Software": "Framing Desk",
    }
    info = PngImagePlugin.PngInfo()
    for name, words in about.items():
        info.add_itxt(name, words.strip())
    out = io.BytesIO()
    with Image.open(io.BytesIO(drawing)) as image:
        image.save(out, "PNG", pnginfo=info, dpi=(DPI, DPI))
    return out.getvalue()


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    draw = {"svg": svg, "png": png}[asked["form"]]
    json.dump([base64.b64encode(draw(chart)).decode() for chart in asked["charts"]], sys.stdout)
