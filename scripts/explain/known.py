"""What a release publishes, and one sentence for each word of a question that it does not."""

from collections.abc import Mapping
from datetime import date

import duckdb

from scripts.artifacts.inputs import needed_input
from scripts.artifacts.rows import rows_of
from scripts.base.errors import ConfigurationError
from scripts.base.ranges import LANGUAGES
from scripts.texts.search import fold, hint

NAMES = ("kpi_id", "article_code", "abbreviation", *(f"kpi_name_{code}" for code in LANGUAGES))
# The balance of speed and quality has a table of its own.
BALANCE = "balance_score"
PUBLISHED = """(
    select kpi_id, statistic, period_grain, slice_name, slice_value, period_start, period_end
    from marts.kpi_values
    union all
    select 'balance_score', 'score', 'month', slice_name, slice_value, period_start,
        last_day(period_start)
    from marts.kpi_balance
)"""
MOST_NAMES = 20


def require_kpi(release: duckdb.DuckDBPyConnection, kpi_id: str) -> None:
    """Refuse an id that no KPI has.

    Raises:
        ConfigurationError: No KPI has this id; it names the nearest, or the one called so.
    """
    rows = release.execute(
        f"select {', '.join(NAMES)}, aliases from marts.dim_kpis order by kpi_id"  # noqa: S608
    ).fetchall()
    known = [row[0] for row in rows]
    called = {
        fold(name): row[0]
        for row in reversed(rows)
        for name in (*row[:-1], *(row[-1] or "").split("|"))
        if name
    }
    if kpi_id not in known:
        same = called.get(fold(kpi_id))
        near = f" Did you mean {same}?" if same else hint(kpi_id, known)
        raise ConfigurationError(f"There is no KPI {kpi_id!r}.{near} The command kpis lists them.")


def missing_source(release: duckdb.DuckDBPyConnection, kpi_id: str) -> str | None:
    """What to deliver for a KPI that has no source; None for one that has."""
    found = release.execute(
        """
        select scorecard.value_status, kpis.rule_table, kpis.missing_input, kpis.source_tables
        from marts.dim_kpis as kpis
        inner join marts.kpi_scorecard as scorecard on kpis.kpi_id = scorecard.kpi_id
        where kpis.kpi_id = ? and scorecard.value_status in ('no_source', 'no_rule')
        """,
        [kpi_id],
    )
    row = next(iter(rows_of(found)), None)
    if not row:
        return None
    needed = needed_input(row) or row["source_tables"]
    lacking = "rules" if row["value_status"] == "no_rule" else "source"
    return f"{kpi_id} has no {lacking}: deliver {needed.replace('|', ' or ')}."


def require_published(release: duckdb.DuckDBPyConnection, asked: Mapping[str, str | None]) -> None:
    """Refuse the first column whose value is not published with those before it.

    Args:
        release: An open release.
        asked: Values by column of kpi_values, the KPI first; None for any.

    Raises:
        ConfigurationError: It names the column, the nearest value, and those that are published.
    """
    kpi_id = asked["kpi_id"]
    where, values = "true", list[str]()
    for column, value in asked.items():
        if value is None:
            continue
        rows = release.execute(
            f"select distinct {column} from {PUBLISHED} where {where} order by 1",  # noqa: S608
            values,
        ).fetchall()
        names = [row[0] for row in rows]
        if value not in names:
            raise ConfigurationError(
                f"{kpi_id} is not published with the {column.replace('_', ' ')} {value!r}."
                f"{hint(value, names)} Published: {', '.join(names[:MOST_NAMES])}"
                f"{' …' if len(names) > MOST_NAMES else '.'}"
            )
        where, values = f"{where} and {column} = ?", [*values, value]


def require_period(release: duckdb.DuckDBPyConnection, asked: Mapping[str, str], day: date) -> None:
    """Reject a day outside every published period.

    Raises:
        ConfigurationError: It names the nearest period and the range of all.
    """
    where = " and ".join(f"{column} = ${column}" for column in asked)
    row = release.execute(
        f"""
        select min(period_start), max(period_start),
            arg_min(period_start, least(
                abs(date_diff('day', $day, period_start)), abs(date_diff('day', $day, period_end))
            )),
            coalesce(bool_or($day between period_start and period_end), false)
        from {PUBLISHED}
        where {where}
        """,  # noqa: S608
        {**asked, "day": day},
    ).fetchall()[0]
    if not row[3]:
        raise ConfigurationError(
            f"{asked['kpi_id']} has no {asked['period_grain']} around {day}: the nearest begins on "
            f"{row[2]}. Published: from {row[0]} to {row[1]}."
        )
