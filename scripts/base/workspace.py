"""Run folders, the private build database in them, and what killed runs leave behind."""

import fcntl
import logging
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.base.errors import from_os_error
from scripts.base.files import read_json
from scripts.base.settings import Settings, require_folders

logger = logging.getLogger(__name__)

# Views keep the name of the database file that they were made in, so it never varies.
BUILD_DATABASE = "support_kpi_build.duckdb"
RECORD_NAME = "run.json"
UNFINISHED = ".partial"
RUN_TIME = "%Y%m%dT%H%M%S"
# Folders of other names, or of another century, are somebody's own: never shown, never removed.
RUN_ID = re.compile(r"20\d{6}T\d{9}Z")
OWN_LINK = re.compile(r"\.current\.\d+")
# What a kill leaves of `write_json`.
HALF_WRITTEN = ".*.json.*"
CHECK = "check"
CHECK_LOCK = "check.lock"
CHECKED_ROWS = ".rows_"


@dataclass(frozen=True)
class RunFolder:
    """One run's own place; nothing in it is read by users of the published numbers."""

    run_id: str
    path: Path

    @property
    def artifacts(self) -> Path:
        """What dbt writes: manifest, run results, compiled SQL."""
        return self.path / "artifacts"

    @property
    def private(self) -> Path:
        """The private database and DuckDB's spill files; removed once published."""
        return self.path / "private"

    @property
    def database(self) -> Path:
        """The private build database."""
        return self.private / BUILD_DATABASE

    @property
    def spill(self) -> Path:
        """Where DuckDB puts what memory cannot hold; a killed run leaves it full."""
        elsewhere = os.environ.get("SUPPORT_KPI_TEMP_PATH")
        return (
            Path(elsewhere) / f"support_kpi_{self.path.name.removeprefix('.')}"
            if elsewhere
            else self.private / "spill"
        )

    @property
    def gate_spill(self) -> Path:
        """Where the gate's DuckDB puts the same, while dbt's is open too."""
        return self.spill / "gate"

    @property
    def spill_limit(self) -> str:
        """How much may be there: what was said, else half of what is free on that disk."""
        if given := os.environ.get("SUPPORT_KPI_SPILL_LIMIT"):
            return given
        place = self.spill
        while not place.exists():
            place = place.parent
        return f"{max(shutil.disk_usage(place).free // 2_000_000, 1)}MB"

    @property
    def log(self) -> Path:
        """The runner's log, with the details behind each sentence."""
        return self.path / "runner.log"

    @property
    def record(self) -> Path:
        """The run record."""
        return self.path / RECORD_NAME


def create_run_folder(settings: Settings) -> RunFolder:
    """Make the folder of a new run; its name sorts behind all others, even if a clock went back."""
    require_folders(settings)
    newest = max(_run_times(settings), default=datetime.min.replace(tzinfo=UTC))
    while True:
        now = max(datetime.now(UTC), newest + timedelta(milliseconds=1))
        run_id = f"{now:{RUN_TIME}}{now.microsecond // 1000:03d}Z"
        folder = RunFolder(run_id, settings.runs / run_id)
        try:
            folder.path.mkdir()
            # Restricted staging stands in it: verbatims, names of agents.
            folder.private.mkdir(mode=0o700)
        except FileExistsError:
            time.sleep(0.002)
        except OSError as error:
            raise from_os_error(error, "writing to the exports folder") from error
        else:
            return folder


def _run_times(settings: Settings) -> Iterator[datetime]:
    """When the known runs began, by their names."""
    for path in (*_own(settings.runs), *_own(settings.releases)):
        with suppress(ValueError):
            # A name ends with milliseconds, which strptime takes for the start of microseconds.
            yield datetime.strptime(path.name, f"{RUN_TIME}%fZ").replace(tzinfo=UTC)


def _own(folder: Path, suffix: str = "") -> list[Path]:
    """The runner's own folders within a folder, newest first."""
    if not folder.is_dir():
        return []
    return sorted(
        (
            path
            for path in folder.iterdir()
            if RUN_ID.fullmatch(path.name.removesuffix(suffix))
            and path.name.endswith(suffix)
            and path.is_dir()
            and not path.is_symlink()
        ),
        reverse=True,
    )


