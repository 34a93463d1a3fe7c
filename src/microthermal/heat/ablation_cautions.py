"""Cautions about tissue that is thrown out: film, plume, structure of the pulse, fat, and floors that have dried."""

from __future__ import annotations

import numpy as np

from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.flow import Deposited, Snapshot
from microthermal.domain.results.tissue import Tissue
from microthermal.units import show

# Pulses that come more slowly than this [s] remove as much as single ones in every source (HibstKaufmann1991).
_MOIST = 1.0


def ablation_cautions(tissue: Tissue, deposited: Deposited, pulse: Exposure, last: Snapshot) -> list[Caution]:
    """Cautions about what one pulse removes.

    Parameters
    ----------
    tissue : Tissue
        Skin at the start of the pulse.
    deposited : Deposited
        Its light.
    pulse : Exposure
        The pulse.
    last : Snapshot
        Its last snapshot.
    """
    if not deposited.collimated:
        return []
    found = []
    if bool(np.any(last.removed > tissue.removed)):
        text = (
            "the rim of the channel rests on a film of hot liquid on its wall whose thickness, stickiness and fraction "
            "that stays are assumed (10 to 60 µm in place of 30, 20 to 80 % in place of 50), and its depth on a plume "
            "that is fitted or assumed; it counts collagen, by a law that was fitted at minutes: by others the same "
            "heat makes hardly any rim or 1.3 times as much, and cells are dead up to twice as far from the wall"
        )
        found.append(Caution(stage="heat", text=text, weight="note", source="LateralDamage1990"))
    if pulse.removal == "ejection":
        text = (
            f"the pulse is taken as {pulse.structure}; whether tissue is thrown out or dries hangs on how fast steam "
            "leaks, which is assumed and known to ten times either way: most for smooth pulses"
        )
        found.append(Caution(stage="heat", text=text, weight="note"))
    return [*found, *_fat_cautions(tissue, pulse, last), *_train_cautions(tissue, pulse)]


def _fat_cautions(tissue: Tissue, pulse: Exposure, last: Snapshot) -> list[Caution]:
    if tissue.fat is None or not bool(np.any(last.removed[tissue.fat > 0.0] > 0.0)):
        return []
    if pulse.removal == "ejection":
        text = (
            "the channel reaches fat, and what a volume of it costs was never measured at this wavelength: 0.9 (0.3 to "
            "2.4) kJ/cm³ are taken, so that its depth below the dermis is known to a factor of three"
        )
        return [Caution(stage="heat", text=text, weight="warn", source="Ross1997")]
    text = (
        "the channel reaches fat, of which a volume was seen to cost 2.4 kJ/cm³ at 10.6 µm; that its droplets take "
        "most of that once they are thrown out is assumed"
    )
    return [Caution(stage="heat", text=text, weight="note", source="Ross1997")]


def _train_cautions(tissue: Tissue, pulse: Exposure) -> list[Caution]:
    later = pulse.stack > 1 and bool(np.any(tissue.removed > 0.0))
    if not (later and pulse.removal == "ejection" and pulse.structure == "spiking" and pulse.interval < _MOIST):
        return []
    text = (
        f"pulses that follow each other after {show(pulse.interval, 's')} meet a floor that has dried: sources "
        "conflict on how much less they remove than single ones, from as much to a quarter at 10 Hz; something less "
        "than half is taken where it is dry, and water to come back in 0.7 (0.1 to 4) s"
    )
    return [Caution(stage="heat", text=text, weight="warn", source="KaufmannHibst1996")]
