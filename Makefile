# Everything runs from .venv, which `make` fills from the lock files. Nothing else is needed than Python 3.11.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PY := .venv/bin/python
BOOTSTRAP := $(PY) -P site/config/bootstrap.py
POSTGRESQL ?= postgres://postgres@127.0.0.1:5432
WORKERS ?= 2
export TEST_DATABASE_URL ?= $(POSTGRESQL)/waymark_test
export PYTHONUNBUFFERED := 1
# Without compiled files every start would compile Django and Wagtail again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run code env dev test compiled lint types messages messages-check format lock bench clean

run: env  ## the demo, from nothing, on http://127.0.0.1:8000/ (HOST, PORT change it)
	@exec $(PY) site/config/start.py

code: env  ## password and one-time code of a demo person: make code EMAIL=…; without EMAIL, who is there
	@WAYMARK_MODE=demo $(PY) manage.py demo_code $(EMAIL)

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11")'
	@echo "Making .venv …"
	@$(PYTHON) -m venv .venv

env: $(PY)
	@$(BOOTSTRAP) requirements.lock

dev: $(PY)
	@$(BOOTSTRAP) requirements.lock requirements-dev.lock

test: dev lint types messages-check compiled  ## everything that must hold before a change is handed in
	@$(PY) tests/run.py

compiled: dev
	@WAYMARK_MODE=test $(PY) manage.py compilemessages

lint: dev
	@echo "== Style of code and templates"
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@.venv/bin/djhtml --tabwidth 2 --check site/templates site/templates_admin

types: dev
	@echo "== Types"
	@WAYMARK_MODE=test $(PY) -m mypy

messages-check: dev
	@echo "== Words of the interface"
	@WAYMARK_MODE=test $(PY) manage.py makemessages --check

messages: dev  ## collects new words into locale/, then compiles
	@WAYMARK_MODE=test $(PY) manage.py makemessages
	@WAYMARK_MODE=test $(PY) manage.py compilemessages

format: dev
	@$(PY) -m ruff check --fix --quiet . || true
	@$(PY) -m ruff format .
	@.venv/bin/djhtml --tabwidth 2 --quiet site/templates site/templates_admin

# Hashes, and no addresses: the lock installs from whatever registry a machine uses.
COMPILE := .venv/bin/uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --no-header
lock: dev  ## makes both lock files anew from pyproject.toml (UPGRADE=--upgrade takes newer versions)
	@$(COMPILE) --quiet $(UPGRADE) -o requirements.lock
	@$(COMPILE) --quiet $(UPGRADE) --group dev -c requirements.lock -o requirements-dev.lock

bench: dev  ## one table of how long things take
	@WAYMARK_MODE=test $(PY) tests/bench/run.py

clean:  ## the demo's data and everything that can be made again; not .venv
	rm -rf var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find locale -name '*.mo' -delete
