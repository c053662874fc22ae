"""Ctrl-C and SIGTERM, also while a query is at work.

Python runs a signal's handler between two of its own steps, and a query is one step, however long.
So a thread of its own hears of the signal and ends the queries.
"""

import os
import signal
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread

import duckdb

PAUSE_SECONDS = 0.2
PATIENCE_SECONDS = 30.0
SENTENCE = b"Error: Interrupted; what is published is whole: see make status.\n"

_connections: "weakref.WeakSet[duckdb.DuckDBPyConnection]" = weakref.WeakSet()
_others: list[Callable[[], None]] = []


def end_when_interrupted(
    connection: duckdb.DuckDBPyConnection,
) -> duckdb.DuckDBPyConnection:
    """Let a signal end the queries of this connection."""
    _connections.add(connection)
    return connection


@contextmanager
def ended_by(interrupt: Callable[[], None]) -> Iterator[None]:
    """Let a signal call this, again and again, until the command has ended."""
    _others.append(interrupt)
    try:
        yield
    finally:
        _others.remove(interrupt)


@contextmanager
def terminable() -> Iterator[None]:
    """Let a service manager's SIGTERM end a command as cleanly as Ctrl-C does."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    watcher = Thread(target=_watch, args=[reader], daemon=True)
    watcher.start()
    wakeup_before = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
        signal.set_wakeup_fd(wakeup_before)
        os.close(writer)
        watcher.join()
        os.close(reader)


def is_interrupt(error: BaseException | None) -> bool:
    """Whether a signal is behind an error: a query that it ends raises errors of its own."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt | duckdb.InterruptException):
            return True
        error = error.__cause__
    return False


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _watch(reader: int) -> None:
    """Wait for a signal, then end what is at work; returns once the pipe is closed."""
    while number := os.read(reader, 1):
        if number[0] in (signal.SIGTERM, signal.SIGINT):
            break
    else:
        return
    os.set_blocking(reader, False)
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        for interrupt in (*(one.interrupt for one in _connections), *_others):
            with suppress(Exception):
                interrupt()
        time.sleep(PAUSE_SECONDS)
        with suppress(BlockingIOError):
            if not os.read(reader, 1):
                return
    os.write(2, SENTENCE)
    os._exit(1)
