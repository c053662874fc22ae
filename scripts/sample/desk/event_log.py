"""A growing log of ticket events in columns, sorted and made consistent at the end."""

from __future__ import annotations

import numpy as np

from scripts.sample.desk.world import AS_OF

KINDS = (
    "created",
    "public_message",
    "internal_note",
    "status_change",
    "assignment",
    "team_change",
    "priority_change",
    "topic_change",
    "merge",
    "bot_handoff",
    "auto_reply",
    "knowledge_link",
    "work_log",
)
(CREATED, MESSAGE, NOTE, STATUS, ASSIGN, TEAM, PRIORITY, TOPIC, MERGE, HANDOFF, AUTO_REPLY, LINK,
 WORK) = range(13)  # fmt: skip
ACTORS = ("customer", "agent", "bot", "system")
CUSTOMER, AGENT, BOT, SYSTEM = range(4)
TRACKED = (STATUS, ASSIGN, TEAM, PRIORITY, TOPIC)
NONE = -1
COLUMNS = ("ticket", "at", "kind", "actor_type", "actor", "public", "new", "article", "work")
SLOTS = 48


class EventLog:
    """Collects events of many tickets, one call per kind of event."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._parts: list[dict[str, np.ndarray]] = []

    def add(
        self,
        where: np.ndarray,
        at: np.ndarray,
        kind: int,
        actor_type: int,
        *,
        actor: np.ndarray | int = NONE,
        public: int = NONE,
        new: np.ndarray | int = NONE,
        article: np.ndarray | int = NONE,
        work: np.ndarray | int = NONE,
    ) -> None:
        """Add one event to every ticket where `where` holds; later than the end, it is dropped."""
        where = where & (at <= AS_OF) & (at > 0)
        rows = np.flatnonzero(where)
        values = {"at": at, "kind": kind, "actor_type": actor_type, "actor": actor}
        values |= {"public": public, "new": new, "article": article, "work": work}
        part = {"ticket": rows}
        for name, value in values.items():
            part[name] = value[rows] if isinstance(value, np.ndarray) else np.full(len(rows), value)
        self._parts.append({name: part[name].astype(np.int64) for name in COLUMNS})

    def finish(self, initial: dict[int, np.ndarray]) -> dict[str, np.ndarray]:
        """Sort by ticket and time, fill in old values and drop changes that change nothing.

        Args:
            initial: For each tracked kind, the value that every ticket starts with.

        Returns:
            The columns of the log, with `old` and `sequence` added.
        """
        log = {name: np.concatenate([part[name] for part in self._parts]) for name in COLUMNS}
        # A stable sort keeps events of one second in the order in which they were added.
        order = np.argsort(log["ticket"] * 2**32 + log["at"], kind="stable")
        log = {name: values[order] for name, values in log.items()}
        log["old"] = np.full(len(order), NONE)
        keep = np.ones(len(order), dtype=bool)
        for kind in TRACKED:
            rows = np.flatnonzero(log["kind"] == kind)
            ticket, new = log["ticket"][rows], log["new"][rows]
            old = np.empty_like(new)
            old[1:] = new[:-1]
            starts = np.ones(len(rows), dtype=bool)
            starts[1:] = ticket[1:] != ticket[:-1]
            old[starts] = initial[kind][ticket[starts]]
            log["old"][rows] = old
            keep[rows] = old != new
        log = {name: values[keep] for name, values in log.items()}
        log["sequence"] = rank_within(log["ticket"])
        return log


def rank_within(group: np.ndarray) -> np.ndarray:
    """Number the rows of each run of equal values from 1."""
    row = np.arange(len(group))
    starts = np.ones(len(group), dtype=bool)
    starts[1:] = group[1:] != group[:-1]
    return row - np.maximum.accumulate(np.where(starts, row, 0)) + 1


def last_value(log: dict[str, np.ndarray], kind: int, initial: np.ndarray) -> np.ndarray:
    """The value of a tracked kind that each ticket ends with."""
    rows = np.flatnonzero(log["kind"] == kind)
    value = initial.copy()
    # Later rows overwrite earlier ones: the log is sorted.
    value[log["ticket"][rows]] = log["new"][rows]
    return value


def first_time(log: dict[str, np.ndarray], rows: np.ndarray, count: int) -> np.ndarray:
    """The first instant per ticket among the chosen rows, -1 where there is none."""
    value = np.full(count, NONE)
    chosen = np.flatnonzero(rows)[::-1]
    value[log["ticket"][chosen]] = log["at"][chosen]
    return value


def last_time(log: dict[str, np.ndarray], rows: np.ndarray, count: int) -> np.ndarray:
    """The last instant per ticket among the chosen rows, -1 where there is none."""
    value = np.full(count, NONE)
    chosen = np.flatnonzero(rows)
    value[log["ticket"][chosen]] = log["at"][chosen]
    return value
