{% macro kpi_csat_top_two_box(component) -%}
    {{ ratio(component, hit='is_top_two_box', of='is_csat_response') }}
{%- endmacro %}
