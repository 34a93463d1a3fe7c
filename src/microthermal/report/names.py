"""Names and colours by which people know endpoints and healing species."""

from __future__ import annotations

from typing import Final

from microthermal.domain.inputs.condition import Concern, Condition
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

# Groups of the healing figure: title -> species with the label of their curve.
PANELS: Final = (
    (
        "Inflammation",
        (
            ("neutrophils", "Neutrophils"),
            ("inflammatory_macrophages", "Inflammatory macrophages"),
            ("repair_macrophages", "Repair macrophages"),
            ("cytokines", "IL-1β, TNF-α"),
        ),
    ),
    (
        "T cells",
        (
            ("t_cells", "T cells"),
            ("regulatory_t_cells", "Regulatory T cells"),
            ("inflammation", "Inflammation, all cells"),
        ),
    ),
    ("Blood flow", (("perfusion", "Perfusion"), ("vessels", "Vessels"), ("vegf", "VEGF"))),
    ("Heat-shock proteins", (("hsp70", "HSP70"), ("hsp47", "HSP47"))),
    (
        "Signal and collagenases",
        (("tgf_b1", "TGF-β1, active"), ("mmp1", "MMP-1"), ("mmp9", "MMP-9"), ("timp1", "TIMP-1")),
    ),
    (
        "Collagen",
        (
            ("denatured_collagen", "denatured"),
            ("fibrotic_collagen", "fibrotic"),
            ("new_collagen_1", "new, type I"),
            ("new_collagen_3", "new, type III"),
        ),
    ),
    (
        "Matrix cells",
        (("fibroblasts", "Fibroblasts"), ("myofibroblasts", "Myofibroblasts")),
    ),
    ("Procollagen", (("procollagen", "Procollagen"),)),
    (
        "Surface",
        (
            ("open_epidermis", "Open epidermis"),
            ("debris", "Debris"),
            ("erythema", "Redness"),
            ("oedema", "Swelling"),
        ),
    ),
    (
        "Hair follicles",
        (
            ("hair_follicles", "Follicles at work"),
            ("hair_shaft", "Shaft"),
            ("papilla", "Papilla"),
            ("wnt", "Wnt signal"),
        ),
    ),
)

# What panels of the healing figure, scores and metrics are about; those that are not named hold for any skin.
_CONCERNS: Final[dict[str, Concern]] = {
    "Hair follicles": "hair", "hair_density_change": "hair", "pliability": "scar", "height": "scar",
    "vascularity": "scar", "posas": "scar", "scar_change": "scar", "fibrotic_fall": "scar",
}  # fmt: skip


def concerning(name: str, condition: Condition) -> bool:
    """Whether a panel, score or metric says anything of skin with a condition."""
    return _CONCERNS.get(name) in (None, *condition.concerns)


def endpoint_label(name: str) -> str:
    """Label of an endpoint."""
    return _ENDPOINTS[name][0] if name in _ENDPOINTS else plain(name)


def endpoint_ink(name: str) -> tuple[str, object]:
    """Colour and line style of an endpoint."""
    return _ENDPOINTS[name][1:] if name in _ENDPOINTS else ("#555555", "-")
