"""What cleaning keeps and lets in does not get worse on any group of invented pages."""

from pathlib import Path

import dirty_pages
import polars as pl
import pytest

FIGURES = [  # of bench/cleaning.py: % of body words kept, at least; % of foreign let in, at most
    ("early", "pasted", 100.0, 0.1),
    ("tuning", "html", 99.9, 0.1),
    ("tuning", "pasted", 100.0, 0.5),
    ("held_out", "html", 100.0, 1.5),
    ("held_out", "pasted", 100.0, 3.0),
    ("sealed", "html", 100.0, 0.1),
    ("sealed", "pasted", 100.0, 4.6),
    ("fresh", "html", 99.4, 6.3),
    ("fresh", "pasted", 100.0, 27.9),
    ("first_sight", "pasted", 100.0, 54.7),
]


@pytest.mark.parametrize(("group", "form", "kept", "let_in"), FIGURES)
def test_no_figure_of_cleaning_sinks(
    group: str, form: str, kept: float, let_in: float, tmp_path: Path
) -> None:
    pages = [one for one in dirty_pages.pages(group) if one.is_html == (form == "html")]
    texts = [dirty_pages.cleaned(page, tmp_path)[0]["text"] for page in pages]
    found = pl.concat(
        dirty_pages.measured(page, "\n\n".join(text))
        for page, text in zip(pages, texts, strict=True)
    )
    own = found.filter(pl.col("kind").str.starts_with("+"))
    others = found.filter(~pl.col("kind").str.starts_with("+"))
    assert 100 * own["there"].sum() / own["words"].sum() >= kept
    assert 100 * others["there"].sum() / others["words"].sum() <= let_in


def test_every_group_has_figures() -> None:
    assert {group for group, *_ in FIGURES} == set(dirty_pages.GROUPS)
