{% macro kpi_first_response_time_team_view(component) -%}
    {{ mean(component, value='first_response_team_view_seconds') }}
{%- endmacro %}
