{# The type that Spark means by a name which the other engines know. #}
{% macro spark_type(data_type) -%}
    {{ return({'varchar': 'string', 'text': 'string', 'float8': 'double'}.get(
        data_type | lower, data_type
    )) }}
{%- endmacro %}

{# The columns of a contract as a query without rows, whose types dbt compares with the model's. #}
{% macro spark__get_empty_schema_sql(columns) -%}
    select
        {%- for column in columns.values() %}
        cast(null as {{ spark_type(column['data_type']) }}) as {{ column['name'] }}
        {{- ',' if not loop.last }}
        {%- endfor %}
    where false
{%- endmacro %}
