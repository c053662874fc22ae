"""The two streams of a command, also where nobody reads them to their end."""

import os
import sys

from rich.console import Console


class PatientConsole(Console):
    """A console that writes on into nothing where its reader has gone."""

    def on_broken_pipe(self) -> None:
        """Go on: `make run | head` must publish, and its exit code tell the truth."""
        self.quiet = True
        _silence(2 if self.stderr else 1)


def open_consoles() -> tuple[Console, Console]:
    """Standard output and standard error."""
    # Nothing is known about the width of a file or a pipe, and 80 columns break the table.
    width = None if sys.stdout.isatty() else 120
    return (
        PatientConsole(highlight=False, width=width),
        PatientConsole(stderr=True, highlight=False),
    )


def let_go_of_broken() -> None:
    """Leave nothing in a stream that takes nothing: Python would end with a code of its own."""
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        try:
            stream.flush()
        except (OSError, ValueError):
            _silence(number)


def _silence(number: int) -> None:
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, number)
    os.close(nothing)
