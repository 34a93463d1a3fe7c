"""Sweeps: thousands of simulations over the fields of a case, kept in a database that outlives what computes them."""

from microthermal.studies.sweep.reading import read_study, study_of
from microthermal.studies.sweep.records import Input, Study
from microthermal.studies.sweep.running import Swept, sweep
from microthermal.studies.sweep.tables import columns, export

__all__ = ["Input", "Study", "Swept", "columns", "export", "read_study", "study_of", "sweep"]
