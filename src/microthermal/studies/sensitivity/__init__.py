"""What a number hangs on: every input moved over its own interval, alone and together with all others."""

from microthermal.studies.sensitivity.doubts import doubts_of
from microthermal.studies.sensitivity.records import Bar, Doubt, Index, OfMetric, Query, Sensitivity
from microthermal.studies.sensitivity.running import sensitivity

__all__ = ["Bar", "Doubt", "Index", "OfMetric", "Query", "Sensitivity", "doubts_of", "sensitivity"]
