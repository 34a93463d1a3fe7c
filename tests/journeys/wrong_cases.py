"""Case files with faults: what is wrong, and for each fault the field and a word of what would be right."""

from __future__ import annotations

from dataclasses import dataclass

GOOD_SIMULATE = {
    "title": '"a cheek"',
    "skin": '"cheek_iii"',
    "device": '"er_glass_1550"',
    "pulse": '{ energy = "20 mJ", duration = "3 ms" }',
    "pattern": '{ density = "250 / cm**2" }',
}
GOOD_PLAN = {
    "title": '"a scar"',
    "skin": '{ site = "abdomen", phototype = "III" }',
    "goal": '"hypertrophic_scar"',
    "devices": '["fractional_co2"]',
}


@dataclass(frozen=True)
class Wrong:
    """One wrong file, and what each of its sentences must hold."""

    name: str
    command: str
    text: str
    sentences: tuple[tuple[str, str], ...]


def simulate(name: str, *sentences: tuple[str, str], drop: str = "", extra: str = "", **changes: str) -> Wrong:
    return _wrong(name, "simulate", GOOD_SIMULATE, sentences, drop, extra, changes)


def plan(name: str, *sentences: tuple[str, str], drop: str = "", extra: str = "", **changes: str) -> Wrong:
    return _wrong(name, "plan", GOOD_PLAN, sentences, drop, extra, changes)


def _wrong(name, command, good, sentences, drop, extra, changes) -> Wrong:
    lines = {**good, **changes}
    text = "".join(f"{key} = {value}\n" for key, value in lines.items() if key != drop) + extra
    return Wrong(name, command, text, sentences)


PULSE = '{{ energy = "{}", duration = "{}" }}'
DOSE = """
[[doses]]
drug = "{drug}"
concentration = "{concentration}"
volume = "{volume}"
depth = "{depth}"
spacing = "10 mm"
time = "{time}"
"""


def dose(drug="triamcinolone", concentration="10 mg/mL", volume="0.1 mL", depth="2 mm", time="0 h") -> str:
    return DOSE.format(drug=drug, concentration=concentration, volume=volume, depth=depth, time=time)


