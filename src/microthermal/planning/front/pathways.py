"""The three pathways of the reference text, and how a goal and an option stand to each of them."""

from __future__ import annotations

from typing import Final

from microthermal.domain.inputs.goal import Goal
from microthermal.planning.estimates import told, value_text
from microthermal.planning.records import Option

# Metrics of each pathway; the first that has a number tells it.
PATHWAYS: Final[dict[str, tuple[str, ...]]] = {
    "revascularisation": ("perfusion_gain", "hair_density_change"),
    "structural repair": ("scar_change", "fibrotic_fall", "new_collagen", "collagen_ratio", "fibrosis_index"),
    "inflammation control": ("t_cell_drop", "inflammation_late", "t_cell_burden", "inflammation_burden"),
}


def weights(goal: Goal) -> dict[str, float]:
    """Fraction of the weight of a goal's aims that lies on each pathway [1]; the rest is on safety and comfort."""
    whole = sum(aim.weight for aim in goal.aims)
    return {
        name: sum(aim.weight for aim in goal.aims if aim.metric in metrics) / whole
        for name, metrics in PATHWAYS.items()
    }


def pathway_sentence(option: Option, goal: Goal) -> str:
    """What an option does on each pathway, and how much of the goal lies on it."""
    said = []
    for name, share in weights(goal).items():
        parts = []
        for metric in PATHWAYS[name][:2]:
            estimate = told(option.outcome.of(metric))
            if not estimate.undefined:
                parts.append(f"{estimate.meaning.partition(',')[0]} {value_text(estimate)}")
        said.append(f"{name} ({100 * share:.0f} % of the weight): {', '.join(parts) or 'no number in this skin'}")
    rest = 1.0 - sum(weights(goal).values())
    return f"The three pathways, weighed: {'; '.join(said)}. The other {100 * rest:.0f} % lie on safety and comfort."
