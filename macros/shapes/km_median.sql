{% macro km_median(component, time, is_event) -%}
    {#- time: seconds until the event or, without it, until now. Belongs into ticket_cohorts. -#}
    {%- if component == 'statistic' -%} 'median'
    {%- elif component in ('numerator', 'sum_of_squares') -%} null
    {%- elif component == 'denominator' -%} count(case when {{ time }} >= 0 then 1 end)
    {%- elif component == 'immature_count' -%} 0
    {%- elif component == 'time' -%} {{ time }}
    {%- elif component == 'is_event' -%} {{ is_event }}
    {%- elif component == 'numerator_rows' -%} {{ time }} >= 0 and {{ is_event }}
    {%- elif component == 'denominator_rows' -%} {{ time }} >= 0
    {%- else -%} {{ unknown_component(component) }}
    {%- endif -%}
{%- endmacro %}
