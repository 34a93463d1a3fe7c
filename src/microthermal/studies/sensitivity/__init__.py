"""What a number hangs on: every input moved over its own interval, alone and together with all others."""

from microthermal.studies.sensitivity.doubts import doubts_of
from microthermal.studies.sensitivity.records import Asked, Bar, Doubt, Index, OfMetric, Sensitivity
from microthermal.studies.sensitivity.running import sensitivity

__all__ = ["Asked", "Bar", "Doubt", "Index", "OfMetric", "Sensitivity", "doubts_of", "sensitivity"]
