{% macro kpi_components(rows, date_column, kpis, slices, include_overall=true) -%}
    {%- set rows = with_extra_slices(rows) if '{' not in rows else rows -%}
    {%- do register_kpis(kpis, slices, date_column, rows, include_overall=include_overall) -%}
    {#- Quantiles cannot be added up from days, and agents' own parts of a call are no calls. -#}
    {%- set durations = {} -%}
    {%- for kpi_id, kpi in kpis.items() if kpi.has_quantiles and include_overall and var('kpi_quantiles') -%}
        {%- do durations.update({kpi_id: kpi}) -%}
    {%- endfor -%}
    {%- set clustered = {} -%}
    {%- for kpi_id, kpi in kpis.items() if kpi.cluster -%}
        {%- do clustered.update({kpi_id: kpi}) -%}
    {%- endfor -%}
    with rows_of_fact as (
        select
            fact.*,
            {{ slice_columns(slices, 'values') }}
            {{ date_column }} as anchor_date
        from {{ with_refs(rows) }} as fact
        where {{ date_column }} is not null
        {%- if not (include_overall or slice_columns(slices, 'names')) %} and false{% endif %}
    ),

    -- The only pass over the fact: every KPI and every slice at once, by day.
    by_day as (
        select
            anchor_date,
            {{ slice_columns(slices, 'slice_name') }} as slice_name,
            {{ slice_columns(slices, 'slice_value') }} as slice_value,
            {{ kpi_component_columns(kpis) }}
        from rows_of_fact
        {{ slice_grouping_sets(slices, 'anchor_date', include_overall) }}
    ),

    by_period as (
        select
            period_days.period_grain,
            period_days.period_start,
            by_day.slice_name,
            {{ folded_slice_value('by_day') }} as slice_value,
            {{ kpi_component_columns(kpis, summed_again=true) }}
        from by_day
        inner join {{ ref('int_period_days') }} as period_days
            on by_day.anchor_date = period_days.date_day
        {{ join_folded('by_day') }}
        where {{ is_published_grain('period_days.period_grain', 'by_day.slice_name') }}
        group by 1, 2, 3, 4
    )
    {%- if clustered %},

    {{ kpi_cluster_steps(clustered, slices, include_overall) }}
    {%- endif %}
    {%- if durations %},

    rows_of_period as (
        select
            rows_of_fact.*,
            period_days.period_grain,
            period_days.period_start
        from rows_of_fact
        inner join {{ ref('int_period_days') }} as period_days
            on rows_of_fact.anchor_date = period_days.date_day
        where period_days.period_grain in ('{{ recomputed_grains(['week', 'month']) | join("', '") }}')
    ),

    {{ kpi_quantile_steps(durations, slices, 'rows_of_period') }}
    {%- endif %}

    {{ kpi_component_rows(kpis, 'with_clusters' if clustered else 'by_period') }}
    {%- if durations %}
    union all
    {{ kpi_quantile_rows(durations, 'published_quantiles') }}
    {%- endif %}
{%- endmacro %}
