"""The case of a study as a document: a case file as it stands, or an option of a plan written as its records."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from microthermal import documents
from microthermal.cases.treatment import TreatmentCase, treatment_case

# A case file says pulse and pattern by themselves; an option is written as the record of its treatment.
_WHOLE = "treatment"


def document_of(case: TreatmentCase) -> dict[str, Any]:
    """A case as its records, which :func:`asked_case` reads back, to the last bit."""
    found: dict[str, Any] = json.loads(json.dumps(documents.write(case)))
    return found


def asked_case(document: Mapping[str, Any]) -> TreatmentCase:
    """The case that a document states, whether it has a title or not.

    Raises
    ------
    InputError
        With every fault of it.
    """
    return documents.read(TreatmentCase, {"title": "", **document}) if _WHOLE in document else treatment_case(document)


def field_of(document: Mapping[str, Any], path: str) -> str:
    """Path of a field in a document, from the one that a case file has for it: ``pulse.energy``."""
    inside = _WHOLE in document and path.partition(".")[0] in ("pulse", "pattern", "cooling")
    return f"{_WHOLE}.{path}" if inside else path
