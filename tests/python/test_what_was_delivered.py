"""A desk that delivers little: what it cannot say has no value, what it names becomes a slice."""

import csv
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from scripts.base.errors import ExitCode
from scripts.run.missing import missing_inputs
from tests.python.conftest import folder_of_all_workers
from tests.python.faults.contract import contract
from tests.python.faults.dbt_runs import DbtRuns
from tests.python.mini_project import REAL_PROJECT
from tests.python.test_parity import manifest

BEGIN = datetime(2025, 1, 2, 9, 0, 0, 123457, tzinfo=UTC)
END = "2025-06-30T20:00:00Z"
CUSTOMERS = 30
VARIABLES = {
    "extra_slices": {
        "tickets": ["brand", "tag:VIP", "form; --'"],
        "calls": ["site"],
        "surveys": ["wave"],
    },
    "kpi_period_grains": ["week", "month", "jalali_month", "fiscal_quarter", "fiscal_year"],
    "fiscal_year_start_month": 4,
    "max_slice_values": 3,
    "max_watched_slice_values": 1,
    "min_sample_size": 10,
}
OF_TICKETS = {"brand", "tag:vip", "form; --'"}
# What the desk does not tell, and the KPIs that would be 0 for it.
MISSING = {
    "tickets.is_spam": ["spam_rate"],
    "tickets.topic_id": ["topic_coverage", "novel_topic_rate"],
    "tickets.ticket_type": ["complaint_count", "complaint_rate", "complaint_resolution_rate"],
    "tickets.merged_into_ticket_id|ticket_events.merge": ["merge_rate"],
    "messages.agent|tickets.first_responded_at": [
        "waiting_first_reply",
        "one_touch_rate",
        "response_time_after_assignment",
    ],
    "messages.customer": ["customer_messages_unanswered"],
    # Without messages and dispositions nobody can tell whether one answer was enough.
    "ticket_events.public_message|calls.disposition": ["fcr_rate", "fcr_rate_of_resolved"],
    "ticket_events.bot|agents.is_bot": ["automation_rate", "automation_involvement_rate"],
    "ticket_events.assignment": ["transfer_rate"],
    "agents.tier": ["escalation_rate", "first_level_resolution_rate"],
    "messages.agent|ticket_events.bot_handoff": ["bot_handover_rate"],
    "agents": ["agent_turnover_rate"],
    # Of agents who are available all day nobody knows how long they were on contacts.
    "agent_shifts.on_contact": ["occupancy"],
    "agent_shifts.scheduled": ["schedule_adherence", "agent_absence_rate"],
    "agent_shifts.paid|agent_shifts.scheduled": ["shrinkage"],
    "missed_calls.agent_id": ["agent_non_response_rate"],
    "calls.transferred_to|calls.parent_call_id": ["call_transfer_rate"],
    "calls.agent_id": ["chat_concurrency"],
    "calls.callback_accepted_at": ["callback_rate"],
    "calls.hold_seconds": ["hold_coverage"],
    "surveys.unanswered": ["survey_response_rate"],
    "orders": ["post_service_repurchase_rate"],
}


def instant(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S.%fZ}"


