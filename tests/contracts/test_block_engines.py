"""What every engine for blocks must do: close its balance, stay positive, refuse what is not meant."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from microthermal.deposition.blocks import block_engine
from microthermal.domain.inputs.block import Block, Inclusion
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.results.tissue import Optics
from microthermal.errors import InputError

WAVELENGTH = 8.1e-7
HAIR = Inclusion(
    name="shaft", shape="cylinder", depth=2e-4, radius=4e-5, axis=(0.3, 0.0, 1.0), absorption=5e3, scattering=1e4,
    anisotropy=0.9,
)  # fmt: skip
BULB = Inclusion(
    name="bulb", shape="sphere", x=-1e-4, depth=3e-4, radius=6e-5, absorption=1e4, scattering=5e3, anisotropy=0.8
)


def optics(**changes) -> Optics:
    settings = {
        "wavelength": WAVELENGTH, "names": ("epidermis", "dermis"), "thickness": [8e-5, 2e-3],
        "wet_absorption": [0.0, 0.0], "dry_absorption": [600.0, 100.0], "wet_slope": [0.0, 0.0],
        "scattering": [12000.0, 10000.0], "anisotropy": [0.8, 0.8], "refractive_index": [1.42, 1.38],
        "extinction_index": [0.0, 0.0],
    }  # fmt: skip
    return Optics(**(settings | changes))


def block(of: Optics | None = None, **changes) -> Block:
    across = np.linspace(-3e-4, 3e-4, 16)
    settings = {
        "x_edges": across, "y_edges": across, "z_edges": np.linspace(0, 6e-4, 16), "optics": of or optics(),
        "inclusions": (HAIR, BULB), "sides": "continued",
    }  # fmt: skip
    return Block(**(settings | changes))


def pulse(**changes) -> Pulse:
    settings = {"wavelength": WAVELENGTH, "energy": 0.02, "duration": 3e-3, "radius": 1e-4}
    return Pulse(**(settings | changes))


@pytest.fixture(params=block_engine.kinds())
def chosen(request):
    return block_engine[request.param](photons=3200)


def balance(found, energy: float = 0.02) -> float:
    absorbed = float(found.energy.sum()) * found.block.voxel / energy
    return absorbed + found.reflected.value + found.escaped + found.lost


@pytest.mark.parametrize("sides", ["periodic", "open", "continued"])
@pytest.mark.parametrize("profile", ["gaussian", "flat_top"])
def test_balance_closes(chosen, sides, profile):
    found = chosen.deposit(block(sides=sides), pulse(profile=profile))
    assert abs(balance(found) - 1.0) < 1e-6
    assert (found.escaped > 0) == (sides == "open")


@pytest.mark.parametrize("sides", ["periodic", "open", "continued"])
def test_a_beam_wider_than_the_block_keeps_its_balance(chosen, sides):
    found = chosen.deposit(block(sides=sides), pulse(radius=1e-3, profile="flat_top"))
    assert abs(balance(found) - 1.0) < 1e-6


def test_nothing_is_negative_or_undefined(chosen):
    found = chosen.deposit(block(), pulse())
    for values in (found.energy, found.error, found.taken, found.taken_error):
        assert np.all(np.isfinite(values)) and np.all(values >= 0)
    assert found.taken.shape == (2,) and np.all(found.taken > 0)


def test_what_inclusions_take_is_what_their_voxels_hold(chosen):
    alone = block(inclusions=(BULB,))
    found = chosen.deposit(alone, pulse())
    z, y, x = np.ix_(alone.z - BULB.depth, alone.y - BULB.y, alone.x - BULB.x)
    inside = x**2 + y**2 + z**2 <= BULB.radius**2
    assert_allclose(found.taken[0], found.energy[inside].sum() * alone.voxel / 0.02, rtol=1e-9)


def test_energy_scales_and_the_stack_does_not(chosen):
    one, two = chosen.deposit(block(), pulse()), chosen.deposit(block(), pulse(energy=0.04, stack=5))
    assert_allclose(two.energy, 2 * one.energy, rtol=1e-12)
    assert_allclose(two.error, 2 * one.error, rtol=1e-12)


def test_same_question_same_bits_for_any_number_of_threads(chosen):
    one, two = (replace(chosen, threads=threads).deposit(block(), pulse()) for threads in (1, 2))
    assert_array_equal(one.energy, two.energy)
    assert_array_equal(one.taken, two.taken)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"of": optics(dry_absorption=[np.nan, 0.0])}, "absorption"),
        ({"of": optics(scattering=[-1.0, 0.0])}, "scattering"),
        ({"of": optics(anisotropy=[0.8, 0.999])}, "anisotropy"),
        ({"of": optics(thickness=[0.0, 1e-3])}, "thickness"),
        ({"of": optics(refractive_index=[0.5, 1.4])}, "refractive_index"),
        ({"of": optics(wavelength=1.06e-6)}, "wavelength"),
        ({"of": optics(isotropic_fraction=[0.1, 0.0])}, "isotropic_fraction"),
        ({"of": optics(window_index=1.76)}, "window_index"),
        ({"inclusions": (replace(BULB, depth=0.5),)}, "holds the centre of no voxel"),
        ({"inclusions": (replace(BULB, anisotropy=0.999),)}, "anisotropy"),
        ({"x_edges": np.linspace(-1e-3, 1e-3, 301), "y_edges": np.linspace(-1e-3, 1e-3, 301),
          "z_edges": np.linspace(0, 1e-3, 101)}, "too many"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_in_words(chosen, changes, word):
    with pytest.raises(InputError, match=word):
        chosen.deposit(block(**changes), pulse())


@pytest.mark.parametrize(
    "of",
    [
        optics(dry_absorption=[0.0, 0.0], scattering=[0.0, 0.0]),
        optics(dry_absorption=[1e8, 1e8]),
        optics(refractive_index=[4.0, 1.0]),
        optics(dry_absorption=[0.0, 0.0], scattering=[1e4, 1e4]),
    ],
)
@pytest.mark.parametrize("sides", ["periodic", "open", "continued"])
def test_extreme_optics_survive(chosen, of, sides):
    found = replace(chosen, photons=320).deposit(block(of, sides=sides), pulse())
    assert np.all(np.isfinite(found.energy)) and np.all(found.energy >= 0)
    assert abs(balance(found) - 1.0) < 1e-6


def test_light_that_is_given_up_is_told(chosen, monkeypatch):
    monkeypatch.setattr("microthermal.numerics.light.voxels.FLIGHTS", 20)
    still = optics(dry_absorption=[0.0, 0.0], wet_absorption=[0.0, 0.0], scattering=[1e6, 1e6])
    found = replace(chosen, photons=320).deposit(block(still, sides="periodic"), pulse())
    assert any("was given up" in caution.text for caution in found.cautions)
    assert abs(balance(found) - 1.0) < 1e-6
    monkeypatch.undo()
    assert replace(chosen, photons=320).deposit(block(optics()), pulse()).cautions == ()


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"x_edges": [-1e-3, 0.0, 2e-3]}, "evenly spaced"),
        ({"y_edges": [1e-3, 2e-3, 3e-3]}, "both sides of 0"),
        ({"z_edges": [1e-3, 2e-3]}, "start at 0"),
        ({"x_edges": [1e-3, -1e-3]}, "grow"),
    ],
)
def test_a_block_without_even_voxels_is_refused(changes, word):
    with pytest.raises(InputError, match=word):
        block(**changes)


def test_an_inclusion_has_an_axis_and_only_cylinders_a_length():
    with pytest.raises(InputError, match="axis"):
        replace(HAIR, axis=(0.0, 0.0, 0.0))
    with pytest.raises(InputError, match="length"):
        replace(BULB, length=1e-3)


def test_voxels_can_be_chosen_by_name():
    assert "voxels" in block_engine.kinds()
