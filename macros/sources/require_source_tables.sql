{# Holds what was loaded of the enabled sources against their YAML, before a model asks for it: one sentence names all
   that is required and missing. It also lets dbt take down the tables of each source, which it does one by one when
   it is first asked, and would tell a second thread that a table is missing which it has not come to yet.
   Tables that are `unread` are there to be named: what is in them is in no number. #}
{% macro require_source_tables() -%}
    {%- set sentences = [] -%}
    {%- for name in enabled_sources() -%}
        {%- set required, optional = [], [] -%}
        {%- for table in source_tables(name) if table.config.meta.unread -%}
            {%- if source_has_rows(table) -%}
                {%- do log(
                    'Source ' ~ name ~ ' does not read ' ~ table.identifier ~ ': ' ~ table.config.meta.unread
                    ~ ' (docs/sources/' ~ name ~ '.md).', info=true
                ) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- for table in source_tables(name) if not table.config.meta.unread -%}
            {%- set found = source_table_columns(table) | map(attribute='name') | map('lower') | list -%}
            {%- set lacking = [] -%}
            {%- for column in table.columns.values() if found and column.name not in found -%}
                {%- if column.config.meta.required -%}
                    {%- do lacking.append(column.name) -%}
                {%- else -%}
                    {%- do optional.append(table.name ~ '.' ~ column.name) -%}
                {%- endif -%}
            {%- endfor -%}
            {%- if lacking -%}
                {%- do required.append(source_columns_sentence(table, lacking, found)) -%}
            {%- elif not found and table.config.meta.required -%}
                {%- do required.append("the table '" ~ table.name ~ "' (looked for " ~ table.relation_name ~ ')') -%}
            {%- elif not found -%}
                {%- do optional.append(table.name) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if required -%}
            {%- do sentences.append('source ' ~ name ~ ' lacks ' ~ required | join(', and ')) -%}
        {%- endif -%}
        {%- if optional -%}
            {%- do log('Source ' ~ name ~ ' goes without ' ~ optional | join(', '), info=true) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if sentences -%}
        {%- do refuse_inputs(
            sentences | join('; ') ~ '; load them, or say where they are in the variables <source>_path, '
            ~ '<source>_schema or <source>_<table>_identifier.'
        ) -%}
    {%- endif -%}
{%- endmacro %}

{# What a table lacks, with those of its other columns that may be it under another name. #}
{% macro source_columns_sentence(table, lacking, found) -%}
    {%- set words = lacking | join('_') -%}
    {%- set others, near = [], [] -%}
    {%- for name in found | sort if name not in table.columns -%}
        {%- do others.append(name) -%}
        {%- if modules.re.split('[^a-z0-9]+', name) | select('in', words.split('_')) | list -%}
            {%- do near.append(name) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(
        'the column' ~ ('s' if lacking | length > 1) ~ " '" ~ lacking | join("', '") ~ "' of its table '" ~ table.name
        ~ "'" ~ (' (there instead: ' ~ (near or others)[:12] | join(', ') ~ ')' if others)
    ) }}
{%- endmacro %}
