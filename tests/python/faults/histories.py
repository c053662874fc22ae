"""Random histories of deliveries, and what a single clean delivery of their end would hold.

Many histories share one delivery: each is a system of its own, so that its ids meet no others.
"""

import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from tests.python.faults.contract import good_row
from tests.python.faults.delivery import write_table

Row = dict[str, str]
# What tells which version of a row is the newest.
ORDERS = ("updated_at", "loaded_at", "file name")
MOST_FILES = 6
# One example is a batch of histories: a build costs seconds, whatever it holds.
ONE_BATCH = settings(
    max_examples=1,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
MANY_BATCHES = settings(ONE_BATCH, max_examples=4, derandomize=False)
DAYS = [f"2025-0{month}-{day:02d}T{hour:02d}:15:00Z" for month in (3, 4) for day in (3, 9, 28)
        for hour in (0, 9, 23)]  # fmt: skip
CHANGES: dict[str, dict[str, list[str]]] = {
    "tickets": {
        "created_at": DAYS,
        "status": ["open", "pending", "solved", "closed"],
        "priority": ["low", "high", ""],
        "team_id": ["T1", "T2", ""],
        "assignee_id": ["A1", "A2", ""],
        "solved_at": [*DAYS, ""],
        "customer_id": ["C1", "C2"],
        "merged_into_ticket_id": ["", "", "", "tickets-0"],
        "is_deleted": ["", "", "", "true"],
    },
    "ticket_events": {
        "ticket_id": ["tickets-0", "tickets-1", "tickets-2"],
        "occurred_at": DAYS,
        "event_type": ["created", "public_message", "status_change", "assignment"],
        "actor_type": ["customer", "agent", "bot"],
        "is_public": ["true", "false"],
        "new_value": ["open", "solved", "closed", "A1"],
    },
    "calls": {
        "started_at": DAYS,
        "outcome": ["answered", "abandoned", "voicemail"],
        "wait_seconds": ["5", "40", "", "soon"],
        "talk_seconds": ["60", "300", ""],
        "customer_id": ["C1", "C2"],
        "ticket_id": ["tickets-0", ""],
        "agent_id": ["A1", "A2", ""],
    },
    "surveys": {
        "survey_type": ["csat", "nps"],
        "responded_at": DAYS,
        "score": ["1", "4", "5", "77"],
        "ticket_id": ["tickets-0", "tickets-1"],
    },
    "agents": {"team_id": ["T1", "T2"], "is_bot": ["false", "true"]},
}
REQUIRED_TIME = {"tickets": "created_at", "ticket_events": "occurred_at", "calls": "started_at"}


@dataclass(frozen=True)
class Version:
    """One version of one row, and the files that carry it."""

    row: Row
    is_broken: bool
    files: tuple[int, ...]


@dataclass(frozen=True)
class History:
    """The versions of each row of one system, oldest first."""

    rows: dict[tuple[str, int], tuple[Version, ...]]

    def deliver(self, raw: Path, system: str) -> None:
        """Write every version into its files."""
        files: dict[tuple[str, int], list[Row]] = defaultdict(list)
        for (table, _), versions in self.rows.items():
            for version in versions:
                for file in version.files:
                    files[table, file].append({**version.row, "source_system": system})
        for (table, file), rows in files.items():
            write_table(raw / table / f"{system}-{file}.csv", table, rows)

    def end(self, system: str) -> list[tuple[str, Row]]:
        """The newest good version of each row."""
        newest = []
        for (table, _), versions in self.rows.items():
            good = [version for version in versions if not version.is_broken]
            newest += [(table, {**version.row, "source_system": system}) for version in good[-1:]]
        return newest


def write_clean(raw: Path, histories: list[History], mark: str) -> None:
    """One clean delivery of where all histories end; their systems begin with the mark."""
    tables: dict[str, list[Row]] = defaultdict(list)
    for number, history in enumerate(histories):
        for table, row in history.end(f"{mark}{number:04d}"):
            tables[table].append(row)
    for table, rows in tables.items():
        write_table(raw / table / "clean.csv", table, rows)


def write_history(raw: Path, histories: list[History], mark: str) -> None:
    """The deliveries as they came."""
    for number, history in enumerate(histories):
        history.deliver(raw, f"{mark}{number:04d}")


def history_of(seed: int) -> History:
    """A system with rows of every table, each delivered in versions, late, repeated, mixed."""
    chance = random.Random(seed)
    order = chance.choice(ORDERS)
    keys = [(table, number) for table in sorted(CHANGES) for number in range(3)]
    kept = [key for key in keys if key[1] == 0 or chance.random() < 0.4]
    return History({key: _versions(chance, order, *key) for key in kept})


def _versions(chance: random.Random, order: str, table: str, number: int) -> tuple[Version, ...]:
    count = chance.randint(1, 4)
    is_by_name = order == "file name"
    files = chance.sample(range(MOST_FILES), count)
    if is_by_name:
        files.sort()
    versions = []
    for age, file in enumerate(files):
        # Where only names tell, an old version may come again, but not behind a newer one.
        last = files[age + 1] - 1 if is_by_name and age + 1 < count else MOST_FILES - 1
        again = [chance.randint(0, last) for _ in range(chance.randint(0, 2))]
        values = {name: chance.choice(given) for name, given in CHANGES[table].items()}
        is_broken = table in REQUIRED_TIME and chance.random() < 0.1
        if is_broken:
            values[REQUIRED_TIME[table]] = "never"
        if is_by_name:
            # Times of the row itself would tell more than its file's name.
            values.update({name: "" for name in ("solved_at", "responded_at") if name in values})
        if order == "updated_at":
            values["updated_at"] = f"2025-05-01T00:00:{age:02d}Z"
        elif order == "loaded_at":
            values["loaded_at"] = f"2026-02-01T00:00:{age:02d}Z"
        row = good_row(table, **{_key(table): f"{table}-{number}"}, **values)
        versions.append(Version(row, is_broken, (file, *again)))
    return tuple(versions)


def batches(size: int) -> st.SearchStrategy[list[History]]:
    """Different histories that share one delivery."""
    return st.lists(st.integers(0, 1 << 32), min_size=size, max_size=size, unique=True).map(
        lambda seeds: [history_of(seed) for seed in seeds]
    )


def _key(table: str) -> str:
    return {"ticket_events": "event_id"}.get(table, table.removesuffix("s") + "_id")
