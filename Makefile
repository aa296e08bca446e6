# make run    set up and serve the dashboard at http://127.0.0.1:8050
# make test   set up, check the code, run every test
# `make help` lists the rest.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install
RUNTIME := $(VENV)/.installed
PRINTING := $(VENV)/.installed-print
DEVELOPMENT := $(VENV)/.installed-dev
SPARK := $(VENV)/.installed-spark
COMPRESSED := .cache/static/.compressed
ASSETS := $(shell find assets -type f 2>/dev/null)
COMPILED := .cache/.compiled
CODE := app.py api components data pages server
SOURCES := $(shell find $(CODE) -name '*.py' 2>/dev/null)
PYTEST := $(BIN)/python -m pytest -n 2 --dist worksteal --durations 25 --durations-min 5

.PHONY: help setup run check test test-full bench soak deck digest workbook pack scale load load-milestones clean
.DEFAULT_GOAL := help

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(RUNTIME) $(COMPRESSED) $(COMPILED) ## Install what the dashboard needs, into .venv

run: setup ## Serve the dashboard (HOST, PORT, DATA_DIR, WORKERS from the environment)
	@exec $(BIN)/python app.py

check: $(DEVELOPMENT) ## Check style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: setup $(DEVELOPMENT) check chromium services postgresql ## Check, then run every test, browser tests included
	$(PYTEST) -m "not full"

test-full: setup $(DEVELOPMENT) $(SPARK) check chromium services postgresql java ## Like test, with the long ones
	$(PYTEST)

bench: setup $(DEVELOPMENT) chromium ## Measure the budgets, beside a plain Dash page
	$(BIN)/python -m tests.performance.bench

soak: setup $(DEVELOPMENT) ## Many readers on two workers, in peace and through faults (READERS=200 SOAK_MINUTES=10)
	@$(BIN)/python -m tests.performance.soak

scale: setup $(DEVELOPMENT) $(SPARK) postgresql java ## Measure growth: SCALE_PARTS="engines,readers" SCALE_READERS=1000 SCALE_SECONDS=60
	@.ci/install-services wrk
	@$(BIN)/python -m tests.performance.scale

load: $(RUNTIME) ## Check and load files: FILES="…" (DRY_RUN=1 ACCEPT="totals older" CORRECTION=1 AFRESH=1)
	@test -n "$$FILES" || { echo "Say which files: make load FILES=extract.csv" >&2; exit 2; }
	@$(BIN)/python -m data load $(FILES) $(if $(DRY_RUN),--dry-run) $(if $(CORRECTION),--correction) \
		$(if $(AFRESH),--afresh) $(foreach each,$(ACCEPT),--accept-$(each))

load-milestones: $(RUNTIME) ## Check and add a quarter's board or figures: FILE=… (ACCEPT_WARNINGS=1 CORRECTION=1)
	@test -n "$$FILE" || { echo "Say which file: make load-milestones FILE=board.xlsx" >&2; exit 2; }
	@$(BIN)/python -m data.intake "$$FILE" $(if $(ACCEPT_WARNINGS),--accept-warnings) $(if $(CORRECTION),--correction)

pack: setup $(PRINTING) ## Print the pack as PDF: AREA=south-west (or all) AS_AT=2018-06 OUT=file or directory (AGAIN=1)
	@$(BIN)/python -m components.pack.commands.pack --area "$${AREA:-london}" --as-at "$${AS_AT:-}" \
		$${OUT:+--out "$$OUT"} $(if $(AGAIN),--again)

deck: $(RUNTIME) $(COMPILED) ## Write the briefing deck (PPTX): AREA=south-west AS_AT=2018-06 OUT=file or directory
	@$(BIN)/python -m components.pack.commands.deck --area "$${AREA:-london}" --as-at "$${AS_AT:-}" \
		$${OUT:+--out "$$OUT"}

digest: $(RUNTIME) $(COMPILED) ## Write what changed, for e-mail: AREA=south-west (or bcus, all) SINCE=2018-03 AS_AT=… OUT=… (EML=1)
	@$(BIN)/python -m components.pack.commands.digest --area "$${AREA:-london}" --since "$${SINCE:-}" \
		--as-at "$${AS_AT:-}" $${OUT:+--out "$$OUT"} $(if $(EML),--eml)

workbook: $(RUNTIME) $(COMPILED) ## Write the workbook (XLSX, ODS): AREA=south-west AS_AT=2018-06 PAGE=burglary FORMAT=ods OUT=file or directory
	@$(BIN)/python -m components.pack.commands.workbook --area "$${AREA:-}" --as-at "$${AS_AT:-}" \
		--page "$${PAGE:-}" --format "$${FORMAT:-}" $${OUT:+--out "$$OUT"}

clean: ## Remove everything that the other targets made
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: chromium services postgresql java
chromium:
	@.ci/install-chromium

services:
	@.ci/install-services

postgresql:
	@.ci/install-postgresql

java:
	@.ci/install-java

$(VENV)/bin/python:
	@.ci/install-venv "$(PYTHON)" $(VENV)

$(RUNTIME): $(VENV)/bin/python requirements.txt constraints.txt
	@echo "Installing the libraries (once; a few minutes on a slow line)"
	@$(PIP) -r requirements.txt
	@touch $@

$(PRINTING): $(RUNTIME) requirements-print.txt
	@$(PIP) -r requirements-print.txt
	@touch $@

$(DEVELOPMENT): $(RUNTIME) requirements-print.txt requirements-engines.txt requirements-dev.txt
	@echo "Installing what checks and tests need (once)"
	@$(PIP) -r requirements-dev.txt
	@touch $@

$(SPARK): $(DEVELOPMENT) requirements-spark.txt
	@$(PIP) -r requirements-spark.txt
	@touch $@

$(COMPRESSED): $(RUNTIME) $(ASSETS) components/figures/drawing.py $(wildcard server/plotly_*.py) server/precompress.py server/static.py
	@$(BIN)/python -m server.precompress
	@touch $@

# Once, here: a server may run where it must not write, or be told not to (PYTHONDONTWRITEBYTECODE),
# and would compile every module at every start.
$(COMPILED): $(RUNTIME) $(SOURCES)
	@mkdir -p $(@D)
	@$(BIN)/python -m compileall -q $(CODE)
	@touch $@
