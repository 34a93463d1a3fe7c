"""Asking the model for one value: a measure of a zone, a slope, a threshold, a ratio."""

from __future__ import annotations

import math
from dataclasses import dataclass

from microthermal.catalog.reading.state import remembered
from microthermal.domain.inputs.laser import Cooling, Pulse
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.extras.vacuoles import Vacuoles
from microthermal.domain.results.zone import Zone
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import ZoneRunner, run_zone
from microthermal.validation.exposing import shot
from microthermal.validation.measures import MEASURES, Seen
from microthermal.validation.records import Case, MeasuredExposure

Place = tuple[float, ...]
# A threshold is found to this ratio: a quarter of the spread of any threshold at hand.
_RATIO = 1.03


@dataclass(frozen=True)
class Answer:
    """A value, its numerical error, and how many zones were simulated for it."""

    value: float
    error: float
    runs: int
    note: str = ""


class Model:
    """The simulator as validation asks it: zones are kept, so that no exposure is simulated twice."""

    def __init__(self, run: ZoneRunner = run_zone) -> None:
        self.runs = 0

        @remembered(256)
        def zone(skin: Skin, pulse: Pulse, cooling: Cooling | None, settings: Settings) -> tuple[Zone, Vacuoles | None]:
            self.runs += 1
            found = run(skin, pulse, cooling, settings)
            return found.zone, None if found.extras is None else found.extras.vacuoles

        self._zone = zone

    def ask(self, case: Case, place: Place, error: bool) -> Answer:
        """Value of a case at one place of its open settings; its numerical error only if asked for.

        Raises
        ------
        InputError
            If the program refuses the settings.
        """
        before = self.runs
        kinds = {"measure": self._measure, "slope": self._slope, "ratio": self._ratio, "threshold": self._threshold}
        value, wrong, note = kinds[case.aim.kind](case, place, error)
        return Answer(value, wrong, self.runs - before, note)

    def _seen(
        self,
        case: Case,
        exposure: MeasuredExposure,
        place: Place,
        error: bool,
        fluence: float | None = None,
        cell: float = 0.0,
    ) -> Seen:
        asked, fine = shot(exposure, place, fluence), cell or case.cell
        settings = Settings(heat=asked.heat, cell=fine, relaxation=case.relaxation, numerical_error=error, seed=1)
        zone, torn = self._zone(asked.skin, asked.pulse, None, settings)
        return Seen(zone, asked.pulse, case.aim.endpoint, asked.density, torn)

    def _measure(self, case: Case, place: Place, error: bool) -> tuple[float, float, str]:
        value, wrong = MEASURES[case.aim.measure].read(self._seen(case, case.exposure, place, error))
        return value, wrong, ""

    def _slope(self, case: Case, place: Place, error: bool) -> tuple[float, float, str]:
        measure, (low, high) = MEASURES[case.aim.measure], case.aim.fluences
        (least, one), (most, two) = (
            measure.read(self._seen(case, case.exposure, place, error, fluence)) for fluence in (low, high)
        )
        return (most - least) / (high - low), (one + two) / (high - low), ""

    def _ratio(self, case: Case, place: Place, error: bool) -> tuple[float, float, str]:
        measure = MEASURES[case.aim.measure]
        (base, one), (changed, two) = (
            measure.read(self._seen(case, exposure, place, error))
            for exposure in (case.exposure, case.changed or case.exposure)
        )
        if base <= 0.0:
            return math.inf if changed > 0.0 else 1.0, 0.0, "the model makes no such zone at the first setting"
        # The error may be as large as a small denominator: it is not linearised, and taken on the side of the bound.
        value = changed / base
        down = value - max(0.0, changed - two) / (base + one)
        up = (changed + two) / (base - one) - value if base > one else math.inf
        bounds = case.measured
        return value, down if bounds.high is None else up if bounds.low is None else max(down, up), ""

    def _threshold(self, case: Case, place: Place, error: bool) -> tuple[float, float, str]:
        value, note = self._search(case, place, case.cell)
        if not error:
            return value, 0.0, note
        # Error: difference from the same search on the next coarser grid, plus half the last bracket of the search.
        coarse, _ = self._search(case, place, 2 * case.cell)
        return value, abs(value - coarse) + 0.5 * (_RATIO - 1.0) * value, note

    def _search(self, case: Case, place: Place, cell: float) -> tuple[float, str]:
        low, high = case.aim.fluences
        if not self._reached(case, place, high, cell):
            return high, "not reached at the greatest fluence tried"
        if self._reached(case, place, low, cell):
            return low, "reached at the least fluence tried"
        while high / low > _RATIO:
            middle = math.sqrt(low * high)
            low, high = (low, middle) if self._reached(case, place, middle, cell) else (middle, high)
        return math.sqrt(low * high), ""

    def _reached(self, case: Case, place: Place, fluence: float, cell: float) -> bool:
        zone = self._seen(case, case.exposure, place, False, fluence, cell).zone
        endpoint, wanted = case.aim.endpoint, case.aim.reach
        if wanted is None:
            wanted, _ = shot(case.exposure, place, fluence).skin.depth_of("dermis")
        depth = zone.channel_depth.value if endpoint == "channel" else zone.reach(endpoint).depth.value
        return depth > wanted
