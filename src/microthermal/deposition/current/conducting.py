"""Electric conductivity of skin at rest, warm and drying."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from microthermal.domain.inputs.skin import Tissue as Kind
from microthermal.domain.inputs.skin import tissue_named
from microthermal.domain.results.tissue import Tissue
from microthermal.errors import Fault, InputError
from microthermal.quantity import Array, Quantity, record

# Temperature at which conductivities are stated, and up to which they rise [K].
REFERENCE, BOILING = 310.15, 373.15
# Least factor of temperature: the straight line must not reach 0 in cold skin.
LEAST = 0.1
# What each kind of layer is taken for.
_FIELDS: dict[Kind, str] = {
    "stratum_corneum": "horny", "epidermis": "epidermis", "papillary_dermis": "dermis", "reticular_dermis": "dermis",
    "dermis": "dermis", "fat": "fat", "muscle": "muscle",
}  # fmt: skip


@record
class Conducting:
    """How layers conduct current of radio frequency at 37 °C, how that rises with temperature, and what drying leaves.

    Constant from 10 kHz to some megahertz, which the frequency then does not change.
    """

    horny: Annotated[float, Quantity("S/m", "conductivity of the horny layer", 1e-6, 10)] = 0.0132
    epidermis: Annotated[float, Quantity("S/m", "conductivity of living epidermis", 1e-4, 10)] = 0.3
    dermis: Annotated[float, Quantity("S/m", "conductivity of dermis", 1e-4, 10)] = 0.3
    fat: Annotated[float, Quantity("S/m", "conductivity of fat", 1e-4, 10)] = 0.0441
    muscle: Annotated[float, Quantity("S/m", "conductivity of muscle and of the body below skin", 1e-4, 10)] = 0.503
    rise: Annotated[float, Quantity("1/K", "relative rise of conductivity per kelvin", -0.01, 0.05)] = 0.02
    dry: Annotated[float, Quantity("1", "conductivity of dry tissue over that of moist tissue", 1e-4, 1)] = 0.01


def at_rest(conducting: Conducting, names: tuple[str, ...]) -> Array:
    """Conductivity of each layer at 37 °C [S/m] (layer,).

    Parameters
    ----------
    conducting : Conducting
        What kinds of layers conduct.
    names : tuple of str
        Names of the layers, which tell what they are.

    Raises
    ------
    InputError
        With one fault for each layer of which nothing is known.
    """
    fields = [_FIELDS.get(kind) if (kind := tissue_named(name)) else None for name in names]
    text = "no conductivity is known of it; let its name or its tissue say what it is, such as dermis or fat"
    faults = [Fault(name, text) for name, field in zip(names, fields, strict=True) if field is None]
    if faults:
        raise InputError(faults)
    return np.array([float(getattr(conducting, str(field))) for field in fields])


def conductivity_now(rest: Array, tissue: Tissue, conducting: Conducting) -> Array:
    """Conductivity of each cell with the temperature and the water that it has [S/m] (z, r).

    Parameters
    ----------
    rest : Array (layer,)
        Conductivity of each layer at 37 °C [S/m].
    tissue : Tissue
        The skin.
    conducting : Conducting
        Its rise with temperature, and what drying leaves.

    Notes
    -----
    σ = σ₃₇ [1 + a (T - 37 °C)] [d + (1 - d) w²]: T counts up to 100 °C, and w is the water over that of moist tissue.
    The square is Archie's law with its usual exponent for pores that are partly filled. What is gone is as dry tissue.
    """
    moist = np.divide(
        tissue.water, tissue.initial_water[:, None], out=np.ones_like(tissue.water),
        where=tissue.initial_water[:, None] > 0.0,
    )  # fmt: skip
    moist = np.clip(moist, 0.0, 1.0) * (1.0 - tissue.removed)
    return conductivity_of(rest[tissue.layer.astype(np.int64)][:, None], tissue.temperature, moist, conducting)


def conductivity_of(rest: Array, temperature: Array, moist: Array, conducting: Conducting) -> Array:
    """Conductivity from that at 37 °C [S/m], the temperature [K] and the part of its water that tissue has."""
    warm = np.maximum(1.0 + conducting.rise * (np.minimum(temperature, BOILING) - REFERENCE), LEAST)
    return np.asarray(rest * warm * (conducting.dry + (1.0 - conducting.dry) * moist * moist))
