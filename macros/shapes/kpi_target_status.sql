{#- The target in force, met or missed: by the whole interval where there is one, else by the value.
    An end of the interval that is unknown is open: it lies inside no target. -#}
{% macro kpi_target_status(value, ci_low, ci_high) -%}
    case
        when {{ ci_low }} is null and {{ ci_high }} is null
            then
                case
                    when {{ target_side(value) }} = 'inside' then 'green'
                    when {{ is_near_target(value) }} then 'amber'
                    else 'red'
                end
        when
            (target_low is null or coalesce({{ ci_low }} >= target_low, false))
            and (target_high is null or coalesce({{ ci_high }} <= target_high, false)) then 'green'
        when {{ ci_high }} < target_low or {{ ci_low }} > target_high
            then case when {{ is_near_target(value) }} then 'amber' else 'red' end
        else 'open'
    end
{%- endmacro %}

{% macro target_side(value) -%}
    case
        when {{ value }} < target_low or {{ value }} > target_high then 'outside'
        else 'inside'
    end
{%- endmacro %}

{% macro is_near_target(value) -%}
    (
        (amber_low is not null or amber_high is not null)
        and coalesce({{ value }} >= coalesce(amber_low, target_low), true)
        and coalesce({{ value }} <= coalesce(amber_high, target_high), true)
    )
{%- endmacro %}

{% macro planned_target(bound, target) -%}
    {#- What is planned for the period: the tolerance around a target moves with it. -#}
    case
        when baseline_value is null then {{ bound }}
        else {{ published_number(bound ~ ' - (1 - path_share) * (' ~ target ~ ' - baseline_value)') }}
    end
{%- endmacro %}
