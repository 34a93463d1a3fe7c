"""What one family of devices knows beyond the common chain: one optional record for each."""

from __future__ import annotations

from microthermal.domain.results.extras.current_course import CurrentCourse
from microthermal.domain.results.extras.follicle import Follicle
from microthermal.domain.results.extras.light_dose import LightDose
from microthermal.domain.results.extras.sound_field import SoundField
from microthermal.domain.results.extras.vacuoles import Vacuoles
from microthermal.quantity import record


@record
class Extras:
    """Results of one family, each where its engine or stage has found it; sections of the report look for theirs."""

    current: CurrentCourse | None = None
    sound: SoundField | None = None
    vacuoles: Vacuoles | None = None
    dose: LightDose | None = None
    follicle: Follicle | None = None
