"""The stairs: who may import whom, and what may not be done on which floor, from syntax trees."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = {  # the rooms: a module, or a package whose parts lie in its folder
    0: (
        *("schema", "weights", "selection", "codebook", "measures", "address", "spreadsheets"),
        "metadata",
    ),
    1: (
        *("articles", "duplicates", "sentences", "voices", "tone", "frames", "stances", "keywords"),
        *("scores", "estimates", "charts", "terms", "restorations"),
    ),
    2: (
        *("pipeline", "agreement", "robustness", "findings", "views", "passages", "marks"),
        *("ledger", "examples", "report", "bundle", "citations"),
        *("keyness", "concordance", "wordshift", "quoted", "timeline", "language"),
        *("health", "growth", "reuse", "readable", "switches"),
    ),
    3: (
        *("__main__", "commands", "ingest", "fetching", "intake", "corpora", "store", "runs"),
        *("workers", "shards", "clusters"),
        "exports",
    ),
}
FLOOR = {room: floor for floor, rooms in FLOORS.items() for room in rooms}
MODULES = {
    ".".join(path.relative_to(ROOT / "framing").with_suffix("").parts).removesuffix(
        ".__init__"
    ): path
    for path in sorted((ROOT / "framing").rglob("*.py"))
}
TOP = [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py"))]

WORLD = {  # libraries by which a module would reach outside itself
    *(
        "os",
        "io",
        "sys",
        "pathlib",
        "shutil",
        "tempfile",
        "glob",
        "subprocess",
        "socket",
        "sqlite3",
    ),
    *("urllib.request", "http", "requests", "time", "random", "secrets", "uuid", "logging"),
}
DEEDS = {  # calls by which it would, whatever the library
    *("open", "print", "input", "now", "today", "utcnow", "getenv", "read_text", "read_bytes"),
    *("write_text", "write_bytes", "read_csv", "read_parquet", "read_json", "read_ndjson"),
    *("scan_csv", "scan_parquet", "scan_ndjson", "write_parquet", "sink_parquet", "urlopen"),
}
MARKDOWN = {  # Streamlit calls that read Markdown, and so could call a foreign server
    *("markdown", "write", "write_stream", "caption", "error", "info", "warning", "success"),
    *("exception", "metric", "title", "header", "subheader", "expander", "tabs", "button"),
    *("radio", "pills", "segmented_control", "toast", "popover", "status", "spinner", "latex"),
    *(
        "badge",
        "page_link",
        "link_button",
        "checkbox",
        "toggle",
        "download_button",
        "help",
        "menu_button",
    ),
    *("form_submit_button", "feedback", "progress", "chat_message", "dialog", "image", "video"),
}
FORBIDDEN = {"table", "iframe", "html", "components", "markdown_html"}
LABELLED = {  # widgets whose label alone is Markdown; options and cells are plain
    *(
        "selectbox",
        "multiselect",
        "text_input",
        "text_area",
        "date_input",
        "slider",
        "file_uploader",
    ),
    *("number_input", "time_input", "select_slider", "color_picker"),
}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> set[str]:
    """Every module that a file imports, anywhere in it, dotted."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = {f"{node.module}.{name.name}" for name in node.names}
            parts = {name.removeprefix("framing.") for name in names} <= set(MODULES)
            found |= names if parts else names | {node.module or ""}
    return found


def uses(module: str) -> set[str]:
    """The modules of this package that one of them imports."""
    names = {
        name.removeprefix("framing.") for name in imported(MODULES[module]) if "framing." in name
    }
    return names & set(MODULES) - {module}


def room(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def floor_of(module: str) -> int:
    return FLOOR[room(module)]


def test_every_room_has_its_floor() -> None:
    assert {room(module) for module in MODULES} - {"__init__"} == set(FLOOR)


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"__init__"}))
def test_a_module_imports_only_downwards_or_within_its_room(module: str) -> None:
    floor = floor_of(module)
    for other in uses(module):
        neighbours = floor == floor_of(other) and (floor != 1 or room(module) == room(other))
        assert floor_of(other) < floor or neighbours, f"{module} may not import {other}"


def test_no_module_imports_itself_round_a_corner() -> None:
    graph = {module: uses(module) for module in MODULES}

    def reach(module: str) -> set[str]:
        found: set[str] = set()
        ahead = list(graph[module])
        while ahead:
            other = ahead.pop()
            if other not in found:
                found.add(other)
                ahead += graph[other]
        return found

    assert [module for module in MODULES if module in reach(module)] == []


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"__init__"}))
def test_streamlit_and_pages_stay_upstairs(module: str) -> None:
    roots = {name.split(".")[0] for name in imported(MODULES[module])}
    assert not roots & {"streamlit", "pages", "app"}


@pytest.mark.parametrize(
    "module", sorted(m for m in set(MODULES) - {"__init__"} if floor_of(m) < 3)
)
def test_floors_0_to_2_do_not_reach_into_the_world(module: str) -> None:
    reached = {
        name
        for name in imported(MODULES[module])
        if any(name == world or name.startswith(f"{world}.") for world in WORLD)
    }
    assert not reached
    for node in ast.walk(tree(MODULES[module])):
        assert not isinstance(node, ast.Global), f"{module}: a mutable global"
        if isinstance(node, ast.Call):
            assert name_of(node) not in DEEDS, f"{module}:{node.lineno} calls {name_of(node)}"
            if name_of(node) == "default_rng":
                assert node.args, f"{module}:{node.lineno} draws without a seed"


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


@pytest.mark.parametrize("path", TOP, ids=lambda path: str(path.relative_to(ROOT)))
def test_pages_do_not_count(path: Path) -> None:
    counted = [
        n.lineno
        for n in ast.walk(tree(path))
        if isinstance(n, ast.Call) and "group_by" in name_of(n)
    ]
    assert counted == []


