{# Opening hours from spans of minutes since Sunday midnight (start_minute, end_minute) of schedule_id and timezone,
   cut at midnight: a subquery with iso_weekday, open_time and close_time. #}
{% macro days_of_weekly_intervals(intervals) -%}
    (
        select
            intervals.*,
            case when numbers.number_value = 0 then 7 else numbers.number_value end as iso_weekday,
            {{ clock_text('greatest(intervals.start_minute - numbers.number_value * 1440, 0)') }} as open_time,
            {{ clock_text('least(intervals.end_minute - numbers.number_value * 1440, 1440)') }} as close_time
        from {{ intervals }} as intervals
        inner join {{ generate_numbers(6) }} as numbers
            on
                intervals.start_minute < (numbers.number_value + 1) * 1440
                and intervals.end_minute > numbers.number_value * 1440
    )
{%- endmacro %}
