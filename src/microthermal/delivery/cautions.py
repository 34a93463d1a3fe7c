"""What a reader must know before believing the course of an injection."""

from __future__ import annotations

from microthermal.domain.results.caution import Caution
from microthermal.domain.results.response import Delivery
from microthermal.units import show

_STAGE = "delivery"
# Below this fraction every tenth injection or more misses the dermis.
_SURE = 0.9
# Fraction of the dose that steps in time may misplace without a word: usual runs stay below a fiftieth.
_ROUGH = 0.05


def cautions(delivery: Delivery, *, lasered: bool = True) -> tuple[Caution, ...]:
    """Cautions of one dose.

    Parameters
    ----------
    delivery : Delivery
        Course of the dose.
    lasered : bool, optional
        Whether a laser was used, so that there is a day to be chosen.
    """
    dose = delivery.dose
    if dose.route == "zones":
        return _through_zones(delivery)
    texts = [
        f"how fast blood removes {dose.drug.title} from skin is not calibrated: its time in the tissue may be three "
        "times shorter or longer"
    ]
    if lasered and dose.time >= 0.0:
        texts.append("no trial compared days of injection after a laser: the best day is a hypothesis")
    if delivery.in_dermis < _SURE:
        texts.append(
            f"only {show(delivery.in_dermis, '%', 2)} of injections at {show(dose.depth, 'm')} hit the dermis; a tip "
            "below the dermis loses its dose to fat"
        )
    if delivery.channel_leak > 1.0 - _SURE:
        texts.append(
            f"{show(delivery.channel_leak, '%', 2)} of the dose is taken to run out again; leak through channels was "
            "never measured, and that fibrin plugs half of them in an hour (10 to 90 minutes) is recalled: some hours "
            "later little leaks"
        )
    if delivery.spread.coverage < _SURE:
        texts.append(
            f"points {show(dose.spacing, 'm')} apart reach {show(delivery.spread.coverage, '%', 2)} of the area; the "
            f"drug acts {show(delivery.spread.reach, 'm')} around each"
        )
    if dose.drug.effects and not delivery.exposures:
        texts.append(
            "the reduced depot knows no neighbours, depths or targets: it makes its time in tissue about a sixth too "
            "short against the resolved cell"
        )
    if delivery.error > _ROUGH:
        texts.append(
            f"steps in time may have misplaced {show(delivery.error, '%', 2)} of the dose; lower the tolerance"
        )
    return (
        *(Caution(stage=_STAGE, text=text, weight="warn") for text in texts),
        *_crushed(delivery, dose.spacing),
        *_edge(delivery, dose.spacing),
        *delivery.cautions,
    )


def _crushed(delivery: Delivery, spacing: float) -> tuple[Caution, ...]:
    """What is not known of the injury that needles make; nothing where none is counted."""
    crushed = delivery.spread.crushed
    if crushed == 0.0:
        return ()
    text = (
        f"needles {show(spacing, 'm')} apart are taken to crush {show(crushed, '%', 2)} of the skin, each as much as "
        "its own cross-section: a quarter to four times that is assumed, since nobody has measured it"
    )
    return (Caution(stage=_STAGE, text=text, weight="note"),)


def _edge(delivery: Delivery, spacing: float) -> tuple[Caution, ...]:
    """What is not known of a reach that ends at the cell of one point."""
    if not delivery.spread.reaches_edge:
        return ()
    text = (
        f"the drug acts up to the edge of one point's cell, {show(delivery.spread.reach, 'm')} away, so that the whole "
        "area counts as reached; how far a point would reach alone is not known, and the corners between four points, "
        f"{show(0.5**0.5 * spacing, 'm')} away, are not followed"
    )
    return (Caution(stage=_STAGE, text=text, weight="note"),)


def _through_zones(delivery: Delivery) -> tuple[Caution, ...]:
    """Cautions of a film on the skin."""
    title = delivery.dose.drug.title
    fraction = show(delivery.in_dermis, "%", 2)
    texts = [f"no measured uptake of {title} through zones is at hand: the {fraction} that enters is the model's"]
    if delivery.in_dermis == 0.0:
        texts.append(f"nothing of {title} enters: the zones have no channels, or these are closed when it is laid on")
    return (*(Caution(stage=_STAGE, text=text, weight="warn") for text in texts), *delivery.cautions)
