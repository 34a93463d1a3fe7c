"""Results on disk: a run as NetCDF, a summary as JSON; whole files or none."""

from microthermal.store.files import load, save
from microthermal.store.summary import save_json
from microthermal.store.validations import save_validation, save_validation_table

__all__ = ["load", "save", "save_json", "save_validation", "save_validation_table"]
