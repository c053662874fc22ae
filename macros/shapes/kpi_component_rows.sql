{% macro kpi_component_rows(kpis, relation) -%}
    {%- for kpi_id, kpi in kpis.items() -%}
    {{ 'union all' if not loop.first }}
    select
        '{{ kpi_id }}' as kpi_id,
        {{ kpi('statistic') }} as statistic,
        period_grain,
        period_start,
        slice_name,
        slice_value,
        {{ kpi_id }}_numerator as numerator,
        {{ kpi_id }}_denominator as denominator,
        {{ kpi_id }}_sum_of_squares as sum_of_squares,
        {{ kpi_id }}_immature_count as immature_count
    from {{ relation }}
    {% endfor -%}
{%- endmacro %}
