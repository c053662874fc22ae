"""Every number opens: the rows that are listed make it."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from scripts.base.errors import ConfigurationError
from scripts.explain.explained_rows import open_explained, rows_behind
from scripts.explain.known import require_period
from scripts.explain.printed_rows import clock_text, fitting, number_text, shown_columns
from tests.python.conftest import Warehouse, error_sentence

# Of every KPI, overall and in the kind of slice that comes last by name (team, topic …): the newest
# finished month that has a value, in its largest slice.
NUMBERS = """
    with candidates as (
        select
            *,
            max(case when slice_name != 'overall' then slice_name end)
                over (partition by kpi_id) as other_slice
        from marts.kpi_values
        where
            period_grain = 'month'
            and value is not null
            and (statistic not in ('median', 'p90') or kpi_id like '%km_median')
    )
    select
        kpi_id, statistic, slice_name, slice_value, period_grain, period_start, period_end,
        numerator, denominator, value
    from candidates
    where slice_name in ('overall', other_slice)
    qualify row_number() over (
        partition by kpi_id, slice_name
        order by is_provisional, period_start desc, sample_size desc, slice_value
    ) = 1
"""
# Nobody in the sample was asked for perceptions alone.
WITHOUT_VALUES = {"servperf"}


@pytest.fixture
def release(sample_release: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published sample, with the rows behind its numbers."""
    with open_explained(sample_release) as connection:
        yield connection


def _agree(found: list[float | None], published: float | None) -> bool:
    if len(found) != 1 or found[0] is None or published is None:
        return found == [published]
    return found[0] == pytest.approx(published, rel=1e-6, abs=1e-6)


def test_rows_make_every_published_number(release: duckdb.DuckDBPyConnection) -> None:
    numbers = release.execute(NUMBERS).fetchall()
    wrong = []
    for kpi_id, statistic, slice_name, slice_value, grain, start, end, *published in numbers:
        numerator, denominator, value = published
        asked = {
            "grain": grain,
            "start": start,
            "end": end,
            "slice_name": slice_name,
            "slice_value": slice_value,
        }
        parts = rows_behind(release, kpi_id, asked)
        # The greatest value has no numerator, it is one.
        expected = {
            "numerator": value if statistic == "max" else numerator,
            "denominator": denominator,
        }
        for side, number in expected.items():
            found = [getattr(part, side) for part in parts if part.part in ("both", side)]
            if not _agree(found, number):
                wrong.append((kpi_id, slice_name, slice_value, f"{start}", side, found, number))
    catalogue = release.execute("select kpi_id from marts.dim_kpis").fetchall()
    assert {row[0] for row in catalogue} - {row[0] for row in numbers} == WITHOUT_VALUES
    assert wrong == []


ASKED = {
    "grain": "month",
    "start": "2025-11-01",
    "end": "2025-11-30",
    "slice_name": "overall",
    "slice_value": "all",
}


@pytest.mark.parametrize(
    ("kpi_id", "reasons"),
    [
        ("csat", ["score", "scale_max", "is_satisfied"]),
        ("nps", ["score", "scale_max", "nps_points"]),
        ("fcr_rate", ["fcr_failure", "is_resolved_at_first_contact"]),
        ("sla_compliance_rate", ["metric", "target_seconds", "elapsed_seconds", "due_at"]),
        ("first_response_time", ["first_response_seconds"]),
        ("reopen_rate", ["first_solved_date", "is_reopened_in_window"]),
    ],
)
def test_the_terminal_shows_why_a_row_counts(
    release: duckdb.DuckDBPyConnection, kpi_id: str, reasons: list[str]
) -> None:
    (part,) = rows_behind(release, kpi_id, ASKED)
    key, counts, *others = shown_columns(part)
    assert key.endswith("_id")
    assert counts == "in_numerator"
    assert others[: len(reasons)] == reasons


@pytest.mark.parametrize("kpi_id", ["csat", "nps", "fcr_rate", "sla_compliance_rate"])
def test_eighty_columns_hold_the_reason_without_breaking_a_word(
    warehouse: Warehouse, sample_release: Path, monkeypatch: pytest.MonkeyPatch, kpi_id: str
) -> None:
    monkeypatch.setattr("scripts.run.execution.WIDTH_OF_A_PIPE", 80)
    outcome = warehouse("explain", kpi_id, "--period", "2025-11", "--rows", "5")
    assert outcome.code == 0, outcome.err
    heading, rows = re.split("─+ *\n", outcome.out)
    assert "in the numerator" in heading
    assert ("which make" in heading) == (kpi_id == "nps")
    reason = {"fcr_rate": "failure", "sla_compliance_rate": "elapsed"}.get(kpi_id, "score")
    assert reason in heading
    # One line a row: nothing was folded.
    assert len(rows.rstrip().splitlines()) == 5
    assert all(len(line) <= 80 for line in outcome.out.splitlines())


def test_the_first_columns_that_fit_are_shown() -> None:
    rows = [["T1", "yes", "x" * 59], ["T2", "no", "y"]]
    assert fitting(["ticket id", "in numerator", "subject"], rows, 80) == [6, 9, 59]
    assert fitting(["ticket id", "in numerator", "subject"], rows, 79) == [6, 9]
    assert fitting(["subject", "in numerator"], [["x" * 90, "no"]], 80) == [90, 9]


