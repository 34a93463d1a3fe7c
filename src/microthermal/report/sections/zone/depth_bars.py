"""Coverage at each depth, shell by shell, with the targets; and how far living skin lies from dead."""

from __future__ import annotations

from dataclasses import dataclass

from microthermal.quantity import Array
from microthermal.report.drawing.sheet import BLUE, INK, MUTED, light_grid, sheet

# The axis of distances ends where this fraction [%] of the living surface is left.
_SHOWN = 0.1


@dataclass(frozen=True)
class ShellBar:
    """One shell: label, colour, depths [mm], fraction of the plane [%], fraction hit twice [%]."""

    label: str
    colour: str
    depth: Array
    covered: Array
    twice: Array


def depths(
    shells: tuple[ShellBar, ...], marks: tuple[tuple[str, float], ...], living: tuple[Array, Array], deepest: float,
    width: float = 1060, height: float = 380,
) -> str:  # fmt: skip
    """SVG of two panels.

    Parameters
    ----------
    shells : tuple of Shell
        From the inside out.
    marks : tuple of (str, float)
        Targets and their depths [mm].
    living : tuple of Array
        Distance from the nearest dead tissue [µm] and fraction of the living surface that lies farther [%].
    deepest : float
        End of the depth axis [mm].
    """
    with sheet("depths", width, height) as page:
        left, right = page.figure.subplots(1, 2, width_ratios=(1.5, 1))
        for shell in shells:
            left.plot(shell.covered, shell.depth, color=shell.colour, label=shell.label)
            left.plot(shell.twice, shell.depth, color=shell.colour, linewidth=1.0, linestyle=":")
        edge = max((float(shell.covered.max()) for shell in shells), default=1.0)
        for name, depth in marks:
            if depth <= deepest:
                left.axhline(depth, color=MUTED, linewidth=0.8, linestyle="--")
                left.text(1.31 * edge, depth, name, color=MUTED, fontsize=8, ha="right", va="bottom")
        left.set_ylim(deepest, 0)
        left.set_xlim(0, 1.32 * edge)
        left.set_xlabel("fraction of the plane, all passes [%]; dotted: hit at least twice")
        left.set_ylabel("depth [mm]")
        left.set_title("Coverage at each depth", color=INK)
        light_grid(left, along="x")
        right.plot(living[0], living[1], color=BLUE)
        right.set_xlim(0, max(float(living[0][living[1] > _SHOWN].max(initial=1.0)), 1.0))
        right.set_ylim(0, 101)
        right.set_xlabel("distance from the nearest dead tissue [µm]")
        right.set_ylabel("living surface that lies farther [%]")
        right.set_title("Living skin between the zones", color=INK)
        light_grid(right)
        page.figure.legend(loc="outside lower center", ncols=4)
    return page.svg
