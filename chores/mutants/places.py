"""What must be run for a change at a place to be seen: lines of its file, or kernels that the compiler makes of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from chores.mutants.rooms import PACKAGE, ROOT

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_KERNELS: Final = "microthermal.numerics."


class Place(NamedTuple):
    """Lines of a file of which one must be run, or kernels of which one must be called; both are empty if unknown."""

    file: str
    """Relative to the sources."""
    lines: frozenset[int]
    kernels: frozenset[str]

    @property
    def known(self) -> bool:
        """Whether it can be said who runs it."""
        return bool(self.lines or self.kernels)


def place_of(file: str, line: int) -> Place:
    """What must be run for a change of a line to be seen.

    Parameters
    ----------
    file : str
        Relative to the root.
    line : int
        From 1.

    Notes
    -----
    Inside a function that is the statement; a name of the module (a constant, the default of an argument) is seen in
    the functions of its file that use it. Kernels are called from Python or from other kernels.
    """
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    functions = list(_outermost(tree))
    lines: set[int] = set()
    kernels: set[str] = set()
    inside = [one for one in functions if one.body[0].lineno <= line <= (one.end_lineno or 0)]
    touched = inside or _users(functions, _names_at(tree, line))
    for one in touched:
        if _is_kernel(one):
            kernels |= _callers((_module(file), one.name))
        else:
            lines |= _statement(one, line) if inside else set(range(one.body[0].lineno, (one.end_lineno or 0) + 1))
    return Place(file.removeprefix("src/"), frozenset(lines), frozenset(kernels))


def _outermost(tree: ast.Module | ast.ClassDef) -> Iterator[_Function]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
        elif isinstance(node, ast.ClassDef):
            yield from _outermost(node)


def _statement(function: _Function, line: int) -> set[int]:
    """Lines of the innermost statement there; of a compound one those of its head."""
    found = function.body[0]
    for node in ast.walk(function):
        if isinstance(node, ast.stmt) and node is not function and node.lineno <= line <= (node.end_lineno or 0):
            found = node  # walked from the outside inward
    first = getattr(found, "body", None)
    end = first[0].lineno - 1 if isinstance(first, list) and first[0].lineno > found.lineno else found.end_lineno
    return set(range(found.lineno, (end or found.lineno) + 1))


def _names_at(tree: ast.Module, line: int) -> set[str]:
    """Names of a module, a class or a function that the statement at a line makes outside of functions."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if not (isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or 0)):
            continue
        if isinstance(node, ast.FunctionDef):
            names = {node.name}
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and _stored(each)}
    return names


def _stored(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def _users(functions: list[_Function], names: set[str]) -> list[_Function]:
    def uses(function: _Function) -> bool:
        return function.name in names or any(
            (isinstance(node, ast.Name) and node.id in names)
            or (isinstance(node, ast.Attribute) and node.attr in names)
            for node in ast.walk(function)
        )

    return [one for one in functions if uses(one)]


def _is_kernel(function: _Function) -> bool:
    return any("njit" in ast.unparse(decorator) for decorator in function.decorator_list)


def _module(file: str) -> str:
    return file.removeprefix("src/").removesuffix(".py").replace("/", ".")


def _callers(function: tuple[str, str]) -> set[str]:
    """A function of a kernel and all functions of kernels that call it, near and far."""
    found, ahead = {function}, [function]
    while ahead:
        more = _called_by().get(ahead.pop(), set()) - found
        found |= more
        ahead += more
    return {f"{module}.{name}" for module, name in found}


@cache
def _called_by() -> dict[tuple[str, str], set[tuple[str, str]]]:
    found: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for path in sorted((ROOT / PACKAGE / "numerics").rglob("*.py")):
        module, tree = _module(str(path.relative_to(ROOT))), ast.parse(path.read_text(encoding="utf-8"))
        own = {node.name: (module, node.name) for node in _outermost(tree)}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(_KERNELS):
                own |= {each.asname or each.name: (str(node.module), each.name) for each in node.names}
        for one in _outermost(tree):
            for node in ast.walk(one):
                if isinstance(node, ast.Name) and node.id in own and node.id != one.name:
                    found.setdefault(own[node.id], set()).add((module, one.name))
    return found
