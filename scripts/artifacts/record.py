"""The run record: who ran what, when, on which files, with what result."""

import os
import platform
import socket
import subprocess
import sys
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from scripts.base.files import read_json, write_json
from scripts.base.lock import user_name
from scripts.base.settings import Settings
from scripts.base.shown import redact
from scripts.base.workspace import RunFolder

PACKAGES = ("dbt-core", "dbt-duckdb", "duckdb")


class RunRecord:
    """A record that is on disk, whole, from the first moment of a run."""

    def __init__(self, folder: RunFolder, content: dict[str, Any]) -> None:
        """Take over the content of a record; `start` and `reopen` make one."""
        self._folder = folder
        self.content = content

    @classmethod
    def start(cls, folder: RunFolder, settings: Settings, command: str) -> "RunRecord":
        """Begin the record of a new run and write it."""
        record = cls(
            folder,
            {
                "run_id": folder.run_id,
                "command": command,
                "started_at": utc_now(),
                "finished_at": None,
                "exit_code": None,
                "message": None,
                "user": user_name(),
                "host": socket.gethostname(),
                "pid": os.getpid(),
                "git": git_state(settings.project),
                "versions": versions(),
                "target": settings.target,
                "variables": settings.variables,
                "raw_path": str(settings.raw),
                "is_built": False,
            },
        )
        record.update()
        return record

    @classmethod
    def reopen(cls, folder: RunFolder) -> "RunRecord":
        """Continue the record of a build that is published later."""
        return cls(folder, read_json(folder.record) or {"run_id": folder.run_id})

    def update(self, **values: Any) -> None:  # noqa: ANN401
        """Add to the record and write it."""
        self.content.update(values)
        write_json(self._folder.record, self.content)

    def finish(self, exit_code: int, message: str | None) -> None:
        """Close the record."""
        shown = message and redact(message)
        self.update(finished_at=utc_now(), exit_code=int(exit_code), message=shown)


def utc_now() -> str:
    """The present, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def versions() -> dict[str, str]:
    """Versions of what computes the numbers."""
    found = {"python": platform.python_version(), "platform": sys.platform}
    for package in PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            found[package] = "absent"
    return found


def git_state(project: Path) -> dict[str, Any]:
    """Revision of the project; None outside a git clone."""
    revision = _git(project, "rev-parse", "HEAD")
    changes = _git(project, "status", "--porcelain", "--untracked-files=no")
    return {"revision": revision, "is_modified": None if changes is None else bool(changes)}


def _git(project: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(  # noqa: S603
            ["git", *arguments],  # noqa: S607
            cwd=project,
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
