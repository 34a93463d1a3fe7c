"""Page of the mutants."""
from chores.mutants.rooms import ROOT
PAGE = ROOT / "docs" / "mutation.md"
def page(found): return ""
