"""Colours that mean something stay apart for colour-blind eyes and stand out from the page.

Simulated by the matrices of Machado, Oliveira & Fernandes (2009), "A Physiologically-based Model
for Simulation of Color Vision Deficiency", severity 1.0, on linear RGB. Distances are Euclidean in
OKLab (Ottosson 2020); contrast is WCAG 2.2's, criterion 1.4.11.
"""

from itertools import combinations
from typing import Any

import numpy as np
import pytest

from framing import store
from framing.charts import GREY, GREY_DARK, PAPER, PAPER_DARK, frame_colours

EYES = {
    "typical": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
APART = 0.10  # several times a just noticeable difference, for marks of a few pixels
CONTRAST = 3.0  # WCAG 2.2, 1.4.11: graphical objects


def linear(colour: str) -> Any:
    """A hex colour as linear RGB in 0…1."""
    coded = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)


def oklab(rgb: Any) -> Any:
    """Linear RGB to OKLab."""
    cones = [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
    axes = [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
    return np.array(axes) @ np.cbrt(np.array(cones) @ rgb)


def distance(first: str, second: str, eye: str) -> float:
    seen = [np.clip(np.array(EYES[eye]) @ linear(c), 0, 1) for c in (first, second)]
    return float(np.linalg.norm(oklab(seen[0]) - oklab(seen[1])))


def contrast(first: str, second: str) -> float:
    light = sorted(linear(c) @ [0.2126, 0.7152, 0.0722] for c in (first, second))
    return float((light[1] + 0.05) / (light[0] + 0.05))


def palette(*, dark: bool) -> dict[str, str]:
    """What charts and marks colour by: the frames, and grey for few or mixed."""
    return frame_colours(store.instrument().codebook, dark=dark)


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_frames_and_grey_stay_apart(eye: str, scheme: str) -> None:
    shown = sorted(set(palette(dark=scheme == "dark").values()))
    near = {pair: round(distance(*pair, eye), 3) for pair in combinations(shown, 2)}
    assert len(shown) >= 3
    assert {pair: d for pair, d in near.items() if d < APART} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_stand_out_from_the_page(scheme: str) -> None:
    paper = PAPER_DARK if scheme == "dark" else PAPER
    found = {c: contrast(c, paper) for c in palette(dark=scheme == "dark").values()}
    assert {c: ratio for c, ratio in found.items() if ratio < CONTRAST} == {}


def test_the_measure_itself() -> None:
    """Red and green of one lightness: apart for most, and hardly for deuteranopes."""
    assert distance("#C06000", "#6C8A00", "typical") > APART
    assert distance("#C06000", "#6C8A00", "deuteranopia") < APART
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast(GREY, PAPER) > CONTRAST < contrast(GREY_DARK, PAPER_DARK)
