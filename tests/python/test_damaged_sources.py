"""Exports of systems, damaged as loads are: synced twice, deleted softly, through other tools."""

import csv
import json
import logging
import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from scripts.base.files import read_yaml
from scripts.base.settings import PROJECT
from tests.python.sources import EXAMPLES
from tests.python.test_sources import LISTS, typed_by_a_run

Row = dict[str, Any]
TABLES = """
    select table_name from information_schema.tables
    where table_schema = 'sources' order by table_name
"""
MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\.\d+)?(Z|[+]00(:?00)?)?")
# Tables of which a loader keeps rows that are gone.
SOFTLY_DELETED = {
    "zendesk_fivetran": (
        *("ticket_comment", "ticket_tag", "ticket_chat_event"),
        *("schedule", "schedule_holiday"),
    ),
    "intercom_fivetran": ("conversation_tag_history", "conversation_part_history"),
    "hubspot_fivetran": ("ticket_contact", "engagement_email"),
    "jira_fivetran": ("comment",),
    "salesforce_fivetran": ("case", "email_message", "case_history"),
    "servicenow_fivetran": ("sys_journal_field", "sys_audit"),
    "chatwoot_postgres": ("conversations", "messages", "reporting_events"),
    "zammad_postgres": ("tickets", "ticket_articles", "histories"),
}
# What these files are is told by their lines: nothing about them can be changed.
WITHOUT_HEADER = ("asterisk_queue_log",)


def _with_floating_ids(row: Row) -> Row:
    """A tool that knows no empty whole number made every id a floating point one."""
    return {
        name: f"{value}.0"
        if (name == "id" or name.endswith("_id")) and re.fullmatch(r"[0-9]+", str(value or ""))
        else value
        for name, value in row.items()
    }


def _with_other_booleans(row: Row) -> Row:
    words = {"true": "True", "false": "0"}
    return {
        name: words.get(value, value) if isinstance(value, str) else value
        for name, value in row.items()
    }


def _with_offsets(row: Row) -> Row:
    """Times of a warehouse that knows zones."""
    return {
        name: f"{value}+00:00"
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", value)
        else value
        for name, value in row.items()
    }


# A tool that knows no empty whole number is tried on the system with the most tables.
DAMAGES: dict[str, list[Callable[[Row], Row]]] = {
    "zendesk_fivetran": [_with_floating_ids, _with_other_booleans, _with_offsets],
}
USUAL = [_with_other_booleans, _with_offsets]


def damage(source: str, folder: Path) -> None:
    """Rewrite each table: every row twice, in no order, in other forms, with rows that are gone."""
    rng = random.Random(4)  # noqa: S311 - no secret
    for file in sorted(folder.iterdir()):
        if source in WITHOUT_HEADER:
            # The log as it was copied before it was rotated.
            shutil.copy(file, file.with_name(f"{file.name}.copy"))
            continue
        rows = _read(file)
        for change in DAMAGES.get(source, USUAL):
            rows = [change(row) for row in rows]
        gone = []
        if file.stem in SOFTLY_DELETED.get(source, ()):
            gone = [_gone(row) for row in rows[::7]]
            rows = [{"_fivetran_deleted": "", **row} for row in rows]
        rows = rows + rows + gone
        rng.shuffle(rows)
        _write(file, rows)


def _gone(row: Row) -> Row:
    """What somebody deleted: a row of its own."""
    key = next(iter(row))
    return {**row, key: f"9{row[key]}", "_fivetran_deleted": "true"}


def _read(file: Path) -> list[Row]:
    with file.open(encoding="utf-8", newline="") as lines:
        if file.suffix == ".csv":
            return list(csv.DictReader(lines))
        return [json.loads(line) for line in lines]


def _write(file: Path, rows: list[Row]) -> None:
    with file.open("w", encoding="utf-8", newline="") as lines:
        if file.suffix == ".csv":
            writer = csv.DictWriter(lines, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        else:
            lines.writelines(f"{json.dumps(row)}\n" for row in rows)


@pytest.mark.parametrize("sources", LISTS, ids="+".join)
def test_damaged_loads_give_the_same_rows(
    sources: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """And a run names what it does not read, where it is there."""
    caplog.set_level(logging.INFO, "scripts.building.progress")
    unread = [(source, table) for source in sources for table in _unread(source)]
    for source in sources:
        shutil.copytree(EXAMPLES / source, tmp_path / source)
        damage(source, tmp_path / source)
    for number, (source, table) in enumerate(unread):
        rows = "" if number == 0 else "1\n"
        (tmp_path / source / f"{table}.csv").write_text(f"id\n{rows}", encoding="utf-8")
    whole = _rows({s: EXAMPLES / s for s in sources}, tmp_path / "whole", monkeypatch)
    assert "does not read" not in caplog.text
    damaged = _rows({s: tmp_path / s for s in sources}, tmp_path / "damaged", monkeypatch)
    said = [f"Source {source} does not read {table}:" in caplog.text for source, table in unread]
    # The first one has no rows.
    assert said == [number > 0 for number in range(len(unread))]
    assert sorted(damaged) == sorted(whole)
    differences = {
        name: (sorted(rows - damaged[name])[:3], sorted(damaged[name] - rows)[:3])
        for name, rows in whole.items()
        if rows != damaged[name]
    }
    assert differences == {}


def _unread(source: str) -> list[str]:
    """Tables that the YAML of a source has in order to name them."""
    (file,) = (PROJECT / "models/sources" / source).glob("_*__sources.yml")
    tables = read_yaml(file)["sources"][0]["tables"]
    return [one["name"] for one in tables if "unread" in one.get("config", {}).get("meta", {})]


def _rows(
    places: dict[str, Path], scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, set[str]]:
    """What the raw tables get of each source, however often."""
    _, database = typed_by_a_run(places, scratch, monkeypatch)
    with duckdb.connect(str(database), read_only=True) as build:
        tables = [name for (name,) in build.execute(TABLES).fetchall()]
        return {name: set(_plain(build, name)) for name in tables if _is_raw(name)}


def _is_raw(name: str) -> bool:
    """Models of a source behind those of its raw tables say how it is read, not what comes out."""
    table = name.split("__")[1]
    return table in ("tickets", "ticket_events", "surveys", "agents", "teams", "calls",
                     "sla_policies", "business_hours", "holidays")  # fmt: skip


def _plain(build: duckdb.DuckDBPyConnection, name: str) -> Iterator[str]:
    """Rows as texts, times and booleans in one form."""
    rows = build.execute(f"from sources.{name}")
    columns = [column[0] for column in rows.description or []]
    for row in rows.fetchall():
        yield str({c: _told(v) for c, v in zip(columns, row, strict=True) if c != "loaded_at"})


def _told(value: object) -> str | None:
    if value is None or value == "":
        return None
    words = {"true": "1", "false": "0", "1": "1", "0": "0"}
    text = words.get(str(value).lower(), str(value))
    return MOMENT.sub(r"\1 \2\3", text)
