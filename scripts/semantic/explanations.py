"""Which KPIs add up from rows of a published fact, and how: read from `kpi_explanations`."""

import re
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import duckdb

AGGREGATIONS = {"sum": "sum", "count": "count", "count distinct": "count_distinct"}
AGGREGATE = re.compile(r"(?:(\d+) \* )?(sum|count)\((distinct )?(.*)\)")
# One fact, its own rows, dated by one of its columns: what MetricFlow can read.
FACTS_SQL = r"""
    select
        measure_id as kpi_id,
        statistic,
        regexp_extract(relation_names, '^marts\.(fct_\w+)$', 1) as relation,
        regexp_extract(period_condition, '^(\w+) between \$start and \$end$', 1) as date_column,
        slice_name,
        regexp_extract(slice_condition, '^(.*) = \$slice_value$', 1) as slice_expression,
        numerator_sum,
        denominator_sum
    from marts.kpi_explanations
    where
        part = 'both'
        and rows_sql = relation_names
        and first_by = ''
        and relation != ''
        and date_column != ''
    order by kpi_id, slice_name
"""
Slices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Aggregate:
    """One aggregate over rows: how they are added up, and what of each row."""

    aggregation: str
    expression: str


@dataclass(frozen=True)
class FactKpi:
    """One KPI over the rows of one fact, dated by one of its columns."""

    kpi_id: str
    relation: str
    date_column: str
    slices: Slices
    numerator: Aggregate
    denominator: Aggregate | None


def read_fact_kpis(database: Path) -> list[FactKpi]:
    """KPIs of a built or published warehouse that a metric can express, by id."""
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(FACTS_SQL).fetchall()
    kpis = []
    for kpi_id, lines in groupby(rows, key=lambda row: row[0]):
        (_, statistic, relation, date_column, *_, numerator_sum, denominator_sum), *_ = group = (
            list(lines)
        )
        slices = tuple((row[4], row[5]) for row in group if row[5])
        numerator, denominator = parse_aggregate(numerator_sum), parse_aggregate(denominator_sum)
        if numerator and denominator == Aggregate("count", numerator.expression):
            numerator, denominator = Aggregate("average", numerator.expression), None
        elif statistic != "count" and denominator is None:
            continue
        if numerator:
            kpis.append(FactKpi(kpi_id, relation, date_column, slices, numerator, denominator))
    return kpis


def parse_aggregate(sql: str) -> Aggregate | None:
    """Split `100 * sum(…)` into how rows are added up and what of each; None if it is more."""
    match = AGGREGATE.fullmatch(" ".join(sql.split()))
    # What depends on the end of a period cannot be added up over days.
    if match is None or not _is_balanced(match[4]) or re.search(r"\bperiod_end\b", match[4]):
        return None
    factor, function, distinct, inner = match.groups()
    expression = inner.replace(" and (true)", "")
    if factor not in (None, "1"):
        expression = f"{factor} * ({expression})"
    return Aggregate(AGGREGATIONS[f"{function} {distinct or ''}".strip()], expression)


def _is_balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth < 0:
            return False
    return depth == 0
