{% macro kpi_parts() -%}
    {#- The numbers of which values and their intervals are made, in the order of the results models. -#}
    {{ return([
        'numerator', 'denominator', 'sum_of_squares', 'sum_of_cubes', 'immature_count', 'quantile_value',
        'quantile_low', 'quantile_high',
    ] + kpi_cluster_parts()) }}
{%- endmacro %}

{#- Those of which the values and intervals of several periods together are made. -#}
{% macro kpi_added_parts() -%}
    {{ return(['numerator', 'denominator', 'sum_of_squares', 'sum_of_cubes'] + kpi_cluster_parts()) }}
{%- endmacro %}
