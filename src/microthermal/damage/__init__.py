"""Damage: what the heat does, per endpoint."""

from microthermal.damage.alternatives import judged_by
from microthermal.damage.cautions import cautions
from microthermal.damage.integration import Fold, integrate
from microthermal.damage.thresholds import threshold_temperature

__all__ = ["Fold", "cautions", "integrate", "judged_by", "threshold_temperature"]
