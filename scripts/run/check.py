"""The gate alone: judge the raw files, build nothing."""

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from scripts.base.errors import ConfigurationError, InputsRefusedError, RunnerError
from scripts.base.settings import Settings, require_raw_files
from scripts.base.shown import as_sentence
from scripts.base.workspace import RunFolder
from scripts.building.dbt_command import parse_project
from scripts.building.diagnosis import explain_unreadable, find_unreadable
from scripts.building.failures import explain_failure
from scripts.building.load import load_raw_files, operations_of
from scripts.building.raw_files import RawSnapshot, describe_raw_files
from scripts.building.sources import build_sources
from scripts.gate.process import PAGE, Gate, print_gate
from scripts.report.terminal import UNKNOWN_COLUMNS, print_unknown
from scripts.run.missing import missing_inputs, print_missing
from scripts.servers.target import open_target

if TYPE_CHECKING:
    from rich.console import Console

STYLES = {"critical": "bold red", "warning": "yellow"}


def check(settings: Settings, out: "Console", err: "Console") -> None:
    """Judge the raw files and print what breaks a rule.

    Raises:
        InputsRefusedError: A critical rule is broken, or a file cannot be read.
    """
    require_raw_files(settings)
    RawSnapshot.take(settings.raw)
    folder = settings.exports / "check"
    folder.mkdir(parents=True, exist_ok=True)
    with err.status("judging the raw files"), Gate(settings, folder) as gate:
        if settings.sources:
            gate.start(_rows_of_sources(settings, folder))
        parsed = parse_project(settings, RunFolder("check", folder))
        report = gate.wait()
    if report["verdict"] == "unreadable":
        raise _refusal(settings, report["message"])
    describe_raw_files(settings.raw)
    _print_failed(out, report)
    if report["verdict"] in ("refused", "misconfigured"):
        gate.require_passed()
    if parsed.success and report.get("columns"):
        manifest = parsed.result.writable_manifest().to_dict(omit_none=False)
        print_missing(out, missing_inputs(manifest, settings.project, report["columns"]))
    print_unknown(out, UNKNOWN_COLUMNS, report.get("unknown_columns", []))
    print_gate(out, {**report, "rules": []}, folder / PAGE)


def _rows_of_sources(settings: Settings, path: Path) -> Path:
    """Build what the gate must see of the sources, and nothing else."""
    folder = RunFolder("check", path)
    shutil.rmtree(folder.private, ignore_errors=True)
    folder.private.mkdir(mode=0o700)
    with open_target(settings, operations_of(settings, folder)) as server:
        outcome = parse_project(settings, folder)
        if outcome.success:
            if server:
                load_raw_files(settings, folder, server, outcome.result)
            outcome = build_sources(settings, folder, outcome.result, server)
        if not outcome.success:
            raise explain_failure(outcome, settings.raw, server or folder.database)
    return folder.database


def _print_failed(out: "Console", report: dict[str, Any]) -> None:
    failed = [rule for rule in report.get("rules", []) if rule["outcome"] == "failed"]
    if not failed:
        return
    table = Table(title="Rules that are broken", title_justify="left", show_lines=True)
    for heading in ("Severity", "Rule", "Why it matters"):
        table.add_column(heading, overflow="fold")
    table.add_column("Rows", justify="right")
    table.add_column("Share", justify="right")
    for rule in failed:
        share = rule["failed_share"]
        table.add_row(
            Text(rule["severity"], style=STYLES[rule["severity"]]),
            Text(rule["rule"]),
            Text(f"{rule['why']}{_examples(rule)}"),
            f"{rule['failed_rows']:,}" if rule["failed_rows"] else "",
            "" if share is None or not rule["failed_rows"] else f"{share:.1%}",
        )
    out.print(table)


def _examples(rule: dict[str, Any]) -> str:
    return f" For example: {', '.join(rule['samples'])}." if rule["samples"] else ""


def _refusal(settings: Settings, message: str) -> RunnerError:
    """What a macro says on purpose says it best; what DuckDB says names no line."""
    kind, _, sentence = message.partition(": ")
    if kind == "Configuration wrong":
        return ConfigurationError(sentence)
    if kind == "Inputs refused":
        return InputsRefusedError(sentence)
    if re.match(r"[\w ]+ Error: ", message):
        return InputsRefusedError(explain_unreadable(settings.raw, message))
    return InputsRefusedError(find_unreadable(settings.raw, message) or as_sentence(message))
