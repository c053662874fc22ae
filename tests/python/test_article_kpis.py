"""Every KPI that an article names is published, and says something."""

from pathlib import Path

import duckdb

ARTICLE_CODES = {f"K{number:02}" for number in range(1, 39)}


def test_every_article_kpi_has_a_living_value(sample_release: Path) -> None:
    with duckdb.connect(str(sample_release / "support_kpi.duckdb"), read_only=True) as release:
        rows = release.sql(
            """
            select
                kpis.article_code,
                kpis.kpi_id,
                count(number.value) as values_published,
                count(distinct number.value) as different_values
            from marts.dim_kpis as kpis
            left join marts.kpi_values as number
                on kpis.kpi_id = number.kpi_id
            where kpis.origin = 'article'
            group by kpis.article_code, kpis.kpi_id
            """
        ).fetchall()
    assert {code for code, *_ in rows} == ARTICLE_CODES
    dead = [(kpi_id, published) for _, kpi_id, published, different in rows if different < 2]
    assert dead == []


def test_every_kpi_is_published_or_says_why_not(sample_release: Path) -> None:
    with duckdb.connect(str(sample_release / "support_kpi.duckdb"), read_only=True) as release:
        silent = release.sql(
            """
            select kpi_id from marts.dim_kpis
            where kpi_id not in (
                select kpi_id from marts.kpi_values
                where slice_name = 'overall' and period_grain = 'month' and value_status is not null
            )
            """
        ).fetchall()
    assert silent == []
