"""The address is the view: choices travel, from page to page and to a fresh visitor."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import HOSTILE
from streamlit.testing.v1 import AppTest
from test_app import opened, shown

from framing import store
from framing.address import Origin
from pages import choices

COMPARE, ROBUSTNESS = "pages/explore/compare.py", "pages/explore/robustness.py"
OVERVIEW, READ = "pages/explore/overview.py", "pages/explore/read.py"


def link(app: AppTest) -> dict[str, list[str]]:
    """What the link that a page offers says."""
    return parse_qs(urlsplit(app.code[0].value).query)


def said(app: AppTest) -> dict[str, str]:
    """What a page's own choices say in the address."""
    values = {n: [v] if isinstance(v, str) else v for n, v in dict(app.query_params).items()}
    return {name: value[-1] for name, value in values.items() if value}


def test_a_choice_is_in_the_address_and_in_the_link(
    sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_run, monkeypatch).switch_page(COMPARE).run()
    assert said(app) == {}
    app.selectbox(key="by").select("genre").run()
    app.selectbox(key="measure").select("lean").run()
    app.multiselect(key="outlets").select("Open Commons").run()
    assert said(app) == {"by": "genre", "measure": "lean"}
    stamp = dict(Origin.of(store.open_run(sample_run).manifest).pairs())
    assert link(app) == {
        "outlets": ["Open Commons"],
        "by": ["genre"],
        "measure": ["lean"],
        **{name: [value] for name, value in stamp.items()},
    }
    app.selectbox(key="by").select("outlet").run()
    assert "by" not in said(app)
    assert "by" not in link(app)


def test_choices_come_along_to_the_next_page_and_back(
    sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_run, monkeypatch)
    app.selectbox(key="by").select("author").run()
    app.selectbox(key="who").select("Dara Quillfeather").run()
    app.query_params.clear()  # as Streamlit's menu does
    app.switch_page(ROBUSTNESS).run()
    assert app.selectbox(key="by").value == "author"
    assert app.selectbox(key="who").value == "Dara Quillfeather"
    assert said(app)["by"] == "author"
    app.query_params.clear()
    app.switch_page(READ).run()
    assert "by" not in link(app)
    app.switch_page(OVERVIEW).run()
    assert app.selectbox(key="who").value == "Dara Quillfeather"


