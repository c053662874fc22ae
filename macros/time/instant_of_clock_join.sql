{% macro instant_of_clock_join(alias, schedule_id, clock) -%}
    left join {{ ref('int_business_clock_buckets') }} as {{ alias }}
        on
            {{ schedule_id }} = {{ alias }}.schedule_id
            and floor({{ clock }} / 86400.0) = {{ alias }}.clock_bucket
            and {{ clock }} >= {{ alias }}.open_seconds_before
            and {{ clock }} < {{ alias }}.open_seconds_after
{%- endmacro %}
