# Every chore of the project. `make demo` and `make test` work in a fresh clone with Python 3.11 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.installed-run
STAMP := $(VENV)/.installed
DOCS_STAMP := $(VENV)/.installed-docs
WASM_STAMP := $(VENV)/.installed-wasm

.PHONY: help demo browser examples test test-hazards test-devices quick test-browser test-machines test-fit test-versions test-sweep-kills changelog summaries compare-summaries check review format verify validate verdicts calibrate timing healing-model wasm bench bench-light bench-heat bench-healing bench-chain bench-many bench-plan bench-sweep bench-wasm bench-mtz kernels wheel pictures test-protocols test-web bench-pages docs clean bench-families test-guides test-extras third-parties test-numbers influence release-check release-files fuzz mutants

help: ## list the chores
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 20

PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable

# Sizes of one environment: what running needs, the developers' tools on top, what pages and portable kernels are made with.
$(RUN_STAMP): pyproject.toml
	@echo "Installing what running needs into $(VENV): some 620 MB, most of it numerics (LLVM, SciPy, NumPy, matplotlib)."
	$(PYTHON) -m venv $(VENV)
	$(PIP_INSTALL) '.[web]'
	@touch $(RUN_STAMP)

$(STAMP): $(RUN_STAMP)
	$(PIP_INSTALL) '.[dev]'
	@touch $(STAMP)

$(DOCS_STAMP): $(STAMP)
	$(PIP_INSTALL) '.[dev,docs]'
	@touch $(DOCS_STAMP)

$(WASM_STAMP): $(STAMP)
	@echo "Installing the linker of WebAssembly (410 MB, it comes with a whole compiler) and a machine that runs it (30 MB)."
	$(PIP_INSTALL) '.[dev,wasm]'
	@touch $(WASM_STAMP)

demo: $(RUN_STAMP) ## install what running needs, plan a hypertrophic scar and write its report
	@mkdir -p out
	@echo "A plan is about a minute of processor. The first run on a machine compiles the kernels: about a minute of processor more, once."
	$(BIN)/mtz plan examples/hypertrophic_scar.toml --output out/hypertrophic_scar
	@echo "Open out/hypertrophic_scar.html in a browser. What to do next:"
	@echo "  $(BIN)/mtz web                                         move a zone, walk a plan, set two options side by side, in a browser"
	@echo "  $(BIN)/mtz compare out/hypertrophic_scar.nc#1 out/hypertrophic_scar.nc#2   the first two options under the doubts they share"

browser: ## install Chromium through the system's packages, where no browser is there and that can be done; tests open live pages in it
	@sh chores/browser.sh

examples: $(STAMP) ## run every example to its end, as it stands (minutes); pages in out/
	$(BIN)/python -m tests.journeys.every_example

test: $(STAMP) ## run the tests
	$(BIN)/python -m pytest -n 2

# Left out: what is marked slow (whole pages, run files, several visits, and single tests of more than a second whose kind quicker ones ask), and all other folders.
quick: $(STAMP) ## run unit tests and contracts but for the slow ones (under a minute)
	$(BIN)/python -m pytest tests/unit tests/contracts -m "not slow"

test-browser: $(STAMP) ## drive every page in Chromium as a user does, on wide and narrow screens, light and dark (minutes)
	$(BIN)/python -m pytest tests/browser -m browser

test-web: $(STAMP) ## the server under hostile requests by its own schema, a thousand jobs, five users at once (a minute)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "schemathesis>=4,<5"
	$(BIN)/python -m pytest tests/web -m web

test-hazards: $(STAMP) ## break the control of every hazard on purpose, in a copy, and see its test fail (minutes)
	$(BIN)/python -m chores.break_controls

# PARTS="cases files" takes these alone: inputs are read, cases are simulated to their end, files are damaged.
fuzz: $(STAMP) ## 100 000 changed inputs, 500 cases simulated, a thousand damaged files of each kind (an hour); INPUTS=5000, CASES=50 and FILES=50 take fewer, it goes on where it stopped
	nice -n 10 $(BIN)/python -m tests.fuzz $(if $(INPUTS),--inputs $(INPUTS)) $(if $(CASES),--cases $(CASES)) $(if $(FILES),--files $(FILES)) $(if $(PARTS),--only $(PARTS))

