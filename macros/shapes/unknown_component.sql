{% macro unknown_component(component) -%}
    {{ exceptions.raise_compiler_error(
        "A KPI has no component '" ~ component ~ "'; ask for numerator, denominator, sum_of_squares, "
        ~ "immature_count, statistic, value, numerator_rows or denominator_rows."
    ) }}
{%- endmacro %}
