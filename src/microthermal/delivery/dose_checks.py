"""Bad doses refused in words: too much, too strong, in the wrong place, in the wrong unit."""

from __future__ import annotations

import math

from microthermal.domain.inputs.medicine import Circumstance, Dose, Drug, Injection, TopicalFilm
from microthermal.domain.inputs.skin import Site
from microthermal.domain.results.caution import Caution
from microthermal.errors import Fault, InputError
from microthermal.units import DAY, show

_MONTH = 28 * DAY
_ROUTE = "dose.route: {means} cannot give a dose by the route '{route}'"
# Doses are written with three digits, and limits are met exactly.
_SLACK = 1.0 + 1e-6
_FACE: tuple[Site, ...] = ("cheek",)


def circumstances(dose: Dose, site: Site) -> frozenset[Circumstance]:
    """Circumstances of a dose: those it names, and those of its site."""
    of_site: set[Circumstance] = {"face"} if site in _FACE else ({"scalp"} if site == "scalp" else set())
    return frozenset(of_site | set(dose.circumstances))


def points(dose: Dose, area: float) -> float:
    """Injection points on an area [m²]: one for each square of the spacing, or of a film, at least one."""
    return max(1.0, area / dose.area)


def refusals(dose: Dose, site: Site, area: float) -> list[Fault]:
    """Why a dose is refused; an empty list if it is not.

    Parameters
    ----------
    dose : Dose
        Its reason in words, if it has one, lifts what may be lifted.
    site : Site
        Site of the skin.
    area : float
        Treated area [m²].
    """
    return [*strength_refusals(dose, site), *_amounts(dose, area)]


def laid_on(dose: Dose, means: str, until: float) -> TopicalFilm:
    """The dose, if it is one that is laid on the skin, and begins while it is followed.

    Parameters
    ----------
    dose : Dose
        What is to be given.
    means : str
        The mechanism that gives it, in words.
    until : float
        End of the course, as time after the laser [s].

    Raises
    ------
    InputError
        In a sentence.
    """
    if dose.route != "zones":
        raise InputError(_ROUTE.format(means=means, route=dose.route))
    _begins_before(dose, until)
    return dose


def injected(dose: Dose, means: str, until: float) -> Injection:
    """The dose, if it is one by needle, and begins while it is followed; as :func:`laid_on`."""
    if dose.route != "needle":
        raise InputError(_ROUTE.format(means=means, route=dose.route))
    _begins_before(dose, until)
    return dose


def _begins_before(dose: Dose, until: float) -> None:
    if until <= dose.time:
        text = f"{show(dose.time, 's')} after the laser is not before the end of the course, {show(until, 's')}"
        raise InputError(f"dose.time: {text}; follow it longer (settings.until), or give the dose earlier")


def strength_refusals(dose: Dose, site: Site) -> list[Fault]:
    """Why a dose is refused on any area: its place, its strength; as :func:`refusals`."""
    return [*forbidden(dose, site), *_strength(dose)]


def forbidden(dose: Dose, site: Site) -> list[Fault]:
    """Why a drug may not be given to this skin, whatever its amount; as :func:`refusals`."""
    here, found = circumstances(dose, site), []
    for rule in dose.drug.rules:
        if rule.when not in here or dose.concentration <= rule.above * _SLACK:
            continue
        if rule.verdict == "stop":
            found.append(Fault("circumstances", f"{dose.drug.title} is refused: {rule.text}"))
        if rule.verdict == "reason" and not dose.reason.strip():
            strong, place = show(dose.concentration, "kg/m**3"), rule.when.replace("_", " ")
            text = f"{strong} of {dose.drug.title} on the {place} is refused: {rule.text}"
            found.append(Fault("concentration", f'{text}; if there is one, write reason = "..."'))
    return found


def _strength(dose: Dose) -> list[Fault]:
    drug, given = dose.drug, show(dose.concentration, "kg/m**3")
    bounds = drug.bounds
    if dose.reason.strip():
        return []
    if bounds.strongest is not None and dose.concentration > bounds.strongest * _SLACK:
        text = (
            f"{given} is stronger than any {drug.title} in use ({_strength_of(drug, bounds.strongest)}); check its unit"
        )
        return [Fault("concentration", f'{text}, or write reason = "..."')]
    if bounds.weakest is not None and dose.concentration * _SLACK < bounds.weakest:
        text = f"{given} is weaker than any {drug.title} in use ({_strength_of(drug, bounds.weakest)}); check its unit"
        return [Fault("concentration", f'{text} (mg/mL, not mg/dL or ug/mL), or write reason = "..."')]
    return []


def units_in(drug: Drug, mass: float) -> float | None:
    """Units of activity in a mass [kg] of a drug; None of a drug that is not measured so."""
    return None if drug.potency.activity == "none" or drug.potency.unit_mass is None else mass / drug.potency.unit_mass


