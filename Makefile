# Two commands: `make demo` to look around, `make test` to run everything that CI runs.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
AUDIT  := .venv-audit
AREAS  := plugins/mhpss plugins/safety plugins/digital plugins/legal
# Each of the two workers calculates with one thread: small matrices on more threads than cores take ten times as long.
PYTEST := OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -n 2 --dist worksteal
LOCAL  := $(foreach part,. $(AREAS),-e $(part))

.PHONY: demo test test-engines test-long fast audit sbom lock messages documents bench bench-scale bench-utility clean help

help:
	@grep -E '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /\t/'

demo: $(VENV)/.runtime ## build the demo workspace (once) and start the dashboard
	@exec $(BIN)/ovtf demo

test: $(VENV)/.test ## everything that CI runs: lint, types, import rules, tests, how much of four rooms they reach
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST) -m "not engines and not long" --cov --cov-report=term

fast: $(VENV)/.test ## a few minutes: no browser, no wheels, no killed servers, fewer examples
	HYPOTHESIS_PROFILE=dev $(PYTEST) -m "not journey and not engines and not slow and not long"

test-long: $(VENV)/.test ## everything, with four times the examples: for every night
	HYPOTHESIS_PROFILE=long $(PYTEST) -m "not engines"

test-engines: $(VENV)/.test ## every figure on PostgreSQL and over Spark Connect; says what is not installed
	$(BIN)/python -m pytest -m engines -rs tests/conformance

bench: $(VENV)/.test ## benchmarks: each prints ratios from one run
	$(BIN)/python -m benchmarks.rerun_cost
	$(BIN)/python -m benchmarks.large_agency
	$(BIN)/python -m benchmarks.weight

bench-scale: $(VENV)/.test ## benchmarks with up to ten million cases: half an hour and 3 GB of disk
	$(BIN)/python -m benchmarks.release_scale 1e4 1e6 1e7
	$(BIN)/python -m benchmarks.projection_follow

bench-utility: $(VENV)/.test ## how good the figures of a release are, beside the goals: a few minutes
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m benchmarks.release_utility

messages: $(VENV)/.test ## collect strings for translators
	$(BIN)/python -m ovtf_kit.messages

documents: $(VENV)/.test ## write the documents that follow from the code: indicators, risk levels, reference, mistakes, guide coverage, the picture of the rooms, settled steps, files of imports
	$(BIN)/python -m tools.figure_list
	$(BIN)/python -m tools.risk_levels
	$(BIN)/python -m tools.reference
	$(BIN)/python -m tools.mistakes
	$(BIN)/python -m tools.guide_coverage
	$(BIN)/python -m tools.rooms
	$(BIN)/python -m tools.settled
	$(BIN)/python -m tools.import_inputs

audit: $(AUDIT)/.installed ## known weaknesses of what a server runs; asks an index on the network
	@$(AUDIT)/bin/pip-audit --require-hashes --disable-pip --progress-spinner off $(AUDIT_FLAGS) -r requirements.lock 2>$(AUDIT)/log && cat $(AUDIT)/log || { \
	  grep '^Found' $(AUDIT)/log || { tail -n 1 $(AUDIT)/log; echo "No index answered, so nothing is known about weaknesses. Run it where there is a network, or name an index: docs/operators.md."; }; exit 1; }

sbom: $(AUDIT)/.installed $(VENV)/.runtime ## write sbom.json: every package that a server runs, with version and licence; no network
	@$(AUDIT)/bin/cyclonedx-py environment --output-reproducible $(VENV) | $(BIN)/python -m tools.sbom > sbom.json || { rm -f sbom.json; exit 1; }
	@echo "sbom.json: $$(grep -c '"bom-ref"' sbom.json) packages"

lock: ## resolve the lock files anew (needs uv)
	cd requirements && uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header runtime.in -o ../requirements.lock
	cd requirements && uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header test.in -c ../requirements.lock -o ../requirements-test.lock
	cd requirements && uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header witness.in -c ../requirements-test.lock --override witness-overrides.txt --no-emit-package attrs --no-emit-package numpy --no-emit-package scipy -o ../requirements-witness.lock
	cd requirements && uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header audit.in -o ../requirements-audit.lock

clean: ## remove the virtual environment and caches; never a workspace
	rm -rf $(VENV) $(AUDIT) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock pyproject.toml $(addsuffix /pyproject.toml,$(AREAS)) | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation $(LOCAL)
	@touch $@

# The accountant asks for an older attrs than our runtime has, and works with ours: its list is installed as it stands.
$(VENV)/.test: requirements-test.lock requirements-witness.lock $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-witness.lock
	@touch $@

# In an environment of their own: what looks at the packages is not one of them.
$(AUDIT)/.installed: requirements-audit.lock | $(VENV)/bin/python
	$(BIN)/python -m venv $(AUDIT)
	$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-audit.lock
	@touch $@
