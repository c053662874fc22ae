{% macro kpi_components_by_period(
    rows, date_column, kpis, slices, grains=['week', 'month'], first_of=none, first_by=none, watched_only=false
) -%}
    {#- For what cannot be added up from days, such as distinct customers: every period from its rows.
        `first_of` and `first_by`: of rows that share the one, the first by the other counts. -#}
    {%- set window = first_of and 'partition by ' ~ first_of ~ ' order by ' ~ first_by -%}
    {%- do register_kpis(kpis, slices, date_column, rows, first_by=window) -%}
    with rows_of_fact as (
        select
            fact.*,
            {{ slice_columns(slices, 'values') }}
            {%- if first_of %}
            row_number() over (
                partition by period_days.period_grain, period_days.period_start, {{ first_of }}
                order by {{ first_by }}
            ) as rank_in_period,
            {%- endif %}
            period_days.period_grain,
            period_days.period_start,
            period_days.period_end
        from {{ with_refs(rows) }} as fact
        inner join {{ ref('int_period_days') }} as period_days
            on fact.{{ date_column }} = period_days.date_day
        where period_days.period_grain in ('{{ recomputed_grains(grains) | join("', '") }}')
    ),

    counted as (
        select * from rows_of_fact
        {%- if first_of %}
        where rank_in_period = 1
        {%- endif %}
    ),

    by_period as (
        {{ kpi_sums('counted', kpis, slices) }}
    ),

    published as (
        {{ without_folded('by_period') }}
        {%- if watched_only %}
            and (
                by_period.slice_name in ('{{ var('kpi_watched_slices') | join("', '") }}')
                or by_period.period_grain not in ('day', 'week', 'rolling_28d')
            )
        {%- endif %}
    )

    {{ kpi_component_rows(kpis, 'published') }}
{%- endmacro %}

{% macro kpi_components_of_periods(rows, kpis, slices, quantile_grains=none) -%}
    {#- For rows that say themselves to which period they belong. -#}
    {%- do register_kpis(
        kpis, slices, rows=rows, period='period_grain = $grain and period_start = $start',
        quantile_grains=quantile_grains
    ) -%}
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
