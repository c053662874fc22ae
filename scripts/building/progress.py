"""A bar that counts finished nodes, or plain lines without a terminal."""

import logging
import time
from collections.abc import Callable
from typing import Any, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from scripts.base.interrupts import is_interrupted

logger = logging.getLogger(__name__)

LINE_SECONDS = 5.0
FAILED_STATES = ("error", "fail", "runtime error")


def show_note(event: Any) -> None:  # noqa: ANN401
    """Follow dbt only for what macros say of tables and words that a source goes without."""
    if event.info.name == "JinjaLogInfo":
        logger.info("%s", event.data.msg)


class BuildProgress:
    """Shows how far a run is; usable as a callback of dbt's."""

    def __init__(self, console: Console) -> None:
        """Prepare; nothing is shown before `with`."""
        self._is_watched = console.is_terminal
        self._bar = Progress(
            SpinnerColumn(),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.description}", markup=False),
            console=console,
            transient=True,
            disable=not self._is_watched,
        )
        self._task = self._bar.add_task("starting", total=None)
        self._stage = ""
        self._total = 0
        self._finished: set[str] = set()
        self._said: set[str] = set()
        self._last_line = 0.0

    def __enter__(self) -> Self:
        """Show the bar at once: dbt needs seconds before it says anything."""
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the bar, so that what follows stands on clean lines."""
        self._bar.stop()

    def stage(self, text: str, total: int | None = None) -> None:
        """Name what begins now, and how many steps it has."""
        self._bar.reset(self._task, total=total, description=text)
        if not self._is_watched:
            logger.info("%s", text)

    def step(self, text: str) -> None:
        """Count one step of the present stage."""
        self._bar.update(self._task, advance=1, description=text)

    def follow(self, text: str) -> Callable[[Any], None]:
        """Begin with a command of dbt's; what listens to its events."""
        self._stage, self._total = text, 0
        self._finished.clear()
        return self._on_event

    def _on_event(self, event: Any) -> None:  # noqa: ANN401
        """Follow dbt; called from its worker threads."""
        name = event.info.name
        if name == "LogStartLine" and not self._total:
            self._total = event.data.total
            self.stage(self._stage, total=self._total)
        elif name == "JinjaLogInfo" and event.data.msg not in self._said:
            self._said.add(event.data.msg)
            show_note(event)
        elif name == "NodeStart":
            self._bar.update(self._task, description=_node_label(event.data.node_info))
        elif name == "NodeFinished":
            self._count(event.data.node_info)

    def _count(self, node: Any) -> None:  # noqa: ANN401
        # Some nodes report their end twice, and ephemeral ones, which are only compiled, stand
        # outside the total; a bar that passes its total would be a lie.
        if node.unique_id in self._finished or node.materialized == "ephemeral":
            return
        self._finished.add(node.unique_id)
        # What an interruption has cut short is no fault of the node's.
        if node.node_status in FAILED_STATES and not is_interrupted():
            logger.warning("%s: %s", node.node_status, _node_label(node))
        self._bar.update(self._task, completed=len(self._finished))
        if self._is_watched:
            return
        now = time.monotonic()
        if now - self._last_line >= LINE_SECONDS or len(self._finished) == self._total:
            self._last_line = now
            logger.info("%d of %d, %s", len(self._finished), self._total, _node_label(node))


def _node_label(node: Any) -> str:  # noqa: ANN401
    return f"{node.resource_type} {node.node_name}"
