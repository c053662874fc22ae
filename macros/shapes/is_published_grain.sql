{% macro is_published_grain(period_grain, slice_name) -%}
    {%- set watched = "'" ~ var('kpi_watched_slices') | join("', '") ~ "'" -%}
    {%- set daily = "'" ~ var('kpi_daily_slices') | join("', '") ~ "'" -%}
    case {{ period_grain }}
        when 'day' then {{ slice_name }} in ({{ daily }})
        when 'week' then {{ slice_name }} in ({{ watched }})
        when 'rolling_28d' then {{ slice_name }} in ({{ watched }})
        else true
    end
{%- endmacro %}
