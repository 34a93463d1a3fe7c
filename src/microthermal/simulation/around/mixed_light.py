"""Tissue and light of one zone: layers and bodies at each wavelength of the pulse, on one grid, and their sum."""

from __future__ import annotations

from collections.abc import Callable

from microthermal.deposition.beam_edge import kept_on_axis, with_edge
from microthermal.deposition.engines import DepositionEngine
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.deposition.mixing import mixed_bodies, mixed_optics, summed
from microthermal.domain.inputs.beam import Line
from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.library.spectra import Spectra
from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.tissue import Optics, Tissue
from microthermal.errors import Fault, InputError
from microthermal.quantity import amended
from microthermal.tissue import sample
from microthermal.tissue.bodies import with_bodies
from microthermal.tissue.neutral_optics import optics_met
from microthermal.tissue.structures import bodies_of

# Seeds of the wavelengths of one pulse differ by this, so that their errors are independent of each other.
_APART = 7919


def tissues_of(
    skin: Skin, pulse: Exposure, window: float | None, spectra: Spectra, grid_of: Callable[[Optics], Grid]
) -> tuple[Tissue, ...]:
    """Skin at each wavelength of a pulse, with the structure on its axis if it has one.

    Parameters
    ----------
    skin : Skin
        As the light meets it.
    pulse : Exposure
        Its wavelengths; one that does not shine has none, and meets neutral optics.
    window : float or None
        Refractive index of a contact window.
    spectra : Spectra
        Pure chromophores.
    grid_of : callable
        Grid for optics that stand for all wavelengths.

    Raises
    ------
    InputError
        If what does not shine is to meet a structure.
    """
    if not isinstance(pulse, Pulse):
        optics = optics_met(skin, pulse.wavelength, spectra, window_index=window)
        if skin.structure is not None:
            text = "around a follicle or a vessel only light of a laser is known; leave the structure out"
            raise InputError([Fault("Skin.structure", text)])
        return (sample(skin, grid_of(optics), optics),)
    lines = pulse.lines
    each = [optics_met(skin, line.wavelength, spectra, window_index=window) for line in lines]
    mean = mixed_optics(each, [line.fraction for line in lines], pulse.wavelength)
    grid = grid_of(mean)
    found = []
    for line, optics in zip(lines, each, strict=True):
        tissue = sample(skin, grid, optics)
        if skin.structure is not None:
            stands = skin.structure.in_skin(skin.follicle.papilla_depth)
            tissue = with_bodies(tissue, bodies_of(stands, line.wavelength, spectra))
        found.append(tissue)
    return tuple(found)


def light_of(tissues: tuple[Tissue, ...], pulse: Exposure, engine: DepositionEngine) -> tuple[Tissue, Deposited]:
    """Tissue that heat follows and the light of the whole pulse in it.

    Parameters
    ----------
    tissues : tuple of Tissue
        Skin at each wavelength, from :func:`tissues_of`.
    pulse : Exposure
        The whole pulse.
    engine : DepositionEngine
        Walks each wavelength with random numbers of its own.

    Raises
    ------
    InputError
        If the engine cannot deposit the pulse.
    """
    if not isinstance(pulse, Pulse) or len(pulse.lines) == 1:
        return tissues[0], _deposited(engine, tissues[0], pulse)
    lines: tuple[Line, ...] = pulse.lines
    fractions = [line.fraction for line in lines]
    parts = [
        _deposited(_of(engine, number), tissue, pulse.at(line))
        for number, (line, tissue) in enumerate(zip(lines, tissues, strict=True))
    ]
    optics = mixed_optics([tissue.optics for tissue in tissues], fractions, pulse.wavelength)
    held = [tissue.bodies for tissue in tissues if tissue.bodies is not None]
    if held and len(held) != len(tissues):
        raise InputError("Tissue.bodies: a body that is there at one wavelength is there at all of them")
    bodies = mixed_bodies(held, fractions) if held else None
    return amended(tissues[0], optics=optics, bodies=bodies), summed(parts, fractions)


def _of(engine: DepositionEngine, number: int) -> DepositionEngine:
    return amended(engine, seed=int(engine.seed) + _APART * number) if isinstance(engine, MonteCarlo) else engine


def _deposited(engine: DepositionEngine, tissue: Tissue, pulse: Exposure) -> Deposited:
    """Light at one wavelength; in the middle of a spot, less what its edge costs."""
    found = engine.deposit(tissue, pulse)
    if not isinstance(pulse, Pulse) or pulse.handpiece.spot is None or tissue.bodies is None:
        return found
    seed = int(engine.seed) if isinstance(engine, MonteCarlo) else 1
    return with_edge(found, pulse, kept_on_axis(tissue, pulse, pulse.handpiece.spot, seed))
