# The commands of the README. Setting up the locked environment is part of each, and is skipped
# when it is current.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CORES ?= all
# The folder that holds the report under audit, with its own config/, data/raw/ and definitions.
# EXAMPLE=1: this evaluation with made-up extracts.
ifdef EXAMPLE
IN ?= examples/synthetic
else
IN ?= .
endif
override ID := $(value ID)
override DIR := $(value DIR)
override IN := $(value IN)
override FILE := $(value FILE)
override CARD := $(value CARD)
override RECORD := $(value RECORD)
override ROWS := $(value ROWS)
override FILES := $(value FILES)
export ID DIR IN FILE CARD RECORD ROWS FILES

.DEFAULT_GOAL := report
.PHONY: report test trace verify crate check-source conformance lint lock test-cluster rulegraph bench benchmark clean

$(VENV)/.current: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "error: Python 3.11 or newer is needed; $(PYTHON) is `$(PYTHON) --version`" >&2; exit 1; }
	@echo "Setting up the environment in $(VENV) (once, about a minute)"
	@$(PYTHON) -m venv --clear $(VENV) || { echo "error: the venv module is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on --require-hashes -r requirements.lock | grep --line-buffered -E '^(Collecting|Installing|Successfully)' | cut -c1-79
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
	@touch $@

report: $(VENV)/.current
	@[ -f "$$IN/config/config.yaml" ] || { echo "error: $$IN: found no config/config.yaml; expected a folder that holds a report" >&2; exit 1; }
	@$(BIN)/snakemake --directory="$$IN" --cores $(CORES) --quiet rules host || { { grep -rhs -- . "$$IN/logs" || true; } | sed 's/^/error: /' >&2; echo 'What earlier runs made is still whole. Mend what is named above, then run make report again.' >&2; exit 1; }
	@cd -- "$$IN" && CDFC_CALLED_FROM="$(CURDIR)" "$(CURDIR)/$(BIN)/python" -m cdfc summary

test: $(VENV)/.current
	@$(BIN)/python -m pytest -n auto --dist loadfile

trace: $(VENV)/.current
	@cd -- "$$IN" && "$(CURDIR)/$(BIN)/python" -m cdfc trace -- "$$ID"

verify: $(VENV)/.current
	@$(BIN)/python -m cdfc verify --of="$$IN" -- "$${RECORD:-$$IN/report/build.json}"

# AGENT=…: who ran it, if not git's user.
crate: $(VENV)/.current
	@$(BIN)/python -m cdfc crate --of="$$IN"

check-source: $(VENV)/.current
	@$(BIN)/python -m cdfc check-source $${CARD:+--card="$$CARD"} -- "$$FILE"

conformance: $(VENV)/.current
	@$(BIN)/python -m cdfc conformance -- "$$DIR"

# For developers.
lint: $(VENV)/.current
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/vulture
	@$(BIN)/snakemake --lint

lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --output-file requirements.lock
	uv pip compile pyproject.toml --extra cluster --constraints requirements.lock $$(sed -n 's/^\([a-z0-9-]*\)==.*/--no-emit-package \1/p' requirements.lock) --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet | sed '/^$$/,$$d' > requirements-cluster.lock

# The workflow on a Slurm of one node, started for it; says so and stops where Slurm is not installed.
test-cluster: $(VENV)/.current
	@tests/cluster/slurm.sh "$$IN"

rulegraph: $(VENV)/.current
	@$(BIN)/python docs/pictures.py

bench: $(VENV)/.current
	@$(BIN)/python benchmarks/workflow_overhead.py

# ROWS=…: what reading an extract of so many rows costs (FILES=…: also so many smaller files);
# without it, how many injected errors the audit finds.
benchmark: $(VENV)/.current
	@$(BIN)/python $(if $(value ROWS),benchmarks/extracts.py "$$ROWS" $${FILES:+"$$FILES"},benchmarks/recall.py)

clean:
	rm -rf $(VENV) .snakemake logs data/processed/* figures/* report
