{# The contract as `graph.sources` holds it: raw table -> {source_name, columns, extra_slices}.
   The sources' YAML is the only place where a raw column is written down. #}
{% macro landing_contracts() -%}
    {%- set contracts = {} -%}
    {%- for source_table in graph.sources.values() | sort(attribute='unique_id') -%}
        {%- if source_table.schema == 'landing' and source_table.package_name == 'support_kpi' -%}
            {%- do contracts.update({source_table.name: {
                'source_name': source_table.source_name,
                'columns': source_table.columns,
                'extra_slices': (
                    landing_extra_slices(source_table.columns)
                    if source_table.name == 'tickets' else []
                ),
            }}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(contracts) }}
{%- endmacro %}

{% macro landing_extra_slices(columns) -%}
    {%- set names = [] -%}
    {%- for name in var('extra_slices') or [] -%}
        {%- if name | trim | lower in columns -%}
            {%- do refuse_configuration(
                "extra_slices names '" ~ name ~ "', which is already a column of the contract; "
                ~ "name a column of the raw tickets that the contract does not know."
            ) -%}
        {%- endif -%}
        {%- do names.append(name | trim | lower) -%}
    {%- endfor -%}
    {%- if names | length > 3 -%}
        {%- do refuse_configuration(
            'extra_slices names ' ~ names | length ~ ' columns; at most three are possible.'
        ) -%}
    {%- endif -%}
    {{ return(names) }}
{%- endmacro %}
