"""How far a result depends on a choice between laws that the literature leaves open."""

from __future__ import annotations

from dataclasses import dataclass

from microthermal.catalog.library import Library
from microthermal.damage import judged_by
from microthermal.domain.results.flow import Damage
from microthermal.domain.results.zone import Shell
from microthermal.errors import InputError
from microthermal.simulation.records import Simulation
from microthermal.zones import measure

_SHELL, _WORSE = "t_cell_apoptosis", "t_cell_necrosis"


@dataclass(frozen=True)
class Alternatives:
    """Shell by each pair of laws, and why a pair was left out, both by the cells that the pair was seen in."""

    shells: dict[str, Shell]
    left_out: dict[str, str]


def t_cell_shells(simulation: Simulation, library: Library) -> Alternatives:
    """Shell of apoptotic T cells by each pair of laws in a library.

    Parameters
    ----------
    simulation : Simulation
        A result; its heat is judged anew, not run anew.
    library : Library
        Holds the laws.

    Returns
    -------
    Alternatives
        With shells of cells such as ``"lymphocytes"`` and ``"jurkat"``. A pair of another activation energy than the
        one of the run is left out: only a new run can tell. All are, if the library no longer has the laws of the run.
    """
    try:
        used = {law.endpoint: law for law in library.chosen_laws(simulation.settings.laws)}
    except InputError as error:
        return Alternatives({}, dict.fromkeys(_pairs(library), f"the laws of this run are not in the library: {error}"))
    shells: dict[str, Shell] = {}
    left_out: dict[str, str] = {}
    for cells in _pairs(library):
        try:
            damage: Damage = simulation.damage
            for endpoint in (_SHELL, _WORSE):
                damage = judged_by(damage, used[endpoint], library.law(f"{endpoint}_{cells}"))
        except InputError as error:
            left_out[cells] = str(error)
            continue
        shells[cells] = measure(damage, simulation.settings.endpoint).shell(_SHELL)
    return Alternatives(shells, left_out)


def _pairs(library: Library) -> tuple[str, ...]:
    names = library.laws.keys()
    cells = (name.removeprefix(f"{_SHELL}_") for name in sorted(names) if name.startswith(f"{_SHELL}_"))
    return tuple(cell for cell in cells if f"{_WORSE}_{cell}" in names)
