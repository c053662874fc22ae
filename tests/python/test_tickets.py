"""One desk: agreed targets of every metric, and what befalls tickets.

Its files go through a whole run with those of `test_odd_deliveries`.
"""

from collections.abc import Iterator

import duckdb
import pytest

from tests.python.conftest import folder_of_all_workers
from tests.python.faults.dbt_runs import DbtRuns
from tests.python.ticket_desk import AGREED, write_ticket_desk


@pytest.fixture(scope="module")
def desk(
    dbt_runs: DbtRuns, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    with folder_of_all_workers(tmp_path_factory, "tickets") as folder:
        raw = folder / "raw"
        runs = dbt_runs.with_variables(dbt_runs.variables, folder)
        if not raw.is_dir():
            write_ticket_desk(raw)
            error = runs.explain(
                raw,
                *("build", "--select", "+path:models/marts/core", "+data_trust"),
                *("+int_ticket_open_spans", "--indirect-selection", "buildable"),
                *("--exclude-resource-type", "unit_test"),
            )
            assert error is None, str(error)
    with duckdb.connect(str(runs.database(raw)), read_only=True) as connection:
        yield connection


def test_every_shipped_metric_is_measured_on_its_own_clock(desk: duckdb.DuckDBPyConnection) -> None:
    found = desk.sql(
        """
        select metric, target_number, elapsed_seconds / 60, is_met, is_breached
        from marts.fct_sla_targets where ticket_id = 'ALL' order by metric, target_number
        """
    ).fetchall()
    assert found == [
        ("agent_work", 1, 100, True, False),
        ("first_reply", 1, 30, True, False),
        ("next_reply", 2, 40, True, False),
        ("pausable_update", 1, 50, True, False),
        # Withdrawn by the solve, and exceeded before: on hold the customer waits for news.
        ("pausable_update", 2, 140, False, True),
        ("periodic_update", 1, 70, False, True),
        ("periodic_update", 2, 140, False, True),
        ("requester_wait", 1, 220, False, True),
        ("resolution", 1, 100, True, False),
        ("team_ownership", 1, 80, True, False),
        ("team_ownership", 2, 160, False, True),
        ("total_resolution", 1, 240, True, False),
    ]
    assert {metric for metric, *_ in found} == set(AGREED)


def test_policies(desk: duckdb.DuckDBPyConnection) -> None:
    found = desk.sql(
        """
        select ticket_id, metric, target_seconds, elapsed_seconds, is_met
        from marts.fct_sla_targets
        where (ticket_id, metric) in (
            ('WORD', 'first_reply'), ('GROUP', 'first_reply'), ('PAUSE', 'requester_wait'),
            ('MOVED', 'agent_work')
        )
        order by ticket_id
        """
    ).fetchall()
    assert found == [
        # In force from the event on, counted from the creation.
        ("MOVED", "agent_work", 6000, 10800, False),
        ("PAUSE", "requester_wait", 1200, 1200, True),
        # By its own word; `low` itself would have two targets, so it has none.
        ("WORD", "first_reply", 2999, 3000, False),
    ]


def test_what_befalls_tickets(desk: duckdb.DuckDBPyConnection) -> None:
    found = desk.sql(
        """
        select ticket_id, direction, first_response_seconds, resolution_seconds, is_solved,
            solved_by_agent_id
        from marts.fct_tickets
        where ticket_id in ('TYPED', 'NOTED', 'SENT', 'GREETED', 'WIPED', 'ODD', 'QUICK', 'HELD',
            'CLOCK')
        order by ticket_id
        """
    ).fetchall()
    assert found == [
        # The sequence goes before the clock: solved again, at 12:00.
        ("CLOCK", "inbound", None, 10800, True, "a1"),
        ("GREETED", "inbound", 120, 3600, True, "a1"),
        ("HELD", "inbound", None, 3600, True, "a1"),
        ("NOTED", "inbound", 600, 3600, True, "a1"),
        ("ODD", "inbound", None, 3600, True, None),
        ("QUICK", "inbound", None, 0, True, "a1"),
        ("SENT", "outbound", None, None, True, "a1"),
        ("TYPED", "inbound", None, 3600, True, "a1"),
        ("WIPED", "inbound", None, 3600, True, None),
    ]
    closings = desk.sql(
        "select count(*) from intermediate.int_ticket_open_spans where exit_kind = 'solved'"
    ).fetchall()
    assert closings == [(16,)]
    wiped = desk.sql("select count(*) from marts.fct_requests where ticket_id = 'WIPED'").fetchall()
    assert wiped == [(0,)]
    unknown = desk.sql(
        "select affected_rows from marts.data_trust where finding = 'authors_unknown'"
    ).fetchall()
    assert unknown == [(1,)]
    backwards = desk.sql(
        """
        select affected_rows from marts.data_trust
        where (finding, subject, column_name) = ('impossible_times', 'ticket_events', 'sequence')
        """
    ).fetchall()
    assert backwards == [(2,)]


def test_in_the_second_of_a_hand_over_the_sequence_decides(
    desk: duckdb.DuckDBPyConnection,
) -> None:
    found = desk.sql(
        """
        select tickets.created_team_id, tickets.first_reply_team_id, replies.team_id,
            tickets.solved_team_id
        from marts.fct_tickets as tickets
        inner join marts.fct_replies as replies using (ticket_id)
        where ticket_id = 'CLICK'
        """
    ).fetchall()
    # Routed, answered and passed on in one second; solved, then filed by a rule.
    assert found == [("G1", "G2", "G2", "G3")]
