"""Compiled kernels are of the sources at hand, those of their callees included."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from microthermal.numerics import sources
from microthermal.numerics.sources import DIGESTS, digests_of, imported_by

FOLDER = Path(sources.__file__).parent
TEXTS = {
    "kernel": "from microthermal.numerics.helper import f\n",
    "helper": "from microthermal.numerics.constants import A\n",
    "constants": "A = 1\n",
    "other": "B = 1\n",
}


def test_a_digest_holds_all_that_a_file_takes_from_others_near_and_far():
    before = digests_of(TEXTS)
    after = digests_of({**TEXTS, "constants": "A = 2\n"})
    assert {name for name in TEXTS if before[name] != after[name]} == {"kernel", "helper", "constants"}
    assert digests_of({**TEXTS, "other": "B = 2\n"})["kernel"] == before["kernel"]
    record = {**TEXTS, "types": "class Cell(NamedTuple):\n    depth: float\n\n\nC = 1\n"}
    renamed = {**record, "types": "class Slab(NamedTuple):\n    depth: float\n\n\nC = 1\n"}
    wider = {**record, "types": "class Cell(NamedTuple):\n    depth: float\n    width: float\n\n\nC = 1\n"}
    beside = {**record, "types": "class Cell(NamedTuple):\n    depth: float\n\n\nC = 2\n"}
    for other in (renamed, wider):  # a kernel is handed records that its file does not import
        assert all(digests_of(record)[name] != digests_of(other)[name] for name in record)
    assert digests_of(record)["kernel"] == digests_of(beside)["kernel"]
    circle = {"a": "from microthermal.numerics.b import x", "b": "from microthermal.numerics.a import y"}
    assert set(digests_of(circle)) == {"a", "b"}


def name_of(path):
    return ".".join(path.relative_to(FOLDER).with_suffix("").parts)


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.py")), ids=lambda path: name_of(path))
def test_no_import_is_overlooked(path):
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        assert not getattr(node, "level", 0), "relative imports are not looked for"
        for name in names:
            assert name != "microthermal.numerics" or path.stem == "__init__", "name the file that is meant"
            if name.startswith("microthermal.numerics."):
                inner = name.removeprefix("microthermal.numerics.")
                assert (FOLDER / inner.replace(".", "/")).with_suffix(".py").is_file(), "name the file that is meant"
                found.add(inner)
    assert imported_by(path.read_text(encoding="utf-8")) == found
    assert name_of(path) in DIGESTS


def test_a_kernel_follows_a_helper_in_another_file(tmp_path):
    package = tmp_path / "microthermal" / "numerics"
    shutil.copytree(FOLDER / "entries", package / "entries", ignore=shutil.ignore_patterns("__pycache__"))
    (package.parent / "__init__.py").touch()
    for name in ("__init__.py", "sources.py", "compiling.py", "inner.py", "records.py", "slots.py"):
        shutil.copy(FOLDER / name, package)
    for needed in ("cache", "files", "errors"):
        shutil.copytree(FOLDER.parent / needed, package.parent / needed)
    (package / "room").mkdir()
    (package / "room" / "__init__.py").touch()
    (package / "room" / "kernel.py").write_text(
        "from microthermal.numerics.compiling import njit\nfrom microthermal.numerics.helper import A\n\n\n"
        "@njit()\ndef f():\n    return A\n\n\n@njit()\ndef g():\n    return f() + 10\n"
    )
    seen = []
    for value in (1, 2, 2):
        (package / "helper.py").write_text(f"A = {value}\n")
        asked = [sys.executable, "-c", "from microthermal.numerics.room.kernel import g; print(g(), len(g.made))"]
        # Two files of the same size that are written within one second would have the same byte code.
        env = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
        env.pop("NUMBA_CACHE_DIR", None)
        seen.append(subprocess.run(asked, env=env, capture_output=True, text=True, check=True).stdout.strip())
    assert seen == ["11 1", "12 1", "12 0"]
    # What was made from the sources before is gone.
    assert len(list(package.rglob("*.kernel"))) == 1
