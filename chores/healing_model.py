"""From the readable source of the cascade to SBML with units and modules, and to its compiled rates.

Needs antimony and libSBML, which only those need who change the equations;
run ``make healing-model``.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import microthermal
from microthermal.errors import LibraryError
from microthermal.files import write_text
from microthermal.healing.exchange.literals import literals_dimensionless

_PACKAGE = Path(microthermal.__file__).parent
LIBRARY = _PACKAGE / "library" / "healing"
RATES = _PACKAGE / "numerics" / "healing" / "rates.py"
_MODULE = re.compile(r"// === module (\w+): (.+)")
# Constants that stand before each species: what drugs, conditions and earlier visits change.
HANDS = ("production", "cause", "restraint", "start")
_SPECIES = re.compile(r"^\s*species (\w+) in skin", re.MULTILINE)


def sbml_of(source: str) -> str:
    """SBML Level 3 of a model written in Antimony, its literals dimensionless, its modules as groups.

    Parameters
    ----------
    source : str
        The model; a line ``// === module name: title`` opens each module.

    Raises
    ------
    LibraryError
        If Antimony cannot read it, or libSBML finds a fault in what it makes of it.
    """
    import antimony
    import libsbml

    antimony.clearPreviousLoads()
    if antimony.loadAntimonyString(source) < 0:
        raise LibraryError(f"healing: {antimony.getLastError()}")
    document = libsbml.readSBMLFromString(antimony.getSBMLString("cascade"))
    for formula in _formulas(document.getModel()):
        literals_dimensionless(formula)
    _group(document, source)
    document.checkConsistency()
    faults = [document.getError(i).getMessage() for i in range(document.getNumErrors())]
    if faults:
        raise LibraryError(f"healing: libSBML finds {len(faults)} faults, the first: {faults[0]}")
    text: str = libsbml.writeSBMLToString(document)
    # The date of making would make every build differ.
    return re.sub(r"<!-- Created.*?-->\n", "", text)


def _formulas(model: Any) -> Iterator[Any]:
    for number in range(model.getNumFunctionDefinitions()):
        yield model.getFunctionDefinition(number).getMath()
    for number in range(model.getNumRules()):
        yield model.getRule(number).getMath()
    for number in range(model.getNumInitialAssignments()):
        yield model.getInitialAssignment(number).getMath()


def modules(source: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Modules of an Antimony source: name to title and species.

    Parameters
    ----------
    source : str
        The model.
    """
    parts = _MODULE.split(source)[1:]
    found = {
        name: (title.strip(), tuple(_SPECIES.findall(body)))
        for name, title, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    }
    return {name: row for name, row in found.items() if row[1]}


def _group(document: Any, source: str) -> None:
    import libsbml

    document.enablePackage(libsbml.GroupsExtension.getXmlnsL3V1V1(), "groups", True)
    document.setPackageRequired("groups", False)
    plugin = document.getModel().getPlugin("groups")
    for name, (title, members) in modules(source).items():
        group = plugin.createGroup()
        group.setId(f"module_{name}")
        group.setName(title)
        group.setKind("partonomy")
        for member in members:
            group.createMember().setIdRef(member)


def rates_of(sbml: str) -> str:
    """Python module with the rates of an SBML text, for numba to compile.

    Parameters
    ----------
    sbml : str
        A model of rate rules, assignment rules and initial assignments.

    Notes
    -----
    libSBML writes each formula as text; only names are replaced, by places in arrays: nothing is rearranged, so
    the compiled rates are those of the file. Quantities that need constants alone are computed once, not at every step.
    """
    import libsbml

    from microthermal.healing.exchange.sbml import digest

    model = libsbml.readSBMLFromString(sbml).getModel()
    rules = [model.getRule(number) for number in range(model.getNumRules())]
    rated = {rule.getVariable(): _text(rule) for rule in rules if rule.isRate()}
    assigned = {rule.getVariable(): _text(rule) for rule in rules if rule.isAssignment()}
    begun = {name: _text(model.getInitialAssignmentBySymbol(name)) for name in rated}
    parameters = (model.getParameter(number) for number in range(model.getNumParameters()))
    hands = {f"{hand}_{name}": None for hand in HANDS for name in rated}
    constants = [name for name in (item.getId() for item in parameters if item.getConstant()) if name not in hands]
    order, steady = _ordered(assigned), _steady(assigned, set(rated))
    fixed = [name for name in order if name in steady]
    place = {name: f"y[{number}]" for number, name in enumerate(rated)}
    place |= {name: f"p[{number}]" for number, name in enumerate([*constants, *hands, *fixed])}
    moving = {name: assigned[name] for name in order if name not in steady}
    lines = [_HEAD, f'DIGEST = "{digest(sbml)}"', *_names("SPECIES", rated), *_names("PARAMETERS", constants)]
    lines += [f"PARAMETERS += tuple(f'{{hand}}_{{name}}' for hand in {HANDS} for name in SPECIES)"]
    lines += [*_names("FIXED", fixed), *_names("ASSIGNED", order)]
    lines += [f"APART = ({', '.join(map(str, _apart(rated, moving)))})"]
    for number in range(model.getNumFunctionDefinitions()):
        lines += _function(model.getFunctionDefinition(number))
    lines += _head("fix(p)", "Quantities that follow from the constants alone, put behind them.")
    lines += [f"    {place[name]} = {_placed(assigned[name], place)}" for name in fixed]
    lines += _head("rates(y, p, dy)", "Rates of change [1/d].")
    lines += _statements(moving, _needed(moving, " ".join(rated.values())), place)
    lines += [f"    dy[{number}] = {_placed(text, place)}" for number, text in enumerate(rated.values())]
    lines += _head("follow(y, p, q)", "Quantities that follow.")
    lines += _statements(moving, set(moving), place)
    # One by one: an assignment to a part of an array would bring the wording of its errors into the kernel.
    lines += [f"    q[{number}] = {place.get(name, name)}" for number, name in enumerate(order)]
    lines += _head("initial_state(p, y)", "Species just after an injury.")
    lines += [f"    y[{number}] = {_placed(text, place)}" for number, text in enumerate(begun.values())]
    return "\n".join(lines) + "\n"


