"""How candidates are followed: settings by which they are compared, and for how long."""

from __future__ import annotations

from microthermal.delivery.mechanisms.unit_cell import COARSE
from microthermal.domain.inputs.treatment import Treatment
from microthermal.planning.case import PlanCase
from microthermal.quantity import amended
from microthermal.simulation.settings import Settings

# Persons over whom candidates and scenarios are compared, the same for all; the chosen one is told over all persons.
FEW = 16


def followed(settings: Settings, treatment: Treatment) -> Settings:
    """Settings by which a treatment is followed for as long after its last dose as others after their laser."""
    later = max((dose.time for dose in treatment.doses if not dose.repeated), default=0.0)
    return amended(settings, until=settings.until + later) if later > 0.0 else settings


def quick(case: PlanCase) -> Settings:
    """Candidates are compared without the numerical error, on coarse cells and over few persons, the same for all."""
    return amended(
        case.settings, numerical_error=False, warm_start=False, needle=case.settings.needle or COARSE,
        persons=min(case.settings.persons, FEW),
    )  # fmt: skip
