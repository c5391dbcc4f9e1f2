# Everything is made by one of these; `make` alone lists them.
# Needs Python 3.11 or newer with venv and pip, and make. The first run sets up .venv.

.DEFAULT_GOAL := help
.PHONY: help html instructor test fuzz check lint serve bench compare manual clean pdf epub pack

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

help: ## this list
	@awk -F ':.*## ' '/^[a-z ]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

html: $(VENV)/.run ## the student's edition: build/html/index.html
	@$(BIN)/annotate html

instructor: $(VENV)/.run ## the instructor's edition: build/instructor/index.html
	@$(BIN)/annotate html --edition instructor

check: $(VENV)/.run ## everything that is wrong with the texts, notes and pages
	@$(BIN)/annotate check --strict

test: $(VENV)/.test ## the whole test suite
	@$(BIN)/python -m pytest -q -n auto

lint: $(VENV)/.test ## ruff and mypy
	@$(BIN)/ruff check src tests
	@$(BIN)/ruff format --check --quiet src tests
	@$(BIN)/mypy

serve: $(VENV)/.run ## live preview: rebuilds and reloads on save
	@$(BIN)/annotate serve

manual: $(VENV)/.run ## the tool's manual: build/manual/index.html
	@$(BIN)/sphinx-build -q -n -W --keep-going -d build/doctrees/manual docs/manual build/manual
	@echo build/manual/index.html

bench: $(VENV)/.test ## how long the stages take; SIZE=1000 for more texts, BENCH=--help for what else it takes
	@$(BIN)/python -m tests.bench 5 100 $(SIZE) $(BENCH)

compare: $(VENV)/.test ## fetches the tools that bench builds the same pages with, those that can be had
	@$(PIP) -r requirements/compare.txt || echo "requirements/compare.txt is not to be had here" >&2
	@$(BIN)/python -m venv $(VENV)/book && $(VENV)/book/bin/pip --disable-pip-version-check install --quiet -r requirements/book.txt || \
		echo "requirements/book.txt is not to be had here" >&2
	@npm ci --prefix tests/bench/npm --ignore-scripts --no-audit --no-fund --loglevel=error || \
		echo "tests/bench/npm/package.json is not to be had here" >&2

SECONDS ?= 60
fuzz: $(VENV)/.fuzz ## looks for inputs that break it: a minute for each target, or make fuzz SECONDS=600
	@$(BIN)/python -m tests.fuzz $(SECONDS)

pdf: $(VENV)/.pdf ## for paper: build/reader.pdf and build/instructor.pdf
	@$(BIN)/annotate pdf; student=$$?; $(BIN)/annotate pdf --edition instructor && exit $$student

epub: $(VENV)/.run ## for e-readers: build/reader.epub
	@$(BIN)/annotate epub

pack: $(VENV)/.pdf ## for teaching: build/teaching-pack/, a folder for students and one for instructors
	@$(BIN)/annotate pack

clean: ## remove what was built
	rm -rf build docs/readings docs/instructor docs/_annotate
	rm -rf docs/manual/reference
	rm -f docs/glossary.md docs/questions.md docs/exercises.md docs/index-of-names.md docs/timeline.md docs/figures.md docs/sources.md docs/note-on-the-texts.md docs/comparison.md docs/words.md

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "make: Python 3.11 or newer is needed; install it, or say make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "Setting up $(VENV) with $(PYTHON) (once) ..." >&2
	@"$(PYTHON)" -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	@$(PIP) -r requirements/run.txt
	@$(PIP) --no-deps --editable .
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.run
	@$(PIP) -r requirements/test.txt
	@touch $@

$(VENV)/.pdf: requirements/pdf.txt $(VENV)/.run
	@$(PIP) -r requirements/pdf.txt
	@touch $@

$(VENV)/.fuzz: requirements/fuzz.txt $(VENV)/.test
	@$(PIP) -r requirements/fuzz.txt
	@touch $@
