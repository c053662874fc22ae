"""What one command works with: folders, target, variables."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts.base.errors import ConfigurationError, InputsRefusedError, from_os_error
from scripts.base.files import files_below, folder_at
from scripts.base.variables import parse_variables

PROJECT = Path(__file__).resolve().parents[2]
MOST_THREADS = 256


@dataclass(frozen=True)
class Settings:
    """Settings of one command, checked."""

    project: Path
    raw: Path
    exports: Path
    target: str
    keep_releases: int
    keep_runs: int
    is_incremental: bool = False
    full_refresh: bool = False
    with_dbt_docs: bool = False
    variables: dict[str, Any] = field(default_factory=dict)
    alert_format: str = "json"
    sources: tuple[str, ...] = ()

    @property
    def releases(self) -> Path:
        """Where releases stand, one folder each."""
        return self.exports / "releases"

    @property
    def runs(self) -> Path:
        """Where run records stand, one folder each."""
        return self.exports / "runs"

    @property
    def current(self) -> Path:
        """The link that readers follow."""
        return self.exports / "current"


def load_settings(
    raw_path: Path | None = None,
    target: str | None = None,
    as_of: str | None = None,
    variables: str | None = None,
    environment: Mapping[str, str] = os.environ,
    project: Path | None = None,
    full_refresh: bool = False,
) -> Settings:
    """Join options, environment and defaults; options win.

    Paths given as options are relative to where the command is typed, those from the environment
    to the project, as they are for a plain `dbt build`.
    """
    project = project or PROJECT
    for name in ("SUPPORT_KPI_MEMORY_LIMIT", "SUPPORT_KPI_SPILL_LIMIT"):
        _require_size(environment, name)
    _count(environment, "SUPPORT_KPI_THREADS", 2, most=MOST_THREADS)
    _require_local(str(raw_path or environment.get("SUPPORT_KPI_RAW_PATH") or ""))
    checked = parse_variables(project, variables, as_of, environment.get("SUPPORT_KPI_AS_OF"))
    sources = named_sources(checked, environment)
    # The shipped sample is nobody's company of real data.
    no_files = "no_raw_files" if sources else "data/sample"
    raw = (
        folder_at(str(raw_path), Path.cwd(), "--raw-path")
        if raw_path
        else _folder(environment, project, "RAW", no_files)
    )
    if project.is_relative_to(raw):
        raise ConfigurationError(
            f"The folder of raw files is {raw}, which holds this project: name a folder with raw "
            "files only in SUPPORT_KPI_RAW_PATH or --raw-path."
        )
    exports = _folder(environment, project, "EXPORT", "exports")
    if exports.is_relative_to(raw):
        raise ConfigurationError(
            f"SUPPORT_KPI_EXPORT_PATH is {exports}, within the raw files: name another folder."
        )
    chosen = target or environment.get("SUPPORT_KPI_TARGET") or "duckdb"
    return Settings(
        project=project,
        raw=raw,
        exports=exports,
        target=chosen,
        keep_releases=_count(environment, "SUPPORT_KPI_KEEP_RELEASES", 5),
        keep_runs=_count(environment, "SUPPORT_KPI_KEEP_RUNS", 20),
        is_incremental=_switch(environment, "SUPPORT_KPI_INCREMENTAL"),
        full_refresh=full_refresh,
        with_dbt_docs=_switch(environment, "SUPPORT_KPI_DBT_DOCS"),
        variables=checked,
        alert_format=_choice(environment, "SUPPORT_KPI_ALERT_FORMAT", ("json", "chat"), "json"),
        sources=sources,
    )


def _require_local(raw: str) -> None:
    # A path that pathlib has read has lost one of its slashes.
    if re.match(r"[a-z][a-z0-9+.-]+:/", raw, re.IGNORECASE):
        raise ConfigurationError(
            f"SUPPORT_KPI_RAW_PATH is {raw!r}, but raw files are read from a folder of this "
            "machine: copy or mount them there and name that folder."
        )


def require_folders(settings: Settings) -> None:
    """Make the folders of the runner, or say what is in their place.

    Raises:
        ConfigurationError: Something else is there, or a link that leads nowhere.
    """
    for path in (settings.runs, settings.releases):
        try:
            path.mkdir(parents=True, exist_ok=True)
            # A link in a circle is seen only by whoever follows it.
            path.stat()
        except (FileExistsError, NotADirectoryError) as error:
            raise ConfigurationError(
                f"{path} is no folder, and no link to one: move it away, then run again."
            ) from error
        except OSError as error:
            raise from_os_error(error, "writing to the exports folder") from error
    if settings.current.exists() and not settings.current.is_symlink():
        raise ConfigurationError(
            f"{settings.current} is not a link of the runner's: move it away, then run again."
        )


def require_exports(settings: Settings) -> None:
    """Without its folder nothing was ever published: a fault only where somebody named it."""
    is_usual = settings.exports == settings.project / "exports"
    if not settings.exports.is_dir() and (settings.exports.exists() or not is_usual):
        raise ConfigurationError(
            f"There is no folder {settings.exports}: correct SUPPORT_KPI_EXPORT_PATH."
        )


def require_raw_files(settings: Settings) -> None:
    """Refuse a raw folder that is absent or empty before dbt spends seconds to find out."""
    if settings.sources:
        return
    advice = "put raw files there or name their folder in SUPPORT_KPI_RAW_PATH"
    if not settings.raw.is_dir():
        raise InputsRefusedError(f"There is no folder {settings.raw} of raw files: {advice}.")
    if not files_below(settings.raw):
        raise InputsRefusedError(f"The folder {settings.raw} holds no raw files: {advice}.")


def named_sources(variables: Mapping[str, Any], environment: Mapping[str, str]) -> tuple[str, ...]:
    """The systems that are read with or instead of raw files (docs/sources)."""
    given = variables.get("sources") or environment.get("SUPPORT_KPI_SOURCES") or ""
    names = given.split(",") if isinstance(given, str) else given
    return tuple(dict.fromkeys(str(name).strip() for name in names if str(name).strip()))


def _folder(environment: Mapping[str, str], project: Path, name: str, default: str) -> Path:
    setting = f"SUPPORT_KPI_{name}_PATH"
    return folder_at(environment.get(setting) or default, project, setting)


def _count(
    environment: Mapping[str, str], name: str, default: int, most: int = 1_000_000_000
) -> int:
    given = environment.get(name, str(default))
    if not re.fullmatch("[0-9]{1,10}", given) or not 1 <= int(given) <= most:
        raise ConfigurationError(f"{name} is {given!r}: give a whole number from 1 to {most:,}.")
    return int(given)


def _require_size(environment: Mapping[str, str], name: str) -> None:
    given = environment.get(name, "1GB")
    if not re.fullmatch(r"[1-9]([0-9]{0,8}(\.[0-9]+)? ?[KMG]|[0-9]{0,4}(\.[0-9]+)? ?T)i?B", given):
        raise ConfigurationError(f"{name} is {given!r}: give a size such as 4GB or 512MB.")


def _switch(environment: Mapping[str, str], name: str) -> bool:
    return _choice(environment, name, ("yes", "no"), "no") == "yes"


def _choice(environment: Mapping[str, str], name: str, words: tuple[str, ...], usual: str) -> str:
    given = environment.get(name) or usual
    if given not in words:
        raise ConfigurationError(f"{name} is {given!r}: give {' or '.join(words)}.")
    return given
