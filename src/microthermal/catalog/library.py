"""All that a simulation takes from the library, read once and handed down as one argument."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property, lru_cache, partial
from typing import Any

import numpy as np

from microthermal.catalog.advice.guidance import guidance_cautions
from microthermal.catalog.calibration import healing_posterior
from microthermal.catalog.figures import figure_ends, figures
from microthermal.catalog.limits import rules, stated_limits, stated_targets
from microthermal.catalog.models import default_laws, healing_model, heat_model, known_law
from microthermal.catalog.optics import spectra
from microthermal.catalog.reading import shelf
from microthermal.catalog.reading.entries import names
from microthermal.catalog.reading.naming import find
from microthermal.catalog.reading.state import one_state, remembered, state, state_now
from microthermal.catalog.records import every_published
from microthermal.catalog.scope import scope_cautions, scopes
from microthermal.catalog.tracing import Known, Traced, cautions, known_entries, trace
from microthermal.catalog.unused import unused_caution
from microthermal.damage.laws import DamageLaw
from microthermal.deposition.engines import DepositionEngine, engine
from microthermal.documents.sentences import read_choice
from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.inputs.goal import Limit
from microthermal.domain.inputs.laser import Device, LaserPulse
from microthermal.domain.inputs.published import Published
from microthermal.domain.inputs.rule import Criteria, Rule, Target
from microthermal.domain.inputs.scope import Scope
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.library.figures import FigureEnds, Figures
from microthermal.domain.library.spectra import Spectra
from microthermal.domain.results.caution import Caution
from microthermal.errors import InputError, brief
from microthermal.healing.calibration.posterior import Posterior
from microthermal.healing.models import Banded, HealingModel
from microthermal.healing.models import model as healing_models
from microthermal.heat.models import HeatModel
from microthermal.tissue.skin_optics import optics_cautions

# Parts of the paths of values that nothing but light asks for, and nothing but heat, and either of the two.
_OF_LIGHT = (".scattering.", ".composition.lipid", ".composition.melanosome", ".composition.oxygenation")
_OF_HEAT = (".thermal.density", ".thermal.specific_heat", ".thermal.conductivity")
_OF_BOTH = (".composition.water",)


@dataclass(frozen=True, eq=False)
class Library:
    """What the library states, as records: two libraries that were read apart compare by identity.

    Parameters
    ----------
    spectra : Spectra
        Pure chromophores, and the options by which they are put together.
    laws : Mapping
        Damage laws by name.
    default_laws : Mapping
        Endpoint to the name of the law that holds where none is chosen.
    removal : Mapping
        Heat models by the way in which they remove tissue.
    healing : Mapping
        Healing models by their kind.
    posteriors : Mapping
        What calibration has left of the coefficients of healing models, by the name of their draws.
    figures : Figures
        Sourced numbers of scores and formulas.
    ends : FigureEnds
        Those of them that are followed over their spread, at its ends.
    scopes : tuple of Scope
        Pulses whose effect is another than the one that is simulated.
    limits, targets : tuple of tuple
        Limits of the window and places in the skin, each with the skins, conditions and devices that it is for.
    rules : tuple of Rule
        Contraindications and conflicts.
    published : tuple of Published
        Treatments as the literature gives them.
    entries : Mapping
        What the library holds under each origin, by which the numbers of a record are traced.
    unread : tuple of Caution
        What stands in the folders of the user and is not read.
    """

    spectra: Spectra
    laws: Mapping[str, DamageLaw]
    default_laws: Mapping[str, str]
    removal: Mapping[str, HeatModel]
    healing: Mapping[str, HealingModel]
    posteriors: Mapping[str, Posterior]
    figures: Figures
    ends: FigureEnds
    scopes: tuple[Scope, ...]
    limits: tuple[tuple[Limit, Criteria], ...]
    targets: tuple[tuple[Target, Criteria], ...]
    rules: tuple[Rule, ...]
    published: tuple[Published, ...]
    entries: Mapping[str, Known]
    unread: tuple[Caution, ...] = ()

    def __repr__(self) -> str:
        return f"Library({self.digest[:12]})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """A library is no part of a document: a record that is read has the one that its class puts there."""
        from pydantic_core import core_schema

        return core_schema.is_instance_schema(cls)

    def law(self, name: str) -> DamageLaw:
        """Damage law of a name.

        Raises
        ------
        InputError
            If there is no such law.
        """
        return self.laws[read_choice(name, tuple(self.laws), "law")]

    def chosen_laws(self, chosen: Iterable[str] = ()) -> tuple[DamageLaw, ...]:
        """Damage laws of all endpoints: the default of each, or the one that is named instead.

        Parameters
        ----------
        chosen : iterable of str
            Names of laws, such as ``"epidermal_cells_diller_1991"``; each replaces the default of its endpoint.

        Raises
        ------
        InputError
            If there is no such law, or two are named for one endpoint.
        """
        picked: dict[str, str] = {}
        for name in chosen:
            endpoint = self.law(name).endpoint
            if endpoint in picked:
                raise InputError(f"'{picked[endpoint]}' and '{name}' are both laws of {endpoint}; name one of them")
            picked[endpoint] = name
        usual = {**self.default_laws, **picked}
        return tuple(self.laws[usual[endpoint]] for endpoint in sorted(usual))

    def heat_model(self, removal: str) -> HeatModel:
        """Heat model that removes tissue in a way, as devices and pulses state it.

        Raises
        ------
        InputError
            If there is no such way.
        """
        return self.removal[read_choice(removal, tuple(self.removal), "removal")]

    def engine(self, kind: str) -> DepositionEngine:
        """Engine of deposition of a kind, with the coefficients of the library where it states any."""
        held = self.entries.get(f"deposition/{kind}")
        found: DepositionEngine = engine[kind]() if held is None else held.record
        return found

    def healing_model(self, kind: str) -> HealingModel:
        """Healing model of a kind, as settings state it.

        Raises
        ------
        InputError
            If there is no such model.
        """
        return self.healing[read_choice(kind, tuple(self.healing), "healing model")]

    def record(self, kind: str, name: str) -> Any:
        """Record of a skin, device, condition, drug or goal, by its name or its title.

        Raises
        ------
        InputError
            If this library holds none.
        """
        held = self.entries.get(f"{kind}/{name}") or self.entries.get(f"{kind}/{find(kind, name).stem}")
        if held is None:
            raise InputError(f"this library holds no {kind} {brief(name)} that can be read; see 'mtz library check'")
        return held.record

    def cautions(self, *records: Any, light: bool = True, heat: bool = True) -> tuple[Caution, ...]:
        """What rests on memory, on an assumption or on a scenario; as :func:`microthermal.catalog.cautions`.

        Values of skin that only light asks for are not told without ``light``, those that only heat asks for not
        without ``heat``.
        """
        unasked = (*(() if light else _OF_LIGHT), *(() if heat else _OF_HEAT))
        return _cautions(self, records, unasked if light or heat else (*unasked, *_OF_BOTH))

    def doubts(self, skin: Skin, pulse: Exposure) -> tuple[Caution, ...]:
        """What is not read of the user's folders, what is not known of the optics, and what a pulse does beside."""
        if pulse.wavelength is None:
            return self.unread
        optical = optics_cautions(skin, pulse.wavelength, self.spectra)
        # With a follicle or a vessel on the axis, what its light is taken up by is simulated.
        asked = self.scopes if skin.structure is None else tuple(one for one in self.scopes if not one.by_wavelength)
        scope = scope_cautions(pulse.wavelength, pulse.duration, asked)
        return (*self.unread, *optical, *scope, *self._advised(skin, pulse))

    def _advised(self, skin: Skin, pulse: Exposure) -> tuple[Caution, ...]:
        """Whether a laser pulse is what the maker of its device advises for this skin."""
        held = self.entries.get(pulse.origin)
        if held is None or not isinstance(held.record, Device) or not isinstance(pulse, LaserPulse):
            return ()
        sources = [row.source for path, row in held.rows.items() if path.startswith("basis.guidance")]
        return guidance_cautions(held.record, pulse, skin, sources[0] if sources else "")

    @cached_property
    def digest(self) -> str:
        """Digest of every number and choice of the library, but not of sources and of what is not read."""
        found = hashlib.sha256()
        for name in (field.name for field in fields(self) if field.name not in ("entries", "unread")):
            _put(found, name)
            _put(found, getattr(self, name))
        _put(found, {name: held.record for name, held in self.entries.items() if name.startswith("deposition/")})
        return found.hexdigest()


