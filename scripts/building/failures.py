"""From dbt's and DuckDB's messages to one sentence and an exit code."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from scripts.artifacts.rows import value_of
from scripts.base.errors import (
    BuildFailedError,
    ConfigurationError,
    InputsRefusedError,
    PublishError,
    RunInProgressError,
    RunnerError,
)
from scripts.base.shown import as_sentence, cause_of, own_words, redact
from scripts.building.diagnosis import explain_unreadable, find_damaged
from scripts.building.progress import FAILED_STATES
from scripts.servers.target import Server

# A build in a DuckDB file, or on a server.
Build = Path | Server
# What macros say on purpose; the sentence ends where dbt begins to list its own call stack.
AGREED = re.compile(
    r"(?P<kind>Inputs refused|Configuration wrong): (?P<sentence>.+?)"
    r"(?=\n\s*\n|\n\s*> |\n\s*compiled code at|\n\s*LINE \d|\Z)",
    re.DOTALL,
)
UNREADABLE = re.compile(
    r"CSV Error on Line|CSV Parser state machine|Error when sniffing file|not utf-8 encoded|"
    r"No magic bytes|GZIP|Malformed JSON|Invalid unicode|Parquet file|Snappy|ZSTD Decompression|"
    r"No files found that match|thrift|Invalid string encoding|too small to be a Parquet|"
    r"bytes outside file",
    re.IGNORECASE,
)
LOCKED = re.compile(r"Could not set lock on file|Conflicting lock is held|database is locked")
SERVER_FILE = re.compile(r'file "(base|pg_\w+)/')
OTHER_FOLDER = "or name another folder in SUPPORT_KPI_EXPORT_PATH or SUPPORT_KPI_TEMP_PATH"
FULL = re.compile(r"No space left on device|Disk quota exceeded|max_temp_directory_size", re.I)
MEMORY = re.compile(r"Out of Memory Error|failed to allocate|could not allocate block", re.I)
ZONE = re.compile(r"Unknown TimeZone '?([^'\"!\n]*)'?", re.IGNORECASE)


@dataclass(frozen=True)
class Failure:
    """One node of dbt's that failed."""

    name: str
    kind: str
    message: str
    count: int | None
    parents: tuple[str, ...]
    rule: str | None


def explain_failure(outcome: Any, raw: Path, build: Build) -> RunnerError:  # noqa: ANN401
    """The error that says best what went wrong.

    Args:
        outcome: The result of dbtRunner.
        raw: The folder of raw files; looked into when one of them could not be read.
        build: The build that failed, in a file or on a server; asked for the broken rule.
    """
    failures = list(_failures(outcome, build))
    texts = [text for failure in failures for text in (failure.rule, failure.message) if text]
    if outcome.exception is not None:
        texts.append(redact(str(outcome.exception)))
    return (
        _agreed(texts)
        or _environment(texts)
        # A seed that cannot be loaded fails like a raw file that cannot be read.
        or _seeds(failures)
        or _unreadable(texts, raw)
        or _failed_nodes(failures)
        or _could_not_start(outcome.exception)
    )


def explain_operation(name: str, said: str, raw: Path) -> RunnerError:
    """The error that says best why an operation failed.

    Args:
        name: The operation.
        said: What it or dbt said.
        raw: The folder of raw files; looked into when one of them could not be read.
    """
    texts = [redact(said)]
    return (
        _agreed(texts)
        or _environment(texts)
        or _unreadable(texts, raw)
        or BuildFailedError(f"The operation {name} failed: {cause_of(texts[0])}.")
    )


def explain_gate(said: str) -> RunnerError:
    """The error that says best why the gate could not judge.

    Args:
        said: What it said.
    """
    texts = [redact(said)]
    return (
        _agreed(texts)
        or _environment(texts)
        or BuildFailedError(
            f"The gate could not judge the raw files ({cause_of(texts[0])}): nothing was published."
        )
    )


def _failures(outcome: Any, build: Build) -> Iterable[Failure]:  # noqa: ANN401
    for result in getattr(outcome.result, "results", None) or []:
        if str(result.status) in FAILED_STATES:
            node = result.node
            yield Failure(
                name=node.name,
                kind=str(node.resource_type),
                message=redact(result.message or ""),
                count=result.failures,
                parents=tuple(getattr(node, "depends_on_nodes", None) or ()),
                rule=_first_broken_rule(build, getattr(node, "compiled_code", None)),
            )


