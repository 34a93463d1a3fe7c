"""Modules import one another openly and in no circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import microthermal

ROOT = Path(microthermal.__file__).parent
# Files and folders that may import a part of the package within a function, and why.
LATE = {
    "cli": "A command must answer before the numerics that only another one needs are loaded.",
    "domain/inputs/medicine.py": "Reading a dose loads pydantic, which a dose made in Python does without.",
    "healing/models/_compiled.py": "The rates of the cascade take seconds to compile.",
    "numerics/entries": "Machine code that was kept runs without the compiler, which takes a second to load.",
}


def _name(path: Path) -> str:
    return ".".join(("microthermal", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")


MODULES = {_name(path): path for path in sorted(ROOT.rglob("*.py"))}


def _imports(node: ast.AST, late: bool = False) -> Iterator[tuple[str, bool]]:
    """Modules of the package that a tree imports, each with whether it does so within a function."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ImportFrom) and child.module:
            for one in child.names:
                whole = f"{child.module}.{one.name}"
                yield (whole if whole in MODULES else child.module), late
        elif isinstance(child, ast.Import):
            yield from ((one.name, late) for one in child.names)
        else:
            yield from _imports(child, late or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef))


@cache
def _imported(module: str) -> tuple[tuple[str, bool], ...]:
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    return tuple(dict.fromkeys((name, late) for name, late in _imports(tree) if name in MODULES))


def test_no_module_imports_the_package_within_a_function_without_a_reason() -> None:
    found = {MODULES[module].relative_to(ROOT) for module in MODULES if any(late for _, late in _imported(module))}
    reasons = {path: place for path in found for place in LATE if path == Path(place) or Path(place) in path.parents}
    assert sorted(found - reasons.keys()) == []
    assert set(reasons.values()) == set(LATE), "a reason that no file needs any more"


def test_imports_run_in_no_circle() -> None:
    graph = {module: {name for name, _late in _imported(module) if name != module} for module in MODULES}
    assert len(tuple(TopologicalSorter(graph).static_order())) >= len(graph)


def test_a_circle_within_functions_is_seen() -> None:
    tree = ast.parse("def f():\n    from microthermal.delivery.schedule import times\n")
    assert list(_imports(tree)) == [("microthermal.delivery.schedule", True)]
    with pytest.raises(ValueError, match="cycle"):
        TopologicalSorter({"a": {"b"}, "b": {"a"}}).prepare()


def test_no_folder_holds_more_files_than_a_reader_can_hold() -> None:
    counted: dict[Path, int] = {}
    for path in MODULES.values():
        counted[path.parent] = counted.get(path.parent, 0) + 1
    assert {str(folder.relative_to(ROOT)): count for folder, count in counted.items() if count > 15} == {}
