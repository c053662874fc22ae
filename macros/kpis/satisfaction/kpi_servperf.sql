{% macro kpi_servperf(component) -%}
    {{ mean_of_means(
        component,
        values=[
            'tangibles_perception', 'reliability_perception', 'responsiveness_perception',
            'assurance_perception', 'empathy_perception',
        ],
        row_value='mean_perception'
    ) }}
{%- endmacro %}
