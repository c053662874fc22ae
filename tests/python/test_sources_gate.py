"""The gate names words of a source that no seed knows, and its tables are known in time."""

import csv
import json
import logging
import shutil
import threading
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from dbt.adapters.base.relation import BaseRelation
from dbt.adapters.cache import RelationsCache

from scripts.base.variables import variables_in_force
from scripts.gate.contract import read_tables
from scripts.gate.relations import RawRelations
from tests.python.sources import EXAMPLES
from tests.python.test_sources import of_different_systems, typed_by_a_run

# Where a source keeps the word that a raw column gets. Telephone systems have neither, and what
# became of a call is told by what happened in it.
WORDS = {
    "status": {
        "chatwoot_postgres": ("conversations", "status"),
        "freshdesk_api": ("tickets", "status"),
        "freshdesk_csv": ("tickets", "Status"),
        "hubspot_fivetran": ("ticket", "property_hs_pipeline_stage"),
        "intercom_fivetran": ("conversation_history", "state"),
        "jira_fivetran": ("issue", "status"),
        "zammad_postgres": ("ticket_state_types", "name"),
        "zendesk_api": ("tickets", "status"),
        "zendesk_fivetran": ("ticket", "status"),
    },
    "priority": {
        "chatwoot_postgres": ("conversations", "priority"),
        "freshdesk_api": ("tickets", "priority"),
        "freshdesk_csv": ("tickets", "Priority"),
        "hubspot_fivetran": ("ticket", "property_hs_ticket_priority"),
        "intercom_fivetran": ("conversation_history", "priority"),
        "jira_fivetran": ("issue", "priority"),
        "salesforce_fivetran": ("case", "priority"),
        "servicenow_fivetran": ("task", "priority"),
        "zammad_postgres": ("ticket_priorities", "name"),
        "zendesk_api": ("tickets", "priority"),
        "zendesk_fivetran": ("ticket", "priority"),
    },
}
# Where the name of a status is kept by systems that also say whether it ends a ticket.
STATUS_NAMES = {
    "hubspot_fivetran": ("ticket_pipeline_stage", "label"),
    "jira_fivetran": ("status", "name"),
    "salesforce_fivetran": ("case", "status"),
    "servicenow_fivetran": ("sys_choice", "label"),
}
# Where the name of an open status is the raw word, because it may wait.
OPEN_NAMES = ("hubspot_fivetran",)
# The seed that knows the words of a column.
SEEDS = {"status": "ticket_status_groups", "priority": "priority_groups"}


def odd_word(source: str, column: str) -> str:
    """A word that no system has."""
    return f"odd {column} of {source}"


def plant(source: str, folder: Path) -> None:
    """Give every tenth row of a source's table a word that no seed knows."""
    for column, places in WORDS.items():
        if source in places:
            table, field = places[source]
            (file,) = folder.glob(f"{table}.*")
            change_rows(file, field, odd_word(source, column))
    if source in STATUS_NAMES:
        table, field = STATUS_NAMES[source]
        (file,) = folder.glob(f"{table}.*")
        change_rows(file, field, odd_word(source, "status name"))


def change_rows(file: Path, field: str, word: str) -> None:
    """Put a word into a field of every tenth row."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows: list[dict[str, Any]] = (
            list(csv.DictReader(lines))
            if file.suffix == ".csv"
            else [json.loads(one) for one in lines]
        )
    assert field in rows[0]
    for row in rows[::10]:
        row[field] = word
    with file.open("w", encoding="utf-8", newline="") as lines:
        if file.suffix == ".csv":
            writer = csv.DictWriter(lines, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        else:
            lines.writelines(f"{json.dumps(row)}\n" for row in rows)


@pytest.mark.parametrize("sources", of_different_systems(), ids="+".join)
def test_the_gate_names_unknown_words_of_each(
    sources: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "scripts.building.progress")
    taken_down_by = threads_by_schema(monkeypatch)
    relations = gated(sources, tmp_path, monkeypatch)
    # A thread that asks for the tables of a source while another takes them down one by one would
    # miss some of them.
    assert [taken_down_by[source] for source in sources] == [{threading.main_thread()}] * len(
        sources
    )
    if "servicenow_fivetran" in sources:
        assert "Source servicenow_fivetran goes without" in caplog.text
    for column, places in WORDS.items():
        # What rules `tickets_<column>_known` look at.
        unknown = relations.connection.execute(
            f"from unmapped('tickets', '{column}', '{SEEDS[column]}', 'raw_{column}')"
        ).fetchall()
        named = {word.removeprefix("stage ") for (word,) in unknown}
        named -= {odd_word(source, "status name") for source in OPEN_NAMES}
        assert named == {odd_word(source, column) for source in sources if source in places}
    for source in sources:
        said = f"{source} counts" in caplog.text
        assert said == (source in STATUS_NAMES)
        assert (f"'{odd_word(source, 'status name')}' as" in caplog.text) == said


def threads_by_schema(monkeypatch: pytest.MonkeyPatch) -> dict[str, set[threading.Thread]]:
    """Which threads of dbt take down the tables of a schema that they have found."""
    add = RelationsCache.add
    threads: dict[str, set[threading.Thread]] = defaultdict(set)

    def noted(cache: RelationsCache, relation: BaseRelation) -> None:
        add(cache, relation)
        threads[str(relation.schema)].add(threading.current_thread())

    monkeypatch.setattr(RelationsCache, "add", noted)
    return threads


def gated(sources: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> RawRelations:
    """What the gate sees of sources in which such words were planted."""
    for source in sources:
        shutil.copytree(EXAMPLES / source, folder / source)
        plant(source, folder / source)
    places = {source: folder / source for source in sources}
    settings, database = typed_by_a_run(places, folder, monkeypatch)
    known = variables_in_force(settings.project, settings.variables)
    relations = RawRelations(settings.project, read_tables(settings.project))
    relations.load(database, known)
    return relations