def _agreed(texts: list[str]) -> RunnerError | None:
    found = next(filter(None, map(AGREED.search, texts)), None)
    if not found:
        return None
    error = InputsRefusedError if found["kind"] == "Inputs refused" else ConfigurationError
    return error(as_sentence(found["sentence"]))


def _environment(texts: list[str]) -> RunnerError | None:
    for text in texts:
        if LOCKED.search(text):
            return RunInProgressError(
                f"Another program holds the build database ({own_words(text)}): "
                "close it, then run again."
            )
        if FULL.search(text):
            where = "on the server" if SERVER_FILE.search(text) else OTHER_FOLDER
            return PublishError(
                f"The disk is full ({own_words(text)}): free some space {where}, then run again."
            )
        if MEMORY.search(text):
            return BuildFailedError(
                "DuckDB ran out of memory: raise SUPPORT_KPI_MEMORY_LIMIT "
                "or lower SUPPORT_KPI_THREADS, then run again."
            )
        if zone := ZONE.search(text):
            return InputsRefusedError(
                f"The raw business_hours name an unknown time zone {zone[1]!r}: "
                "give an IANA name such as Europe/Berlin."
            )
    return None


def _unreadable(texts: list[str], raw: Path) -> RunnerError | None:
    found = next(filter(UNREADABLE.search, texts), None)
    said = explain_unreadable(raw, found) if found else find_damaged(raw)
    return InputsRefusedError(said) if said else None


def _seeds(failures: list[Failure]) -> RunnerError | None:
    for failure in failures:
        if failure.kind == "seed":
            return ConfigurationError(
                f"The seed {failure.name} cannot be loaded ({cause_of(failure.message)}): "
                f"correct seeds/**/{failure.name}.csv."
            )
        if failure.parents and all(parent.startswith("seed.") for parent in failure.parents):
            return ConfigurationError(
                f"The seed {_named_seed(failure)} breaks its rule ({_rows(failure)}): "
                "correct the seed's CSV file."
            )
    return None


def _named_seed(failure: Failure) -> str:
    """The seed that the broken rule names, of all that one test judges."""
    seeds = [parent.rsplit(".", 1)[-1] for parent in failure.parents]
    words = re.findall(r"\w+", failure.rule or "")
    return next((word for word in words if word in seeds), seeds[0])


def _failed_nodes(failures: list[Failure]) -> RunnerError | None:
    models = [failure for failure in failures if failure.kind != "test"]
    if models:
        first = models[0]
        more = f", and {len(models) - 1} more failed" if len(models) > 1 else ""
        return BuildFailedError(
            f"The {first.kind} {first.name} could not be built{more}: {cause_of(first.message)}."
        )
    if failures:
        first = failures[0]
        number = "1 test failed" if len(failures) == 1 else f"{len(failures)} tests failed"
        rows = f" ({_rows(first)})" if first.count else f" ({cause_of(first.message)})"
        first_word = "" if len(failures) == 1 else "the first is "
        return BuildFailedError(
            f"{number}, {first_word}{first.name}{rows}: nothing was published, "
            "and the last release stays as it is."
        )
    return None


def _rows(failure: Failure) -> str:
    rule = f", such as: {failure.rule}" if failure.rule else ""
    return f"{failure.count or 'some'} rows{rule}"


def _could_not_start(error: BaseException | None) -> RunnerError:
    text = as_sentence(redact(str(error))) if error else "dbt ended without saying why."
    return ConfigurationError(f"dbt cannot read the project or its configuration: {text}")


def _first_broken_rule(build: Build, sql: str | None) -> str | None:
    """The first `broken_rule` that a test returns, or None where the test names none.

    Args:
        build: The build that the test ran on: a DuckDB file, or on a server.
        sql: The compiled test.
    """
    if not sql or "broken_rule" not in sql:
        return None
    if not isinstance(build, Path):
        return build.first_broken_rule(sql)
    if not build.is_file():
        return None
    try:
        with duckdb.connect(str(build), read_only=True) as connection:
            least = f"select min(broken_rule) from ({sql})"  # noqa: S608 - dbt compiled it
            return value_of(connection.execute(least))
    except duckdb.Error:
        # The failure itself is known; only its detail is not.
        return None
