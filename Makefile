# toolrisk: everything that a person or CI runs. `make demo` and `make test` set up by themselves.
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv

.PHONY: demo test check bench docs constraints clean

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt uv
	$(UV) pip install --quiet --python $(BIN)/python --constraint constraints.txt --group dev --editable .
	touch $@

constraints:  ## regenerate the pins
	$(UV) pip compile --quiet --universal --no-header --group dev pyproject.toml --output-file constraints.txt --upgrade
