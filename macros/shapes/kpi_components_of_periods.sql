{% macro kpi_components_of_periods(rows, kpis, slices) -%}
    {#- For rows that say themselves to which period they belong. -#}
    {%- do register_kpis(kpis, slices, rows=rows, period='period_grain = $grain and period_start = $start') -%}
    {%- set durations = {} -%}
    {%- for kpi_id, kpi in kpis.items() if kpi.has_quantiles and var('kpi_quantiles') -%}
        {%- do durations.update({kpi_id: kpi}) -%}
    {%- endfor -%}
    with rows_of_fact as (
        select
            {{ slice_columns(slices, 'values') }}
            fact.*
        from {{ with_refs(rows) }} as fact
    ),

    by_period as (
        {{ kpi_sums('rows_of_fact', kpis, slices) }}
    ),

    published as (
        {{ without_folded('by_period') }}
    )
    {%- if durations %},

    {{ kpi_quantile_steps(durations, slices, 'rows_of_fact') }}
    {%- endif %}

    {{ kpi_component_rows(kpis, 'published') }}
    {%- if durations %}
    union all
    {{ kpi_quantile_rows(durations, 'published_quantiles') }}
    {%- endif %}
{%- endmacro %}
