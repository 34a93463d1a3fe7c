"""Signatures that can be read and calls that say what they pass, throughout the package."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import microthermal

PACKAGE = Path(microthermal.__file__).parent
MOST_PARAMETERS, MOST_POSITIONAL = 8, 6
# Functions with more parameters: why.
SIGNATURES = {
    ("deposition/slab.py", "slab_light"): "public; all but the layers go by keyword, and each has a default",
}
# Functions of others that take a list as arguments: a table has as many cells in a row as it has columns.
ROWS_OF_OTHERS = {"add_row"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def sources() -> tuple[tuple[str, ast.Module], ...]:
    return tuple(
        (path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(PACKAGE.rglob("*.py"))
    )


def parameters(function: Function) -> list[str]:
    every = function.args.posonlyargs + function.args.args + function.args.kwonlyargs
    return [one.arg for one in every if one.arg not in ("self", "cls")]


def long_signatures(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, Function) and len(parameters(node)) > MOST_PARAMETERS:
            yield node.name, len(parameters(node))


def takers_of_lists(trees: list[ast.Module]) -> set[str]:
    """Names of functions that are defined with ``*arguments`` and nothing before it, wherever they are defined."""
    functions = (node for tree in trees for node in ast.walk(tree) if isinstance(node, Function))
    return {one.name for one in functions if one.args.vararg and not one.args.args and not one.args.posonlyargs}


def long_calls(tree: ast.Module, free: set[str]) -> Iterator[tuple[int, str, int]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        positional = sum(not isinstance(argument, ast.Starred) for argument in node.args)
        if positional <= MOST_POSITIONAL:
            continue
        called = ast.unparse(node.func)
        if not called.startswith("np.") and called.rsplit(".", 1)[-1] not in free:
            yield node.lineno, called, positional


def test_no_signature_is_longer_than_a_reader_can_hold() -> None:
    found = {(name, function): many for name, tree in sources() for function, many in long_signatures(tree)}
    assert set(found) == set(SIGNATURES), f"more than {MOST_PARAMETERS} parameters: {found}"


def test_no_call_passes_seven_values_by_position() -> None:
    trees = dict(sources())
    free = takers_of_lists(list(trees.values())) | ROWS_OF_OTHERS
    found = [
        f"{name}:{line} {call} {many}" for name, tree in trees.items() for line, call, many in long_calls(tree, free)
    ]
    assert not found, "name what is passed:\n" + "\n".join(found)


def test_what_is_looked_for_is_found() -> None:
    tree = ast.parse(
        "class C:\n"
        "    def short(self, a, b, c, d, *, e, f, g, h): one(1, 2, 3, 4, 5, 6, 7)\n"
        "    def long(self, a, b, c, d, *, e, f, g, h, i): one(1, 2, 3, 4, 5, 6, *rest)\n"
        "def one(a, *b): ...\n"
        "def many(*b): many(1, 2, 3, 4, 5, 6, 7), np.many(1, 2, 3, 4, 5, 6, 7)\n"
    )
    assert list(long_signatures(tree)) == [("long", 9)]
    assert list(long_calls(tree, takers_of_lists([tree]))) == [(2, "one", 7)]
