{# The table of a seed on Spark, with the types of `column_types`. #}
{% macro spark__create_csv_table(model, agate_table) -%}
    {%- set types = model['config'].get('column_types', {}) -%}
    {%- set statement -%}
        create table {{ this }} (
            {%- for name in agate_table.column_names %}
            {{ name }} {{ spark_type(types.get(name, adapter.convert_type(agate_table, loop.index0))) }}
            {{- ',' if not loop.last }}
            {%- endfor %}
        )
    {%- endset -%}
    {%- do run_query(statement) -%}
    {{ return(statement) }}
{%- endmacro %}

{# The rows of a seed on Spark, in one statement. dbt-spark's own writes the text `None` for a value
   that is missing and breaks at a quote. #}
{% macro spark__load_csv_rows(model, agate_table) -%}
    {%- set types = model['config'].get('column_types', {}) -%}
    {%- set statement -%}
        insert into {{ this }}
        select
            {%- for name in agate_table.column_names %}
            cast({{ name }} as {{ spark_type(
                types.get(name, adapter.convert_type(agate_table, loop.index0))
            ) }}) as {{ name }}{{ ',' if not loop.last }}
            {%- endfor %}
        from (
            values
            {%- for row in agate_table.rows %}
            (
                {%- for value in row -%}
                {{ 'null' if value is none else spark_text(value) }}{{ ', ' if not loop.last }}
                {%- endfor -%}
            ){{ ',' if not loop.last }}
            {%- endfor %}
        ) as seed_rows ({{ agate_table.column_names | join(', ') }})
    {%- endset -%}
    {%- if agate_table.rows | length > 0 -%}
        {%- do run_query(statement) -%}
    {%- endif -%}
    {{ return(statement) }}
{%- endmacro %}

{# A value as a text literal, in which Spark takes a backslash for the start of a special sign. #}
{% macro spark_text(value) -%}
    {{ return("'" ~ (value | string | replace('\\', '\\\\') | replace("'", "\\'")) ~ "'") }}
{%- endmacro %}
