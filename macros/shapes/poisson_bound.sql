{% macro poisson_bound(events, side) -%}
    {%- set half_z = var('confidence_z') ~ ' / 2.0' -%}
    {%- if side == 'low' -%}
        case when {{ events }} > 0 then power(greatest(sqrt({{ events }}) - {{ half_z }}, 0), 2) else 0 end
    {%- elif side == 'high' -%}
        power(sqrt({{ events }} + 1) + {{ half_z }}, 2)
    {%- else -%}
        {{ exceptions.raise_compiler_error("poisson_bound: side must be low or high, not '" ~ side ~ "'.") }}
    {%- endif -%}
{%- endmacro %}
