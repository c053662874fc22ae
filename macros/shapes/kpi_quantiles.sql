{#- CTEs with the quantiles of these durations by period and watched slice, ending in `published_quantiles`. -#}
{% macro kpi_quantile_steps(kpis, slices, relation) -%}
    {%- set watched = watched_slices(slices) -%}
    sorted as (
        select
            period_grain,
            period_start,
            {{ slice_columns(watched, 'slice_name') }} as slice_name,
            {{ slice_columns(watched, 'slice_value') }} as slice_value,
            {{ kpi_sorted_columns(kpis) }}
        from {{ relation }}
        {{ slice_grouping_sets(watched, 'period_grain, period_start') }}
    ),

    quantiles as (
        select
            period_grain,
            period_start,
            slice_name,
            slice_value,
            {{ kpi_quantile_columns(kpis) }}
        from sorted
    ),

    published_quantiles as (
        {{ without_folded('quantiles') }}
    )
{%- endmacro %}

{#- The values of every duration of a slice, sorted once. -#}
{% macro kpi_sorted_columns(kpis) -%}
    {%- for kpi_id, kpi in kpis.items() %}
    cast(count({{ kpi.row_value }}) as {{ type_double() }}) as {{ kpi_id }}_count,
    {{ sorted_values(kpi.row_value) }} as {{ kpi_id }}_values{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{#- The quantiles of sorted values, between the two nearest ones, and the ends of their intervals. -#}
{% macro kpi_quantile_columns(kpis) -%}
    {%- for kpi_id in kpis %}
    {{ kpi_id }}_count,
    {%- set is_last_kpi = loop.last %}
    {%- set values = kpi_id ~ '_values' %}
    {%- set count = kpi_id ~ '_count' %}
    {%- for statistic, share in var('kpi_quantiles').items() %}
    {%- set is_last_statistic = loop.last %}
    {%- set place = '(' ~ share ~ ' * (' ~ count ~ ' - 1))' %}
    {{ value_of_rank(values, 'floor(' ~ place ~ ') + 1') }}
    + ({{ place }} - floor({{ place }})) * (
        {{ value_of_rank(values, 'ceil(' ~ place ~ ') + 1') }}
        - {{ value_of_rank(values, 'floor(' ~ place ~ ') + 1') }}
    ) as {{ kpi_id }}_{{ statistic }},
    {%- for side in ['low', 'high'] %}
    {{ value_of_rank(values, quantile_rank(count, share, side) | trim) }}
        as {{ kpi_id }}_{{ statistic }}_{{ side }}{{ ',' if not (loop.last and is_last_statistic and is_last_kpi) }}
    {%- endfor %}
    {%- endfor %}
    {%- endfor %}
{%- endmacro %}

{% macro kpi_quantile_rows(kpis, relation) -%}
    {%- set rows = [] -%}
    {%- for kpi_id in kpis -%}
        {%- for statistic in var('kpi_quantiles') -%}
            {%- set quantile = kpi_id ~ '_' ~ statistic -%}
            {%- do rows.append(kpi_result_row(kpi_id, statistic, {
                'denominator': kpi_id ~ '_count',
                'immature_count': 'cast(0 as ' ~ type_double() ~ ')',
                'quantile_value': quantile,
                'quantile_low': quantile ~ '_low',
                'quantile_high': quantile ~ '_high',
            })) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ rows_from_columns(relation, rows) }}
{%- endmacro %}
