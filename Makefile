# On a machine with Python 3.11 or later and nothing else, each target installs what it needs first.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test test-quick nightly test-interpreters bench lint

BIN := .venv/bin
# What .venv has been made ready for; each includes those before it.
TO_RUN := .venv/.ready-to-run
TO_TEST := .venv/.ready-to-test
TO_CHANGE := .venv/.ready-to-change
# Quiet twice: warnings of pip are about the settings of the machine; errors are still told.
PIP := -m pip install --quiet --quiet --disable-pip-version-check
# Runs are shared through a store, so that a worker may take over any test.
SHARED := -n 2 --dist worksteal
# Versions `make test-interpreters` looks for, beside the one in .venv.
OTHERS := 3.12 3.13
# Set PYTHON=/path/to/python to choose the interpreter; otherwise the first of these that runs and is new enough.
PYTHONS := $(or $(PYTHON),python3.11 python3.12 python3.13 python3 python)

help:  ## Show this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 20

setup: $(TO_CHANGE)  ## Install rivalry and all tools into .venv

define MAKE_VENV
@new_enough='import sys; sys.exit(sys.version_info < (3, 11))'; \
if ! $(BIN)/python -c "import pip; $$new_enough" 2>/dev/null; then \
  for python in $(PYTHONS); do \
    if "$$python" -c "$$new_enough" 2>/dev/null; then found="$$python"; break; fi; \
  done; \
  if [ -z "$$found" ]; then \
    echo "rivalry needs Python 3.11 or later; none of these is: $(PYTHONS)." >&2; \
    echo "Install it from https://www.python.org/downloads/, or name it: make setup PYTHON=/path/to/python3.11" >&2; \
    exit 1; \
  fi; \
  echo "Creating .venv with $$("$$found" --version)"; \
  "$$found" -m venv --clear .venv || exit 1; \
fi
endef

$(TO_RUN): pyproject.toml
	$(MAKE_VENV)
	@echo "Installing rivalry into .venv (a minute the first time)"
	@$(BIN)/python $(PIP) --editable .
	@touch $@

$(TO_TEST): pyproject.toml
	$(MAKE_VENV)
	@echo "Installing rivalry and what its tests need into .venv (a minute or two the first time)"
	@$(BIN)/python $(PIP) --editable '.[test]'
	@touch $(TO_RUN) $@

$(TO_CHANGE): pyproject.toml
	$(MAKE_VENV)
	@echo "Installing rivalry and its tools into .venv (a minute or two the first time)"
	@$(BIN)/python $(PIP) --editable '.[dev]'
	@touch $(TO_RUN) $(TO_TEST) $@

run: $(TO_RUN)  ## Compare the strategies of the flagship scenario, in a new folder under out/
	@out=out/smartphone_succession; number=1; \
	while [ -e "$$out" ]; do number=$$((number + 1)); out="out/smartphone_succession-$$number"; done; \
	mkdir -p out && $(BIN)/rivalry compare smartphone_succession --out "$$out" || exit $$?; \
	echo "Report: $(CURDIR)/$$(find "$$out" -name '*.html' | head -n 1)"

test: $(TO_TEST)  ## Run all the tests but those that take minutes each
	$(BIN)/python -m pytest $(SHARED)

test-quick: $(TO_TEST)  ## Run the tests that take little time
	$(BIN)/python -m pytest $(SHARED) -m 'not slow and not nightly'

nightly: $(TO_TEST)  ## Run all the tests
	$(BIN)/python -m pytest $(SHARED) -m ''

# A pyenv shim stands on PATH even when it can start nothing, so a candidate counts only if it runs.
test-interpreters:  ## Run the compatibility tests on each other Python installed here
	@for version in $(OTHERS); do \
	  found=; \
	  for python in "python$$version" "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/"$$version"*/bin/python; do \
	    if "$$python" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$$version')" 2>/dev/null; \
	    then found="$$python"; break; fi; \
	  done; \
	  if [ -z "$$found" ]; then echo "Python $$version is not installed here: not tested"; continue; fi; \
	  $(MAKE) --no-print-directory .venv-$$version/.installed INTERPRETER="$$found" || exit 1; \
	  .venv-$$version/bin/python -c "import sys, mesa; print('Python', sys.version.split()[0], 'with mesa', mesa.__version__)" || exit 1; \
	  .venv-$$version/bin/python -m pytest -m compat -p no:cacheprovider \
	    -W default::DeprecationWarning -W default::PendingDeprecationWarning -W default::FutureWarning || exit 1; \
	done

.venv-%/.installed: pyproject.toml
	@$(INTERPRETER) -m venv --clear .venv-$*
	@.venv-$*/bin/python $(PIP) --editable '.[test]'
	@touch $@

bench: $(TO_TEST)  ## Measure speed and memory against the baselines
	$(BIN)/python tests/benchmarks/run.py

lint: $(TO_CHANGE)  ## Check style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
