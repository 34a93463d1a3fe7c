"""Library files become records, and every number goes back to its source."""

from microthermal.catalog.bibliography import Work, bibliography, works
from microthermal.catalog.checks import Debt, check, debts
from microthermal.catalog.goals import bar, bars, goal
from microthermal.catalog.library import Library, laws, library
from microthermal.catalog.limits import device_class, every_limit, history_items, limits, rules, targets
from microthermal.catalog.models import healing_model, healing_panels, healing_words, heat_model
from microthermal.catalog.optics import optics
from microthermal.catalog.reading.entries import entry, kinds, names, title
from microthermal.catalog.reading.spectra import spectrum
from microthermal.catalog.reading.values import Entry, Row
from microthermal.catalog.records import condition, cooling, device, drug, protocol, published, skin, structure
from microthermal.catalog.scope import scope_cautions, scopes
from microthermal.catalog.tracing import Traced, cautions, trace
from microthermal.catalog.unused import unused, unused_caution
from microthermal.domain.library.spectra import Spectrum

__all__ = [
    "Debt", "Entry", "Library", "Row", "Spectrum", "Traced", "Work", "bar", "bars", "bibliography", "cautions",
    "check", "condition", "cooling", "debts", "device", "device_class", "drug", "entry", "every_limit", "goal",
    "healing_model", "healing_panels", "healing_words", "heat_model", "history_items", "kinds", "laws", "library",
    "limits", "names", "optics", "protocol", "published", "rules", "scope_cautions", "scopes", "skin", "spectrum",
    "structure", "targets", "title", "trace", "unused", "unused_caution", "works",
]  # fmt: skip
