{% macro two_sided_p_value(z_score) -%}
    {#- Abramowitz and Stegun 7.1.26, error below 0.0000002: no engine needs a normal distribution of its own. -#}
    {%- set x = '(abs(' ~ z_score ~ ') / sqrt(2.0))' -%}
    {%- set t = '(1 / (1 + 0.3275911 * ' ~ x ~ '))' -%}
    {{ t }} * (
        0.254829592 + {{ t }} * (
            -0.284496736 + {{ t }} * (
                1.421413741 + {{ t }} * (-1.453152027 + {{ t }} * 1.061405429)
            )
        )
    ) * exp(greatest(-1 * {{ x }} * {{ x }}, -700))
{%- endmacro %}
