{#- Sums over a window of weighted points, and what they say: how many points, their weighted mean,
    and the variance that a point of weight 1 would have. Points that are NULL are left out. -#}
{% macro baseline_sums(name, point, window) -%}
    count({{ point }}) over ({{ window }}) as {{ name }}_points,
        sum(case when {{ point }} is not null then weight end) over ({{ window }}) as {{ name }}_weight,
        sum(weight * {{ point }}) over ({{ window }}) as {{ name }}_sum,
        sum(weight * {{ point }} * {{ point }}) over ({{ window }}) as {{ name }}_squares
{%- endmacro %}

{% macro baseline_centre(name) -%}
    ({{ name }}_sum / {{ name }}_weight)
{%- endmacro %}

{% macro baseline_variance(name) -%}
    {#- Pearson's dispersion, but never less than chance alone gives. Only sums that differ by more than
        their last digits differ. -#}
    {%- set centre = baseline_centre(name) -%}
    {%- set squares = name ~ '_squares - ' ~ name ~ '_sum * ' ~ centre -%}
    greatest(
        case when {{ squares }} > 0.000000000001 * {{ name }}_squares
            then ({{ squares }}) / nullif({{ name }}_points - 1, 0) else 0 end,
        chance_scale * {{ centre }} * case when is_share then 1 - {{ centre }} else 1 end
    )
{%- endmacro %}

{% macro baseline_limit(name, width, weight) -%}
    {#- The centre is estimated too: its own error is a part of the limit. NULL without any variance. -#}
    {{ width }} * sqrt(
        nullif({{ baseline_variance(name) }}, 0) * (1 / {{ weight }} + 1 / {{ name }}_weight)
    )
{%- endmacro %}
