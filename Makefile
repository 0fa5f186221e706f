# `make demo` shows it, `make test` tries it; both need Python 3.11 or newer and nothing else.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
WITH_PIP := $(BIN)/python -c 'import pip' 2>/dev/null || $(BIN)/python -m ensurepip >/dev/null
LOCK := $(BIN)/uv pip compile pyproject.toml --generate-hashes --universal --python-version 3.11 \
	--custom-compile-command "make lock" --quiet

.PHONY: demo test lint format bench drill audit fuzz lock migration clean

demo: .venv/running
	@exec $(BIN)/training demo

test: .venv/developing
	@tools/chromium.sh install
	@status=0; $(BIN)/pytest -n 3 || status=$$?; tools/chromium.sh report; exit $$status

lint: .venv/developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/developing
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/developing
	$(BIN)/python -m bench
	$(BIN)/python -m bench.attempts
	$(BIN)/python -m bench.roster
	$(BIN)/python -m bench.status
	$(BIN)/python -m bench.content
	$(BIN)/python -m bench.checking
	$(BIN)/python -m bench.differences
	$(BIN)/python -m bench.guessing
	$(BIN)/python -m bench.impact

drill: .venv/developing
	DRILL=1 $(BIN)/pytest -m drill

# What a second validator says of every certificate, and what one costs beside WeasyPrint's.
audit: .venv/auditing
	$(BIN)/python -m bench.audit
	$(BIN)/python -m bench.certificates

# make fuzz MINUTES=60
MINUTES ?= 10
fuzz: .venv/developing
	$(BIN)/python -m tests.fuzz --minutes $(MINUTES)

lock: .venv/developing
	$(LOCK) --group build --extra postgres --output-file requirements.lock
	$(LOCK) --group build --extra dev --extra sign --constraints requirements.lock --output-file requirements-dev.lock
	$(LOCK) --extra audit --constraints requirements-dev.lock --output-file requirements-audit.lock

# make migration m="Add badges"
migration: .venv/developing
	$(BIN)/python tools/migration.py "$(m)"

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/running: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what the training needs; this happens once and takes a minute."
	@$(WITH_PIP)
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/developing: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing what tests and checks need; this happens once and takes some minutes."
	@$(WITH_PIP)
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ .venv/running

.venv/auditing: requirements-audit.lock .venv/developing
	@echo "Installing what the audit needs; this happens once and takes a minute."
	@$(PIP) install --require-hashes -r requirements-audit.lock
	@touch $@

$(BIN)/python:
	@tools/environment.sh $(PYTHON)
