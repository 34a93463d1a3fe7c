"""Kernels copy arrays by loops: an assignment between arrays compiles wording of errors into each of them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

NUMERICS = Path(__file__).parents[2] / "src" / "microthermal" / "numerics"


def compiled(tree: ast.Module) -> list[ast.FunctionDef]:
    """Functions of a module that Numba compiles."""
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and any("njit" in ast.unparse(one) for one in node.decorator_list)
    ]


def between_arrays(function: ast.FunctionDef) -> list[int]:
    """Lines on which a part of an array is assigned anything but a number."""
    found = []
    for node in ast.walk(function):
        targets = node.targets if isinstance(node, ast.Assign) else []
        for target in targets:
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=True))
            for place, value in pairs:
                sliced = isinstance(place, ast.Subscript) and any(isinstance(x, ast.Slice) for x in ast.walk(place))
                if sliced and not isinstance(value, ast.Constant):
                    found.append(place.lineno)
    return found


@pytest.mark.parametrize("path", sorted(NUMERICS.rglob("*.py")), ids=lambda path: str(path.relative_to(NUMERICS)))
def test_no_kernel_assigns_between_arrays(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {function.name: lines for function in compiled(tree) if (lines := between_arrays(function))}
    assert not found, f"copy by a loop in {found}"


def test_an_assignment_between_arrays_is_seen():
    function = ast.parse(
        "def f(a, b, c, i):\n a[:], c[1:] = 0.0, b\n a[:] = 0.0\n a[i] = 2 * i\n c[i, :] = b[i, :]"
    ).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert between_arrays(function) == [2, 5]
