# Public names and the modules that hold them: type checkers read this file, and the package loads them by it.
from microthermal import catalog as catalog
from microthermal import report as report
from microthermal import store as store
from microthermal import units as units
from microthermal.deposition.slab import slab_light as slab_light
from microthermal.domain.inputs.laser import Cooling as Cooling
from microthermal.domain.inputs.laser import Pulse as Pulse
from microthermal.domain.inputs.pattern import Pattern as Pattern
from microthermal.domain.inputs.treatment import Course as Course
from microthermal.domain.inputs.treatment import Treatment as Treatment
from microthermal.domain.results.slab import OpticalLayer as OpticalLayer
from microthermal.errors import InputError as InputError
from microthermal.planning.plan import plan as plan
from microthermal.simulation.chain import simulate as simulate
from microthermal.simulation.sessions import simulate_course as simulate_course
from microthermal.simulation.settings import Settings as Settings
