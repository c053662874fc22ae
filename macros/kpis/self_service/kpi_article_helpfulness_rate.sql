{% macro kpi_article_helpfulness_rate(component) -%}
    {{ ratio(component, hit='is_helpful_vote', of='is_vote') }}
{%- endmacro %}
