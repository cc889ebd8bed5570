# The project's commands. `make help` lists them. Needs Python 3.11 or later (with venv) and make.

SHELL := /bin/sh
.DEFAULT_GOAL := help

# The first Python on the path that is new enough; `make PYTHON=...` chooses another.
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
UV := uv==0.13.8

# Outside data and gold reports, where they lie beside the repository.
OATHBOOK_SHARED ?= ../shared
BOOK := build/examples.sqlite

.PHONY: help run check test lint types imports format docs score floors released reliability shared lock vendor screenshots clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "oathbook needs Python 3.11 or later; none found (make PYTHON=/path/to/python3)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

# Installed from the lock files and nothing else. The development set contains the run-time set.
$(VENV)/.run: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing oathbook into $(VENV) (once)"
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing oathbook and its development tools into $(VENV) (once)"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.run

run: $(VENV)/.run ## read examples/ into a ledger and show what it holds
	@mkdir -p build && rm -f $(BOOK)*
	$(BIN)/oathbook read examples --ledger $(BOOK)
	$(BIN)/oathbook claims --ledger $(BOOK)
	$(BIN)/oathbook story "Fajr al-Wadi" --ledger $(BOOK)
	$(BIN)/oathbook who "Fajr al-Wadi" --on 2015-04-28 --ledger $(BOOK)

check: lint types imports test ## lint, types, import contract, tests: what must pass before every commit

lint: $(VENV)/.dev ## ruff: style and common errors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev ## mypy, strict on our own code
	$(BIN)/mypy

imports: $(VENV)/.dev ## the import contract: the data goes one way
	$(BIN)/lint-imports

test: $(VENV)/.dev ## pytest; says which tests were skipped and why
	$(BIN)/python -m pytest

format: $(VENV)/.dev ## put every file into ruff's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.dev ## write the generated pages, and the outputs shown in README and tutorial, anew
	$(BIN)/python scripts/generated_pages.py
	$(BIN)/python scripts/shown_outputs.py --write README.md docs/tutorial.md

# Most parts need outside data, and are skipped without it; OATHBOOK_SHARED says where it is.
SCORE := $(BIN)/python scoring/score.py --shared $(OATHBOOK_SHARED) $(if $(PARTS),--parts $(PARTS))

score: $(VENV)/.dev ## every part measured, in one table with the floors (about 3 minutes; PARTS=dates,names)
	$(SCORE)

floors: $(VENV)/.dev shared ## pin the floors anew, a little under today's figures (LOWER=yes: they may go down)
	$(SCORE) --update-floors $(if $(LOWER),--lower)

released: $(VENV)/.dev shared ## keep today's figures as those of this version, for the table's column of the last release
	$(SCORE) --released

reliability: $(VENV)/.dev shared ## the share of right claims by score, with a picture in build/
	$(BIN)/python scoring/reliability.py --shared $(OATHBOOK_SHARED) --svg build/reliability.svg

shared:
	@test -d $(OATHBOOK_SHARED)/claims || { \
		echo "needs the folder of outside data, none at $(OATHBOOK_SHARED); set OATHBOOK_SHARED" >&2; exit 1; }

lock: | $(VENV)/bin/python ## resolve the dependencies anew into requirements/*.txt
	test -x build/lock/bin/uv || { $(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet $(UV); }
	build/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --no-annotate pyproject.toml --group build --output-file requirements/run.txt
	build/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --no-annotate pyproject.toml --group build --extra dev --constraint requirements/run.txt \
		--output-file requirements/dev.txt

vendor: $(VENV)/bin/python ## fetch what the desk and its tests use in the browser (npm), as locked
	@command -v npm >/dev/null || { echo "make vendor needs npm (Node.js); install it" >&2; exit 1; }
	npm ci --include=dev --ignore-scripts --no-audit --no-fund
	$(BIN)/python scripts/vendor.py

screenshots: $(VENV)/.dev vendor ## open every page of the desk in Chromium, and write its pictures to docs/desk/
	$(BIN)/python scripts/screenshots.py

clean: ## remove what the commands above made
	rm -rf $(VENV) build dist node_modules src/oathbook/views/desk/static/vendor .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -not -path './.git/*' -exec rm -rf {} +
