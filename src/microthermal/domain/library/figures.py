"""Figures: sourced numbers of scores, calendars and scenarios that belong to no other record; one record a file."""

from __future__ import annotations

from typing import Annotated

from microthermal.domain.library.breakdown import BreakdownBand
from microthermal.quantity import Quantity, record


@record
class AftercareFigures:
    """Dates of the calendar that no stage computes."""

    swelling_end: Annotated[float, Quantity("s", "end of the swelling", 0, 1e7)]
    shedding_end: Annotated[float, Quantity("s", "end of the shedding of dead epidermis", 0, 1e7)]
    sun_protection: Annotated[float, Quantity("s", "how long skin is kept from the sun", 0, 1e8)]
    pain_flag: Annotated[float, Quantity("s", "day from which pain is a warning sign", 0, 1e7)]
    pigment_watch_start: Annotated[float, Quantity("s", "begin of the watch for pigment", 0, 1e8)]
    pigment_watch_end: Annotated[float, Quantity("s", "end of the watch for pigment", 0, 1e8)]


@record
class GateFigures:
    """When the next session may begin: marks below which simulated skin must stay, and the usual intervals."""

    inflammation: Annotated[float, Quantity("1", "rise of the inflammation that may be left", 0, 10)]
    stasis: Annotated[float, Quantity("s", "time for which stunned skin is killed by a second hit", 0, 1e7)]
    interval_ablative: Annotated[float, Quantity("s", "usual interval of ablative sessions", 86400, 1e8)]
    interval_non_ablative: Annotated[float, Quantity("s", "usual interval of non-ablative sessions", 86400, 1e8)]
    interval_selective: Annotated[float, Quantity("s", "usual interval of selective sessions", 86400, 1e8)]
    interval_picosecond: Annotated[float, Quantity("s", "usual interval of picosecond sessions", 86400, 1e8)]

    def interval(self, device_class: str) -> float:
        """Usual interval of sessions with a class of device [s]; that of non-ablative lasers where none is stated."""
        return float(getattr(self, f"interval_{device_class}", self.interval_non_ablative))


@record
class HistologyFigures:
    """How skin shrinks between the living body and a section under the microscope; never in the physics."""

    width_factor: Annotated[float, Quantity("1", "width in the section over width in living skin", 0.3, 2)]
    depth_factor: Annotated[float, Quantity("1", "depth in the section over depth in living skin", 0.3, 2)]


@record
class ScatteringFigures:
    """How far the scattering of skin may lie from the library's where it is extrapolated."""

    reduced: Annotated[float, Quantity("1", "factor on reduced scattering", 0.1, 10)]
    deflection: Annotated[float, Quantity("1", "factor on 1 - g at the same reduced scattering", 0.1, 10)]


@record
class FittingFigures:
    """What a fit of measured zones takes for granted where the data are silent."""

    spread: Annotated[float, Quantity("%", "spread of rows about the model beyond what they state", 0, 2)]


@record
class PersonFigures:
    """How far persons differ: standard deviations of logarithms, of the answer to medicine also of odds."""

    threshold: Annotated[float, Quantity("1", "spread of the injury that calls macrophages", 0, 3)]
    activity: Annotated[float, Quantity("1", "spread of how far a disease is from health", 0, 3)]
    mildest: Annotated[float, Quantity("1", "least activity, 1 = usual, that keeps itself", 0, 1)]
    answer: Annotated[float, Quantity("1", "spread of what medicine does at full effect", 0, 3)]
    stay: Annotated[float, Quantity("1", "spread of the time for which injected medicine stays", 0, 3)]
    response: Annotated[float, Quantity("%", "fraction of what is amiss that must go in a person who responds", 0, 1)]


@record
class PigmentClass:
    """Pigment after sessions with one class of device in phototype IV, and the session for which it stands."""

    fraction: Annotated[float, Quantity("%", "fraction of persons with pigment after usual sessions", 0, 1)]
    density: Annotated[float, Quantity("1/m**2", "density of that session", 1e4, 1e9)]
    opened: Annotated[float, Quantity("%", "fraction of the epidermis that it kills", 0, 1)]
    rise: Annotated[float, Quantity("K", "rise of temperature between its zones", 0, 100)]
    sessions: Annotated[float, Quantity("1", "number of sessions over which its source counts them", 1, 20)] = 1.0


@record
class PigmentClasses:
    """Classes of devices that differ in the pigment they leave.

    Where a usual session opens nothing (picosecond arrays, whose plasma is not modelled), what is opened moves nothing.
    """

    co2: PigmentClass
    er_yag: PigmentClass
    er_glass: PigmentClass
    thulium: PigmentClass
    picosecond: PigmentClass


