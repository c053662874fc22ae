"""What can end a run, each with its exit code and one sentence for the person at the keyboard."""

import difflib
from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path


class ExitCode(IntEnum):
    """How a command ended."""

    DONE = 0
    FAILED = 1
    CONFIGURATION = 2
    INPUTS_REFUSED = 3
    IN_PROGRESS = 4


class RunnerError(Exception):
    """A run that ends early; its text is one sentence: what, where, what to do."""

    exit_code = ExitCode.FAILED


class BuildFailedError(RunnerError):
    """A model could not be built or a test failed."""


class PublishError(RunnerError):
    """The build is good, but the release could not be written."""


class PublishedError(RunnerError):
    """The release is published; only something after that went wrong."""

    exit_code = ExitCode.DONE


class ConfigurationError(RunnerError):
    """The command, the settings, a variable or a seed is wrong."""

    exit_code = ExitCode.CONFIGURATION


class InputsRefusedError(RunnerError):
    """The raw files cannot be used as they are."""

    exit_code = ExitCode.INPUTS_REFUSED


class RunInProgressError(RunnerError):
    """Somebody else is building into the same exports folder."""

    exit_code = ExitCode.IN_PROGRESS


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The question that names the known word most like this one; empty where none is like it."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"did you mean {close[0]!r}?" if close else ""


def from_os_error(error: OSError, doing: str) -> RunnerError:
    """Say in a sentence what the operating system denied.

    Args:
        error: What was raised.
        doing: What was being done, as in "writing the release".
    """
    where = f" ({Path(str(error.filename))})" if error.filename else ""
    reason = error.strerror or str(error)
    return PublishError(
        f"The system denied {doing}{where}: {reason}. "
        "Free some space or give the folder to this user, then run again."
    )
