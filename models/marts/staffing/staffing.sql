{%- set place = ['staffing_group', 'media', 'iso_weekday', 'hour_of_day'] -%}
{%- set reached = ['service_level', 'occupancy', 'expected_wait_seconds', 'abandon_rate'] -%}

with loads as (
    select * from {{ ref('int_staffing_loads') }} where scenario = 'mean'
),

answers as (
    select * from {{ ref('int_staffing_answers') }}
),

presence as (
    select * from {{ ref('int_staffing_presence') }}
),

shifts as (
    select is_delivered from {{ ref('int_source_coverage') }} where raw_table = 'agent_shifts'
),

joined as (
    select
        loads.*,
        {%- for measure in reached %}
        coalesce(answers.erlang_a_{{ measure }}, answers.erlang_c_{{ measure }})
            as {{ measure }},
        {%- endfor %}
        {%- for people in ['agents', 'agents_p80'] %}
        {%- for method in ['erlang_c', 'erlang_a'] %}
        cast(ceil(answers.{{ method }}_{{ people }} / loads.concurrency) as integer)
            as {{ method }}_{{ people }},
        {%- endfor %}
        {%- endfor %}
        case
            when shifts.is_delivered then coalesce(presence.agents_on_shift, 0)
        end as agents_on_shift
    from loads
    cross join shifts
    left join answers
        on
            {%- for column in place %}
            {{ 'and ' if not loop.first }}loads.{{ column }} = answers.{{ column }}
            {%- endfor %}
    left join presence
        on
            {%- for column in place %}
            {{ 'and ' if not loop.first }}loads.{{ column }} = presence.{{ column }}
            {%- endfor %}
),

needed as (
    select
        *,
        case
            when offered_erlangs = 0 then 0 else coalesce(erlang_a_agents, erlang_c_agents)
        end as agents_needed,
        case
            when offered_erlangs = 0 then 0
            when erlang_a_agents is not null then erlang_a_agents_p80
            else erlang_c_agents_p80
        end as agents_needed_p80,
        case when erlang_a_agents is null then 'erlang_c' else 'erlang_a' end as method
    from joined
),

final as (
    select
        {{ place | join(',\n        ') }},
        {{ published_number('calls_per_hour') }} as calls_per_hour,
        {{ published_number('mean_handle_seconds') }} as mean_handle_seconds,
        {{ published_number('offered_erlangs') }} as offered_erlangs,
        {{ published_number('patience_seconds') }} as patience_seconds,
        {{ published_number('concurrency') }} as concurrency,
        case when agents_needed > 0 then method end as method,
        agents_needed,
        agents_needed_p80,
        cast(ceil({{ published_number('agents_needed / (1 - shrinkage)') }}) as integer)
            as scheduled_agents,
        {{ published_number('shrinkage') }} as shrinkage,
        erlang_c_agents,
        erlang_a_agents,
        service_level,
        occupancy,
        expected_wait_seconds,
        abandon_rate as expected_abandon_rate,
        {{ published_number('agents_on_shift') }} as agents_on_shift,
        'random_arrivals'
        || case when method = 'erlang_a' then ', constant_patience' else ', endless_patience' end
        || case when is_handle_time_of_medium then ', handle_time_of_medium' else '' end
        || case when is_forecast then '' else ', last_weeks_for_the_next' end as assumptions,
        case
            when mean_handle_seconds is null then 'no_handle_time'
            when offered_erlangs = 0 then 'no_calls'
            when offered_erlangs > {{ var('staffing_most_erlangs') }} then 'load_too_large'
            when agents_needed is null then 'target_out_of_reach'
        end as missing_reason
    from needed
)

select * from final
