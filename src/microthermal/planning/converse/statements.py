"""What a user would rather have, as text: a metric or a setting against a number, such as "downtime < 3 day"."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from microthermal.cases.turned_goals import NEVER_NEGATIVE
from microthermal.documents.sentences import hint
from microthermal.domain.inputs.medicine import Dose
from microthermal.errors import InputError, brief
from microthermal.planning.design.candidates import Candidate, settings_of
from microthermal.planning.design.decoding import Decoder
from microthermal.planning.design.variables import ALIASES, MEANINGS, NOTHING, ROUTES
from microthermal.planning.front.records import Evaluations
from microthermal.planning.metrics import metrics
from microthermal.planning.records import Outcome
from microthermal.quantity import Array
from microthermal.units import example, parse, show

_FORM = re.compile(r"\s*([A-Za-z_][\w ]*?)\s*(<=|>=|<|>|=)\s*(.+?)\s*")
_LONGEST = 200
# A value that misses its mark by less than this fraction of it is on it.
_SLACK = 1e-9
# What has no such setting, or no such number, is as far off as anything.
FAR = 10.0


@dataclass(frozen=True)
class Statement:
    """A metric, or a setting that is a number, that is to lie below or above a value [SI]; or a setting of a name."""

    name: str
    below: bool
    value: float
    choice: str = ""

    @property
    def unit(self) -> str:
        """Unit of the value."""
        return MEANINGS[self.name].unit if self.name in MEANINGS else str(metrics[self.name].unit)

    @property
    def text(self) -> str:
        """The statement as it is understood."""
        if self.choice:
            return f"{self.name} = {self.choice}"
        return f"{self.name} {'at most' if self.below else 'at least'} {show(self.value, self.unit)}"

    def excess(self, value: float | str | None) -> float:
        """How far a value misses the statement, as a fraction of its mark; 0 if it keeps it."""
        if self.choice:
            return 0.0 if value == self.choice else 1.0
        if value is None or isinstance(value, str):
            return FAR
        beyond = value - self.value if self.below else self.value - value
        scale = max(abs(self.value), 1e-12)
        return 0.0 if beyond <= _SLACK * scale else min(beyond / scale, FAR)

    def of(self, one: Candidate, found: Outcome, beside: tuple[Dose, ...] = ()) -> float:
        """How far a simulated course misses it, in a case that lays films on beside what is searched."""
        if self.name in MEANINGS:
            return self.excess(settings_of(one, beside).get(self.name))
        estimate = found.of(self.name)
        return FAR if estimate.undefined else self.excess(estimate.value)

    def over(self, found: Evaluations, decoder: Decoder) -> Array:
        """How far each candidate that was followed to its end misses it; others as far as anything (candidate,)."""
        if self.name in MEANINGS:
            return np.array([
                self.excess(decoder.settings(decoder.candidate(place)).get(self.name)) for place in found.places
            ])  # fmt: skip
        column = found.metrics.index(self.name)
        return np.array([
            self.excess(float(value)) if told > 0.5 else FAR
            for value, told in zip(found.values[:, column], found.told[:, column], strict=True)
        ])  # fmt: skip


def read_statement(text: str) -> Statement:
    """Statement of a text.

    Raises
    ------
    InputError
        If it is none, names nothing that is known, or its unit does not fit.

    Examples
    --------
    >>> read_statement("downtime < 3 day").text
    'downtime at most 3 d'
    """
    match = _FORM.fullmatch(text) if isinstance(text, str) and len(text) <= _LONGEST else None
    if match is None:
        raise InputError(f"{brief(text)} is no preference; write for example 'downtime < 3 day' or 'sessions <= 2'")
    name = known_name(match[1])
    sign, value = match[2], match[3]
    if name in MEANINGS and MEANINGS[name].kind == "choice":
        if sign != "=":
            raise InputError(
                f"{name} is a name; write for example '{name} = {ROUTES[0] if name == 'route' else NOTHING}'"
            )
        return Statement(name, below=False, value=0.0, choice=value)
    if sign == "=":
        raise InputError(f"{name} is a number; write '<' or '>' and the value that it should keep to")
    unit = MEANINGS[name].unit if name in MEANINGS else str(metrics[name].unit)
    try:
        number = parse(value, unit)
    except InputError as error:
        given = "1 day" if unit == "s" else example(unit)
        text = str(error).partition(";")[0]
        raise InputError(f"{text}; write for example '{name} {sign} {given}'") from None
    if number < 0.0 and name in metrics.kinds() and unit in NEVER_NEGATIVE:
        raise InputError(f"{name} is never negative, so that no plan can be asked for '{value}'")
    return Statement(name, below=sign[0] == "<", value=number)


def known_name(text: str) -> str:
    """Metric or setting of a name, in words or as code writes it.

    Raises
    ------
    InputError
        If there is none.
    """
    name = "_".join(text.strip().lower().split())
    name = ALIASES.get(name, name)
    if name in MEANINGS or name in metrics.kinds():
        return name
    raise InputError(f"there is no metric and no setting '{text.strip()}'; {hint(name, (*metrics.kinds(), *MEANINGS))}")
