"""Running one command: what goes wrong becomes one sentence and an exit code."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from scripts.base.errors import RunnerError, from_os_error

if TYPE_CHECKING:
    from rich.console import Console

    from scripts.base.settings import Settings

    Command = Callable[[Settings, Console, Console], None]


def execute(
    command: "Command | str",
    settings: "Callable[[], Settings]",
    **options: "bool | Path | None",
) -> None:
    """Run one command; whatever goes wrong becomes one sentence and an exit code."""
    from rich.console import Console

    from scripts.base.run_log import log_to_console

    # Nothing is known about the width of a file or a pipe, and 80 columns break the table.
    width = None if sys.stdout.isatty() else 120
    out, err = Console(highlight=False, width=width), Console(stderr=True, highlight=False)
    try:
        with _terminable(), log_to_console(err):
            if isinstance(command, str):
                checked = settings()
                from scripts.run import commands

                getattr(commands, command)(checked, out, err, **options)
            else:
                command(settings(), out, err)
    except KeyboardInterrupt:
        _fail(err, RunnerError("Interrupted; what is published is whole: see make status."))
    except RunnerError as error:
        _fail(err, error)
    except OSError as error:
        _fail(err, from_os_error(error, "a file operation"), error)
    except Exception as error:
        summary = " ".join(str(error).split()) or "no message"
        _fail(err, RunnerError(f"Unexpected {type(error).__name__}: {summary}"), error)


def _fail(err: "Console", error: RunnerError, cause: BaseException | None = None) -> None:
    from rich.text import Text

    from scripts.base.redact import redact

    err.print(Text("Error: ", style="bold red") + Text(redact(str(error))), soft_wrap=True)
    for note in getattr(cause or error, "__notes__", []):
        err.print(Text(redact(f"Details: {note}"), style="dim"), soft_wrap=True)
    raise typer.Exit(int(error.exit_code))


@contextmanager
def _terminable() -> Iterator[None]:
    """Let a service manager's SIGTERM end a run as cleanly as Ctrl-C does."""
    before = signal.getsignal(signal.SIGTERM)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
