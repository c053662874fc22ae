{% macro kpi_zero_result_search_rate(component) -%}
    {{ ratio(component, hit='is_without_results', of='is_known_search') }}
{%- endmacro %}
