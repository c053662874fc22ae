"""The gate as a process of its own: `python -m scripts.gate --help`.

It runs beside dbt's start, because importing Great Expectations takes as long. Its answer stands
in `gate.json` of the given folder; the exit code only says whether there is one.
"""

import argparse
import json
import os
import sys
import threading
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb

from scripts.base.files import write_json
from scripts.base.variables import variables_in_force
from scripts.gate.clock import require_something
from scripts.gate.generated import contract_rules
from scripts.gate.judge import JudgementError, judge
from scripts.gate.macros import RefusedByMacro
from scripts.gate.relations import RawRelations
from scripts.gate.report import REPORT, describe, write_report
from scripts.gate.rules import RuleError, read_rules

# As in profiles/profiles.yml: what the build keeps to, the gate keeps to.
MEMORY_LIMIT = "2800MB"


def main() -> int:
    """Judge the raw files and write the report."""
    started = time.monotonic()
    arguments = _parser().parse_args()
    if arguments.end_with_parent:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    variables = variables_in_force(arguments.project, json.loads(arguments.variables))
    try:
        content = _judge(arguments, variables)
    except RuleError as error:
        content = {"verdict": "misconfigured", "message": str(error)}
    except (RefusedByMacro, JudgementError, duckdb.Error) as error:
        content = {"verdict": "unreadable", "message": str(error)}
    content["seconds"] = round(time.monotonic() - started, 1)
    if "rules" in content:
        write_report(content, arguments.out, variables.get("report_timezone"))
    else:
        write_json(arguments.out / REPORT, content)
    return 0


def _judge(arguments: argparse.Namespace, variables: dict[str, Any]) -> dict[str, Any]:
    as_of = os.environ.get("SUPPORT_KPI_AS_OF") or variables.get("as_of")
    relations = RawRelations(arguments.project, arguments.raw, {**variables, "as_of": as_of})
    rules = contract_rules(relations.tables)
    rules += read_rules(arguments.project / "expectations", relations.tables)
    spill = os.environ.get("SUPPORT_KPI_TEMP_PATH") or str(arguments.out / "gate_spill")
    memory = os.environ.get("SUPPORT_KPI_MEMORY_LIMIT") or MEMORY_LIMIT
    relations.limit(Path(spill), memory, os.environ.get("SUPPORT_KPI_THREADS"))
    if spill_limit := os.environ.get("SUPPORT_KPI_SPILL_LIMIT"):
        relations.connection.execute("set max_temp_directory_size = $1", [spill_limit])
    relations.find_files()
    if arguments.sources:
        relations.find_sources(arguments.sources)
    # Importing takes seconds of Python, loading seconds of DuckDB: they go on side by side.
    threading.Thread(target=import_module, args=["scripts.gate.engine"], daemon=True).start()
    relations.load(rules)
    require_something(relations.connection, relations.dated, relations.as_of)
    return describe(judge(rules, relations), relations)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts.gate", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--project", type=Path, required=True, help="folder of the dbt project")
    parser.add_argument("--raw", type=Path, required=True, help="folder of raw files")
    parser.add_argument("--out", type=Path, required=True, help="folder for the report")
    parser.add_argument("--sources", type=Path, help="database with the rows of sources")
    parser.add_argument("--variables", default="{}", help="variables that differ, as JSON")
    parser.add_argument(
        "--end-with-parent", action="store_true", help="end when standard input is closed"
    )
    return parser


def _end_with_parent() -> None:
    """A killed parent closes the pipe; its gate must not work on for nobody."""
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    code = main()
    # An answer that came early must not wait for an import that nobody needs any more.
    sys.stdout.flush()
    os._exit(code)