mutants: $(STAMP) ## change one small thing at a time, and see whether tests notice (hours); EACH=10 a room, ROOMS="damage zones", AGAIN=1 asks about survivors first
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "cosmic-ray>=8.3,<9"
	nice -n 15 $(BIN)/python -m chores.mutants $(if $(EACH),--each $(EACH)) $(if $(ROOMS),--rooms $(ROOMS)) $(if $(AGAIN),--again)

test-machines: $(STAMP) ## the same answers under the arithmetic of other processors and libraries (minutes)
	$(BIN)/python -m tests.machines

test-guides: $(DOCS_STAMP) ## follow every guide and tutorial to its end, as a newcomer would (half an hour); GUIDES="add_a_drug sweep" takes these alone
	$(BIN)/python -m tests.guides $(GUIDES)

test-fit: $(STAMP) ## twenty synthetic fits and repeats of one: are parameters recovered, do repeats agree (minutes)
	$(BIN)/python -m tests.validation.fit_recovery

# Only the standard library is needed here: each environment is made anew in out/versions. WHOLE=1 runs every test.
test-versions: ## tests with the oldest and the newest dependencies, on every Python (an hour)
	$(PYTHON) -m tests.versions $(if $(WHOLE),--whole)

# Only the standard library is needed here, too. EXTRAS="web plan python3.12" takes these alone, "none" the package without any.
test-extras: ## build wheel and source archive, install each extra in an environment of its own, run what needs it; the wheel on every Python (half an hour)
	$(PYTHON) -m tests.versions.extras $(EXTRAS)

test-sweep-kills: $(STAMP) ## kill scheduler, workers and client of a sweep of 5000 runs ten times, and compare its table (half an hour)
	$(BIN)/python -m tests.sweeps.kills

# DEVICES="current rf_bare" takes a family and a device alone; KEEP=folder keeps every page.
test-devices: $(STAMP) ## simulate, map and plan with every device of the library, for every goal that allows it (half an hour)
	$(BIN)/python -m pytest -n 2 -m devices
	nice -n 15 $(BIN)/python -m tests.devices $(DEVICES)

test-protocols: $(STAMP) ## search each condition for a front, and hold it against every published protocol, held-out ones too (some ten minutes)
	$(BIN)/python -m tests.validation.protocols

changelog: $(STAMP) ## collect changes/ into CHANGELOG.md as the release that pyproject.toml names
	$(BIN)/towncrier build --yes

# EXAMPLES="cheek acne_scar" takes these alone.
summaries: $(STAMP) ## store the full summaries of all examples in tests/summaries (half an hour)
	$(BIN)/python -m tests.summaries write $(EXAMPLES)

compare-summaries: $(STAMP) ## compute them again and list what differs (half an hour)
	$(BIN)/python -m tests.summaries compare $(EXAMPLES)

check: $(STAMP) ## format, lint, types, import contracts
	$(BIN)/ruff format --check src tests benchmarks chores examples docs
	$(BIN)/ruff check src tests benchmarks chores examples docs
	$(BIN)/mypy
	$(BIN)/lint-imports

review: $(STAMP) ## hold the repository against the habits of scientific Python (decision 0026)
	$(BIN)/repo-review .

format: $(STAMP) ## format and mend what can be mended by itself
	$(BIN)/ruff format src tests benchmarks chores examples docs
	$(BIN)/ruff check --fix src tests benchmarks chores examples docs

verify: $(STAMP) ## test that equations are solved, and write docs/verification.md
	$(BIN)/python -m tests.verification.page
	$(BIN)/python -m pytest -n 2 tests/verification

validate: $(STAMP) ## judge every measured zone, and write docs/validation.md; fails if a verdict has changed
	$(BIN)/python -m pytest tests/validation
	$(BIN)/python -m tests.validation.page

verdicts: $(STAMP) ## the same, and store the new verdicts
	$(BIN)/python -m tests.validation.page --accept

# ANEW=1 draws the chain itself first, for the equations as they are: a quarter of an hour of processor, and answers of healing move.
calibrate: $(STAMP) ## make the stored draws of the healing model from their chain, the same bits (a minute of processor); ANEW=1 draws the chain anew
	$(if $(ANEW),nice -n 15 $(BIN)/python -m chores.calibrate)
	nice -n 15 $(BIN)/python -m chores.ordering

timing: $(STAMP) ## write docs/healing_timing.md, docs/healing_dose.md and their pictures: findings beside the healing model
	$(BIN)/python -m tests.validation.healing_timing
	$(BIN)/python -m tests.validation.healing_dose

