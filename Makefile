# Two commands: `make run` starts the monitor, `make test` runs every test. docs/betrieb.md says more.
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help run test lint types check screenshots pins clean

help:
	@echo "make run    sets everything up and starts the monitor at http://localhost:$(PORT)"
	@echo "make test   sets everything up and runs all tests"
	@echo "make check  linters, types, import contracts, catalogues"

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 oder neuer wird benötigt / Python 3.11 or newer is needed.")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

# A stamp holds the checksum of the pins, so a second start installs nothing.
$(VENV)/.run: $(VENV)/.python requirements.txt pyproject.toml
	$(INSTALL) --requirement requirements.txt
	$(INSTALL) --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	$(INSTALL) --requirement requirements-dev.txt
	@touch $@

run: $(VENV)/.run
	@$(BIN)/python -m tools.start --port $(PORT)

test: $(VENV)/.dev
	@$(BIN)/python -m tools.browser
	$(BIN)/python -m pytest tests/unit tests/golden tests/app --numprocesses 2 --dist loadscope
	$(BIN)/python -m pytest tests/e2e --reruns 1

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.i18n check

screenshots: $(VENV)/.dev
	$(BIN)/python -m tools.screenshots

pins: $(VENV)/.dev
	$(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --output-file requirements.txt pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --extra dev --constraint requirements.txt --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --output-file requirements-dev.txt pyproject.toml

clean:
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache .hypothesis
