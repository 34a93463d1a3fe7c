"""What stands beside every laser treatment of a plan: nothing done, and each medicine alone."""

from __future__ import annotations

from dataclasses import replace

from microthermal.domain.inputs.exposures import AnyDevice, Exposure
from microthermal.domain.inputs.medicine import Dose
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.planning.case import PlanCase

# Density [1/m²] of what is not laid on the skin: the least that records allow.
_NO_DENSITY = 1e4
NO_LASER = "no_laser"


def no_laser(device: AnyDevice) -> AnyDevice:
    """What stands for the device in a candidate without laser: its name says that there is none."""
    return replace(device, name=NO_LASER, family=NO_LASER, cooling=None, origin="")


def sham(pulse: Exposure, doses: tuple[Dose, ...] = (), history: tuple[str, ...] = ()) -> Treatment:
    """Treatment without laser: its pulse has no energy, so that no stage of light, heat or damage runs.

    Parameters
    ----------
    pulse : Exposure
        Any pulse; its lengths stand where records ask for some.
    doses : tuple of Dose, optional
        What is given.
    history : tuple of str, optional
        What the person brings along.
    """
    return Treatment(pulse=pulse.nothing(NO_LASER), pattern=Pattern(density=_NO_DENSITY), doses=doses, history=history)


def without_laser(case: PlanCase, pulse: Exposure) -> tuple[Treatment, ...]:
    """Nothing, then what is laid on at home alone, then each round of medicine that the search knows alone.

    Parameters
    ----------
    case : PlanCase
        Drugs, films, search.
    pulse : Exposure
        As for :func:`sham`.

    Notes
    -----
    Without a laser a day counts from nothing: rounds that differ only in it are one, given at once.
    """
    rounds: list[tuple[Dose, ...]] = [(), case.topicals]
    rounds += [
        (*(replace(dose, time=0.0) for dose in given), *case.topicals)
        for given in case.search.doses(case.drugs, case.skin, case.condition)
    ]
    return tuple(sham(pulse, doses, case.history) for doses in dict.fromkeys(rounds))
