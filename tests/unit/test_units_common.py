"""Units in everyday use: their sizes are those of pint, and a run with them does not start pint."""

from __future__ import annotations

import subprocess
import sys

import pytest

from microthermal.units.common import FACTORS, OFFSETS
from microthermal.units.registry import registry
from microthermal.units.text import _by_pint, _factor, parse


@pytest.mark.parametrize(("written", "unit"), sorted(FACTORS))
def test_size_is_that_of_pint(written, unit):
    assert FACTORS[written, unit] == _factor(written, unit)


@pytest.mark.parametrize("written", sorted(OFFSETS))
@pytest.mark.parametrize("number", [-40.0, 0.0, 36.6, 32.0, 300.0])
def test_scale_is_that_of_pint(written, number):
    text = f"{number} {written}"
    assert parse(text, "K") == _by_pint(text, number, written, "K")
    assert str(registry().parse_units(written)) in ("degree_Celsius", "kelvin")


@pytest.mark.slow
def test_a_zone_is_reached_without_starting_pint():
    script = (
        "import sys\n"
        "from microthermal import catalog\n"
        "skin, device = catalog.skin('cheek_iii'), catalog.device('er_glass_1550')\n"
        "catalog.optics(skin, device.wavelength), catalog.laws(()), catalog.heat_model('boil_off')\n"
        "sys.exit(int('pint' in sys.modules))\n"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