WRONG = (
    simulate("energy in units of time", ("pulse.energy", "20 mJ"), pulse=PULSE.format("20 ms", "3 ms")),
    simulate("energy without a unit", ("pulse.energy", "20 mJ"), pulse=PULSE.format("20", "3 ms")),
    simulate("energy as a bare number", ("pulse.energy", "20 mJ"), pulse='{ energy = 20, duration = "3 ms" }'),
    simulate("unknown unit", ("pulse.energy", "20 mJ"), pulse=PULSE.format("20 mjoulez", "3 ms")),
    simulate("joules typed for millijoules", ("pulse.energy", "between"), pulse=PULSE.format("20 J", "3 ms")),
    simulate("energy beyond the device", ("pulse.energy", "between"), pulse=PULSE.format("300 mJ", "20 ms")),
    simulate("pulse beyond the device", ("pulse.duration", "between"), pulse=PULSE.format("20 mJ", "900 ms")),
    simulate("more power than the device has", ("pulse.duration", "at least"), pulse=PULSE.format("70 mJ", "0.5 ms")),
    simulate("negative energy", ("pulse.energy", "between"), pulse=PULSE.format("-20 mJ", "3 ms")),
    simulate("zero duration", ("pulse.duration", "between"), pulse=PULSE.format("20 mJ", "0 ms")),
    simulate("energy that is no number", ("pulse.energy", "20 mJ"), pulse=PULSE.format("nan mJ", "3 ms")),
    simulate("TOML nan", ("pulse.energy", "20 mJ"), pulse='{ energy = nan, duration = "3 ms" }'),
    simulate("infinite energy", ("pulse.energy", "20 mJ"), pulse=PULSE.format("inf mJ", "3 ms")),
    simulate("number beyond floats", ("pulse.energy", "finite"), pulse=PULSE.format("1e999 mJ", "3 ms")),
    simulate("diameter instead of a radius", ("pulse.diameter", "give radius"), pulse='{ energy = "20 mJ", diameter = "120 um" }'),
    simulate("spot without a definition", ("pulse.spot", "1/e²"), pulse='{ energy = "20 mJ", spot = "120 um" }'),
    simulate("radius of a metre", ("pulse.radius", "between"), pulse='{ energy = "20 mJ", radius = "1 m" }'),
    simulate("energy missing", ("pulse.energy", "missing"), pulse='{ duration = "3 ms" }'),
    simulate("pulse missing", ("pulse", "missing"), drop="pulse"),
    simulate("pulse is no table", ("pulse", "table"), pulse='"20 mJ"'),
    simulate("misspelt field", ("pluse", "did you mean 'pulse'"), ("pulse", "missing"), drop="pulse", extra="pluse = 3\n"),
    simulate("misspelt inner field", ("pulse.enrgy", "energy"), ("pulse.energy", "missing"), pulse='{ enrgy = "20 mJ" }'),
    simulate("field of a plan", ("goal", "mtz plan"), extra='goal = "acne_scar"\n'),
    simulate("unknown device", ("device", "did you mean 'er_glass_1550'"), device='"er_glas_1550"'),
    simulate("device by its light", ("device", "'fractional_co2'"), device='"CO2 laser"'),
    simulate("device is a number", ("device", "name in quotes"), device="1550"),
    simulate("device with a path", ("device", "device"), device='"../../etc/passwd"'),
    simulate("device missing", ("device", "missing"), drop="device"),
    simulate("phototype missing", ("skin.phototype", "missing"), skin='{ site = "cheek" }'),
    simulate("site alone as a name", ("skin", "phototype"), skin='"cheek"'),
    simulate("phototype of no scale", ("skin.phototype", "'III'"), skin='{ site = "cheek", phototype = "VII" }'),
    simulate("phototype in small letters", ("skin.phototype", "did you mean 'IV'?"), skin='{ site = "cheek", phototype = "iv" }'),
    simulate("phototype in digits", ("skin.phototype", "did you mean 'IV'?"), skin='{ site = "cheek", phototype = "4" }'),
    simulate("phototype in digits in a name", ("skin", "did you mean 'cheek_iv'?"), skin='"cheek_4"'),
    simulate("phototype as a number", ("skin.phototype", "did you mean 'III'?"), skin='{ site = "cheek", phototype = 3 }'),
    simulate("unknown site", ("skin.site", "'cheek'"), skin='{ site = "elbow", phototype = "III" }'),
    simulate("skin missing", ("skin", "missing"), drop="skin"),
    simulate("unknown condition", ("condition", "did you mean 'keloid'"), extra='condition = "keliod"\n'),
    simulate("density as coverage", ("pattern.density", "coverage"), pattern='{ density = "5 %" }'),
    simulate("density of no plausible size", ("pattern.density", "between"), pattern='{ density = "1e9 / cm**2" }'),
    simulate("density beyond the device", ("pattern.density", "between"), pattern='{ density = "9000 / cm**2" }'),
    simulate("half a pass", ("pattern.passes", "whole number"), pattern='{ density = "250 / cm**2", passes = 1.5 }'),
    simulate("unknown layout", ("pattern.layout", "'hexagonal'"), pattern='{ density = "250 / cm**2", layout = "star" }'),
    simulate("absurd area", ("pattern.area", "between"), pattern='{ density = "250 / cm**2", area = "5 m**2" }'),
    simulate("bleomycin in IU", ("doses.0.concentration", "USP"), extra=dose(drug="bleomycin", concentration="1.5 IU/mL")),
    simulate("steroid in units", ("doses.0.concentration", "mg/mL"), extra=dose(concentration="1.5 USP_U/mL")),
    simulate("unknown drug", ("doses.0.drug", "did you mean 'triamcinolone'"), extra=dose(drug="triamcinolon")),
    simulate("litres typed for millilitres", ("doses.0.volume", "between"), extra=dose(volume="0.1 L")),
    simulate("needle of half a metre", ("doses.0.depth", "between"), extra=dose(depth="0.5 m")),
    simulate("dose time without a unit", ("doses.0.time", "unit"), extra=dose(time="3")),
    simulate("doses are no list", ("doses", "list"), extra='doses = "yes"\n'),
    simulate("unknown engine", ("settings.deposition", "monte_carlo"), extra='[settings]\ndeposition = { kind = "magic" }\n'),
    simulate("engine with a wrong option", ("settings.deposition.photns", "photons"), extra='[settings]\ndeposition = { kind = "monte_carlo", photns = 5 }\n'),
    simulate("unknown healing model", ("settings.healing", "did you mean 'cascade'"), extra='[settings]\nhealing = "cascad"\n'),
    simulate("cell of a metre", ("settings.cell", "between"), extra='[settings]\ncell = "1 m"\n'),
    simulate("seed is a text", ("settings.seed", "whole number"), extra='[settings]\nseed = "one"\n'),
    simulate("title is a list", ("title", "text in quotes"), title="[1, 2]"),
    simulate("cooling of no kind", ("cooling", "none"), extra='cooling = "ice"\n'),
    simulate("joules within the range typed for millijoules", ("pulse.energy", "between 4 mJ"), pulse=PULSE.format("2 J", "3 ms")),
    simulate("train without light", ("pulse.train.pause", "shorten"), pulse='{ energy = "20 mJ", duration = "3 ms", train = { count = 4, pause = "1 ms" } }'),
    simulate("train of one", ("pulse.train.count", "between"), pulse='{ energy = "20 mJ", train = { count = 1, pause = "1 ms" } }'),
    simulate("waveform of one time", ("pulse.waveform.times", "2 to 200"), pulse='{ energy = "20 mJ", waveform = { times = ["0 ms"], power = [1] } }'),
    simulate("skin far too hot", ("skin.surface_temperature", "between"), skin='{ site = "cheek", phototype = "III", surface_temperature = "60 degC" }'),
    simulate("cooling with a delay during the pulse", ("cooling.during", "during = false"), extra='cooling = { temperature = "5 degC", coefficient = "10 W/m**2/K", delay = "1 ms" }\n'),
    simulate("cooling incomplete", ("cooling.coefficient", "missing"), extra='cooling = { temperature = "5 degC" }\n'),
    simulate("coulombs for degrees", ("cooling.temperature", "'-5 degC'"), extra='cooling = { temperature = "-5 C", coefficient = "10 W/m**2/K" }\n'),
    simulate("cooling far too cold", ("cooling.temperature", "between"), extra='cooling = { temperature = "5 K", coefficient = "10 W/m**2/K" }\n'),
    simulate(
        "many faults at once",
        ("pulse.energy", "20 mJ"), ("pattern.density", "unit"), ("skin.phototype", "missing"), ("colour", "not known"),
        pulse='{ energy = "20 ms" }', pattern='{ density = "250" }', skin='{ site = "cheek" }', extra='colour = "red"\n',
    ),
    Wrong("broken TOML", "simulate", "skin = cheek\n", (("", "valid TOML"),)),
    Wrong("broken table", "plan", "[search\nkind = 1\n", (("", "valid TOML"),)),
    Wrong("empty file", "simulate", "", (("skin", "missing"), ("device", "missing"), ("pulse", "missing"), ("pattern", "missing"))),
    Wrong("key given twice", "simulate", 'skin = "cheek_iii"\nskin = "back_ii"\n', (("", "valid TOML"),)),
    plan("unknown goal", ("goal", "did you mean 'keloid'"), goal='"kelod"'),
    plan("goal missing", ("goal", "missing"), drop="goal"),
    plan("devices is a text", ("devices", "list"), devices='"fractional_co2"'),
    plan("no device", ("devices", "list"), devices="[]"),
    plan("one device unknown", ("devices.1", "no device"), devices='["fractional_co2", "laser_sword"]'),
    plan("device named twice", ("devices", "twice"), devices='["fractional_co2", "fractional_co2"]'),
    plan("unknown drug allowed", ("drugs.0", "no drug"), extra='drugs = ["snake_oil"]\n'),
    plan("unknown search", ("search", "grid"), extra='search = { kind = "guess" }\n'),
    plan("a million energies", ("search.energies", "between"), extra='search = { kind = "grid", energies = 1000000 }\n'),
    plan("field of a simulation", ("pulse", "mtz simulate"), extra='pulse = { energy = "20 mJ" }\n'),
    plan("injection day without a unit", ("search.injection_days.0", "unit"), extra='search = { kind = "grid", injection_days = [3] }\n'),
)  # fmt: skip
