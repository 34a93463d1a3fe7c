"""Rules held against a treatment: contraindications of the person, conflicts of laser and injection."""

from __future__ import annotations

from microthermal.catalog.limits import class_of
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.medicine import Dose
from microthermal.domain.inputs.rule import Criteria, Rule
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.inputs.treatment import Treatment
from microthermal.domain.results.caution import Caution
from microthermal.numerics.wholes import WHOLE
from microthermal.planning.records import Outcome
from microthermal.planning.window.limits import check_metrics

# A rule that names no first or last day of a dose holds for all of them.
_EARLIEST, _LATEST = Criteria().after, Criteria().before


def findings(
    skin: Skin, condition: Condition, treatment: Treatment, found: Outcome, rules: tuple[Rule, ...]
) -> tuple[Rule, ...]:
    """Rules that are met, the heaviest first.

    Parameters
    ----------
    skin, condition, treatment
        Who is treated for what, and how; ``treatment.history`` says what the person brings along.
    found : Outcome
        Metrics, for rules that ask for one.
    rules : tuple of Rule
        Rules to try, as a library states them.

    Raises
    ------
    InputError
        If a rule asks for a metric that does not exist, or not in its unit.
    """
    order = {"stop": 0, "warn": 1, "note": 2}
    check_metrics(rules, "rules")
    met = [rule for rule in rules if _met(rule, skin, condition, treatment, found)]
    return tuple(sorted(met, key=lambda rule: order[rule.action]))


def _met(rule: Rule, skin: Skin, condition: Condition, treatment: Treatment, found: Outcome) -> bool:
    sham, criteria = treatment.pulse.zoneless, rule.criteria
    if sham and not _without_laser(rule, treatment):
        return False
    kind = "" if sham else class_of(treatment.pulse)
    asked = (
        (criteria.history, treatment.history),
        (criteria.classes, (kind,)),
        (criteria.conditions, (condition.name,)),
        (criteria.phototypes, (skin.phototype,)),
        (criteria.sites, (skin.site,)),
        (criteria.drugs, tuple(dose.drug.name for dose in treatment.doses if _falls(dose, criteria))),
    )
    if any(wanted and not set(wanted) & set(there) for wanted, there in asked):
        return False
    return not criteria.metric or found.of(criteria.metric).value > criteria.above + WHOLE * abs(criteria.above)


def _without_laser(rule: Rule, treatment: Treatment) -> bool:
    """Whether a rule can hold where no laser is used: one on medicine, or on what a person brings along for it.

    Nothing speaks against doing nothing; days are counted from the laser; light is what the colour of skin minds.
    """
    criteria = rule.criteria
    if not treatment.doses or criteria.after > _EARLIEST or criteria.before < _LATEST:
        return False
    return bool(criteria.drugs or criteria.history) and not criteria.phototypes


def _falls(dose: Dose, criteria: Criteria) -> bool:
    """Whether a dose, or an application of a film that is laid on again and again, falls into the times of a rule."""
    if criteria.routes and dose.route not in criteria.routes:
        return False
    return dose.time <= criteria.before and max(dose.time, dose.end) >= criteria.after


def sentence(rule: Rule) -> str:
    """What a rule says, with what its sources say, disagreements and all."""
    said = "; ".join(f"{one.source} (evidence {one.evidence}): {one.says}" for one in rule.statements)
    return f"{rule.title}: {rule.text}. {said}." if said else f"{rule.title}: {rule.text}."


def caution(rule: Rule) -> Caution:
    """A rule that is met, as a caution of its weight."""
    sources = ", ".join(dict.fromkeys(one.source for one in rule.statements))
    return Caution(stage="rules", text=sentence(rule), weight=rule.action, source=sources)
