"""The codebooks that come with the project: sound, alive, apart in colour, and not in the code."""

import ast
import re
from itertools import combinations
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from framing import store
from framing.codebook import Codebook, Instrument, parse, phrase_pattern
from framing.pipeline import misread_examples

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "data" / "codebooks").glob("*.toml"))
BOOKS = [parse(path.read_text(encoding="utf-8"), path.name) for path in FILES]

# Machado, Oliveira & Fernandes (2009), IEEE TVCG 15(6), severity 1.0, for linear RGB.
SIGHT = {
    "all cones": np.eye(3),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
}
APART = 25  # CIE76; about ten times what is just noticeable


@pytest.fixture(params=BOOKS, ids=lambda book: book.id)
def book(request: pytest.FixtureRequest) -> Codebook:
    return request.param


def test_there_are_codebooks() -> None:
    assert store.DEFAULT_CODEBOOK in {path.stem for path in FILES}


def test_a_file_is_called_as_its_codebook(book: Codebook) -> None:
    assert book.id in {path.stem for path in FILES}


def test_examples_hold_by_rules_alone(book: Codebook) -> None:
    assert all(frame.examples and frame.counterexamples for frame in book.frames)
    assert misread_examples(Instrument(book)) == []


def test_examples_hold_with_the_trained_weights(book: Codebook) -> None:
    assert misread_examples(store.instrument(book.id)) == []


def wordings(phrase: str) -> list[str]:
    """Texts that a phrase promises to match: every alternative of every choice at least once."""
    choices = re.split(r"\(([^()]*)\)(\??)", phrase)
    plain, inner, marks = choices[0::3], choices[1::3], choices[2::3]
    if not inner:
        return [re.sub(r"(?<!\w)_(?!\w)", "of the", phrase).replace("*", "")]
    options = [
        part.split("|") + ([""] if mark else []) for part, mark in zip(inner, marks, strict=True)
    ]
    texts = []
    for turn in range(max(map(len, options))):
        chosen = [option[turn % len(option)] for option in options]
        texts += wordings("".join(a + b for a, b in zip(plain, [*chosen, ""], strict=True)))
    return texts


def test_every_phrase_is_alive(book: Codebook) -> None:
    phrases = {
        phrase
        for frame in book.frames
        for i in frame.indicators
        for phrase in (*i.phrases, *i.requires, *i.excludes)
    } | set(book.topic.phrases)
    dead = [
        (phrase, text)
        for phrase in sorted(phrases)
        for text in wordings(phrase)
        if not pl.Series([f"So {text} it is."]).str.contains(f"(?i){phrase_pattern(phrase)}")[0]
    ]
    assert dead == []


def lab(colour: str, sight: np.ndarray) -> np.ndarray:
    """CIE L*a*b* (D65) of an sRGB colour as that eye sees it."""
    srgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(sight @ linear, 0, 1)
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    x, y, z = np.cbrt(to_xyz @ seen / np.array([0.9505, 1.0, 1.089]))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("sight", sorted(SIGHT))
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_are_told_apart(book: Codebook, theme: str, sight: str) -> None:
    colours = [
        (frame.colour_dark or frame.colour) if theme == "dark" else frame.colour
        for frame in book.frames
    ]
    for one, other in combinations(colours, 2):
        distance = np.linalg.norm(lab(one, SIGHT[sight]) - lab(other, SIGHT[sight]))
        assert distance > APART, f"{one} and {other} in {theme}, {sight}: {distance:.0f}"


def test_the_measure_of_colours_sees_red_and_green_fall_together() -> None:
    red, green = "#802020", "#206020"
    for sight, close in (("all cones", False), ("deuteranopia", True)):
        distance = np.linalg.norm(lab(red, SIGHT[sight]) - lab(green, SIGHT[sight]))
        assert bool(distance < APART) is close


def said_in_code(path: Path) -> list[str]:
    """Every name and string of a module, docstrings aside."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return [
        said
        for node in ast.walk(tree)
        for said in (
            *(
                [node.value]
                if isinstance(node, ast.Constant) and id(node) not in docstrings
                else []
            ),
            *([node.id] if isinstance(node, ast.Name) else []),
            *([node.arg] if isinstance(node, ast.arg) else []),
            *([node.name] if isinstance(node, ast.FunctionDef | ast.ClassDef) else []),
        )
        if isinstance(said, str)
    ]


@pytest.mark.parametrize(
    "module", sorted((ROOT / "framing").glob("*.py")), ids=lambda path: path.stem
)
def test_no_codebook_s_vocabulary_in_the_code(module: Path) -> None:
    words = {word for b in BOOKS for f in b.frames for word in (f.id, f.label)}
    spoken = re.compile(
        "|".join(rf"\b{re.escape(w)}\b" for word in words for w in {word, word.replace("-", " ")}),
        re.IGNORECASE,
    )
    names = {b.id for b in BOOKS}
    guilty = [said for said in said_in_code(module) if said not in names and spoken.search(said)]
    if module.stem == "function_words":  # a long list of nouns that cannot speak is English
        guilty = [said for said in guilty if len(said.split()) < 20]
    assert guilty == []
