"""How a run ends: its record, its exit code, its alerts."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress

from scripts.artifacts.record import RunRecord
from scripts.artifacts.run_log import log_into
from scripts.base.errors import ExitCode, PublishedError, RunnerError
from scripts.base.interrupts import INTERRUPTED, is_interrupt
from scripts.base.settings import Settings
from scripts.base.workspace import RunFolder, is_current
from scripts.building.load import operations_of
from scripts.run.alerts import send_alerts
from scripts.servers.target import Server, open_target

logger = logging.getLogger(__name__)


@contextmanager
def recorded(record: RunRecord, folder: RunFolder, settings: Settings) -> Iterator[Server | None]:
    """Open the target and close the record whatever happens, short of a kill."""
    with log_into(folder.log):
        try:
            with open_target(settings, operations_of(settings, folder)) as server:
                yield server
        except (Exception, KeyboardInterrupt) as error:
            logger.debug("the run ended early", exc_info=error)
            if is_interrupt(error):
                error = KeyboardInterrupt()
            if is_current(settings, folder):
                error = _after_the_swap(error)
            error.add_note(str(folder.path))
            # The disk may be full: then the reason matters more than its record.
            with suppress(OSError):
                record.finish(*_ending(error))
            send_alerts(settings, folder, record.content)
            raise error from error.__cause__
        with published() if is_current(settings, folder) else nullcontext():
            record.finish(ExitCode.DONE, None)
            send_alerts(settings, folder, record.content)


@contextmanager
def published() -> Iterator[None]:
    """What comes after the swap: readers see the new numbers, however it ends."""
    try:
        yield
    except (Exception, KeyboardInterrupt) as error:
        raise _after_the_swap(error) from error


def _after_the_swap(error: BaseException) -> PublishedError:
    if isinstance(error, PublishedError):
        return error
    reason = "it was interrupted" if is_interrupt(error) else _reason(error)
    warning = PublishedError(
        f"The new release is published, but not all after it went well: {reason}."
    )
    warning.__cause__ = error
    return warning


def _reason(error: BaseException) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(text.split()).rstrip(".") or type(error).__name__


def _ending(error: BaseException) -> tuple[ExitCode, str]:
    if isinstance(error, RunnerError):
        return error.exit_code, str(error)
    if isinstance(error, KeyboardInterrupt):
        return ExitCode.FAILED, INTERRUPTED
    return ExitCode.FAILED, f"{type(error).__name__}: {error}"
