"""Library files become records, and every number goes back to its source."""

from microthermal.catalog.bibliography import Work, bibliography, works
from microthermal.catalog.checks import Debt, check, debts
from microthermal.catalog.goals import figures, goal
from microthermal.catalog.limits import device_class, every_limit, history_items, limits, rules, targets
from microthermal.catalog.models import healing_model, healing_panels, healing_words, heat_model, laws
from microthermal.catalog.optics import optics, optics_cautions, scattering_extrapolated
from microthermal.catalog.reading.entries import entry, kinds, names, title
from microthermal.catalog.reading.spectra import Spectrum, spectrum
from microthermal.catalog.reading.values import Entry, Row
from microthermal.catalog.records import condition, cooling, device, drug, protocol, skin
from microthermal.catalog.scope import scope_cautions, scopes
from microthermal.catalog.tracing import Traced, cautions, trace
from microthermal.catalog.unused import unused, unused_caution

__all__ = [
    "Debt", "Entry", "Row", "Spectrum", "Traced", "Work", "bibliography", "cautions", "check", "condition", "cooling",
    "debts", "device", "device_class", "drug", "entry", "every_limit", "figures", "goal", "healing_model",
    "healing_panels", "healing_words", "heat_model", "history_items", "kinds", "laws", "limits", "names", "optics",
    "optics_cautions", "protocol", "rules", "scattering_extrapolated", "scope_cautions", "scopes", "skin", "spectrum",
    "targets", "title", "trace", "unused", "unused_caution", "works",
]  # fmt: skip
