"""Results on disk: a run as NetCDF, a summary as JSON; whole files or none."""

from microthermal.store.files import load, save
from microthermal.store.fitted import fit_document, fitted_files, save_draws, save_fit, write_fitted_files
from microthermal.store.summary import save_json
from microthermal.store.validations import save_validation, save_validation_table

__all__ = [
    "fit_document", "fitted_files", "load", "save", "save_draws", "save_fit", "save_json", "save_validation",
    "save_validation_table", "write_fitted_files",
]  # fmt: skip
