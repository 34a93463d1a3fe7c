"""The rooms whose sources are changed, and the files of each."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
PACKAGE: Final = "src/microthermal"

# Of the mutants that are drawn.
SEED: Final = 19
# Folders and files of each room, below the package.
ROOMS: Final = {
    "numerics": ("numerics",),
    "damage": ("damage",),
    "zones": ("zones",),
    "window": ("planning/window",),
    "healing scores": ("healing/scores.py", "healing/person_scores.py", "healing/injury_fractions.py"),
}
# Left out of `numerics`: how kernels become machine code (its tests ask for the compiler and not for numbers), and the
# rates of healing, which `make healing-model` writes.
LEFT_OUT: Final = (
    "numerics/entries", "numerics/slots.py", "numerics/inner.py", "numerics/bits.py", "numerics/compiling.py",
    "numerics/compiled.py", "numerics/sources.py", "numerics/healing/rates.py",
)  # fmt: skip


def files_of(room: str) -> list[str]:
    """Sources of a room, relative to the root, in the order of their names."""
    base = ROOT / PACKAGE
    found: list[Path] = []
    for name in ROOMS[room]:
        place = base / name
        found += [place] if place.is_file() else sorted(place.rglob("*.py"))
    left_out = [base / name for name in LEFT_OUT]
    kept = [path for path in found if not any(path == out or out in path.parents for out in left_out)]
    return [str(path.relative_to(ROOT)) for path in kept if path.name != "__init__.py"]
