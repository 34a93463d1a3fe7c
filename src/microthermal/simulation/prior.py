"""How far a result depends on a choice between laws that the literature leaves open."""

from __future__ import annotations

from microthermal import catalog
from microthermal.catalog.models import known_law
from microthermal.damage import judged_by
from microthermal.domain.flow import Damage
from microthermal.domain.zone import Shell
from microthermal.errors import InputError
from microthermal.simulation.records import Simulation
from microthermal.zones import measure

_SHELL, _WORSE = "t_cell_apoptosis", "t_cell_necrosis"


def t_cell_shells(simulation: Simulation) -> dict[str, Shell]:
    """Shell of apoptotic T cells by each pair of laws in the library.

    Parameters
    ----------
    simulation : Simulation
        A result; its heat is judged anew, not run anew.

    Returns
    -------
    dict of str to Shell
        By the cells that the pair was seen in, such as ``"lymphocytes"`` and ``"jurkat"``. A pair of another activation
        energy than the one of the run is left out: only a new run can tell. Empty if the library no longer has the laws
        of the run.
    """
    try:
        used = {law.endpoint: law for law in catalog.laws(simulation.settings.laws)}
    except InputError:
        return {}
    found: dict[str, Shell] = {}
    for cells in _pairs():
        try:
            damage: Damage = simulation.damage
            for endpoint in (_SHELL, _WORSE):
                damage = judged_by(damage, used[endpoint], known_law(f"{endpoint}_{cells}"))
        except InputError:
            continue
        found[cells] = measure(damage, simulation.settings.endpoint).shell(_SHELL)
    return found


def _pairs() -> tuple[str, ...]:
    names = set(catalog.names("law"))
    cells = (name.removeprefix(f"{_SHELL}_") for name in sorted(names) if name.startswith(f"{_SHELL}_"))
    return tuple(cell for cell in cells if f"{_WORSE}_{cell}" in names)
