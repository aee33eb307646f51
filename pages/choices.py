"""A page's choices: kept in the address, and from page to page.

Streamlit's own binding of widgets to the address serves the sidebar, which every page draws. A
widget that one page draws loses its parameter on the way to another page, and the browser's Back
then sets it to its default. So a page says before it draws a widget

    choices.keep("by", GROUPINGS)
    by = st.selectbox("Compare", list(GROUPINGS), format_func=GROUPINGS.get, key="by")

all of them before display.heading, which writes the address and draws the link. The rule is: what
was just turned counts; else what the address says, if it is news (a link, or Back); else what was
chosen before, on this page or another; else the first option.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from framing import address

State = dict[str, Any]


def arrive(page: str) -> None:
    """At the start of a run: which page is drawn; what was corrected on another is forgotten."""
    if page != _page():
        st.session_state.update(_page=page, _vain={}, _notices=[], _pending={})


def keep(name: str, options: Mapping[Any, str] | Iterable[Any]) -> None:
    """Set the widget of key `name` to what counts; `write` puts it into the address.

    `options` are the values there are, with their labels if they have any; the first one is the
    default, which the address leaves out. Values are texts, or True and False.
    """
    labels = dict(options) if isinstance(options, Mapping) else {}
    values = list(options)
    if not values:
        return
    remembered, written = _state("_remembered"), _state("_written")
    asked, drawn = st.query_params.get(name) or None, st.session_state.get(name)
    is_turned = drawn is not None and drawn != remembered.get(name)
    is_news = asked is not None and asked != written.get(name)
    is_news = not is_turned and (is_news or _went_back())
    if is_turned:
        value = drawn
    elif is_news:
        value = _meant(asked, values, labels)
    else:
        value = remembered.get(name)
    _tell(name, asked if is_news and value is None else None, is_turned)
    value = value if value in values else values[0]
    st.session_state[name] = remembered[name] = value
    _state("_kept").setdefault(_page(), {})[name] = values[0]
    # What a link says stays as it is: to rewrite it would be a step for Back.
    text = asked if is_news else None if value == values[0] else _text(value)
    written[name] = text
    if text != asked:
        _state("_pending")[name] = text or []  # an empty list takes a parameter off


def write() -> None:
    """Write what was kept into the address at once: one step for the browser's Back."""
    pending = _state("_pending")
    if pending:
        st.query_params.update(pending)
    st.session_state["_pending"] = {}


def current() -> address.Pairs:
    """What this page's own parameters say: those of `keep`, and any others the address has."""
    foreign = {*address.FILTERS, *address.STAMP}
    found = {name: st.query_params.get_all(name) for name in st.query_params if name not in foreign}
    for name, default in _state("_kept").get(_page(), {}).items():
        value = st.session_state.get(name, _state("_remembered").get(name))
        found[name] = [] if value in (None, default) else [_text(value)]
    return [(name, value) for name, values in found.items() for value in values]


def chosen(name: str) -> Any:
    """What is chosen on this page or was on another, if anything."""
    return st.session_state.get(name, _state("_remembered").get(name))


def pick(name: str, chart: str) -> None:
    """Set a choice to the group that was just clicked in a chart; a callback of the chart."""
    picked = st.session_state[chart]["selection"].get("pick")
    if picked and picked[0].get("group") is not None:
        st.session_state[name] = picked[0]["group"]


def corrected() -> list[str]:
    """What the address asked for in vain, in sentences."""
    return [*st.session_state.get("_notices", []), *_state("_vain").values()]


def _meant(asked: str | None, values: list[Any], labels: Mapping[Any, str]) -> Any:
    """The option that a parameter names, by itself or by its label; None if there is none."""
    if asked is None:
        return values[0]
    named = [v for v in values if asked in (_text(v), labels.get(v))]
    return named[0] if named else None


def _tell(name: str, asked: str | None, is_turned: bool) -> None:  # noqa: FBT001
    """Keep what was asked for in vain, to be said until the choice is turned."""
    vain = _state("_vain")
    if asked is not None:
        vain[name] = (
            f"The link asks for “{asked[: address.SHOWN]}” ({name}), which there is not here."
        )
    elif is_turned:
        vain.pop(name, None)


def _text(value: Any) -> str:
    return {True: "yes", False: "no"}.get(value) if isinstance(value, bool) else str(value)


def _state(name: str) -> State:
    state: State = st.session_state.setdefault(name, {})
    return state


def _page() -> str:
    return str(st.session_state.get("_page", ""))


def _went_back() -> bool:
    """Whether the visitor came by the browser's Back or Forward."""
    return bool(getattr(get_script_run_ctx(), "is_history_navigation", False))
