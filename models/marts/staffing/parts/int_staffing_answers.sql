{{ config(materialized='ephemeral') }}
{%- set place = ['staffing_group', 'media', 'iso_weekday', 'hour_of_day'] -%}
{%- set reached = ['service_level', 'occupancy', 'expected_wait_seconds', 'abandon_rate'] -%}

-- The fewest agents who keep what callers are promised, by each formula and load.
with loads as (
    select * from {{ ref('int_staffing_loads') }}
),

options as (
    {%- for method, model in {
        'erlang_c': 'int_staffing_options', 'erlang_a': 'int_staffing_patience_options'
    }.items() %}
    {{ 'union all' if not loop.first }}
    select
        {{ place | join(',\n        ') }},
        scenario,
        '{{ method }}' as method,
        agents,
        service_level,
        occupancy,
        expected_wait_seconds,
        {{ 'abandon_rate' if method == 'erlang_a' else 'cast(null as ' ~ type_double() ~ ')' }}
            as abandon_rate
    from {{ ref(model) }}
    {%- endfor %}
),

ranked as (
    select
        options.*,
        row_number() over (
            partition by
                options.{{ place | join(',\n                options.') }},
                options.scenario,
                options.method
            order by options.agents
        ) as option_rank
    from options
    inner join loads
        on
            {%- for column in place + ['scenario'] %}
            {{ 'and ' if not loop.first }}options.{{ column }} = loads.{{ column }}
            {%- endfor %}
    where
        options.service_level >= loads.service_level_target
        and coalesce(options.abandon_rate <= loads.max_abandon_rate, true)
),

final as (
    select
        {{ place | join(',\n        ') }},
        {%- for method in ['erlang_c', 'erlang_a'] %}
        {%- for measure in ['agents'] + reached %}
        max(case when method = '{{ method }}' and scenario = 'mean' then {{ measure }} end)
            as {{ method }}_{{ measure }},
        {%- endfor %}
        max(case when method = '{{ method }}' and scenario = 'p80' then agents end)
            as {{ method }}_agents_p80{{ ',' if not loop.last }}
        {%- endfor %}
    from ranked
    where option_rank = 1
    group by {{ place | join(', ') }}
)

select * from final
