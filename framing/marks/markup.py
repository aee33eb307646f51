"""Text of a corpus to HTML in which it can only be text: escaped, under our own class names."""

import re
from collections.abc import Iterable, Mapping
from html import escape

_NAME = re.compile(r"[a-z][a-z0-9]*\Z")
_TAGS = frozenset(
    {
        *(
            "a",
            "article",
            "aside",
            "div",
            "em",
            "h1",
            "h2",
            "h3",
            "header",
            "li",
            "mark",
            "ol",
            "p",
        ),
        *("section", "small", "span", "strong", "sup"),
        *("table", "tbody", "td", "th", "thead", "tr", "ul"),
    }
)
_ATTRIBUTES = frozenset({"class", "href", "id", "lang", "scope", "style", "tabindex", "title"})
# Formatting characters that can reorder or hide what is beside them, and control characters, which
# XML forbids; shown as what they are.
_INVISIBLE = {
    code: f"⟨U+{code:04X}⟩"
    for code in (
        *(*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F),
        *(0x200B, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0xFFFE, 0xFFFF),
    )
}


class Html(str):
    """Markup that `tag` made; everything else is text and will be escaped."""

    __slots__ = ()


def visible(text: str) -> str:
    """The text with direction overrides, zero-width and control characters made visible."""
    return text.translate(_INVISIBLE)


def tag(name: str, *content: object, **attributes: str | None) -> Html:
    """An element. Content that is not Html is escaped; `class_` is class; None leaves out.

    Raises ValueError for an element or attribute that could act or load, and for a link that
    leaves the app.
    """
    if name not in _TAGS:
        raise ValueError(f"<{name}> is not used here; use one of {', '.join(sorted(_TAGS))}")
    written = "".join(
        f' {key.rstrip("_")}="{escape(visible(_checked(key.rstrip("_"), value)))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{written}>{join(content)}</{name}>")


def join(content: object) -> Html:
    """One or many pieces of content, side by side."""
    if isinstance(content, Html):
        return content
    if isinstance(content, (list, tuple)):
        return Html("".join(join(piece) for piece in content))
    return Html(escape(visible("" if content is None else str(content))))


def _checked(key: str, value: str) -> str:
    if key not in _ATTRIBUTES or not _NAME.match(key):
        raise ValueError(f"attribute {key!r} is not used here")
    if key == "href" and not re.match(r"[a-z]+\?|#", value):
        raise ValueError(f"{value!r} leaves the app; only links to its own pages are made")
    if key == "style" and not re.fullmatch(r"(--[a-z]+: ?#[0-9a-fA-F]{6}; ?)+", value + ";"):
        raise ValueError(f"style {value!r} is not a list of colours")
    return value


def marked(text: str, spans: Iterable[tuple[int, int, Mapping[str, str]]]) -> Html:
    """The text with `mark` elements around spans (start, end, attributes); overlaps are skipped."""
    pieces: list[object] = []
    at = 0
    for start, end, attributes in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < at or end > len(text) or end <= start:
            continue
        pieces += [text[at:start], tag("mark", text[start:end], **attributes)]
        at = end
    return join([*pieces, text[at:]])
