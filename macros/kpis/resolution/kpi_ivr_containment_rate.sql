{% macro kpi_ivr_containment_rate(component) -%}
    {{ ratio(component, hit='is_ivr_contained', of='is_ivr_entry') }}
{%- endmacro %}
