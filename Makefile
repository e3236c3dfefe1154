# The two commands: `make demo` shows milipol at work, `make test` checks everything.
# Each makes .venv and installs what it needs; all are safe to run again.

PYTHON ?= python3
VENV ?= .venv
SECONDS ?= 600

BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test lint types check data tests golden pictures bench results fuzz mutants \
  test-all test-lowest test-typer dist clean

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*  ## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

# Else Python 3.11 could not find itself in a path with accents under LC_ALL=C.
demo: export LC_ALL = C.UTF-8
demo: $(VENV)/.installed  ## set up, then show the shows to come and a day at one
	@echo '$$ $(BIN)/milipol upcoming'
	@$(BIN)/milipol upcoming
	@echo
	@echo '$$ $(BIN)/milipol today --on 2023-11-17'
	@$(BIN)/milipol today --on 2023-11-17

test: lint types check tests  ## set up, then run all checks and tests

lint: $(VENV)/.ready  ## style, and the one way that imports run
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/.ready  ## types, strictly
	$(BIN)/mypy

check: $(VENV)/.installed  ## what any data can be wrong about, in the bundled data
	$(BIN)/milipol check --strict data

data: check $(VENV)/.ready  ## the same, and what is asked of the bundled data alone
	$(BIN)/pytest tests/test_data.py

tests: $(VENV)/.ready  ## every test, with coverage
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n 2 --dist worksteal
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

golden: $(VENV)/.ready  ## write the golden files anew; review what changed
	$(BIN)/pytest --update-golden tests/test_outputs.py tests/today/test_outputs.py tests/show/test_outputs.py tests/news/test_outputs.py tests/search/test_outputs.py tests/agenda/test_outputs.py tests/network/load/test_own_files.py tests/look/test_odd_data.py tests/export/test_outputs.py tests/check/test_outputs.py tests/test_benchmarks.py tests/test_docs.py

pictures: $(VENV)/.installed  ## make the pictures of the README anew
	$(BIN)/python docs/pictures.py

bench: $(VENV)/.ready  ## measure speed and memory, side by side in one run
	$(BIN)/python -m benchmarks

results: $(VENV)/.ready  ## the same, and keep it in benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks --results benchmarks/RESULTS.md

fuzz: $(VENV)/.ready  ## draw folders of data, sound and damaged, for SECONDS=600
	FUZZ_SECONDS=$(SECONDS) $(BIN)/pytest -q -x tests/test_fuzz.py

mutants: $(VENV)/.ready  ## change the code where tests should notice, and see whether they do
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group mutants
	rm -rf mutants
	$(BIN)/mutmut run

test-all:  ## every test on each Python from 3.11 on that is here
	.ci/test-all

test-lowest:  ## every test with the lowest versions that pyproject.toml allows
	$(MAKE) .venv-lowest/.ready VENV=.venv-lowest
	.venv-lowest/bin/python .ci/lowest.py > .venv-lowest/lowest.txt
	.venv-lowest/bin/python -m pip install --quiet --disable-pip-version-check \
	  --requirement .venv-lowest/lowest.txt
	$(MAKE) tests VENV=.venv-lowest

test-typer:  ## every test and the bench with the newest Typer, beyond its cap
	$(MAKE) .venv-typer/.ready VENV=.venv-typer
	.venv-typer/bin/python -m pip install --quiet --disable-pip-version-check \
	  --upgrade typer
	.venv-typer/bin/python -m pip list 2>/dev/null | grep -i '^typer '
	$(MAKE) tests VENV=.venv-typer; tested=$$?; \
	  .venv-typer/bin/python -m benchmarks --only commands --newest typer --strict \
	  && exit $$tested

dist: $(VENV)/.ready  ## build the sdist and the wheel, and check what an index would show
	rm -rf dist
	$(BIN)/python -m build --no-isolation
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group release
	$(BIN)/twine check --strict dist/*

clean:  ## remove what the other targets made
	rm -rf $(VENV) .venv-* mutants .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache
	rm -rf .import_linter_cache build dist

# What a user installs, and on top of it what the checks need. A change of
# pyproject.toml installs again; a set-up that was cut short starts anew.
$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'milipol needs Python 3.11 or newer; try make PYTHON=python3.12' >&2; exit 1; }
	$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.ready: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@
