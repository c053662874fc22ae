{% macro kpi_survey_response_rate(component) -%}
    {{ ratio(component, hit='is_answered', of='true', mature='is_response_mature') }}
{%- endmacro %}
