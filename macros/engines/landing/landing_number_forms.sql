{# The form of the numbers of one file: column -> `decimal comma` or `decimal point`. A column has one where it holds
   commas, and its values say which of the two signs begins its fractions: `12,5`, `1.234,50` and `0,125` do, `1,234` says
   nothing. Where they say both, or nothing, it has none: a number with a comma is then unreadable. A file that begins
   fractions with a comma, and none with a point, is one of decimal commas in every column. #}
{% macro landing_number_form(group, contract) -%}
    {%- set names = [] -%}
    {%- for name in group.names if landing_is_number(name, contract) -%}
        {%- do names.append(name) -%}
    {%- endfor -%}
    {%- set forms = {} -%}
    {%- set points = [] -%}
    {%- if names -%}
        {%- set statement -%}
            select
                name,
                bool_or(value like '%,%') as is_formed,
                bool_or(regexp_full_match(value, '{{ landing_fraction_pattern(',', '.') }}')) as has_comma,
                bool_or(regexp_full_match(value, '{{ landing_fraction_pattern('.', ',') }}')) as has_point
            from ({{ landing_number_values(group, names) }}) as given
            group by name
            order by name
        {%- endset -%}
        {%- for row in run_query(statement).rows -%}
            {%- do points.append(row['name']) if row['has_point'] -%}
            {%- if row['is_formed'] and row['has_comma'] != row['has_point'] -%}
                {%- do forms.update({row['name']: 'decimal comma' if row['has_comma'] else 'decimal point'}) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(dict.fromkeys(names, 'decimal comma') if 'decimal comma' in forms.values() and not points else forms) }}
{%- endmacro %}

{# Refuses a file whose points can only separate thousands or begin a fraction of three digits (`1.234`), where a file of
   the table has decimal commas. A file that has another point decides for itself. #}
{% macro landing_refuse_points(groups, contract) -%}
    {%- set witnesses = [] -%}
    {%- for group in groups if 'decimal comma' in group.forms.values() -%}
        {%- do witnesses.append(group.files[0].raw_file) -%}
    {%- endfor -%}
    {%- for group in groups if witnesses and group.format == 'csv' -%}
        {%- set names = [] -%}
        {%- for name in group.names if landing_is_number(name, contract) and name not in group.forms
            and contract.columns[name].data_type != 'integer' -%}
            {%- do names.append(name) -%}
        {%- endfor -%}
        {%- set statement -%}
            select
                path,
                min(name) filter (where is_either) as name,
                arg_min(value, name) filter (where is_either) as example
            from (
                select *, regexp_full_match(value, '[(+-]?[0-9]{1,3}[.][0-9]{3}[)]?') as is_either
                from ({{ landing_number_values(group, names) }}) as given
            ) as looked_at
            group by path
            having bool_or(is_either)
                and not bool_or(coalesce(regexp_full_match(value, '{{ landing_fraction_pattern('.', ',') }}'), false))
            order by path
        {%- endset -%}
        {%- for row in (run_query(statement).rows if names else []) -%}
            {%- set file = group.files | selectattr('path', 'equalto', row['path']) | first -%}
            {%- do refuse_inputs(
                "file '" ~ file.raw_file ~ "' has numbers in the column '" ~ row['name'] ~ "', such as '"
                ~ row['example'] ~ "', whose point may begin a fraction or separate thousands, because file '"
                ~ witnesses[0] ~ "' has decimal commas; write thousands without a sign between them, like 1234."
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endmacro %}

{% macro landing_is_number(name, contract) -%}
    {{ return((contract.columns.get(name) or {}).get('data_type') in ['double', 'duration', 'integer']) }}
{%- endmacro %}

{# The values of some columns of a group of CSV files, as they were delivered: path, name, value. #}
{% macro landing_number_values(group, names) -%}
    {%- for name in names %}
        select
            {{ landing_path(group) }} as path,
            '{{ name }}' as name,
            trim(c{{ group.names.index(name) }}) as value
        from {{ landing_reader(group, []) }}
        {{ 'union all' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{# A number that says which sign begins its fraction: other than three digits behind it or before it, or groups of
   three with the other sign. #}
{% macro landing_fraction_pattern(sign, other) -%}
    {%- set groups = '[0-9]{1,3}(?:[' ~ other ~ landing_number_spaces() ~ '][0-9]{3})' -%}
    {{ return('[(+-]?(?:' ~ [
        '[0-9]*[' ~ sign ~ '](?:[0-9]{1,2}|[0-9]{4,})(?:[eE][+-]?[0-9]+)?',
        '(?:0|[0-9]{4,})?[' ~ sign ~ '][0-9]{3}',
        groups ~ '+[' ~ sign ~ '][0-9]*',
        '[0-9]{1,3}(?:[' ~ other ~ '][0-9]{3}){2,}',
    ] | join('|') ~ ')[)]?') }}
{%- endmacro %}

{# Spaces and apostrophes between groups of three digits. #}
{% macro landing_number_spaces() -%}
    {{ return(' \\x{00A0}\\x{2009}\\x{202F}\\x{0027}\\x{2019}') }}
{%- endmacro %}

{# A number without the signs between its groups, and with a point before its fraction; anything else as it is. #}
{% macro landing_plain_number(expression, form) -%}
    {%- set sign, other = (',', '.') if form == 'decimal comma' else ('.', ',') -%}
    {%- set text = 'trim(' ~ expression ~ ')' -%}
    {%- set between = '[' ~ other ~ landing_number_spaces() ~ ']' -%}
    {%- set whole = '(?:[0-9]*|[0-9]{1,3}(?:' ~ between ~ '[0-9]{3})+)' -%}
    {{ return(
        'case when regexp_full_match(' ~ text ~ ", '[(+-]?" ~ whole ~ '(?:[' ~ sign ~ "][0-9]*)?[)]?') "
        ~ 'then replace(regexp_replace(' ~ text ~ ", '" ~ between ~ "', '', 'g'), '" ~ sign ~ "', '.') "
        ~ 'else ' ~ expression ~ ' end'
    ) }}
{%- endmacro %}
