"""The pages there are, and settings that fit together, with the controls and the question of their page."""

from __future__ import annotations

from microthermal import catalog
from microthermal.catalog.reading.state import one_state
from microthermal.web.documents.held import only
from microthermal.web.forms.cases import place_of
from microthermal.web.forms.pages import PAGES
from microthermal.web.forms.state import BEGIN, State, changed, cleaned, complete
from microthermal.web.offers import device_offer
from microthermal.web.pages import Answer, Request


def names(request: Request) -> Answer:
    """Names and titles of the pages, the file of the browser that draws each, and what settings begin with."""
    only(request)
    return {
        "pages": [{"name": name, "title": one.title, "module": one.module or name} for name, one in PAGES.items()],
        "begin": BEGIN,
    }


@one_state()
def settle(request: Request) -> Answer:
    """Settings that fit together, with the controls and the question of their page.

    Parameters
    ----------
    request : dict
        ``state``: texts by the names of settings; what is no setting is dropped.

    Returns
    -------
    dict
        ``state``, ``said`` (what is not offered as it was asked for), ``subject``, ``controls``, ``ask`` (none where
        there is nothing to ask), and ``texts``: what is shown as a file and as Python.
    """
    only(request, "state")
    given = request.get("state")
    asked = cleaned(given if isinstance(given, dict) else {})
    state = complete(asked)
    state["page"] = state["page"] if state["page"] in PAGES else BEGIN["page"]
    form = PAGES[state["page"]]
    return {
        "state": state, "said": changed(asked, state), "controls": form.controls(state), "ask": form.asks(state),
        "subject": (form.subject or _subject)(state), "texts": (form.texts or form.asks)(state),
        "about": form.about,
    }  # fmt: skip


def _subject(state: State) -> str:
    condition, device = catalog.title("condition", state["condition"]).lower(), device_offer(state["device"])["title"]
    passes = "pass" if state["passes"] == "1" else "passes"
    return (
        f"{place_of(state)}, {condition}; {device}, {state['energy']}, {state['density']}, {state['passes']} {passes}."
    )
