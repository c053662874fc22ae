{# A column of a source's table as text: objects and lists become JSON. #}
{% macro source_text(column) -%}
    {{ return(adapter.dispatch('source_text', 'support_kpi')(column)) }}
{%- endmacro %}

{% macro duckdb__source_text(column) -%}
    {%- set kind = column.data_type | lower -%}
    {%- if kind.startswith('struct') or kind.startswith('map') or kind.endswith(']') -%}
        cast(to_json({{ adapter.quote(column.name) }}) as varchar)
    {%- else -%}
        cast({{ adapter.quote(column.name) }} as varchar)
    {%- endif -%}
{%- endmacro %}

{% macro postgres__source_text(column) -%}
    {%- if column.dtype | lower == 'array' or column.dtype.endswith('[]') -%}
        cast(to_json({{ adapter.quote(column.name) }}) as text)
    {%- elif column.dtype | lower == 'timestamp with time zone' -%}
        {#- Whatever zone the server shows it in: texts are compared and sorted. #}
        cast({{ adapter.quote(column.name) }} at time zone 'UTC' as text) || 'Z'
    {%- else -%}
        cast({{ adapter.quote(column.name) }} as text)
    {%- endif -%}
{%- endmacro %}

{% macro spark__source_text(column) -%}
    {%- set kind = column.dtype | lower -%}
    {%- if kind.startswith('struct') or kind.startswith('map') or kind.startswith('array') -%}
        to_json({{ adapter.quote(column.name) }})
    {%- else -%}
        cast({{ adapter.quote(column.name) }} as string)
    {%- endif -%}
{%- endmacro %}

{# The columns of a source's table; none where it is not there. #}
{% macro source_table_columns(relation) -%}
    {%- set found = adapter.get_relation(relation.database, relation.schema, relation.identifier) -%}
    {{ return(adapter.get_columns_in_relation(found) if found else []) }}
{%- endmacro %}

{# Whether a table of a source is there and holds anything. #}
{% macro source_has_rows(relation) -%}
    {%- set found = adapter.get_relation(relation.database, relation.schema, relation.identifier) -%}
    {{ return(found is not none and adapter.dispatch('has_rows', 'support_kpi')(found)) }}
{%- endmacro %}

{% macro default__has_rows(relation) -%}
    {{ return(run_query('select 1 from ' ~ relation ~ ' limit 1').rows | length > 0) }}
{%- endmacro %}

{% macro postgres__has_rows(relation) -%}
    {#- Nobody need be allowed to read what is not read. #}
    {%- set allowed = run_query(
        "select has_table_privilege('" ~ (relation | string | replace("'", "''")) ~ "', 'select')"
    ).rows[0][0] -%}
    {{ return(allowed and default__has_rows(relation)) }}
{%- endmacro %}
