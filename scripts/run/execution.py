"""Running one command: what goes wrong becomes one sentence and an exit code."""

import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from importlib import import_module
from typing import Any

import typer
from rich.console import Console
from rich.segment import Segment

from scripts.base.errors import PublishedError, RunnerError, from_os_error
from scripts.base.shown import printable

# Nothing is known about the width of a file or a pipe, and 80 columns would be too few for names.
WIDTH_OF_A_PIPE = 120


def execute(
    command: str,
    given: Mapping[str, Any] | None = None,
    **options: Any,  # noqa: ANN401
) -> None:
    """Run one command; whatever goes wrong becomes one sentence and an exit code.

    Args:
        command: The function that does it, as in `run.commands.publish`: imported only now, and
            called with the settings, standard output and standard error.
        given: What was typed of the settings: see `load_settings`.
        options: What else was typed, for the function.
    """
    from scripts.artifacts.run_log import log_to_console
    from scripts.base.interrupts import terminable
    from scripts.base.settings import load_settings

    out, err = _open_consoles()
    try:
        with terminable(), log_to_console(err):
            settings = load_settings(**(given or {}))
            module, _, name = command.rpartition(".")
            getattr(import_module(f"scripts.{module}"), name)(settings, out, err, **options)
    except (Exception, KeyboardInterrupt) as error:
        _fail(err, _as_sentence(error), error)
    finally:
        _let_go_of_broken()


def _as_sentence(error: BaseException) -> RunnerError:
    """What a person reads of whatever ended a command."""
    from scripts.base.interrupts import INTERRUPTED, is_interrupt

    if isinstance(error, PublishedError):
        return error
    if is_interrupt(error):
        return RunnerError(INTERRUPTED)
    if isinstance(error, RunnerError):
        return error
    if isinstance(error, OSError):
        return from_os_error(error, "a file operation")
    summary = " ".join(str(error).split()) or "no message"
    return RunnerError(f"Unexpected {type(error).__name__}: {summary}")


def _fail(err: "Console", error: RunnerError, cause: BaseException) -> None:
    from rich.text import Text

    from scripts.base.shown import redact

    kind = Text("Error: ", "bold red") if error.exit_code else Text("Warning: ", "bold yellow")
    # Where nothing can be written any more, the exit code still says how it ended.
    with suppress(OSError):
        err.print(kind + Text(redact(str(error))), soft_wrap=True)
        for note in getattr(cause, "__notes__", []):
            err.print(Text(redact(f"Details: {note}"), style="dim"), soft_wrap=True)
    raise typer.Exit(int(error.exit_code))


class PatientConsole(Console):
    """A console that writes on into nothing where its reader has gone, and obeys no text."""

    def _render_buffer(self, buffer: Iterable[Segment]) -> str:
        """What people see: signs of control in a text are no instruction to a terminal."""
        return super()._render_buffer(
            [part if part.control else Segment(printable(part.text), part.style) for part in buffer]
        )

    def on_broken_pipe(self) -> None:
        """Go on: `make run | head` must publish, and its exit code tell the truth."""
        self.quiet = True
        _silence(2 if self.stderr else 1)


def _open_consoles() -> tuple[Console, Console]:
    """Standard output and standard error."""
    width = None if sys.stdout.isatty() else WIDTH_OF_A_PIPE
    return (
        PatientConsole(highlight=False, width=width),
        PatientConsole(stderr=True, highlight=False),
    )


def _let_go_of_broken() -> None:
    """Leave nothing in a stream that takes nothing: Python would end with another code."""
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        try:
            stream.flush()
        except (OSError, ValueError):
            _silence(number)


def _silence(number: int) -> None:
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, number)
    os.close(nothing)
