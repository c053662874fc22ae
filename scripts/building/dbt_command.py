"""dbt, in this process, on the private build of a run."""

import gc
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from scripts.base.interrupts import ended_by
from scripts.base.settings import Settings
from scripts.base.workspace import BUILD_DATABASE, RunFolder
from scripts.servers.spark.target import spark_places
from scripts.servers.target import DUCKDB, POSTGRES, SPARKS

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunnerResult
    from dbt.contracts.graph.manifest import Manifest
    from sqlparse.sql import Statement

PARSE_CACHE = "partial_parse.msgpack"
RESULTS = "run_results.json"
# Says to macro `register_raw_files` that a command before has registered them in this database.
LANDED = "SUPPORT_KPI_LANDED"
# Of the environment, beside what a profile may read and where something is parsed already.
FLAGS_OF_DBT = "DBT_(?!ENV_|PARTIAL_PARSE_FILE_PATH$)"
# Variables of the profile that change no SQL.
LIMITS = (
    "SUPPORT_KPI_THREADS",
    "SUPPORT_KPI_MEMORY_LIMIT",
    "SUPPORT_KPI_TEMP_PATH",
    "SUPPORT_KPI_SPILL_LIMIT",
)


def source_places(settings: Settings) -> dict[str, str | None]:
    """Variables of the environment for dbt; paths are relative to the project, as all others."""
    places: dict[str, str | None] = {"SUPPORT_KPI_SOURCES": ",".join(settings.sources)}
    for source in settings.sources:
        name = f"SUPPORT_KPI_{source.upper()}_PATH"
        if given := os.environ.get(name):
            places[name] = str((settings.project / Path(given).expanduser()).resolve())
    return places


def parse_project(settings: Settings, folder: RunFolder) -> "dbtRunnerResult":
    """Read the project; only what changed since the last run, which takes a tenth of the time.

    dbt starts from nothing wherever the profile differs from the last one. So it is told of no
    run's own database and limits here: the name alone is in the SQL.
    """
    places: dict[str, str | None] = dict.fromkeys(LIMITS)
    places["SUPPORT_KPI_DUCKDB_PATH"] = BUILD_DATABASE
    with environment(_places(settings, folder, places)):
        from dbt.cli.main import dbtRunner

        return dbtRunner().invoke(["parse", "--no-write-json", *_arguments(settings, folder)])


def invoke_dbt(
    settings: Settings,
    folder: RunFolder,
    command: list[str],
    listen: Callable[[Any], None] | None = None,
    manifest: "Manifest | None" = None,
) -> "dbtRunnerResult":
    """Run one command of dbt on the private database, and let go of the file again.

    Args:
        settings: The settings of this command.
        folder: The run whose private database and artifacts are meant.
        command: The command and the arguments that only it has.
        listen: Called with every event.
        manifest: The parsed project, where a command before this one has parsed it.
    """
    places: dict[str, str | None] = {
        "SUPPORT_KPI_DUCKDB_PATH": str(folder.database),
        "SUPPORT_KPI_TEMP_PATH": str(folder.spill),
        "SUPPORT_KPI_SPILL_LIMIT": folder.spill_limit,
    }
    with environment(_places(settings, folder, places)), ended_by(_end_queries):
        from dbt.cli.main import dbtRunner

        ask_for_first_words()
        runner = dbtRunner(manifest=manifest, callbacks=[listen] if listen else [])
        outcome = runner.invoke(command + _arguments(settings, folder))
        release_database()
    return outcome


@contextmanager
def environment(values: Mapping[str, str | None]) -> Iterator[None]:
    """Set variables of the environment, for profile and macros, and put them back after."""
    before = {name: os.environ.get(name) for name in values}
    _set_environment(values)
    try:
        yield
    finally:
        _set_environment(before)


def _set_environment(values: Mapping[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def ask_for_first_words() -> None:
    """Let dbt look at the beginning of a statement only; what it makes of it stays the same.

    Where it puts ephemeral models in front of a statement, dbt asks whether that begins with
    `with`. To find out it has the whole text grouped into expressions, which is a tenth of a
    build's time and two fifths of that of the unit tests.
    """
    import dbt.compilation
    import sqlparse

    dbt.compilation.sqlparse = SimpleNamespace(
        parse=_first_words, sql=sqlparse.sql, tokens=sqlparse.tokens
    )


def _first_words(text: str) -> tuple["Statement", ...]:
    """One statement: spaces and comments, `with` and `recursive` if it begins so, and the rest."""
    from sqlparse.lexer import tokenize
    from sqlparse.sql import Statement, Token
    from sqlparse.tokens import Comment, Other, Whitespace

    words, length = [], 0
    for kind, word in tokenize(text):
        is_first = kind in Whitespace or kind in Comment or word.lower() in ("with", "recursive")
        if not is_first:
            break
        words.append(Token(kind, word))
        length += len(word)
    return (Statement([*words, Token(Other, text[length:])]),)


def release_database() -> None:
    """Let go of the file; dbt-duckdb keeps it open until the process ends."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.adapters.factory import reset_adapters

    reset_adapters()
    DuckDBConnectionManager.close_all_connections()
    gc.collect()


def _end_queries() -> None:
    """End what dbt's threads are at: it cancels once, and a thread may be between two queries."""
    from dbt.adapters.factory import FACTORY

    for adapter in list(FACTORY.adapters.values()):
        for connection in list(adapter.connections.thread_connections.values()):
            if connection.type == "duckdb" and connection.state == "open":
                connection.handle.cursor().interrupt()


def keep_parse_cache(settings: Settings, folder: RunFolder) -> None:
    """Let the next run parse only what changed, although its folder is new."""
    written = folder.artifacts / PARSE_CACHE
    if written.is_file() and settings.runs.is_dir():
        written.replace(_parse_cache(settings))


def _arguments(settings: Settings, folder: RunFolder) -> list[str]:
    arguments = [
        *("--project-dir", str(settings.project)),
        *("--profiles-dir", str(settings.project / "profiles")),
        *("--target", settings.target),
        *("--target-path", str(folder.artifacts)),
        *("--log-path", str(folder.path)),
        *("--log-level", "none"),
        *("--vars", json.dumps({k: v for k, v in settings.variables.items() if k != "as_of"})),
    ]
    cache = _parse_cache(settings)
    if cache.is_file():
        arguments += ["--partial-parse-file-path", str(cache)]
    return arguments


def _places(
    settings: Settings, folder: RunFolder, places: Mapping[str, str | None]
) -> dict[str, str | None]:
    """The folders and the instant of one command, and on a server the names of the build."""
    values = {
        # A flag that somebody has set for another project would build half, or test nothing.
        **dict.fromkeys(name for name in os.environ if re.match(FLAGS_OF_DBT, name)),
        "SUPPORT_KPI_RAW_PATH": str(settings.raw),
        # Not among `--vars`, of which any difference makes dbt read the whole project again.
        "SUPPORT_KPI_AS_OF": str(settings.variables.get("as_of") or ""),
        **source_places(settings),
        **places,
    }
    if settings.target == POSTGRES:
        from scripts.servers.postgres.names import load_names

        values |= load_names().of_the_build()
    elif settings.target in SPARKS:
        values |= spark_places(settings.project, folder.run_id)
    return values


def _parse_cache(settings: Settings) -> Path:
    # dbt starts from nothing where the target differs from the last one.
    prefix = "" if settings.target == DUCKDB else f"{settings.target}_"
    return settings.runs / f"{prefix}{PARSE_CACHE}"
