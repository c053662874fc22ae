{% macro kpi_low_score_follow_up_rate(component) -%}
    {{ ratio(component, hit='is_followed_up', of='is_follow_up_possible', mature='is_follow_up_mature') }}
{%- endmacro %}
