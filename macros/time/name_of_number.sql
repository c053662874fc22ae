{% macro name_of_number(number, names) -%}
    {#- The name at a place that counts from 1. -#}
    case {{ number }}
        {%- for name in names %}
        when {{ loop.index }} then '{{ name }}'
        {%- endfor %}
    end
{%- endmacro %}
