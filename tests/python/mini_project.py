"""A dbt project of a few models with the names and the errors of the real one.

The runner's tests need dozens of runs; on this project one takes two seconds. What only the real
project can show is tested with the real one, in `test_bad_inputs.py`.
"""

from pathlib import Path

REAL_PROJECT = Path(__file__).resolve().parents[2]

FILES = {
    "dbt_project.yml": """
name: support_kpi
version: 0.1.0
profile: support_kpi
flags:
  send_anonymous_usage_stats: false
  log_level_file: info
on-run-start:
  - "{{ register_raw_files() }}"
models:
  support_kpi:
    +materialized: table
    marts:
      +schema: marts
      +access: public
seeds:
  support_kpi:
    +schema: reference
    catalogue:
      +access: public
vars:
  as_of: ""
  report_timezone: UTC
  short_abandon_seconds: 10
  kpi_slices: [overall]
  is_strict: true
""",
    "macros/register_raw_files.sql": """
{% macro land_raw_files() %}
    {% do register_raw_files() %}
{% endmacro %}

{% macro register_raw_files() %}
    {% if execute and target.type == 'duckdb' %}
        {% set path = env_var('SUPPORT_KPI_RAW_PATH') %}
        {% set reader %}
            read_csv('{{ path }}/calls.csv', header=true, all_varchar=true, auto_detect=false,
                delim=',', quote='"', columns={'call_id': 'VARCHAR', 'queue': 'VARCHAR'})
        {% endset %}
        {% if var('short_abandon_seconds') == 99 %}
            {{ exceptions.raise_compiler_error(
                'Configuration wrong: short_abandon_seconds is 99, which no queue allows;\\n'
                ~ 'give fewer seconds.'
            ) }}
        {% endif %}
        {% if var('short_abandon_seconds') == 98 %}
            {{ exceptions.raise_compiler_error(
                'Inputs refused: calls.csv lacks the required column call_id; add it.'
            ) }}
        {% endif %}
        {% do run_query('create schema if not exists landing') %}
        {% do run_query('create or replace view landing.calls as select * from ' ~ reader) %}
        {% do run_query(
            "create or replace table landing.unknown_columns as "
            ~ "select 'calls' as raw_table, unnest(['shoe_size', 'ann@example.com']) as column_name"
        ) %}
        {% do run_query(
            "create or replace table landing.raw_files as select 'calls.csv' as raw_file"
        ) %}
    {% endif %}
{% endmacro %}
""",
    "macros/generate_schema_name.sql": """
{% macro generate_schema_name(custom_schema_name, node) %}
    {{- target.schema ~ '_' if custom_schema_name and target.schema != 'main' -}}
    {{- custom_schema_name or target.schema -}}
{% endmacro %}
""",
    "models/staging/stg_calls.sql": """
select
    call_id,
    queue
from landing.calls
""",
    "models/staging/raw_row_counts.sql": """
{{ config(schema='staging') }}
select
    'calls' as raw_table,
    count(*) as rows_read,
    count(*) - 1 as rows_staged,
    0 as rows_repeated,
    1 as rows_quarantined
from {{ ref('stg_calls') }}
""",
    "models/marts/core/fct_calls.sql": """
select
    call_id,
    queue
from {{ ref('stg_calls') }}
""",
    "models/marts/kpis/kpi_scorecard.sql": """
select
    'contact_volume' as kpi_id,
    'article' as origin,
    'workload' as family,
    'Contact volume' as kpi_name_en,
    'count' as statistic,
    'month' as period_grain,
    date '2025-01-01' as period_start,
    cast(count(*) as double precision) as value,
    'count' as unit,
    'count' as display_unit,
    cast(null as double precision) as target_low,
    cast(100 as double precision) as target_high,
    'met' as target_status,
    'ok' as value_status,
    '=1+1' as formula_like,
    cast(count(*) as varchar) as display_value,
    cast('2025-01-31 12:00:00' as timestamp) as as_of
from {{ ref('fct_calls') }}
""",
    "models/marts/_models.yml": """
models:
  - name: fct_calls
    description: Calls. One row per call.
    columns:
      - name: call_id
        description: The call's own id.
        data_tests: [unique, not_null]
      - name: queue
        data_tests:
          - not_null
  - name: kpi_scorecard
    columns:
      - name: kpi_id
        data_tests: [unique]
      - name: as_of
unit_tests:
  - name: a_unit_test_that_fails_wherever_it_runs
    model: fct_calls
    given:
      - input: ref('stg_calls')
        rows: [{call_id: a, queue: b}]
    expect:
      rows: [{call_id: never, queue: never}]
""",
    "seeds/catalogue/kpi_catalogue.csv": """kpi_id,family
contact_volume,workload
""",
    "seeds/rules/thresholds.csv": """name,seconds
short,10
""",
}

CALLS = "call_id,queue\n" + "".join(f"call-{n:03d},support\n" for n in range(40, 0, -1))


def write_mini_project(folder: Path) -> None:
    """Write the project and a good raw folder."""
    for name, content in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content.lstrip("\n"), encoding="utf-8")
    profiles = folder / "profiles"
    profiles.mkdir()
    (profiles / "profiles.yml").write_bytes(
        (REAL_PROJECT / "profiles" / "profiles.yml").read_bytes()
    )
    raw = folder / "data" / "sample"
    raw.mkdir(parents=True)
    (raw / "calls.csv").write_text(CALLS, encoding="utf-8")


def add_call(project: Path, number: int) -> None:
    """One call more in the raw file; the same number again breaks the key."""
    with (project / "data/sample/calls.csv").open("a", encoding="utf-8") as file:
        file.write(f"call-9{number:02d},support\n")
