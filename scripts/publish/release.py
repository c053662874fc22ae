"""Writing a release folder and swapping it in."""

import os
import shutil
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import Any

import duckdb

from scripts.artifacts import export
from scripts.artifacts.manifest import RESTATEMENTS, PublicTable, read_public_tables
from scripts.artifacts.record import utc_now
from scripts.artifacts.rows import value_of
from scripts.base.errors import PublishError, from_os_error
from scripts.base.files import replace_link, sha256_of, sync_file, write_json
from scripts.base.settings import Settings, require_folders
from scripts.base.variables import variables_in_force
from scripts.base.workspace import UNFINISHED, RunFolder, current_release
from scripts.building.build import Run
from scripts.building.dbt_command import invoke_dbt
from scripts.explain.explained_rows import write_explained_rows
from scripts.gate.process import copy_gate_report
from scripts.publish.release_files import MANIFEST_NAME, describe_files
from scripts.publish.restatements import write_restatements
from scripts.publish.schema_file import write_schema
from scripts.report.handbook.write import write_handbook
from scripts.report.page.render import write_page
from scripts.report.workbook.write import write_workbook
from scripts.servers.target import DUCKDB

DOCS_NAME = "dbt_docs.html"


@dataclass(frozen=True)
class Release:
    """One published release."""

    path: Path
    manifest: dict[str, Any]


def publish_release(run: Run) -> Release:
    """Write the release of a good build next to the others, then point readers to it.

    Where there is a server, its readers come first: what can fail there leaves the files alone.
    """
    settings, folder, server = run.settings, run.folder, run.server
    tables = read_public_tables(folder.artifacts)
    if server:
        tables = [table for table in tables if server.fetches(table)]
    if not tables:
        raise PublishError("The project has no public model: give one `access: public`.")
    require_folders(settings)
    unfinished = settings.releases / (folder.run_id + UNFINISHED)
    goal = settings.releases / folder.run_id
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        if goal.exists():
            # Killed between the rename and the swap: nobody has seen this one, write it anew.
            goal.rename(unfinished)
            shutil.rmtree(unfinished)
        (unfinished / "parquet").mkdir(parents=True)
        (unfinished / "csv").mkdir()
        run.progress.stage("publishing", total=len(tables))
        manifest = _begin_manifest(folder, run.record.content)
        _write_tables(run, tables, unfinished, manifest)
        run.progress.stage("drawing the scorecard")
        _write_pages(run, tables, manifest["as_of"], unfinished)
        copy_gate_report(folder.path, unfinished)
        manifest["files"] = describe_files(unfinished)
        write_json(unfinished / MANIFEST_NAME, manifest)
        # Before the swap: whoever verifies the release later must find it.
        run.record.update(manifest_sha256=sha256_of(unfinished / MANIFEST_NAME))
        for path in unfinished.iterdir():
            if path.is_dir():
                sync_file(path)
        if server:
            server.publish(folder, tables, unfinished, manifest)
        unfinished.rename(goal)
        sync_file(settings.releases)
        replace_link(settings.current, f"{settings.releases.name}/{goal.name}")
    except OSError as error:
        raise from_os_error(error, "writing the release") from error
    except duckdb.Error as error:
        reason = " ".join(str(error).split()).rstrip(".")
        raise PublishError(
            f"The release could not be written ({reason}): the last one stays as it is."
        ) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return Release(goal, manifest)


def _write_tables(
    run: Run, tables: list[PublicTable], goal: Path, manifest: dict[str, Any]
) -> None:
    folder = run.folder
    limits = {
        "temp_directory": str(folder.spill),
        "max_temp_directory_size": folder.spill_limit,
    }
    if memory := os.environ.get("SUPPORT_KPI_MEMORY_LIMIT"):
        limits["memory_limit"] = memory
    rows: dict[str, int] = {}
    with export.open_build(folder.database, limits) as connection:
        export.attach_release(connection, goal)
        for table in tables:
            rows[table.name] = export.copy_table(connection, folder.database.stem, table)
        manifest.update(as_of=_as_of(connection, tables), row_counts=rows)
        restated = write_restatements(
            connection, list(rows), current_release(run.settings), manifest
        )
        manifest["restatements"] = vars(restated)
        if RESTATEMENTS in rows:
            rows[RESTATEMENTS] = export.count_rows(connection, RESTATEMENTS)
        for table in tables:
            export.write_parquet(connection, table, goal / "parquet")
            if table.is_kpi_table:
                export.write_csv(connection, table, goal / "csv")
            run.progress.step(f"publishing {table.name}")
        if manifest["target"] == DUCKDB:
            write_explained_rows(connection, folder.database.stem, goal)
        write_schema(connection, tables, folder.artifacts, goal)
        connection.execute("detach release")


def _write_pages(run: Run, tables: list[PublicTable], as_of: str | None, goal: Path) -> None:
    """Write what people read. The workbook takes as long as the rest: it has its own process."""
    settings, folder = run.settings, run.folder
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=_end_with_the_run) as pool:
        said = variables_in_force(settings.project, settings.variables)
        language = str(said.get("workbook_language", "en"))
        # It inherits the mask: Ctrl-C reaches all of a terminal, also what only starts.
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        workbook = pool.submit(write_workbook, tables, folder.artifacts, as_of, goal, language)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        write_handbook(folder.artifacts, settings.project, settings.variables, goal)
        _write_dbt_docs(settings, folder, goal)
        write_page(goal)
        try:
            workbook.result()
        except BrokenProcessPool as error:
            raise PublishError(
                "The process that writes the workbook was ended from outside, as a system does "
                "that is short of memory: free some, then run again."
            ) from error


def _write_dbt_docs(settings: Settings, folder: RunFolder, goal: Path) -> None:
    """Write the site as one file, if the settings say so: it costs seconds and megabytes."""
    if not settings.with_dbt_docs:
        return
    outcome = invoke_dbt(settings, folder, ["docs", "generate", "--static", "--no-compile"])
    site = folder.artifacts / "static_index.html"
    if not outcome.success or not site.is_file():
        raise PublishError(
            f"dbt could not write its documentation: see {folder.path / 'dbt.log'}, or set "
            "SUPPORT_KPI_DBT_DOCS to no."
        ) from outcome.exception
    shutil.move(site, goal / DOCS_NAME)


def _end_with_the_run() -> None:
    """Go where the run is killed: its pool would wait for work for ever."""
    run = parent_process()

    def wait() -> None:
        if run is not None:
            run.join()
            os._exit(1)

    Thread(target=wait, daemon=True).start()


def _as_of(connection: duckdb.DuckDBPyConnection, tables: list[PublicTable]) -> str | None:
    """The instant at which the numbers were read, as the KPI tables carry it."""
    for table in tables:
        if table.is_kpi_table and "as_of" in table.columns:
            newest = f"select max(as_of) from {export.release_name(table.name)}"  # noqa: S608
            as_of = value_of(connection.execute(newest))
            if as_of is not None:
                return str(as_of.isoformat() if hasattr(as_of, "isoformat") else as_of)
    return None


def _begin_manifest(folder: RunFolder, record: dict[str, Any]) -> dict[str, Any]:
    return {
        "run_id": folder.run_id,
        "target": record.get("target"),
        "published_at": utc_now(),
        "as_of": None,
        "git": record.get("git"),
        "versions": record.get("versions"),
        "variables": record.get("variables"),
        "provenance": record.get("provenance"),
    }
