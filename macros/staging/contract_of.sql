{# What the sources' YAML says of one raw table: {columns, key, prefer, newest_by}. #}
{% macro contract_of(source_name, table_name) -%}
    {%- if graph.sources is not defined -%}
        {{ return(contract_in_unit_test(table_name)) }}
    {%- endif -%}
    {%- for source_table in graph.sources.values()
        if source_table.source_name == source_name and source_table.name == table_name -%}
        {%- set columns = {} -%}
        {%- for column in source_table.columns.values() -%}
            {%- do columns.update({column.name: {
                'name': column.name,
                'data_type': column.data_type,
                'config': {'meta': column.config.meta},
            }}) -%}
        {%- endfor -%}
        {{ return({
            'columns': columns,
            'key': source_table.config.meta.key,
            'prefer': source_table.config.meta.get('prefer'),
            'newest_by': source_table.config.meta.get('newest_by'),
        }) }}
    {%- endfor -%}
    {%- do exceptions.raise_compiler_error(
        'The contract has no table ' ~ source_name ~ '.' ~ table_name ~ '.'
    ) -%}
{%- endmacro %}

{# dbt gives unit tests no graph, so there the contract is read from the copy that the start of
   every run leaves in the landing schema. #}
{% macro contract_in_unit_test(table_name) -%}
    {%- set found = run_query(
        "select contract from landing.raw_contract where raw_table = '" ~ table_name ~ "'"
    ) -%}
    {{ return(fromjson(found.rows[0][0])) }}
{%- endmacro %}