@pytest.mark.parametrize("page", [OVERVIEW, COMPARE, ROBUSTNESS])
@pytest.mark.parametrize("by", ["author", "genre"])
def test_a_link_shows_a_fresh_visitor_the_same_numbers(
    page: str, by: str, sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = opened(sample_run, monkeypatch).switch_page(page).run()
    first.selectbox(key="by").select(by).run()
    first.selectbox(key="who").select_index(1).run()
    first.multiselect(key="genres").select("opinion").run()
    first.selectbox(key="voice").select("author").run()
    second = opened(sample_run, monkeypatch, **link(first)).switch_page(page)
    for name, value in link(first).items():  # switching pages in a test forgets them
        second.query_params[name] = value
    second.run()
    assert not second.exception
    assert shown(second) == shown(first)
    charts = [app.get("vega_lite_chart") for app in (first, second)]
    assert [c.proto.spec for c in charts[0]] == [c.proto.spec for c in charts[1]]


@pytest.mark.parametrize("name", ["by", "measure", "order", "who", "frame"])
@pytest.mark.parametrize("value", ["banana", "x" * 10_000, "", "=1", *HOSTILE[:3]])
def test_what_a_link_asks_in_vain_is_said_and_the_default_shown(
    name: str, value: str, sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_run, monkeypatch).switch_page(COMPARE)
    app.query_params[name] = value
    app.run()
    assert not app.exception
    body = shown(app)
    assert ("which there is not here" in body) == bool(value)
    assert "<script" not in body
    assert "x" * 1_000 not in body
    assert app.selectbox(key="by").value == "outlet"
    app.selectbox(key="by").select("genre").run()
    assert not app.exception


def test_a_notice_goes_when_the_choice_is_made(
    sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_run, monkeypatch).switch_page(COMPARE)
    app.query_params["measure"] = "beauty"
    app.run()
    assert "asks for “beauty” (measure)" in shown(app)
    app.selectbox(key="measure").select("tone").run()
    assert "beauty" not in shown(app)
    assert said(app) == {"measure": "tone"}


def test_a_label_is_understood_like_its_name(
    sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_run, monkeypatch).switch_page(COMPARE)
    app.query_params["by"] = "Authors"
    app.query_params["measure"] = "Endorsed"
    app.run()
    assert app.selectbox(key="by").value == "author"
    assert app.selectbox(key="measure").value == "endorse"


@pytest.mark.parametrize("page", [OVERVIEW, COMPARE, READ, ROBUSTNESS])
def test_a_link_from_other_data_says_so(
    page: str, sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_run, monkeypatch, corpus="beef00beef00", codebook="other 1.0 abc")
    app.switch_page(page).run()
    body = shown(app)
    assert "The link was made with the corpus “beef00beef00”" in body
    assert "The link was made with the codebook “other 1.0 abc”" in body
    assert "Shown are the numbers of what is here." in body
    assert "beef00beef00" not in str(link(app))
    app.button(key="go_on").click().run()
    assert "beef00beef00" not in shown(app)
    assert not app.exception


def test_a_link_from_these_data_says_nothing(
    sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = dict(Origin.of(store.open_run(sample_run).manifest).pairs())
    app = opened(sample_run, monkeypatch, **stamp)
    assert "The link was made with" not in shown(app)


@pytest.mark.parametrize("page", [OVERVIEW, COMPARE, READ, ROBUSTNESS])
def test_a_page_without_articles_still_says_why(
    page: str, sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_run, monkeypatch, outlets=["Meridian Post"], until="2022-03-18")
    app.query_params["by"] = "author"
    app.switch_page(page).run()
    assert not app.exception
    assert "No article is left" in shown(app)


def test_ten_thousand_characters_of_address(
    sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    junk = {f"p{n}": "y" * 100 for n in range(100)}
    app = opened(sample_run, monkeypatch, **junk, outlets=[f"Outlet {n}" for n in range(500)])
    assert not app.exception
    body = shown(app)
    assert "The link is too long" in body
    assert "And 197 more outlets" in body
    assert len(app.code[0].value) < 20_000


def test_every_picture_can_be_saved_in_four_forms(
    sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for page in (OVERVIEW, COMPARE, ROBUSTNESS):
        app = opened(sample_run, monkeypatch).switch_page(page).run()
        labels = [button.proto.label for button in app.get("download_button")]
        for form in ("PNG", "SVG", "CSV", "Vega-Lite"):
            n = sum(label.startswith((f"{form},", f"{form} ")) for label in labels)
            assert n == len(app.get("vega_lite_chart"))
        assert any(label.startswith("Report") for label in labels)
        assert any(label.startswith("Share bundle") for label in labels)


LANGUAGE, TIMELINE = "pages/explore/language.py", "pages/explore/timeline.py"


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        (TIMELINE, {"measure": "tone", "split": "outlet", "period": "month"}),
        (TIMELINE, {"split": "outlet", "shown": ["Meridian Post", "Open Commons"]}),
        (TIMELINE, {"events": "2022-11-11 Kherson is free", "frame": "victory"}),
        (LANGUAGE, {"language_tab": "Key terms", "by": "author", "terms": "pair", "side": "other"}),
        (LANGUAGE, {"language_tab": "In context", "find": "peace", "find_whole": "no"}),
        (LANGUAGE, {"language_tab": "Words of tone", "against": "Open Commons", "side": "other"}),
        (COMPARE, {"compare_tab": "Head to head", "against": "Open Commons", "side": "other"}),
        (COMPARE, {"compare_tab": "Who is quoted", "frame": "victory"}),
        (COMPARE, {"compare_tab": "Endorsed and rejected", "bars": "voice"}),
    ],
)
def test_every_choice_of_a_tab_stays_in_the_link(
    page: str, asked: dict[str, str | list[str]], sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_run, monkeypatch).switch_page(page)
    for name, value in asked.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert "which there is not here" not in shown(app)
    told = link(app)
    assert {name: told.get(name) for name in asked} == {
        name: value if isinstance(value, list) else [value] for name, value in asked.items()
    }
    for name, value in asked.items():
        if isinstance(value, list):
            assert app.multiselect(key=name).value == value


def test_what_a_closed_tab_let_choose_leaves_the_address(
    sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_run, monkeypatch).switch_page(LANGUAGE)
    app.query_params["language_tab"] = "In context"
    app.query_params["find"] = "peace"
    app.run()
    app.session_state["language_tab"] = "Keywords"  # as a click on the tab does
    app.run()
    assert not app.exception
    assert said(app) == {}
    assert "find" not in link(app)
    app.session_state["language_tab"] = "In context"
    app.run()
    assert app.text_input(key="find").value == "peace"
    assert said(app) == {"language_tab": "In context", "find": "peace"}


def test_of_several_names_the_missing_are_told(
    sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_run, monkeypatch).switch_page(TIMELINE)
    app.query_params["split"] = "outlet"
    app.query_params["shown"] = ["Nowhere Times", "Open Commons"]
    app.run()
    assert "The link asks for “Nowhere Times” (shown), which there is not here." in shown(app)
    assert app.multiselect(key="shown").value == ["Open Commons"]
    app.multiselect(key="shown").set_value([]).run()
    assert "choose at least one group" in shown(app)
    assert "Nowhere Times" not in shown(app)


def test_a_link_with_every_group_taken_off_shows_none(
    sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_run, monkeypatch).switch_page(TIMELINE)
    app.query_params["split"] = "outlet"
    app.run()
    app.multiselect(key="shown").set_value([]).run()
    asked = link(app)
    assert asked["shown"] == ["none"]
    fresh = opened(sample_run, monkeypatch).switch_page(TIMELINE)
    fresh.query_params.update(asked)
    fresh.run()
    assert fresh.multiselect(key="shown").value == []
    assert "choose at least one group" in shown(fresh)
    assert "which there is not here" not in shown(fresh)


def test_a_click_in_a_chart_makes_its_choices(monkeypatch: pytest.MonkeyPatch) -> None:
    state = {"chart": {"selection": {"pick": [{"group": "2022-Q4"}]}}, "when": "2022-Q1"}
    monkeypatch.setattr("pages.choices.st.session_state", state)
    choices.pick("when", "chart", {"who": "Open Commons"})
    assert (state["when"], state["who"]) == ("2022-Q4", "Open Commons")
    state["chart"]["selection"]["pick"] = []
    choices.pick("when", "chart", {"who": "Meridian Post"})
    assert (state["when"], state["who"]) == ("2022-Q4", "Open Commons")
