"""Ctrl-C, SIGTERM and a closed terminal, also while a query is at work.

Python runs a signal's handler between two of its own steps, and a query is one step, however long.
So a thread of its own hears of the signal and ends the queries. What they and the libraries above
them raise then differs from place to place: that a signal came is remembered, and explains it.
"""

import os
import signal
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

import duckdb

PAUSE_SECONDS = 0.2
# Half a minute of them. Tries are counted, because a stalled machine loses time without using any.
TRIES = 150
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
INTERRUPTED = "Interrupted; what is published is whole: see make status."

_connections: "weakref.WeakSet[duckdb.DuckDBPyConnection]" = weakref.WeakSet()
_others: list[Callable[[], None]] = []
_heard = Event()


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
    """Let a service manager's SIGTERM and a closed terminal end a command as Ctrl-C does."""
    _heard.clear()
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    watcher = Thread(target=_watch, args=[reader], daemon=True)
    watcher.start()
    wakeup_before = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    # Whoever starts a command with nohup wants it to outlive the terminal.
    heeded = [number for number in SIGNALS if signal.getsignal(number) != signal.SIG_IGN]
    before = {number: signal.signal(number, _interrupt) for number in heeded}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(wakeup_before)
        os.close(writer)
        watcher.join()
        os.close(reader)


def is_interrupted() -> bool:
    """Whether a signal came during this command; libraries may have swallowed what it raised."""
    return _heard.is_set()


def is_interrupt(error: BaseException) -> bool:
    """Whether a signal is behind an error, whatever was made of it on its way."""
    return is_interrupted() or isinstance(error, KeyboardInterrupt)


def _interrupt(*_: object) -> None:
    """Raise once: what follows tidies up, and a second Ctrl-C must not cut that short."""
    _heard.set()
    for number in SIGNALS:
        if signal.getsignal(number) == _interrupt:
            signal.signal(number, lambda *_: None)
    raise KeyboardInterrupt


def _watch(reader: int) -> None:
    """Wait for a signal, then end what is at work; returns once the pipe is closed."""
    while number := os.read(reader, 1):
        if number[0] in SIGNALS:
            break
    else:
        return
    _heard.set()
    os.set_blocking(reader, False)
    for _ in range(TRIES):
        for interrupt in (*(one.interrupt for one in _connections), *_others):
            with suppress(Exception):
                interrupt()
        time.sleep(PAUSE_SECONDS)
        with suppress(BlockingIOError):
            if not os.read(reader, len(SIGNALS)):
                return
    os.write(2, f"Error: {INTERRUPTED}\n".encode())
    os._exit(1)
