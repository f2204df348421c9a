# make          lists the targets
# PYTHON=…      the Python to use (3.11 or newer)

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3.14 python3; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; exit; }; done)
VENV   := .venv
BIN    := $(VENV)/bin
DEMO   := build/demo
# `make demo DEMO_OPTIONS="--as-of 2026-11-01"` builds the successors' packs.
DEMO_OPTIONS ?= --as-of 2018-12-01

.DEFAULT_GOAL := help
.PHONY: help demo test test-all check fix bench pages gallery catalogues templates schemas clean

help: ## show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.installed ## build the packs of the 61 communes of the 2018 roll-out
	@$(BIN)/qms-docs build . --district "Bình Đại" --district "Ba Tri" --district "Mỏ Cày Nam" --out $(DEMO) $(DEMO_OPTIONS)

test: $(VENV)/.test ## run the tests (a few minutes)
	@$(BIN)/pytest -n auto -m "not slow"

test-all: $(VENV)/.test ## run all tests, the long ones too
	@$(BIN)/pytest -n auto

check: $(VENV)/.dev ## lint, types, floors of the house, catalogues
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python tools/catalogues.py --check
	@$(BIN)/python tools/pages.py --check
	@$(BIN)/python tools/layout_pages.py --check

fix: $(VENV)/.dev ## format and mend what can be mended
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

bench: $(VENV)/.test ## measure against docxtpl and, where node is present, its JavaScript peers
	@$(BIN)/python -m benchmarks

pages: $(VENV)/.installed ## write the pages of docs/ that come from the code
	@$(BIN)/python tools/pages.py
	@$(BIN)/python tools/layout_pages.py

gallery: $(VENV)/.test ## draw the first page of each kind into docs/gallery (needs LibreOffice and poppler)
	@$(BIN)/python -m tools.gallery

catalogues: $(VENV)/.test ## extract, update and compile the messages
	@$(BIN)/python tools/catalogues.py

schemas: $(VENV)/.installed ## write the JSON Schemas of the data files
	@$(BIN)/qms-docs schema schemas

templates: $(VENV)/.installed ## draft the Word templates anew (overwrites edits made in Word)
	@$(BIN)/python -m tools.templates

clean: ## remove what was built
	rm -rf build dist $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

# ---- the virtual environment

# A run that was killed may leave half an environment or half a library: where .begun is left, the next run begins anew.
BEGIN   = if test -e $(VENV)/.begun; then rm -rf $(VENV) && $(MAKE) --no-print-directory $(VENV)/.made; fi && touch $(VENV)/.begun
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
END     = code=$$?; rm -f $(VENV)/.begun; exit $$code

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "Cần Python 3.11 trở lên. Trên Debian/Ubuntu: sudo apt install python3 python3-venv"; echo "(Python 3.11 or newer is needed.)"; exit 3; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "$(PYTHON) thiếu mô-đun venv. Trên Debian/Ubuntu: sudo apt install python3-venv"; echo "($(PYTHON) lacks venv: sudo apt install python3-venv)"; exit 3; }
	@echo "Đang tạo môi trường Python trong $(VENV) …"
	@if test -e $(VENV)/.begun; then rm -rf $(VENV); fi; mkdir -p $(VENV) && touch $(VENV)/.begun && $(PYTHON) -m venv $(VENV); $(END)
	@touch $@

$(VENV)/.installed: pyproject.toml | $(VENV)/.made
	@echo "Đang cài đặt qms-docs và các thư viện …"
	@$(BEGIN) && $(INSTALL) -e .; $(END)
	@touch $@

$(VENV)/.test: pyproject.toml | $(VENV)/.made
	@echo "Đang cài đặt các thư viện để chạy kiểm thử …"
	@$(BEGIN) && $(INSTALL) -e '.[test]'; $(END)
	@touch $@ $(VENV)/.installed

$(VENV)/.dev: pyproject.toml | $(VENV)/.made
	@$(BEGIN) && $(INSTALL) -e '.[dev]'; $(END)
	@touch $@ $(VENV)/.test $(VENV)/.installed
