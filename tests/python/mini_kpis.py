"""KPI marts for the mini project: published values that a test writes as a CSV file."""

import csv
from pathlib import Path
from typing import Any

from tests.python.mini_project import REAL_PROJECT

COLUMNS = {
    "kpi_id": "varchar",
    "statistic": "varchar",
    "period_grain": "varchar",
    "period_start": "date",
    "period_end": "date",
    "slice_name": "varchar",
    "slice_value": "varchar",
    "numerator": "double",
    "denominator": "double",
    "value": "double",
    "value_status": "varchar",
    "is_provisional": "boolean",
    "is_signal": "boolean",
    "target_low": "double",
    "target_high": "double",
    "target_status": "varchar",
    "target_side": "varchar",
    "definition_version": "integer",
    "as_of": "timestamp",
}
USUAL = {
    "kpi_id": "csat",
    "statistic": "rate",
    "period_grain": "month",
    "period_start": "2025-01-01",
    "period_end": "2025-01-31",
    "slice_name": "overall",
    "slice_value": "all",
    "numerator": 8,
    "denominator": 10,
    "value": 0.8,
    "value_status": "ok",
    "is_provisional": False,
    "is_signal": False,
    "target_low": 0.8,
    "target_high": "",
    "target_status": "green",
    "target_side": "inside",
    "definition_version": 1,
    "as_of": "2025-02-10 12:00:00",
}
FOLDER = "models/marts/kpis"
FILES = {
    "macros/kpis/surveys.sql": (
        "{% macro kpi_csat() %}{{ return({'numerator': 'value'}) }}{% endmacro %}\n"
    ),
    f"{FOLDER}/kpi_values.sql": """
{{ config(meta={'kpis_of_both_csat': {
    'kpis': {'csat': kpi_csat()}, 'part': 'both', 'rows': '{fct_calls}', 'date_column': none,
    'first_by': none, 'slices': {}
}}) }}
-- The seed and the variable are part of every value, as rules are.
select
    {% for name in COLUMNS %}{{ name }},
    {% endfor %}
from (
    select * replace (
        {{ kpi_csat().numerator }} * (select max(seconds) from {{ ref('thresholds') }}) / 10
        * {{ var('short_abandon_seconds') }} / 10 as value
    )
    from read_csv(
        '{{ env_var("SUPPORT_KPI_RAW_PATH") }}/values.csv', header = true,
        columns = COLUMNS_AND_TYPES
    )
)
where (select count(*) from {{ ref('fct_calls') }}) >= 0
""",
    f"{FOLDER}/kpi_focus.sql": """
select
    kpi_id, kpi_id as kpi_name_en, 1 as focus_rank, period_grain, period_start, statistic, value,
    cast(value as varchar) as display_value, value_status, target_low, target_high, target_status,
    target_side, as_of
from {{ ref('kpi_values') }}
where slice_name = 'overall'
qualify row_number() over (
    partition by kpi_id, period_grain order by is_provisional, period_start desc
) = 1
""",
    "models/groups.yml": """
groups:
  - name: desk
    owner: {name: Support desk, email: desk@example.org}
""",
}
OWNERS = """    staging:
      +meta: {owner: Loading team}
    marts:
      +group: desk
"""


def add_kpi_marts(project: Path) -> None:
    """Give a mini project kpi_values, kpi_focus and the log of restatements."""
    types = ", ".join(f"'{name}': '{kind}'" for name, kind in COLUMNS.items())
    for name, text in FILES.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = text.replace("COLUMNS_AND_TYPES", "{" + types + "}")
        path.write_text(text.replace("COLUMNS", str(list(COLUMNS))).lstrip("\n"), encoding="utf-8")
    for name in (f"{FOLDER}/kpi_restatements.sql", f"{FOLDER}/_kpi_restatements__models.yml"):
        (project / name).write_bytes((REAL_PROJECT / name).read_bytes())
    (project / "macros" / "types.sql").write_bytes(
        (REAL_PROJECT / "macros" / "engines" / "types.sql").read_bytes()
    )
    settings = project / "dbt_project.yml"
    text = settings.read_text(encoding="utf-8").replace("    marts:\n", OWNERS, 1)
    settings.write_text(text, encoding="utf-8")
    write_values(project)


def write_values(project: Path, *rows: dict[str, Any]) -> None:
    """Write what kpi_values will hold: usual rows with these differences."""
    path = project / "data" / "sample" / "values.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(COLUMNS))
        writer.writeheader()
        writer.writerows({**USUAL, **row} for row in rows or ({},))
