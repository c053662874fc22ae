"""The rows behind a number: kept in the release, and read out of it."""

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from scripts.artifacts.export import (
    RELEASE_DATABASE,
    RELEASE_SCHEMA,
    STORAGE_VERSION,
    literal,
    quoted,
)
from scripts.base.errors import ConfigurationError

EXPLANATIONS = "kpi_explanations"
# Beside the release's database, so that a reader's tool shows the public marts only. Attached, it
# is named as the schema that kpi_explanations names.
ROWS_DATABASE = "intermediate.duckdb"
HOW_SQL = """
    select part, rows_sql, relation_names, period_condition, first_by, slice_condition,
        numerator_condition, denominator_condition, numerator_sum, denominator_sum
    from marts.kpi_explanations
    where measure_id = ? and slice_name = ?
    order by case part when 'both' then 0 when 'numerator' then 1 when 'denominator' then 2 end
"""


@dataclass(frozen=True)
class RowsBehind:
    """Rows of one table (or a join) that make a number, or one side of it.

    Attributes:
        part: What they make: both sides, the numerator, the denominator, or components of a score.
        relations: Names of the tables they come from.
        rows: The rows, with `in_numerator` and `in_denominator` in front.
        listed: How many there are.
        in_numerator: How many of them count in the numerator.
        in_denominator: How many of them count in the denominator.
        numerator: What the KPI's own formula makes of them; None where there is no such side.
        denominator: The same for the denominator.
        deciding: Columns that decide which rows of the population count, as the KPI names them.
    """

    part: str
    relations: str
    rows: duckdb.DuckDBPyRelation
    listed: int
    in_numerator: int
    in_denominator: int
    numerator: float | None
    denominator: float | None
    deciding: tuple[str, ...]


def write_explained_rows(connection: duckdb.DuckDBPyConnection, build: str, goal: Path) -> None:
    """Copy the tables that kpi_explanations names, and that are no marts, into their own file."""
    if not connection.execute(
        "select 1 from duckdb_tables() where database_name = 'release' and table_name = ?",
        [EXPLANATIONS],
    ).fetchone():
        return
    named = connection.execute(
        f"select distinct unnest(string_split(relation_names, ' ')) from release.marts.{EXPLANATIONS}"  # noqa: E501, S608
    ).fetchall()
    path = literal(goal / ROWS_DATABASE)
    connection.execute(f"attach {path} as explained (storage_version {literal(STORAGE_VERSION)})")
    for schema, name in sorted(row[0].split(".") for row in named):
        if schema != RELEASE_SCHEMA:
            source = quoted(build, schema, name)
            connection.execute(
                f"create table explained.{quoted(name)} as select * from {source} order by all"  # noqa: S608
            )
    connection.execute("detach explained")


@contextmanager
def open_explained(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a release read-only, with the rows behind its numbers where it has them.

    Raises:
        ConfigurationError: Its files are damaged.
    """
    with ExitStack() as opened:
        try:
            release = opened.enter_context(
                duckdb.connect(str(folder / RELEASE_DATABASE), read_only=True)
            )
            if (folder / ROWS_DATABASE).is_file():
                rows = literal(folder / ROWS_DATABASE)
                release.execute(f"attach if not exists {rows} (read_only)")
        except duckdb.IOException as error:
            raise ConfigurationError(
                f"The files of the published release in {folder} are damaged or may not be read: "
                "run make run to publish it again."
            ) from error
        yield release


def rows_behind(
    release: duckdb.DuckDBPyConnection, kpi_id: str, parameters: Mapping[str, Any]
) -> list[RowsBehind]:
    """The rows behind one number, by the tables they come from.

    Args:
        release: An open release.
        kpi_id: Id of the KPI.
        parameters: What was asked for: `grain`, `start`, `end`, `slice_name`, `slice_value`.
    """
    explanations = release.execute(HOW_SQL, [kpi_id, parameters["slice_name"]]).fetchall()
    return [_open(release, explanation, parameters) for explanation in explanations]


def _open(
    release: duckdb.DuckDBPyConnection, explanation: tuple[str, ...], parameters: Mapping[str, Any]
) -> RowsBehind:
    # SQL comes from the project, through the release; what was typed is bound.
    part, rows, relations, period, first_by, slice_, hit, population, *sums = explanation
    pick = f"qualify row_number() over ({first_by}) = 1" if first_by else ""
    counted = f"""
        select
            listed.*,
            coalesce({hit}, false) as in_numerator,
            coalesce({population}, false) as in_denominator
        from (
            select *, cast($end as date) as period_end
            from (select * from {rows} as source_rows where {period} {pick})
        ) as listed
        where {slice_}
    """  # noqa: S608

    def ask(sql: str) -> duckdb.DuckDBPyRelation:
        used = {name: value for name, value in parameters.items() if re.search(rf"\${name}\b", sql)}
        return release.sql(sql, params=used)

    totals = ask(
        f"""
        select
            count(*) filter (where in_numerator or in_denominator),
            count(*) filter (where in_numerator),
            count(*) filter (where in_denominator),
            cast({sums[0]} as double),
            cast({sums[1]} as double)
        from ({counted})
        """  # noqa: S608
    ).fetchall()[0]
    listed = ask(
        f"""
        select in_numerator, in_denominator, * exclude (in_numerator, in_denominator, period_end)
        from ({counted})
        where in_numerator or in_denominator
        order by all
        """  # noqa: S608
    )
    return RowsBehind(part, relations, listed, *totals, _deciding(hit, sums[0], population))


def _deciding(condition: str, formula: str | None, population: str) -> tuple[str, ...]:
    """Names in the condition of a numerator that its population lacks, and those it adds up.

    That a value is known decides nothing yet: it is the value that does.
    """
    others = set(re.findall(r"\b\w+\b(?! is not null)", population))
    names = [name for name in re.findall(r"[a-z]\w*", condition) if name not in others]
    added = re.findall(r"(?:\bthen |\bsum\()([a-z]\w*)(?! when)", formula or "")
    return tuple(dict.fromkeys([*names, *added]))
