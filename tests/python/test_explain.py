"""Every number opens: the rows that are listed make it."""

import shutil
from pathlib import Path

import duckdb
import pytest

from scripts.explain.explained_rows import rows_behind
from scripts.explain.printed_rows import shown_columns
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
def release(sample_release: Path) -> duckdb.DuckDBPyConnection:
    """The published sample."""
    return duckdb.connect(str(sample_release / "support_kpi.duckdb"), read_only=True)


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
        ("contact_rate", "overall", "in the denominator, which make"),
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


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("csat", "--period", "2025-13"), "2025-13"),
        (("csat", "--period", "2025-11", "--slice", "channel"), "channel=email"),
        (("no_such_kpi", "--period", "2025-11"), "no_such_kpi"),
    ],
)
def test_wrong_questions_get_a_sentence(
    warehouse: Warehouse, sample_release: Path, arguments: tuple[str, ...], words: str
) -> None:
    outcome = warehouse("explain", *arguments)
    assert outcome.code == 2
    assert words in error_sentence(outcome)


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
