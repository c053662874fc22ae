{#- Squares of sums cannot be added up from days, unless all rows of a cluster are of one day, as those of most
    tickets are. Only the other clusters are added up by period before their sums are squared. -#}
{% macro kpi_cluster_steps(kpis, slices, include_overall) -%}
    {%- set key = (kpis.values() | first).cluster.key -%}
    cluster_days as (
        select
            {{ key }} as cluster_key,
            min(anchor_date) as first_date,
            max(anchor_date) as last_date
        from rows_of_fact
        group by 1
    ),

    cut_clusters as (
        select
            anchor_date,
            {{ slice_columns(slices, 'slice_name') }} as slice_name,
            {{ slice_columns(slices, 'slice_value') }} as slice_value,
            {{ key }} as cluster_key
            {%- for kpi_id, kpi in kpis.items() %},
            cast(sum({{ kpi.cluster.x }}) as {{ type_double() }}) as {{ kpi_id }}_x,
            cast(sum({{ kpi.cluster.y }}) as {{ type_double() }}) as {{ kpi_id }}_y
            {%- endfor %}
        from rows_of_fact
        {{ slice_grouping_sets(slices, 'anchor_date, ' ~ key, include_overall) }}
    ),

    clusters_by_day as (
        select
            cut_clusters.anchor_date,
            cut_clusters.slice_name,
            {{ folded_slice_value('cut_clusters') }} as slice_value,
            cut_clusters.cluster_key,
            {%- for kpi_id in kpis %}
            cut_clusters.{{ kpi_id }}_x,
            cut_clusters.{{ kpi_id }}_y,
            {%- endfor %}
            folded.slice_value is null
            and coalesce(cluster_days.first_date = cluster_days.last_date, false) as is_of_one_day
        from cut_clusters
        left join cluster_days on cut_clusters.cluster_key = cluster_days.cluster_key
        {{ join_folded('cut_clusters') }}
    ),

    sums_by_day as (
        select
            anchor_date,
            slice_name,
            slice_value
            {%- for kpi_id in kpis %},
            {{ kpi_cluster_sums(kpi_id ~ '_x', kpi_id ~ '_y', kpi_id) }}
            {%- endfor %}
        from clusters_by_day
        where is_of_one_day
        group by 1, 2, 3
    ),

    clusters as (
        select
            period_days.period_grain,
            period_days.period_start,
            clusters_by_day.slice_name,
            clusters_by_day.slice_value,
            clusters_by_day.cluster_key
            {%- for kpi_id in kpis %},
            sum({{ kpi_id }}_x) as {{ kpi_id }}_x,
            sum({{ kpi_id }}_y) as {{ kpi_id }}_y
            {%- endfor %}
        from clusters_by_day
        inner join {{ ref('int_period_days') }} as period_days
            on clusters_by_day.anchor_date = period_days.date_day
        where
            not clusters_by_day.is_of_one_day
            and {{ is_published_grain('period_days.period_grain', 'clusters_by_day.slice_name') }}
        group by 1, 2, 3, 4, 5
    ),

    all_sums as (
        select
            period_days.period_grain,
            period_days.period_start,
            sums_by_day.slice_name,
            sums_by_day.slice_value
            {%- for kpi_id in kpis %}{% for name in kpi_cluster_parts() %},
            sums_by_day.{{ kpi_id }}_{{ name }}
            {%- endfor %}{% endfor %}
        from sums_by_day
        inner join {{ ref('int_period_days') }} as period_days
            on sums_by_day.anchor_date = period_days.date_day
        where {{ is_published_grain('period_days.period_grain', 'sums_by_day.slice_name') }}
        union all
        select
            period_grain,
            period_start,
            slice_name,
            slice_value
            {%- for kpi_id in kpis %},
            {{ kpi_cluster_sums(kpi_id ~ '_x', kpi_id ~ '_y', kpi_id) }}
            {%- endfor %}
        from clusters
        group by 1, 2, 3, 4
    ),

    cluster_sums as (
        select
            period_grain,
            period_start,
            slice_name,
            slice_value
            {%- for kpi_id in kpis %}{% for name in kpi_cluster_parts() %},
            sum({{ kpi_id }}_{{ name }}) as {{ kpi_id }}_{{ name }}
            {%- endfor %}{% endfor %}
        from all_sums
        group by 1, 2, 3, 4
    ),

    with_clusters as (
        select
            by_period.*
            {%- for kpi_id in kpis %}
            {%- for name in kpi_cluster_parts() %},
            cluster_sums.{{ kpi_id }}_{{ name }}
            {%- endfor %}
            {%- endfor %}
        from by_period
        left join cluster_sums
            on
                by_period.period_grain = cluster_sums.period_grain
                and by_period.period_start = cluster_sums.period_start
                and by_period.slice_name = cluster_sums.slice_name
                and by_period.slice_value = cluster_sums.slice_value
    )
{%- endmacro %}

{% macro kpi_cluster_sums(x, y, of) -%}
    {#- Over rows that are clusters; `of` begins the names of the sums. -#}
    cast(count(case when {{ x }} > 0 then 1 end) as {{ type_double() }}) as {{ of }}_clusters
    {%- for name in kpi_cluster_parts() if name != 'clusters' %},
    sum(
        {%- for factor in name[2:] %}
        {{ '* ' if not loop.first }}{{ {'x': x, 'y': y}[factor] }}
        {%- endfor %}
    ) as {{ of }}_{{ name }}
    {%- endfor %}
{%- endmacro %}

{#- Number of clusters, and sums over them of squares and cubes of their sums (y) and their numbers of rows (x). -#}
{% macro kpi_cluster_parts() -%}
    {{ return(['clusters', 'c_yy', 'c_yx', 'c_xx', 'c_yyy', 'c_yyx', 'c_yxx', 'c_xxx']) }}
{%- endmacro %}
