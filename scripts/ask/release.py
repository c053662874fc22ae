"""What a published release says, for the terminal and for assistants alike."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from scripts.artifacts.export import published_database
from scripts.artifacts.rows import Row, rows_of
from scripts.base.errors import ConfigurationError
from scripts.explain.explained_rows import open_explained
from scripts.explain.known import NAMES, require_kpi, require_published
from scripts.texts.search import fold

VALUE_COLUMNS = """
    kpi_id, statistic, period_grain, period_start, period_end, slice_name, slice_value, slice_label,
    numerator, denominator, value, sample_size, ci_low, ci_high, is_provisional, value_status,
    target_low, target_high, target_status, target_side, judged_over_periods, is_signal
"""


class Release:
    """One published release, opened read-only."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, name: str) -> None:
        """Take an open release and its name."""
        self.connection = connection
        self.name = name

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """Rows of a query, by column."""
        return rows_of(self.connection.execute(sql, list(parameters)))

    def kpis(self, search: str = "") -> list[Row]:
        """KPIs that fit every word of a search, each with its newest value."""
        found = self.rows(
            """
            select kpis.*, scorecard.statistic, scorecard.period_grain, scorecard.period_start,
                scorecard.value, scorecard.display_value, scorecard.value_status,
                scorecard.target_low, scorecard.target_high, scorecard.target_status
            from marts.dim_kpis as kpis
            inner join marts.kpi_scorecard as scorecard on kpis.kpi_id = scorecard.kpi_id
            order by kpis.origin != 'article', kpis.family, kpis.article_code nulls last,
                kpis.kpi_id
            """
        )
        words = fold(search).split()
        return [row for row in found if all(word in _text(row) for word in words)]

    def kpi(self, kpi_id: str) -> Row:
        """One KPI.

        Raises:
            ConfigurationError: No KPI has this id.
        """
        require_kpi(self.connection, kpi_id)
        return next(row for row in self.kpis() if row["kpi_id"] == kpi_id)

    def values(
        self,
        kpi_id: str,
        grain: str,
        slice_name: str,
        slice_value: str | None,
        statistic: str | None,
    ) -> list[Row]:
        """Published values of a KPI, oldest first.

        Args:
            kpi_id: Id of the KPI.
            grain: Period grain.
            slice_name: Slice, `overall` for everything.
            slice_value: One value of the slice; all of them when None.
            statistic: One statistic; the headline statistic when None.

        Raises:
            ConfigurationError: The KPI, grain, slice, value or statistic is unknown.
        """
        kpi = self.kpi(kpi_id)
        statistic = statistic or kpi["headline_statistic"]
        asked = {
            "kpi_id": kpi_id,
            "statistic": statistic,
            "period_grain": grain,
            "slice_name": slice_name,
            "slice_value": slice_value,
        }
        require_published(self.connection, asked)
        given = {column: value for column, value in asked.items() if value is not None}
        where = " and ".join(f"{column} = ?" for column in given)
        return self.rows(
            f"select {VALUE_COLUMNS} from marts.kpi_values where {where} order by slice_value, period_start",  # noqa: E501, S608
            list(given.values()),
        )


@contextmanager
def open_release(folder: Path) -> Iterator[Release]:
    """Open the published release of an exports folder's `current`.

    Raises:
        ConfigurationError: Nothing is published there, or by another version of the project.
    """
    published_database(folder)
    with open_explained(folder) as connection:
        try:
            yield Release(connection, folder.resolve().name)
        except (duckdb.BinderException, duckdb.CatalogException) as error:
            raise ConfigurationError(
                "The published release was made by another version of the project: run make run to "
                "publish one that can be asked."
            ) from error


def _text(row: Row) -> str:
    return fold(" ".join(row[name] for name in (*NAMES, "aliases") if row[name]))
