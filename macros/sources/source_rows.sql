{# The rows of a table of a source as a subquery: every column that the source's YAML names, as text. What was not
   loaded is empty; `require_source_tables` has refused to build without what is required. #}
{% macro source_rows(source_name, table_name) -%}
    {%- set relation = source(source_name, table_name) -%}
    {%- if not execute -%}
        {{ return('(select * from ' ~ relation ~ ')') }}
    {%- endif -%}
    {%- set table = source_table(source_name, table_name) -%}
    {%- set found = {} -%}
    {%- for column in source_table_columns(relation) -%}
        {%- do found.update({column.name | lower: column}) -%}
    {%- endfor -%}
    {%- set selected = [] -%}
    {%- for name in table.columns -%}
        {#- A header of several words becomes one name. #}
        {%- set alias = adapter.quote(modules.re.sub('[^a-z0-9_]+', '_', name).rstrip('_')) -%}
        {%- do selected.append(
            source_text(found[name]) ~ ' as ' ~ alias if name in found
            else 'cast(null as ' ~ type_text() ~ ') as ' ~ alias
        ) -%}
    {%- endfor -%}
    {{ return(
        '(select ' ~ selected | join(', ')
        ~ (' from ' ~ relation if found else ' where 1 = 0') ~ ')'
    ) }}
{%- endmacro %}

{# What a table of a source has in the project's YAML. #}
{% macro source_table(source_name, table_name) -%}
    {{ return(
        graph.sources.values() | selectattr('source_name', 'equalto', source_name)
        | selectattr('name', 'equalto', table_name) | first
    ) }}
{%- endmacro %}
