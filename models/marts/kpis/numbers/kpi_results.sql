{%- set subjects = [
    'tickets', 'journeys', 'survival', 'replies', 'requests', 'sla', 'backlog', 'backlog_age',
    'waiting', 'calls', 'contacts', 'composed', 'surveys', 'loyalty', 'self_service', 'people',
    'forecast', 'costs', 'products',
] -%}

-- All results, one subject after the other.
with results as (
    {%- for subject in subjects %}
    {{ 'union all' if not loop.first }}
    select * from {{ ref('kpi_results__' ~ subject) }}
    {%- endfor %}
),

final as (
    select
        results.kpi_id,
        results.statistic,
        results.period_grain,
        results.period_start,
        results.slice_name,
        results.slice_value,
        {%- for name in kpi_parts() %}
        {#- Rounded before anything is divided: a ratio that ends on a five must not waver.
            Squares and cubes of shares are small. #}
        {%- set digits = 6 if name in ['numerator', 'denominator'] else 9 %}
        {{
            published_number(name, digits) if name in kpi_added_parts() else name
        }} as {{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from results
    left join {{ ref('int_small_slice_values') }} as small
        on results.slice_name = small.slice_name and results.slice_value = small.slice_value
    -- Nobody watches hundreds of teams by week.
    where small.slice_value is null or results.period_grain not in ('day', 'week', 'rolling_28d')
)

select * from final