def test_durations_are_compared_exactly() -> None:
    assert clock_text(49_402) == "13:43:22"
    assert clock_text(0.25) == "0:00:00.25"
    assert clock_text(-90) == "-0:01:30"


def test_a_number_of_seconds_is_a_duration_and_others_are_numbers() -> None:
    assert number_text(33_903.94271, "seconds") == "9:25:03.943"
    assert number_text(26_038_228, "seconds") == "7,232:50:28"
    assert number_text(0.623762, "share") == "0.623762"


def test_rows_on_either_side_are_flagged(release: duckdb.DuckDBPyConnection) -> None:
    (abandoned,) = rows_behind(release, "abandonment_rate", ASKED)
    assert abandoned.in_numerator == abandoned.numerator
    assert abandoned.in_denominator == abandoned.denominator == abandoned.listed
    assert 0 < abandoned.in_numerator < abandoned.listed
    assert abandoned.rows.columns[:2] == ["in_numerator", "in_denominator"]


def test_explain_lists_rows_and_writes_them(
    warehouse: Warehouse, sample_release: Path, real_exports: Path, tmp_path: Path
) -> None:
    target = tmp_path / "rows.csv"
    outcome = warehouse(
        "explain", "csat", "--period", "2025-11", "--slice", "overall", "--csv", str(target)
    )
    assert outcome.code == 0, outcome.err
    assert "fct_survey_responses" in outcome.out
    listed = duckdb.read_csv(str(target)).filter("in_denominator").count("*")
    with duckdb.connect(
        str(real_exports / "current" / "support_kpi.duckdb"), read_only=True
    ) as release:
        published = release.sql(
            """
            select denominator from marts.kpi_values
            where kpi_id = 'csat' and period_grain = 'month' and slice_name = 'overall'
                and period_start = date '2025-11-01'
            """
        )
        assert listed.fetchall() == published.fetchall()


@pytest.mark.parametrize(
    ("kpi_id", "slice_text", "words"),
    [
        ("agent_score", "agent", "components of the score"),
        ("balance_score", "overall", "components of the score"),
        ("ticket_volume_forecast", "overall", "which make"),
        ("contact_rate", "overall", "in the denominator"),
    ],
)
def test_composites_and_forecasts_show_their_parts(
    warehouse: Warehouse,
    release: duckdb.DuckDBPyConnection,
    kpi_id: str,
    slice_text: str,
    words: str,
) -> None:
    if slice_text == "agent":
        (scored,) = release.execute(
            "select max(agent_id) from marts.agent_scorecard"
            " where score is not null and month_start_date = date '2025-10-01'"
        ).fetchall()
        slice_text = f"agent={scored[0]}"
    outcome = warehouse("explain", kpi_id, "--period", "2025-10", "--slice", slice_text)
    assert outcome.code == 0, outcome.err
    assert words in " ".join(outcome.out.split())


UNKNOWN = [
    (("cast", "--period", "2025-11"), "There is no KPI 'cast'. Did you mean csat?"),
    (("FRT", "--period", "2025-11"), "Did you mean first_response_time?"),
    (("csat", "--period", "2025-11", "--slice", "chanel=email"), "Did you mean channel?"),
    (("csat", "--period", "2025-11", "--slice", "channel=emial"), "Did you mean email?"),
    (("csat", "--period", "2019-11"), "csat has no month around 2019-11-01: the nearest begins on"),
    (("balance_score", "--period", "2019-11"), "balance_score has no month around 2019-11-01"),
    (("csat", "--period", "2025-13"), "The period '2025-13' is none"),
    (("csat", "--period", "2025-11", "--slice", "channel"), "channel=email"),
]


@pytest.mark.parametrize(("arguments", "words"), UNKNOWN)
def test_wrong_questions_get_a_sentence(
    warehouse: Warehouse, sample_release: Path, arguments: tuple[str, ...], words: str
) -> None:
    outcome = warehouse("explain", *arguments)
    assert outcome.code == 2
    assert words in error_sentence(outcome)


def test_the_first_period_is_the_nearest_to_one_before_it(
    release: duckdb.DuckDBPyConnection,
) -> None:
    asked = {"kpi_id": "csat", "period_grain": "month", "slice_name": "overall"}
    (first,) = release.execute(
        "select min(period_start) from marts.kpi_values where kpi_id = 'csat'"
        " and period_grain = 'month' and slice_name = 'overall'"
    ).fetchall()
    with pytest.raises(ConfigurationError, match=f"nearest begins on {first[0]}"):
        require_period(release, asked, date(2019, 11, 1))
    require_period(release, asked, date(2025, 11, 17))


def test_readers_of_the_release_see_the_public_marts_only(sample_release: Path) -> None:
    with duckdb.connect(str(sample_release / "support_kpi.duckdb"), read_only=True) as release:
        schemas = release.execute(
            "select distinct table_schema from information_schema.tables"
        ).fetchall()
    assert schemas == [("marts",)]


def test_a_release_without_explanations_is_named(
    warehouse: Warehouse, sample_release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "exports" / "current"
    old.mkdir(parents=True)
    database = shutil.copy(sample_release / "support_kpi.duckdb", old)
    with duckdb.connect(database) as connection:
        connection.execute("alter table marts.kpi_explanations drop column rows_sql")
    monkeypatch.setenv("SUPPORT_KPI_EXPORT_PATH", str(tmp_path / "exports"))
    outcome = warehouse("explain", "csat", "--period", "2025-11")
    assert outcome.code == 2
    assert "older version" in error_sentence(outcome)
