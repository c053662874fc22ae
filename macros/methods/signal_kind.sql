{#- A point outside its limits whose own interval excludes the centre too, or a mean of the last eight points
    that has moved away from the points before them. -#}
{% macro signal_kind() -%}
    {%- set has_no_interval = 'ci_low is null and ci_high is null' -%}
    case
        when not is_enough or mean_before is null or width is null then null
        when point > mean_before + width and (ci_low > centre or {{ has_no_interval }}) then 'point_high'
        when point < mean_before - width and (ci_high < centre or {{ has_no_interval }}) then 'point_low'
        when shift > shift_width then 'shift_up'
        when shift < -1 * shift_width then 'shift_down'
        else 'none'
    end
{%- endmacro %}

{% macro signal_limit(expression) -%}
    {#- A limit as it is shown: in the unit of the value, within its range. The exponent is kept where every
        engine can compute it. -#}
    case when width is not null and mean_before is not null then
        least(greatest(
            case when is_logarithm then exp(least(greatest({{ expression }}, -25), 25)) else {{ expression }} end,
            minimum_value
        ), maximum_value)
    end
{%- endmacro %}
