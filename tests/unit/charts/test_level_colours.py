"""Signs of the levels stay apart in greyscale and with each colour-vision deficiency.

Simulation: Machado, Oliveira and Fernandes, A Physiologically-based Model for Simulation of Color
Vision Deficiency, IEEE TVCG 15(6), 2009, matrices for severity 1.0, on linear RGB. Distance: CIE
1976 L*a*b* (ISO/CIE 11664-4), D65; about 2.3 is just noticeable (Mahy et al. 1994).
"""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from lib.charts.level_colours import DARK_FROM, HATCH_DARK, HATCH_LIGHT, LEVEL_FILLS, WITHHELD_FILL
from lib.charts.matrix import paler
from lib.charts.theme import INK

MACHADO = {
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
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = TO_XYZ @ np.ones(3)
EYES = ("normal", *MACHADO, "greyscale")
#: Four times what is just noticeable: neighbours in a legend or a cell beside a cell.
CLEARLY_APART = 9.0
#: Enough where a mark of its own says the rest ("•" against a number).
NOTICEABLE = 3.0


def linear(colour: str) -> np.ndarray:
    values = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def seen(colour: str, eye: str) -> np.ndarray:
    light = linear(colour)
    if eye in MACHADO:
        return np.clip(np.array(MACHADO[eye]) @ light, 0, 1)
    if eye == "greyscale":
        return np.full(3, TO_XYZ[1] @ light)
    return light


def lab(colour: str, eye: str) -> np.ndarray:
    ratio = TO_XYZ @ seen(colour, eye) / WHITE
    roots = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * roots[1] - 16, 500 * (roots[0] - roots[1]), 200 * (roots[1] - roots[2])])


def apart(one: str, other: str, eye: str) -> float:
    return float(np.linalg.norm(lab(one, eye) - lab(other, eye)))


def contrast(one: str, other: str) -> float:
    """WCAG 2.1 contrast ratio."""
    light, dark = sorted((TO_XYZ[1] @ linear(one), TO_XYZ[1] @ linear(other)), reverse=True)
    return float((light + 0.05) / (dark + 0.05))


def test_the_simulation_confuses_what_such_eyes_confuse() -> None:
    """Red and green of equal lightness, and yellow beside white for blue-blind eyes."""
    assert apart("#c04040", "#6b7a00", "normal") > 40
    assert apart("#c04040", "#6b7a00", "deuteranopia") < 20
    assert apart("#fff9a0", "#fff5ff", "normal") > 30
    assert apart("#fff9a0", "#fff5ff", "tritanopia") < 15
    assert lab("#ffffff", "normal") == pytest.approx([100, 0, 0], abs=1e-6)


@pytest.mark.parametrize("eye", EYES)
def test_levels_grow_darker_step_by_step(eye: str) -> None:
    lightness = [lab(fill, eye)[0] for fill in LEVEL_FILLS[1:]]
    steps = [light - dark for light, dark in itertools.pairwise(lightness)]
    assert min(steps) >= CLEARLY_APART, steps


@pytest.mark.parametrize("eye", EYES)
def test_no_two_levels_look_alike(eye: str) -> None:
    for one, other in itertools.combinations(LEVEL_FILLS[1:], 2):
        assert apart(one, other, eye) >= CLEARLY_APART, (one, other)


@pytest.mark.parametrize("eye", [eye for eye in EYES if eye != "greyscale"])
def test_no_contact_has_a_colour_of_its_own(eye: str) -> None:
    """Level 0 differs by hue; in greyscale only its mark tells it from level 1."""
    for fill in LEVEL_FILLS[1:]:
        assert apart(LEVEL_FILLS[0], fill, eye) >= CLEARLY_APART, fill


@pytest.mark.parametrize("eye", EYES)
def test_withheld_is_no_level_and_not_hatched(eye: str) -> None:
    """In greyscale it lies close between two levels; "•" says the rest."""
    enough = NOTICEABLE if eye == "greyscale" else CLEARLY_APART
    for fill in (*LEVEL_FILLS, HATCH_DARK, HATCH_LIGHT):
        assert apart(WITHHELD_FILL, fill, eye) >= enough, fill


@pytest.mark.parametrize("eye", EYES)
def test_faint_cells_are_lighter_than_withheld_ones(eye: str) -> None:
    for fill in LEVEL_FILLS:
        assert lab(paler(fill), eye)[0] >= lab(WITHHELD_FILL, eye)[0] + NOTICEABLE


@pytest.mark.parametrize("level", range(6))
def test_numbers_are_legible_on_their_fill(level: int) -> None:
    ink = "#ffffff" if level >= DARK_FROM else INK
    assert contrast(ink, LEVEL_FILLS[level]) >= 4.5
