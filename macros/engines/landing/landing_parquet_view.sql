{# The view of one raw table on Spark, over the Parquet files that `python scripts/warehouse.py load
   --target spark` wrote. DuckDB's timestamps arrive there as timestamps without a zone. #}
{% macro landing_parquet_view(table, columns) -%}
    {%- set folder = env_var('SUPPORT_KPI_SPARK_PATH', '.spark') ~ '/landing/' ~ table -%}
    create or replace view landing.{{ adapter.quote(table) }} as
    select
        {% for name in columns -%}
        {{ adapter.quote(name) }},
        {% endfor -%}
        raw_line,
        raw_file,
        cast(raw_file_modified_at as timestamp) as raw_file_modified_at
    from parquet.{{ adapter.quote(folder) }}
{%- endmacro %}

{# The list of the raw files behind them. #}
{% macro landing_parquet_files() -%}
    create or replace view landing.raw_files as
    select
        raw_table,
        raw_file,
        size_bytes,
        landed_as,
        cast(modified_at as timestamp) as modified_at
    from parquet.{{ adapter.quote(env_var('SUPPORT_KPI_SPARK_PATH', '.spark') ~ '/landing/raw_files') }}
{%- endmacro %}
