# Two commands are enough: make run, make test. `make help` lists the rest.
SHELL := /bin/sh
BIN := .venv/bin
PYTHON := $(shell for p in python3.14 python3.13 python3.12 python3.11 python3 python; do if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$p; break; fi; done)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check bench lock help clean python
.DEFAULT_GOAL := help

run: .venv/run.stamp ## start Balm with a database of its own and the demo, on http://127.0.0.1:8000
	@BALM_DEMO=1 exec $(BIN)/python -m api run

# Balm starts some fifty times in it; what was compiled once is kept, also where the environment asks Python not to.
test: .venv/test.stamp ## the whole test suite, browser stories included
	@PYTHONDONTWRITEBYTECODE= BALM_CHROMIUM="$$($(BIN)/python -I tests/chromium.py)" exec $(BIN)/python -m tests.whole $(ARGS)

check: .venv/test.stamp ## ruff and mypy --strict
	@$(BIN)/ruff check . && $(BIN)/mypy

bench: .venv/test.stamp ## measure speed (not part of the tests)
	@$(BIN)/python -m tests.bench

lock: ## renew requirements.lock and requirements-dev.lock from pyproject.toml
	@env -u PIP_FIND_LINKS -u UV_FIND_LINKS uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --no-emit-index-url pyproject.toml -o requirements.lock
	@env -u PIP_FIND_LINKS -u UV_FIND_LINKS uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --no-emit-index-url pyproject.toml --group dev -o requirements-dev.lock

clean: ## remove the virtual environment and caches; data in var/ stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST)

# A stamp is written when an install is whole, so a half-finished one is begun again.
.venv/run.stamp: requirements.lock | python
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python's venv module is missing here. On Debian and Ubuntu: apt install python3-venv. Then run make again." >&2; exit 1; }
	@echo "Installing what Balm needs (about a minute, once) ..."
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pip install -q --root-user-action=ignore --require-hashes --compile -r requirements.lock
	@touch $@

.venv/test.stamp: requirements-dev.lock .venv/run.stamp
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pip install -q --root-user-action=ignore --require-hashes --compile -r requirements-dev.lock
	@touch $@

python:
	@test -n "$(PYTHON)" || { echo "Balm needs Python 3.11 or newer. Install it, then run make again." >&2; exit 1; }
