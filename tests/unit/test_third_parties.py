"""The list of third parties: everything that an installation brings is told of, with a licence, and nothing else is."""

from __future__ import annotations

from importlib.metadata import distribution

from chores.third_parties import PAGE, parties, required, words


def test_every_package_that_comes_with_the_program_is_told_of() -> None:
    found = parties()
    assert {one.name for one in found} <= set(words())  # other versions of packages may need fewer
    assert all(told["why"] and told["go"] for name, told in words().items() if name != "decision")
    assert not [one.name for one in found if one.licence == "licence not told by its note"]
    assert all(one.size > 0.0 and one.by for one in found)


def test_what_packages_need_is_followed_to_its_end() -> None:
    found = {one.name: one for one in parties()}
    assert "numba" in found["llvmlite"].by and "microthermal" in found["numba"].by
    for name in found:
        assert set(required(distribution(name))) <= set(found)


def test_the_page_names_each_of_them() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert not [one.name for one in parties() if f"| {one.name} |" not in page]