healing-model: $(STAMP) ## make SBML and compiled rates from library/healing/cascade.ant
	$(BIN)/python -m chores.healing_model

wasm: $(WASM_STAMP) ## make the kernels of a zone as a WebAssembly module in out/wasm
	$(BIN)/python -m chores.wasm out/wasm

third-parties: $(STAMP) ## write docs/reference/third_parties.md: what comes with the program, its licence, its size, why
	$(BIN)/python -m chores.third_parties

test-numbers: $(STAMP) ## move every number of the library by its spread, and list what each moves; goes on where it was (minutes)
	$(BIN)/python -m chores.numbers

influence: $(STAMP) ## rank the debts of the library by what they move in the six plans of the examples (minutes)
	$(BIN)/python -m chores.numbers.influence
	$(BIN)/python -m chores.numbers.page

release-check: $(STAMP) ## run all that a release is judged by, and write what moved since the last one; STORED=1 runs nothing (hours)
	$(BIN)/python -m chores.release check $(if $(STORED),--stored)

release-files: $(STAMP) ## keep case, library files, run and numbers of the version that pyproject.toml names, for all later ones
	$(BIN)/python -m chores.release files

kernels: $(STAMP) ## compile all kernels for each level of processors, into the package (minutes); LEVELS="x86-64-v3" takes one
	$(BIN)/python -m chores.native $(LEVELS)

wheel: kernels ## a wheel with all kernels compiled, in dist
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .

bench: $(STAMP) ## time what people wait for beside an earlier version; AGAINST=HEAD, AVX2=1, ROWS="zone chain", COMPILE=1, PAGE=docs/performance.md
	$(BIN)/python -m benchmarks.run $(if $(ROWS),--rows $(ROWS)) $(if $(AGAINST),--against $(AGAINST)) $(if $(AVX2),--avx2) $(if $(COMPILE),--compile) $(if $(PAGE),--page $(PAGE))

bench-light: $(STAMP) ## light against its peers, those that are installed
	$(BIN)/python -m benchmarks.bench_light

bench-heat: $(STAMP) ## heat against memory, its own finer runs and its peers, those that are installed
	$(BIN)/python -m benchmarks.bench_heat

bench-healing: $(STAMP) ## time healing: three visits with two drugs, draws of the posterior, other engines
	$(BIN)/python -m benchmarks.bench_healing

bench-chain: $(STAMP) ## time one simulation asked again, stage by stage, and how soon a new process answers
	$(BIN)/python -m benchmarks.bench_chain
	$(BIN)/python -m benchmarks.bench_start

bench-families: $(STAMP) ## time a zone of each family of devices, its field kept
	$(BIN)/python -m benchmarks.bench_families

bench-many: $(STAMP) ## time 500 candidates of a plan in 20 scenarios each (minutes)
	$(BIN)/python -m benchmarks.bench_many

bench-plan: $(STAMP) ## time a front of 500 candidates in 20 scenarios, and a question to it (minutes)
	$(BIN)/python -m benchmarks.bench_plan

bench-sweep: $(STAMP) ## time what the engine of a sweep adds to a run, and how well it uses two workers
	$(BIN)/python -m benchmarks.bench_sweep

bench-pages: $(STAMP) ## time from a slider of the page of a zone to its new picture, in Chromium
	$(BIN)/python -m benchmarks.bench_pages

bench-wasm: wasm ## time the portable kernels against the native ones
	$(BIN)/python -m benchmarks.bench_wasm

bench-mtz: $(STAMP) ## the Open MTZ benchmark: our answers against stored and exact ones; WRITE=1 stores them, twins too, and writes its page
	$(BIN)/python -m benchmarks.mtz $(if $(WRITE),--write)

pictures: demo ## draw the pictures of the README anew; the report is shown by a browser that is called chromium or google-chrome
	$(BIN)/python docs/pictures/draw.py out/hypertrophic_scar.html

docs: $(DOCS_STAMP) ## build the documentation, run its gallery, and look at the pages
	$(BIN)/sphinx-build -q -W --keep-going -b html docs docs/_build/html
	BUILT_PAGES=docs/_build/html $(BIN)/python -m pytest tests/journeys/test_built_pages.py

clean: ## remove what was built
	rm -rf $(VENV) out docs/_build docs/generated .pytest_cache .mypy_cache .ruff_cache
