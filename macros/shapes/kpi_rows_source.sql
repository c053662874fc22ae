{% macro kpi_rows_source(component_node) -%}
    {#- The one model, beside the calendar, that a components model reads. -#}
    {%- set sources = [] -%}
    {%- for unique_id in component_node.depends_on.nodes if not unique_id.endswith('.int_period_days') -%}
        {%- do sources.append(graph.nodes[unique_id]) -%}
    {%- endfor -%}
    {{ return(sources[0]) }}
{%- endmacro %}
