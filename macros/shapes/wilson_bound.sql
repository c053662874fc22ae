{% macro wilson_bound(hits, trials, side) -%}
    {%- if side not in ('low', 'high') -%}
        {{ exceptions.raise_compiler_error("wilson_bound: side must be low or high, not '" ~ side ~ "'.") }}
    {%- endif -%}
    {%- set z = var('confidence_z') -%}
    case
        when {{ trials }} > 0
            then
                ({{ hits }} + {{ z }} * {{ z }} / 2.0) / ({{ trials }} + {{ z }} * {{ z }})
                {{ '-' if side == 'low' else '+' }} {{ z }} / ({{ trials }} + {{ z }} * {{ z }})
                * sqrt(
                    cast({{ hits }} as {{ type_double() }}) * ({{ trials }} - {{ hits }}) / {{ trials }}
                    + {{ z }} * {{ z }} / 4.0
                )
    end
{%- endmacro %}
