{# Compares the columns of every single file with the contract: a union would hide the one file
   that lacks a required column. Unknown columns are collected, not refused. #}
{% macro landing_check_columns(table, contract, groups, unknown_columns) -%}
    {%- set seen = [] -%}
    {%- for group in groups -%}
        {%- set file = group.files[0] -%}
        {%- set names = [] -%}
        {%- for name in group.columns -%}
            {%- set known_name = name | trim | lower -%}
            {%- if '\x00' in name or '\ufffd' in name -%}
                {%- do refuse_inputs(
                    "file '" ~ file.raw_file ~ "' has a header that is not UTF-8 text; "
                    ~ 'save it as UTF-8 and deliver it again.'
                ) -%}
            {%- endif -%}
            {%- if known_name in names and known_name != '' -%}
                {%- do refuse_inputs(
                    "file '" ~ file.raw_file ~ "' names the column '" ~ name
                    ~ "' twice; keep each column name once (upper and lower case are the same)."
                ) -%}
            {%- endif -%}
            {%- do names.append(known_name) -%}
            {%- set is_known = (
                known_name in contract.columns or known_name in contract.extra_slices
            ) -%}
            {%- if not is_known -%}
                {%- for group_file in group.files -%}
                    {%- do unknown_columns.append((table, group_file.raw_file, name)) -%}
                {%- endfor -%}
            {%- endif -%}
        {%- endfor -%}
        {%- do seen.extend(names) -%}
        {%- set has_no_rows = group.format == 'jsonl' and not group.columns -%}
        {%- for name, column in contract.columns.items() -%}
            {%- if column.config.meta.required and name not in names and not has_no_rows -%}
                {%- set hint = landing_header_hint(group) -%}
                {%- do refuse_inputs(
                    "file '" ~ file.raw_file ~ "' lacks the column '" ~ name ~ "' that every "
                    ~ table ~ ' file must have' ~ hint ~ '; add the column or remove the file.'
                ) -%}
            {%- endif -%}
        {%- endfor -%}
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

{# What is probably wrong with a header that names nothing known. #}
{% macro landing_header_hint(group) -%}
    {%- set header = group.columns | join('') -%}
    {%- if group.format == 'csv' and (header == '' or '\x00' in header or '\ufffd' in header) -%}
        {{ return(' (its first line is empty or not UTF-8)') }}
    {%- elif group.format == 'csv' and group.columns | length == 1
        and modules.re.search('[;\t|]', group.columns[0]) -%}
        {{ return(' (its header is not separated by commas)') }}
    {%- endif -%}
    {{ return('') }}
{%- endmacro %}