def run_folders(settings: Settings) -> list[RunFolder]:
    """All run folders, newest first."""
    return [RunFolder(path.name, path) for path in _own(settings.runs)]


def release_folders(settings: Settings) -> list[Path]:
    """All whole releases, newest first."""
    return _own(settings.releases)


def current_release(settings: Settings) -> Path | None:
    """The release that readers see; None before the first one."""
    return settings.current.resolve() if settings.current.is_dir() else None


def is_current(settings: Settings, folder: RunFolder) -> bool:
    """Whether readers see the release of this run."""
    return current_release(settings) == (settings.releases / folder.run_id).resolve()


def remove_leftovers(settings: Settings, keep_build: RunFolder | None = None) -> None:
    """Remove what killed and superseded runs left; only the holder of the lock may call this.

    Args:
        settings: The settings of this command.
        keep_build: The run whose private database is still wanted.
    """
    for path in _own(settings.releases, UNFINISHED):
        shutil.rmtree(path, ignore_errors=True)
    for path in settings.exports.glob(".current.*"):
        if OWN_LINK.fullmatch(path.name) and path.is_symlink():
            path.unlink(missing_ok=True)
    for folder in run_folders(settings):
        for path in folder.path.glob(HALF_WRITTEN):
            path.unlink(missing_ok=True)
        if keep_build is None or folder.run_id != keep_build.run_id:
            shutil.rmtree(folder.private, ignore_errors=True)
            shutil.rmtree(folder.spill, ignore_errors=True)
    remove_killed_checks(settings)


@contextmanager
def check_folder(settings: Settings) -> Iterator[RunFolder]:
    """A folder that is gone after the check, as is what killed checks left.

    Args:
        settings: The settings of this command.
    """
    place = settings.exports / CHECK
    place.mkdir(parents=True, exist_ok=True)
    with (place / CHECK_LOCK).open("a+", encoding="utf-8") as lock:
        remove_killed_checks(settings)
        fcntl.flock(lock, fcntl.LOCK_SH)
        with TemporaryDirectory(prefix=CHECKED_ROWS, dir=place) as name:
            folder = RunFolder(CHECK, Path(name))
            folder.private.mkdir()
            try:
                yield folder
            finally:
                shutil.rmtree(folder.spill, ignore_errors=True)


def remove_killed_checks(settings: Settings) -> None:
    """Remove what killed checks left; living ones hold a lock together, and keep everything."""
    place = settings.exports / CHECK
    if not (place / CHECK_LOCK).is_file():
        return
    # What belongs to another user is theirs to remove.
    with suppress(OSError), (place / CHECK_LOCK).open("a+", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for path in place.glob(f"{CHECKED_ROWS}*"):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(RunFolder(CHECK, path).spill, ignore_errors=True)
                shutil.rmtree(path, ignore_errors=True)


def remove_old(settings: Settings) -> None:
    """Keep the newest releases and run folders; the current release always stays."""
    current = current_release(settings)
    for path in release_folders(settings)[settings.keep_releases :]:
        if path.resolve() == current:
            continue
        # Renamed first: a release that is being removed must not look like a whole one.
        unfinished = path.with_name(path.name + UNFINISHED)
        try:
            path.rename(unfinished)
        except OSError as error:
            # The new release stands; an old one too many is no reason to call the run failed.
            logger.warning("The old release %s cannot be removed: %s.", path, error.strerror)
            continue
        shutil.rmtree(unfinished, ignore_errors=True)
    released = {path.name for path in release_folders(settings)}
    for folder in run_folders(settings)[settings.keep_runs :]:
        if folder.run_id not in released:
            shutil.rmtree(folder.path, ignore_errors=True)


def last_good_build(settings: Settings) -> RunFolder | None:
    """The newest run, if it built and tested well and is not published yet."""
    for folder in run_folders(settings)[:1]:
        record = read_json(folder.record) or {}
        is_built = record.get("is_built") is True and folder.database.is_file()
        if is_built and not is_current(settings, folder):
            return folder
    return None
