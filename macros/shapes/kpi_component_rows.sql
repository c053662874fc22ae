{% macro kpi_component_rows(kpis, relation) -%}
    {%- set rows = [] -%}
    {%- for kpi_id, kpi in kpis.items() -%}
        {%- set parts = {} -%}
        {%- for name in kpi_summed_parts() -%}
            {%- do parts.update({name: kpi_id ~ '_' ~ name}) -%}
        {%- endfor -%}
        {%- for name in kpi_cluster_parts() if kpi.cluster -%}
            {%- do parts.update({name: kpi_id ~ '_' ~ name}) -%}
        {%- endfor -%}
        {%- do rows.append(kpi_result_row(kpi_id, kpi.statistic, parts)) -%}
    {%- endfor -%}
    {{ rows_from_columns(relation, rows) }}
{%- endmacro %}
