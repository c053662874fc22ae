{# The contract as `graph.sources` holds it: raw table -> {source_name, columns, extra_slices}.
   The sources' YAML is the only place where a raw column is written down. #}
{% macro landing_contracts() -%}
    {%- set contracts = {} -%}
    {%- for source_table in graph.sources.values() | sort(attribute='unique_id') -%}
        {%- if source_table.schema == 'landing' and source_table.package_name == 'support_kpi' -%}
            {%- do contracts.update({source_table.name: {
                'source_name': source_table.source_name,
                'columns': source_table.columns,
                'extra_slices': landing_extra_slices(source_table.name, source_table.columns),
            }}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(contracts) }}
{%- endmacro %}

{% macro landing_extra_slices(table, columns) -%}
    {%- set names = extra_columns_of(table) -%}
    {%- for name in names if name in columns -%}
        {%- do refuse_configuration(
            "extra_slices names '" ~ name ~ "', which is already a column of the contract; "
            ~ 'name a column of the raw ' ~ table ~ ' that the contract does not know.'
        ) -%}
    {%- endfor -%}
    {%- for name in names if name == 'overall' or name in slice_registry() | map('first') -%}
        {%- do refuse_configuration(
            "extra_slices names '" ~ name ~ "', which is already a slice; rename the raw column."
        ) -%}
    {%- endfor -%}
    {{ return(names) }}
{%- endmacro %}
