"""An exported model for tools of other levels of SBML, with names and notes for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from microthermal.errors import InputError
from microthermal.healing.exchange.libraries import library
from microthermal.quantity import record

# Levels and versions that an export can have, each with the namespace in which paths name its parts.
LEVELS = {
    "3.2": "http://www.sbml.org/sbml/level3/version2/core",
    "3.1": "http://www.sbml.org/sbml/level3/version1/core",
    "2.4": "http://www.sbml.org/sbml/level2/version4",
}
_GROUPS = "http://www.sbml.org/sbml/level3/version1/groups/version1"
_TESTS = {"max": "geq", "min": "leq"}  # when the first of two is the greatest, the least


@record
class Word:
    """Name of a species or coefficient for people, what else there is to say, and its term of the SBO."""

    title: str
    note: str = ""
    sbo: str = ""


def name_parts(model: Any, words: Mapping[str, Word]) -> None:
    """Give species and parameters of a model their names, notes and terms.

    Parameters
    ----------
    model : libsbml.Model
        Changed in place; a part without words is named by its own name in plain letters.
    words : Mapping
        By the name of the part.
    """
    from xml.sax.saxutils import escape

    parts = [model.getSpecies(number) for number in range(model.getNumSpecies())]
    parts += [model.getParameter(number) for number in range(model.getNumParameters())]
    for part in parts:
        word = words.get(part.getId(), Word(title=part.getId().replace("_", " ")))
        part.setName(word.title)
        if word.note:
            part.setNotes(f'<body xmlns="http://www.w3.org/1999/xhtml"><p>{escape(word.note)}</p></body>')
        if word.sbo:
            part.setSBOTerm(word.sbo)


def at_level(sbml: str, level: str, groups: bool) -> str:
    """Turn SBML of Level 3 Version 2 into that of another level.

    Parameters
    ----------
    sbml : str
        The model.
    level : str
        One of ``LEVELS``.
    groups : bool
        Whether the modules stay as groups; Level 2 has none.

    Raises
    ------
    InputError
        If libSBML cannot do it.

    Notes
    -----
    Versions before 3.2 know no ``max`` and ``min``: both are written piecewise. In Level 2 numbers have no units, so
    that those of formulas cannot be checked there.
    """
    if level == "3.2" and groups:
        return sbml
    libsbml = library("libsbml")
    document = libsbml.readSBMLFromString(sbml if level == "3.2" else _piecewise(sbml))
    if not groups or level == "2.4":
        document.disablePackage(_GROUPS, "groups")
    number, version = (int(part) for part in level.split("."))
    strict = number == 3  # not for Level 2: it has no value of a trigger before the start, which no event here needs
    if not document.setLevelAndVersion(number, version, strict):
        raise InputError(f"the model cannot be written as SBML Level {number} Version {version}")
    return str(libsbml.writeSBMLToString(document))


def _piecewise(sbml: str) -> str:
    """The same model without ``max`` and ``min``.

    Formulas are taken as XML: libSBML's own objects change their class once libSEDML is loaded beside it.
    """
    # Loading it takes longer than a zone, which is nothing to do with XML.
    from xml.dom import minidom

    document: Any = minidom.parseString(sbml)
    for name, order in _TESTS.items():
        for operation in list(document.getElementsByTagName(name)):
            apply = operation.parentNode
            one, other = [node for node in apply.childNodes if node.nodeType == node.ELEMENT_NODE][1:]
            copies = [part.cloneNode(deep=True) for part in (one, other)]
            test = _element(document, "apply", _element(document, order), *copies)
            piece, rest = _element(document, "piece", one, test), _element(document, "otherwise", other)
            apply.parentNode.replaceChild(_element(document, "piecewise", piece, rest), apply)
    text: str = document.toxml()
    return text


def _element(document: Any, name: str, *children: Any) -> Any:
    found = document.createElement(name)
    for child in children:
        found.appendChild(child)
    return found
