"""What a month may hold of a drug is asked of grids and fronts alike, before anything is simulated."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.test_beside import case_of

from microthermal import catalog
from microthermal.domain.inputs.medicine import Injection
from microthermal.planning.beside.without_laser import no_laser, sham
from microthermal.planning.design.candidates import Candidate
from microthermal.planning.design.doses import dose_faults
from microthermal.planning.evaluate import alternatives, evaluate
from microthermal.planning.front.trial import tried
from microthermal.planning.plan import _ungiven
from microthermal.units import DAY, mJ

LIBRARY = catalog.library()


def course(interval: float, sessions: int = 3, day: float = 0.0) -> Candidate:
    """Triamcinolone 10 mg/mL at each visit: 25 mg of it on 25 points."""
    case = case_of()
    device = case.devices[0]
    treatment = sham(device.pulse(energy=20 * mJ))
    area = replace(treatment.pattern, area=25e-4)
    dose = Injection(
        drug=catalog.drug("triamcinolone"), concentration=10.0, volume=1e-7, depth=1.5e-3, spacing=1e-2, time=day
    )
    held = replace(treatment, pattern=area, doses=(dose,))
    return Candidate(device=no_laser(device), treatment=held, sessions=sessions, interval=interval * DAY)


@pytest.mark.parametrize(
    ("interval", "sessions", "given"), [(28, 3, True), (27, 3, False), (14, 2, False), (14, 1, True)]
)
def test_two_visits_within_a_month_count_together(interval: float, sessions: int, given: bool) -> None:
    faults = dose_faults(case_of(), course(interval, sessions))
    assert (faults == []) is given
    if not given:
        assert "within 28 days is more than" in faults[0].text
        assert tried(case_of(), course(interval, sessions), LIBRARY).stage == "dose"


def test_a_grid_leaves_out_what_a_month_may_not_hold_and_says_so() -> None:
    case = case_of(drugs=["triamcinolone"])
    pulse = case.devices[0].pulse(energy=20 * mJ)
    assert _ungiven(case, pulse) == ()
    drug = case.drugs[0]
    strict = replace(drug, bounds=replace(drug.bounds, per_month=1e-9))
    tight = replace(case, drugs=(strict,))
    every = (*evaluate(tight, tight.devices[0], pulse, LIBRARY), *alternatives(tight, tight.devices[0], pulse, LIBRARY))
    assert every and not any(one.treatment.doses for one in every)
    (said,) = {one.text for one in _ungiven(tight, pulse)}
    assert said.startswith("left out, because ") and "within 28 days" in said
