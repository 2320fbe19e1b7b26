# make run   builds, checks, answers, draws and exports into out/
# make test  lint, types and tests; make test-all adds the slow ones (servers, long comparisons), as continuous integration does
# make setup prepares .venv alone; make bench, bench-check, bench-ask and bench-draw compare engines; make clean removes what was made
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: run test test-all setup bench bench-check bench-ask bench-draw clean
run: $(STAMP)
	@$(BIN)/mekgraph run

test test-all: $(STAMP)
	$(BIN)/ruff check src tests bench docs
	$(BIN)/ruff format --check src tests bench docs
	$(BIN)/mypy
	$(BIN)/mekgraph fmt --check ontology data
	$(BIN)/python -m pytest -q -n 2 --dist worksteal --doctest-modules -m '$(if $(filter test-all,$@),,not slow and not browser)'

setup: $(STAMP)

bench: $(STAMP)
	$(BIN)/python -m bench.engines

bench-check: $(STAMP)
	$(BIN)/python -m bench.check.run

bench-ask: $(STAMP)
	$(BIN)/python -m bench.ask.run

bench-draw: $(STAMP)
	$(BIN)/python -m bench.draw.run

clean:
	rm -rf $(VENV) out dist

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "mekgraph needs Python 3.11 or newer; this is $$($(PYTHON) --version). Try: make PYTHON=python3.12 run"; exit 2; }
	@echo "Preparing $(VENV) (about a minute, only the first time) ..."
	@$(PYTHON) -m venv $(VENV)
	@PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(STAMP)
