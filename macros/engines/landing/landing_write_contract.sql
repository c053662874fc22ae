{# A copy of the contract for unit tests, which cannot read `graph`. #}
{% macro landing_write_contract(contracts) -%}
    {%- set rows = [] -%}
    {%- for table, contract in contracts.items() -%}
        {%- do rows.append(
            '(' ~ quote_text(table) ~ ', '
            ~ quote_text(tojson(contract_of(contract.source_name, table))) ~ ')'
        ) -%}
    {%- endfor -%}
    {%- do run_query(
        'create or replace table landing.raw_contract as '
        ~ 'select * from (values ' ~ rows | join(', ') ~ ') as contracts (raw_table, contract)'
    ) -%}
{%- endmacro %}
