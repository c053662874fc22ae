"""Real exports that nobody here wrote, mapped onto the raw contract as a user would map them."""

import os
from pathlib import Path

import duckdb
import pytest

DATA = Path(os.environ.get("SUPPORT_KPI_REAL_DATA", Path(__file__).parents[3] / "shared" / "data"))

BANK_CALLS = """
    select
        call_id, started_at, queue as queue_name, queued_at, answered_at, ended_at, outcome,
        wait_seconds, ivr_seconds, talk_seconds, hold_seconds, acw_seconds as wrap_seconds,
        agent_id, requester_id as customer_id
    from read_csv('{folder}/anonymous_bank/calls_1999_02.csv.gz', all_varchar = true)
"""
PWC_CALLS = """
    select
        call_id, started_at, queue as queue_name, answered_at, ended_at, outcome, talk_seconds,
        hold_seconds, acw_seconds as wrap_seconds, agent_id,
        case
            when answered_at is null then null
            when resolved_on_call = 'true' then 'resolved'
            else 'unresolved'
        end as disposition
    from read_csv('{folder}/pwc_call_center/calls.csv', all_varchar = true)
"""
PWC_SURVEYS = """
    select survey_id, call_id, kind as survey_type, score, responded_at
    from read_csv('{folder}/pwc_call_center/surveys.csv', all_varchar = true)
"""
UCI_TICKETS = """
    select
        ticket_id, created_at, channel, priority, status, requester_id as customer_id,
        agent_id as assignee_id, group_id as team_id, resolved_at as solved_at, closed_at,
        reopen_count
    from read_csv('{folder}/uci_servicenow_1000/tickets.csv', all_varchar = true)
"""
UCI_EVENTS = """
    select
        event_id, ticket_id, event_at as occurred_at, 'status_change' as event_type,
        value as new_value, actor as actor_id, sys_mod_count as sequence
    from read_csv('{folder}/uci_servicenow_1000/ticket_events.csv', all_varchar = true)
"""


def write_raw(folder: Path, source: str, tables: dict[str, str]) -> Path:
    """Raw files of one data set; skips the test where the data set is not at hand.

    Args:
        folder: Where the raw files go.
        source: The data set's folder.
        tables: The select of each raw table.

    Returns:
        The folder.
    """
    if not (DATA / source).is_dir():
        pytest.skip(
            f"The data set {source} is not in {DATA}; set SUPPORT_KPI_REAL_DATA to its folder."
        )
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        for table, select in tables.items():
            target = folder / f"{table}.csv"
            connection.execute(f"copy ({select.format(folder=DATA)}) to '{target}' (header)")
    return folder
