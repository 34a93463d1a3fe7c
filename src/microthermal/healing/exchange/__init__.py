"""The healing model and its runs for other programs: SBML, SED-ML, COMBINE archives."""
