"""What is installed here, and whether it computes what it should: facts of a machine and a self-test of seconds."""

from microthermal.doctor.facts import Fact, facts
from microthermal.doctor.self_test import Check, self_test

__all__ = ["Check", "Fact", "facts", "self_test"]
