{% macro kpi_article_from_ticket_rate(component) -%}
    {{ ratio(component, hit='has_article_from_ticket', of='is_solved_by_person') }}
{%- endmacro %}
