# `make demo` shows milipol at work, `make test` sets up and runs the quick tests,
# `make test-slow` all of them. Each target installs what it needs into .venv, and
# all are safe to run again.

PYTHON ?= python3
VENV ?= .venv
SECONDS ?= 600

BIN := $(VENV)/bin
PACK := data/lists.pack
PACKED := $(wildcard data/companies.toml data/news.toml data/*/show.toml data/*/*.exhibitors.toml data/circuit/*.toml data/circuit/*/*.toml)
TESTS := pytest -q -n 2 --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help demo pack links test lint types check data tests test-slow tests-slow golden pictures \
  site-picture bench results fuzz mutants test-all test-lowest test-typer dist bundle clean

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*  ## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

# Without it, Python 3.11 does not find itself in a path with accents under LC_ALL=C.
demo: export LC_ALL = C.UTF-8
demo: $(VENV)/.installed $(PACK)  ## set up, then show the upcoming shows and a day at a show
	@echo '$$ $(BIN)/milipol upcoming'
	@$(BIN)/milipol upcoming
	@echo
	@echo '$$ $(BIN)/milipol today --on 2023-11-17'
	@$(BIN)/milipol today --on 2023-11-17

pack: | $(VENV)/.installed  ## pack shows, news and lists of exhibitors, after a change of them
	$(BIN)/python tools/pack.py

links: | $(VENV)/.installed  ## link companies on the lists by rules; review what changed
	$(BIN)/python tools/companies.py
	$(BIN)/python tools/pack.py

test: lint types check tests  ## set up, check style, types and data, run the quick tests

lint: $(VENV)/.ready  ## check style, and that imports follow the layering
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml

types: $(VENV)/.ready  ## check types
	$(BIN)/mypy

check: $(VENV)/.installed $(PACK)  ## check the bundled data with milipol check
	$(BIN)/milipol check --strict data

data: check $(VENV)/.ready  ## the same, and check the rules for bundled data
	$(BIN)/pytest tests/test_data.py

tests: $(VENV)/.ready  ## run the quick tests only
	$(BIN)/$(TESTS) -m 'not slow' --hypothesis-profile few

# Coverage takes as long as the tests themselves, so only the quick ones have it, on one
# Python.
test-slow: $(VENV)/.slow  ## run the quick tests with coverage, then the slow ones: attacks, kills, installs, other programs
	$(BIN)/coverage erase
	$(BIN)/coverage run -m $(TESTS) -m 'not slow'
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report
	$(BIN)/$(TESTS) -m slow

# All of them without coverage, for other versions.
tests-slow: $(VENV)/.slow
	$(BIN)/$(TESTS)

# The examples of one page build on one another, so that a file stays with one process.
golden: $(VENV)/.ready  ## rewrite the golden files; review what changed
	$(BIN)/$(TESTS:worksteal=loadfile) -m 'not slow' --update-golden

pictures: $(VENV)/.installed $(PACK)  ## redraw the pictures of the README
	$(BIN)/python docs/pictures.py

# Without the script, days are counted from --on, not from the day of the picture.
site-picture: $(VENV)/.installed $(PACK)  ## redraw the picture of a published page, with Chromium
	mkdir -p build && rm -rf build/site
	$(BIN)/milipol publish build/site --on 2026-12-01 --quiet
	rm build/site/*.js
	chromium --headless --no-sandbox --hide-scrollbars --window-size=1000,730 \
	  --screenshot=docs/site.png "file://$(CURDIR)/build/site/index.html"

bench: $(VENV)/.slow  ## measure speed and memory, BASE=REVISION beside an older one
	$(BIN)/python -m benchmarks $(if $(BASE),--before $(BASE) --rounds 40)

results: $(VENV)/.slow  ## the same, written to benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks --results benchmarks/RESULTS.md

fuzz: $(VENV)/.ready  ## try random data folders, valid and damaged, for SECONDS=600
	FUZZ_SECONDS=$(SECONDS) $(BIN)/pytest -q -x tests/test_fuzz.py -m slow

mutants: $(VENV)/.ready  ## change what most depends on in many small ways, list what no test notices
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group mutants
	rm -rf mutants
	$(BIN)/mutmut run
	$(BIN)/mutmut results

test-all:  ## run all tests on each installed Python from 3.11 on
	.ci/test-all

test-lowest:  ## run all tests with the lowest versions that pyproject.toml allows
	$(MAKE) .venv-lowest/.slow VENV=.venv-lowest
	.venv-lowest/bin/python .ci/lowest.py > .venv-lowest/lowest.txt
	.venv-lowest/bin/python -m pip install --quiet --disable-pip-version-check \
	  --requirement .venv-lowest/lowest.txt
	$(MAKE) tests-slow VENV=.venv-lowest

test-typer:  ## run all tests and the bench with the newest Typer, above its upper bound
	$(MAKE) .venv-typer/.slow VENV=.venv-typer
	.venv-typer/bin/python -m pip install --quiet --disable-pip-version-check \
	  --upgrade typer
	.venv-typer/bin/python -m pip list 2>/dev/null | grep -i '^typer '
	$(MAKE) tests-slow VENV=.venv-typer; tested=$$?; \
	  .venv-typer/bin/python -m benchmarks --only commands --newest typer --strict \
	  && exit $$tested

dist: $(VENV)/.slow  ## build the sdist and the wheel, and check how an index would show them
	rm -rf dist
	$(BIN)/python -m build --no-isolation
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group release
	$(BIN)/twine check --strict dist/*

bundle: $(VENV)/.slow  ## write a zip to install from without a network, for this platform and Python
	$(BIN)/python tools/bundle.py dist

clean:  ## remove what the other targets made
	rm -rf data/*.pack $(VENV) .venv-* mutants .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache
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

# An install makes it, too; here it follows a change of the data. Beside it is `tables.pack`.
$(PACK): $(PACKED) $(wildcard src/milipol_cli/network/load/pack*.py src/milipol_cli/network/load/parsed_tables.py) | $(VENV)/.installed
	$(BIN)/python tools/pack.py

$(VENV)/.ready: $(VENV)/.installed | $(PACK)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

$(VENV)/.slow: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group slow
	@touch $@
