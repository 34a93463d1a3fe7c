"""Every measured depth at 1440 to 1927 nm held against skin pressed thin: ``python -m tests.validation.pressing``.

Compression under a contact tip is geometry: it makes zones deeper by one factor at every energy. Whether that is what
the model lacks is a question to all rows at once; docs/theory/light.md has the answer.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace

from microthermal.domain.inputs.beam import Handpiece, Pressing
from microthermal.simulation.zone_run import run_zone
from microthermal.validation import Case, Found, cases
from microthermal.validation.asking import Model
from microthermal.validation.judging import found_for

# As bounds and middle of library/figures/pressing.toml, and its geometry alone.
CHOICES = {
    "relaxed": None,
    "0.9": Pressing(thickness=0.9),
    "0.7": Pressing(thickness=0.7),
    "0.7, W 0.60, x 1.1": Pressing(thickness=0.7, water=0.923, scattering=1.1),
    "0.5": Pressing(thickness=0.5),
    "0.45, W 0.35, x 1.4": Pressing(thickness=0.45, water=0.54, scattering=1.4),
}


def depth_rows() -> tuple[Case, ...]:
    """Cases that ask for the depth of a zone that is not ablative."""
    groups = ("Non-ablative", "Thulium")
    return tuple(
        case
        for case in cases()
        if case.group.startswith(groups) and case.aim.kind == "measure" and case.aim.measure == "depth"
    )


def judged(pressing: Pressing | None, asked: Sequence[Case]) -> tuple[Found, ...]:
    """Verdicts of the cases at the middle of their open settings, with the skin pressed."""

    def run(skin, pulse, cooling, settings, library=None):
        return run_zone(skin, replace(pulse, handpiece=Handpiece(pressing=pressing)), cooling, settings, library)

    model = Model(run)
    return tuple(found_for(case, model, quick=True) for case in asked)


def main() -> None:
    """Print the table: depths in um, marked where they lie within the measured bounds."""
    asked = depth_rows()
    lines = [("skin", *(case.name for case in asked), "hits")]
    for name, pressing in CHOICES.items():
        found = judged(pressing, asked)
        lines.append((name, *map(_text, found), str(sum(one.verdict == "hit" for one in found))))
    sys.stdout.write("".join(f"| {' | '.join(line)} |\n" for line in lines))


def _text(found: Found) -> str:
    mark = "**" if found.verdict == "hit" else ""
    return "-" if found.value is None else f"{mark}{1e6 * found.value:.0f}{mark}"


if __name__ == "__main__":
    main()
