"""Names and colours by which people know endpoints of damage."""

from __future__ import annotations

from typing import Final

from microthermal.report.drawing.sheet import BLUE, GREEN, INK, ORANGE, PURPLE, SKY, VERMILION
from microthermal.report.wording import plain

# Endpoint -> (label, colour, line style); colours and dashes both differ, so that print in grey remains readable.
_ENDPOINTS: Final = {
    "collagen": ("Collagen denatured", INK, "-"),
    "dermal_cells": ("Dermal cells dead", BLUE, "-"),
    "epidermal_cells": ("Epidermal cells dead", ORANGE, "-."),
    "t_cell_necrosis": ("T cells dead", PURPLE, (0, (5, 1.5))),
    "t_cell_apoptosis": ("T cells into apoptosis", SKY, "--"),
    "heat_shock": ("Heat-shock response", GREEN, ":"),
    "vessels": ("Vessels closed", VERMILION, (0, (1, 1))),
    "blood": ("Blood coagulated", "#882255", (0, (3, 1, 1, 1))),
}


def endpoint_label(name: str) -> str:
    """Label of an endpoint."""
    return _ENDPOINTS[name][0] if name in _ENDPOINTS else plain(name)


def endpoint_ink(name: str) -> tuple[str, object]:
    """Colour and line style of an endpoint."""
    return _ENDPOINTS[name][1:] if name in _ENDPOINTS else ("#555555", "-")
