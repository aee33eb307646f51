"""A page's choices: kept in the address, and from page to page.

Streamlit's own binding of widgets to the address serves the sidebar, which every page draws. A
widget that one page draws loses its parameter on the way to another page, and the browser's Back
then sets it to its default. So a page says before it draws a widget

    choices.keep("by", GROUPINGS)
    by = st.selectbox("Compare", list(GROUPINGS), format_func=GROUPINGS.get, key="by")

all of them before display.heading, which writes the address and draws the link. Of a page with
tabs, only the open one's choices are kept. The rule is: what
was just turned counts; else what the address says, if it is news (a link, or Back); else what was
chosen before, on this page or another; else the first option.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from framing import address

State = dict[str, Any]

NONE = "none"  # what the address says where all of several are taken off
FEW = 3  # values that a notice repeats


def arrive(page: str) -> None:
    """At the start of a run: which page is drawn; what was corrected on another is forgotten."""
    if page != _page():
        st.session_state.update(_page=page, _vain={}, _notices=[], _pending={})
    _state("_kept")[page] = {}


def keep(name: str, options: Mapping[Any, str] | Iterable[Any]) -> None:
    """Set the widget of key `name` to what counts; `write` puts it into the address.

    `options` are the values there are, with their labels if they have any; the first one is the
    default, which the address leaves out. Values are texts, or True and False.
    """
    labels = dict(options) if isinstance(options, Mapping) else {}
    values = list(options)

    def read(asked: list[str]) -> tuple[Any, list[str]]:
        named = [v for v in values if asked[-1] in (_text(v), labels.get(v))]
        return (named[0], []) if named else (None, asked[-1:])

    if values:
        _settle(name, values[0], read, lambda value: value if value in values else None)


def keep_several(name: str, options: Sequence[str], default: Sequence[str], most: int) -> None:
    """Like `keep`, for a widget of which up to `most` options are chosen at once.

    The address says NONE where none is chosen, unlike where it says nothing: that is the default.
    """

    def fitting(value: Any) -> list[str] | None:
        left = [v for v in value if v in options][:most] if isinstance(value, list) else []
        return left if left or value == [] else None

    def read(asked: list[str]) -> tuple[list[str] | None, list[str]]:
        if asked == [NONE] and NONE not in options:
            return [], []
        return fitting(asked), [value for value in asked if value not in options]

    _settle(name, list(default), read, fitting)


def keep_text(name: str, longest: int) -> None:
    """Like `keep`, for a field of text of up to `longest` characters, at first empty."""
    longest = min(longest, address.LONGEST)

    def fitting(value: Any) -> str | None:
        return value[:longest] if isinstance(value, str) else None

    _settle(name, "", lambda asked: (fitting(asked[-1]), []), fitting)


def _settle(
    name: str,
    default: Any,
    read: Callable[[list[str]], tuple[Any, list[str]]],
    fitting: Callable[[Any], Any],
) -> None:
    """The rule above, for any kind of choice.

    `read` makes a value of what the address says, and tells what of it there is not here;
    `fitting` what is left of a value on this page. Both give None where there is nothing.
    """
    remembered, written = _state("_remembered"), _state("_written")
    asked = [value for value in st.query_params.get_all(name) if value]
    drawn = st.session_state.get(name)
    is_turned = drawn is not None and drawn != remembered.get(name)
    is_news = bool(asked) and asked != written.get(name, [])
    is_news = not is_turned and (is_news or _went_back())
    vain: list[str] = []
    if is_turned:
        value = drawn
    elif is_news:
        value, vain = read(asked) if asked else (default, [])
    else:
        value = remembered.get(name)
    _tell(name, vain, is_turned)
    value = None if value is None else fitting(value)
    value = default if value is None else value
    st.session_state[name] = remembered[name] = value
    _state("_kept").setdefault(_page(), {})[name] = default
    # What a link says stays as it is: to rewrite it would be a step for Back.
    text = asked if is_news else [] if value == default else _texts(value)
    written[name] = text
    if text != asked:
        _state("_pending")[name] = text  # an empty list takes a parameter off


def write() -> None:
    """Write what was kept into the address at once: one step for the browser's Back."""
    pending, written = _state("_pending"), _state("_written")
    kept = _state("_kept").get(_page(), {})
    for name in st.query_params:
        if name not in kept and written.get(name):  # of a tab that is no longer open
            pending[name] = written[name] = []
    if pending:
        st.query_params.update(pending)
    st.session_state["_pending"] = {}


def current() -> address.Pairs:
    """What this page's own parameters say: those of `keep`, and any others the address has."""
    foreign = {*address.FILTERS, *address.STAMP}
    found = {name: st.query_params.get_all(name) for name in st.query_params if name not in foreign}
    for name, default in _state("_kept").get(_page(), {}).items():
        value = st.session_state.get(name, _state("_remembered").get(name))
        found[name] = [] if value in (None, default) else _texts(value)
    return [(name, value) for name, values in found.items() for value in values]


def chosen(name: str) -> Any:
    """What is chosen on this page or was on another, if anything."""
    return st.session_state.get(name, _state("_remembered").get(name))


def pick(name: str, chart: str, also: Mapping[str, str] | None = None) -> None:
    """Set a choice to the group that was just clicked in a chart; a callback of the chart.

    `also` are other choices that a click in this chart makes, whatever group it is on.
    """
    picked = st.session_state[chart]["selection"].get("pick")
    if picked and picked[0].get("group") is not None:
        st.session_state.update({**(also or {}), name: picked[0]["group"]})


def corrected() -> list[str]:
    """What the address asked for in vain, in sentences."""
    return [*st.session_state.get("_notices", []), *_state("_vain").values()]


def _tell(name: str, asked: list[str], is_turned: bool) -> None:  # noqa: FBT001
    """Keep what was asked for in vain, to be said until the choice is turned."""
    vain = _state("_vain")
    if asked:
        named = ", ".join(f"“{value[: address.SHOWN]}”" for value in asked[:FEW])
        more = f" and {len(asked) - FEW} more" if len(asked) > FEW else ""
        vain[name] = f"The link asks for {named}{more} ({name}), which there is not here."
    elif is_turned:
        vain.pop(name, None)


def _text(value: Any) -> str:
    return {True: "yes", False: "no"}.get(value) if isinstance(value, bool) else str(value)


def _texts(value: Any) -> list[str]:
    """What the address says of a value."""
    if isinstance(value, list):
        return value or [NONE]
    return [_text(value)] if value != "" else []


def _state(name: str) -> State:
    state: State = st.session_state.setdefault(name, {})
    return state


def _page() -> str:
    return str(st.session_state.get("_page", ""))


def _went_back() -> bool:
    """Whether the visitor came by the browser's Back or Forward."""
    return bool(getattr(get_script_run_ctx(), "is_history_navigation", False))
