{% macro business_clock_join(alias, schedule_id, instant) -%}
    left join {{ ref('int_business_segments') }} as {{ alias }}
        on
            {{ schedule_id }} = {{ alias }}.schedule_id
            and cast({{ instant }} as date) = {{ alias }}.utc_date
            and {{ instant }} >= {{ alias }}.started_at
            and {{ instant }} < {{ alias }}.ended_at
{%- endmacro %}
