"""A folder of choices: each file is found by itself, names are unique."""

from __future__ import annotations

import importlib
import itertools
import sys

import pytest

from microthermal.documents import read, write
from microthermal.errors import InputError, LibraryError
from microthermal.quantity import record
from microthermal.registry import Registry

FACE = '''
from typing import Protocol
from microthermal.registry import Registry

class Shape(Protocol):
    """Something with an area."""

    def area(self) -> float: ...

shape = Registry("shape", __name__)
'''
CHOICE = '''
from typing import Annotated, ClassVar
from microthermal.quantity import Quantity, record
from {package} import shape

@shape
@record
class {name}:
    """A {kind}."""

    kind: ClassVar[str] = "{kind}"
    size: Annotated[float, Quantity("m", "size", 0, 1)] = 0.5

    def area(self) -> float:
        return self.size**2
'''
_number = itertools.count()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Write a package of choices and hand back its registry."""
    made = []

    def make(**files: str) -> Registry:
        package = f"shapes_{next(_number)}"
        path = tmp_path / package
        path.mkdir()
        (path / "__init__.py").write_text(FACE)
        for stem, text in files.items():
            (path / f"{stem}.py").write_text(text.replace("{package}", package))
        monkeypatch.syspath_prepend(tmp_path)
        importlib.invalidate_caches()
        made.append(package)
        return importlib.import_module(package).shape

    yield make
    for name in [name for name in sys.modules if name.split(".")[0] in made]:
        del sys.modules[name]


def choice(name: str, kind: str) -> str:
    return CHOICE.replace("{name}", name).replace("{kind}", kind)


def test_files_are_found_by_themselves(folder):
    shape = folder(square=choice("Square", "square"), disc=choice("Disc", "disc"))
    assert shape.kinds() == ("disc", "square")
    assert [cls.__name__ for cls in shape] == ["Disc", "Square"]
    assert shape["square"](size=0.25).area() == 0.0625


def test_nothing_is_imported_before_it_is_asked_for(folder):
    shape = folder(broken="raise RuntimeError('imported')")
    with pytest.raises(RuntimeError, match="imported"):
        shape.kinds()


def test_an_unknown_kind_lists_the_known(folder):
    shape = folder(square=choice("Square", "square"), disc=choice("Disc", "disc"))
    with pytest.raises(InputError, match="there is no shape 'sqare'; known are: disc, square"):
        shape["sqare"]


@pytest.mark.parametrize("names", [("Square", "Other"), ("Square", "Square")], ids=["two names", "one name"])
def test_two_files_of_one_kind_are_refused(folder, names):
    shape = folder(one=choice(names[0], "square"), two=choice(names[1], "square"))
    with pytest.raises(LibraryError, match="two choices of shape are called 'square'"):
        shape.kinds()


@pytest.fixture
def holder(folder):
    """A record that holds a choice, and the registry of its choices."""
    shape = folder(square=choice("Square", "square"), disc=choice("Disc", "disc"))

    return shape, _room(shape)


def _room(shape):
    from typing import Annotated

    class Room:
        """A room with a floor, another one perhaps, and rugs."""

        floor: Annotated[object, shape]
        loft: Annotated[object, shape] | None = None
        rugs: tuple[Annotated[object, shape], ...] = ()

    # The annotations hold a registry made in this test, which no text could name.
    Room.__annotations__ = {
        "floor": Annotated[object, shape],
        "loft": Annotated[object, shape] | None,
        "rugs": tuple[Annotated[object, shape], ...],
    }
    return record(Room)


def test_a_field_is_chosen_by_kind_and_written_back(holder):
    shape, room = holder
    document = {
        "floor": {"kind": "square", "size": "25 cm"},
        "loft": "disc",
        "rugs": [{"kind": "disc"}, {"kind": "square", "size": "1 m"}],
    }
    made = read(room, document)
    assert type(made.floor) is shape["square"]
    assert made.floor.size == 0.25
    assert made.loft == shape["disc"]()
    assert [rug.kind for rug in made.rugs] == ["disc", "square"]
    assert read(room, write(made)) == made


def test_a_choice_that_is_made_already_is_taken(holder):
    shape, room = holder
    square = shape["square"]()
    assert read(room, {"floor": square}).floor is square


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"floor": {"kind": "sqare"}}, "floor: there is no shape 'sqare'; known are: disc, square"),
        ({"floor": {"size": "1 m"}}, "floor: name the shape by its kind; known are: disc, square"),
        ({"floor": 3}, "floor: name the shape by its kind; known are: disc, square"),
        ({"floor": {"kind": ["disc"]}}, "floor: the kind must be a text in quotes; known are: disc, square"),
        ({"floor": {"kind": "disc", "sise": "1 m"}}, "floor.sise: this field is not known; did you mean 'size'?"),
        ({"floor": {"kind": "disc", "size": "1 s"}}, "floor.size: '1 s' is in 's', which is not a unit"),
        ({"floor": "disc", "loft": {"kind": "disc", "sise": 1}}, "loft.sise: this field is not known; did you mean"),
        ({"floor": "disc", "rugs": ["disc", {"kind": "disc", "sise": 1}]}, "rugs.1.sise: this field is not known; did"),
        ({"floor": "disc", "rugs": ["disc", "disk"]}, "rugs.1: there is no shape 'disk'; known are: disc, square"),
    ],
)
def test_faults_of_a_choice_name_the_field(holder, document, expected):
    with pytest.raises(InputError) as caught:
        read(holder[1], document)
    (fault,) = caught.value.faults
    assert str(fault).startswith(expected)
