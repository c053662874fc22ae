{% macro kpi_self_service_ratio(component) -%}
    {{ distinct_ratio(component, hit_key='reader_id', of_key='writer_id', statistic='ratio') }}
{%- endmacro %}
