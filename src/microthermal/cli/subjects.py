"""What commands are asked about treatments: a run file, an option of a plan, a case, a published treatment."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from microthermal.errors import InputError

if TYPE_CHECKING:
    from microthermal.cases.treatment import TreatmentCase
    from microthermal.studies.compare.subjects import Comparable, Place

_RUN, _CASE = (".nc",), (".toml",)


def read_subject(text: str) -> Comparable:
    """What a text names.

    Parameters
    ----------
    text : str
        ``run.nc``, ``plan.nc#2`` (an option by its number), ``case.toml``, or the name of a published treatment.

    Raises
    ------
    InputError
        If it names nothing that can be compared.
    """
    from microthermal import store
    from microthermal.cases.treatment import read_treatment_case
    from microthermal.planning.records import Plan
    from microthermal.studies.compare.subjects import Chosen

    file, mark, option = _parts(text)
    suffix = Path(file).suffix.lower()
    if suffix in _RUN:
        found = store.load(Path(file))
        if not isinstance(found, Plan):
            if mark:
                raise InputError(f"'{file}' holds one simulation and no options; leave out '#{option}'")
            return found
        return Chosen(found, _number(option) if mark else 1, Path(file).name)
    if suffix in _CASE:
        if mark:
            raise InputError(f"a case has no options; leave out '#{option}'")
        return read_treatment_case(Path(file))
    return _published(text)


def read_option(text: str) -> TreatmentCase | None:
    """The first visit of an option of a plan (``plan.nc#2``; of a plan alone, of its first); None for other files.

    Raises
    ------
    InputError
        If the plan has no such option, or the run file holds no plan.
    """
    file, mark, option = _parts(text)
    if Path(file).suffix.lower() not in _RUN:
        return None
    from microthermal import store
    from microthermal.planning.records import Plan
    from microthermal.studies.compare.subjects import Chosen, case_of

    found = store.load(Path(file))
    if not isinstance(found, Plan):
        raise InputError(f"'{file}' holds no plan; name its case file, or an option of a plan such as 'plan.nc#2'")
    return case_of(Chosen(found, _number(option) if mark else 1, Path(file).name))


def stem_of(text: str) -> str:
    """Name of a file or of an option of a plan, in names of files."""
    file, _, option = _parts(text)
    return f"{Path(file).stem}{f'-{option}' if option else ''}"


def _parts(text: str) -> tuple[str, str, str]:
    """File, mark and number of an option, as ``plan.nc#2`` has them; other files may have the mark in their names."""
    file, mark, option = text.rpartition("#")
    return (file, mark, option) if mark else (text, "", "")


def _number(option: str) -> int:
    if not option.isdecimal() or len(option) > 9 or int(option) < 1:
        raise InputError(f"'#{option}' is no number of an option; write for example 'plan.nc#2'")
    return int(option)


def _published(text: str) -> Comparable:
    from microthermal import catalog
    from microthermal.documents.sentences import meant

    every = {one.name: one for one in catalog.library().published}
    if text in every:
        return every[text]
    if Path(text).exists():
        told = "is neither a run file (.nc) nor a case (.toml)"
        raise InputError(f"'{text}' {told}")
    near = meant(text, tuple(every))
    guess = f" (did you mean '{near}'?)" if near else ""
    told = "names no file and no published treatment"
    raise InputError(f"'{text}' {told}{guess}; 'mtz library list published' lists them")


def read_place(case: Path | None) -> Place | None:
    """Where published treatments are done: the skin of a case, whatever else it holds."""
    if case is None:
        return None
    from microthermal.cases.treatment import read_treatment_case
    from microthermal.studies.compare.subjects import place_of

    return place_of(read_treatment_case(case))
