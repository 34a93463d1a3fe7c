"""What every exposure must hold with its engine: balance, nothing of nothing, monotone, linear, the same bits.

A family adds its example to :data:`EXAMPLES`: an exposure, the engine (None: the chain's choice), whether what is
deposited must be linear in its energy.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from numpy.testing import assert_allclose, assert_array_equal
from tests.reference.ball_engine import Ball, DryingBall
from tests.verification.posedness import found_in, frozen_grid, inputs, shaken, worst

from microthermal import catalog
from microthermal.cases import exposures as read_cases
from microthermal.cases import parts
from microthermal.cli import first_treatment
from microthermal.deposition.breakdown.reach import tears
from microthermal.deposition.engines import engine
from microthermal.deposition.engines.breakdown import Breakdown
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.domain.inputs import exposures
from microthermal.domain.inputs.beam import Handpiece, Line
from microthermal.domain.inputs.exposures import EXPOSURES, LASER, TABLES, Exposure, Illumination
from microthermal.domain.inputs.exposures.current import Current, Electrode
from microthermal.domain.inputs.exposures.sound import Sound
from microthermal.domain.inputs.laser import LaserPulse
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.pulse_timing import Train
from microthermal.domain.inputs.treatment import Treatment
from microthermal.errors import InputError
from microthermal.heat.budget import budget
from microthermal.report import exposure_words
from microthermal.report.sections.field import lattice
from microthermal.simulation.chain import simulate
from microthermal.simulation.exposures.lighting import lit
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone
from microthermal.studies.compare import exposure_rows

LIBRARY, SKIN = catalog.library(), catalog.skin("cheek_iii")


class Example(NamedTuple):
    exposure: Exposure
    engine: Any = None
    linear: bool = True


PIN = Electrode(radius=1e-4, bare=3e-4, depth=1.3e-3, insulated=1e-3)
CURRENT = Current(frequency=1e6, electrode=PIN, energy=0.03, duration=0.05)
SOUND = Sound(frequency=7e6, aperture=1e-2, focal_length=1.5e-2, focus_depth=1.2e-3, energy=0.05, duration=0.03)
LINES = (Line(wavelength=755e-9, fraction=0.3), Line(wavelength=810e-9, fraction=0.4),
         Line(wavelength=1064e-9, fraction=0.3))  # fmt: skip
MIX = LaserPulse(
    wavelength=810e-9, energy=2.0, duration=3e-2, radius=2e-3, profile="flat_top", handpiece=Handpiece(lines=LINES)
)
EXAMPLES = {
    "laser": Example(LaserPulse(wavelength=1.55e-6, energy=0.02, duration=3e-3, radius=6e-5), MonteCarlo(photons=6400)),
    "laser, straight": Example(LaserPulse(wavelength=10.6e-6, energy=0.01, duration=1e-3, radius=6e-5)),
    "three wavelengths": Example(MIX, MonteCarlo(photons=6400)),
    "breakdown": Example(
        LaserPulse(wavelength=755e-9, energy=1.2e-3, duration=550e-12, radius=75e-6), Breakdown(photons=6400)
    ),
    "ball of current": Example(CURRENT, Ball()),
    "ball of sound": Example(SOUND, Ball()),
    "sound": Example(
        Sound(frequency=7e6, aperture=6e-3, focal_length=12e-3, focus_depth=2e-3, energy=0.2, duration=0.03)
    ),
    "current": Example(CURRENT, linear=False),
    "current of one far return": Example(replace(CURRENT, electrode=replace(PIN, layout="monopolar", pins=1))),
    "bare needle": Example(replace(CURRENT, electrode=Electrode(radius=1e-4, bare=1e-3, depth=1e-3), energy=0.1)),
    "several depths": Example(
        replace(CURRENT, stack=2, interval=0.3, depths=(1.3e-3, 7e-4), train=Train(count=2, pause=0.01))
    ),
    "portions": Example(replace(CURRENT, train=Train(count=2, pause=0.01)), DryingBall(), linear=False),
}
MAKING = sorted(EXAMPLES)


# A second and more each; `make quick` asks the others of their families.
LONG = ("sound", "three wavelengths", "several depths")


@pytest.fixture(params=[pytest.param(name, marks=[pytest.mark.slow] * (name in LONG)) for name in MAKING])
def example(request: pytest.FixtureRequest) -> Example:
    return EXAMPLES[request.param]


def settings(example: Example, **changes: Any) -> Settings:
    return Settings(**{"cell": 1.5e-5, "numerical_error": False, "deposition": example.engine} | changes)


def run(example: Example, **changes: Any) -> Any:
    return run_zone(SKIN, replace(example.exposure, **changes), None, settings(example), LIBRARY)


KNOWN: dict[int, Any] = {}


def first_run(example: Example) -> Any:
    """The example as it stands, once for all tests that change nothing of it."""
    if id(example) not in KNOWN:
        KNOWN[id(example)] = run(example)
    return KNOWN[id(example)]


def test_energy_balance(example: Example) -> None:
    """Deposited = what is sent less what is lost, and stored + lost = supplied, both within 1e-3."""
    for changes in ({}, {"stack": 2, "interval": 0.3}):
        exposure = replace(example.exposure, **changes)
        found = run(example, **changes) if changes else first_run(example)
        light, balance = found.deposited, found.balance
        absorbed = float((light.energy * light.grid.volume).sum())
        sent = exposure.energy if light.sent is None else light.sent
        assert abs(absorbed / sent + light.reflected + light.transmitted + light.lost - 1.0) < 1e-3
        left = balance.stored + balance.surface + balance.perfused + balance.vapour + balance.ejected
        assert abs(left - balance.supplied) < 1e-3 * balance.supplied
        spent = budget(light, balance, exposure)
        parts = spent.reflected + spent.transmitted + spent.vapour + spent.ejected + spent.inside + spent.beside
        assert abs(parts - spent.over - spent.sent) < 1e-3 * spent.sent


def test_zero_in_zero_out(example: Example) -> None:
    found = run(example, energy=0.0)
    assert found.zone.depth.value == 0.0 and not found.deposited.energy.any() and not found.damage.omega.any()
    assert_array_equal(found.damage.peak, found.tissue.temperature)


def test_monotone_in_energy(example: Example) -> None:
    runs = [run(example, energy=example.exposure.energy * factor) for factor in (0.5, 1.0, 1.5)]
    for name in ("volume", "depth", "radius"):
        sizes = [getattr(one.zone, name).value for one in runs]
        assert sizes == sorted(sizes) and sizes[-1] > 0.0
    peaks = [float(one.damage.peak.max()) for one in runs]
    if example is EXAMPLES["laser, straight"]:
        # A cell warms until it is removed, at any of these energies: 660 to 670 K with steps of a quarter.
        assert min(peaks) > 0.93 * max(peaks)
    else:
        assert peaks[0] < peaks[1] <= peaks[2]


def test_linear_where_it_must_be(example: Example) -> None:
    if not example.linear:
        return
    one, two = (
        lit(SKIN, replace(example.exposure, energy=energy), None, settings(example), LIBRARY).deposited
        for energy in (1e-3, 2e-3)
    )
    if one.grid.shape == two.grid.shape:  # light that removes tissue has a grid of its own for each energy
        assert_allclose(two.energy, 2 * one.energy, rtol=1e-12)


def test_same_question_same_bits(example: Example) -> None:
    one, two = run(example), run(example)
    assert_array_equal(one.damage.omega, two.damage.omega)
    assert_array_equal(one.deposited.energy, two.deposited.energy)
    assert one.zone.depth == two.zone.depth and one.methods == two.methods


def test_nothing_jumps_where_every_input_moves_a_little(example: Example) -> None:
    """All numbers of exposure and skin moved by a ten-millionth at once, up or down by chance, on a frozen grid.

    Of followed photons one or two go another way; a burden grows 100 to 250 times faster than a temperature, and
    borders of it are read off cells (tests/verification/test_posedness_examples.py has the reasons).
    """
    scatters = isinstance(example.engine, MonteCarlo) or tears(example.exposure)
    whole = first_run(example)
    # What must agree with another number of the same record is moved with none: lines of a mix, depths of a stack.
    own = [
        path for path in inputs(example.exposure) if not {"handpiece", "wavelength", "electrode", "depths"} & {*path}
    ]
    exposure, skin = shaken(example.exposure, own, 1e-7), shaken(SKIN, inputs(SKIN), 1e-7)
    with frozen_grid(whole):
        other = run_zone(skin, exposure, None, settings(example), LIBRARY)
    allowed = 2e-2 if scatters else 1e-4
    assert worst(found_in(zone=whole.zone), found_in(zone=other.zone), allowed, least=1e-15) == []
    # Parts of a balance are held against what was supplied: a small one is a difference of large ones.
    assert worst(found_in(of=whole.balance), found_in(of=other.balance), allowed, whole.balance.supplied) == []


def test_layers_that_are_cut_in_two_change_nothing(example: Example) -> None:
    """A border between two layers of the same tissue is none."""
    layers = SKIN.layers
    thick = layers[3]
    halves = (replace(thick, thickness=0.5 * thick.thickness), replace(thick, thickness=0.5 * thick.thickness))
    cut = replace(SKIN, layers=(*layers[:3], *halves, *layers[4:]))
    one, two = first_run(example), run_zone(cut, example.exposure, None, settings(example), LIBRARY)
    for name in ("depth", "radius", "top"):
        assert abs(getattr(one.zone, name).value - getattr(two.zone, name).value) < 1.5e-5


def test_an_engine_of_another_exposure_is_refused() -> None:
    with pytest.raises(InputError, match="takes no current"):
        run_zone(SKIN, CURRENT, None, Settings(deposition=MonteCarlo()), LIBRARY)


def test_every_engine_states_what_it_takes() -> None:
    for one in engine:
        assert one.exposures and isinstance(one.renewed, bool)
        assert not one.renewed or (callable(one.portions) and callable(one.gathered))


def test_every_table_of_words_knows_every_kind() -> None:
    """Section 6 of docs/guides/new_family.md: what a new family has to be entered in."""
    tables = {
        "exposures._AXES": (exposures._AXES, EXPOSURES), "exposures._MAKES": (exposures._MAKES, EXPOSURES),
        "exposures.TABLES": (exposures.TABLES, EXPOSURES), "exposures.DEVICES": (exposures.DEVICES, EXPOSURES),
        "cases.exposures._CHOICES": (read_cases._CHOICES, {*EXPOSURES} - {LASER}),
        "cases.exposures._FORMS": (read_cases._FORMS, {*TABLES.values()} - {"pulse"}),
        "cases.parts._FORMS": (parts._FORMS, TABLES.values()),
        "exposure_words._WORDS": (exposure_words._WORDS, EXPOSURES),
        "exposure_words._CARDS": (exposure_words._CARDS, EXPOSURES), "lattice._DISCS": (lattice._DISCS, EXPOSURES),
        "exposure_rows._ROWS": (exposure_rows._ROWS, EXPOSURES),
        "first_treatment._COUNTED": (first_treatment._COUNTED, EXPOSURES),
        "first_treatment._TABLES": (first_treatment._TABLES, EXPOSURES),
    }  # fmt: skip
    lacking = {name: {*wanted} - {*held} for name, (held, wanted) in tables.items() if {*wanted} - {*held}}
    assert not lacking
    guide = (Path(__file__).parents[2] / "docs" / "guides" / "new_family.md").read_text(encoding="utf-8")
    assert not [name for name in tables if f"`{name.rpartition('.')[2]}`" not in guide]


def test_a_zone_at_depth_leaves_the_epidermis_whole() -> None:
    example = EXAMPLES["ball of current"]
    treatment = Treatment(pulse=example.exposure, pattern=Pattern(density=4e5))
    found = simulate(SKIN, treatment, None, settings(example, warm_start=False))
    assert 5e-4 < found.zone.top.value < 1.2e-3 < found.zone.depth.value
    assert found.injury.epidermis_open == 0.0 and not found.injury.ablated
    assert found.lattice.bulk_rise > 0.0
    words = ("light", "scatter", "absor", "photon", "beam", "melanosome")
    told = [one.text for one in found.cautions if any(word in one.text.lower() for word in words)]
    assert not told, told


@pytest.mark.parametrize("energy", [0.002, 0.03])
@pytest.mark.parametrize("parts", [1, 5])
def test_portions_that_follow_nothing_are_the_whole(energy: float, parts: int) -> None:
    """Cut into portions that all give the same, an exposure heats as if it were not cut, also where steam waits."""
    exposure = replace(CURRENT, energy=energy)
    whole, cut = run(Example(exposure, Ball())), run(Example(exposure, DryingBall(parts=parts)))
    boils = bool((whole.damage.peak > 373.15).any())
    assert boils == (energy > 0.02)
    # Where cells dry, their heat jumps with every step in time.
    assert_allclose(cut.damage.peak, whole.damage.peak, atol=40.0 if boils else 0.3)
    for name in ("supplied", "stored", "vapour", "surface"):
        wanted = getattr(whole.balance, name)
        assert abs(getattr(cut.balance, name) - wanted) < 1e-4 * whole.balance.supplied
    assert_allclose(cut.zone.volume.value, whole.zone.volume.value, rtol=5e-3)
    assert cut.extras.current.time[-1] == pytest.approx(exposure.duration)
    assert cut.extras.current.energy[-1] == pytest.approx(energy)


def test_portions_meet_the_tissue_as_it_then_is() -> None:
    """A ball that lets less through as it dries takes less than was to be sent, and the budget counts what was."""
    strong = replace(CURRENT, energy=0.3)
    dry, same = (run(Example(strong, DryingBall(follows=follows))) for follows in (True, False))
    assert dry.deposited.sent < 0.95 * same.deposited.sent
    assert_allclose(same.deposited.sent, strong.energy)
    assert budget(dry.deposited, dry.balance, strong).sent == pytest.approx(dry.deposited.sent)


def test_portions_keep_train_cooling_and_stack() -> None:
    """Neither pauses, nor cooling before and after, nor the next of a stack get lost where an exposure is cut."""
    exposure = replace(CURRENT, energy=2e-3, train=Train(count=2, pause=0.02), stack=2, interval=0.5)
    cold = catalog.cooling("sapphire")
    whole, cut = (
        run_zone(SKIN, exposure, cold, settings(Example(exposure, chosen)), LIBRARY)
        for chosen in (Ball(), DryingBall())
    )
    assert_allclose(cut.balance.surface, whole.balance.surface, rtol=2e-2)
    assert_allclose(cut.damage.peak, whole.damage.peak, atol=0.5)
    assert_allclose(cut.heating.time[-1], whole.heating.time[-1])
    assert [one.time for one in cut.moments] == pytest.approx([one.time for one in whole.moments], rel=0.05, abs=1e-3)


@pytest.mark.slow
def test_light_that_warms_nothing_makes_no_zone_and_is_no_sham() -> None:
    light = Illumination(wavelength=6.55e-7, irradiance=50.0, radius=3e-3, duration=1200.0)
    found = simulate(SKIN, Treatment(pulse=light, pattern=Pattern(density=1e4)), None, Settings(cell=1.5e-5))
    assert found.zone.depth.value == 0.0 and not light.sham and light.zoneless
    assert found.lattice.fluence == pytest.approx(light.energy * 1e4)
