"""The commands, step by step."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console

from scripts.artifacts.inputs import InputSummary
from scripts.artifacts.record import RunRecord
from scripts.base.errors import BuildFailedError
from scripts.base.lock import whole_run_lock
from scripts.base.settings import Settings, require_raw_files
from scripts.base.workspace import (
    RunFolder,
    create_run_folder,
    last_good_build,
    remove_leftovers,
    remove_old,
)
from scripts.building.adopt import adopt_build, describe_build
from scripts.building.build import Run, build_warehouse, node_results
from scripts.building.kept_build import keep_build
from scripts.building.progress import BuildProgress
from scripts.building.raw_files import RawSnapshot, describe_raw_files
from scripts.gate.process import PAGE, Gate, print_gate
from scripts.publish.release import Release, publish_release
from scripts.report.terminal import print_inputs, print_restatements
from scripts.report.terminal_focus import print_focus
from scripts.run.endings import published, recorded
from scripts.servers.target import require_duckdb, require_target

logger = logging.getLogger(__name__)


def run(settings: Settings, out: Console, err: Console, skip_gate: bool = False) -> None:
    """Build, test, publish, print the KPIs."""
    with whole_run_lock(settings.exports):
        with _new_run(settings, err, "run") as run:
            inputs, gate = _build(run, skip_gate)
            release = _publish(run)
        with published():
            remove_leftovers(settings)
            remove_old(settings)
    with published():
        print_focus(out, release.path)
        print_restatements(out, release.manifest["restatements"])
        print_inputs(out, inputs)
        print_gate(out, gate, release.path / PAGE)
        _print_release(out, release, settings)


def build(settings: Settings, out: Console, err: Console, skip_gate: bool = False) -> None:
    """Build and test; publish nothing."""
    with whole_run_lock(settings.exports):
        with _new_run(settings, err, "build") as run:
            inputs, gate = _build(run, skip_gate)
        remove_old(settings)
    print_inputs(out, inputs)
    print_gate(out, gate, run.folder.path / PAGE)
    place = run.folder.database
    out.print(f"Built and tested: {place} (publish it with make publish)", soft_wrap=True)


def publish(settings: Settings, out: Console, err: Console, from_build: Path | None = None) -> None:
    """Publish the last build, or one made elsewhere, if it was good and is not published yet."""
    if from_build:
        require_duckdb(settings, "publish --from-build")
    with whole_run_lock(settings.exports):
        folder = adopt_build(settings, from_build) if from_build else last_good_build(settings)
        remove_leftovers(settings, keep_build=folder)
        if folder is None:
            raise BuildFailedError("There is no good build to publish: make one with make build.")
        if from_build:
            record = RunRecord.start(folder, settings, "publish")
        else:
            record = RunRecord.reopen(folder)
            require_target(settings, record.content)
            record.update(command="build, publish", finished_at=None)
        with _recorded(settings, err, folder, record) as run:
            if from_build:
                describe_build(settings, folder, record, describe_raw_files(settings.raw))
            release = _publish(run)
        with published():
            remove_leftovers(settings)
            remove_old(settings)
    with published():
        print_focus(out, release.path)
        print_restatements(out, release.manifest["restatements"])
        _print_release(out, release, settings)


@contextmanager
def _new_run(settings: Settings, err: Console, command: str) -> Iterator[Run]:
    remove_leftovers(settings)
    folder = create_run_folder(settings)
    record = RunRecord.start(folder, settings, command)
    with _recorded(settings, err, folder, record) as run:
        yield run


@contextmanager
def _recorded(
    settings: Settings, err: Console, folder: RunFolder, record: RunRecord
) -> Iterator[Run]:
    with recorded(record, folder, settings) as server, BuildProgress(err) as progress:
        yield Run(settings, folder, record, progress, server)


def _build(run: Run, skip_gate: bool) -> tuple[InputSummary, dict[str, Any]]:
    settings, folder, record = run.settings, run.folder, run.record
    require_raw_files(settings)
    snapshot = RawSnapshot.take(settings.raw)
    if run.server:
        record.update(versions={**record.content["versions"], **run.server.versions})
    with (
        ThreadPoolExecutor(max_workers=1) as pool,
        Gate(settings, folder, skip_gate) as gate,
    ):
        raw_files = pool.submit(describe_raw_files, settings.raw)
        try:
            goes_on = build_warehouse(run, gate)
        finally:
            record.update(gate=gate.record(), nodes=node_results(folder))
            # A change explains a failure better than the failure does.
            snapshot.require_unchanged()
        described = raw_files.result()
    record.update(is_incremental=goes_on)
    return describe_build(settings, folder, record, described), gate.report


def _publish(run: Run) -> Release:
    release = publish_release(run)
    if run.server:
        run.server.remove_old()
    run.record.update(
        as_of=release.manifest["as_of"],
        row_counts=release.manifest["row_counts"],
        exports=release.manifest["files"],
        restatements=release.manifest["restatements"],
        release=str(release.path),
    )
    if not run.server:
        keep_build(run.settings, run.folder)
    return release


def _print_release(out: Console, release: Release, settings: Settings) -> None:
    out.print(
        f"Published as of {release.manifest['as_of'] or 'unknown'} (UTC): {settings.current}\n"
        f"Open first: {settings.current / 'scorecard.html'}",
        style="bold green",
        soft_wrap=True,
    )
