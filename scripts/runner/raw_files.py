"""The raw files of a run: what was read, by size and checksum, and whether it is readable."""

import gzip
import hashlib
import zlib
from pathlib import Path
from typing import Any

from scripts.runner.errors import InputsRefusedError
from scripts.runner.files import CHUNK_BYTES


def describe_raw_files(raw: Path) -> list[dict[str, Any]]:
    """Size and checksum of every raw file.

    Raises:
        InputsRefusedError: A gzip file is damaged or cut short. DuckDB reads a short one as if
            it ended there, and the rows behind the cut would be missing without a word.
    """
    return [_describe(path, raw) for path in sorted(raw.rglob("*")) if path.is_file()]


def require_whole_gzip(path: Path, raw: Path) -> None:
    """Refuse a gzip file that does not decompress to its end."""
    try:
        with gzip.open(path) as file:
            while file.read(CHUNK_BYTES):
                pass
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        name = path.relative_to(raw)
        raise InputsRefusedError(
            f"{name} in {raw} is damaged or cut short ({error}): deliver the file again."
        ) from error


def _describe(path: Path, raw: Path) -> dict[str, Any]:
    if path.suffix == ".gz":
        require_whole_gzip(path, raw)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return {
        "path": path.relative_to(raw).as_posix(),
        "bytes": path.stat().st_size,
        "sha256": digest.hexdigest(),
    }
