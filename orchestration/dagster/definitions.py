"""The warehouse in Dagster: gate, every dbt node as an asset or a check, then the release.

dbt builds into a private file that nobody reads. Only when every model is built and every test
has passed does the runner publish it, in one atomic step.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from dagster import (
    AssetCheckExecutionContext,
    AssetCheckResult,
    AssetExecutionContext,
    AssetKey,
    AssetSelection,
    AssetSpec,
    Definitions,
    Failure,
    MaterializeResult,
    RetryRequested,
    ScheduleDefinition,
    asset,
    asset_check,
    define_asset_job,
    in_process_executor,
)
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, DbtProject, dbt_assets

PROJECT = Path(__file__).resolve().parents[2]
EXPORTS = (PROJECT / os.environ.get("SUPPORT_KPI_EXPORT_PATH", "exports")).resolve()
RAW = (PROJECT / os.environ.get("SUPPORT_KPI_RAW_PATH", "data/sample")).resolve()
BUILDS = PROJECT / "target" / "dagster" / "builds"
KEEP_FAILED_BUILDS_SECONDS = 86_400
RAW_DELIVERY = AssetKey("raw_delivery")
DAILY = "30 5 * * *"
DONE, REFUSED, IN_PROGRESS = 0, 3, 4
LOCK_RETRIES, LOCK_PAUSE_SECONDS = 6, 600

# dagster-dbt looks for dbt on the path, which need not hold this interpreter's programs.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])

project = DbtProject(
    project_dir=PROJECT, profiles_dir=PROJECT / "profiles", target_path="target/dagster"
)
project.preparer.prepare(project)


class WarehouseTranslator(DagsterDbtTranslator):
    """Whatever reads no other model reads the raw delivery, and waits for its gate."""

    def get_asset_spec(
        self, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None
    ) -> AssetSpec:
        """Let the first models depend on the delivery instead of on single raw tables."""
        spec = super().get_asset_spec(manifest, unique_id, project)
        node = self.get_resource_props(manifest, unique_id)
        if node["resource_type"] != "model":
            return spec
        parents = [name for name in node["depends_on"]["nodes"] if not name.startswith("source.")]
        return spec if parents else spec.replace_attributes(deps=[RAW_DELIVERY])


@asset(key=RAW_DELIVERY, group_name="delivery", description="The folder of raw files.")
def raw_delivery() -> MaterializeResult:
    """Note what was delivered."""
    files = [path for path in RAW.rglob("*") if path.is_file()]
    return MaterializeResult(
        metadata={"files": len(files), "bytes": sum(path.stat().st_size for path in files)}
    )


@asset_check(asset=RAW_DELIVERY, blocking=True, description="May these files be built?")
def gate(context: AssetCheckExecutionContext) -> AssetCheckResult:
    """Refuse a bad delivery before anything is built from it."""
    done = _runner("check", "--as-of", "now")
    if done.returncode not in (DONE, REFUSED):
        raise _failure(done)
    # The release carries the gate's report beside the numbers.
    folder = _build_folder(context)
    folder.mkdir(parents=True, exist_ok=True)
    for report in (EXPORTS / "check").glob("gate.*"):
        shutil.copy(report, folder)
    if done.returncode == REFUSED:
        context.log.error(_sentence(done))
    return AssetCheckResult(
        passed=done.returncode == DONE, description=_sentence(done) or "The files are accepted."
    )


@dbt_assets(
    manifest=project.manifest_path,
    project=project,
    name="build",
    dagster_dbt_translator=WarehouseTranslator(),
)
def build(context: AssetExecutionContext, dbt: DbtCliResource) -> Iterator[Any]:
    """Build and test everything, in one file of this run's own."""
    if context.is_subset:
        raise Failure("The warehouse is built as a whole: materialise all assets.")
    for old in BUILDS.glob("*"):
        if time.time() - old.stat().st_mtime > KEEP_FAILED_BUILDS_SECONDS:
            shutil.rmtree(old)
    folder = _build_folder(context)
    database = folder / "support_kpi_build.duckdb"
    database.unlink(missing_ok=True)
    shutil.rmtree(folder / "artifacts", ignore_errors=True)
    os.environ.update(
        SUPPORT_KPI_RAW_PATH=str(RAW),
        SUPPORT_KPI_DUCKDB_PATH=str(database),
        SUPPORT_KPI_TEMP_PATH=str(folder / "spill"),
    )
    # Unit tests prove the code, not the data: they belong to `make test`.
    as_of = json.dumps({"as_of": datetime.now(UTC).isoformat(timespec="seconds")})
    arguments = ["build", "--exclude-resource-type", "unit_test", "--vars", as_of]
    yield from dbt.cli(arguments, context=context, target_path=folder / "artifacts").stream()


@asset(deps=[build], group_name="release", description="What readers see: exports/current.")
def release(context: AssetExecutionContext) -> MaterializeResult:
    """Publish the tested build; whoever reads sees the old release or this one."""
    folder = _build_folder(context)
    done = _runner("publish", "--from-build", str(folder))
    if done.returncode == IN_PROGRESS:
        raise RetryRequested(LOCK_RETRIES, LOCK_PAUSE_SECONDS) from _failure(done)
    if done.returncode != DONE:
        raise _failure(done)
    shutil.rmtree(folder)
    manifest = json.loads((EXPORTS / "current" / "manifest.json").read_text(encoding="utf-8"))
    return MaterializeResult(
        metadata={
            "run_id": manifest["run_id"],
            "as_of": manifest["as_of"],
            "tables": len(manifest["row_counts"]),
            "rows": sum(manifest["row_counts"].values()),
        }
    )


def _build_folder(context: AssetExecutionContext | AssetCheckExecutionContext) -> Path:
    """One folder for all steps of a run, and for its repetition from the step that failed."""
    return BUILDS / (context.run.root_run_id or context.run.run_id)


def _runner(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [sys.executable, str(PROJECT / "scripts" / "warehouse.py"), *arguments],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


def _sentence(done: subprocess.CompletedProcess[str]) -> str:
    lines = [line for line in done.stderr.splitlines() if line.startswith("Error: ")]
    return lines[-1].removeprefix("Error: ") if lines else ""


def _failure(done: subprocess.CompletedProcess[str]) -> Failure:
    return Failure(
        _sentence(done) or "The runner ended without a sentence.",
        metadata={"exit_code": done.returncode, "log": done.stderr[-4000:]},
    )


def _report_timezone() -> str:
    content = yaml.safe_load((PROJECT / "dbt_project.yml").read_text(encoding="utf-8"))
    return content["vars"]["report_timezone"]


refresh = define_asset_job("refresh", selection=AssetSelection.all())

definitions = Definitions(
    assets=[raw_delivery, build, release],
    asset_checks=[gate],
    jobs=[refresh],
    # In the zone in which days are cut, also where summer time moves it.
    schedules=[
        ScheduleDefinition(
            name="daily", job=refresh, cron_schedule=DAILY, execution_timezone=_report_timezone()
        )
    ],
    resources={"dbt": DbtCliResource(project_dir=project)},
    # The steps follow each other: a process for each would only start Dagster again.
    executor=in_process_executor,
)
