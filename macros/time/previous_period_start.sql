{% macro previous_period_start(period_grain, period_start) -%}
    case {{ period_grain }}
        when 'day' then {{ date_add_days(period_start, -1) }}
        when 'week' then {{ date_add_days(period_start, -7) }}
        when 'month' then cast(date_trunc('month', {{ date_add_days(period_start, -1) }}) as date)
        when 'quarter' then cast(date_trunc('quarter', {{ date_add_days(period_start, -1) }}) as date)
        when 'rolling_28d' then {{ date_add_days(period_start, -28) }}
    end
{%- endmacro %}
