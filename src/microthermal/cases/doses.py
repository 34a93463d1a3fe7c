"""Reading injections and the concentrations of drugs: each table whole, so that no fault hides another."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, NamedTuple, TypeVar

from microthermal import catalog
from microthermal.cases.parts import path_of, tried
from microthermal.delivery.dose_checks import month_refusals, refusals, strength_refusals, units_in
from microthermal.documents import read
from microthermal.domain.inputs.medicine import Circumstance, Dose, Drug, Injection, Route, TopicalFilm
from microthermal.domain.inputs.skin import Site
from microthermal.errors import Fault, InputError, brief
from microthermal.quantity import Quantity, record
from microthermal.units import parse, show

C = TypeVar("C")
D = TypeVar("D", Injection, TopicalFilm)
# More rounds than any course has; a longer list is a mistake.
_MOST = 100
# Weight per volume, as prescriptions write it: 1 % is 1 g in 100 mL, which is 10 kg/m³.
_PER_CENT = 10.0
_PERCENT = re.compile(r"\s*([-+]?[\d.]+(?:[eE][-+]?\d+)?)\s*%\s*\(?\s*([A-Za-z]\s*/\s*[A-Za-z])?\s*\)?\s*")
_UNITS = ("kg/m**3", "USP_U/m**3", "ONA_U/m**3", "PhEur_IU/m**3")
_UNIT_WORDS = {"USP_U": "USP", "ONA_U": "onabotulinumtoxinA"}


@record
class DoseChoice:
    """A round of injections as a case asks for it; the concentration is read with its drug."""

    drug: str
    concentration: str
    volume: Annotated[float, Quantity("m**3", "volume of one injection point", 1e-10, 2e-6, form="0.1 mL")]
    depth: Annotated[float, Quantity("m", "depth of the needle tip", 1e-4, 1.5e-2, form="1.5 mm")]
    spacing: Annotated[float, Quantity("m", "distance between injection points", 1e-3, 5e-2, form="10 mm")]
    time: Annotated[float, Quantity("s", "time after the laser, negative if before", -2.6e6, 1.6e7, form="14 day")]
    route: Route = "needle"
    circumstances: tuple[Circumstance, ...] = ()
    reason: str = ""


class Given(NamedTuple):
    """What a table says of a drug: the drug, its concentration [kg/m³], and the text if it is no mass per volume."""

    drug: Drug
    concentration: float
    written: str


def read_doses(value: Any, site: Site | None = None, area: float | None = None) -> tuple[Dose, ...]:
    """Injections from a list of tables.

    Parameters
    ----------
    value : object
        What the document holds.
    site : str, optional
        Site of the skin; without it, doses are not held against what is given there.
    area : float, optional
        Treated area [m²]; without it, amounts are not held against limits.

    Raises
    ------
    InputError
        With every fault of every table, and of all tables together.
    """
    read_all, faults = read_tables(value, "doses", _dose)
    if site is not None:
        for number, dose in read_all.items():
            found = strength_refusals(dose, site) if area is None else refusals(dose, site, area)
            faults += [Fault(path_of(str(number), fault.path), fault.text) for fault in found]
        if area is not None:
            faults += _of_the_month(read_all, area)
    if faults:
        raise InputError(faults)
    return tuple(read_all.values())


def _of_the_month(doses: Mapping[int, Dose], area: float) -> list[Fault]:
    numbers = list(doses)
    found = []
    for fault in month_refusals(tuple(doses.values()), area):
        place, rest = fault.path.split(".", 1)
        found.append(Fault(f"{numbers[int(place)]}.{rest}", fault.text))
    return found


def read_tables(value: Any, name: str, one: Callable[[Any], C]) -> tuple[dict[int, C], list[Fault]]:
    """Doses by their number in a list of tables that start with a name in double brackets; faults of the others.

    Raises
    ------
    InputError
        If there is no such list.
    """
    if not isinstance(value, list):
        raise InputError(f"must be a list of tables, each starting with [[{name}]]")
    if len(value) > _MOST:
        raise InputError(f"holds {len(value)} tables; at most {_MOST} are followed")
    faults: list[Fault] = []
    doses: dict[int, C] = {}
    for number, item in enumerate(value):
        dose = tried(faults, str(number), one, item)
        if dose is not None:
            doses[number] = dose
    return doses, faults


def _dose(value: Any) -> Dose:
    if not isinstance(value, Mapping):
        raise InputError(f"must be a table of drug, concentration, volume, depth, spacing and time, not {brief(value)}")
    choice, given = read_with_drug(DoseChoice, value)
    fields = {"volume": choice.volume, "time": choice.time, "circumstances": choice.circumstances}
    if choice.route == "zones":
        return dose_of(TopicalFilm, given, side=choice.spacing, reason=choice.reason, **fields)
    return dose_of(Injection, given, depth=choice.depth, spacing=choice.spacing, reason=choice.reason, **fields)


def dose_of(kind: type[D], given: Given, **fields: Any) -> D:
    """Injection or film of a drug; what the record refuses is named as in the document."""
    try:
        return kind(**given._asdict(), **fields)
    except InputError as error:
        raise InputError(Fault(fault.path.split(".", 1)[-1], fault.text) for fault in error.faults) from None


def read_with_drug(kind: type[C], value: Mapping[str, Any]) -> tuple[C, Given]:
    """A table of a kind, and what it says of its drug.

    Raises
    ------
    InputError
        With the faults of the fields and those of drug and concentration together.
    """
    faults: list[Fault] = []
    choice, name, text = tried(faults, "", read, kind, value), value.get("drug"), value.get("concentration")
    drug = tried(faults, "drug", catalog.drug, name) if isinstance(name, str) else None
    given = tried(faults, "concentration", _given, text, drug) if isinstance(text, str) else None
    if faults or choice is None or given is None:
        raise InputError(faults)
    return choice, given


def _given(text: str, drug: Drug | None) -> Given | None:
    if drug is None:
        _check_unit(text)
        return None
    return Given(drug, read_concentration(text, drug), text.strip() if "%" in text else "")


def _check_unit(text: str) -> None:
    """Refuse what is a concentration of no drug at all."""
    if "%" in text:
        _percent(text)
        return
    faults = []
    for unit in _UNITS:
        try:
            parse(text, unit)
        except InputError as error:
            faults.append(error)
        else:
            return
    raise faults[0]


def read_concentration(text: str, drug: Drug) -> float:
    """Concentration [kg/m³] of a drug from a text in mass, in per cent or, for drugs measured so, in units of activity.

    Per cent is weight per volume, as prescriptions write it: 5 % is 50 mg/mL.

    Raises
    ------
    InputError
        For a bare "IU" or "U", for units of activity that are not those of the drug, for per cent of a drug measured
        in units of activity, and for a mass per decilitre.
    """
    if re.search(r"/\s*d[lL]", text):
        raise InputError(f"{brief(text)} is per decilitre, a hundred times less than per millilitre; write mg/mL")
    if "%" in text:
        if drug.potency.activity != "none":
            raise InputError(f"{drug.name} is not measured in per cent; {_right_unit(drug)}")
        return _percent(text)
    if "PhEur_IU" in text:
        if drug.potency.european is None or drug.potency.unit_mass is None:
            raise InputError(f"{drug.name} is not measured in Ph.Eur. units; {_right_unit(drug)}")
        return parse(text, "PhEur_IU/m**3") / drug.potency.european * drug.potency.unit_mass
    for unit in ("USP_U", "ONA_U"):
        if unit in text:
            if drug.potency.activity != unit or drug.potency.unit_mass is None:
                raise InputError(f"{drug.name} is not measured in {_UNIT_WORDS[unit]} units; {_right_unit(drug)}")
            return parse(text, f"{unit}/m**3") * drug.potency.unit_mass
    return parse(text, "kg/m**3")


def _percent(text: str) -> float:
    match = _PERCENT.fullmatch(text) if len(text) <= 40 else None
    if match is None:
        raise InputError(
            f"{brief(text)} is not a concentration; write for example '5 %' (weight per volume) or '50 mg/mL'"
        )
    if (match[2] or "w/v").replace(" ", "").lower() not in ("w/v", "m/v"):
        raise InputError(f"{brief(text)} is not weight per volume, which alone is read in per cent; write mg/mL")
    return parse(f"{match[1]} %", "%") * 100.0 * _PER_CENT


def _right_unit(drug: Drug) -> str:
    units = units_in(drug, drug.concentration)
    if units is None:
        return f"write a mass, for example '{show(drug.concentration, 'kg/m**3')}'"
    return f"write '{units * 1e-6:.3g} {drug.potency.activity}/mL'"
