"""The gate as a separate process: `python -m scripts.gate --help`.

Importing Great Expectations takes as long as dbt takes to read the project and to type the raw
rows: both go on side by side, and then the gate reads those rows. Its answer stands in `gate.json`
of the given folder; the exit code only says whether there is one.
"""

import argparse
import json
import os
import sys
import threading
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb

from scripts.base.files import write_json
from scripts.base.variables import variables_in_force
from scripts.gate.clock import NothingToMeasure, require_something
from scripts.gate.contract import RawTable, read_tables
from scripts.gate.generated import contract_rules
from scripts.gate.judge import JudgementError, judge
from scripts.gate.process import REPORT
from scripts.gate.relations import RawRelations
from scripts.gate.report import describe, write_report
from scripts.gate.rules import RuleError, read_rules

# As in profiles/profiles.yml: what the build keeps to, the gate keeps to.
MEMORY_LIMIT = "2800MB"


def main() -> int:
    """Judge the raw rows and write the report."""
    arguments = _parser().parse_args()
    variables = variables_in_force(arguments.project, json.loads(arguments.variables))
    started = time.monotonic()
    try:
        tables = read_tables(arguments.project)
        rules = contract_rules(tables) + read_rules(arguments.project / "expectations", tables)
        if arguments.wait:
            import_module("scripts.gate.engine")
            _wait_for_rows()
            started = time.monotonic()
        relations = _load(arguments, tables, variables)
        content = describe(judge(rules, relations), relations)
    except RuleError as error:
        content = {"verdict": "misconfigured", "message": str(error)}
    except (NothingToMeasure, JudgementError, duckdb.Error) as error:
        content = {"verdict": "unreadable", "message": str(error)}
    content["seconds"] = round(time.monotonic() - started, 1)
    if "rules" in content:
        write_report(content, arguments.out, variables.get("report_timezone"))
    else:
        write_json(arguments.out / REPORT, content)
    return 0


def _load(
    arguments: argparse.Namespace, tables: dict[str, RawTable], variables: dict[str, Any]
) -> RawRelations:
    as_of = os.environ.get("SUPPORT_KPI_AS_OF") or variables.get("as_of")
    relations = RawRelations(arguments.project, tables)
    spill = Path(os.environ.get("SUPPORT_KPI_TEMP_PATH") or arguments.out / "gate_spill")
    memory = os.environ.get("SUPPORT_KPI_MEMORY_LIMIT") or MEMORY_LIMIT
    # DuckDB makes the last of the folders only, and says what is wrong as soon as it needs them.
    with suppress(OSError):
        spill.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    relations.limit(spill, memory, os.environ.get("SUPPORT_KPI_THREADS"))
    if spill_limit := os.environ.get("SUPPORT_KPI_SPILL_LIMIT"):
        relations.connection.execute("set max_temp_directory_size = $1", [spill_limit])
    relations.load(arguments.database, {**variables, "as_of": as_of})
    require_something(relations.connection, relations.dated, relations.as_of)
    return relations


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts.gate", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--project", type=Path, required=True, help="folder of the dbt project")
    parser.add_argument(
        "--database", type=Path, required=True, help="where dbt has built the base models"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for the report")
    parser.add_argument("--variables", default="{}", help="variables that differ, as JSON")
    parser.add_argument(
        "--wait",
        action="store_true",
        help="begin when a line comes in, and end when standard input is closed",
    )
    return parser


def _wait_for_rows() -> None:
    """A killed parent closes the pipe; its gate must not go on."""
    if not sys.stdin.buffer.readline():
        os._exit(1)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    code = main()
    # A thread still reads standard input, which Python would wait for.
    sys.stdout.flush()
    os._exit(code)