def _head(call: str, words: str) -> list[str]:
    return ["", "", "@njit(cache=True, nogil=True, error_model='numpy')", f"def {call}:", f'    """{words}"""']


def _statements(formulas: dict[str, str], wanted: set[str], place: dict[str, str]) -> list[str]:
    return [f"    {name} = {_placed(text, place)}" for name, text in formulas.items() if name in wanted]


def _apart(rated: dict[str, str], moving: dict[str, str]) -> list[int]:
    """Group of each species: none of a group enters the rate of another, so that all may be moved at once.

    Those that meet most others come first, each in the first group that takes it.
    """
    enters = {
        name: rated.keys() & _words(" ".join([text, *(moving[other] for other in _needed(moving, text))]))
        for name, text in rated.items()
    }
    meets = {
        name: {other for other in rated if other != name and (other in enters[name] or name in enters[other])}
        for name in rated
    }
    found: dict[str, int] = {}
    for name in sorted(rated, key=lambda one: -len(meets[one])):
        taken = {found[other] for other in meets[name] & found.keys()}
        found[name] = next(number for number in range(len(rated)) if number not in taken)
    return [found[name] for name in rated]


def _steady(assigned: dict[str, str], species: set[str]) -> set[str]:
    """Quantities that depend on no species."""
    return {
        name
        for name, text in assigned.items()
        if not species & _words(" ".join([text, *(assigned[other] for other in _needed(assigned, text))]))
    }


def _text(rule: Any) -> str:
    import libsbml

    settings = libsbml.L3ParserSettings()
    settings.setParseUnits(False)
    return str(libsbml.formulaToL3StringWithSettings(rule.getMath(), settings)).replace("^", "**")


def _placed(text: str, place: dict[str, str]) -> str:
    return re.sub(r"(?<![\w.])[A-Za-z_]\w*", lambda found: place.get(found[0], found[0]), text)


def _words(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w.])[A-Za-z_]\w*", text))


def _ordered(assigned: dict[str, str]) -> list[str]:
    """Names so that each comes after those it needs."""
    done: list[str] = []

    def visit(name: str) -> None:
        for other in sorted(_words(assigned[name]) & assigned.keys()):
            if other not in done:
                visit(other)
        if name not in done:
            done.append(name)

    for name in assigned:
        visit(name)
    return done


def _needed(assigned: dict[str, str], text: str) -> set[str]:
    """Quantities that a text needs, and those that they need."""
    wanted: set[str] = set()
    queue = _words(text) & assigned.keys()
    while queue:
        name = queue.pop()
        wanted.add(name)
        queue |= (_words(assigned[name]) & assigned.keys()) - wanted
    return wanted


def _function(definition: Any) -> list[str]:
    import libsbml

    math = definition.getMath()
    names = [math.getChild(number).getName() for number in range(math.getNumChildren() - 1)]
    settings = libsbml.L3ParserSettings()
    body = libsbml.formulaToL3StringWithSettings(math.getChild(math.getNumChildren() - 1), settings)
    body = str(body).replace(" dimensionless", "").replace("^", "**")
    head = ["", "", "@njit(cache=True, nogil=True, error_model='numpy', inline='always')"]
    return [*head, f"def {definition.getId()}({', '.join(names)}):", f"    return {body}"]


def _names(title: str, names: Iterable[str]) -> list[str]:
    return [f'{title} = tuple("""', _wrapped(names), '""".split())']


def _wrapped(words: Iterable[str]) -> str:
    return textwrap.indent(textwrap.fill(" ".join(words), 112), 8 * " ")


_HEAD = '''"""Rates of the healing cascade: made from cascade.xml by chores/healing_model.py; do not edit."""

# fmt: off
# ruff: noqa
# mypy: ignore-errors
from math import sqrt

from microthermal.numerics.compiling import njit
'''


def main() -> None:
    """Write ``cascade.xml`` and the compiled rates from ``cascade.ant``."""
    sbml = sbml_of((LIBRARY / "cascade.ant").read_text(encoding="utf-8"))
    write_text(LIBRARY / "cascade.xml", sbml)
    write_text(RATES, rates_of(sbml))


if __name__ == "__main__":
    main()
