{# The rows of a table of a source as a subquery: every column that the source's YAML names, as text. What was not
   loaded is empty; `require_source_tables` has refused to build without what is required. What a loader only marks
   as deleted is left out of tables that say `skips_deleted`; others still tell names. #}
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
            source_value(name, found[name]) ~ ' as ' ~ alias if name in found
            else 'cast(null as ' ~ type_text() ~ ') as ' ~ alias
        ) -%}
    {%- endfor -%}
    {{ return(
        '(select ' ~ selected | join(', ')
        ~ (' from ' ~ relation if found else ' where 1 = 0')
        ~ (live_rows_only(found) if table.config.meta.skips_deleted) ~ ')'
    ) }}
{%- endmacro %}

{# A column of a source as text. Ids that went through a tool which counts in floating point lose their `.0`. #}
{% macro source_value(name, column) -%}
    {%- set text = source_text(column) -%}
    {%- set kind = column.dtype | lower -%}
    {%- if (name == 'id' or name.endswith('_id')) and not ('int' in kind or 'uuid' in kind) -%}
        {{ return(
            'case when ' ~ text ~ " like '%.0' then left(" ~ text ~ ', length(' ~ text ~ ') - 2) else '
            ~ text ~ ' end'
        ) }}
    {%- endif -%}
    {{ return(text) }}
{%- endmacro %}

{# Condition on rows that no loader marks as deleted: Fivetran says so, Airbyte and Singer say when. #}
{% macro live_rows_only(found) -%}
    {%- set conditions = [] -%}
    {%- if '_fivetran_deleted' in found -%}
        {%- do conditions.append(
            'not coalesce(' ~ safe_boolean(source_text(found['_fivetran_deleted'])) ~ ', false)'
        ) -%}
    {%- endif -%}
    {%- for name in ['_ab_cdc_deleted_at', '_sdc_deleted_at'] if name in found -%}
        {%- do conditions.append('coalesce(' ~ source_text(found[name]) ~ ", '') = ''") -%}
    {%- endfor -%}
    {{ return(' where ' ~ conditions | join(' and ') if conditions else '') }}
{%- endmacro %}

{# What a table of a source has in the project's YAML. #}
{% macro source_table(source_name, table_name) -%}
    {{ return(
        graph.sources.values() | selectattr('source_name', 'equalto', source_name)
        | selectattr('name', 'equalto', table_name) | first
    ) }}
{%- endmacro %}
