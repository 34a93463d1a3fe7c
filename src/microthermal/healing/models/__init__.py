"""Healing models: the contract and its registry; every other public file of this folder is one choice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Protocol, runtime_checkable

from microthermal.domain.inputs.condition import Condition
from microthermal.domain.results.response import Delivery, Healing, Visit
from microthermal.domain.results.zone import Injury
from microthermal.quantity import Array
from microthermal.registry import Registry


class HealingModel(Protocol):
    """Follows injured skin over time.

    Without injury, medicine and earlier visit nothing moves; no species is ever negative; more injury
    never heals sooner.
    """

    kind: ClassVar[str]
    sources: ClassVar[tuple[str, ...]]

    @property
    def markers(self) -> tuple[str, ...]:
        """What a course of the model states, in its order."""

    def follow(
        self,
        injury: Injury,
        condition: Condition,
        deliveries: tuple[Delivery, ...],
        until: float,
    ) -> Healing:
        """Course of healing after one visit.

        Parameters
        ----------
        injury : Injury
            What the laser did, as fractions of each layer.
        condition : Condition
            Its levels are the set points that the untreated skin keeps; its start is the skin that a later
            visit meets (:func:`microthermal.healing.visits.next_visit`).
        deliveries : tuple of Delivery
            Medicine in the tissue; it acts on the species that its drug names.
        until : float
            Time after the laser [s].
        """
        ...

    def follow_visits(self, visits: tuple[Visit, ...], condition: Condition, until: float) -> Healing:
        """Course of healing over several visits; medicine of one goes on acting after the next.

        Parameters
        ----------
        visits : tuple of Visit
            In order of time, the first at 0, each with its medicine in times after its own laser.
        condition : Condition
            As for :meth:`follow`.
        until : float
            Time after the first laser [s].
        """
        ...


@runtime_checkable
class Banded(HealingModel, Protocol):
    """A healing model that was calibrated, and can follow each draw of its coefficients: courses have bands."""

    draws: ClassVar[str]
    """File of ``library/calibration`` that holds the draws."""

    def follow_draw(
        self, draw: Mapping[str, float], visits: tuple[Visit, ...], condition: Condition, until: float
    ) -> Healing:
        """Course of healing as :meth:`follow_visits`, with some coefficients [SI] in place of the model's own."""
        ...


@runtime_checkable
class Exported(HealingModel, Protocol):
    """A healing model whose equations are SBML: other programs can run its courses."""

    sbml: str

    def meeting(
        self, visits: tuple[Visit, ...], condition: Condition, until: float
    ) -> tuple[Array, Array, tuple[Delivery, ...]]:
        """What the first laser meets: constants and levels of the equations, and all medicine in one time."""
        ...


model = Registry("healing model", __name__)
"""All healing models by their ``kind``."""
