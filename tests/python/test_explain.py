"""Every number opens: the rows that are listed add up to it."""

from pathlib import Path

import duckdb
import pytest

from tests.python.conftest import Warehouse, error_sentence

pytestmark = pytest.mark.xdist_group("real")

NUMBERS = """
    select
        how.kpi_id, how.slice_name, how.relation_name, how.date_column, how.slice_column,
        how.numerator_condition, how.denominator_condition,
        number.slice_value, number.period_start, number.period_end, number.numerator,
        number.denominator, number.statistic
    from marts.kpi_explanations as how
    inner join marts.kpi_values as number
        on how.kpi_id = number.kpi_id
        and how.statistic = number.statistic
        and how.slice_name = number.slice_name
    where
        how.slice_name in ('overall', 'channel', 'team')
        and number.period_grain = 'month'
        and number.period_start = date '2025-10-01'
        and how.statistic in ('rate', 'count', 'mean')
        and number.numerator is not null
"""


@pytest.fixture
def release(sample_release: Path) -> duckdb.DuckDBPyConnection:
    """The published sample."""
    return duckdb.connect(str(sample_release / "support_kpi.duckdb"), read_only=True)


def test_rows_add_up_to_the_numbers(release: duckdb.DuckDBPyConnection) -> None:
    numbers = release.execute(NUMBERS).fetchall()
    rows_are_units = {
        # These count keys or units; the rows are the right ones, their number is another.
        row[0]
        for row in release.execute(
            "select kpi_id from marts.dim_kpis where roll_up = 'recomputed'"
        ).fetchall()
    }
    wrong = []
    for (
        kpi_id,
        slice_name,
        relation,
        date_column,
        slice_column,
        hit,
        population,
        slice_value,
        start,
        end,
        numerator,
        denominator,
        statistic,
    ) in numbers:
        if kpi_id in rows_are_units:
            continue
        missing = "unassigned" if slice_name == "team" else "unknown"
        where = f"{date_column} between date '{start}' and date '{end}'"
        if slice_column:
            where += f" and coalesce(cast({slice_column} as varchar), '{missing}') = ?"
        hits, all_rows = release.execute(
            f"""
            select count(*) filter (where {hit}), count(*) filter (where {population})
            from marts.{relation} where {where}
            """,  # noqa: S608
            [slice_value] if slice_column else [],
        ).fetchall()[0]
        expected = {
            "rate": (numerator, denominator),
            "count": (numerator, numerator),
            "mean": (denominator, denominator),
        }[statistic]
        if (hits, all_rows) != expected:
            wrong.append((kpi_id, slice_name, slice_value, (hits, all_rows), expected))
    assert len({number[0] for number in numbers}) > 20
    assert wrong == []


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
    ("arguments", "words"),
    [
        (("csat", "--period", "2025-13"), "2025-13"),
        (("csat", "--period", "2025-11", "--slice", "channel"), "channel=email"),
        (("no_such_kpi", "--period", "2025-11"), "no_such_kpi"),
        (("backlog_overdue_share", "--period", "2025-11"), "other numbers"),
    ],
)
def test_wrong_questions_get_a_sentence(
    warehouse: Warehouse, sample_release: Path, arguments: tuple[str, ...], words: str
) -> None:
    outcome = warehouse("explain", *arguments)
    assert outcome.code == 2
    assert words in error_sentence(outcome)
