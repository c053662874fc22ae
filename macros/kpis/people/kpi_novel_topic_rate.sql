{% macro kpi_novel_topic_rate(component) -%}
    {{ ratio(component, hit='is_novel_topic', of='is_solved_by_person and is_novelty_known') }}
{%- endmacro %}
