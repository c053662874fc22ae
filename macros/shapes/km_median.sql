{% macro km_median(component, time, is_event) -%}
    {#- time: seconds until the event or, without it, until now. Belongs into ticket_cohorts. -#}
    {%- if component == 'statistic' -%} 'median'
    {%- elif component in ('numerator', 'denominator', 'sum_of_squares') -%} null
    {%- elif component == 'immature_count' -%} 0
    {%- elif component == 'time' -%} {{ time }}
    {%- elif component == 'is_event' -%} {{ is_event }}
    {%- elif component == 'numerator_rows' -%} {{ time }} is not null and {{ is_event }}
    {%- elif component == 'denominator_rows' -%} {{ time }} is not null
    {%- else -%} {{ unknown_component(component) }}
    {%- endif -%}
{%- endmacro %}
