{% macro kpi_learning_rate(component) -%}
    {{ ratio(component, hit='adds_knowledge', of='is_solved_by_person and is_novelty_known') }}
{%- endmacro %}
