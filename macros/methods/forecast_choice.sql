{% macro forecast_choice(relation) -%}
    {#- The lowest WAPE; the seasonal naive where the other is no better than copying last week. -#}
    {%- set series = 'partition by ' ~ relation ~ '.series_id, ' ~ relation ~ '.origin_date' -%}
    {%- set best = 'min(' ~ relation ~ '.wape) over (' ~ series ~ ')' -%}
    {%- set naive_wins -%}
        max(case when {{ relation }}.method = 'seasonal_naive' then {{ relation }}.wape end) over ({{ series }}) <= {{ best }}
        or max(case when {{ relation }}.method = 'weekday_mean' then {{ relation }}.mase end) over ({{ series }}) >= 1
    {%- endset -%}
    case when coalesce({{ naive_wins }}, false) then 'seasonal_naive' else 'weekday_mean' end = {{ relation }}.method
{%- endmacro %}
