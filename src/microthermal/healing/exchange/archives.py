"""COMBINE archive of a run: model, simulation, curves, and who made it when, in one file."""

from __future__ import annotations

import zipfile
from pathlib import Path

from microthermal.quantity import record

_FORMATS = "http://identifiers.org/combine.specifications/"
_DAWN = (1980, 1, 1, 0, 0, 0)  # of every part, so that two archives of one run are equal


@record
class About:
    """What an archive says of itself."""

    title: str
    description: str
    version: str
    created: str


def write_archive(path: Path, sbml: str, sedml: str, table: str, about: About) -> None:
    """Write an archive.

    Parameters
    ----------
    path : Path
        File to write.
    sbml, sedml, table : str
        Its parts: the model, what is to be run, and the course as we computed it.
    about : About
        For its metadata.

    Raises
    ------
    OSError
        If the file cannot be written whole.
    """
    parts = {
        "manifest.xml": _MANIFEST, "model.xml": sbml, "run.sedml": sedml, "curves.csv": table,
        "metadata.rdf": _metadata(about),
    }  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _DAWN)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, text)


_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<omexManifest xmlns="{_FORMATS}omex-manifest">
  <content location="." format="{_FORMATS}omex"/>
  <content location="./model.xml" format="{_FORMATS}sbml"/>
  <content location="./run.sedml" format="{_FORMATS}sed-ml" master="true"/>
  <content location="./curves.csv" format="http://purl.org/NET/mediatypes/text/csv"/>
  <content location="./metadata.rdf" format="{_FORMATS}omex-metadata"/>
</omexManifest>
"""


def _metadata(about: About) -> str:
    from xml.sax.saxutils import escape

    title, description, version, created = (
        escape(text) for text in (about.title, about.description, about.version, about.created)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:dcterms="http://purl.org/dc/terms/"
    xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#">
  <rdf:Description rdf:about="http://omex-library.org/run.omex">
    <dc:title>{title}</dc:title>
    <dc:description>{description}</dc:description>
    <dc:creator>
      <rdf:Description>
        <foaf:name>microthermal {version}</foaf:name>
        <rdfs:label>microthermal {version}</rdfs:label>
      </rdf:Description>
    </dc:creator>
    <dc:created>
      <rdf:Description>
        <dcterms:W3CDTF>{created}</dcterms:W3CDTF>
      </rdf:Description>
    </dc:created>
  </rdf:Description>
</rdf:RDF>
"""