@record
class PainFigures:
    """Pain of a session with each class of device, 0 to 10."""

    co2: Annotated[float, Quantity("1", "pain of CO2 lasers", 0, 10)]
    er_yag: Annotated[float, Quantity("1", "pain of Er:YAG lasers", 0, 10)]
    er_glass: Annotated[float, Quantity("1", "pain of lasers that leave the surface whole", 0, 10)]
    thulium: Annotated[float, Quantity("1", "pain of lasers at 1927 nm", 0, 10)]


@record
class PigmentLevers:
    """What moves the chance of pigment within a class."""

    opened_power: Annotated[float, Quantity("1", "power of the epidermis killed by one microbeam", 0, 5)]
    doublings: Annotated[float, Quantity("1/K", "doublings of the chance per rise between the zones", 0, 1)]
    control: Annotated[float, Quantity("1", "factor where an anti-inflammatory drug is given at once", 0, 1)]
    repeats: Annotated[float, Quantity("1", "power of the number of sessions in the hazard of a course", 0, 2)] = 1.0


@record
class PressingFigures:
    """How far a contact tip or a roller may press the skin."""

    thickness: Annotated[float, Quantity("%", "thickness over that of relaxed skin", 0.2, 1)]
    water: Annotated[float, Quantity("%", "water over that of relaxed skin", 0.2, 1)]
    scattering: Annotated[float, Quantity("1", "reduced scattering over that of relaxed skin", 0.2, 5)]


@record
class PigmentFigures:
    """How the chance of post-inflammatory pigment goes with density and phototype."""

    power: Annotated[float, Quantity("1", "power of the density", 0, 5)]
    phototype_i: Annotated[float, Quantity("1", "factor of phototype I", 0, 10)]
    phototype_ii: Annotated[float, Quantity("1", "factor of phototype II", 0, 10)]
    phototype_iii: Annotated[float, Quantity("1", "factor of phototype III", 0, 10)]
    phototype_iv: Annotated[float, Quantity("1", "factor of phototype IV", 0, 10)]
    phototype_v: Annotated[float, Quantity("1", "factor of phototype V", 0, 10)]
    phototype_vi: Annotated[float, Quantity("1", "factor of phototype VI", 0, 10)]

    def phototype(self, phototype: str) -> float:
        """Factor of a phototype, such as ``"III"`` [1]."""
        return float(getattr(self, f"phototype_{phototype.lower()}"))


@record
class ScenarioFigures:
    """How far device and skin may lie from their nominal values."""

    energy_low: Annotated[float, Quantity("1", "least energy over the energy set", 0.1, 1)]
    energy_high: Annotated[float, Quantity("1", "greatest energy over the energy set", 1, 3)]
    water_low: Annotated[float, Quantity("1", "least water over the library's", 0.3, 1)]
    water_high: Annotated[float, Quantity("1", "greatest water over the library's", 1, 2)]
    conductivity_low: Annotated[float, Quantity("1", "least conductivity over the library's", 0.1, 1)]
    radius_low: Annotated[float, Quantity("1", "least radius over that of the nominal spot", 0.1, 1)]
    radius_high: Annotated[float, Quantity("1", "greatest radius over that of the nominal spot", 1, 10)]
    film_low: Annotated[float, Quantity("1", "least film on a channel's wall over the library's", 0, 1)]
    film_high: Annotated[float, Quantity("1", "greatest film on a channel's wall over the library's", 1, 10)]
    plume_low: Annotated[float, Quantity("1", "least extinction of a plume over the library's", 0, 1)]
    plume_high: Annotated[float, Quantity("1", "greatest extinction of a plume over the library's", 1, 10)]
    fat_low: Annotated[float, Quantity("1", "least cost of ejecting fat over the library's", 0, 1)]
    fat_high: Annotated[float, Quantity("1", "greatest cost of ejecting fat over the library's", 1, 10)]
    train_high: Annotated[float, Quantity("1", "greatest cost of a dried floor over the library's", 1, 10)]
    setting_step: Annotated[float, Quantity("1", "unknown step of a device over its greatest setting", 1e-4, 1)]


