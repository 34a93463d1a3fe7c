"""A device and settings of a request: what is set, what comes of it, and what is not known of the device."""

from __future__ import annotations

from microthermal.cases.treatment import treatment_case
from microthermal.catalog.device_steps import step_cautions, step_words
from microthermal.catalog.reading.entries import mapping_of
from microthermal.domain.inputs.exposures import FAMILIES, AnyDevice, family_of
from microthermal.domain.inputs.exposures.illumination import LightDevice
from microthermal.domain.inputs.laser import Cooling, Device
from microthermal.report.blocks import Beside, Card, Cards, Words
from microthermal.units import show
from microthermal.web.documents.blocks import pairs, parts_document
from microthermal.web.pages import Answer, Request
from microthermal.zones.patterns import pitch

# What a way of removal means, in words.
_REMOVAL = {
    "boil_off": "leaves tissue in its place unless it boils off",
    "ejection": "removes tissue, which is thrown out as its water boils",
}


def answer(case: Request) -> Answer:
    """Settings as the device shows them, and what they amount to.

    Returns
    -------
    dict
        Pairs of words in ``settings`` (what is set), ``amounts`` (what comes of it) and ``facts`` (what the device
        is), and ``parts``: what the page shows of them, with steps and cautions in sentences.

    Raises
    ------
    InputError
        With every fault of the case.
    """
    asked = treatment_case(case)
    device, pulse, pattern = asked.device, asked.treatment.pulse, asked.treatment.pattern
    by_power = device.basis.setting == "power"
    set_to = [
        ("Power" if by_power else "Energy of a microbeam", show(pulse.energy / pulse.duration, "W") if by_power
         else show(device.setting(pulse), "J")),
        ("Dwell time" if by_power else "Pulse length", show(pulse.duration, "s")),
        ("Density of a treatment" if device.basis.density == "treatment" else "Density of a pass",
         show(pattern.density * (pattern.passes if device.basis.density == "treatment" else 1), "1/m**2")),
        ("Passes", str(pattern.passes)), ("Pulses on one spot", str(pulse.stack)),
    ]  # fmt: skip
    amounts = [
        ("Energy of a microbeam", show(pulse.energy, "J")),
        ("Power while it shines", show(pulse.energy / pulse.duration, "W")),
        ("Distance of neighbours in a pass", show(pitch(pattern), "m")),
        ("Mean fluence, all passes", show(pulse.energy * pulse.stack * pattern.density * pattern.passes, "J/m**2")),
    ]  # fmt: skip
    doubts, steps = step_cautions(device, pulse, pattern), step_words(device)
    facts = _facts(device)
    return {
        "settings": set_to, "amounts": amounts, "facts": facts,
        "parts": parts_document(
            Words(_about(device)),
            Cards(tuple(Card(name, value) for name, value in set_to), "What is set at the device"),
            Beside((pairs(amounts, "What that amounts to"), pairs(facts, "The device"))),
            Words(f"Steps: {steps}", "small"), *(Words(_sentence(one.text), "small") for one in doubts),
        ),
    }  # fmt: skip


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _facts(device: AnyDevice) -> list[tuple[str, str]]:
    return [
        *_own_facts(device),
        ("Energy", f"{show(device.energy.low, 'J')} to {show(device.energy.high, 'J')}"),
        ("Pulse length", f"{show(device.duration.low, 's')} to {show(device.duration.high, 's')}"),
        ("Greatest power", show(device.power, "W")), ("Cooling", _touch(device.cooling)),
    ]  # fmt: skip


def _own_facts(device: AnyDevice) -> list[tuple[str, str]]:
    """What only devices of one kind have."""
    if isinstance(device, Device):
        size = "radius to 1/e²" if device.profile == "gaussian" else "radius of the edge"
        return [
            ("Wavelength", show(device.wavelength, "m", 4)), ("What it does", _REMOVAL[device.removal]),
            ("Microbeam", f"{show(device.radius, 'm')} {size}"),
        ]  # fmt: skip
    family = ("Family", FAMILIES[family_of(device)])
    if isinstance(device, LightDevice):
        return [family, ("Wavelength", show(device.wavelength, "m", 4)), ("Beams", str(device.beams))]
    return [family, ("Frequency", show(device.frequency, "Hz"))]


def _touch(cooling: Cooling | None) -> str:
    if cooling is None:
        return "none"
    return f"{show(cooling.temperature, 'K')}, {show(cooling.coefficient, 'W/m**2/K')}"


def _about(device: AnyDevice) -> str:
    kind, _, name = device.origin.partition("/")
    return str(mapping_of(kind, name)[1].get("about", "")) if name else ""
