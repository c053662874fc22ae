{% macro kpi_servqual_gap(component) -%}
    {{ mean_of_means(
        component,
        values=['tangibles_gap', 'reliability_gap', 'responsiveness_gap', 'assurance_gap', 'empathy_gap'],
        row_value='mean_gap'
    ) }}
{%- endmacro %}
