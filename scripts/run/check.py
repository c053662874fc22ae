"""The gate alone: judge the raw files, build nothing."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from scripts.base.settings import Settings, require_raw_files
from scripts.base.workspace import CHECK, RunFolder, check_folder
from scripts.building.dbt_command import parse_project
from scripts.building.failures import explain_failure
from scripts.building.load import land_raw_files, operations_of
from scripts.building.progress import show_note
from scripts.building.raw_files import RawSnapshot, describe_raw_files
from scripts.building.seeds import require_seeds
from scripts.building.typed_rows import require_judged, type_raw_rows, type_rows_for_gate
from scripts.gate.process import PAGE, Gate, move_gate_report, print_gate
from scripts.report.terminal import UNKNOWN_COLUMNS, print_unknown
from scripts.run.missing import missing_inputs, print_missing
from scripts.servers.target import DUCKDB, open_target

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

STYLES = {"critical": "bold red", "warning": "yellow"}


def check(settings: Settings, out: Console, err: Console) -> None:
    """Judge the raw files and print what breaks a rule.

    Raises:
        InputsRefusedError: A critical rule is broken, or a file cannot be read.
    """
    require_raw_files(settings)
    snapshot = RawSnapshot.take(settings.raw)
    path = settings.exports / CHECK
    with check_folder(settings) as folder:
        gate = Gate(settings, folder, shown_in=path)
        try:
            with err.status("judging the raw files"), gate:
                manifest = _type_raw_rows(settings, folder, gate)
                require_judged(gate)
        finally:
            move_gate_report(folder.path, path)
            # A change explains a failure better than the failure does.
            snapshot.require_unchanged()
    report = gate.report
    _print_failed(out, report)
    gate.require_passed()
    if report.get("columns"):
        content = manifest.writable_manifest().to_dict(omit_none=False)
        print_missing(out, missing_inputs(content, settings.project, report["columns"]))
    print_unknown(out, UNKNOWN_COLUMNS, report.get("unknown_columns", []))
    print_gate(out, {**report, "rules": []}, path / PAGE)


def _type_raw_rows(settings: Settings, folder: RunFolder, gate: Gate) -> "Manifest":
    """Build what the gate reads, and nothing else; a server is asked only for rows of sources."""
    if not settings.sources:
        settings = replace(settings, target=DUCKDB)
    with open_target(settings, operations_of(settings, folder)) as server:
        outcome = parse_project(settings, folder)
        gate.require_rules()
        manifest = outcome.result
        if outcome.success:
            require_seeds(settings.project, manifest, settings.variables)
        if outcome.success and server:
            land_raw_files(settings, folder, manifest)
            server.load(folder)
            outcome = type_rows_for_gate(settings, folder, show_note, manifest, server)
        elif outcome.success:
            outcome = type_raw_rows(settings, folder, show_note, manifest)
        if not outcome.success:
            raise explain_failure(outcome, settings.raw, server or folder.database)
    describe_raw_files(settings.raw)
    return manifest


def _print_failed(out: Console, report: dict[str, Any]) -> None:
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
        examples = f" For example: {', '.join(rule['samples'])}." if rule["samples"] else ""
        table.add_row(
            Text(rule["severity"], style=STYLES[rule["severity"]]),
            Text(rule["rule"]),
            Text(rule["why"] + examples),
            f"{rule['failed_rows']:,}" if rule["failed_rows"] else "",
            "" if share is None or not rule["failed_rows"] else f"{share:.1%}",
        )
    out.print(table)