def _strength_of(drug: Drug, concentration: float) -> str:
    units = units_in(drug, concentration)
    return (
        show(concentration, "kg/m**3") if units is None else f"{show(units * 1e-6, '1')} {drug.potency.activity} per mL"
    )


def amount_of(drug: Drug, mass: float) -> str:
    """A mass of a drug [kg] in words, in its units of activity if it has them."""
    units = units_in(drug, mass)
    return show(mass, "kg") if units is None else f"{show(units, '1')} {drug.potency.activity}"


def _amounts(dose: Dose, area: float) -> list[Fault]:
    if dose.reason.strip():
        return []
    drug, bounds, point = dose.drug, dose.drug.bounds, dose.concentration * dose.volume
    session, found = point * points(dose, area), []
    one, where, take, fewer, wider = _words(dose, area)
    if bounds.per_point is not None and point > bounds.per_point * _SLACK:
        text = f"{one} would hold {amount_of(drug, point)} of {drug.title}"
        text += f"; at most {amount_of(drug, bounds.per_point)} is given"
        found.append(Fault("volume", f'{text}; {take}, or write reason = "..."'))
    if session > drug.session_limit * _SLACK:
        text = f"the session would hold {amount_of(drug, session)} of {drug.title} {where}"
        limit = f"at most {amount_of(drug, drug.session_limit)} is given"
        found.append(Fault("spacing", f'{text}; {limit}; {fewer}, or write reason = "..."'))
    per_area = point / dose.area
    if bounds.per_area is not None and per_area > bounds.per_area * _SLACK:
        most = show(bounds.per_area * 100, "1")
        text = f"{show(per_area * 100, '1')} mg/cm² of {drug.title} is more than the {most} published"
        found.append(Fault("spacing", f'{text}; {wider}, or write reason = "..."'))
    return found


def _words(dose: Dose, area: float) -> tuple[str, str, str, str, str]:
    """What a dose consists of, where a session lies, and what to do for less at a place, in all, and on an area."""
    if dose.route == "needle":
        where = f"in {points(dose, area):.0f} points"
        return "one point", where, "take less", "take fewer points", "space the points wider"
    # A film has no points: a square of it stands for them.
    return (f"{show(dose.area, 'm**2')} of the film", f"on {show(area, 'm**2')}", *("lay on less",) * 3)


def month_refusals(doses: tuple[Dose, ...], area: float) -> list[Fault]:
    """Why rounds of one drug within 28 days are refused together.

    Parameters
    ----------
    doses : tuple of Dose
        All rounds of a course or a visit, with their times.
    area : float
        Treated area [m²].
    """
    found = []
    for number, dose in enumerate(doses):
        drug, limit = dose.drug, dose.drug.bounds.per_month
        if limit is None or dose.reason.strip():
            continue
        month = sum(
            other.concentration * other.volume * points(other, area)
            for other in doses
            if other.drug.name == drug.name and 0.0 <= dose.time - other.time < _MONTH
        )
        if month > limit * _SLACK:
            most = amount_of(drug, limit)
            text = f"{amount_of(drug, month)} of {drug.title} within 28 days is more than {most}"
            found.append(Fault(f"{number}.time", f'{text}; leave more time between rounds, or write reason = "..."'))
    return found


def doubts(dose: Dose, site: Site, area: float) -> tuple[Caution, ...]:
    """What is not refused but must be said: rules that warn, reasons given, a large session, per cent.

    Parameters
    ----------
    dose : Dose
        The dose.
    site : Site
        Site of the skin.
    area : float
        Treated area [m²].
    """
    here, drug = circumstances(dose, site), dose.drug
    texts = [f"{drug.title}: {rule.text}" for rule in drug.rules if rule.when in here and rule.verdict == "warn"]
    session = dose.concentration * dose.volume * points(dose, area)
    # The session limit is one of injections; a film on closed skin, most of which is wiped off, is not held against it.
    laid_on = dose.route == "zones" and drug.bounds.topical.strongest is not None
    if not laid_on and session > drug.bounds.warn_fraction * drug.session_limit and math.isfinite(drug.session_limit):
        most = amount_of(drug, drug.session_limit)
        text = f"the session holds {amount_of(drug, session)} of {drug.title}; the limit is {most}"
        texts.append(text)
    if dose.reason.strip():
        texts.append(f"limits of {drug.title} were lifted for the reason: {dose.reason.strip()}")
    warned = tuple(Caution(stage="delivery", text=text, weight="warn") for text in texts)
    if not dose.written:
        return warned
    text = f"'{dose.written}' of {drug.title} is read as weight per volume: {show(dose.concentration, 'kg/m**3')}"
    return (*warned, Caution(stage="delivery", text=text))
