"""Short tables on the terminal; the report holds the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Column, Table

from microthermal.cli.__main__ import RESEARCH_ONLY
from microthermal.units import DAY, show

if TYPE_CHECKING:
    from microthermal.domain.inputs.medicine import Dose
    from microthermal.domain.results.caution import Caution
    from microthermal.domain.results.response import Delivery
    from microthermal.planning.healing_run import HealingRun
    from microthermal.planning.records import Option, Plan
    from microthermal.planning.window.map import Window
    from microthermal.validation.records import Validation

_ROWS = 8


def show_plan(plan: Plan) -> None:
    """Print the best options, the first reasons, and how many cautions there are."""
    from microthermal.planning.front.robust import ROBUST_RULE
    from microthermal.planning.ranking import RULE

    console = Console(highlight=False)
    console.print(plan.title, style="bold")
    if not plan.options:
        console.print("No treatment that was tried stays inside the therapeutic window.", style="bold")
    course = next((one.course for one in plan.options if one.course), "")
    if course and plan.search.front is None:
        console.print(f"Each treatment is judged as a course of {course}; nothing done is judged beside it.")
    for number, option in enumerate(plan.options[:_ROWS], start=1):
        console.print(*_lines(number, option), *_course(option, plan), sep="\n")
    if plan.options:
        starred = any(not option.banded for option in plan.options[:_ROWS])
        console.print("    * in nominal skin only, without scenarios\n" if starred else "")
        console.print(RULE if plan.search.front is None else ROBUST_RULE)
    for reason in plan.reasons[: 7 if plan.search.front is None else 10]:
        console.print(f"- {reason}")
    _cautions(console, plan.cautions)


def _lines(number: int, option: Option) -> tuple[str, str]:
    """Two lines of at most eighty letters: what is done, and what it is worth."""
    pulse, pattern = option.treatment.pulse, option.treatment.pattern
    passes = f" x {pattern.passes}" if pattern.passes > 1 else ""
    depth, coverage = option.outcome.of("depth").value, option.outcome.of("coverage").value
    doses = ", ".join(f"{dose.drug.name} {_given(dose)}" for dose in option.treatment.doses) or "no injection"
    if not option.lasered:
        first = f"{number:>2}  {'without laser' if pulse.sham else option.device.name}"
        second = f"    {doses:<28}  {'':>12}   aims {100 * option.score:>3.0f} %   "
        return first, f"{second}harm {100 * option.risk:>3.0f} %   {option.state}{'' if option.banded else '*'}"
    first = (
        f"{number:>2}  {option.device.name:<20} {show(pulse.energy, 'J'):>7}, {show(pulse.duration, 's'):<7} "
        f"{show(pattern.density, '1/m**2') + passes:<13} {show(coverage, '%', 2):>6} covered"
    )
    second = (
        f"    {doses:<28}  {_deep(depth)}   aims {100 * option.score:>3.0f} %   "
        f"harm {100 * option.risk:>3.0f} %   {option.state}{'' if option.banded else '*'}"
    )
    return first, second


def _deep(depth: float) -> str:
    """Depth of a zone [m] in a column of its own; none where heat leaves no zone."""
    return f"{show(depth, 'm'):>7} deep" if depth > 0.0 else f"{'no zone':>12}"


def _course(option: Option, plan: Plan) -> tuple[str, ...]:
    """Further lines for an option of a front: its visits, its robust value, its worst scenario, stops under doubt."""
    if plan.search.front is None:
        return ()
    from microthermal.planning.front.robust import robust_value, worst_case

    visits = option.course or "1 visit"
    name, least = worst_case(option)
    line = f"    {visits:<28}  robust {100 * robust_value(option):>3.0f} %, worst {100 * least:>3.0f} % ({name})"
    stopped = sum(bool(one.stops) for one in option.scenario_scores)
    if not stopped:
        return (line,)
    return line, f"    {'':<28}  passes a stop limit in {stopped} of {len(option.scenario_scores)} scenarios"


def _given(dose: Dose) -> str:
    if dose.repeated:
        return f"laid on from day {dose.time / DAY:.0f} on"
    film, day = dose.route == "zones", f"day {dose.time / DAY:.0f}"
    if abs(dose.time) < 43200:
        return "laid on" if film else "on the same day"
    return f"laid on, {day}" if film else f"on {day}"


def show_simulation(window: Window) -> None:
    """Print the measures of the zone and of the lattice, and the verdicts."""
    from microthermal.cli.showing.windows import show_judgement
    from microthermal.report.sections.families.torn_words import torn_words, unburnt, vacuoles_of
    from microthermal.report.wording import device_of, fraction, with_error
    from microthermal.zones.patterns import touching

    simulation = window.simulation
    zone, lattice = simulation.zone, simulation.lattice
    if simulation.run.extras is not None and simulation.run.extras.dose is not None:
        _show_dose(window)
        return
    title = "One zone, and the lattice of many"
    table = Table(show_header=False, title=title, title_justify="left", title_style="bold")
    rows = {
        "device": device_of(simulation.treatment.pulse) or "none named",
        "depth": f"{with_error(zone.depth)} (numerical)",
        **({} if zone.top.value == 0.0 else {"begins below the surface": f"{with_error(zone.top)} (numerical)"}),
        "width": f"{show(2 * zone.radius.value, 'm')} ± {show(2 * zone.radius.error, 'm', 2)} (numerical)",
    }
    if shares := window.judgement.depth_shares:
        low, high = min(one.depth.low for one in shares), max(one.depth.high for one in shares)
        most = f"{show(shares[0].fraction, '%', 2)} of this by the {shares[0].cause}"
        rows["depth over scenarios"] = f"{show(low, 'm')} to {show(high, 'm')}; {most}"
    if zone.channel_depth.value > 0.0:
        wide = show(2 * zone.channel_radius.value, "m")
        rows["channel"] = f"{show(zone.channel_depth.value, 'm')} deep, {wide} wide"
        rows["coagulated rim"] = f"{with_error(zone.rim)} (numerical)"
    if (torn := vacuoles_of(simulation)) is not None:
        rows["torn"] = torn_words(torn)
    for shell in () if unburnt(simulation) else zone.shells:
        rows[f"shell: {shell.name.replace('_', ' ')}"] = f"{show(shell.thickness.value, 'm')} thick at half depth"
    zones = {
        "covered, dead, widest": show(lattice.coverage, "%"),
        "covered, dead, half deep": show(lattice.middle_coverage, "%"),
        "covered, coagulated, widest": show(lattice.coagulation_coverage, "%"),
        "living bridge, mean": show(lattice.bridge, "m"),
        "zones that touch another": fraction(touching(zone.radius.value, lattice.pattern)),
    }
    rows |= {
        # Where heat leaves no zone, nothing covers or touches.
        **({} if unburnt(simulation) else zones),
        "bulk heating": show(lattice.bulk_rise, "delta_degC"),
        "mean fluence": show(lattice.fluence, "J/m**2"),
    }
    for row in rows.items():
        table.add_row(*row)
    console = Console()
    console.print(table)
    show_judgement(console, window.judgement)
    _cautions(console, simulation.cautions)


def _show_dose(window: Window) -> None:
    """Print doses of low-level light at bulge and papilla, and the verdicts."""
    from microthermal.cli.showing.windows import show_judgement
    from microthermal.report.exposure_words import cards_of
    from microthermal.report.wording import device_of
    from microthermal.simulation.exposures.dose_run import doses_of, greatest_rise, session_fluence

    simulation = window.simulation
    table = Table(show_header=False, title="Low-level light at depth", title_justify="left", title_style="bold")
    table.add_row("device", device_of(simulation.treatment.pulse) or "none named")
    for card in cards_of(simulation.treatment.exposure):
        table.add_row(card.label.lower(), card.value)
    table.add_row("dose on the surface, a session", show(session_fluence(simulation), "J/m**2"))
    for place, dose in doses_of(simulation).items():
        table.add_row(f"dose at the {place}, a session", show(dose, "J/m**2"))
    table.add_row("warms the skin by less than", show(greatest_rise(simulation)[0], "delta_degC", 2))
    console = Console()
    console.print(table)
    show_judgement(console, window.judgement)
    _cautions(console, simulation.cautions)


def show_validation(found: Validation) -> None:
    """Print every case with its verdict, and what they amount to."""
    from microthermal.report.validation.page import sentence
    from microthermal.report.validation.rows import measured_text, model_text

    console, styles = Console(highlight=False), {"hit": "green", "near": "yellow", "not judged": "dim"}
    table = Table(Column("case", no_wrap=True), "measured", "model", "verdict", box=None, pad_edge=False)
    group = ""
    for one in found.found:
        if one.case.group != group:
            group = one.case.group
            table.add_section()
            table.add_row(group, style="bold")
        mark = ("" if one.case.role == "held_out" else " c") + ("" if one.case.counts else " *")
        verdict = f"[{styles.get(one.verdict, 'red')}]{one.verdict}[/]{mark}"
        table.add_row(one.case.name, measured_text(one.case), model_text(one), verdict)
    console.print(table)
    console.print("model: middle ± numerical error (range over open settings)   c: calibration   *: not counted")
    console.print(sentence(found), style="bold")
    console.print(RESEARCH_ONLY, style="italic")


def show_scores(title: str, run: HealingRun) -> None:
    """Print the scores of healing with their bands, and what reaches bulge and papilla."""
    from microthermal.planning.estimates import score_texts

    table = Table(title=title, title_justify="left", title_style="bold")
    for head in ("score", "value", "over persons and calibration", "grade"):
        table.add_column(head)
    for name, score in run.scores.items():
        table.add_row(name.replace("_", " "), *score_texts(score), score.grade)
    console = Console(highlight=False)
    console.print(table)
    for number, visit in enumerate(run.visits, start=1):
        for delivery in visit.deliveries:
            console.print(f"visit {number}: {_medicine(delivery)}")
    for place, depth, fraction in zip(run.supply.places, run.supply.depth, run.supply.reached, strict=True):
        console.print(
            f"{place:<18} {show(float(depth), 'm'):>8} deep, feels {show(float(fraction), '%'):>6} of the zones"
        )
    if run.left_out:
        console.print(run.left_out)
    if run.supply.reached[-1] < 1.0:
        console.print("The zones end above the papilla: what it gains comes by flow and signals alone (scenario).")
    console.print(RESEARCH_ONLY, style="italic")


def scores_document(title: str, run: HealingRun) -> dict[str, Any]:
    """Scores of healing for programs: each with value, band, unit and grade, and the stamp of the run."""
    from microthermal.documents import write

    scores = {
        name: {
            "value": None if score.undefined else float(score.value), "low": float(score.low),
            "high": float(score.high), "unit": score.unit, "grade": score.grade, "undefined": score.undefined,
        }
        for name, score in run.scores.items()
    }  # fmt: skip
    head = {"kind": "healing", "title": title, "visits": len(run.visits), "left_out": run.left_out}
    return {**head, "stamp": write(run.stamp), "scores": scores}


def _medicine(delivery: Delivery) -> str:
    from microthermal.delivery.schedule import measured
    from microthermal.report.wording import injection

    peak = measured(delivery.dose.drug, show(float(delivery.concentration.max()), "kg/m**3"))
    return f"{injection(delivery.dose)}; {show(delivery.in_dermis, '%')} enters the dermis, at most {peak} unbound"


def _cautions(console: Console, cautions: tuple[Caution, ...]) -> None:
    heavy = [caution for caution in cautions if caution.weight != "note"]
    console.print(f"{len(cautions)} cautions, {len(heavy)} of weight; the heaviest open the report.", highlight=False)
    console.print(RESEARCH_ONLY, style="italic", highlight=False)
