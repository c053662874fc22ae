"""Three real data sets, through the whole pipeline, against figures known from outside."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest

from scripts.base.settings import PROJECT
from tests.python.conftest import build_quietly, run_quietly
from tests.python.real_inputs import (
    BANK_CALLS,
    PWC_CALLS,
    PWC_SURVEYS,
    UCI_EVENTS,
    UCI_TICKETS,
    write_raw,
)

TOTALS = """
    select sum(numerator), sum(denominator), sum(numerator) / sum(denominator)
    from marts.kpi_values
    where kpi_id = ? and period_grain = 'quarter' and slice_name = 'overall'
        and statistic in ('mean', 'rate', 'count')
"""


@contextmanager
def release_of(raw: Path, exports: Path, *arguments: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """The release that a whole run makes of a raw folder."""
    outcome = run_quietly("run", "--raw-path", str(raw), *arguments)
    assert outcome.code == 0, outcome.err
    with duckdb.connect(str(exports / "current" / "support_kpi.duckdb"), read_only=True) as release:
        yield release


@contextmanager
def build_of(raw: Path, exports: Path, *arguments: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """The build of a raw folder, with the same marts as its release, which takes longer."""
    database = build_quietly(exports, "--raw-path", str(raw), *arguments)
    with duckdb.connect(str(database), read_only=True) as build:
        yield build


def totals(release: duckdb.DuckDBPyConnection, kpi_id: str) -> tuple[Any, ...]:
    """Numerator, denominator and their ratio over everything, as ratio of sums."""
    row = release.execute(TOTALS, [kpi_id]).fetchone()
    assert row is not None
    return row


def statuses(release: duckdb.DuckDBPyConnection, kpi_id: str) -> set[str]:
    """Every status that the overall rows of a KPI have."""
    rows = release.execute(
        """
        select distinct value_status from marts.kpi_values
        where kpi_id = ? and slice_name = 'overall'
        """,
        [kpi_id],
    ).fetchall()
    return {status for (status,) in rows}


def one(release: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    """The only row of a query."""
    row = release.execute(query).fetchone()
    assert row is not None
    return row


def silent_kpis(release: duckdb.DuckDBPyConnection) -> list[str]:
    """KPIs that neither have a number nor say why not."""
    rows = release.execute(
        """
        select kpi_id from marts.dim_kpis
        where kpi_id not in (
            select kpi_id from marts.kpi_values
            where slice_name = 'overall' and period_grain = 'month' and value_status is not null
        )
        """
    ).fetchall()
    return [kpi_id for (kpi_id,) in rows]


def test_surveys_alone(tmp_path: Path, new_exports: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    shutil.copy(PROJECT / "data" / "sample" / "surveys.csv.gz", raw)
    with release_of(raw, new_exports) as release:
        assert silent_kpis(release) == []
        assert totals(release, "csat")[1] > 100
        assert statuses(release, "nps") <= {"ok", "low_n", "provisional", "no_data"}
        for kpi_id in ("ticket_volume", "abandonment_rate", "fcr_rate", "cost_per_ticket"):
            assert statuses(release, kpi_id) == {"no_source"}


@pytest.mark.soak
@pytest.mark.parametrize(
    ("threshold", "offered", "abandoned", "rate"),
    [(0, 33066, 5904, 0.178552), (10, 30550, 3388, 0.110900)],
)
def test_bank_calls(
    tmp_path: Path, new_exports: Path, threshold: int, offered: int, abandoned: int, rate: float
) -> None:
    raw = write_raw(tmp_path / "raw", "anonymous_bank", {"calls": BANK_CALLS})
    zones = "source_timezone: Asia/Jerusalem, report_timezone: Asia/Jerusalem"
    variables = f"{{short_abandon_seconds: {threshold}, {zones}}}"
    with build_of(raw, new_exports, "--vars", variables) as release:
        assert totals(release, "abandonment_rate")[:2] == (abandoned, offered)
        assert totals(release, "abandonment_rate")[2] == pytest.approx(rate, abs=5e-7)
        wait = totals(release, "queue_wait_time")
        assert wait[1] == 27162
        assert wait[2] == pytest.approx(40.7743, abs=5e-5)
        assert totals(release, "handle_time")[2] == pytest.approx(176.3530, abs=5e-5)
        assert one(
            release,
            """
            select
                count(*) filter (where queue_wait_seconds <= 20),
                count(*) filter (where queue_wait_seconds <= 60),
                avg(talk_seconds)
            from marts.fct_calls where is_answered_from_queue
            """,
        ) == (16209, 20935, pytest.approx(176.3530, abs=5e-5))
        # Phantom rows were read and never were calls.
        assert one(release, "select count(*) from marts.fct_calls") == (33066,)
        for kpi_id in ("csat", "ticket_volume", "first_response_time", "backlog_open", "nps"):
            assert statuses(release, kpi_id) == {"no_source"}
        assert statuses(release, "sla_compliance_rate") == {"no_source"}
        assert silent_kpis(release) == []


@pytest.mark.soak
def test_call_centre_with_ratings(tmp_path: Path, new_exports: Path) -> None:
    raw = write_raw(
        tmp_path / "raw", "pwc_call_center", {"calls": PWC_CALLS, "surveys": PWC_SURVEYS}
    )
    with release_of(raw, new_exports) as release:
        abandonment = totals(release, "abandonment_rate")
        assert 1 - abandonment[2] == pytest.approx(0.8108, abs=5e-7)
        # The wait of those who hung up is unknown, so none of them is a short abandon.
        assert abandonment[1] == 5000
        assert totals(release, "queue_wait_time")[2] == pytest.approx(67.5207, abs=5e-5)
        assert totals(release, "handle_time")[2] == pytest.approx(224.9228, abs=5e-5)
        assert totals(release, "csat_mean_1_to_5")[2] == pytest.approx(3.4036, abs=5e-5)
        assert totals(release, "csat")[:2] == (2023, 4054)
        resolved = "select count(*) from marts.fct_calls where disposition = 'resolved'"
        assert one(release, resolved) == (3646,)
        assert statuses(release, "time_to_abandon") == {"no_data"}
        # Nobody says which side hung up.
        assert statuses(release, "unresolved_disconnect_rate") == {"no_source"}


@pytest.mark.parametrize(
    ("events", "timed", "mean_hours", "median_hours", "reopens", "reopened"),
    [
        pytest.param(False, 969, 303.3021, 54.4, 12, 11, marks=pytest.mark.soak),
        (True, 1000, 291.5369, 53.35, 13, 12),
    ],
)
def test_service_desk_incidents(
    tmp_path: Path,
    new_exports: Path,
    events: bool,
    timed: int,
    mean_hours: float,
    median_hours: float,
    reopens: int,
    reopened: int,
) -> None:
    tables = {"tickets": UCI_TICKETS} | ({"ticket_events": UCI_EVENTS} if events else {})
    raw = write_raw(tmp_path / "raw", "uci_servicenow_1000", tables)
    with build_of(raw, new_exports) as release:
        # All are closed; of 31 only the events say when they were solved.
        assert totals(release, "tickets_handled")[0] == 1000
        resolution = totals(release, "resolution_time")
        assert resolution[1] == timed
        assert resolution[2] / 3600 == pytest.approx(mean_hours, abs=5e-5)
        assert one(
            release,
            """
            select
                median(resolution_seconds) / 3600,
                sum(reopen_count)::int,
                count(*) filter (where reopen_count > 0)
            from marts.fct_tickets
            """,
        ) == (pytest.approx(median_hours), reopens, reopened)
        # Nobody agreed on targets, nobody was asked, and nobody is judged by the sample's rules.
        assert statuses(release, "sla_compliance_rate") == {"no_rule"}
        assert statuses(release, "backlog_overdue") == {"no_rule"}
        assert statuses(release, "csat") == {"no_source"}
        assert statuses(release, "abandonment_rate") == {"no_source"}
        assert silent_kpis(release) == []
        # Without messages nobody can tell whether one answer was enough.
        assert statuses(release, "fcr_rate") == {"no_source"}