@record
class ScoreFigures:
    """Scores of healing: proxies on the steps of clinical scales."""

    native_type_3: Annotated[float, Quantity("1", "fraction of type III in the collagen of dermis", 0, 1)]
    scar_type_3: Annotated[float, Quantity("1", "fraction of type III in the collagen of a scar", 0, 1)]
    redness: Annotated[float, Quantity("1", "redness that the eye sees", 0, 1)]
    closed: Annotated[float, Quantity("1", "fraction still open when the surface counts as closed", 0, 1)]
    height_of_double: Annotated[float, Quantity("1", "steps of height for twice the collagen", 0, 10)]
    read_from: Annotated[float, Quantity("s", "time after the last treatment from which outcomes are read", 0, 1e8)]
    read_until: Annotated[float, Quantity("s", "time after the last treatment until which they are", 0, 1e8)]
    least_scar: Annotated[float, Quantity("1", "points of the Vancouver proxy that are a raised scar", 0, 14)]
    least_hair: Annotated[float, Quantity("1", "follicles at work whose change can be told", 0, 1)]
    least_fibrosis: Annotated[float, Quantity("1", "fibrotic collagen whose fall can be told", 0, 1)]
    placebo_hair: Annotated[float, Quantity("%", "change of hairs under placebo, before to after", -1, 10)]
    placebo_hair_low: Annotated[float, Quantity("%", "least change that an arm under placebo counted", -1, 10)]
    placebo_hair_high: Annotated[float, Quantity("%", "greatest change that arms under placebo counted", -1, 10)]


@record
class SoundFigures:
    """What layers do to sound, and what of a bowl nobody states.

    The attenuation of an amplitude is that at 1 MHz times the frequency in MHz to a ``power``. ``skin`` is epidermis
    and dermis; ``coupling`` lies between bowl and skin and does not damp, since energy is that at the skin.
    """

    coupling_speed: Annotated[float, Quantity("m/s", "speed of sound between bowl and skin", 500, 5000)]
    coupling_density: Annotated[float, Quantity("kg/m**3", "density between bowl and skin", 500, 2000)]
    skin_speed: Annotated[float, Quantity("m/s", "speed of sound in skin", 500, 5000)]
    skin_attenuation: Annotated[float, Quantity("1/m", "attenuation of skin at 1 MHz", 0, 100)]
    fat_speed: Annotated[float, Quantity("m/s", "speed of sound in fat", 500, 5000)]
    fat_attenuation: Annotated[float, Quantity("1/m", "attenuation of fat at 1 MHz", 0, 100)]
    muscle_speed: Annotated[float, Quantity("m/s", "speed of sound in muscle", 500, 5000)]
    muscle_attenuation: Annotated[float, Quantity("1/m", "attenuation of muscle at 1 MHz", 0, 100)]
    power: Annotated[float, Quantity("1", "power of the frequency in the attenuation", 0, 3)]
    f_number: Annotated[float, Quantity("1", "focal length over aperture of a bowl that is not known", 0.5, 10)]
    excess: Annotated[float, Quantity("%", "what high drive adds to the rise that linear sound gives", 0, 10)]


@record
class SupplyFigures:
    """Oxygen and nutrients at depth: a Krogh cylinder."""

    signal_reach: Annotated[float, Quantity("m", "depth over which flow and signals fall to 1/e", 1e-5, 0.1)]
    capillary_radius: Annotated[float, Quantity("m", "radius of a capillary", 1e-6, 1e-4)]
    papillary_spacing: Annotated[float, Quantity("m", "half distance of the papillary loops", 1e-6, 1e-2)]
    reticular_spacing: Annotated[float, Quantity("m", "half distance of capillaries between plexuses", 1e-6, 1e-2)]
    follicle_spacing: Annotated[float, Quantity("m", "half distance of capillaries around a follicle", 1e-6, 1e-2)]
    arterial_pressure: Annotated[float, Quantity("Pa", "partial pressure of oxygen in arteries", 1e3, 1e5)]
    half_pressure: Annotated[float, Quantity("Pa", "half saturation of haemoglobin", 1e2, 1e5)]
    hill_exponent: Annotated[float, Quantity("1", "exponent of the saturation of haemoglobin", 1, 10)]
    oxygen_capacity: Annotated[float, Quantity("1", "oxygen per volume of saturated blood", 0, 1)]
    consumption: Annotated[float, Quantity("1/s", "oxygen used per volume of tissue", 0, 1)]
    oxygen_conductance: Annotated[float, Quantity("m**2/s/Pa", "Krogh diffusion coefficient", 0, 1e-9)]
    nutrient_exchange: Annotated[float, Quantity("1", "permeability times surface over flow at rest", 0, 100)]
    air_fed_depth: Annotated[float, Quantity("m", "upper skin that the air feeds with oxygen", 0, 1e-2)]


@record
class TimingFigures:
    """How the day of an injection is chosen among those whose benefit differs little."""

    thinning_limit: Annotated[float, Quantity("s", "atrophy exposure where the goal states no limit", 0, 1e9)]
    harm_weight: Annotated[float, Quantity("1", "weight of harm beside the goal", 0, 100)]
    flat: Annotated[float, Quantity("%", "difference of benefit below which days are equal", 0, 1)]


