{% macro mean_bound(total, sum_of_squares, observations, side) -%}
    {%- if side not in ('low', 'high') -%}
        {{ exceptions.raise_compiler_error("mean_bound: side must be low or high, not '" ~ side ~ "'.") }}
    {%- endif -%}
    {%- set average = '(' ~ total ~ ' / cast(' ~ observations ~ ' as ' ~ type_double() ~ '))' -%}
    case
        when {{ observations }} > 1
            then
                {{ average }} {{ '-' if side == 'low' else '+' }} {{ var('confidence_z') }} * sqrt(
                    greatest({{ sum_of_squares }} - {{ observations }} * {{ average }} * {{ average }}, 0)
                    / {{ observations }} / {{ observations }}
                )
    end
{%- endmacro %}
