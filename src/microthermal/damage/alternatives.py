"""Damage of the same temperature history by another law of equal activation energy, without another run."""

from __future__ import annotations

import numpy as np

from microthermal.damage.integration import REMOVED_OMEGA
from microthermal.damage.laws import DamageLaw
from microthermal.domain.results.flow import Damage
from microthermal.errors import InputError
from microthermal.numerics.damage.first_order import GONE
from microthermal.quantity import amended


def judged_by(damage: Damage, law: DamageLaw, other: DamageLaw) -> Damage:
    """Damage as it would be if one endpoint followed another law of the same activation energy.

    Parameters
    ----------
    damage : Damage
        Damage integrals made with ``law`` for its endpoint.
    law, other : DamageLaw
        First-order laws of one endpoint and one activation energy.

    Raises
    ------
    InputError
        If the laws differ in endpoint or energy, or are of another form: then only a new run can tell.

    Notes
    -----
    ∫ A exp(-E / (R T)) dt is in proportion to A, so that the answer is exact.
    """
    before, after = law.first_order, other.first_order
    if before is None or after is None or before[1] != after[1] or law.endpoint != other.endpoint:
        text = (
            f"'{other.origin or other.kind}' has not the endpoint and energy of '{law.origin or law.kind}'; run it anew"
        )
        raise InputError(text)
    omega = np.array(damage.omega)
    place = damage.endpoints.index(law.endpoint)
    omega[place] *= after[0] / before[0]
    gone = damage.removed >= GONE
    omega[place, gone] = np.maximum(omega[place, gone], REMOVED_OMEGA)
    return amended(damage, omega=omega)
