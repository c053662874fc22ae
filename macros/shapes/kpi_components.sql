{% macro kpi_results(parts) -%}
    {#- One model per fact: each part is one date of it, or one way of adding up. -#}
    {%- for part in parts %}
    {{ 'union all' if not loop.first }}
    select * from (
        {{ part }}
    ) as part_{{ loop.index }}
    {%- endfor %}
{%- endmacro %}

{% macro kpi_components(rows, date_column, kpis, slices, include_overall=true) -%}
    {%- set rows = with_extra_slices(rows) if '{' not in rows else rows -%}
    {#- Quantiles cannot be added up from days, and agents' own parts of a call are no calls. -#}
    {%- set quantile_grains = recomputed_grains(['week', 'month']) if include_overall else [] -%}
    {%- do register_kpis(
        kpis, slices, date_column, rows, include_overall=include_overall, quantile_grains=quantile_grains
    ) -%}
    {%- set durations = {} -%}
    {%- for kpi_id, kpi in kpis.items() if kpi.has_quantiles and quantile_grains and var('kpi_quantiles') -%}
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
        {{ join_published_periods('by_day') }}
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
        where period_days.period_grain in ('{{ quantile_grains | join("', '") }}')
    ),

    {{ kpi_quantile_steps(durations, slices, 'rows_of_period') }}
    {%- endif %}

    {{ kpi_component_rows(kpis, 'with_clusters' if clustered else 'by_period') }}
    {%- if durations %}
    union all
    {{ kpi_quantile_rows(durations, 'published_quantiles') }}
    {%- endif %}
{%- endmacro %}

{#- Parts that are sums over rows: those of days add up to those of longer periods. -#}
{% macro kpi_summed_parts() -%}
    {{ return(['numerator', 'denominator', 'sum_of_squares', 'sum_of_cubes', 'immature_count']) }}
{%- endmacro %}

{% macro kpi_component_columns(kpis, summed_again=false) -%}
    {%- for kpi_id, kpi in kpis.items() %}
    {%- set last_kpi = loop.last %}
    {%- for component in kpi_summed_parts() %}
    {%- if summed_again %}
    sum({{ kpi_id }}_{{ component }})
    {%- else %}
    cast({{ kpi[component] }} as {{ type_double() }})
    {%- endif %}
        as {{ kpi_id }}_{{ component }}{{ ',' if not (last_kpi and loop.last) }}
    {%- endfor %}
    {%- endfor %}
{%- endmacro %}

{% macro kpi_component_rows(kpis, relation) -%}
    {%- set rows = [] -%}
    {%- for kpi_id, kpi in kpis.items() -%}
        {%- set parts = {} -%}
        {%- for name in kpi_summed_parts() -%}
            {%- do parts.update({name: kpi_id ~ '_' ~ name}) -%}
        {%- endfor -%}
        {%- for name in kpi_cluster_parts() if kpi.cluster -%}
            {%- do parts.update({name: kpi_id ~ '_' ~ name}) -%}
        {%- endfor -%}
        {%- do rows.append(kpi_result_row(kpi_id, kpi.statistic, parts)) -%}
    {%- endfor -%}
    {{ rows_from_columns(relation, rows) }}
{%- endmacro %}

{% macro kpi_result_row(kpi_id, statistic, parts) -%}
    {#- The columns of every kpi_results model, in their order; parts that are not given are NULL. -#}
    {%- set row = {
        'kpi_id': "'" ~ kpi_id ~ "'",
        'statistic': "'" ~ statistic ~ "'",
        'period_grain': 'period_grain',
        'period_start': 'period_start',
        'slice_name': 'slice_name',
        'slice_value': 'slice_value',
    } -%}
    {%- for name in kpi_parts() -%}
        {%- do row.update({name: parts.get(name) or 'cast(null as ' ~ type_double() ~ ')'}) -%}
    {%- endfor -%}
    {{ return(row) }}
{%- endmacro %}

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

{% macro kpi_sums(relation, kpis, slices=none) -%}
    {#- Rows that know their period, added up: by these slices, or by the slice that each row names. -#}
    select
        period_grain,
        period_start,
        {%- if slices is none %}
        slice_name,
        slice_value,
        {%- else %}
        {{ slice_columns(slices, 'slice_name') }} as slice_name,
        {{ slice_columns(slices, 'slice_value') }} as slice_value,
        {%- endif %}
        {{ kpi_component_columns(kpis) }}
    from {{ relation }}
    {% if slices is none -%}
    group by period_grain, period_start, slice_name, slice_value
    {%- else -%}
    {{ slice_grouping_sets(slices, 'period_grain, period_start') }}
    {%- endif %}
{%- endmacro %}
