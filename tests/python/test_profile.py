"""What the profile asks of DuckDB."""

import duckdb

from benchmarks.floor import disabled_optimizers

# DuckDB 1.5.6 is wrong in one or two of a hundred: it takes the row without a date.
RUNS = 1000
NEWEST_TARGET = """
    with targets as (
        select 'month' as grain, 'a' as team, date '2024-02-02' as valid_from, 0.9 as target_low
        union all select 'month', null, date '2024-02-01', 0.8
        union all select 'month', null, null, 0.7
        union all select 'week', null, date '2024-01-02', 0.6
    ),
    periods as (
        select 'month' as grain, date '2024-01-01' as period_start
        union all select 'month', date '2024-02-01'
        union all select 'week', date '2024-01-01'
    ),
    in_force as (
        select
            targets.*,
            periods.period_start,
            row_number() over (
                partition by targets.grain, targets.team, periods.period_start
                order by targets.valid_from desc nulls last
            ) as version_rank
        from targets
        inner join periods on targets.grain = periods.grain
        where targets.valid_from is null or targets.valid_from <= periods.period_start
    )
    select period_start::varchar, target_low::double from in_force where version_rank = 1
"""


def test_the_first_row_of_a_group_is_the_same_every_time() -> None:
    answers = set()
    # Everything else is DuckDB's own choice.
    config = {"disabled_optimizers": disabled_optimizers()}
    with duckdb.connect(":memory:", config=config) as connection:
        for _ in range(RUNS):
            rows = connection.execute(NEWEST_TARGET).fetchall()
            answers.add(tuple(sorted(rows)))
    assert answers == {(("2024-01-01", 0.7), ("2024-02-01", 0.8))}
