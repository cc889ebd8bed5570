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

.PHONY: help run check test lint types imports format docs score bench shared lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

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

# Both need outside data; OATHBOOK_SHARED says where it is.
score: $(VENV)/.dev shared ## how well claims are found in marked reports
	$(BIN)/python scoring/score_claims.py --shared $(OATHBOOK_SHARED)

bench: $(VENV)/.dev shared ## figures of the parts: model, dates, speakers, who is meant, ledger, events (about 10 minutes)
	$(BIN)/python training/evaluate.py src/oathbook/model --shared $(OATHBOOK_SHARED)
	$(BIN)/python scoring/bench_dates.py --shared $(OATHBOOK_SHARED)
	OATHBOOK_SHARED=$(OATHBOOK_SHARED) $(BIN)/python scoring/bench_speakers.py gum
	OATHBOOK_SHARED=$(OATHBOOK_SHARED) $(BIN)/python scoring/bench_reference.py
	$(BIN)/python scoring/bench_ledger.py
	$(BIN)/python scoring/bench_events.py

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

clean: ## remove what the commands above made
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -not -path './.git/*' -exec rm -rf {} +
