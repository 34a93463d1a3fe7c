"""Mutants drawn at random from a room, with the operators of cosmic-ray.

A file is drawn by its number of lines of code, then a place in it, then what stands there instead. So a sum, which
cosmic-ray can replace by many other operations, is no more likely than a number, which it can replace by two.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import parso
from cosmic_ray import plugins
from cosmic_ray.ast import ast_nodes
from cosmic_ray.mutating import MutationVisitor

from chores.mutants.rooms import PACKAGE, ROOT, files_of

_ARITHMETIC = {"Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow"}
_BITS = {"BitAnd", "BitOr", "BitXor", "LShift", "RShift"}
_IDENTITY = {"Is", "IsNot", "In", "NotIn"}
# Without its decorator a kernel gives the same numbers, only later; the other two need arguments of their own.
_UNUSED = {"core/RemoveDecorator", "core/VariableInserter", "core/VariableReplacer"}


class Mutant(NamedTuple):
    """One change of one file."""

    room: str
    file: str
    """Relative to the root."""
    operator: str
    """Name that cosmic-ray gives it."""
    occurrence: int
    """Which of the places of this file where the operator applies, from 0."""
    line: int
    column: int
    variant: int = 0
    """Which of the changes that the operator knows at this place."""

    @property
    def id(self) -> str:
        """What it is called in the list of outcomes."""
        place = f"{self.file.removeprefix(f'{PACKAGE}/')}:{self.line}:{self.column}"
        return f"{place}:{self.operator}{f'+{self.variant}' if self.variant else ''}"


@cache
def _operators() -> dict[str, Any]:
    return {name: plugins.get_operator(name)() for name in sorted(plugins.operator_names()) if _sensible(name)}


def _sensible(name: str) -> bool:
    # Bits of a float, and whether two numbers are one object, end in an error at once and would only flatter the count.
    if name in _UNUSED:
        return False
    parts = name.split("_")
    if "Operator" not in parts[0] or len(parts) != 3:
        return True
    before, after = parts[1:]
    if "Binary" in parts[0]:
        return (before in _BITS) == (after in _BITS)
    if "Comparison" in parts[0]:
        return (before in _IDENTITY) == (after in _IDENTITY)
    return not {before, after} & {"Invert", "UAdd"}


def drawn(room: str, seed: int) -> Iterator[Mutant]:
    """Mutants of a room without end, the same ones in the same order for one seed; none twice."""
    chance = random.Random(f"{room} {seed}")
    files = files_of(room)
    lines = [_code_lines(file) for file in files]
    seen: set[str] = set()
    while True:
        (file,) = chance.choices(files, lines)
        places = _places(file)
        if not places:
            continue
        line, column = chance.choice(sorted(places))
        mutant = _at(room, file, (line, column), chance.choice(places[line, column]))
        if mutant.id not in seen and not _means_the_same(file, mutated(mutant)):
            yield mutant
        seen.add(mutant.id)


def named(room: str, name: str) -> Mutant:
    """The mutant of an id.

    Raises
    ------
    LookupError
        If it is not there: the file has changed.
    """
    within, line, column, _operator = name.split(":")
    file, place = f"{PACKAGE}/{within}", (int(line), int(column))
    for found in _places(file).get(place, ()):
        mutant = _at(room, file, place, found)
        if mutant.id == name:
            return mutant
    raise LookupError(f"{name} is not there; the file has changed")


def _at(room: str, file: str, place: tuple[int, int], found: tuple[str, int]) -> Mutant:
    operator, occurrence = found
    same = [number for name, number in _places(file)[place] if name == operator]
    return Mutant(room, file, operator, occurrence, *place, same.index(occurrence))


def _code_lines(file: str) -> int:
    tree = _without_words(ast.parse(_text(file)))
    return len({node.lineno for node in ast.walk(tree) if hasattr(node, "lineno")})


@cache
def _text(file: str) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


@cache
def _places(file: str) -> dict[tuple[int, int], list[tuple[str, int]]]:
    # By place, what can be done there: name of the operator, and how many of its places come before.
    found: dict[tuple[int, int], list[tuple[str, int]]] = {}
    counts = dict.fromkeys(_operators(), 0)
    for node in ast_nodes(parso.parse(_text(file))):
        for name, operator in _operators().items():
            for start, _end in operator.mutation_positions(node):
                found.setdefault(start, []).append((name, counts[name]))
                counts[name] += 1
    return found


def mutated(mutant: Mutant) -> str:
    """Text of the changed file."""
    text = MutationVisitor.mutate_code(_text(mutant.file), _operators()[mutant.operator], mutant.occurrence)
    if text is None:
        raise LookupError(f"{mutant.id} is not there; the file has changed")
    return str(text)


def _means_the_same(file: str, text: str) -> bool:
    # Annotations and docstrings are not run. What is no Python cannot be run, and would only flatter the count.
    try:
        changed = ast.parse(text)
    except SyntaxError:
        return True
    return ast.dump(_without_words(changed)) == ast.dump(_without_words(ast.parse(_text(file))))


def _without_words(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        if isinstance(node, ast.arg):
            node.annotation = None
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            node.annotation = ast.Constant(None)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef):
            node.body = [each for each in node.body if not _only_for_types(each)]
    return tree


def _only_for_types(node: ast.stmt) -> bool:
    words = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return words or (isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING")
