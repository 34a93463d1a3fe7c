"""How this result was made: methods, library entries, seed, digest."""

from __future__ import annotations

from microthermal.report.blocks import PageBlock, Table, cells
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.wording import simulation_of
from microthermal.units import show


@section("methods", title="Methods and stamp", order=120)
def methods_section(result: Reportable) -> PageBlock | None:
    """Stamp and methods as a table."""
    stamp, simulation = result.stamp, simulation_of(result)
    rows = [
        cells("Version", stamp.version), cells("Made", stamp.date), cells("Seed", str(stamp.seed)),
        cells("Digest of all inputs", stamp.digest), cells("Digest of the library", stamp.library_digest or "–"),
        cells("Methods", "; ".join(dict.fromkeys(stamp.methods)) or "–"),
        cells("Library entries", ", ".join(stamp.entries) or "–"),
    ]  # fmt: skip
    if simulation is not None:
        settings, grid = simulation.settings, simulation.damage.grid
        rows.append(cells("Finest cell", show(settings.cell, "m")))
        rows.append(cells("Grid", f"{grid.shape[0]} slabs × {grid.shape[1]} rings"))
        rows.append(cells("Followed after the pulse", show(settings.relaxation, "s")))
        rows.append(cells("Healing followed for", show(settings.until, "s")))
        rows += [cells(f"Energy balance: {name}", text) for name, text in _balance(simulation.run.balance)]
    return PageBlock(
        (Table(("What", "This result"), tuple(rows)),),
        lead="The same inputs, seed and version give the same result.",
    )


def _balance(balance: object) -> tuple[tuple[str, str], ...]:
    names = {
        "supplied": "light absorbed", "stored": "stored in the cylinder, more than before",
        "surface": "given to the surroundings and to what cools",
        "perfused": "carried off by blood, less what it brings",
        "vapour": "carried off by steam", "ejected": "carried off by removed tissue",
    }  # fmt: skip
    return tuple((text, show(float(getattr(balance, name)), "J")) for name, text in names.items())
