"""Laws of thermal damage: how fast an endpoint is damaged at a temperature. One file per kind of mathematics."""

from __future__ import annotations

from typing import ClassVar, Protocol

from microthermal.quantity import Array
from microthermal.registry import Registry


class DamageLaw(Protocol):
    """How fast the damage integral of one endpoint grows; damage integral 1 is the threshold of the endpoint."""

    kind: ClassVar[str]
    sources: ClassVar[tuple[str, ...]]

    @property
    def endpoint(self) -> str:
        """What is damaged."""

    @property
    def origin(self) -> str:
        """Library entry that the parameters came from."""

    @property
    def temperature_range(self) -> tuple[float, float]:
        """Lowest and highest temperature [K] at which the law was fitted."""

    @property
    def duration_range(self) -> tuple[float, float]:
        """Shortest and longest exposure [s] at which the law was fitted."""

    @property
    def first_order(self) -> tuple[float, float] | None:
        """Frequency factor A [1/s] and activation energy E [J/mol] if the rate is A exp(-E / (R T)), else None.

        Laws that have such a pair are integrated together in one compiled sweep, all others one by one.
        """

    def rate(self, temperature: Array) -> Array:
        """Rate of the damage integral [1/s] at temperatures [K], of the same shape; grows with temperature."""


law = Registry("damage law", __name__)
