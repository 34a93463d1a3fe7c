"""What sources contradict each other about: open in every case that feels it, whatever its source states."""

from __future__ import annotations

from dataclasses import replace

from microthermal import catalog
from microthermal.catalog.reading.values import in_si
from microthermal.validation.records import Case, MeasuredExposure

_PATH = "ejection_enthalpy"


def costs_open(exposure: MeasuredExposure) -> tuple[float, ...]:
    """Heats per volume at which tissue is thrown out [J/m³] that other sources state for the light of an exposure.

    Parameters
    ----------
    exposure : MeasuredExposure
        What a source states.

    Returns
    -------
    tuple of float
        Ends of the band of the library's way of removal that differ from its value; none where light removes nothing,
        and none at 10.6 µm, where most of what leaves boils off and nobody has measured what bursting costs.

    Notes
    -----
    At 2.94 µm one abstract gives 6 µm per J/cm² (HibstKaufmann1991), one 540 µg/J (WalshDeutsch1989), and one of the
    authors of the first 40 µm at 10 J/cm² (KaufmannHibst1996): 1.7, 2.0 and 2.5 kJ/cm³. The band is that of
    ``library/removal/ejection.toml``; no case states an end of its own.
    """
    removal = catalog.device(exposure.device).removal
    if removal != "ejection":
        return ()
    row = next(row for row in catalog.entry("removal", removal).rows if row.path == _PATH)
    value = in_si(row.value)
    return tuple(end for end in map(in_si, (row.low, row.high)) if end != value)


def other_costs(case: Case) -> tuple[Case, ...]:
    """The same case with what other sources say that a volume costs to throw out; none where nothing is thrown out."""
    found = []
    for cost in costs_open(case.exposure):
        changed = None if case.changed is None else replace(case.changed, ejection_enthalpy=cost)
        found.append(replace(case, exposure=replace(case.exposure, ejection_enthalpy=cost), changed=changed))
    return tuple(found)
