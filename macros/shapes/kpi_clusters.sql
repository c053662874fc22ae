{#- Squares of sums cannot be added up from days or slices, unless all rows of a cluster share them, as those of
    most tickets do. Only the other clusters are added up by period and slice before their sums are squared. -#}
{% macro kpi_cluster_steps(kpis, slices, include_overall) -%}
    {%- set key = (kpis.values() | first).cluster.key -%}
    {%- set shared = ['anchor_date'] -%}
    {%- for slice_name in slice_columns(slices, 'names') -%}
        {%- do shared.append(slice_identifier(slice_name)) -%}
    {%- endfor -%}
    cluster_rows as (
        select
            {{ shared | join(', ') }},
            {{ key }} as cluster_key,
            count(*) over (partition by {{ key }}) = 1 as is_whole
            {%- for kpi_id, kpi in kpis.items() %},
            cast(sum({{ kpi.cluster.x }}) as {{ type_double() }}) as {{ kpi_id }}_x,
            cast(sum({{ kpi.cluster.y }}) as {{ type_double() }}) as {{ kpi_id }}_y
            {%- endfor %}
        from rows_of_fact
        group by {{ shared | join(', ') }}, {{ key }}
    ),

    whole_clusters as (
        select
            anchor_date,
            {{ slice_columns(slices, 'slice_name') }} as slice_name,
            {{ slice_columns(slices, 'slice_value') }} as slice_value
            {%- for kpi_id in kpis %},
            {{ kpi_cluster_sums(kpi_id ~ '_x', kpi_id ~ '_y', kpi_id) }}
            {%- endfor %}
        from cluster_rows
        where is_whole
        {{ slice_grouping_sets(slices, 'anchor_date', include_overall) }}
    ),

    divided_clusters as (
        select
            anchor_date,
            {{ slice_columns(slices, 'slice_name') }} as slice_name,
            {{ slice_columns(slices, 'slice_value') }} as slice_value,
            cluster_key
            {%- for kpi_id in kpis %},
            sum({{ kpi_id }}_x) as {{ kpi_id }}_x,
            sum({{ kpi_id }}_y) as {{ kpi_id }}_y
            {%- endfor %}
        from cluster_rows
        where not is_whole
        {{ slice_grouping_sets(slices, 'anchor_date, cluster_key', include_overall) }}
    ),

    clusters as (
        select
            period_days.period_grain,
            period_days.period_start,
            divided_clusters.slice_name,
            {{ folded_slice_value('divided_clusters') }} as slice_value,
            divided_clusters.cluster_key
            {%- for kpi_id in kpis %},
            sum({{ kpi_id }}_x) as {{ kpi_id }}_x,
            sum({{ kpi_id }}_y) as {{ kpi_id }}_y
            {%- endfor %}
        from divided_clusters
        {{ join_published_periods('divided_clusters') }}
        group by 1, 2, 3, 4, 5
    ),

    all_sums as (
        select
            period_days.period_grain,
            period_days.period_start,
            whole_clusters.slice_name,
            {{ folded_slice_value('whole_clusters') }} as slice_value
            {%- for kpi_id in kpis %}{% for name in kpi_cluster_parts() %},
            whole_clusters.{{ kpi_id }}_{{ name }}
            {%- endfor %}{% endfor %}
        from whole_clusters
        {{ join_published_periods('whole_clusters') }}
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
