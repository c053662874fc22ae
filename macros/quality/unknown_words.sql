{# Values of the columns for which the contract has words, where they are none of them: the further parts of a union in
   `unmapped_values`. dbt needs the models' names while it parses, when the contract cannot be read yet. #}
{% macro unknown_words() -%}
    {%- for source_name, table_name, staging_model in raw_tables() -%}
    {%- set base_model = ref('base_' ~ source_name ~ '__' ~ table_name) -%}
    {%- set columns = contract_of(source_name, table_name).columns.values() if execute else [] -%}
    {%- for column in columns if column.config.meta.words %}
    union all
    select
        '{{ table_name }}' as mapping_name,
        '{{ base_model.identifier }}' as model_name,
        '{{ column.name }}' as column_name,
        {{ column.name }} as raw_value,
        source_system,
        count(*) as row_count
    from {{ base_model }}
    where version_rank = 1 and {{ column.name }} not in ('{{ column.config.meta.words | join("', '") }}')
    group by {{ column.name }}, source_system
    {%- endfor -%}
    {%- endfor -%}
{%- endmacro %}
