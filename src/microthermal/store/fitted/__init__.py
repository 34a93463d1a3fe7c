"""A fit on disk: a document for programs, its draws as a table, and library files that a simulation can load."""

from microthermal.store.fitted.documents import fit_document, save_draws, save_fit
from microthermal.store.fitted.library_files import FittedFiles, fitted_files, write_fitted_files

__all__ = ["FittedFiles", "fit_document", "fitted_files", "save_draws", "save_fit", "write_fitted_files"]
