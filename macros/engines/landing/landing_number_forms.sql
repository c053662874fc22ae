{# The form of the numbers of one file: column -> `decimal comma` or `decimal point`. A column has one where it holds
   commas, and its values say which of the two signs begins its fractions: `12,5`, `1.234,50` and `0,125` do, `1,234` says
   nothing. Where they say both, or nothing, it has none: a number with a comma is then unreadable. #}
{% macro landing_number_form(group, contract) -%}
    {%- set parts = [] -%}
    {%- for name in group.names if landing_is_number(name, contract) -%}
        {%- set value = 'trim(c' ~ group.names.index(name) ~ ')' -%}
        {%- do parts.append(
            "select '" ~ name ~ "' as name, " ~ value ~ ' as value from ' ~ landing_reader(group, [])
        ) -%}
    {%- endfor -%}
    {%- set forms = {} -%}
    {%- if parts -%}
        {%- set statement -%}
            with given as (
                {{ parts | join(' union all ') }}
            ),

            read as (
                select
                    name,
                    bool_or(regexp_full_match(value, '{{ landing_fraction_pattern(',', '.') }}')) as has_comma,
                    bool_or(regexp_full_match(value, '{{ landing_fraction_pattern('.', ',') }}')) as has_point
                from given
                group by name
                having bool_or(value like '%,%')
            )

            select
                name,
                case when has_comma then 'decimal comma' else 'decimal point' end as form
            from read
            where has_comma <> has_point
            order by name
        {%- endset -%}
        {%- for row in run_query(statement).rows -%}
            {%- do forms.update({row['name']: row['form']}) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(forms) }}
{%- endmacro %}

{% macro landing_is_number(name, contract) -%}
    {{ return((contract.columns.get(name) or {}).get('data_type') in ['double', 'integer']) }}
{%- endmacro %}

{# A number that says which sign begins its fraction: other than three digits behind it or before it, or groups of
   three with the other sign. #}
{% macro landing_fraction_pattern(sign, other) -%}
    {%- set groups = '[0-9]{1,3}(?:[' ~ other ~ landing_number_spaces() ~ '][0-9]{3})' -%}
    {{ return('[+-]?(?:' ~ [
        '[0-9]*[' ~ sign ~ '](?:[0-9]{1,2}|[0-9]{4,})(?:[eE][+-]?[0-9]+)?',
        '(?:0|[0-9]{4,})?[' ~ sign ~ '][0-9]{3}',
        groups ~ '+[' ~ sign ~ '][0-9]*',
        '[0-9]{1,3}(?:[' ~ other ~ '][0-9]{3}){2,}',
    ] | join('|') ~ ')') }}
{%- endmacro %}

{# Spaces between groups of three digits. #}
{% macro landing_number_spaces() -%}
    {{ return(' \\x{00A0}\\x{2009}\\x{202F}') }}
{%- endmacro %}

{# A number without the signs between its groups, and with a point before its fraction; anything else as it is. #}
{% macro landing_plain_number(expression, form) -%}
    {%- set sign, other = (',', '.') if form == 'decimal comma' else ('.', ',') -%}
    {%- set text = 'trim(' ~ expression ~ ')' -%}
    {%- set between = '[' ~ other ~ landing_number_spaces() ~ ']' -%}
    {%- set whole = '(?:[0-9]*|[0-9]{1,3}(?:' ~ between ~ '[0-9]{3})+)' -%}
    {{ return(
        'case when regexp_full_match(' ~ text ~ ", '[+-]?" ~ whole ~ '(?:[' ~ sign ~ "][0-9]*)?') "
        ~ 'then replace(regexp_replace(' ~ text ~ ", '" ~ between ~ "', '', 'g'), '" ~ sign ~ "', '.') "
        ~ 'else ' ~ expression ~ ' end'
    ) }}
{%- endmacro %}
