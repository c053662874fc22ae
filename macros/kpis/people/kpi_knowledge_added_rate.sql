{% macro kpi_knowledge_added_rate(component) -%}
    {{ ratio(component, hit='is_knowledge_added', of='is_solved_by_person and has_knowledge_flag') }}
{%- endmacro %}