def tables() -> dict[str, list[dict[str, Any]]]:
    """180 tickets and their solves, 90 calls, 90 answers, a register of customers: none leaves."""
    tickets, events, calls, surveys = [], [], [], []
    for number in range(180):
        created = BEGIN + timedelta(days=number * 0.99)
        tickets.append(
            {
                "ticket_id": f"T{number}",
                "created_at": instant(created),
                "status": "closed",
                "solved_at": instant(created + timedelta(hours=20)),
                "channel": "email" if number % 9 else "web",
                "schedule_id": "always_open" if number % 2 else "",
                "customer_id": f"C{number % CUSTOMERS}",
                # b0 has most tickets, then b1 …: b3 to b5 are too many.
                "brand": f"b{min(number % 10, 5)}" if number % 10 else "b0",
                "form; --'": "f",
                "tags": ("", "refund; vip", "vip-list,beta")[number % 3],
                "loaded_at": END,
            }
        )
        events.append(
            {
                "event_id": f"E{number}",
                "ticket_id": f"T{number}",
                "event_type": "status_change",
                "occurred_at": instant(created + timedelta(hours=20)),
                "old_value": "open",
                "new_value": "solved",
                "loaded_at": END,
            }
        )
        if number % 2 == 0:
            calls.append(
                {
                    "call_id": f"L{number}",
                    "started_at": instant(created),
                    "queued_at": instant(created),
                    "answered_at": instant(created + timedelta(seconds=12)),
                    "ended_at": instant(created + timedelta(seconds=200)),
                    "outcome": "answered",
                    "customer_id": f"C{(number * 7) % CUSTOMERS}",
                    "site": "north",
                    "loaded_at": END,
                }
            )
            surveys.append(
                {
                    "survey_id": f"S{number}",
                    "survey_type": "csat",
                    "ticket_id": f"T{number}",
                    "sent_at": instant(created + timedelta(hours=21)),
                    "responded_at": instant(created + timedelta(hours=22)),
                    "score": 5,
                    "scale_min": 1,
                    "scale_max": 5,
                    "wave": "w1",
                    "loaded_at": END,
                }
            )
    customers = [
        {"customer_id": f"C{number}", "active_from": "2023-05-01", "loaded_at": END}
        for number in range(CUSTOMERS)
    ]
    return {
        "tickets": tickets,
        "ticket_events": events,
        "calls": calls,
        "surveys": surveys,
        "customers": customers,
        "agent_shifts": [
            {
                "shift_id": f"A{day}",
                "agent_id": "ana",
                "started_at": instant(BEGIN + timedelta(days=day)),
                "ended_at": instant(BEGIN + timedelta(days=day, hours=8)),
                "kind": "available",
            }
            for day in range(90)
        ],
        # One is by chance called as the models call calendar time, and none is everybody's.
        "business_hours": [
            {
                "schedule_id": name,
                "iso_weekday": weekday,
                "open_time": "09:00",
                "close_time": "17:00",
                "timezone": "UTC",
            }
            for name in ("always_open", "night")
            for weekday in range(1, 6)
        ],
    }


