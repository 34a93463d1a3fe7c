"""The state of the skin before the treatment."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from microthermal.errors import Fault, InputError
from microthermal.quantity import NoneIfZero, Quantity, record

# What of the skin a condition is about: its follicles, or its scar tissue.
Concern: TypeAlias = Literal["hair", "scar"]


@record
class Level:
    """Value of one species or parameter of a healing model; 1 is healthy unless its model says otherwise."""

    name: str
    value: Annotated[float, Quantity("1", "level, 1 = healthy", -1e6, 1e6)]


@record
class Condition:
    """A condition of skin: starting state of healing species, and how the tissue differs from healthy skin.

    ``drug_target`` names the part of the skin in which its drug is wanted.
    ``dermis_thickness`` is None where the factor tells it, ``papilla_depth`` where the site does, and ``scar_core``
    where there is no scar. ``tuft`` is None where an injection is not known to act on less than its drug reaches,
    ``lasts`` where the condition does not end by itself.
    ``concerns`` is what it is about: what follicles and scales of scars become is told only where they are among it.
    """

    name: str
    title: str
    levels: tuple[Level, ...] = ()
    start: tuple[Level, ...] = ()
    thickness_factor: Annotated[float, Quantity("1", "dermis thickness relative to healthy", 0.2, 20)] = 1.0
    dermis_thickness: Annotated[float, NoneIfZero("m", "thickness of the dermis at any site", 0, 0.1)] | None = None
    blood_factor: Annotated[float, Quantity("1", "blood and flow relative to healthy, for light and heat", 0.1, 10)] = (
        1.0
    )
    target_depth: Annotated[float, Quantity("m", "depth that a treatment has to reach", 1e-5, 2e-2)] = 1e-3
    drug_target: str = "papillary_dermis"
    concerns: tuple[Concern, ...] = ("hair", "scar")
    scar_core: Annotated[float, NoneIfZero("m", "depth of the core of a scar", 0, 2e-2)] | None = None
    papilla_depth: Annotated[float, NoneIfZero("m", "depth of the hair papilla", 0, 1e-2)] | None = None
    tuft: Annotated[float, NoneIfZero("m", "radius in which one injection acts on the condition", 0, 0.1)] | None = None
    lasts: Annotated[float, NoneIfZero("s", "mean time until it ends by itself", 0, 1e10)] | None = None
    origin: str = ""

    def __post_init__(self) -> None:
        if self.dermis_thickness is not None and self.thickness_factor != 1.0:
            text = "says how thick the dermis is; leave thickness_factor at 1"
            raise InputError([Fault("Condition.dermis_thickness", text)])

    def concerned(self, by: Concern | None) -> bool:
        """Whether what is about follicles or scars says anything of this skin; what is about neither always does."""
        return by in (None, *self.concerns)
