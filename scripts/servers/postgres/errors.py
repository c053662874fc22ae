"""What a server refuses, as one sentence and an exit code."""

from collections.abc import Iterator
from contextlib import contextmanager

from scripts.base.errors import ConfigurationError, PublishError, RunnerError
from scripts.base.shown import redact

RIGHTS = "docs/postgresql.md lists the rights that a run needs"


@contextmanager
def server_errors(doing: str) -> Iterator[None]:
    """Turn the driver's errors into the runner's.

    Args:
        doing: What is being done, as in "loading the raw files".
    """
    import psycopg2

    try:
        yield
    except psycopg2.Error as error:
        raise _explained(error, doing) from error


def reason_of(error: Exception) -> str:
    """The first line of the server's message, without raw values."""
    lines = [line.strip() for line in redact(str(error)).splitlines() if line.strip()]
    return (lines or [type(error).__name__])[0].rstrip(".:")


def _explained(error: Exception, doing: str) -> RunnerError:
    import psycopg2
    from psycopg2 import errors

    reason = reason_of(error)
    if isinstance(error, errors.InsufficientPrivilege):
        return ConfigurationError(f"PostgreSQL does not allow {doing} ({reason}): {RIGHTS}.")
    if isinstance(error, errors.DiskFull):
        return PublishError(
            f"The disk of the PostgreSQL server is full ({reason}): free some space there, "
            "then run again."
        )
    if isinstance(error, errors.LockNotAvailable):
        return PublishError(
            f"Another session of PostgreSQL holds what {doing} needs ({reason}): end it, "
            "then run again."
        )
    if isinstance(error, psycopg2.OperationalError | psycopg2.InterfaceError):
        return PublishError(
            f"The connection to PostgreSQL broke off while {doing} ({reason}): "
            "the last release stays as it is; run again when the server is back."
        )
    return PublishError(f"PostgreSQL denied {doing} ({reason}): the last release stays as it is.")