def write_desk(raw: Path) -> None:
    """One CSV file per table."""
    raw.mkdir()
    for name, rows in tables().items():
        with (raw / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


@pytest.fixture(scope="module")
def desk(
    dbt_runs: DbtRuns, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The desk, built with the variables of this module."""
    with folder_of_all_workers(tmp_path_factory, "little") as folder:
        raw = folder / "raw"
        runs = DbtRuns(folder, dbt_runs.parse_cache, variables=json.dumps(VARIABLES))
        if not raw.is_dir():
            write_desk(raw)
            error = runs.explain(
                raw,
                *("build", "--select", "+kpi_values", "+data_trust", "+kpi_explanations"),
                *("+backlog_daily", "+dim_kpis"),
                *("--indirect-selection", "buildable", "--exclude-resource-type", "unit_test"),
            )
            assert error is None, str(error)
    with duckdb.connect(str(runs.database(raw)), read_only=True) as connection:
        yield connection


def test_what_was_not_delivered_has_no_value(desk: duckdb.DuckDBPyConnection) -> None:
    """No KPI that reads a column or a kind of rows that is not there is 0."""
    told = dict(desk.execute("select kpi_id, missing_input from marts.dim_kpis").fetchall())
    asked = {kpi_id: need for need, kpi_ids in MISSING.items() for kpi_id in kpi_ids}
    assert {kpi_id: told[kpi_id] for kpi_id in asked} == asked
    published = desk.execute(
        """
        select distinct kpi_id, value_status, value from marts.kpi_values
        where kpi_id in (select unnest($ids))
        """,
        {"ids": list(asked)},
    ).fetchall()
    assert {row[0] for row in published} == set(asked)
    assert [row for row in published if row[1:] != ("no_source", None)] == []


def test_what_was_delivered_is_not_missing(desk: duckdb.DuckDBPyConnection) -> None:
    there = ["ticket_volume", "csat", "resolution_rate", "service_level", "contact_rate"]
    assert (
        desk.execute(
            "select kpi_id from marts.dim_kpis where kpi_id in (select unnest(?))"
            " and missing_input is not null",
            [there],
        ).fetchall()
        == []
    )


def test_the_check_foretells_it(desk: duckdb.DuckDBPyConnection) -> None:
    columns = {name: list(rows[0]) for name, rows in tables().items()}
    foretold = missing_inputs(manifest(), REAL_PROJECT, columns)
    without_value = {kpi_id for kpi_ids in foretold.values() for kpi_id in kpi_ids}
    told = dict(
        desk.execute(
            "select kpi_id, missing_input from marts.dim_kpis where missing_input is not null"
        ).fetchall()
    )
    assert foretold["tickets.is_spam"] == ["spam_rate"]
    assert without_value - set(told) == set()
    # Kinds of rows are seen in the build only.
    delivered = {f"{table}.{column.name}" for table in columns for column in contract()[table]}
    for kpi_id in set(told) - without_value:
        assert set(told[kpi_id].split("|")) - delivered, kpi_id


def test_a_register_covers_everything_until_its_delivery(
    desk: duckdb.DuckDBPyConnection,
) -> None:
    months = desk.execute(
        """
        select numerator, denominator, value_status from marts.kpi_values
        where kpi_id = 'customer_retention_rate' and period_grain = 'month'
            and slice_name = 'overall' and period_start between '2025-02-01' and '2025-05-01'
        """
    ).fetchall()
    assert months == [(CUSTOMERS, CUSTOMERS, "ok")] * 4


@pytest.mark.parametrize(
    ("kpi_id", "slices"),
    [
        ("ticket_volume", OF_TICKETS),
        ("csat", {*OF_TICKETS, "wave"}),
        ("tickets_handled", OF_TICKETS),
        ("backlog_open", OF_TICKETS),
        ("unresolved_rate", OF_TICKETS),
        ("contact_volume", {*OF_TICKETS, "site"}),
        ("abandonment_rate", {"site"}),
        ("missed_rate", {*OF_TICKETS, "site"}),
    ],
)
def test_extra_slices_have_their_own_names(
    desk: duckdb.DuckDBPyConnection, kpi_id: str, slices: set[str]
) -> None:
    found = desk.execute(
        """
        select slice_name, list(distinct slice_value) from marts.kpi_values
        where kpi_id = ? and slice_name in ('brand', 'form; --''', 'tag:vip', 'site', 'wave')
            and slice_value not in ('unknown') and period_grain = 'month'
        group by slice_name
        """,
        [kpi_id],
    ).fetchall()
    assert {name for name, _ in found} == slices


def test_a_tag_is_a_slice_of_tickets_with_and_without_it(desk: duckdb.DuckDBPyConnection) -> None:
    values = desk.execute(
        """
        select slice_value, sum(numerator) from marts.kpi_values
        where kpi_id = 'ticket_volume' and period_grain = 'month' and slice_name = 'tag:vip'
        group by slice_value
        """
    ).fetchall()
    assert dict(values) == {"yes": 60, "no": 120}


def test_a_slice_with_too_many_values_is_published_for_its_largest(
    desk: duckdb.DuckDBPyConnection,
) -> None:
    values = desk.execute(
        """
        select slice_value, sum(numerator) from marts.kpi_values
        where kpi_id = 'ticket_volume' and period_grain = 'month' and slice_name = 'brand'
        group by slice_value
        """
    ).fetchall()
    whole = desk.execute(
        """
        select sum(numerator) from marts.kpi_values
        where kpi_id = 'ticket_volume' and period_grain = 'month' and slice_name = 'overall'
        """
    ).fetchone()
    assert len(values) == VARIABLES["max_slice_values"] + 1
    assert "(other)" in dict(values)
    assert (sum(count for _, count in values),) == whole
    backlog = desk.execute(
        "select distinct slice_value from marts.backlog_daily where slice_name = 'brand'"
    ).fetchall()
    assert {value for (value,) in backlog} == set(dict(values))
    assert desk.execute(
        "select subject, detail from marts.data_trust where finding = 'slice_folded'"
    ).fetchall() == [("brand", "3 values are published together as (other)")]


def test_only_the_largest_values_have_weeks(desk: duckdb.DuckDBPyConnection) -> None:
    found = desk.execute(
        """
        select period_grain, list(distinct slice_value order by slice_value)
        from marts.kpi_values
        where
            kpi_id = 'ticket_volume'
            and period_grain in ('week', 'month')
            and slice_name = 'channel'
        group by period_grain
        """
    ).fetchall()
    assert dict(found) == {"week": ["email"], "month": ["email", "web"]}


def test_a_schedule_may_be_called_like_calendar_time(desk: duckdb.DuckDBPyConnection) -> None:
    schedules = desk.execute(
        "select schedule_id, bool_or(resolution_business_seconds < resolution_seconds)"
        " from marts.fct_tickets group by 1"
    ).fetchall()
    assert dict(schedules) == {"always_open": False, "always_open_": True}


def test_calendars_of_ones_own_are_grains(desk: duckdb.DuckDBPyConnection) -> None:
    starts: dict[str, list[date]] = {}
    sums: dict[str, float] = {}
    for grain, start, count in desk.execute(
        """
        select period_grain, period_start, numerator from marts.kpi_values
        where kpi_id = 'ticket_volume' and slice_name = 'overall' and period_grain != 'week'
        order by 1, 2
        """
    ).fetchall():
        starts.setdefault(grain, []).append(start)
        sums[grain] = sums.get(grain, 0) + count
    # Dey 1403 to Tir 1404, as the published calendar has them.
    assert starts["jalali_month"] == [
        *(date(2024, 12, 21), date(2025, 1, 20), date(2025, 2, 19), date(2025, 3, 21)),
        *(date(2025, 4, 21), date(2025, 5, 22), date(2025, 6, 22)),
    ]
    assert starts["fiscal_quarter"] == [date(2025, 1, 1), date(2025, 4, 1)]
    assert starts["fiscal_year"] == [date(2024, 4, 1), date(2025, 4, 1)]
    assert set(sums.values()) == {180}
    grains_of_medians = desk.execute(
        "select distinct period_grain from marts.kpi_values where statistic = 'median'"
        " and kpi_id = 'resolution_time'"
    ).fetchall()
    assert {grain for (grain,) in grains_of_medians} >= {"jalali_month", "fiscal_year"}


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"kpi_period_grains": ["month", "jalali_week"]}, "'jalali_week'"),
        ({"kpi_slices": ["overall", "quue"]}, "'quue'"),
        ({"kpi_watched_slices": ["overall", "brand"]}, "'brand'"),
        ({"scorecard_period_grain": "fiscal_year"}, "'fiscal_year'"),
        ({"fiscal_year_start_month": 13}, "fiscal_year_start_month is 13"),
    ],
)
def test_names_that_nothing_knows_are_refused(
    dbt_runs: DbtRuns, tmp_path: Path, variables: dict[str, Any], sentence: str
) -> None:
    runs = dbt_runs.with_variables(json.dumps(variables), tmp_path)
    error = runs.refusal(REAL_PROJECT / "data/sample")
    assert error is not None
    assert error.exit_code == ExitCode.CONFIGURATION
    assert sentence in str(error)
    assert "known are" in str(error) or "month from 1 to 12" in str(error)
