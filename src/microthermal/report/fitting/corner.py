"""Prior against posterior: each parameter by itself, and all pairs of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from microthermal.fitting.records import Fit
from microthermal.report.drawing.sheet import BLUE, FAINT, MUTED, sheet
from microthermal.report.fitting.axes import ParameterAxis, axis_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Points of the prior in a pair, and the size of a panel [CSS pixels].
_POINTS, _PANEL = 250, 150
_COLUMNS = 3


def axes_of(found: Fit) -> list[ParameterAxis]:
    """Axes of all parameters, in their order."""
    draws = found.draws
    return [axis_of(one, draws.values[:, column], draws.weights) for column, one in enumerate(found.parameters)]


def marginals(found: Fit) -> str:
    """SVG of each parameter by itself: what was known before in grey, what is left in blue."""
    every = axes_of(found)
    rows = -(-len(every) // _COLUMNS)
    with sheet("marginals", 720, 60 + 170 * rows) as page:
        grid = page.figure.subplots(rows, _COLUMNS, squeeze=False).ravel()
        for column, axis in enumerate(every):
            _marginal(grid[column], axis, found, column)
            grid[column].set_xlabel(axis.label)
            one = found.parameters[column]
            grid[column].set_title(one.told, fontsize=8.5, color=MUTED)
        for empty in grid[len(every) :]:
            empty.axis("off")
    return page.svg


def corner(found: Fit) -> str:
    """SVG of all pairs: draws as points, as large as they weigh, over draws of the prior."""
    every, many = axes_of(found), len(found.parameters)
    scale = max(many * _PANEL, 420)
    with sheet("corner", scale, scale) as page:
        grid = page.figure.subplots(many, many, squeeze=False)
        for row in range(many):
            for column in range(many):
                panel = grid[row][column]
                if column > row:
                    panel.axis("off")
                elif column == row:
                    _marginal(panel, every[row], found, row)
                else:
                    _pair(panel, every, found, (row, column))
                if column > 0 or row == 0:
                    panel.set_yticks([])
                panel.tick_params(labelbottom=row == many - 1)
                panel.locator_params(axis="x", nbins=3)
            if row > 0:
                grid[row][0].set_ylabel(every[row].label)
            grid[many - 1][row].set_xlabel(every[row].label)
    return page.svg


def _marginal(panel: Axes, axis: ParameterAxis, found: Fit, column: int) -> None:
    values = axis.shown(found.draws.values[:, column])
    look: dict[str, Any] = {"bins": axis.edges, "density": True, "histtype": "stepfilled"}
    panel.hist(axis.prior, color=FAINT, **look)
    panel.hist(values, weights=found.draws.weights, color=BLUE, alpha=0.55, **look)
    panel.set_xlim(axis.edges[0], axis.edges[-1])
    panel.set_yticks([])
    panel.spines["left"].set_visible(False)


def _pair(panel: Axes, every: list[ParameterAxis], found: Fit, place: tuple[int, int]) -> None:
    row, column = place
    draws = found.draws
    steps = np.linspace(0, len(every[row].prior) - 1, _POINTS).astype(int)
    # Priors are independent: one is paired with the other in a fixed order that mixes them.
    mixed = steps[(np.arange(_POINTS) * 97) % _POINTS]
    panel.scatter(every[column].prior[steps], every[row].prior[mixed], s=3, color=FAINT, linewidths=0)
    sizes = 40.0 * draws.weights / draws.weights.max() * min(1.0, 300.0 / len(draws.weights)) + 0.3
    x, y = (every[each].shown(draws.values[:, each]) for each in (column, row))
    panel.scatter(x, y, s=sizes, color=BLUE, alpha=0.5, linewidths=0)
    panel.set_xlim(every[column].edges[0], every[column].edges[-1])
    panel.set_ylim(every[row].edges[0], every[row].edges[-1])
    panel.locator_params(axis="y", nbins=3)
