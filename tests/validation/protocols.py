"""Does the front of a search better every published protocol of its condition, those that started nothing included?

`make test-protocols` searches each condition with the devices and drugs of its protocols, and says of each protocol
whether a candidate that keeps all limits is at least as good in every aim, which limit refuses the protocol, or in what
it is not bettered. Every fourth protocol is held out of the starts (decision 63). It fails if a protocol that keeps all
limits, and that a search could have given, is not bettered.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from microthermal import catalog
from microthermal.domain.inputs.published import Published
from microthermal.planning.case import plan_case
from microthermal.planning.front.assembly import front_of_case
from microthermal.planning.front.records import Front, Start

# Skin in which each condition is treated; the devices and drugs are those of its protocols.
SKINS = {
    "atrophic_acne_scar": ("acne_scar", "cheek", "III"), "alopecia_areata": ("alopecia_areata", "scalp", "III"),
    "androgenetic_alopecia": ("androgenetic_alopecia", "scalp", "III"), "burn_scar": ("burn_scar", "forearm", "III"),
    "hypertrophic_scar": ("hypertrophic_scar", "abdomen", "III"), "keloid": ("keloid", "back", "III"),
}  # fmt: skip
# What no search varies: a protocol that has it may stay unbettered.
_BEYOND = ("laid on again", "two medicines")


def case_of(condition: str, evaluations: int) -> dict[str, Any]:
    """Case of a search whose space holds the protocols of a condition: their devices, drugs, visits and intervals."""
    goal, site, phototype = SKINS[condition]
    able = protocols(condition)
    devices = list(dict.fromkeys(one.laser.device for one in able if one.laser is not None))
    drugs = list(dict.fromkeys(dose.drug for one in able for dose in one.doses))
    return {
        "skin": {"site": site, "phototype": phototype}, "goal": goal, "devices": devices or ["er_glass_1550"],
        "drugs": drugs, "free": {"sessions": [1, 10], "interval": ["2 week", "8 week"]},
        "search": {"kind": "front", "evaluations": evaluations, "shown": 1},
    }  # fmt: skip


def protocols(condition: str) -> list[Published]:
    """Published treatments of a condition whose settings are told."""
    return [one for one in catalog.library().published if condition in one.conditions and not one.unstated]


def searched(condition: str, evaluations: int, workers: int = 1) -> Front:
    """The front of a condition."""
    case = plan_case(case_of(condition, evaluations))
    return front_of_case(case, workers, lambda *told: None, catalog.library()).front


def missed(front: Front) -> list[Start]:
    """Protocols that keep all limits, that a search could have given, and that nothing on the front betters."""
    kept = [one for one in front.starts if one.candidate is None and one.why.startswith("not bettered")]
    return [one for one in kept if not any(words in one.why for words in _BEYOND)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--evaluations", type=int, default=200, help="candidates of each condition")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("conditions", nargs="*", help="some of them; all if left out")
    options = parser.parse_args()
    held = {one.name for one in catalog.library().published if one.held_out}
    failed = 0
    for condition in options.conditions or SKINS:
        front = searched(condition, options.evaluations, options.workers)
        print(f"{condition}: {len(front.evaluations.ended)} candidates, {front.evaluations.front.size} on the front")
        for one in front.starts:
            role = "held out" if one.name in held else "start"
            print(f"  {one.name:<26} {role:<9} {one.why}", flush=True)
        failed += len(missed(front))
    sys.exit(f"{failed} protocols are not bettered" if failed else 0)


if __name__ == "__main__":
    main()
