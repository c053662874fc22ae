{# Compares the columns of every single file with the contract: a union would hide the one file
   that lacks a required column. Unknown columns are collected, not refused. #}
{% macro landing_check_columns(table, contract, groups, unknown_columns) -%}
    {%- set seen = [] -%}
    {%- for group in groups -%}
        {%- set file = group.files[0] -%}
        {%- for name in group.columns -%}
            {%- if '\x00' in name or '\ufffd' in name -%}
                {%- do refuse_inputs(
                    "file '" ~ file.raw_file ~ "' has a header that is not UTF-8 text; "
                    ~ 'save it as UTF-8 and deliver it again.'
                ) -%}
            {%- endif -%}
            {%- if group.names[loop.index0] is none and name -%}
                {%- for group_file in group.files -%}
                    {%- do unknown_columns.append((table, group_file.raw_file, name)) -%}
                {%- endfor -%}
            {%- endif -%}
        {%- endfor -%}
        {%- do landing_check_repeated(group) -%}
        {%- do seen.extend(group.names) -%}
        {%- set has_no_rows = group.format == 'jsonl' and not group.columns -%}
        {%- set lacking = [] -%}
        {%- for name, column in contract.columns.items() -%}
            {%- if column.config.meta.required and name not in group.names and not has_no_rows -%}
                {%- do lacking.append("'" ~ name ~ "'" ~ landing_header_hint(table, group, name)) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if lacking -%}
            {%- set source = source_like(group.columns) -%}
            {%- do refuse_inputs(
                "file '" ~ file.raw_file ~ "' lacks the column" ~ ('s ' if lacking | length > 1 else ' ')
                ~ lacking | join(' and ') ~ ' that every ' ~ table ~ ' file must have; ' ~ (
                    'it looks like ' ~ source ~ ': name that source instead (docs/sources/' ~ source ~ '.md).'
                    if source else 'name the columns so, add them, or remove the file.'
                )
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for name in extra_slices_of(table) if groups and table == 'tickets' and name.startswith('tag:') -%}
        {%- if 'tags' not in seen -%}
            {%- do refuse_configuration(
                "extra_slices names '" ~ name ~ "', but no raw file of "
                ~ table ~ " has the column 'tags'; "
                ~ 'deliver it or remove the name from extra_slices.'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for name in contract.extra_slices if groups -%}
        {%- if name not in seen -%}
            {%- do refuse_configuration(
                "extra_slices names '" ~ name ~ "', but no raw file of "
                ~ table ~ ' has that column; '
                ~ 'correct the name or remove it from extra_slices.'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
{%- endmacro %}

{# What is probably wrong with a header that lacks a column. #}
{% macro landing_header_hint(table, group, wanted) -%}
    {%- set header = group.columns | join('') -%}
    {%- if group.format == 'csv' and (header == '' or '\x00' in header or '\ufffd' in header) -%}
        {{ return(' (its first line is empty or not UTF-8)') }}
    {%- elif group.format == 'csv' and header.count('"') % 2 == 1 -%}
        {{ return(' (its first line ends within a quoted name)') }}
    {%- endif -%}
    {%- set unknown = [] -%}
    {%- for column in group.columns -%}
        {%- if group.names[loop.index0] is none and column -%}
            {%- do unknown.append('(' ~ quote_text(column) ~ ')') -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if unknown -%}
        {#- What a file calls id or number is the id of what it is about. #}
        {%- set similarity =
            "jaro_winkler_similarity(regexp_replace(lower(name), '[ -]+', '_', 'g'), " ~ quote_text(wanted) ~ ')'
        -%}
        {%- if wanted == table[:-1] ~ '_id' -%}
            {%- set similarity = "case when lower(name) in ('id', 'number', 'key', '#') then 0.9 else " ~ similarity ~ ' end' -%}
        {%- endif -%}
        {%- set nearest = run_query(
            'select name from (select name, ' ~ similarity ~ ' as similarity from (values '
            ~ unknown | join(', ') ~ ') as names (name)) as compared '
            ~ 'where similarity > 0.8 order by similarity desc limit 1'
        ) -%}
        {%- for row in nearest.rows -%}
            {{ return(" (is it its column '" ~ row['name'] ~ "'?)") }}
        {%- endfor -%}
    {%- endif -%}
    {{ return('') }}
{%- endmacro %}

{# Of a column that a file names twice, one would be left out without a word. #}
{% macro landing_check_repeated(group) -%}
    {%- for name in group.columns -%}
        {%- set known_name = group.names[loop.index0] -%}
        {%- if known_name is not none and known_name in group.names[:loop.index0] -%}
            {%- do refuse_inputs(
                "file '" ~ group.files[0].raw_file ~ "' names the column '" ~ name
                ~ "' twice; keep each column name once (upper and lower case, spaces and "
                ~ 'underscores make no difference).'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
{%- endmacro %}