@record
class TimingEnds:
    """How far what decides the day of an injection may lie from its nominal value."""

    clearance_low: Annotated[float, Quantity("1", "least factor on clearance", 0, 100)]
    clearance_high: Annotated[float, Quantity("1", "greatest factor on clearance", 0, 100)]
    flow_low: Annotated[float, Quantity("1", "least factor on the rise of blood flow", 0, 100)]
    flow_high: Annotated[float, Quantity("1", "greatest factor on the rise of blood flow", 0, 100)]
    depth_low: Annotated[float, Quantity("m", "shift of the tip, upward", -1e-2, 1e-2)]
    depth_high: Annotated[float, Quantity("m", "shift of the tip, downward", -1e-2, 1e-2)]
    plug_low: Annotated[float, Quantity("s", "least time until channels are plugged", 1, 1e7)]
    plug_high: Annotated[float, Quantity("s", "greatest time until channels are plugged", 1, 1e7)]
    reperfusion_low: Annotated[float, Quantity("s", "least time until columns have blood again", 1, 1e8)]
    reperfusion_high: Annotated[float, Quantity("s", "greatest time until columns have blood again", 1, 1e8)]
    half_low: Annotated[float, Quantity("1", "least factor on concentrations of half effect", 1e-3, 1e3)]
    half_high: Annotated[float, Quantity("1", "greatest factor on concentrations of half effect", 1e-3, 1e3)]
    effect_low: Annotated[float, Quantity("1", "least factor on effects", 0, 10)]
    effect_high: Annotated[float, Quantity("1", "greatest factor on effects", 0, 10)]


@record
class LowLevelFigures:
    """What trials of low-level light found: hair that they counted, and a trial that found nothing."""

    gain: Annotated[float, Quantity("1/m**2", "hairs gained over sham", 0, 1e7)]
    gain_low: Annotated[float, Quantity("1/m**2", "low end of that gain", 0, 1e7)]
    gain_high: Annotated[float, Quantity("1/m**2", "high end of that gain", 0, 1e7)]
    sham_low: Annotated[float, Quantity("1/m**2", "hairs that sham gains at least", -1e7, 1e7)]
    sham_high: Annotated[float, Quantity("1/m**2", "hairs that sham gains at most", -1e7, 1e7)]
    null_chance: Annotated[float, Quantity("1", "P of the trial that found no gain over minoxidil", 0, 1)]
    dose_low: Annotated[float, Quantity("J/m**2", "least fluence on the surface that reviews recommend", 0, 1e6)]
    dose_high: Annotated[float, Quantity("J/m**2", "greatest fluence on the surface that reviews recommend", 0, 1e6)]


@record
class NeedleFigures:
    """What the needle of an injection does to the skin that it passes."""

    diameter: Annotated[float, Quantity("m", "outer diameter of the needle of an injection", 1e-4, 2e-3)]
    crushed: Annotated[float, Quantity("1", "dead area around a needle's way over its cross-section", 0, 100)]


@record
class NeedleEnds:
    """Figures of needles with both ends of their spread."""

    value: NeedleFigures
    low: NeedleFigures
    high: NeedleFigures


@record
class Figures:
    """All figures of the library, by the names of their files."""

    aftercare: AftercareFigures
    fitting: FittingFigures
    gate: GateFigures
    histology: HistologyFigures
    open_scattering: ScatteringFigures
    pain: PainFigures
    persons: PersonFigures
    pigment_classes: PigmentClasses
    pigment_levers: PigmentLevers
    pigment_risk: PigmentFigures
    pressing: PressingFigures
    scenarios: ScenarioFigures
    scores: ScoreFigures
    supply: SupplyFigures
    timing: TimingFigures


@record
class SoundEnds:
    """Figures of sound with both ends of their spread."""

    value: SoundFigures
    low: SoundFigures
    high: SoundFigures


@record
class FigureEnds:
    """Figures at the low and high ends of their spread: those that are followed over it, or told with their ends."""

    low_level: LowLevelFigures
    open_scattering_low: ScatteringFigures
    open_scattering_high: ScatteringFigures
    pain_low: PainFigures
    pain_high: PainFigures
    pigment_classes_low: PigmentClasses
    pigment_classes_high: PigmentClasses
    pigment_levers_low: PigmentLevers
    pigment_levers_high: PigmentLevers
    pigment_risk_low: PigmentFigures
    pigment_risk_high: PigmentFigures
    timing_ends: TimingEnds
    breakdown: BreakdownBand
    needles: NeedleEnds
    sound: SoundEnds