@lru_cache(maxsize=64)  # two for each simulation: of its inputs, of its damage laws
def _cautions(held: Library, records: tuple[Any, ...], unasked: tuple[str, ...]) -> tuple[Caution, ...]:
    return cautions(*records, traced=partial(_asked, held, unasked) if unasked else partial(_traced, held))


def _asked(held: Library, unasked: tuple[str, ...], record: Any) -> tuple[Traced, ...]:
    """Numbers of a record, but for those whose paths hold what nothing asks for."""
    return tuple(one for one in _traced(held, record) if not any(part in one.path for part in unasked))


@lru_cache(maxsize=64)  # treatments that are tried in one skin share its numbers
def _traced(held: Library, record: Any) -> tuple[Traced, ...]:
    return trace(record, held.entries.get)


def _put(digest: Any, value: Any) -> None:
    """Feed a value, with the kinds of records and the number of members, so that no two values look the same."""
    if isinstance(value, np.ndarray):
        digest.update(f"array {value.shape}\n".encode() + value.astype("<f8").tobytes())
    elif is_dataclass(value):
        digest.update(f"record {type(value).__name__} {len(fields(value))}\n".encode())
        for field in fields(value):
            _put(digest, getattr(value, field.name))
    elif isinstance(value, Mapping):
        _put(digest, tuple((key, value[key]) for key in sorted(value)))
    elif isinstance(value, tuple):
        digest.update(f"tuple {len(value)}\n".encode())
        for item in value:
            _put(digest, item)
    elif value is None or isinstance(value, str | int | float):
        digest.update(f"{value!r}\n".encode())
    else:
        raise TypeError(f"a library holds records, not {type(value).__name__}")


