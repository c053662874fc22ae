"""The folder of a check: any number of checks at once, each with typed rows of its own."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.base.settings import Settings
from scripts.base.workspace import (
    CHECK,
    CHECK_LOCK,
    CHECKED_ROWS,
    RunFolder,
    remove_killed_checks,
)


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
