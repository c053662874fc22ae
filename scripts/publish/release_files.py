"""The files of a release, as its manifest lists them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts.base.files import described_file, read_json, sha256_of, sync_file

MANIFEST_NAME = "manifest.json"


def verify_release(release: Path, manifest_sha256: str | None = None) -> list[str]:
    """Compare a release with its manifest, and the manifest with its checksum.

    Args:
        release: The folder.
        manifest_sha256: Checksum of the manifest, from the run's record; None asks for none.

    Returns:
        One line per difference; empty when every byte is as it was published.
    """
    path = release / MANIFEST_NAME
    expected = _listed(path)
    if expected is None:
        return [f"{MANIFEST_NAME} is absent or unreadable"]
    problems = []
    if manifest_sha256 and sha256_of(path) != manifest_sha256:
        problems.append(f"{MANIFEST_NAME} has changed since it was published")
    found = {path.relative_to(release).as_posix(): path for path in _tree(release)}
    folders = {str(parent) for name in expected for parent in Path(name).parents}
    problems += [f"{name} is absent" for name in expected if name not in found]
    for name, path in found.items():
        if path.is_symlink():
            problems.append(f"{name} is a link")
        elif path.is_dir():
            if name not in folders:
                problems.append(f"the folder {name} is not in the manifest")
        elif name == MANIFEST_NAME:
            continue
        elif name not in expected:
            problems.append(f"{name} is not in the manifest")
        elif not path.is_file() or _checksum(path) != expected[name]:
            problems.append(f"{name} has changed since it was published")
    return sorted(problems)


def describe_files(goal: Path) -> list[dict[str, Any]]:
    """Path, size and checksum of every file but the manifest, each flushed to disk."""
    files = []
    for path in sorted(_tree(goal)):
        if path.is_dir() or path == goal / MANIFEST_NAME:
            continue
        sync_file(path)
        files.append(described_file(path, goal))
    return files


def _listed(manifest: Path) -> dict[str, str] | None:
    """Checksum by path, as the manifest lists them; None where it has another shape."""
    if manifest.is_symlink():
        return None
    files = (read_json(manifest) or {}).get("files")
    if not isinstance(files, list) or not all(isinstance(file, dict) for file in files):
        return None
    return {str(file.get("path")): str(file.get("sha256")) for file in files}


def _checksum(path: Path) -> str | None:
    try:
        return sha256_of(path)
    except OSError:
        return None


def _tree(folder: Path) -> Iterator[Path]:
    """Everything below a folder; links are not followed."""
    folders = [folder]
    while folders:
        for path in folders.pop().iterdir():
            yield path
            if path.is_dir() and not path.is_symlink():
                folders.append(path)