@remembered(1)
def library() -> Library:
    """The installed library, shipped and user's; it is read again only when one of its files has changed.

    Raises
    ------
    LibraryError
        If a library file is wrong.

    Examples
    --------
    >>> library().figures.scores.closed
    0.1
    """
    began = state_now()
    kept: Library | None = shelf.held(began)
    if kept is not None:
        return kept
    with one_state():  # hundreds of entries are asked for: each would look at every file whether it has changed
        found = _read()
    if state() == began:  # else a file was changed meanwhile, and this is of neither state
        shelf.hold(began, found)
    return found


def _read() -> Library:
    models = {kind: healing_model(kind) for kind in healing_models.kinds()}
    draws = dict.fromkeys(model.draws for model in models.values() if isinstance(model, Banded))
    return Library(
        spectra=spectra(),
        laws={name: known_law(name) for name in names("law")},
        default_laws=default_laws(),
        removal={name: heat_model(name) for name in names("removal")},
        healing=models, posteriors={name: healing_posterior(name) for name in draws},
        figures=figures(), ends=figure_ends(),
        scopes=scopes(), limits=stated_limits(), targets=stated_targets(), rules=rules(),
        published=every_published(), entries=known_entries(), unread=unused_caution(),
    )  # fmt: skip


def laws(chosen: Iterable[str] = ()) -> tuple[DamageLaw, ...]:
    """Damage laws of the installed library, also by their titles; as :meth:`Library.chosen_laws`."""
    try:
        named = iter((chosen,) if isinstance(chosen, str) else chosen)
    except TypeError:
        raise InputError(f"names of laws are a list, not {brief(chosen)}") from None
    return library().chosen_laws(find("law", name).stem for name in named)
