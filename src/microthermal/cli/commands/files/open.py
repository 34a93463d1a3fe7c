"""``mtz open``: a report in the browser."""

from __future__ import annotations

from pathlib import Path

import click

_HEAD = 4096  # bytes in which a page names the program that wrote it
_MARK = b'content="microthermal '


@click.command("open")
@click.argument("run", required=False, type=click.Path(path_type=Path))
@click.option("--browser/--no-browser", default=True, help="Whether to open it, or only to print where it is.")
def command(run: Path | None, browser: bool) -> None:
    """Show the report of RUN, a run file, a page or a folder; without RUN, the last report in this folder.

    Where there is no browser, the path is printed.
    """
    page = _page_of(run if run is not None else Path())
    click.echo(str(page))
    if browser and not _opened(page):
        click.echo("No browser was found; open the file above in one.", err=True)


def _page_of(place: Path) -> Path:
    from microthermal.errors import InputError
    from microthermal.files import is_folder

    if is_folder(place):
        pages = [path for path in place.glob("*.html") if _ours(path)]
        if not pages:
            raise InputError(f"there is no report in '{place.absolute()}'; mtz simulate and mtz plan write one")
        return max(pages, key=lambda path: (path.stat().st_mtime_ns, path.name))
    page = place if place.suffix.lower() in (".html", ".htm") else place.with_suffix(".html")
    if not page.is_file():
        raise InputError(f"there is no report '{page}'; write one with: mtz report {place}")
    return page


def _ours(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return _MARK in file.read(_HEAD)


def _opened(page: Path) -> bool:
    import os
    import sys
    import webbrowser

    # Without a screen, a browser of the terminal would take it over.
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return "BROWSER" in os.environ and webbrowser.open(page.absolute().as_uri())
    return webbrowser.open(page.absolute().as_uri())
