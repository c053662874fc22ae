"""Files that are either whole or absent."""

import csv
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any

from scripts.base.errors import ConfigurationError

# Twenty tables by day for twenty-five years are fewer.
MOST_FILES = 200_000


def folder_at(given: str, project: Path, name: str) -> Path:
    """Where a setting says that a folder is; relative to the project.

    Raises:
        ConfigurationError: No system can have such a path, or this user may not look there.
    """
    # What is no UTF-8 has halves of characters here.
    if re.search("[\ud800-\udfff]", given):
        raise ConfigurationError(f"{name} is {given!r}: name it in UTF-8.")
    try:
        path = (project / Path(given).expanduser()).resolve()
        path.is_dir()
    except (OSError, RuntimeError, ValueError) as error:
        reason = str(getattr(error, "strerror", None) or error).rstrip(".")
        raise ConfigurationError(
            f"{name} is {given[:100]!r}, which is no path of a folder ({reason}): correct it."
        ) from error
    return path


def files_below(folder: Path) -> list[Path]:
    """Every file of a folder and the folders in it, in order.

    Raises:
        ConfigurationError: They cannot be listed, or are so many that the folder must be another's.
    """
    advice = "name a folder that holds raw files only in SUPPORT_KPI_RAW_PATH"
    try:
        found = list(islice((path for path in folder.rglob("*") if path.is_file()), MOST_FILES + 1))
    except (OSError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or "its folders go too deep"
        raise ConfigurationError(
            f"The folder {folder} cannot be listed ({reason}): {advice}."
        ) from error
    if len(found) > MOST_FILES:
        raise ConfigurationError(
            f"The folder {folder} holds more than {MOST_FILES:,} files: {advice}."
        )
    return sorted(found)


def sha256_of(path: Path) -> str:
    """Checksum of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def described_file(path: Path, folder: Path) -> dict[str, Any]:
    """Path within a folder, size and checksum, as records list files."""
    return {
        "path": path.relative_to(folder).as_posix(),
        "bytes": path.stat().st_size,
        "sha256": sha256_of(path),
    }


def sync_file(path: Path) -> None:
    """Make sure that a file's content, or a folder's list of names, survives a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Where to write a file so that a reader sees the old one or the new one, never half of it."""
    if path.exists() and not path.is_file():
        # Into a pipe or a device.
        yield path
        return
    goal = path.resolve()
    # A name with which no reader takes it for the file.
    temporary = goal.with_name(f".{goal.name}.{os.getpid()}")
    try:
        yield temporary
        sync_file(temporary)
        temporary.replace(goal)
    finally:
        temporary.unlink(missing_ok=True)
    sync_file(goal.parent)


def write_json(path: Path, content: Any) -> None:  # noqa: ANN401
    """Write JSON, whole or not at all."""
    with whole_file(path) as place, place.open("w", encoding="utf-8") as file:
        json.dump(content, file, indent=2, ensure_ascii=False, default=str)
        file.write("\n")


def yaml_loader() -> Any:  # noqa: ANN401
    """The safe loader of YAML; libyaml, where it is there, is ten times as fast."""
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:  # noqa: ANN401
    """Content of a YAML file of the project.

    Raises:
        ConfigurationError: It is no YAML that can be read.
    """
    import yaml

    try:
        return yaml.load(path.read_text(encoding="utf-8"), yaml_loader())  # noqa: S506
    # A date such as 2025-13-45 and what is no UTF-8 are errors of values.
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        problem = getattr(error, "problem", None) or error
        raise ConfigurationError(
            f"{path.name} is not valid YAML ({where}{problem}): correct it."
        ) from error


def read_macros(path: Path, **known: Any) -> Any:  # noqa: ANN401
    """Macros of the project without dbt: each gives the value that it returns, else its text.

    Args:
        path: The file of the macros.
        known: What they use besides each other, such as `var`.
    """
    # Only few commands need it, and it is half of the start of one.
    from jinja2.nativetypes import NativeEnvironment

    environment = NativeEnvironment(extensions=["jinja2.ext.do"])  # noqa: S701 - no page is made of it
    environment.concat = _value_or_text  # type: ignore[method-assign]
    environment.globals |= {**known, "return": lambda value: value}
    return environment.from_string(path.read_text(encoding="utf-8")).module


def _value_or_text(pieces: Iterable[Any]) -> Any:  # noqa: ANN401
    """What a macro says; Jinja itself would take a text such as `[0]` for a list."""
    said = list(pieces)
    return said[0] if len(said) == 1 else "".join(map(str, said))


def read_csv(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file of the project, by column; none where it is absent."""
    if not path.is_file():
        return []
    # Excel puts a byte order mark in front.
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_json(path: Path) -> dict[str, Any] | None:
    """Content of a JSON file; None when it is absent, unreadable or no object."""
    try:
        # A pipe or a device in its place would be read for ever.
        content = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
    except (OSError, ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def replace_link(link: Path, goal: str) -> None:
    """Point a symbolic link elsewhere in one step that cannot be seen half done."""
    temporary = link.with_name(f".{link.name}.{os.getpid()}")
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(goal, target_is_directory=True)
    temporary.replace(link)
    # From here on readers see the new goal, whatever the disk says.
    with suppress(OSError):
        sync_file(link.parent)
