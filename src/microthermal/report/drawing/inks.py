"""Inks of figures that follow the page: each is a variable of its style, dark on light paper and light on dark."""

from __future__ import annotations

import re
from typing import Final

# The variable of each ink that may change with the paper; `style.css` gives it its value on light and on dark paper.
INKS: Final = {
    "#1f2933": "ink", "#66727f": "muted", "#9aa5b1": "edge", "#e6eaee": "grid", "#d9dee4": "faint", "#ffffff": "paper",
    "#0072b2": "blue", "#56b4e9": "sky", "#009e73": "green", "#e69f00": "orange", "#d55e00": "vermilion",
    "#cc79a7": "purple", "#0b6b74": "accent", "#b3261e": "stop", "#8a6100": "warn", "#c98a00": "amber",
    "#dcebf4": "ok-soft", "#fbe8c4": "warn-soft", "#f3d3cf": "stop-soft", "#bfe3d4": "mint", "#a9c7d8": "steel",
    "#f0c58a": "sand",
}  # fmt: skip
_INK: Final = re.compile(r"#[0-9a-fA-F]{6}\b")
_NAMES: Final = {name: ink for ink, name in INKS.items()}
_NAMED: Final = re.compile(r"var\(--figure-([\w-]+)\)")
# Where inks stand: a declaration of a style; ids and links hold other numbers.
_STYLE: Final = re.compile(r'style="[^"]*"')


def follows(body: str) -> bool:
    """Whether a drawing may change with the paper: it shows no image, and no colour that stands for itself.

    Pictures of skin, and colours that a scale tells, keep a light plate: they would mean something else on another.
    """
    inks = {ink.lower() for style in _STYLE.findall(body) for ink in _INK.findall(style)}
    return "<image" not in body and inks <= INKS.keys()


def with_variables(body: str) -> str:
    """The drawing with the variables of its inks in their place."""
    return _STYLE.sub(lambda style: _INK.sub(_variable, style[0]), body)


def _variable(ink: re.Match[str]) -> str:
    return f"var(--figure-{INKS[ink[0].lower()]})"


def on_light(body: str) -> str:
    """The drawing with its inks as they are on light paper in the place of their variables; the font stays one."""
    return _NAMED.sub(lambda found: _NAMES.get(found[1], found[0]), body)
