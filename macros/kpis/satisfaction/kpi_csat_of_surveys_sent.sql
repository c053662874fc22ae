{% macro kpi_csat_of_surveys_sent(component) -%}
    {{ ratio(component, hit='is_answered_satisfied', of='is_csat_invitation', mature='is_response_mature') }}
{%- endmacro %}