def constants(module: ast.Module) -> frozenset[str]:
    """Names that run over a CONSTANT in a loop, and are bound nowhere else: text of ours."""
    ours: set[str] = set()
    bound: list[str] = []
    for node in ast.walk(module):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.append(node.id)
        if isinstance(node, ast.For):
            over = ast.unparse(node.iter).removesuffix(".items()").removesuffix(".values()")
            if over.isupper():
                ours |= {n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)}
    return frozenset(name for name in ours if bound.count(name) == 1)


def literal(node: ast.expr, ours: frozenset[str] = frozenset()) -> bool:
    """Whether an argument is text of ours: a constant, or numbers and CONSTANTS within one."""
    if isinstance(node, ast.JoinedStr):
        return all(literal(part, ours) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        counts = isinstance(node.value, ast.Call) and name_of(node.value) == "len"
        return counts or literal(node.value, ours)
    if isinstance(node, (ast.List, ast.Tuple)):
        return all(literal(part, ours) for part in node.elts)
    if isinstance(node, ast.Call) and name_of(node) == "list":
        return all(literal(part, ours) for part in node.args)
    if isinstance(node, ast.Name):
        return node.id.isupper() or node.id in ours
    return isinstance(node, ast.Constant)


def streamlit_calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Calls of Streamlit's elements, on `st` or on a container."""
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if ast.unparse(node.func.value) != "opened":  # a run's own tables, in shared.py
            yield node.func.attr, node


def complaint(name: str, call: ast.Call, ours: frozenset[str] = frozenset()) -> str | None:
    """What is wrong with a call that could read text of a corpus as Markdown."""
    if name in FORBIDDEN:
        return f"{name} is never used: show text through display.show"
    words = [keyword.value for keyword in call.keywords if keyword.arg in {"label", "help", "body"}]
    if name in MARKDOWN:
        # A download button's second and third argument are its data and file name.
        words += call.args[:1] if name == "download_button" else call.args
        words += [k.value for k in call.keywords if k.arg == "options"]
    elif name in LABELLED:
        words += call.args[:1]
    return None if all(literal(word, ours) for word in words) else f"{name} reads Markdown"


@pytest.mark.parametrize("path", TOP, ids=lambda path: str(path.relative_to(ROOT)))
def test_corpus_text_never_reaches_markdown(path: Path) -> None:
    ours = constants(tree(path))
    told = {
        f"line {call.lineno}: {words}"
        for name, call in streamlit_calls(path)
        if (words := complaint(name, call, ours)) and not is_the_helper(path, call)
    }
    assert told == set()


def is_the_helper(path: Path, call: ast.Call) -> bool:
    """The two calls of st.html there may be: in show and, of our own file, in style."""
    if path.name != "display.py" or name_of(call) != "html":
        return False
    homes = [
        n for n in tree(path).body if isinstance(n, ast.FunctionDef) and n.name in {"show", "style"}
    ]
    return any(home.lineno <= call.lineno <= (home.end_lineno or 0) for home in homes)


@pytest.mark.parametrize(
    ("line", "is_fine"),
    [
        ("st.markdown('Ours.')", True),
        ("st.markdown(title)", False),
        ("st.caption(f'{outlet} says')", False),
        ("st.expander(f'Indicators ({len(frames)})')", True),
        ("left.metric('Articles', title)", False),
        ("st.radio('Voice', outlets)", False),
        ("st.radio('Voice', options=outlets)", False),
        ("st.selectbox('Outlet', outlets)", True),
        ("st.selectbox(outlet, outlets)", False),
        ("st.selectbox('Outlet', outlets, help=title)", False),
        ("st.table(articles)", False),
        ("st.html(text)", False),
        ("st.dataframe(articles)", True),
    ],
)
def test_the_markdown_rule_itself(line: str, *, is_fine: bool) -> None:
    call = ast.parse(line).body[0].value
    assert (complaint(name_of(call), call) is None) is is_fine


@pytest.mark.parametrize("path", TOP, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_cached_function_takes_a_frame(path: Path) -> None:
    """Streamlit hashes the first and last rows of a Polars frame only: wrong answers from 22 on."""
    allowed = {"str", "int", "bool", "float", "Selection", "tuple[str, ...]"}
    allowed |= {"tuple[str, str, str, str | None]", "tuple[str, bool, bool, bool]"}
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.FunctionDef):
            continue
        if not any("cache" in ast.unparse(decorator) for decorator in node.decorator_list):
            continue
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        for argument in arguments:
            kind = ast.unparse(argument.annotation) if argument.annotation else "nothing"
            assert kind in allowed, f"{node.name}({argument.arg}: {kind})"
        assert node.args.vararg is None
        assert node.args.kwarg is None


def test_only_shared_and_the_warm_up_cache() -> None:
    caching = {path.name for path in TOP if "st.cache_" in path.read_text(encoding="utf-8")}
    assert caching == {"app.py", "shared.py", "vocabulary.py"}


def test_the_warm_up_comes_first() -> None:
    """Eight first visitors at once got an import error in four of four trials without it."""
    body = [n for n in tree(ROOT / "app.py").body if not isinstance(n, (ast.Expr, ast.Import))]
    calls = [n for n in tree(ROOT / "app.py").body if isinstance(n, ast.Expr)]
    first = next(n for n in calls if isinstance(n.value, ast.Call))
    assert name_of(first.value) == "warm_up"
    late = [n for n in body if isinstance(n, ast.ImportFrom)]
    assert late
    assert all(n.lineno > first.lineno for n in late)


@pytest.mark.parametrize("path", TOP, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_icon_is_fetched_and_no_outlet_is_scored_for_bias(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ":material/" not in text
    assert "bias score" not in text.lower()
