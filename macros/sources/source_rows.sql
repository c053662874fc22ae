{# The rows of a table of a source as a subquery: every column that the source's YAML names, as text. An optional
   table or column that was not loaded is empty; a required one refuses the build with a sentence. #}
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
    {%- set problem = source_problem(table, relation, found) -%}
    {#- Commands that only show the SQL need no data. #}
    {%- if problem and flags.WHICH in ['build', 'run', 'test'] -%}
        {%- do refuse_inputs(problem) -%}
    {%- endif -%}
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

{# Why the models of a source cannot read a table, as a sentence without its start; nothing where they can. #}
{% macro source_problem(table, relation, found) -%}
    {%- set place = table.source_name ~ ' lacks ' -%}
    {%- if not found and table.config.meta.required -%}
        {{ return(
            'source ' ~ place ~ "the table '" ~ table.name ~ "' (looked for " ~ relation
            ~ '); load it, or name its place in the variables ' ~ table.source_name ~ '_path, '
            ~ table.source_name ~ '_schema or ' ~ table.source_name ~ '_' ~ table.name ~ '_identifier.'
        ) }}
    {%- endif -%}
    {%- for name, column in table.columns.items()
        if found and column.config.meta.required and name not in found -%}
        {{ return(
            'source ' ~ place ~ "the column '" ~ name ~ "' of its table '" ~ table.name
            ~ "' (it has " ~ (found | sort)[:12] | join(', ')
            ~ '); load the column, or correct its name.'
        ) }}
    {%- endfor -%}
{%- endmacro %}
