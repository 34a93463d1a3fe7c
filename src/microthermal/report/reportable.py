"""What a report can be written of."""

from __future__ import annotations

from typing import TypeAlias

from microthermal.planning.records import Plan
from microthermal.planning.window.map import Window
from microthermal.simulation.records import Simulation

Reportable: TypeAlias = Simulation | Plan | Window
