# Every command of the project. Arguments go through ARGS: make run ARGS="--as-of 2025-06-30"

.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.SUFFIXES:

VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
comma := ,
PYTHON = $(shell for name in python3.11 python3; do \
    if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
        echo $$name; break; \
    fi; \
done)
UV := $(VENV)/bootstrap/bin/uv
# Where pip reaches a mirror of its own configuration and uv does not, pip installs, only slower.
INSTALL = $(UV) pip install --python $(BIN)/python --compile-bytecode --require-hashes -r $< \
    || $(PYTHON) -m pip --python $(BIN)/python install --require-hashes -r $<
SQL_FOLDERS := $(wildcard models tests analyses)
# Searching the linter's syntax trees for garbage at Python's own pace takes a sixth of its time.
SQLFLUFF = $(BIN)/python -c 'import gc; from sqlfluff.cli.commands import cli; gc.set_threshold(200_000, 20, 100); cli()'

# Without bytecode every dbt start compiles itself again: 8 seconds instead of 5.
unexport PYTHONDONTWRITEBYTECODE
export DO_NOT_TRACK := 1
# Certificates of the system, as pip uses them: company networks have their own.
export UV_SYSTEM_CERTS := 1
# Lint and docs work in their own database: they never wait for, or disturb, a build.
lint docs format: export SUPPORT_KPI_DUCKDB_PATH := target/$@/support_kpi_build.duckdb
lint docs format: export DBT_TARGET_PATH := target/$@
lint docs format: export DBT_LOG_PATH := target/$@/logs
# Models of sources that are not named are disabled, and would not be looked at.
lint format: export SUPPORT_KPI_SOURCES = $(subst $(eval) ,$(comma),$(notdir $(wildcard models/sources/*)))

.PHONY: help run check sources build publish status explain reconcile kpis show mcp report sample metrics semantic test \
    test-orchestration test-spark test-duckdb2 soak lint format docs bench clean

help:  ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' Makefile

run: $(VENV)/run.stamp  ## Build, test and publish the warehouse, then print the KPIs
	@$(BIN)/python scripts/warehouse.py run $(ARGS)

check: $(VENV)/run.stamp  ## Check the raw files, build nothing
	@$(BIN)/python scripts/warehouse.py check $(ARGS)

sources: $(VENV)/run.stamp  ## List the systems that can be read directly
	@$(BIN)/python scripts/warehouse.py sources $(ARGS)

build: $(VENV)/run.stamp  ## Build and test privately, publish nothing
	@$(BIN)/python scripts/warehouse.py build $(ARGS)

publish: $(VENV)/run.stamp  ## Publish the last good build
	@$(BIN)/python scripts/warehouse.py publish $(ARGS)

status: $(VENV)/run.stamp  ## Show what is published and what ran last (ARGS=--verify checks the files)
	@$(BIN)/python scripts/warehouse.py status $(ARGS)

explain: $(VENV)/run.stamp  ## List the rows behind a number: ARGS="csat --period 2025-11 --slice channel=email"
	@$(BIN)/python scripts/warehouse.py explain $(ARGS)

kpis: $(VENV)/run.stamp  ## List KPIs with value and target: ARGS="first response" searches in any language
	@$(BIN)/python scripts/warehouse.py kpis $(ARGS)

show: $(VENV)/run.stamp  ## Print the trend of a KPI: ARGS="csat --by channel"
	@$(BIN)/python scripts/warehouse.py show $(ARGS)

mcp: $(VENV)/mcp.stamp  ## Let an assistant query the published release (Model Context Protocol)
	@$(BIN)/python scripts/warehouse.py mcp

reconcile: $(VENV)/run.stamp  ## Explain why the help desk's own report differs: ARGS="--rows 50"
	@$(BIN)/python scripts/warehouse.py reconcile $(ARGS)

report: $(VENV)/run.stamp  ## Write the scorecard page of the published release: ARGS="--output mail"
	@$(BIN)/python scripts/warehouse.py report $(ARGS)

sample: $(VENV)/run.stamp  ## Generate raw files of a simulated desk (see ARGS=--help)
	@$(BIN)/python scripts/warehouse.py sample $(ARGS)

# MetricFlow reads target/, and the release only.
metrics: export SUPPORT_KPI_DUCKDB_PATH ?= exports/current/support_kpi.duckdb
metrics: export SUPPORT_KPI_ACCESS_MODE := READ_ONLY
metrics: $(VENV)/dev.stamp  ## Query the semantic layer: ARGS="--metrics csat --group-by metric_time__month,channel"
	@$(BIN)/dbt --quiet parse
	@$(BIN)/mf query $(ARGS)

semantic: $(VENV)/run.stamp  ## Write models/marts/semantic from the KPI definitions
	@$(BIN)/python -m scripts.semantic $(ARGS)

test: $(VENV)/dev.stamp  ## Run all tests
	@$(BIN)/python -m pytest -n 3 --dist worksteal $(ARGS)

soak: $(VENV)/dev.stamp  ## Run the long tests: all bad inputs, a hundred kills, twenty runs with a reader
	@$(BIN)/python -m pytest -m soak $(ARGS)

test-orchestration: $(VENV)/dev.stamp $(VENV)-dagster/ready.stamp  ## Run the Dagster job, headless
	@$(BIN)/python -m pytest $(ARGS) tests/orchestration

test-spark: $(VENV)/dev.stamp  ## Build a small sample on Spark and compare it (skipped without a JDK 17)
	@if command -v java >/dev/null; then \
	    $(MAKE) --no-print-directory $(VENV)-spark/ready.stamp; \
	    $(BIN)/python -m pytest -m "spark and not soak" $(ARGS) tests/python/test_spark.py; \
	else \
	    echo "Spark: skipped, no JDK 17 on the PATH"; \
	fi

test-duckdb2: $(VENV)/dev.stamp $(VENV)-duckdb2/ready.stamp  ## Build the sample with DuckDB 2 and compare it
	@$(BIN)/python -m pytest -m soak $(ARGS) tests/python/test_duckdb2.py

lint: $(VENV)/dev.stamp  ## Check Python, SQL and the dbt project; change nothing
	@mkdir -p target/$@
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/dbt --warn-error --quiet parse --no-partial-parse
	@$(SQLFLUFF) lint --disable-progress-bar --processes 2 $(SQL_FOLDERS)

format: $(VENV)/dev.stamp  ## Format Python and SQL in the house style
	@mkdir -p target/$@
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(SQLFLUFF) fix --disable-progress-bar $(SQL_FOLDERS)

docs: $(VENV)/run.stamp  ## Write the dbt documentation and the KPI handbook into target/docs
	@mkdir -p target/$@
	@$(BIN)/dbt build --exclude-resource-type test --exclude-resource-type unit_test
	@$(BIN)/dbt docs generate --static --no-compile
	@$(BIN)/python -m scripts.report.handbook target/$@
	@echo "Documentation: target/docs/static_index.html and target/docs/handbook.html"

bench: $(VENV)/run.stamp  ## Measure builds by size: ARGS="10000 100000 --plot"
	@$(BIN)/python benchmarks/bench.py $(ARGS)

clean:  ## Remove caches and private builds; keeps .venv and everything published
	@rm -rf target logs dbt_packages .pytest_cache .ruff_cache .hypothesis .duckdb_temp
	@rm -f support_kpi_build.duckdb support_kpi_build.duckdb.wal
	@find . -name __pycache__ -type d -not -path './$(VENV)*/*' -prune -exec rm -rf {} +

# The stamps are newer than the lock they were installed from, so a second call installs nothing.
$(VENV)/run.stamp: requirements.txt | $(UV)
	@$(INSTALL)
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt requirements.txt | $(UV)
	@$(INSTALL)
	@touch $(VENV)/run.stamp $@

$(VENV)/mcp.stamp: requirements-mcp.txt $(VENV)/run.stamp | $(UV)
	@{ $(INSTALL); } >&2
	@touch $@

# Environments of their own: Dagster pins its libraries, PySpark is half a gigabyte, DuckDB 2 is not the
# DuckDB of the lock file, and copying a server's tables is needed once.
$(VENV)-dagster/ready.stamp: orchestration/dagster/requirements.txt
$(VENV)-spark/ready.stamp: requirements-spark.txt
$(VENV)-duckdb2/ready.stamp: requirements-duckdb2.txt
$(VENV)-load/ready.stamp: requirements-load.txt
$(VENV)-%/ready.stamp: | $(UV)
	@$(UV) venv --quiet --allow-existing --python $(BIN)/python $(@D)
	@$(UV) pip install --python $(@D)/bin/python --compile-bytecode --require-hashes -r $< \
	    || $(PYTHON) -m pip --python $(@D)/bin/python install --require-hashes -r $<
	@touch $@

# Needs pip only: some systems ship Python without its venv module.
$(UV):
	@if [ -z "$(PYTHON)" ]; then \
	    echo "Error: Python 3.11 or newer was not found as python3.11 or python3: install it." >&2; \
	    exit 2; \
	fi
	@echo "Preparing $(VENV) with $(PYTHON) …"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --root-user-action ignore \
	    --upgrade --target $(VENV)/bootstrap --require-hashes -r requirements-uv.txt
	@$@ venv --quiet --allow-existing --python "$$(command -v $(PYTHON))" $(VENV)
