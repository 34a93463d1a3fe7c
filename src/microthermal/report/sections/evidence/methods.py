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
    told = {
        "Version": stamp.version,
        "Made": stamp.date,
        "Seed": str(stamp.seed),
        "Digest of all inputs": stamp.digest,
        "Digest of the library": stamp.library_digest or "–",
        "Methods": "; ".join(dict.fromkeys(stamp.methods)) or "–",
        "Library entries": ", ".join(stamp.entries) or "–",
    }
    if simulation is not None:
        settings, grid, balance = simulation.settings, simulation.damage.grid, simulation.run.balance
        told |= {
            "Finest cell": show(settings.cell, "m"),
            "Grid": f"{grid.shape[0]} slabs × {grid.shape[1]} rings",
            "Followed after the pulse": show(settings.relaxation, "s"),
            "Healing followed for": show(settings.until, "s"),
            "Energy balance: taken up by the skin": show(balance.supplied, "J"),
            "Energy balance: stored in the cylinder, more than before": show(balance.stored, "J"),
            "Energy balance: given to the surroundings and to what cools": show(balance.surface, "J"),
            "Energy balance: carried off by blood, less what it brings": show(balance.perfused, "J"),
            "Energy balance: carried off by steam": show(balance.vapour, "J"),
            "Energy balance: carried off by removed tissue": show(balance.ejected, "J"),
        }
    table = Table(("What", "This result"), tuple(cells(*row) for row in told.items()))
    return PageBlock((table,), lead="The same inputs, seed and version give the same result.")
