"""Colours of figures stay apart for every common kind of colour vision; words stand out from their ground."""

from __future__ import annotations

import re
from importlib import resources
from itertools import combinations

import numpy as np
import pytest

from microthermal.report.drawing.sheet import CYCLE

# Machado, Oliveira and Fernandes 2009, table of matrices at severity 1, for linear red, green and blue.
VISION = {
    "usual": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])
# Distance in CIELAB that is seen at a glance on thin lines; 2.3 is the least that is seen at all.
APART = 12.0


def _linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255.0
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def _lab(linear: np.ndarray) -> np.ndarray:
    scaled = TO_XYZ @ np.clip(linear, 0.0, 1.0) / WHITE
    f = np.where(scaled > 216.0 / 24389.0, np.cbrt(scaled), (24389.0 / 27.0 * scaled + 16.0) / 116.0)
    return np.array([116.0 * f[1] - 16.0, 500.0 * (f[0] - f[1]), 200.0 * (f[1] - f[2])])


def distance(one: str, other: str, vision: str) -> float:
    """Distance of two colours in CIELAB as eyes of a kind see them."""
    matrix = np.array(VISION[vision])
    return float(np.linalg.norm(_lab(matrix @ _linear(one)) - _lab(matrix @ _linear(other))))


@pytest.mark.parametrize("vision", VISION)
def test_curves_stay_apart(vision: str) -> None:
    near = {pair: distance(*pair, vision) for pair in combinations(CYCLE, 2)}
    assert min(near.values()) > APART, min(near, key=near.__getitem__)


def test_the_measure_sees_what_is_confused() -> None:
    # The purple of an older palette, beside its blue: all but one to eyes without red.
    assert distance("#0072B2", "#AA4499", "usual") > 50.0
    assert distance("#0072B2", "#AA4499", "protanopia") < APART


def contrast(one: str, other: str) -> float:
    """Contrast of two colours (WCAG 2)."""
    light, dark = sorted((float(TO_XYZ[1] @ _linear(colour)) for colour in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _variables(text: str) -> dict[str, str]:
    # The first that is said of a name holds for the page; figures keep light paper in the dark.
    return dict(reversed(re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{6})", text)))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(scheme: str) -> None:
    style = resources.files("microthermal.report").joinpath("templates", "style.css").read_text(encoding="utf-8")
    light, dark = style.split("prefers-color-scheme: dark")
    held = _variables(light) if scheme == "light" else _variables(dark)
    ground = "#ffffff" if scheme == "light" else "#12171c"
    pairs = [(ink, ground) for ink in ("ink", "muted", "accent", "ok", "warn")]
    pairs += [("muted", held[f"{kind}-soft"]) for kind in ("warn", "stop", "accent")]
    pairs += [(kind, held[f"{kind}-soft"]) for kind in ("ok", "warn", "accent")] + [("muted", held["soft"])]
    low = {
        (ink, below): round(contrast(held[ink], below), 2) for ink, below in pairs if contrast(held[ink], below) < 4.5
    }
    assert low == {}
