"""Figures of a result by the sections of its report: ``result.plot.zone()``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from microthermal.errors import InputError, brief
from microthermal.files import draft_of
from microthermal.notebook.pictures import picture
from microthermal.report.figures import Figure, figures, kinds, png
from microthermal.report.reportable import Reportable


@dataclass(frozen=True)
class Drawing:
    """Figures of one section: a notebook shows them, :meth:`save` writes them."""

    figures: tuple[Figure, ...]

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures)

    def __len__(self) -> int:
        return len(self.figures)

    def __repr__(self) -> str:
        return f"Drawing({', '.join(one.name for one in self.figures)})"

    def _repr_html_(self) -> str:
        return "".join(picture(one) for one in self.figures)

    def save(self, path: Path | str) -> tuple[Path, ...]:
        """Write the figures as SVG or PNG, by the ending of the name.

        Parameters
        ----------
        path : Path or str
            File to write; if there are several figures, each has its number before the ending.

        Returns
        -------
        tuple of Path
            What was written.

        Raises
        ------
        InputError
            If the name ends in neither, or the library that draws PNG is not installed.
        SaveError
            If a file cannot be written.
        """
        target = Path(path)
        if target.suffix not in (".svg", ".png"):
            raise InputError(f"a figure is written as .svg or .png, not as {brief(target.name)}")
        several = len(self.figures) > 1
        files = []
        for number, figure in enumerate(self.figures, start=1):
            content = png(figure) if target.suffix == ".png" else figure.svg.encode()
            file = target.with_name(f"{target.stem}_{number}{target.suffix}") if several else target
            with draft_of(file) as draft:
                draft.write_bytes(content)
            files.append(file)
        return tuple(files)


class Plots:
    """Drawings of a result, one for each section of its report; ``dir()`` lists the sections.

    Parameters
    ----------
    result : Simulation, Plan or Window
        What is drawn.
    """

    def __init__(self, result: Reportable) -> None:
        self._result = result

    def __dir__(self) -> list[str]:
        return list(kinds(self._result))

    def __getattr__(self, kind: str) -> Callable[[], Drawing]:
        if kind not in kinds(self._result):
            known = ", ".join(kinds(self._result))
            raise AttributeError(f"a report has no section {brief(kind)}; there are {known}")

        def draw() -> Drawing:
            drawn = tuple(figures(self._result, kind).values())
            if not drawn:
                raise InputError(f"the section '{kind}' of this result has no figure")
            return Drawing(drawn)

        return draw
