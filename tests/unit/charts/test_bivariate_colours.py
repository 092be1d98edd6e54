"""Nine colours: distinct with colour-vision deficiency, ordered in greyscale, readable type."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from lib.charts.bivariate import BIVARIATE, DARK, KeyWords, bivariate_key, field_fill
from lib.charts.theme import INK
from lib.domain.bivariate import FIELDS, URGENT

#: Machado, Oliveira & Fernandes (2009), severity 1.0, in linear RGB.
SIGHT = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = np.array([0.95047, 1.0, 1.08883])
LEAST_DISTANCE = 20


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    ratio = TO_XYZ @ light / WHITE
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def luminance(colour: str) -> float:
    return float(TO_XYZ[1] @ linear(colour))


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("sight", list(SIGHT))
def test_any_two_fields_look_different(sight: str) -> None:
    seen = [lab(np.clip(SIGHT[sight] @ linear(colour), 0, 1)) for colour in BIVARIATE]
    nearest = min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2))
    assert nearest >= LEAST_DISTANCE


def test_more_need_and_fewer_offers_are_darker_in_greyscale() -> None:
    light = np.array([luminance(field_fill(field)) for field in FIELDS]).reshape(3, 3)
    assert (np.diff(light, axis=0) > 0.04).all()  # down: less need
    assert (np.diff(light, axis=1) > 0.04).all()  # right: more offers
    assert luminance(field_fill(URGENT)) == light.min()


def test_numbers_in_the_key_are_readable() -> None:
    for colour in BIVARIATE:
        assert contrast(colour, "#ffffff" if colour in DARK else INK) >= 4.5, colour


def test_key_says_each_field_and_its_count() -> None:
    words = KeyWords(
        vertical="Bedarf",
        horizontal="Dichte",
        steps=("niedrig", "mittel", "hoch"),
        fields=tuple(f"Feld {i}" for i in range(9)),
        counts=tuple(range(9)),
        tooltip=("Feld", "Kommunen"),
    )
    spec = bivariate_key(words, language="de").to_dict()
    (rows,) = spec["datasets"].values()
    assert [(row["row"], row["column"], row["count"]) for row in rows] == [
        (i // 3, i % 3, i) for i in range(9)
    ]
    assert [row["fill"] for row in rows] == list(BIVARIATE)
    assert rows[0]["ink"] == "white"
    axis = spec["layer"][0]["encoding"]["y"]["axis"]["labelExpr"]
    assert axis.index("hoch") < axis.index("niedrig")
