{% macro poisson_term(load, number, log_factorial) -%}
    {#- Load to the power of number by its factorial, scaled by e^-load: never overflows. Below e^-700
        some engines raise an error instead of returning 0. -#}
    case
        when {{ number }} * ln({{ load }}) - {{ log_factorial }} - {{ load }} > -700
            then exp({{ number }} * ln({{ load }}) - {{ log_factorial }} - {{ load }})
        else 0
    end
{%- endmacro %}
