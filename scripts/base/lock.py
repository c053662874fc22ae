"""One run at a time per exports folder.

The operating system holds the lock, so that it vanishes with its process however that ends; the
file's content only tells the next one who holds it.
"""

import getpass
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from scripts.base.errors import ConfigurationError, RunInProgressError, from_os_error
from scripts.base.files import read_json

LOCK_NAME = "run.lock"
OWNER_FACTS = {"user", "host", "pid", "started_at"}
ATTEMPTS = 5
PAUSE_SECONDS = 0.1


def user_name() -> str:
    """Who runs this; a number where the system has no name for them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return str(os.getuid())


@contextmanager
def whole_run_lock(folder: Path, variable: str = "SUPPORT_KPI_EXPORT_PATH") -> Iterator[None]:
    """Hold a folder for one run, the exports or another one, or say who holds it.

    Args:
        folder: The folder; it is made where it is absent.
        variable: The setting that names it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = folder / LOCK_NAME
        if lock.exists() and not lock.is_file():
            raise ConfigurationError(f"{lock} is no file: move it away, then run again.")
        file = lock.open("a+", encoding="utf-8")
    except (FileExistsError, NotADirectoryError) as error:
        raise ConfigurationError(
            f"{variable} is {folder}, which is no folder: name one."
        ) from error
    except OSError as error:
        raise from_os_error(error, f"writing to the folder {folder}") from error
    with file:
        if not _try_lock(file, attempts=ATTEMPTS):
            raise RunInProgressError(in_progress(read_owner(folder)))
        _write_owner(file)
        try:
            yield
        finally:
            file.seek(0)
            file.truncate()


def running_owner(exports: Path) -> dict[str, Any] | None:
    """Who is running right now; None if no one is."""
    path = exports / LOCK_NAME
    if not path.is_file():
        return None
    with path.open("r", encoding="utf-8") as file:
        if _try_lock(file, attempts=1, is_shared=True):
            return None
    return read_owner(exports)


def read_owner(exports: Path) -> dict[str, Any]:
    """What the lock file says about its holder."""
    return read_json(exports / LOCK_NAME) or {}


def _try_lock(file: IO[str], attempts: int, is_shared: bool = False) -> bool:
    import fcntl

    operation = fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX
    for attempt in range(attempts):
        try:
            fcntl.flock(file, operation | fcntl.LOCK_NB)
        except BlockingIOError:
            # `status` looks at the lock for an instant; a run must not fail because of it.
            if attempt + 1 < attempts:
                time.sleep(PAUSE_SECONDS)
        else:
            return True
    return False


def _write_owner(file: IO[str]) -> None:
    owner = {
        "user": user_name(),
        "host": socket.gethostname(),
        "pid": os.getpid(),
        "started_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    file.seek(0)
    file.truncate()
    json.dump(owner, file)
    file.flush()


def in_progress(owner: dict[str, Any]) -> str:
    """Who is in the way, as far as it is known, and what to do."""
    if not owner.keys() >= OWNER_FACTS:
        return "Another run is in progress: wait for it to end, then run again."
    return (
        f"Another run is in progress, started by {owner['user']} on {owner['host']} "
        f"(process {owner['pid']}) at {owner['started_at']}: wait for it to end, then run again."
    )
