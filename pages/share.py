"""What one takes along from a view: its link, its citation, a report, the share bundle."""

import re
import shlex
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from framing import address, citations, report
from framing.charts.dress import Caption
from framing.exports import bundles, reports
from framing.measures import MEASURES
from pages import choices, shared

BUNDLED_HERE = 1_000  # articles: half a minute on two idle cores
LONGEST_NAME = 120  # characters of a file name
REPORTED = ("outlet", "author", "genre", "month")  # groupings of a report


def today() -> str:
    """The day here, as captions and citations say it."""
    return date.today().isoformat()  # noqa: DTZ011 - the day that people here would write


def link() -> str:
    """The address of this view, with what it was made with."""
    selected = address.pairs(shared.selection())
    place = str(st.context.url or "")
    is_bare = place.count("/") == 2  # noqa: PLR2004 - a server without a page: http://name:port
    return address.link(
        f"{place}/" if is_bare else place, selected, choices.current(), shared.origin().pairs()
    )


def differences() -> list[str]:
    """In which ways the data here are not those that the visitor's link was made with."""
    asked = {name: st.query_params[name] for name in address.STAMP if name in st.query_params}
    if asked:
        st.session_state["_came_for"] = asked
    return shared.origin().differences(st.session_state.get("_came_for", {}))


def go_on() -> None:
    """Stop telling that the visitor's link was made with other data."""
    st.session_state["_came_for"] = {}
    for name in address.STAMP:
        st.query_params.pop(name, None)


def offer(title: str) -> None:
    """The menu beside a page's title."""
    view = citations.View(title, shared.described(), shared.origin(), today(), link())
    name = f"framing-{view.origin.corpus}"
    with st.popover("Share and cite", width="stretch"):
        st.markdown("**Link to this view**, with its data’s fingerprints")
        st.code(view.link, language=None, wrap_lines=True)
        st.download_button(
            "Report (HTML, prints to PDF)",
            **file(_report(view.link), f"{name}.html", "text/html"),
            width="stretch",
        )
        _offer_bundle(view.link, f"{name}.zip")
        st.markdown("**Citation**, as text and as BibTeX")
        st.code(citations.text(view), language=None, wrap_lines=True)
        st.code(citations.bibtex(view), language=None, wrap_lines=True)


def file(build: Callable[[], bytes], name: str, kind: str) -> dict[str, Any]:
    """What a download button needs besides its label; the file is built when it is pressed."""
    safe = re.sub(r"[^A-Za-z0-9._-]+", "_", name)[-LONGEST_NAME:]
    return {
        "data": build,
        "file_name": safe,
        "mime": kind,
        "on_click": "ignore",
        "key": f"save_{safe}",
    }


def about(title: str, finding: str, method: str, **instead: str) -> Caption:
    """What a picture of this view says of itself; `instead` says otherwise what was selected."""
    origin = shared.origin()
    sample = " (synthetic sample)" if shared.is_synthetic() else ""
    n, all_ = shared.selected()["article"].height, shared.tables()["article"].height
    said = {"selection": shared.selection().describe(), "n": f"{n:,} of {all_:,} articles"}
    return Caption(
        title=title,
        finding=finding,
        **(said | instead),
        source=f"Framing Desk {origin.version}, corpus {origin.corpus}{sample}, "
        f"codebook {origin.codebook}.",
        method=method,
        made=today(),
        link=link(),
    )


def _report(address_: str) -> Callable[[], bytes]:
    """The report's maker; it runs later and elsewhere, so it takes along all it needs."""
    by, measure = choices.chosen("by"), choices.chosen("measure")
    measures = [measure] if measure in MEASURES else []
    question = report.Question.asked(by if by in REPORTED else None, measures)
    composed = partial(
        report.compose,
        shared.tables(),
        shared.selection(),
        shared.instrument(),
        shared.run().manifest,
        question=question,
        made=today(),
        link=address_,
        is_synthetic=shared.is_synthetic(),
    )
    return lambda: reports.page(composed()).encode()


def _offer_bundle(address_: str, name: str) -> None:
    """The bundle to be pressed for, or how to get it where it takes longer than a browser waits."""
    if shared.instrument().fingerprint != shared.run().manifest.get("instrument"):
        st.caption("No share bundle: the codebook has changed since the corpus was scored.")
    elif shared.selected()["article"].height > BUNDLED_HERE:
        st.caption("A share bundle of so many articles takes minutes; make it on the command line:")
        command = ["framing", "bundle", "RUN", "--out", "bundle.zip", "--view", address_]
        st.code(shlex.join(command), language=None, wrap_lines=True)
    else:
        build = partial(bundles.bundle, shared.tables(), shared.selection(), shared.run().manifest)
        st.download_button(
            "Share bundle (zip, its numbers can be verified)",
            **file(build, name, "application/zip"),
            width="stretch",
        )
