"""Rows in force of raw files, in plain Python by docs/contract.md: what staging should hold."""

import csv
import gzip
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from scripts.base.settings import PROJECT

Row = dict[str, Any]
FUTURE = timedelta(minutes=60)
INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|([+-])(\d\d):?(\d\d))?", re.ASCII
)
MINUTES = re.compile(r"(\d+) min", re.ASCII)
BOOLEANS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
# Columns that staging names otherwise, or maps and keeps as delivered.
RENAMED = {
    "agent_shifts": {"kind": "shift_kind"},
    "calls": {"outcome": "raw_outcome"},
    "costs": {"channel": "raw_channel"},
    "holidays": {"name": "holiday_name"},
    "orders": {"status": "order_status"},
    "product_returns": {"reason": "return_reason"},
    "sla_policies": {"metric": "raw_metric", "priority": "raw_priority"},
    "surveys": {"channel": "raw_channel", "score": "raw_score"},
    "ticket_events": {"sequence": "event_sequence"},
    "tickets": {
        "channel": "raw_channel",
        "direction": "delivered_direction",
        "priority": "raw_priority",
        "status": "raw_status",
    },
}


@dataclass(frozen=True)
class Table:
    """A raw table of the contract: its key, its columns, and what tells its newest version."""

    name: str
    key: list[str]
    newest_by: list[str]
    columns: dict[str, tuple[str, Row]]

    def key_of(self, row: Row) -> tuple[Any, ...]:
        """The key of a row; an alternative stands for a part that is missing."""
        names = [re.findall(r"\w+", part.removeprefix("coalesce")) for part in self.key]
        return tuple(
            next((row[name] for name in some if row[name] is not None), None) for some in names
        )


def read_contract() -> Iterator[Table]:
    """Every raw table, as the source files declare it."""
    for file in sorted(PROJECT.glob("models/staging/*/_*__sources.yml")):
        for source in yaml.safe_load(file.read_text(encoding="utf-8"))["sources"]:
            for table in source["tables"]:
                meta = table["config"]["meta"]
                columns = {
                    column["name"]: (
                        column["data_type"],
                        column.get("config", {}).get("meta", {}),
                    )
                    for column in table["columns"]
                }
                yield Table(table["name"], meta["key"], meta.get("newest_by", []), columns)


def rows_in_force(raw: Path, table: Table) -> list[Row]:
    """The newest version of every key whose required values can be read."""
    newest: dict[tuple[Any, ...], tuple[tuple[Any, ...], Row]] = {}
    for file in _files(raw, table.name):
        written = datetime.fromtimestamp(file.stat().st_mtime, UTC).replace(tzinfo=None)
        for line, delivered in enumerate(_read(file)):
            loaded = _value(delivered.get("loaded_at"), "timestamp", {}) or written
            row: Row = {}
            for name, (kind, meta) in table.columns.items():
                value = _value(delivered.get(name), kind, meta)
                late = meta.get("occurrence") and value is not None and value > loaded + FUTURE
                row[name] = None if late else value
            if any(meta.get("required") and row[name] is None
                   for name, (_, meta) in table.columns.items()):  # fmt: skip
                continue
            told = [row[name] for name in table.newest_by if row[name] is not None]
            # An answer goes before its invitation.
            is_answer = table.name == "surveys" and (row["responded_at"] or row["score"])
            rank = (
                bool(is_answer),
                row["updated_at"] or datetime.min,
                loaded,
                max(told, default=datetime.min),
                str(file),
                line,
            )
            key = table.key_of(row)
            if key not in newest or rank > newest[key][0]:
                newest[key] = (rank, row)
    names = RENAMED.get(table.name, {})
    return [{names.get(name, name): row[name] for name in row} for _, row in newest.values()]


def _files(raw: Path, table: str) -> list[Path]:
    folder = [file for file in sorted((raw / table).glob("**/*")) if file.is_file()]
    return [*sorted(raw.glob(f"{table}.*")), *folder]


def _read(file: Path) -> list[Row]:
    if file.suffix == ".parquet":
        return pl.read_parquet(file).to_dicts()
    content = file.read_bytes()
    text = (gzip.decompress(content) if file.suffix == ".gz" else content).decode()
    if ".jsonl" in file.name:
        return [json.loads(line) for line in text.splitlines()]
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _value(delivered: object, kind: str, meta: Row) -> Any:  # noqa: ANN401
    """A typed value; None for what is missing or cannot be read."""
    text = "" if delivered is None else str(delivered).strip()
    if not text:
        return None
    try:
        if kind == "timestamp":
            return _instant(text)
        if kind == "date":
            return date.fromisoformat(text[:10])
        if kind == "boolean":
            return BOOLEANS.get(text.lower())
        if kind in ("integer", "double", "duration"):
            minutes = MINUTES.fullmatch(text) if kind == "duration" else None
            number = 60 * float(minutes[1]) if minutes else float(text)
            fits = meta.get("minimum", number) <= number <= meta.get("maximum", number)
            if not fits or (kind == "integer" and not number.is_integer()):
                return None
            return int(number) if kind == "integer" else number
    except ValueError:
        return None
    return text


def _instant(text: str) -> datetime | None:
    found = INSTANT.fullmatch(text)
    if not found:
        return None
    day, time, sign, hours, minutes = found.groups()
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return datetime.fromisoformat(f"{day} {time}") - (-offset if sign == "-" else offset)
