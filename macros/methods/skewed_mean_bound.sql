{% macro skewed_mean_bound(mean, error, skew, degrees, side) -%}
    {#- Hall's interval: Student's t, corrected for skewness. `skew` is that of the mean, not of the rows. Rounded,
        because the last digits of its sums depend on the order in which threads add them; no skewness of a mean
        is beyond 1, but that of rounded sums of equal values can be. -#}
    {%- if side not in ('low', 'high') -%}
        {{ exceptions.raise_compiler_error("skewed_mean_bound: side must be low or high, not '" ~ side ~ "'.") }}
    {%- endif -%}
    {%- set t = ('' if side == 'low' else '-1 * ') ~ '(' ~ t_quantile(degrees) ~ ')' -%}
    {%- set k = published_number('least(greatest(' ~ skew ~ ', -1), 1)', 9) -%}
    {%- set cube = '(1 + ' ~ k ~ ' * (' ~ t ~ ' - ' ~ k ~ ' / 6))' -%}
    {{ mean }} - {{ error }} * case
        when abs({{ k }}) < 0.000001 then {{ t }}
        else
            3 / {{ k }} * (
                sign({{ cube }}) * power(abs({{ cube }}), cast(1 as {{ type_double() }}) / 3) - 1
            )
    end
{%- endmacro %}
