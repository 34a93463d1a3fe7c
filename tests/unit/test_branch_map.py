"""Vacuoles over fluence and phototype: fluences of the axis, one walk scaled, what is no light refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.reference import synthetic
from tests.reference.torn import torn

from microthermal.domain.inputs.skin import PHOTOTYPES
from microthermal.errors import InputError
from microthermal.planning.window import branch_map as module


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PHOTONS", 800)


def test_vacuoles_grow_with_the_fluence_in_skin_of_every_phototype(few: None) -> None:
    base = torn(synthetic.simulation())
    pulse = replace(base.treatment.pulse, energy=1.2e-3)
    made = replace(base, treatment=replace(base.treatment, pulse=pulse))
    view = module.branch_map(made)
    surface = 2.0 * pulse.energy / (np.pi * pulse.radius**2)
    assert view.fluences[[0, -1]] == pytest.approx([0.05 * surface, 5.0 * surface])
    assert view.phototypes == PHOTOTYPES and {len(row) for row in view.found} == {view.fluences.size}
    for row in view.found:
        seen = [one.usual.branch != "none" for one in row]
        assert seen == sorted(seen) and seen[-1]
        assert np.all(np.diff([one.fluence.max() for one in row]) > 0.0)
    flat = replace(made, treatment=replace(made.treatment, pulse=replace(pulse, profile="flat_top")))
    assert module.branch_map(flat).fluences == pytest.approx(0.5 * view.fluences)


def test_what_is_no_light_has_no_breakdown() -> None:
    with pytest.raises(InputError, match="breakdown is of light; current has none"):
        module.branch_map(synthetic.of_current())
