with catalogue as (
    select * from {{ ref('kpi_catalogue') }}
),

statistics as (
    {%- for statistic in [
        'mean', 'median', 'p90', 'max', 'rate', 'ratio', 'count', 'stock', 'score'
    ] %}
    {{ 'union all' if not loop.first }}
    select '{{ statistic }}' as statistic
    {%- endfor %}
),

final as (
    select
        catalogue.kpi_id,
        statistics.statistic
    from catalogue
    inner join statistics
        on '|' || catalogue.statistics || '|' like '%|' || statistics.statistic || '|%'
)

select * from final
