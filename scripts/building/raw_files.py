"""The raw files of a run: what was read, by size and checksum, and whether it is readable."""

import gzip
import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.base.errors import InputsRefusedError
from scripts.base.files import described_file, files_below
from scripts.base.lock import user_name
from scripts.base.personal import shown_name

PIECE = 1 << 20


@dataclass(frozen=True)
class RawSnapshot:
    """The raw files as they were before anything read them."""

    raw: Path
    states: Mapping[Path, tuple[int, ...]]

    @classmethod
    def take(cls, raw: Path) -> "RawSnapshot":
        """Look at every raw file.

        Raises:
            InputsRefusedError: This user may not read one of them, or its name cannot be read.
        """
        paths = files_below(raw)
        for path in paths:
            _require_readable_name(path.relative_to(raw), raw)
            if not os.access(path, os.R_OK, effective_ids=os.access in os.supports_effective_ids):
                raise InputsRefusedError(
                    f"{_name(path, raw)} in {raw} may not be read by {user_name()}: "
                    "give this user the permission to read it, then run again."
                )
        return cls(raw, {path: _state(path) for path in paths})

    def require_unchanged(self) -> None:
        """Refuse a delivery of which a part was read before and a part after a change.

        Raises:
            InputsRefusedError: A file is not as it was.
        """
        for path, state in self.states.items():
            if _state(path) != state:
                raise InputsRefusedError(
                    f"{_name(path, self.raw)} in {self.raw} changed while it was read: "
                    "let the delivery end first (write elsewhere, then move), then run again."
                )


def _require_readable_name(name: Path, raw: Path) -> None:
    """Refuse a name that no engine can read: a byte that is not UTF-8 is a lone surrogate here."""
    shown = str(name).encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")
    if shown != str(name):
        raise InputsRefusedError(
            f"The name of the file {shown_name(shown)} in {raw} is not UTF-8: "
            "rename it, then run again."
        )


def _state(path: Path) -> tuple[int, ...]:
    """What changes when a file does; nothing where it is gone."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_size, found.st_mtime_ns, found.st_ino


def describe_raw_files(raw: Path) -> list[dict[str, Any]]:
    """Size and checksum of every raw file.

    Raises:
        InputsRefusedError: A gzip file is damaged or cut short. DuckDB reads a short one as if
            it ended there, and the rows behind the cut would be missing without a word.
    """
    return [_describe(path, raw) for path in files_below(raw)]


def shown_files(described: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What `describe_raw_files` found, as records show it: paths without names of persons."""
    return [{**file, "path": shown_name(file["path"])} for file in described]


def _name(path: Path, raw: Path) -> str:
    return shown_name(path.relative_to(raw).as_posix())


def require_whole_gzip(path: Path, raw: Path) -> None:
    """Refuse a gzip file that does not decompress to its end."""
    try:
        with gzip.open(path) as file:
            while file.read(PIECE):
                pass
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputsRefusedError(
            f"{_name(path, raw)} in {raw} is damaged or cut short ({error}): "
            "deliver the file again."
        ) from error


def _describe(path: Path, raw: Path) -> dict[str, Any]:
    if path.suffix.lower() == ".gz":
        require_whole_gzip(path, raw)
    return described_file(path, raw)
