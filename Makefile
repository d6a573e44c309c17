# Everything that a person or CI runs. Each target sets up what it needs by itself.
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python \
	--constraints constraints.txt --build-constraints constraints.txt
# Where no sandbox works the starter's pinned servers start bare, and `run` says so.
SANDBOX = $$($(BIN)/toolrisk doctor --json | grep -q 'none works here' && echo --sandbox none)

.PHONY: help demo test test-slow check lint docs docs-fresh figures bench screenshots constraints clean

help:
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

demo: .venv/app ## run everything on the starter registry: real servers, catalog.db, reports/
	@$(BIN)/toolrisk run $(SANDBOX)

test: .venv/dev ## the tests; no network
	@$(BIN)/pytest -n auto

test-slow: .venv/dev ## the tests that need minutes or the package registries
	@$(BIN)/pytest -n auto -m 'slow or online'

check: lint test docs-fresh ## all that CI checks

lint: .venv/dev ## style, types, import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

docs: .venv/dev ## regenerate what is generated: RULES.md and parts of README.md
	@$(BIN)/python -m classifier.rules_page > RULES.md
	@env -u COLUMNS $(BIN)/cog -r README.md

docs-fresh: .venv/dev
	@$(BIN)/python -m classifier.rules_page | diff -q - RULES.md >/dev/null || \
		{ echo "RULES.md is stale: make docs" >&2; exit 1; }
	@env -u COLUMNS $(BIN)/cog --check README.md || { echo "README.md is stale: make docs" >&2; exit 1; }

figures: .venv/dev ## measure quality anew for the README and the site; wants ../shared/data
	@mkdir -p docs
	@$(BIN)/python -m benchmarks.quality > docs/quality.txt
	@$(BIN)/python -m benchmarks.figures > figures.json.new
	@mv figures.json.new classifier/figures.json
	@$(BIN)/cog -r README.md

bench: .venv/dev ## quality, speed and introspection, measured; wants ../shared/data
	@$(BIN)/python -m benchmarks.quality
	@$(BIN)/python -m benchmarks.speed
	@$(BIN)/python -m benchmarks.policies
	@$(BIN)/python -m benchmarks.judge
	@$(BIN)/python -m benchmarks.identity
	@$(BIN)/python -m benchmarks.crawling
	@$(BIN)/python -m benchmarks.introspection
	@$(BIN)/python -m benchmarks.remotes
	@$(BIN)/python -m benchmarks.sandboxes
	@$(BIN)/python -m benchmarks.checking
	@$(BIN)/python -m benchmarks.publishing

PICTURES ?= pictures
screenshots: .venv/dev ## pictures of every kind of page, at three widths, light and dark; wants chromium
	@$(BIN)/python -m tests.browser.screenshots $(PICTURES)

constraints: .venv/app ## regenerate the pins
	@$(BIN)/uv pip compile --quiet --universal --upgrade --no-header --no-annotate \
		--group dev pyproject.toml --output-file constraints.txt

clean: ## remove what the targets made
	rm -rf .venv reports catalog.db catalog.db-wal catalog.db-shm

.venv/uv: constraints.txt
	@command -v $(PYTHON) >/dev/null || { echo "toolrisk: $(PYTHON) is missing;" \
		"on Debian or Ubuntu: apt install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "toolrisk:" \
		"$(PYTHON) is older than 3.11; name a newer one: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "toolrisk: Python's venv" \
		"module is missing; on Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt uv
	@touch $@

.venv/app: .venv/uv pyproject.toml
	@$(INSTALL) --editable .
	@touch $@

.venv/dev: .venv/app
	@$(INSTALL) --group dev
	@touch $@
