{% macro kpi_value_status(statistic='measured.statistic') -%}
    case
        when not measured.is_source_there then 'no_source'
        when not measured.is_rule_there then 'no_rule'
        when measured.value is null then 'no_data'
        when measured.is_provisional then 'provisional'
        when
            {{ statistic }} not in ('count', 'stock')
            and coalesce(measured.effective_sample_size, measured.sample_size)
            < {{ var('min_sample_size') }} then 'low_n'
        else 'ok'
    end
{%- endmacro %}

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

{% macro display_value(value, display_unit) -%}
    {#- As wide as every database allows: the costs of a month may be anything. A hundred times 0.0725 is
        7.249999999999999: that is shown as 7.3. -#}
    {%- set number = 'decimal(38, 1)' -%}
    case {{ display_unit }}
        when 'percent' then cast(cast({{ round_double('100 * ' ~ value, 9) }} as {{ number }}) as {{ type_text() }}) || ' %'
        when 'seconds' then cast(cast({{ value }} as {{ number }}) as {{ type_text() }}) || ' s'
        when 'minutes' then cast(cast({{ value }} / 60 as {{ number }}) as {{ type_text() }}) || ' min'
        when 'hours' then cast(cast({{ value }} / 3600 as {{ number }}) as {{ type_text() }}) || ' h'
        when 'days' then cast(cast({{ value }} / 86400 as {{ number }}) as {{ type_text() }}) || ' d'
        when 'count' then cast(cast({{ value }} as decimal(38, 0)) as {{ type_text() }})
        else cast(cast({{ value }} as decimal(38, 2)) as {{ type_text() }})
    end
{%- endmacro %}
