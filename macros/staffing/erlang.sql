{% macro poisson_term(load, number, log_factorial) -%}
    {#- Load to the power of number by its factorial, scaled by e^-load: never overflows. Below e^-700
        some engines raise an error instead of returning 0. -#}
    case
        when {{ number }} * ln({{ load }}) - {{ log_factorial }} - {{ load }} > -700
            then exp({{ number }} * ln({{ load }}) - {{ log_factorial }} - {{ load }})
        else 0
    end
{%- endmacro %}

{% macro erlang_c_wait_probability(erlang_b, load, agents) -%}
    {{ erlang_b }} / (1 - {{ load }} / {{ agents }} * (1 - {{ erlang_b }}))
{%- endmacro %}

{% macro erlang_c_service_level(wait_probability, load, agents, handle_seconds, within_seconds) -%}
    1 - {{ wait_probability }} * exp(
        greatest(-({{ agents }} - {{ load }}) * {{ within_seconds }} / {{ handle_seconds }}, -700)
    )
{%- endmacro %}

{% macro erlang_c_expected_wait(wait_probability, load, agents, handle_seconds) -%}
    {{ wait_probability }} * {{ handle_seconds }} / ({{ agents }} - {{ load }})
{%- endmacro %}

{% macro erlang_a_log_ratio(state, agents, arriving, served, lost) -%}
    ln({{ arriving }} / (
        least({{ state }}, {{ agents }}) * {{ served }}
        + greatest({{ state }} - {{ agents }}, 0) * {{ lost }}
    ))
{%- endmacro %}

{% macro erlang_a_log_factor(queued, agents, served, lost, within_seconds) -%}
    ln(
        (1 - exp(greatest(-{{ lost }} * {{ within_seconds }}, -700)))
        * ({{ queued }} + {{ agents }} * {{ served }} / {{ lost }}) / {{ queued }}
    )
{%- endmacro %}
