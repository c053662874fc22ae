"""The files of a release, as its manifest lists them."""

from pathlib import Path
from typing import Any

from scripts.base.files import read_json, sha256_of, sync_file

MANIFEST_NAME = "manifest.json"


def verify_release(release: Path) -> list[str]:
    """Compare a release with its manifest.

    Returns:
        One line per difference; empty when every byte is as it was published.
    """
    manifest = read_json(release / MANIFEST_NAME)
    if manifest is None or not isinstance(manifest.get("files"), list):
        return [f"{MANIFEST_NAME} is absent or unreadable"]
    expected = {file["path"]: file for file in manifest["files"]}
    present = {path.relative_to(release).as_posix(): path for path in _files(release)}
    problems = [f"{name} is absent" for name in expected if name not in present]
    for name, path in present.items():
        if name not in expected:
            problems.append(f"{name} is not in the manifest")
        elif sha256_of(path) != expected[name]["sha256"]:
            problems.append(f"{name} has changed since it was published")
    return sorted(problems)


def describe_files(goal: Path) -> list[dict[str, Any]]:
    """Path, size and checksum of every file but the manifest, each flushed to disk."""
    files = []
    for path in _files(goal):
        sync_file(path)
        files.append(
            {
                "path": path.relative_to(goal).as_posix(),
                "bytes": path.stat().st_size,
                "sha256": sha256_of(path),
            }
        )
    return files


def _files(release: Path) -> list[Path]:
    found = (path for path in release.rglob("*") if path.is_file() and path.name != MANIFEST_NAME)
    return sorted(found)
