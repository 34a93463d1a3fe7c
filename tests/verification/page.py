"""Write docs/verification.md: every number on it is computed by this run.

Run with ``make verify`` or ``python -m tests.verification.page``. Exits with 1 if a case fails, after writing the page.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.verification import (
    cylinder_rows,
    delivery_rows,
    dose_rows,
    field_rows,
    healing_rows,
    heat_rows,
    light_rows,
    plasma_rows,
    potential_rows,
    selective_rows,
    sound_rows,
)
from tests.verification.rows import ALLOWED, Row

PAGE = Path(__file__).parents[2] / "docs" / "verification.md"
STAGES = {
    "Light": (*light_rows.CASES, *cylinder_rows.LIGHT, *selective_rows.LIGHT, *dose_rows.CASES),
    "Sound": sound_rows.CASES,
    "Heat and damage": (*heat_rows.CASES, *cylinder_rows.HEAT, *selective_rows.HEAT, *sound_rows.HEAT),
    "Optical breakdown": plasma_rows.CASES, "Current": potential_rows.CASES, "The field": field_rows.CASES,
    "Healing": healing_rows.CASES, "Delivery": delivery_rows.CASES,
}  # fmt: skip
_INTRODUCTION = f"""# Verification

Do we solve our equations? This page is written by `make verify`; nobody types its numbers. A case passes when our
number lies within {ALLOWED:g} standard errors of the reference, plus what the reference leaves open (half of its last
digit, its own discretisation, or the tolerance stated). Where no random numbers are drawn there is no standard error,
and only that allowance counts. Adding-doubling is our own short twin (`tests/numerics/twins/adding_doubling.py`), which
agrees with iadpython 0.5.3 within 1e-6. Whether the equations describe skin is another question: validation.
"""
_NOTES = {
    "Light": """
The slab is van de Hulst's. Its reflection is handed down as 0.09734; adding-doubling finds 0.09739. Our error here is
too wide to tell them apart. *Cylinders*: 2e-5 is what strata of the place across may miss. *Fluence at 1.3 mm* was
handed down from another walk, whose layers are known in words alone: 8 % is allowed. *Half-space, E1*: diffusion
leaves 2 % of k0 open at this absorption. *Skin II to VI*: an independent walk whose blood, melanin and fat are told in
words, 13 %; its numbers at 4 mm, in fat that it does not state, are not judged.
""",
    "Sound": """
Bowls move evenly along their normal; speeds and impedances are those of liquids. *On the axis*: half of the last digit
of what was handed down. *Focal plane*: the whole of it, since the reference is a quadrature as well. *Quadrature*:
nodes are chosen for 1e-9 of the focus. *All cells*: what was asked for; sound beyond 50 mm is not counted.
""",
    "Heat and damage": """
Bodies here have constant properties, unless stated. Why these allowances. *Change in the worst cell*: 0.4 of how much
the error changes from the grid with cells twice as large, of which second order leaves a third, plus 5e-4 of the
greatest change for the steps in time; tight steps have an error of 1 mK each. *Usual steps* have the tolerance that the
program uses; all of them together may leave 0.06 of it. *Order in space*: seen in the root mean square with steps four
times finer than tight ones. *Order in time*: seen between tight steps and half as long ones, on one grid, against steps
an eighth as long; where conductivity follows temperature it is that of the start of each step, and the order one.
*Boiling fronts*: conduction sees a front in the middle of its cell, so its depth is known to a part of a cell, first
order in space. *Floor and crater*: cells leave whole. *Energy*: what was asked for; what is found is rounding.
*Cylinders* on the axis: a thousandth of the greatest rise, of which second order leaves a fifth; two thousandths where
rings are a tenth of the radius, and half of the last digit of the table. *Voxels*: what was asked for.
""",
    "Current": """
The potential alone, on grids of its own. *Spheres, spheroid*: curved electrodes cut links between cells where their
surface lies; a thousandth was asked for. Far walls take what a monopole would send there. *Two cylinders* have no axis:
by images each has half their resistance inside an earthed cylinder, and that is what the engine of current uses for a
pair. *Theorem*: whatever their shape, tissue between two cold electrodes rises by σV²/8k, or by ∫k/σ dT = V²/8 where
conductivity follows temperature (repeated until both agree); the sharp rim of the needle costs a third of an order.
""",
    "Optical breakdown": """
B1 to B4 are known by hand calculation; allowances are half of their last digit, or what rounding of their constants
leaves. *One seed* is a check of the equations only: with recalled constants it breaks water down at about a third of
what was *measured*, and no device is judged by it.
""",
    "The field": """
Why these allowances. *Coverage of one pass*: what was asked for. *Microbeams*: a whole number of them falls on the
polygon. *Ten by ten*: what was asked for,
2 % of the greatest rise at that place and time; the difference lies near the border of dermis and fat, where heat
spreads sideways at two speeds. *Heat*: Gaussians are cut where they hold a millionth of their peak. *Usual ages and
slabs*: what we ask for. *Orders*: from three solutions whose steps halve; ages jump from step to step, so that their
order is seen less clearly.
""",
    "Healing": """
Levels are relative to healthy skin. *No injury*: healthy skin is a fixed point to the last bit, with a condition to
1e-9. *Least level*: before what rounding leaves below 0 is cut off; a step may be wrong by 1e-6 of a level. *Another
engine*: LSODA with tolerances of 1e-9 and 1e-12 on the formulas that libSBML reads from the file, against the library's
tolerance of 3e-8 a step. *Finer steps*: of an error that falls in proportion to the tolerance; kinks (a surface that
closes, levels that pass 1) cost a part of that.
""",
    "Delivery": """
One depot in constant tissue. *Sphere*: its edge lies somewhere in a cell. *Tail*: a saturated cell has an edge too.
*Darcy*: beyond 12 mm the exact medium goes on and ours has a wall without pressure. *Mass*: what was asked for.
""",
}


def shown(value: float) -> str:
    """A number with as many digits as help to compare."""
    return f"{value:.6g}"


def line(row: Row) -> str:
    """One line of the table."""
    drawn = row.error > 0.0
    cells = (
        row.case, row.quantity, row.source, shown(row.reference), shown(row.ours), f"{row.ours - row.reference:+.1e}",
        f"{row.error:.1e}" if drawn else "-", f"{row.deviates:.1f}" if drawn else "-",
        f"{row.allowance:.0e}" if row.allowance else "-", "pass" if row.passed else "**FAIL**",
    )  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def text(stages: dict[str, list[Row]]) -> str:
    """The whole page."""
    parts = [_INTRODUCTION]
    for title, rows in stages.items():
        parts += [
            f"## {title}\n",
            "| case | quantity | reference | its value | ours | difference | standard error | in standard errors "
            "| allowance | verdict |\n|---|---|---|---|---|---|---|---|---|---|",
            "\n".join(line(row) for row in rows),
            _NOTES.get(title, ""),
        ]
    return "\n".join(parts).rstrip() + "\n"


def main() -> int:
    """Compute all rows, write the page, and say which rows fail."""
    stages = {title: [row for case in cases for row in case()] for title, cases in STAGES.items()}
    PAGE.write_text(text(stages), encoding="utf-8")
    failed = [row for rows in stages.values() for row in rows if not row.passed]
    for row in failed:
        sys.stderr.write(f"fails: {row.case}, {row.quantity}: {row.ours:.6g} instead of {row.reference:.6g}\n")
    count = sum(len(rows) for rows in stages.values())
    sys.stdout.write(f"{count - len(failed)} of {count} rows pass; written to {PAGE.relative_to(Path.cwd())}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
