"""Where the runner's own messages go: short ones to the screen, all of them to the run folder."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from scripts.base.shown import redact

ROOT = "scripts"


class ConsoleHandler(logging.Handler):
    """Writes through the console of the progress bar, so that neither breaks the other."""

    def __init__(self, console: Console) -> None:
        """Write to this console, from the level of information on."""
        super().__init__(logging.INFO)
        self._console = console

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        style = "red" if record.levelno >= logging.WARNING else None
        self._console.print(
            redact(record.getMessage()), style=style, markup=False, highlight=False, soft_wrap=True
        )


class RedactingFormatter(logging.Formatter):
    """Leaves out raw values that a traceback quotes, and what a terminal would obey."""

    def format(self, record: logging.LogRecord) -> str:
        """One message with its traceback."""
        return redact(super().format(record))


@contextmanager
def log_to_console(console: Console) -> Iterator[None]:
    """Show the runner's messages for the time of one command."""
    logger = logging.getLogger(ROOT)
    before = logger.level, logger.propagate
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    # On a full disk logging would bury the sentence under tracebacks of its own.
    logging.raiseExceptions = False
    try:
        with _attached(ConsoleHandler(console)):
            yield
    finally:
        logging.raiseExceptions = True
        logger.setLevel(before[0])
        logger.propagate = before[1]


@contextmanager
def log_into(path: Path) -> Iterator[None]:
    """Keep the runner's messages, tracebacks included, in the run folder."""
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    with _attached(handler):
        yield


@contextmanager
def _attached(handler: logging.Handler) -> Iterator[None]:
    logger = logging.getLogger(ROOT)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        handler.close()
