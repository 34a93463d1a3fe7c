"""What every delivery mechanism must keep: mass is balanced, zero dose gives zero, nothing is negative."""

from typing import Any

import numpy as np
import pytest

from microthermal import catalog
from microthermal.delivery.mechanisms import mechanism
from microthermal.domain.inputs.medicine import Dose, Drug, Injection, TopicalFilm
from microthermal.domain.results.response import Delivery, Perfusion
from microthermal.errors import InputError

DAY = 86400.0
REST = Perfusion(time=[0.0, 1.0], factor=[1.0, 1.0])


@pytest.fixture(params=mechanism.kinds())
def way(request: pytest.FixtureRequest) -> Any:
    return mechanism[request.param]()


def _dose(way: Any, drug: Drug, **fields: float) -> Dose:
    """What the mechanism takes: an injection or a film."""
    if way.route == "zones":
        return TopicalFilm(drug=drug, side=0.01, **fields)
    return Injection(drug=drug, depth=1e-3, spacing=0.01, **fields)


@pytest.fixture(params=catalog.names("drug"))
def delivered(request: pytest.FixtureRequest, way: Any) -> Delivery:
    drug = catalog.drug(request.param)
    dose = _dose(way, drug, concentration=drug.concentration, volume=1e-7, time=-3600.0)
    return way.deliver(dose, catalog.skin("cheek_iii"), None, REST, 60 * DAY)


def test_mass_is_balanced(delivered: Delivery) -> None:
    mass = delivered.dose.concentration * delivered.dose.volume
    total = delivered.depot + delivered.amount.sum(axis=1) + delivered.systemic + delivered.leaked
    assert np.abs(total - mass).max() <= 1e-9 * mass


def test_nothing_is_negative(delivered: Delivery) -> None:
    for field in (delivered.depot, delivered.amount, delivered.systemic, delivered.leaked, delivered.concentration):
        assert field.min() >= 0.0


def test_what_is_cleared_never_comes_back(delivered: Delivery) -> None:
    assert (np.diff(delivered.systemic) >= 0.0).all()
    assert (np.diff(delivered.leaked) >= 0.0).all()


def test_course_runs_from_the_injection_to_the_end(delivered: Delivery) -> None:
    assert delivered.time[0] == delivered.dose.time
    assert delivered.time[-1] == pytest.approx(60 * DAY)


def test_almost_no_dose_gives_almost_nothing(way: Any) -> None:
    drug = catalog.drug("triamcinolone")
    least = _dose(way, drug, concentration=1e-9, volume=1e-10, time=0.0)
    course = way.deliver(least, catalog.skin("cheek_iii"), None, REST, DAY)
    total = course.depot + course.amount.sum(axis=1) + course.systemic + course.leaked
    assert total.max() <= 1e-19 * (1 + 1e-9)
    assert course.spread.coverage < 0.01


def test_a_dose_at_the_end_of_the_course_is_refused_in_units_that_people_read(way: Any) -> None:
    drug = catalog.drug("triamcinolone" if way.route == "needle" else "minoxidil")
    dose = _dose(way, drug, concentration=drug.concentration, volume=1e-7, time=DAY)
    with pytest.raises(InputError, match=r"dose\.time: 24 h after .* end of the course, 24 h; follow it longer"):
        way.deliver(dose, catalog.skin("cheek_iii"), None, REST, DAY)
